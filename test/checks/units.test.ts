import { describe, expect, test } from "vitest";
import { inOneUnit, isMoney } from "../../src/checks/units.ts";
import { decimal } from "../../src/model/decimal.ts";

type Printed = [string, string | null];

function pair([a, unitA]: Printed, [b, unitB]: Printed): string[] | null {
  const both = inOneUnit({ number: decimal(a), unit: unitA }, { number: decimal(b), unit: unitB });
  return both?.map((value) => value.toFixed()) ?? null;
}

describe("two numbers in one unit", () => {
  test.each<[Printed, Printed, string[]]>([
    [
      ["1000", "条"],
      ["2185", null],
      ["1000", "2185"],
    ],
    [
      ["40", "万元"],
      ["400000", "元"],
      ["400000", "400000"],
    ],
    [
      ["4.5", "万户"],
      ["30000", "户"],
      ["45000", "30000"],
    ],
    [
      ["3", "万"],
      ["4.5", "万"],
      ["30000", "45000"],
    ],
    [
      ["1.2", "亿元"],
      ["9000", "万元"],
      ["120000000", "90000000"],
    ],
    [
      ["10", "天"],
      ["8", "日"],
      ["10", "8"],
    ],
    [
      ["95", "%"],
      ["1", null],
      ["95", "100"],
    ],
    [
      ["1", null],
      ["96", "%"],
      ["100", "96"],
    ],
    [
      ["5", "%"],
      ["0", null],
      ["5", "0"],
    ],
    [
      ["1", "%"],
      ["0.5", null],
      ["1", "0.5"],
    ],
    [
      ["95", "%"],
      ["96", null],
      ["95", "96"],
    ],
    [
      ["500", "千米"],
      ["480", "千米"],
      ["500", "480"],
    ],
  ])("%s and %s", (a, b, expected) => {
    expect(pair(a, b)).toEqual(expected);
  });

  test.each<[Printed, Printed]>([
    [
      ["20", "户"],
      ["26", "个"],
    ],
    [
      ["20", "人"],
      ["26", "人次"],
    ],
    [
      ["20", "元"],
      ["26", "户"],
    ],
    [
      ["20", "%"],
      ["26", "个"],
    ],
    [
      ["95", "%"],
      ["0.96", null],
    ],
    [
      ["5", "%"],
      ["1", null],
    ],
  ])("%s and %s cannot be compared", (a, b) => {
    expect(pair(a, b)).toBeNull();
  });
});

test.each([
  ["元", true],
  ["万元", true],
  ["亿元", true],
  ["千元", true],
  ["%", false],
  ["万户", false],
  [null, false],
])("%s is a unit of money: %s", (unit, expected) => {
  expect(isMoney(unit)).toBe(expected);
});
