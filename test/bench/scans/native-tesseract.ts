import { spawn } from "node:child_process";
import type { Quad, ScanTruth } from "../../../fixtures/make/scan/make-scan.ts";
import { SURE_CONFIDENCE } from "../../../src/model/reading.ts";
import { type ReadCell } from "./compare-cells.ts";
import type { ScannedPage } from "./scanned-documents.ts";

/**
 * Reads a page with the tesseract that is installed on the machine, the whole page at once, and puts its words into the
 * TRUE cells of the page: this flatters it, since it finds no cells of its own.
 */
export async function readNatively({ file, truth }: ScannedPage): Promise<ReadCell[]> {
  // Page segmentation 1 finds out first which way up the page is; 3 is the same without.
  const segmentation = truth.condition.turned === 0 ? "3" : "1";
  const resolution = String(truth.condition.dpi);
  const tsv = await run("tesseract", [
    file,
    "-",
    "-l",
    "chi_sim",
    "--psm",
    segmentation,
    "--dpi",
    resolution,
    "tsv",
  ]);
  const words = tsv
    .split("\n")
    .slice(1)
    .map((line) => line.split("\t"))
    .filter(([level]) => level === "5")
    .map((columns) => {
      const [left = 0, top = 0, width = 0, height = 0, confidence = 0] = columns.slice(6, 11).map(Number);
      return {
        x: left + width / 2,
        y: top + height / 2,
        confidence: confidence / 100,
        text: columns[11] ?? "",
      };
    });
  return cellsFrom(truth, words);
}

/** What it makes of the walls of a table is left out, in its favour. */
const WALLS = /[|“”‘’"'_]/gu;

interface NativeWord {
  x: number;
  y: number;
  confidence: number;
  text: string;
}

function cellsFrom(truth: ScanTruth, words: readonly NativeWord[]): ReadCell[] {
  return truth.cells.map(({ quad, box }) => {
    const own = words.filter(({ x, y }) => isInside(quad, x, y));
    const confidence = Math.min(SURE_CONFIDENCE, ...own.map((word) => word.confidence));
    return {
      text: own
        .map(({ text }) => text)
        .join("")
        .replaceAll(WALLS, ""),
      box,
      confidence,
    };
  });
}

function isInside(quad: Quad, x: number, y: number): boolean {
  const ways = [0, 2, 4, 6].map((at) => {
    const [x0, y0] = [quad[at] as number, quad[at + 1] as number];
    const [x1, y1] = [quad[(at + 2) % 8] as number, quad[(at + 3) % 8] as number];
    return Math.sign((x1 - x0) * (y - y0) - (y1 - y0) * (x - x0));
  });
  return ways.every((way) => way >= 0) || ways.every((way) => way <= 0);
}

function run(command: string, args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    // One thread: more of them burn more processor time for hardly less of the clock's.
    const child = spawn(command, args, {
      stdio: ["ignore", "pipe", "ignore"],
      env: { ...process.env, OMP_THREAD_LIMIT: "1" },
    });
    let out = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(out);
      else reject(new Error(`${command} ended with ${String(code)}`));
    });
  });
}
