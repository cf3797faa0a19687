import { beforeEach, expect, test } from "vitest";
import type { Store } from "../../../src/store/store.ts";
import { failedDocument, sampleDocument, sha256Of, STAMP } from "../sample-document.ts";
import { rows, temporaryStore } from "../temporary-store.ts";

let store: Store;
const record_id = `${sha256Of("a.txt").slice(0, 12)}-1`;

beforeEach(async () => {
  ({ store } = await temporaryStore());
  const sample = sampleDocument("a.txt", { total: 96.5 });
  await store.saveDocument(sample, STAMP);
  await store.saveDocument({ ...sample, source: "copy.txt" }, STAMP);
});

test("mismatches tell what differs, and only that", async () => {
  expect(await rows(store, "select * from mismatches order by rule")).toEqual([
    {
      path: "a.txt",
      page: 1,
      line: 60,
      paragraph: null,
      table_number: null,
      row: null,
      sheet: null,
      cell: null,
      title: "项目支出绩效自评表",
      unit: "某市某中心",
      year: 2021,
      rule: "grade",
      reported: "优",
      recalculated: "良",
      difference: null,
      severity: "warning",
      cause: "likely-misread",
      message_zh: "一致",
      message_en: "agrees",
      suggestion: null,
      record_id,
      subject: "/gradeLevel",
    },
    expect.objectContaining({
      rule: "total-score",
      reported: "96.5",
      recalculated: "91.5",
      difference: 5,
      severity: "error",
    }),
  ]);
});

test("record_summary counts the findings and what is guarded", async () => {
  expect(await rows(store, "select * from record_summary")).toEqual([
    {
      record_id,
      path: "a.txt",
      paths: 2,
      form: "national-2020",
      title: "项目支出绩效自评表",
      unit: "某市某中心",
      department: "某市某局",
      project_name: "道路养护",
      year: 2021,
      filed_on: null,
      execution_rate: 89.89,
      total_weight: 100,
      total_score: 96.5,
      grade: "优",
      grade_level: "excellent",
      errors: 1,
      warnings: 1,
      agrees: 2,
      differs: 1,
      unverifiable: 1,
      not_applicable: 10,
      numbers: 20,
      guarded: 19,
    },
  ]);
});

test("execution_rates put the printed rate beside the recalculated one", async () => {
  expect(await rows(store, "select * from execution_rates")).toEqual([
    {
      record_id,
      path: "a.txt",
      title: "项目支出绩效自评表",
      unit: "某市某中心",
      year: 2021,
      initial_budget_yuan: null,
      annual_budget_yuan: 2_394_000,
      allocated_yuan: null,
      executed_yuan: 2_152_000,
      reported_rate: 89.89,
      recalculated_rate: 89.8914,
      verdict: "agrees",
      weight: 10,
      score: 8.99,
    },
  ]);
});

test("unguarded numbers are those that no check rests on", async () => {
  expect(await rows(store, "select pointer, raw, value, number, line from unguarded_numbers")).toEqual([
    { pointer: "/execution/score", raw: "8.99", value: "8.99", number: 8.99, line: 8 },
  ]);
});

test("doubtful numbers hold those that could not be read at all", async () => {
  expect(
    await rows(
      store,
      "select pointer, raw, number, confidence, guards from doubtful_numbers order by pointer",
    ),
  ).toEqual([
    { pointer: "/execution/score", raw: "8.99", number: 8.99, confidence: 0.6, guards: 0 },
    { pointer: "/indicators/1/score", raw: "l?", number: null, confidence: 0.2, guards: 0 },
  ]);
});

test("failures_current has a row for each path", async () => {
  await store.saveDocument(failedDocument("copy.txt", "not-readable", null), STAMP);
  await store.saveDocument(failedDocument("b.bin", "unknown-format"), STAMP);
  expect(
    await rows(store, "select path, sha256, code, records_kept from failures_current order by path"),
  ).toEqual([
    { path: "b.bin", sha256: sha256Of("b.bin"), code: "unknown-format", records_kept: 0 },
    { path: "copy.txt", sha256: sha256Of("a.txt"), code: "not-readable", records_kept: 1 },
  ]);
});
