import { describe, expect, it } from "vitest";
import type { Box, Word } from "../../src/model/layout.ts";
import { linesOfWords } from "../../src/layout/lines-of-words.ts";
import { lowerMiddles } from "../../src/layout/lower-middles.ts";
import { isLookAlike } from "../../src/layout/refuse-look-alikes.ts";
import { spanGroups } from "../../src/layout/span-groups.ts";

const refused = (texts: string[][], framed = false): boolean =>
  isLookAlike(
    texts.map((row) =>
      row.map((text, column) => {
        const box: Box = [column * 100, 0, column * 100 + 50, 10];
        return { words: [{ text, box, size: 10, confidence: 1 }], box };
      }),
    ),
    texts,
    framed,
    new Set(),
  );

describe("what looks like a table and is none", () => {
  it("is a listing of a program", () => {
    expect(
      refused([
        ["7", "begin_list();"],
        ["8", "width = 4;"],
        ["9", "end_list();"],
      ]),
    ).toBe(true);
  });

  it("is an index with lists of pages", () => {
    expect(
      refused([
        ["barley", "13, 42–44"],
        ["maize", "7, 9"],
        ["oats", "12"],
      ]),
    ).toBe(true);
  });

  it("is a text with numbered lines", () => {
    const lines = ["The council met", "in the spring", "to hear the report", "of its office"];
    expect(refused(lines.map((text, index) => [String(index + 4), text]))).toBe(true);
  });

  it("is a chart whose axis counts on in one step", () => {
    expect(
      refused(
        [
          ["40", "low"],
          ["20", "high"],
          ["0", "5", "10", "15", "20", "25"],
        ],
        true,
      ),
    ).toBe(true);
  });

  it("is not a table of figures with labels", () => {
    expect(
      refused([
        ["Barley", "1,204", "31.5"],
        ["Maize", "880", "23.0"],
        ["Oats", "517", "13.5"],
      ]),
    ).toBe(false);
  });
});

const word = (text: string, x: number, y: number): Word => ({
  text,
  box: [x, y, x + 30, y + 10],
  size: 10,
  confidence: 1,
});

describe("a label in the middle of a group of rows", () => {
  const figures = (y: number) =>
    [1, 2, 3].map((column) => word(`${String(column)}.${String(y)}`, column * 60, y));

  it("does not make one row of the two it stands between", () => {
    const lines = lowerMiddles(linesOfWords([...figures(0), word("Group", 0, 6.5), ...figures(13)]));
    expect(lines.map(({ words }) => words.length)).toEqual([3, 4]);
  });

  it("stands in the row of a number that goes on in the next line", () => {
    const broken = [1, 2, 3].map((column) => word("23,370.", column * 60, 0));
    const rest = [1, 2, 3].map((column) => word("8", column * 60, 12));
    const lines = lowerMiddles(linesOfWords([...broken, word("Total", 0, 6), ...rest]));
    expect(lines.at(-1)?.words).toHaveLength(3);
  });

  it("spans the rows between two rules", () => {
    const cell = (row: number, column: number, words: Word[]) => ({
      row,
      column,
      rowSpan: 1,
      columnSpan: 1,
      words,
    });
    const cells = [0, 1, 2].flatMap((row) => [
      cell(row, 0, row === 1 ? [word("Group", 0, 6.5)] : row === 2 ? [word("Other", 0, 26)] : []),
      cell(row, 1, [word("1.5", 60, row * 13)]),
    ]);
    const rules = [{ orientation: "horizontal" as const, at: 24.5, from: 0, to: 100 }];
    const spanned = spanGroups(cells, [0, 11.5, 24.5, 36], rules).filter(({ column }) => column === 0);
    expect(spanned.map(({ row, rowSpan }) => [row, rowSpan])).toEqual([
      [0, 2],
      [2, 1],
    ]);
  });
});
