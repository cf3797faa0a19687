import { expect, test } from "vitest";
import { joinFull, joinWrapped } from "../../src/layout/join-wrapped.ts";

test.each([
  ["部分对象迁居，20", "23年补训", "部分对象迁居，2023年补训"],
  ["5550111、5550", "110", "5550111、5550110"],
  ["12,34", "5.00", "12,345.00"],
  ["ISO 9", "001", "ISO 9 001"],
])("a number that did not fit on its line runs on: %s %s", (text, next, whole) => {
  expect(joinFull(text, next)).toBe(whole);
});

test.each([
  ["道路里程（≥", "**公里）", "道路里程（≥**公里）"],
  ["错车道数量（≥*", "*处）", "错车道数量（≥**处）"],
  ["依次按100%-80%、80%-", "50%给分", "依次按100%-80%、80%-50%给分"],
  ["budget", "execution", "budget execution"],
  ["execu-", "tion", "execution"],
])("signs and the ends of ranges stand without a blank: %s %s", (text, next, whole) => {
  expect(joinWrapped(text, next)).toBe(whole);
});
