import { globSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { plain } from "../../../src/model/reading.ts";
import { readingsIn, recordsOf } from "../records-of.ts";

const FORMS = resolve(import.meta.dirname, "../../../fixtures/forms");
const DOCUMENTS = globSync("*/*/source.ofd", { cwd: FORMS }).toSorted();

test("there are OFD files of forms", () => {
  expect(DOCUMENTS.length).toBeGreaterThanOrEqual(8);
});

describe.each(DOCUMENTS)("%s", (path) => {
  test("holds the same record as its text, each value with its box on the page", async () => {
    const text = await recordsOf(readFileSync(join(FORMS, dirname(path), "source.txt")));
    const { records, mediaType } = await recordsOf(readFileSync(join(FORMS, path)));
    expect(mediaType).toBe("application/ofd");
    expect(records.map(plain)).toEqual(text.records.map(plain));
    const places = readingsIn(records).map((reading) => reading.at);
    expect(places.length).toBeGreaterThan(20);
    expect(new Set(places.map((at) => Object.keys(at).toSorted().join()))).toEqual(new Set(["bbox,page"]));
  });
});
