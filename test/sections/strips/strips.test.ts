import { describe, expect, test } from "vitest";
import { decimal } from "../../../src/model/decimal.ts";
import { alignFragments, pieceCost } from "../../../src/sections/strips/align-fragments.ts";
import { placeScores } from "../../../src/sections/strips/place-scores.ts";
import { findSeam } from "../../../src/sections/strips/split-names.ts";

describe("alignFragments", () => {
  const rows = ["上年结转资金", "上级财政资金", "其他资金"];
  const place = (pieces: string[]) =>
    alignFragments(pieces, rows, (piece, row) => pieceCost(piece, row, "tail"));

  test("puts cut and misread pieces on the rows they end", () => {
    expect(place(["F结转资金", "及财政资金", "其他资金"])).toEqual([0, 1, 2]);
  });

  test("leaves out rows of which nothing is left", () => {
    expect(place(["上级财政资金"])).toEqual([1]);
  });

  test("keeps the order of the pieces", () => {
    const at = place(["其他资金", "上年结转资金", "上级财政资金"]).filter((row) => row !== null);
    expect(at).toEqual(at.toSorted((a, b) => a - b));
  });
});

describe("findSeam", () => {
  const text = "全县推行标准化管理。标准化管理带来变化；新建一批示范社区、平安小区；标准化管理有成效。";

  test("parts two names where the first was cut in a word and the second begins a clause elsewhere", () => {
    expect(findSeam("组织社区参加标准化管新建一批示范社区", text)?.at).toBe("组织社区参加标准化管".length);
  });

  test("finds no seam without evidence", () => {
    expect(findSeam("帮助群众办理各类证照手续", text)).toBeNull();
  });
});

describe("placeScores", () => {
  const place = (scores: string[], rows: [string, "group" | "item" | "total"][]) =>
    placeScores(
      scores.map(decimal),
      rows.map(([weight, kind]) => ({ weight: decimal(weight), kind })),
    );

  test("scores lost at the top leave the rows at the top empty", () => {
    expect(
      place(
        ["7", "30", "8"],
        [
          ["4", "item"],
          ["7", "item"],
          ["30", "group"],
          ["8", "item"],
        ],
      ),
    ).toEqual([null, 0, 1, 2]);
  });

  test("no row gets more than its points", () => {
    expect(
      place(
        ["25", "5"],
        [
          ["20", "group"],
          ["30", "group"],
          ["5", "item"],
        ],
      ),
    ).toEqual([null, 0, 1]);
  });

  test("a score too many goes nowhere", () => {
    const at = place(
      ["10", "5", "5", "5", "95"],
      [
        ["10", "group"],
        ["5", "item"],
        ["5", "item"],
        ["100", "total"],
      ],
    );
    expect(at[0]).toBe(0);
    expect(at[3]).toBe(4);
    expect(at.filter((index) => index !== null)).toHaveLength(4);
  });
});
