import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { createExtractor } from "../../src/extract.ts";
import type { Record } from "../../src/model/record.ts";
import { findReading } from "../../src/pictures/find-reading.ts";

const FORM = new URL("../../fixtures/forms/national-ten-column/other-funds/source.txt", import.meta.url);
const { records } = await createExtractor().extractBytes(readFileSync(FORM), "report");
const record = records[0] as Record;

it("follows a pointer to a reading, and stays there where it goes on", () => {
  expect(findReading(record, "/total/score")).toEqual({ reading: record.total.score });
  expect(findReading(record, "/total/score/value")).toEqual({ reading: record.total.score });
  expect(findReading(record, "/funds/1/amount")).toEqual({ reading: record.funds[1]?.amount });
});

it("says how far it came and what is there", () => {
  expect(findReading(record, "/total/points")).toEqual({ reached: "/total", names: ["weight", "score"] });
  expect(findReading(record, "/goals")).toEqual({ reached: "/goals", names: ["expected", "actual"] });
  expect(findReading({ ...record, grade: null }, "/grade")).toEqual({ reached: "/grade", names: [] });
  expect(findReading(record, "/toString")).toMatchObject({ reached: "" });
});
