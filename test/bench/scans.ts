/**
 * How well and how fast scans are read: `npm run bench:scans -- FOLDER`, where FOLDER was written by
 * `node fixtures/make/scans.ts --out FOLDER`. Nothing here is asserted; figures in docs/benchmarks.md come from it.
 *
 *   --reader MODULE     what reads pages: a module that exports openReader(engines); "stand-in" tries the measuring itself,
 *                       "perfect" reads each line that the grid has without a mistake, so that what is wrong is not the recognisers' doing
 *   --engines both,tesseract   with which recognisers, one after the other
 *   --recipes usual,heavy, --only TEXT, --held-out, --tuned   of which scans; without them all
 *   --workers 1,2       how many processes side by side, for the time on the clock
 *   --native            the tesseract that is installed, on the same pages in the same run
 *   --faults            each cell and finding that is not as it should be
 *
 * Two thirds of the fixtures may be used for tuning, the others (--held-out) are for the figures that are quoted.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { evaluate } from "../../src/evaluation/evaluate.ts";
import { type Gold, parseGold } from "../../src/evaluation/gold.ts";
import { addNumbers, NO_NUMBERS, type NumberCounts } from "../../src/evaluation/report.ts";
import { createExtractor, readRecords } from "../../src/extract.ts";
import { BUILT_IN_PROFILES, loadProfiles } from "../../src/forms/load-profiles.ts";
import { readPdf } from "../../src/formats/pdf/read.ts";
import { recoverLayout } from "../../src/layout/recover-layout.ts";
import type { Document } from "../../src/model/extraction.ts";
import type { PositionedPage } from "../../src/model/layout.ts";
import { plain } from "../../src/model/reading.ts";
import { DEFAULT_LIMITS } from "../../src/model/stage.ts";
import {
  addCells,
  type CellFault,
  cellsOf,
  compareCells,
  noCells,
  type PageCounts,
} from "./scans/compare-cells.ts";
import { compareFindings, type FindingCounts } from "./scans/compare-findings.ts";
import {
  addStructure,
  compareStructure,
  noStructure,
  type StructureCounts,
} from "./scans/compare-structure.ts";
import { isHeldOut } from "./scans/held-out.ts";
import { processorTime, watchMemory } from "./scans/machine-use.ts";
import { readNatively } from "./scans/native-tesseract.ts";
import type { ReadPage } from "./scans/read-worker.ts";
import { runReader } from "./scans/run-reader.ts";
import { findScans, type ScannedDocument } from "./scans/scanned-documents.ts";

const FORMS = resolve(import.meta.dirname, "../../fixtures/forms");

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    reader: { type: "string", default: "stand-in" },
    engines: { type: "string", default: "both" },
    recipes: { type: "string", default: "" },
    only: { type: "string", default: "" },
    forms: { type: "string", default: FORMS },
    "held-out": { type: "boolean", default: false },
    tuned: { type: "boolean", default: false },
    workers: { type: "string", default: "1" },
    native: { type: "boolean", default: false },
    faults: { type: "boolean", default: false },
  },
});

/** What came of the documents of one recipe. */
interface Outcome {
  pages: number;
  failures: number;
  structure: StructureCounts;
  cells: PageCounts;
  numbers: NumberCounts;
  records: number;
  findings: FindingCounts;
}

const profiles = loadProfiles([BUILT_IN_PROFILES]);
const extractor = createExtractor();
const printings = new Map<string, Promise<PositionedPage[]>>();
const references = new Map<string, Promise<Document>>();

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function none(): Outcome {
  const findings = { listed: 0, missed: 0, extraMarked: 0, extra: 0 };
  return {
    pages: 0,
    failures: 0,
    structure: noStructure(),
    cells: noCells(),
    numbers: NO_NUMBERS,
    records: 0,
    findings,
  };
}

/** The report as its text layer gives it. */
function referenceOf(name: string): Promise<Document> {
  const known = references.get(name) ?? extractor.extractFile(join(values.forms, name, "source.pdf"));
  references.set(name, known);
  return known;
}

/** The pages of the PDF that was printed. */
function printedPages(name: string): Promise<PositionedPage[]> {
  const known =
    printings.get(name) ??
    readPdf(readFileSync(join(values.forms, name, "source.pdf")), {
      warn() {},
      limits: DEFAULT_LIMITS,
    }).then(({ pages }) => pages);
  printings.set(name, known);
  return known;
}

/** All that the text layer says, as a gold: the golds of the fixtures are written by hand and list less. */
function goldOf({ source, records }: Document): Gold {
  const claims = JSON.stringify({ source, records: plain(records) }, (key, value: unknown) =>
    key === "checks" ? undefined : value,
  );
  return parseGold(JSON.parse(claims), source);
}

function documentOf(source: string, read: readonly ReadPage[]): Document {
  const pages = read.flatMap(({ page }) => (page === null ? [] : [page]));
  const sha256 = createHash("sha256").update(source).digest("hex");
  const document: Document = {
    source,
    sha256,
    mediaType: "image/png",
    pages: read.length,
    records: [],
    warnings: [],
  };
  const context = { warn() {}, limits: DEFAULT_LIMITS };
  try {
    const found = readRecords(recoverLayout(pages, context), sha256, profiles, context);
    document.records = found.map(({ record }) => record);
  } catch (error) {
    document.failure = {
      code: "not-a-report",
      message: error instanceof Error ? error.message : String(error),
    };
  }
  return document;
}

async function judge(scanned: ScannedDocument, read: readonly ReadPage[], into: Outcome): Promise<string[]> {
  const reference = await referenceOf(scanned.name);
  const gold = goldOf(reference);
  const document = documentOf(gold.source, read);
  const report = evaluate([document], [gold]);
  const { faults: strange, ...findings } = compareFindings(reference.records, document.records);
  into.pages += read.length;
  into.failures += read.filter(({ page }) => page === null).length;
  into.numbers = addNumbers(into.numbers, report.total.numbers);
  into.records += gold.records.length;
  for (const key of ["listed", "missed", "extraMarked", "extra"] as const)
    into.findings[key] += findings[key];
  const lines = [...strange];
  for (const [at, { truth }] of scanned.pages.entries()) {
    const page = read[at];
    const { counts, faults } = compareCells(
      truth,
      page === undefined || page.page === null ? [] : cellsOf(page.page),
    );
    into.cells = addCells(into.cells, counts);
    const printed = (await printedPages(scanned.name))[truth.page - 1];
    if (printed !== undefined) {
      const structure = compareStructure(printed, page?.page ?? null);
      into.structure = addStructure(into.structure, structure.counts);
      if (structure.fault !== null) lines.push(`page ${String(truth.page)}: ${structure.fault}`);
    }
    lines.push(...faults.map((fault) => `page ${String(truth.page)}: ${faultText(fault)}`));
    if (page?.page === null) lines.push(`page ${String(truth.page)} not read: ${page.failure}`);
  }
  const silent = report.documents.flatMap(({ faults }) => faults.filter((fault) => fault.silent));
  lines.push(
    ...silent.map(
      ({ path, expected, got }) => `SILENT ${path}: ${JSON.stringify(expected)} read as ${String(got)}`,
    ),
  );
  return lines;
}

function faultText({ kind, expected, got, sure }: CellFault): string {
  const shown = [expected, got].map((text) => text.replaceAll("\n", "⏎").slice(0, 60));
  return `${kind} ${shown[0] ?? ""} → ${shown[1] ?? ""}${sure ? "" : " (doubtful)"}`;
}

function share(part: number, whole: number): string {
  return whole === 0 ? "—" : `${((100 * part) / whole).toFixed(2)}%`;
}

const HEADING =
  "recipe | pages | tables as printed | their cells | number cells right | wrong and sure | labels right | texts right | gold numbers right | missing | wrong: doubtful | in finding | SILENT | whole records | findings missed | extra marked | extra";

function row(
  recipe: string,
  { pages, failures, structure, cells, numbers, records, findings }: Outcome,
): string {
  const { number, label, text } = cells;
  return [
    recipe,
    `${String(pages)}${failures > 0 ? ` (${String(failures)} not read)` : ""}`,
    `${share(structure.same, structure.pages)} of ${String(structure.pages)}`,
    `${share(structure.found, structure.cells)} of ${String(structure.cells)}`,
    `${share(number.right, number.listed)} of ${String(number.listed)}`,
    String(number.wrongSure),
    `${share(label.right, label.listed)} of ${String(label.listed)}`,
    share(text.right, text.listed),
    `${share(numbers.right, numbers.listed)} of ${String(numbers.listed)}`,
    String(numbers.missing),
    String(numbers.wrongDoubtful),
    String(numbers.wrongInFinding),
    String(numbers.wrongSilent),
    `${share(numbers.wholeRecords, records)} of ${String(records)}`,
    `${String(findings.missed)} of ${String(findings.listed)}`,
    String(findings.extraMarked),
    String(findings.extra),
  ].join(" | ");
}

async function benchReader(scans: readonly ScannedDocument[], engines: string): Promise<void> {
  const workers = values.workers.split(",").map(Number);
  const module = ["stand-in", "perfect"].includes(values.reader) ? values.reader : resolve(values.reader);
  const count = scans.reduce((sum, { pages }) => sum + pages.length, 0);
  const clocks: number[] = [];
  for (const [at, number] of workers.entries()) {
    const run = await runReader(scans, { module, engines, workers: number });
    clocks.push(run.clock);
    say(
      `\n${engines}, ${String(number)} worker(s): ${(run.processor / count).toFixed(2)} s of CPU a page, ${(run.clock / count).toFixed(2)} s on the clock, peak memory of a worker ${run.memory.toFixed(0)} MB${at === 0 ? "" : `, ${((clocks[0] ?? 0) / run.clock).toFixed(2)}× as fast as ${String(workers[0])}`}`,
    );
    if (at > 0) continue;
    const outcomes = new Map<string, Outcome>();
    const total = none();
    for (const [index, scan] of scans.entries()) {
      const outcome = outcomes.get(scan.recipe) ?? none();
      outcomes.set(scan.recipe, outcome);
      const faults = await judge(scan, run.pages[index] ?? [], outcome);
      if (values.faults) for (const fault of faults) say(`  ${scan.recipe} ${scan.name} ${fault}`);
    }
    say(HEADING);
    for (const [recipe, outcome] of outcomes) {
      say(row(recipe, outcome));
      add(total, outcome);
    }
    say(row("all", total));
  }
}

function add(total: Outcome, one: Outcome): void {
  total.pages += one.pages;
  total.failures += one.failures;
  total.cells = addCells(total.cells, one.cells);
  total.structure = addStructure(total.structure, one.structure);
  total.numbers = addNumbers(total.numbers, one.numbers);
  total.records += one.records;
  for (const key of ["listed", "missed", "extraMarked", "extra"] as const)
    total.findings[key] += one.findings[key];
}

async function benchNative(scans: readonly ScannedDocument[]): Promise<void> {
  const before = processorTime();
  const start = performance.now();
  const peak = watchMemory(process.pid);
  const cells = new Map<string, PageCounts>();
  let pages = 0;
  for (const { recipe, pages: own } of scans) {
    for (const page of own) {
      const { counts, faults } = compareCells(page.truth, await readNatively(page));
      cells.set(recipe, addCells(cells.get(recipe) ?? noCells(), counts));
      pages += 1;
      if (values.faults)
        for (const fault of faults) say(`  native ${recipe} ${page.truth.source} ${faultText(fault)}`);
    }
  }
  const own = process.memoryUsage.rss() / 1024 / 1024;
  say(
    `\nnative tesseract, whole pages, words put into the true cells: ${((processorTime() - before) / pages).toFixed(2)} s of CPU a page, ${((performance.now() - start) / 1000 / pages).toFixed(2)} s on the clock, peak memory about ${(peak() - own).toFixed(0)} MB`,
  );
  say("recipe | number cells right | labels right | texts right");
  for (const [recipe, { number, label, text }] of cells)
    say(
      `${recipe} | ${share(number.right, number.listed)} of ${String(number.listed)} | ${share(label.right, label.listed)} of ${String(label.listed)} | ${share(text.right, text.listed)}`,
    );
}

const [folder] = positionals;
if (folder === undefined) throw new Error("say where the scans are: node test/bench/scans.ts FOLDER");
const recipes = values.recipes === "" ? [] : values.recipes.split(",");
const scans = findScans(folder, recipes, values.only).filter(
  (scan) => (!values["held-out"] || isHeldOut(scan.name)) && (!values.tuned || !isHeldOut(scan.name)),
);
say(
  `${String(scans.length)} documents, ${String(scans.reduce((sum, { pages }) => sum + pages.length, 0))} pages`,
);
for (const engines of values.engines.split(",")) await benchReader(scans, engines);
if (values.native) await benchNative(scans);
