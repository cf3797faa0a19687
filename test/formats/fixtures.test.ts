import { globSync, readFileSync } from "node:fs";
import { dirname, extname, join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { plain } from "../../src/model/reading.ts";
import { placesIn, recordsOf } from "./records-of.ts";

const FORMS = resolve(import.meta.dirname, "../../fixtures/forms");
const DOCUMENTS = globSync("*/*/source.html", { cwd: FORMS }).toSorted();

describe.each(DOCUMENTS)("%s", (path) => {
  test("holds the same record as its text, with places of its own kind", async () => {
    const text = await recordsOf(readFileSync(join(FORMS, dirname(path), "source.txt")));
    const { records } = await recordsOf(readFileSync(join(FORMS, path)));
    expect(records.map(plain)).toEqual(text.records.map(plain));
    const kinds = new Set(placesIn(records).map((at) => Object.keys(at).toSorted().join()));
    const known = extname(path).startsWith(".xls")
      ? ["cell,column,page,row,sheet"]
      : ["column,page,row,table", "page,paragraph"];
    expect(known).toEqual(expect.arrayContaining([...kinds]));
  });
});
