import { globSync, readFileSync } from "node:fs";
import { dirname, extname, join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { plain } from "../../src/model/reading.ts";
import { readingsIn, recordsOf } from "./records-of.ts";

/** The readings that print a number or a percentage and nothing else, as they print it. */
function figuresIn(records: unknown): string[] {
  return readingsIn(records)
    .map(({ raw }) => raw)
    .filter((raw) => /^[\d.,]+%?$/u.test(raw));
}

/** The keys of the places that formats give, other than tables and paragraphs. */
const PLACES = new Map([
  [".xls", ["cell,column,page,row,sheet"]],
  [".pdf", ["bbox,page"]],
]);

const FORMS = resolve(import.meta.dirname, "../../fixtures/forms");
const DOCUMENTS = globSync("*/*/source.{html,docx,doc,xlsx,xls,pdf}", { cwd: FORMS }).toSorted();

describe.each(DOCUMENTS)("%s", (path) => {
  test("holds the same record as its text, with places of its own kind", async () => {
    const text = await recordsOf(readFileSync(join(FORMS, dirname(path), "source.txt")));
    const { records } = await recordsOf(readFileSync(join(FORMS, path)));
    expect(records.map(plain)).toEqual(text.records.map(plain));
    expect(figuresIn(records)).toEqual(figuresIn(text.records));
    const kinds = new Set(readingsIn(records).map(({ at }) => Object.keys(at).toSorted().join()));
    const known = PLACES.get(extname(path).slice(0, 4)) ?? ["column,page,row,table", "page,paragraph"];
    expect(known).toEqual(expect.arrayContaining([...kinds]));
  });
});
