import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, extname, join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { evaluate } from "../../src/evaluation/evaluate.ts";
import { type Gold, parseGold } from "../../src/evaluation/gold.ts";
import { createExtractor } from "../../src/extract.ts";
import type { Document } from "../../src/model/extraction.ts";
import { isReading, type Reading } from "../../src/model/reading.ts";
import { differences } from "./differences.ts";

const FORMS = resolve(import.meta.dirname, "../../fixtures/forms");
const DOCUMENTS = globSync("*/*/source.{html,docx,doc,xlsx,xls,pdf,ofd}", { cwd: FORMS }).toSorted();
const CASES = globSync("*/*/source.txt", { cwd: FORMS })
  .map((path) => dirname(path))
  .toSorted();
const EVERY_CASE = [".html", ".docx", ".doc", ".xlsx", ".pdf", ".ofd"];

/** The keys of the places that a format gives. */
const PLACES = new Map([
  [".xlsx", ["cell,column,page,row,sheet"]],
  [".xls", ["cell,column,page,row,sheet"]],
  [".pdf", ["bbox,page"]],
  [".ofd", ["bbox,page"]],
]);
const OF_TABLES = ["column,page,row,table", "page,paragraph"];

/** What a text cannot say as its printed form does, or the other way round, and why: every such place of the record. */
interface Expected {
  reason: string;
  /** The formats it holds for, if not for all. */
  in?: string[];
  at: string[];
}

const extractor = createExtractor();
const documents = new Map<string, Promise<Document>>();

function read(path: string): Promise<Document> {
  const known = documents.get(path);
  if (known !== undefined) return known;
  const document = extractor.extractBytes(readFileSync(join(FORMS, path)), path);
  documents.set(path, document);
  return document;
}

function expectedDifferences(file: string): string[] {
  const path = join(FORMS, dirname(file), "differences.json");
  if (!existsSync(path)) return [];
  const listed = JSON.parse(readFileSync(path, "utf8")) as Expected[];
  const format = extname(file).slice(1);
  return listed.flatMap(({ in: formats, at }) => (formats?.includes(format) === false ? [] : at));
}

/** What a report holds whose text has lost so much that its printed form says more. */
function printedGold(folder: string): Gold | null {
  const path = join(FORMS, folder, "printed.json");
  return existsSync(path) ? parseGold(JSON.parse(readFileSync(path, "utf8")), path) : null;
}

/** What the files of a case are held against: its text, or where that was cut up, the page it is described by. */
function whole(folder: string): string {
  return join(folder, printedGold(folder) === null ? "source.txt" : "source.html");
}

test("every case has its report in every format", () => {
  const wanted = CASES.flatMap((folder) => EVERY_CASE.map((extension) => join(folder, `source${extension}`)));
  expect(DOCUMENTS).toEqual(expect.arrayContaining(wanted));
});

function readingsIn(part: unknown): Reading<unknown>[] {
  if (isReading(part)) return [part];
  if (typeof part !== "object" || part === null) return [];
  return Object.values(part).flatMap(readingsIn);
}

describe.each(DOCUMENTS)("%s", (path) => {
  test("gives every value and every check of its text, with places of its own kind", async () => {
    const file = await read(path);
    expect(file.failure).toBeUndefined();
    const found = differences(await read(whole(dirname(path))), file);
    const expected = expectedDifferences(path);
    expect(found.filter(({ at }) => !expected.includes(at))).toEqual([]);
    expect(expected.filter((place) => !found.some(({ at }) => at === place))).toEqual([]);
    const readings = file.records.flatMap(readingsIn).filter(({ origin }) => origin !== "inferred");
    const kinds = new Set(readings.map(({ at }) => Object.keys(at).toSorted().join()));
    expect(PLACES.get(extname(path)) ?? OF_TABLES).toEqual(expect.arrayContaining([...kinds]));
    expect(kinds.size).toBeGreaterThan(0);
  });
});

test.each(CASES.filter((folder) => printedGold(folder) !== null))(
  "%s holds what is printed",
  async (folder) => {
    const gold = printedGold(folder) as Gold;
    const [report] = evaluate([{ ...(await read(whole(folder))), source: gold.source }], [gold]).documents;
    expect(report).toMatchObject({ absent: null, faults: [], checksNotFound: [], silent: 0 });
  },
);
