import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePercent } from "../../src/values/percent.ts";
import { decimalText, printedForms } from "./arbitraries.ts";

describe("parsePercent", () => {
  it.each([
    ["100.00%", "100.00", 2, true, ""],
    ["38.9%", "38.9", 1, true, ""],
    ["89．89％", "89.89", 2, true, ""],
    ["89.89 %", "89.89", 2, true, ""],
    ["89.89﹪", "89.89", 2, true, ""],
    ["100", "100", 0, false, ""],
    ["0", "0", 0, false, ""],
    ["5.09% (按预算金额5.5万元计算)", "5.09", 2, true, "(按预算金额5.5万元计算)"],
  ])("reads %j", (raw, text, decimals, sign, rest) => {
    const percent = parsePercent(raw);
    expect(percent).toMatchObject({ text, decimals, sign, rest });
    expect(percent?.value.eq(text)).toBe(true);
  });

  it.each(["", "%", "无", "5分", "3.5‰", "≥90%", "约90%", "7,00.0,77%", "10万元"])(
    "cannot read %j",
    (raw) => {
      expect(parsePercent(raw)).toBeNull();
    },
  );

  it("reads back every percentage in every notation, exactly", () => {
    fc.assert(
      fc.property(decimalText, fc.constantFrom("%", "％", " %", "﹪"), (text, sign) => {
        for (const printed of printedForms(text)) {
          expect(parsePercent(printed)).toMatchObject({ text, sign: false });
          expect(parsePercent(printed + sign)).toMatchObject({ text, sign: true, rest: "" });
        }
      }),
    );
  });
});
