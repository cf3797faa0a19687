import { describe, expect, it } from "vitest";
import { countLists, type List, type ListLevel } from "../../../src/formats/lists/count-lists.ts";

function level(format: string, text: string, more: Partial<ListLevel> = {}): ListLevel {
  return { start: 1, format, text, spaced: true, inFigures: false, ...more };
}

const levels = new Map([
  [0, level("chineseCounting", "%1、")],
  [1, level("decimal", "%1.%2", { start: 3 })],
  [2, level("decimal", "%1.%3)", { inFigures: true, spaced: false })],
]);
const lists = new Map<string, List>([
  ["1", { kind: "a", levels, restarts: new Map() }],
  ["2", { kind: "a", levels, restarts: new Map([[0, 7]]) }],
  ["3", { kind: "b", levels: new Map([[0, level("bullet", "\u2022")]]), restarts: new Map() }],
]);

function count(...uses: [list: string, level: number][]): string[] {
  const numberOf = countLists(lists);
  return uses.map(([list, at]) => numberOf({ list, level: at }));
}

describe("countLists", () => {
  it("counts each level, anew below a new one", () => {
    expect(count(["1", 0], ["1", 1], ["1", 1], ["1", 0], ["1", 1])).toEqual([
      "一、",
      "一.3 ",
      "一.4 ",
      "二、",
      "二.3 ",
    ]);
  });

  it("counts on over lists of one kind, unless one begins anew", () => {
    expect(count(["1", 0], ["2", 0], ["2", 0], ["1", 0])).toEqual(["一、", "七、", "八、", "九、"]);
  });

  it("takes levels above that were never used as begun", () => {
    expect(count(["1", 2])).toEqual(["1.1)"]);
  });

  it("prints nothing for bullets and for lists that are not there", () => {
    expect(count(["3", 0], ["9", 0], ["1", 8])).toEqual(["", "", ""]);
  });
});
