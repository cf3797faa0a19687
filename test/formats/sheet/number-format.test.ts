import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { showNumber, showText } from "../../../src/formats/sheet/number-format.ts";

const DAY = 44_229; // 2 February 2021

describe("showNumber", () => {
  it.each([
    [0.389, "0.0%", "38.9%"],
    [0.389, "0.00%", "38.90%"],
    [1, "0%", "100%"],
    [1234.5, "#,##0.00", "1,234.50"],
    [1234567.891, "#,##0", "1,234,568"],
    [999, "#,##0", "999"],
    [0, "#,##0.00", "0.00"],
    [12.345, "0.00", "12.35"],
    [1.005, "0.00", "1.01"],
    [2.5, "0", "3"],
    [-2.5, "0", "-3"],
    [0.05, "#.##", ".05"],
    [5, "#.##", "5."],
    [0, "#", ""],
    [7, "0000", "0007"],
    [12, '0"个"', "12个"],
    [12, "0.0_ ", "12.0"],
    [1234567, '#,##0,"千元"', "1,235千元"],
    [12345678, "0.00,,", "12.35"],
    [5551234, "000-0000", "555-1234"],
    [-1234.5, "#,##0.00;[Red](#,##0.00)", "(1,234.50)"],
    [-1234.5, "#,##0.00_);\\(#,##0.00\\)", "(1,234.50)"],
    [0, '0.00;-0.00;"—"', "—"],
    [1234.5, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "1,234.50"],
    [0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"],
    [-3, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-3.00"],
    [95, '[>=90]"优";[>=80]"良";"中"', "优"],
    [85, '[>=90]"优";[>=80]"良";"中"', "良"],
    [5, '[>=90]"优";[>=80]"良";"中"', "中"],
    [100, "[$¥-804]#,##0.00", "¥100.00"],
    [8, ";;;", ""],
  ])("shows %d by %s as %s", (value, format, text) => {
    expect(showNumber(value, format)).toEqual({ text, faithful: true });
  });

  it.each([
    [96.350_000_000_000_01, "96.35"],
    [0.1 + 0.2, "0.3"],
    [1 / 3, "0.333333333"],
    [200 / 3, "66.66666667"],
    [123_456_789_012, "123456789012"],
    [8_993_600, "8993600"],
    [-4.5, "-4.5"],
    [0, "0"],
    [1e-7, "0.0000001"],
    [1e-12, "1e-12"],
  ])("shows %d without a format as %s", (value, text) => {
    expect(showNumber(value, "General")).toEqual({ text, faithful: true });
    expect(showNumber(value, "@")).toEqual({ text, faithful: true });
  });

  it.each([
    ["yyyy-mm-dd", "2021-02-02"],
    ["yyyy/m/d", "2021/2/2"],
    ['yyyy"年"m"月"d"日";@', "2021年2月2日"],
    ['[$-804]yyyy"年"m"月"', "2021年2月"],
    ["yy.mm.dd", "21.02.02"],
    ["d-mmm-yy", "2-Feb-21"],
    ["aaaa", "星期二"],
    ["dddd", "Tuesday"],
    ["yyyy-mm-dd hh:mm:ss", "2021-02-02 18:05:09"],
    ['h"时"mm"分"', "18时05分"],
    ["h:mm AM/PM", "6:05 PM"],
    ["上午/下午h时", "下午6时"],
    ["mm:ss", "05:09"],
    ["[h]:mm", "1061514:05"],
  ])("shows a day by %s as %s", (format, text) => {
    const time = (18 * 3600 + 5 * 60 + 9) / 86_400;
    expect(showNumber(DAY + time, format)).toEqual({ text, faithful: true });
  });

  it.each([
    [1.5, "# ?/?", "1.5"],
    [12_345.6, "0.00E+00", "12345.6"],
    [123, "[DBNum1]General", "123"],
    [DAY, "[DBNum1]yyyy年m月d日", "2021-02-02"],
    [DAY, "gge年m月d日", "2021-02-02"],
    [-1, "yyyy-mm-dd", "-1"],
  ])("gives the bare value of %d where %s cannot be followed", (value, format, text) => {
    expect(showNumber(value, format)).toEqual({ text, faithful: false });
  });

  it("shows a score of two decimals as it was typed", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), (hundredths) => {
        const typed = `${String(Math.floor(hundredths / 100))}.${String(hundredths % 100).padStart(2, "0")}`;
        expect(showNumber(Number(typed), "0.00").text).toBe(typed);
        expect(showNumber(Number(typed) / 100, "0.00%").text).toBe(`${typed}%`);
      }),
    );
  });

  it("answers for any format", () => {
    const piece = fc.constantFrom(
      "0",
      "#",
      "?",
      ".",
      ",",
      "%",
      ";",
      "y",
      "m",
      "d",
      "h",
      "s",
      "[h]",
      "[>1]",
      '"',
      "\\",
      "_",
      "*",
      "@",
      "E+",
      "General",
      "元",
    );
    fc.assert(
      fc.property(fc.double({ noNaN: true }), fc.array(piece, { maxLength: 12 }), (value, pieces) => {
        expect(typeof showNumber(value, pieces.join("")).text).toBe("string");
      }),
    );
  });
});

describe("showText", () => {
  it.each([
    ["无", "General", "无"],
    ["无", "0.00", "无"],
    ["无", "0;-0;;@", "无"],
    ["无", '0;-0;0;"（"@"）"', "（无）"],
    ["无", ";;;", ""],
  ])("shows %s by %s as %s", (text, format, shown) => {
    expect(showText(text, format)).toBe(shown);
  });
});
