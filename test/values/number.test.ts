import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findNumbers, leadingNumber, parseNumber } from "../../src/values/number.ts";
import { decimalText, printedForms, textOf } from "./arbitraries.ts";

function digitsOf(text: string): string {
  return text.replace(/\D/gu, "");
}

function textsIn(raw: string): (string | null)[] {
  return findNumbers(raw).map((found) => found.number?.text ?? null);
}

describe("parseNumber", () => {
  it.each([
    ["40.00", "40.00", 2],
    ["8,993,600.00", "8993600.00", 2],
    ["８，９９３，６００．００", "8993600.00", 2],
    [" 5\u3000", "5", 0],
    ["0.00", "0.00", 2],
    ["-12.5", "-12.5", 1],
    ["−12.5", "-12.5", 1],
    ["+3", "3", 0],
    ["-0.00", "0.00", 2],
    ["007.50", "7.50", 2],
  ])("reads %j as %s", (raw, text, decimals) => {
    expect(parseNumber(raw)).toMatchObject({ text, decimals });
  });

  it.each([
    "",
    "无",
    "5分",
    "5 5",
    "1 000",
    "7,00.0,77",
    "12,34",
    "0,123",
    "1.2.3",
    ".5",
    "5.",
    "—5",
    "1e3",
    "5,",
    "9".repeat(31),
  ])("does not take %j for a number", (raw) => {
    expect(parseNumber(raw)).toBeNull();
  });

  it("reads back every number in every notation, exactly", () => {
    fc.assert(
      fc.property(decimalText, (text) => {
        for (const printed of printedForms(text)) expect(parseNumber(printed)?.text).toBe(text);
      }),
    );
  });

  it("gives no digits that are not printed, in printed order", () => {
    fc.assert(
      fc.property(textOf("0123456789.,- ％", { maxLength: 6 }), (raw) => {
        const number = parseNumber(raw);
        fc.pre(number !== null);
        expect(digitsOf(raw)).toBe(digitsOf(number.text).padStart(digitsOf(raw).length, "0"));
      }),
    );
  });
});

describe("leadingNumber", () => {
  it("gives the number and what follows it, as printed", () => {
    expect(leadingNumber(" ４０．５％（约）")).toMatchObject({ number: { text: "40.5" }, rest: "％（约）" });
    expect(leadingNumber("2019011至")).toMatchObject({ number: { text: "2019011" }, rest: "至" });
  });

  it.each(["约40", "7,00.0,77元", "2020.6.28", "10，80余家", ""])(
    "finds none at the beginning of %j",
    (raw) => {
      expect(leadingNumber(raw)).toBeNull();
    },
  );
});

describe("findNumbers", () => {
  it("finds all, unreadable ones too", () => {
    expect(textsIn("收入1,200.5万元，增长-3%")).toEqual(["1200.5", "3"]);
    expect(textsIn("7,00.0,77 与 5")).toEqual([null, "5"]);
  });

  it("takes a hyphen between numbers for no sign, and digits in words for no numbers", () => {
    expect(textsIn("60-70户")).toEqual(["60", "70"]);
    expect(textsIn("≥-5")).toEqual(["-5"]);
    expect(textsIn("A4纸20箱，每箱500m2")).toEqual(["20", "500"]);
  });
});
