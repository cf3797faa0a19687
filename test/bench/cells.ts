/**
 * Accuracy, sureness and cost of reading the lines of scanned pages, whatever becomes of their walls:
 * `node test/bench/cells.ts FOLDER`, where FOLDER was written by `node fixtures/make/scans.ts --out FOLDER`.
 * Lines are those that the grid cuts; where it cut otherwise than is printed, they are cut where their words truly stand.
 *
 *   --engines both,tesseract,paddle   with which recognisers, one after the other
 *   --recipes usual,heavy, --only TEXT, --held-out, --tuned   of which scans; without them all
 *   --lines FILE        keeps the lines that were cut, or takes them from there if it is there
 *   --recognisers MODULE   other engines: a module that exports loadRecognisers()
 *   --faults            each cell that was not read as it is printed
 *   --rounds 10         reads all pages so many times, to see whether memory grows
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { deserialize, serialize } from "node:v8";
import { loadRecognisers } from "../../src/ocr/load-recognisers.ts";
import { SURE_CONFIDENCE } from "../../src/model/reading.ts";
import { readLines, type ReadLine } from "../../src/scans/read-lines.ts";
import { foldCell } from "./scans/compare-cells.ts";
import { isHeldOut } from "./scans/held-out.ts";
import { findScans } from "./scans/scanned-documents.ts";
import { trueCells, type TrueCell } from "./scans/true-cells.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    engines: { type: "string", default: "both" },
    recipes: { type: "string", default: "" },
    only: { type: "string", default: "" },
    lines: { type: "string", default: "" },
    recognisers: { type: "string", default: "" },
    "held-out": { type: "boolean", default: false },
    tuned: { type: "boolean", default: false },
    faults: { type: "boolean", default: false },
    rounds: { type: "string", default: "1" },
  },
});

interface CutPage {
  recipe: string;
  /** Fixture and page. */
  name: string;
  cells: TrueCell[];
}

interface Tally {
  cells: number;
  right: number;
  sure: number;
  wrong: number;
  held: number;
}

type Load = typeof loadRecognisers;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function cutPages(folder: string): Promise<CutPage[]> {
  const pages: CutPage[] = [];
  const recipes = values.recipes === "" ? [] : values.recipes.split(",");
  for (const scanned of findScans(folder, recipes, values.only)) {
    if ((values["held-out"] && !isHeldOut(scanned.name)) || (values.tuned && isHeldOut(scanned.name)))
      continue;
    for (const page of scanned.pages)
      pages.push({
        recipe: scanned.recipe,
        name: `${scanned.name} ${String(page.truth.page)}`,
        cells: await trueCells(page),
      });
  }
  return pages;
}

/** A cell as a layout puts it together of its lines. */
function joined(lines: readonly ReadLine[]): { text: string; confidence: number } {
  return {
    text: lines.map(({ text }) => text).join("\n"),
    confidence: lines.reduce((least, line) => Math.min(least, line.confidence), 1),
  };
}

function isHeld(cell: TrueCell, lines: readonly ReadLine[]): boolean {
  let rest = [""];
  for (const { candidates } of lines)
    rest = rest.flatMap((before) => candidates.map(({ text }) => before + text)).slice(0, 2000);
  return rest.some((text) => foldCell(text) === foldCell(cell.text));
}

function share(part: number, all: number): string {
  return all === 0 ? "—" : `${((100 * part) / all).toFixed(2)}%`;
}

async function bench(pages: readonly CutPage[], engines: string, load: Load): Promise<void> {
  const recognisers = load().filter(
    ({ id }) => engines === "both" || id.toLowerCase().includes(NAMES[engines] ?? engines),
  );
  const tallies = new Map<string, Tally>();
  let own = 0;
  let count = 0;
  for (let round = 0; round < Number(values.rounds); round += 1)
    for (const { recipe, name, cells } of pages) {
      const images = cells.flatMap(({ lines }) => lines);
      const start = process.cpuUsage();
      const read = await readLines(images, recognisers, { warn: ({ message }) => say(message) });
      const used = process.cpuUsage(start);
      own += (used.user + used.system) / 1e6;
      count += 1;
      let next = 0;
      for (const cell of cells) {
        const lines = read.slice(next, next + cell.lines.length);
        next += cell.lines.length;
        const { text, confidence } = joined(lines);
        const right = foldCell(text) === foldCell(cell.text);
        const sure = confidence >= SURE_CONFIDENCE;
        const held = right || isHeld(cell, lines);
        for (const key of [`${cell.kind} | ${recipe}`, `${cell.kind} | all`]) {
          const tally = tallies.get(key) ?? { cells: 0, right: 0, sure: 0, wrong: 0, held: 0 };
          tally.cells += 1;
          tally.right += Number(right);
          tally.sure += Number(sure);
          tally.wrong += Number(sure && !right);
          tally.held += Number(held);
          tallies.set(key, tally);
        }
        if (values.faults && !right && round === 0)
          say(
            `  ${sure ? "SURE " : ""}${cell.kind} ${recipe} ${name}${cell.found ? "" : " (grid)"}${cell.sealed ? " (seal)" : ""}: ${[cell.text, text].map((one) => one.replaceAll("\n", "⏎")).join(" → ")} ${confidence.toFixed(2)}${held ? "" : " LOST"}`,
          );
      }
    }
  const cells = pages.flatMap((page) => page.cells);
  const lines = cells.reduce((sum, cell) => sum + cell.lines.length, 0);
  say(
    `\n${recognisers.map(({ id }) => id).join(" + ")}: ${String(pages.length)} pages, ${String(lines)} lines, ${share(cells.filter(({ found }) => found).length, cells.length)} of the cells cut as the grid cuts them`,
  );
  say("kind | recipe | cells | right | sure | sure but wrong | truth among candidates");
  for (const [key, one] of [...tallies].toSorted(([a], [b]) => (a < b ? -1 : 1)))
    say(
      `${key} | ${String(one.cells)} | ${share(one.right, one.cells)} | ${share(one.sure, one.cells)} | ${String(one.wrong)} | ${share(one.held, one.cells)}`,
    );
  for (const { id, cpu, peakMemory } of recognisers)
    say(
      `${id}: ${(cpu / lines / Number(values.rounds)).toFixed(1)} ms of CPU a line, ${(cpu / 1000 / count).toFixed(2)} s a page, peak memory ${(peakMemory / 1e6).toFixed(0)} MB`,
    );
  say(
    `own work: ${((1000 * own) / lines / Number(values.rounds)).toFixed(1)} ms a line, ${(own / count).toFixed(2)} s a page`,
  );
  await Promise.all(recognisers.map((recogniser) => recogniser.close()));
}

const NAMES: { [engine: string]: string } = { paddle: "pp-ocr" };

const [folder] = positionals;
if (folder === undefined) throw new Error("say where the scans are: node test/bench/cells.ts FOLDER");
let pages: CutPage[];
if (values.lines !== "" && existsSync(values.lines))
  pages = deserialize(readFileSync(values.lines)) as CutPage[];
else {
  pages = await cutPages(folder);
  if (values.lines !== "") writeFileSync(values.lines, serialize(pages));
}
const load =
  values.recognisers === ""
    ? loadRecognisers
    : ((await import(resolve(values.recognisers))) as { loadRecognisers: Load }).loadRecognisers;
for (const engines of values.engines.split(",")) await bench(pages, engines, load);
