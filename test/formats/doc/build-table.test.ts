import { describe, expect, it } from "vitest";
import { buildTable, type WordRow } from "../../../src/formats/doc/build-table.ts";

/** A row of cells, each its text and its right side; marks before the text: "<" goes on from the left, "^" from above. */
function rowOf(...cells: [text: string, right: number][]): WordRow {
  return {
    texts: cells.map(([text]) => [text.replace(/^[<^]/u, "")].filter((line) => line !== "")),
    cells: cells.map(([text, right], index) => ({
      left: index === 0 ? 0 : (cells[index - 1]?.[1] ?? 0),
      right,
      mergedAcross: text.startsWith("<"),
      mergedDown: text.startsWith("^"),
    })),
  };
}

function spansOf(rows: WordRow[]): string[][] {
  return buildTable(rows).map((row) =>
    row.map(
      ({ content, rowSpan, columnSpan }) =>
        `${content.map(String).join("|")} ${String(rowSpan)}x${String(columnSpan)}`,
    ),
  );
}

describe("buildTable", () => {
  it("tells how many columns a cell spans by where its sides stand", () => {
    expect(
      spansOf([rowOf(["题", 300]), rowOf(["a", 100], ["b", 300]), rowOf(["c", 100], ["d", 201], ["e", 300])]),
    ).toEqual([["题 1x3"], ["a 1x1", "b 1x2"], ["c 1x1", "d 1x1", "e 1x1"]]);
  });

  it("takes sides that stand within a hair of one another for one", () => {
    expect(spansOf([rowOf(["a", 1000], ["b", 2000]), rowOf(["c", 1012], ["d", 1990])])).toEqual([
      ["a 1x1", "b 1x1"],
      ["c 1x1", "d 1x1"],
    ]);
  });

  it("merges cells that say so, and keeps text that stands in them", () => {
    const rows = [
      rowOf(["a", 100], ["<x", 200], ["b", 300]),
      rowOf(["^", 200], ["d", 300]),
      rowOf(["^y", 200], ["^", 300]),
      rowOf(["e", 100], ["^f", 200], ["g", 300]),
    ];
    expect(spansOf(rows)).toEqual([["a|x|y 3x2", "b 1x1"], ["d 2x1"], [], ["e 1x1", "f 1x1", "g 1x1"]]);
  });

  it("puts cells one after another where nothing is known of their places", () => {
    expect(spansOf([{ texts: [["a"], ["b"]], cells: null }])).toEqual([["a 1x1", "b 1x1"]]);
  });
});
