import { expect, test } from "vitest";
import { isOneDigitApart } from "../../src/checks/misread.ts";
import { decimal } from "../../src/model/decimal.ts";

test.each([
  ["5.09", "85.09", true],
  ["1", "7", true],
  ["96.35", "98.35", true],
  ["35", "3.5", true],
  ["80", "8", true],
  ["100", "10", true],
  ["12", "10", true],
  ["12", "21", false],
  ["86", "81", true],
  ["86", "86", false],
  ["86", "186.5", false],
])("%s and %s are one digit apart: %s", (read, repaired, expected) => {
  expect(isOneDigitApart(decimal(read), decimal(repaired))).toBe(expected);
  expect(isOneDigitApart(decimal(repaired), decimal(read))).toBe(expected);
});
