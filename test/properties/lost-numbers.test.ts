import { describe, expect, test } from "vitest";
import type { Document } from "../../src/model/extraction.ts";
import { documentOf } from "../generate/document-of.ts";
import { lostNumbers } from "./lost-numbers.ts";

const TEXT = "2021年度自评表\n指标1：更换路灯\t≥120盏\t5\t5\n总分\t100\t95.5";

function read(): Document {
  return documentOf("form.txt", [
    {
      title: "2021年度自评表",
      indicators: [{ name: "更换路灯", target: { text: "≥120盏", number: 120 }, weight: 5, score: 5 }],
      total: { weight: 100, score: 95.5 },
    },
  ]);
}

describe("lostNumbers", () => {
  test("finds none where each stands in a reading", () => {
    expect(lostNumbers(read(), TEXT)).toEqual([]);
  });

  test("finds a cell that was read once where it is printed twice", () => {
    const document = read();
    const [row] = document.records[0]?.indicators ?? [];
    if (row !== undefined) row.score = null;
    expect(lostNumbers(document, TEXT)).toEqual(["5 printed 2 times (lines 2, 2), found 1 times"]);
    // The same reading in a second row is still one reading.
    if (row !== undefined) row.score = row.weight;
    expect(lostNumbers(document, TEXT)).toHaveLength(1);
  });

  test("finds a number within words", () => {
    const document = read();
    for (const record of document.records) record.title = null;
    expect(lostNumbers(document, TEXT)).toEqual(["2021 in line 1"]);
  });

  test("a warning that names the number or its line tells of it", () => {
    const warned = (warning: Document["warnings"][number]): Document => {
      const document = read();
      for (const { total } of document.records) total.score = null;
      document.warnings.push(warning);
      return document;
    };
    const at = { page: 1, line: 3 };
    expect(lostNumbers(warned({ code: "unplaced-text", message: "95.5" }), TEXT)).toEqual([]);
    expect(lostNumbers(warned({ code: "unplaced-text", message: "", at }), TEXT)).toEqual([]);
    expect(lostNumbers(warned({ code: "unplaced-text", message: "95" }), TEXT)).toHaveLength(1);
  });

  test("a document that could not be read says so as a whole", () => {
    const failed = { ...documentOf("form.txt", []), failure: { code: "not-a-report", message: "" } };
    expect(lostNumbers(failed, TEXT)).toEqual([]);
  });
});
