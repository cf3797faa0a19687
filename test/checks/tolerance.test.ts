import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { closeness, judge, judgeSum, legible, printedPlaces, unitOf } from "../../src/checks/tolerance.ts";
import { decimal } from "../../src/model/decimal.ts";
import type { Reading } from "../../src/model/reading.ts";

function reading(raw: string, value: number): Reading<number> {
  return { value, raw, origin: "read", confidence: 1, state: "sure", guards: 0, at: { page: 1 } };
}

describe("closeness of a printed value to the exact one", () => {
  test.each([
    ["8.9891", "8.99", 2, "rounded"],
    ["8.985", "8.99", 2, "rounded"],
    ["38.96649", "38.9", 1, "cut"],
    ["38.96649", "39.0", 1, "rounded"],
    ["12.343", "12.35", 2, "near"],
    ["12.343", "12.36", 2, "apart"],
    ["3.8966", "4", 0, "rounded"],
    ["3.4", "4", 0, "near"],
    ["4.9", "4", 0, "cut"],
    ["5", "4", 0, "apart"],
    ["99.70613", "100.00", 2, "apart"],
    ["99.70613", "100", 0, "rounded"],
    ["100", "100.00", 2, "exact"],
  ] as const)("%s printed as %s is %s places: %s", (exact, printed, places, expected) => {
    expect(closeness(decimal(exact), decimal(printed), unitOf(places))).toBe(expected);
  });

  test("what agrees is less than one unit away, and no fixed tolerance hides a unit", () => {
    const value = fc.bigInt({ min: -(10n ** 8n), max: 10n ** 8n });
    fc.assert(
      fc.property(value, value, fc.integer({ min: 0, max: 4 }), (a, b, places) => {
        const [exact, printed] = [
          decimal(a.toString()).times("0.0001"),
          decimal(b.toString()).times("0.0001"),
        ];
        const unit = unitOf(places);
        const { verdict } = judge(exact, printed, unit);
        expect(verdict === "agrees" && exact.minus(printed).abs().gte(unit)).toBe(false);
      }),
    );
  });
});

describe("judging a printed product", () => {
  test.each([
    ["8.9891", "8.99", 2, "agrees", null],
    ["3.8966", "4", 0, "agrees", "rounding"],
    ["38.96649", "38.9", 1, "agrees", "rounding"],
    ["12.343", "12.35", 2, "differs", "rounding"],
    ["12.343", "12.36", 2, "differs", null],
  ] as const)("%s printed as %s", (exact, printed, places, verdict, cause) => {
    expect(judge(decimal(exact), decimal(printed), unitOf(places))).toEqual({ verdict, cause });
  });
});

describe("judging a printed sum", () => {
  test("of printed parts must be exact", () => {
    expect(judgeSum(decimal("95.98"), null, decimal("95.99"), unitOf(2))).toEqual({
      verdict: "differs",
      cause: null,
    });
  });

  test("may have been made of the unrounded execution score", () => {
    // 87 + 8.996, printed as 87 and 8.99 (cut), gives 96.00 when rounded at the end.
    expect(judgeSum(decimal("95.99"), decimal("95.996"), decimal("96.00"), unitOf(2))).toEqual({
      verdict: "agrees",
      cause: "rounding",
    });
  });

  test("one unit away for no reason that rounding gives is told as such", () => {
    expect(judgeSum(decimal("95.99"), decimal("95.9891"), decimal("96.00"), unitOf(2))).toEqual({
      verdict: "differs",
      cause: "rounding",
    });
  });

  test.each(["80", "82"])("a whole point is not put down to rounding: %s for 81", (printed) => {
    expect(judgeSum(decimal("81"), decimal("80.8966"), decimal(printed), unitOf(0))).toEqual({
      verdict: "differs",
      cause: null,
    });
  });
});

describe("printed places", () => {
  test.each([
    ["17.35", 17.35, 2],
    ["5 ", 5, 0],
    ["３.００", 3, 2],
    ["89.89%", 89.89, 2],
    ["5.09% (按5.5万元计算)", 5.09, 2],
    ["得分：8.5", 8.5, 1],
  ])("%s", (raw, value, places) => {
    expect(printedPlaces(reading(raw, value))).toBe(places);
  });
});

test("recalculated numbers show all their places up to six, else four", () => {
  expect(legible(decimal("96.35")).toFixed()).toBe("96.35");
  expect(legible(decimal("0.123456")).toFixed()).toBe("0.123456");
  expect(legible(decimal("4.68").div(decimal("5.5")).times("100")).toFixed()).toBe("85.0909");
});
