import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import type { Extractor } from "../../src/extract.ts";
import type { Store } from "../../src/store/store.ts";
import { mergedPdf, repeatedPdf } from "./many-pages.ts";
import { watch } from "./watch-process.ts";

/** What is measured: the built program, of which the type checker knows nothing. */
export interface Built {
  createExtractor: () => Extractor;
  open: (path: string) => Promise<Store>;
}

const COUNTS = [10, 100, 1000];
const RUNS = 5;

const KINDS: { name: string; make: (pages: number) => Uint8Array | Promise<Uint8Array> }[] = [
  { name: "the same fonts on all pages", make: repeatedPdf },
  { name: "fonts of each document", make: mergedPdf },
];

const RESOURCES = dirname(createRequire(import.meta.url).resolve("pdfjs-dist/package.json"));

/** What something took, in ms. */
interface Cost {
  wall: number;
  cpu: number;
}

/**
 * What the whole way from the bytes of a PDF to its stored, checked records costs, and what pdf.js alone needs to give text and
 * operators of the same pages; by turns in this process. Then the memory of `fuhe ingest` for the most pages.
 */
export async function benchPdf(built: Built, say: (line: string) => void): Promise<void> {
  const extractor = built.createExtractor();
  const folder = mkdtempSync(join(tmpdir(), "fuhe-bench-pdf-"));
  const store = await built.open(join(folder, "bench.db"));
  try {
    for (const { name, make } of KINDS) {
      const warm = await make(20);
      await readAlone(warm);
      await readAndStore(warm, extractor, store);
      for (const count of COUNTS) {
        const bytes = await make(count);
        const costs: { alone: Cost; whole: Cost }[] = [];
        for (let run = 0; run < RUNS; run += 1) {
          const alone = await costOf(() => readAlone(bytes));
          costs.push({ alone, whole: await costOf(() => readAndStore(bytes, extractor, store)) });
        }
        const [alone, whole] = [
          medianOf(costs.map((cost) => cost.alone)),
          medianOf(costs.map((cost) => cost.whole)),
        ];
        say(
          `PDF, ${name}, ${String(count).padStart(4)} pages (median of ${String(RUNS)}): pdf.js alone ${shown(alone, count)}; the whole way ${shown(whole, count)}; ` +
            `ratio ${(whole.cpu / alone.cpu).toFixed(2)} of CPU, ${(whole.wall / alone.wall).toFixed(2)} of time`,
        );
      }
      const most = COUNTS.at(-1) ?? 0;
      const file = join(folder, "most.pdf");
      writeFileSync(file, await make(most));
      const { peak, code } = await watch(["ingest", file, "--db", join(folder, `${name}.db`)]);
      say(
        `PDF, ${name}, ${String(most)} pages: fuhe ingest held ${peak.toFixed(0)} MB at most, exit ${String(code)}`,
      );
    }
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Text and operators of all pages, as pdf.js gives them; images are left out in both ways. */
async function readAlone(bytes: Uint8Array): Promise<void> {
  const task = getDocument({
    data: new Uint8Array(bytes),
    cMapUrl: `${RESOURCES}/cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${RESOURCES}/standard_fonts/`,
    wasmUrl: `${RESOURCES}/wasm/`,
    iccUrl: `${RESOURCES}/iccs/`,
    maxImageSize: 1,
    verbosity: 0,
  });
  const document = await task.promise;
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    await page.getTextContent();
    await page.getOperatorList();
    page.cleanup();
  }
  await task.destroy();
}

let read = 0;

/** As another file each time: what is stored already would not be stored again. */
async function readAndStore(bytes: Uint8Array, extractor: Extractor, store: Store): Promise<void> {
  const source = `${String((read += 1))}.pdf`;
  const another = Buffer.concat([bytes, Buffer.from(`%${source}\n`)]);
  const document = await extractor.extractBytes(another, source);
  if (document.failure !== undefined || document.records.length === 0)
    throw new Error(`nothing was read: ${document.failure?.message ?? "no records"}`);
  await store.saveDocument(document, { profileHash: extractor.profileHash, programVersion: "bench" });
}

async function costOf(work: () => Promise<void>): Promise<Cost> {
  const before = process.cpuUsage();
  const start = performance.now();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { wall: performance.now() - start, cpu: (user + system) / 1000 };
}

function medianOf(costs: readonly Cost[]): Cost {
  const middle = (of: (cost: Cost) => number): number =>
    costs.map(of).toSorted((a, b) => a - b)[Math.floor(costs.length / 2)] ?? 0;
  return { wall: middle(({ wall }) => wall), cpu: middle(({ cpu }) => cpu) };
}

function shown({ wall, cpu }: Cost, pages: number): string {
  return `${(wall / 1000).toFixed(2)} s (${(cpu / pages).toFixed(2)} ms of CPU a page)`;
}
