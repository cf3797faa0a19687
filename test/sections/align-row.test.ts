import { describe, expect, test } from "vitest";
import type { Cell } from "../../src/model/layout.ts";
import { alignRow, type Header } from "../../src/sections/align-row.ts";

type Column = "label" | "weight" | "score" | "note";

const HEADER: Header<Column> = {
  columns: [
    { column: "label", at: 0 },
    { column: "weight", at: 2 },
    { column: "score", at: 3 },
    { column: "note", at: 4 },
  ],
  width: 5,
};

function cellsOf(line: string): Cell[] {
  return line.split("|").map((text, column) => ({
    text,
    column,
    span: 1,
    at: { page: 1, line: 1, column: column + 1 },
    confidence: 1,
  }));
}

function fit(cell: Cell, column: Column): number {
  const number = /^\d+$/u.test(cell.text);
  if (column === "weight" || column === "score") return number ? 2 : -5;
  return number ? -3 : 1;
}

function align(line: string) {
  const { cells, exact, left } = alignRow(cellsOf(line), HEADER, fit);
  return {
    exact,
    left: left.map(({ text }) => text),
    texts: Object.fromEntries([...cells].map(([column, { text }]) => [column, text])),
  };
}

describe("alignRow", () => {
  test("takes a row of the header's width as it stands", () => {
    expect(align("甲||5|4|迟")).toEqual({
      exact: true,
      left: [],
      texts: { label: "甲", weight: "5", score: "4", note: "迟" },
    });
  });

  test("takes the filled cell under a header that spans two columns", () => {
    expect(align("|甲|5|4|").texts).toMatchObject({ label: "甲", weight: "5" });
  });

  test("keeps a second filled cell under one header apart", () => {
    expect(align("甲|乙|5|4|").left).toEqual(["乙"]);
  });

  test("finds the columns of a row that lost its leading tabs, and doubts every cell", () => {
    const aligned = alignRow(cellsOf("甲|5|4|"), HEADER, fit);
    expect(aligned.exact).toBe(false);
    expect(aligned.cells.get("weight")).toMatchObject({ text: "5", confidence: 0.6 });
    expect(aligned.cells.get("score")).toMatchObject({ text: "4", confidence: 0.6 });
  });

  test("does not believe tabs that put words under numbers", () => {
    expect(align("甲|5|4|迟|")).toMatchObject({
      exact: false,
      texts: { label: "甲", weight: "5", score: "4", note: "迟" },
    });
  });

  test("gives cells their columns in the order of the header", () => {
    expect([...alignRow(cellsOf("甲|5|4|"), HEADER, fit).cells.keys()]).toEqual([
      "label",
      "weight",
      "score",
      "note",
    ]);
  });
});

test("a doubtful cell of a scan speaks for no column and against none, so that a misread sign costs no row", () => {
  const cells = cellsOf("某项||10|一|无");
  const read = cells.map((cell): Cell => {
    if (cell.text !== "一") return cell;
    return { ...cell, confidence: 0.6, candidates: [{ text: "一", weight: 0.6, readers: ["a"] }] };
  });
  expect(alignRow(cells, HEADER, fit).exact).toBe(false);
  const row = alignRow(read, HEADER, fit);
  expect(row.exact).toBe(true);
  expect([...row.cells].map(([column, { text }]) => `${column} ${text}`)).toContain("weight 10");
});
