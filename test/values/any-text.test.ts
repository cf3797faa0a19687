import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCompletion } from "../../src/values/completion.ts";
import { parseDate, parseDeadline, parseFiscalYear, parsePeriod } from "../../src/values/date.ts";
import { gradeLevelOf, parseGradeNote, parsePointsNote } from "../../src/values/grade.ts";
import { moneyUnitIn, parseAmount } from "../../src/values/money.ts";
import { findNumbers, leadingNumber, parseNumber } from "../../src/values/number.ts";
import { parsePercent } from "../../src/values/percent.ts";
import { parseQuantity, parseRange } from "../../src/values/quantity.ts";
import { closest, lookAlikeDistance } from "../../src/values/similarity.ts";
import {
  foldWidth,
  labelKey,
  nilKind,
  stripHtml,
  tidySpace,
  withoutBrackets,
} from "../../src/values/text.ts";
import { textOf } from "./arbitraries.ts";

/** Anything at all, and texts of the characters that mean something to the parsers. */
const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: "grapheme" }),
  textOf(
    "0123456789０９.,，．-－~至年月日前底()（）%％≥≤》《><= \n\t\u3000万亿元个家次以上下内不超过于达到余多无优良中差为分含完成未指标、：;<p>&#",
  ),
);

/** Whether the digits of a number stand in a text in that order. */
function standsIn(digits: string, text: string): boolean {
  let from = 0;
  return Array.from(digits.replace(/\D/gu, "")).every((digit) => {
    from = foldWidth(text).indexOf(digit, from) + 1;
    return from > 0;
  });
}

describe("any text", () => {
  it("is read without a throw", () => {
    const readers = [
      foldWidth, labelKey, withoutBrackets, stripHtml, nilKind, tidySpace, parseNumber, leadingNumber, findNumbers, parseAmount,
      moneyUnitIn, parsePercent, parseCompletion, parseQuantity, parseRange, parseDate, parsePeriod, parseFiscalYear,
      parseDeadline, gradeLevelOf, parseGradeNote, parsePointsNote,
      (text: string) => parseQuantity("1", { comparator: text, unit: text }),
      (text: string) => closest(text, [text, "项目名称"]),
      (text: string) => lookAlikeDistance(text, "项目名称"),
    ]; // prettier-ignore
    fc.assert(
      fc.property(anyText, (text) => {
        for (const read of readers) expect(() => read(text)).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });

  it("yields no number whose digits it does not hold in that order", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const numbers = [
          parseNumber(text)?.text,
          leadingNumber(text)?.number.text,
          parseAmount(text)?.amount,
          parsePercent(text)?.text,
          parseQuantity(text).number?.toString(),
          parseCompletion(text)?.toString(),
          parseRange(text)?.low.toFixed(),
          ...findNumbers(text).map((found) => found.number?.text),
        ].filter((number) => number !== undefined);
        expect(numbers.filter((number) => !standsIn(number, text))).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it("takes no longer than its length asks for", () => {
    const spaces = " ".repeat(100_000);
    const nasty = [
      `1${spaces}x`,
      `2021年${spaces}x`,
      `2021-01-01${spaces}x`,
      `<p${spaces}`,
      "(".repeat(50_000),
      "1,".repeat(50_000),
      "2021年1月1日".repeat(10_000),
      "优90-".repeat(10_000),
      "产出5分、".repeat(10_000),
      "不少于".repeat(20_000),
    ];
    for (const text of nasty) {
      expect(parseQuantity(text).number).toBeNull();
      expect(parseRange(text)).toBeNull();
      expect(parseDate(text)).toBeNull();
      expect(parsePeriod(text).start).toBeNull();
      expect(parseDeadline(text)).toBeNull();
      expect(parseAmount(text)).toBeNull();
      expect(parseCompletion(text)).toBeNull();
      expect(moneyUnitIn(text)).toBeNull();
      expect(gradeLevelOf(text)).toBeNull();
      expect(parseGradeNote(text)).toBeNull();
      expect(parsePointsNote(text).length).toBeGreaterThanOrEqual(0);
      expect(stripHtml(labelKey(text)).length).toBeGreaterThan(0);
    }
  });
});
