import { describe, expect, it } from "vitest";
import { writeNumeral } from "../../../src/formats/lists/write-numeral.ts";

describe("writeNumeral", () => {
  it.each([
    ["decimal", [1, 12], ["1", "12"]],
    ["decimalZero", [1, 12], ["01", "12"]],
    ["decimalFullWidth", [10], ["１０"]],
    ["decimalEnclosedCircle", [1, 20, 21], ["①", "⑳", "21"]],
    [
      "chineseCounting",
      [1, 10, 12, 20, 105, 110, 1000],
      ["一", "十", "十二", "二十", "一百零五", "一百一十", "一千"],
    ],
    ["chineseLegalSimplified", [12], ["壹拾贰"]],
    ["ideographDigital", [10], ["一〇"]],
    ["ideographTraditional", [1, 10, 11], ["甲", "癸", "11"]],
    ["lowerLetter", [1, 26, 27], ["a", "z", "aa"]],
    ["upperLetter", [2], ["B"]],
    ["lowerRoman", [4, 9, 14], ["iv", "ix", "xiv"]],
    ["upperRoman", [2026], ["MMXXVI"]],
    ["none", [3], [""]],
    ["hindiNumbers", [3], ["3"]],
    ["decimal", [0, -1, 10_000], ["0", "-1", "10000"]],
  ])("writes %s", (format, counts, written) => {
    expect(counts.map((count) => writeNumeral(count, format))).toEqual(written);
  });
});
