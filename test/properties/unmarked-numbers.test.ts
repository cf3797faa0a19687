import { describe, expect, test } from "vitest";
import type { GoldRecord } from "../../src/evaluation/gold.ts";
import type { Document } from "../../src/model/extraction.ts";
import type { Record } from "../../src/model/record.ts";
import { differing, documentOf } from "../generate/document-of.ts";
import { unmarkedNumbers } from "./unmarked-numbers.ts";

const TRUTH: GoldRecord = {
  fiscalYear: 2021,
  funds: [
    { measure: "annualBudget", source: "total", amount: "40.00", unit: "万元", yuan: "400000" },
    { measure: "executed", source: "total", amount: "4.68", unit: "万元", yuan: "46800" },
  ],
  execution: { rate: 11.7, weight: 10, score: null },
  indicators: [
    { name: "更换路灯", target: { text: "≥120盏", number: 120 }, weight: 5, score: 5, completion: 100 },
    { name: "疏通排水沟", target: { text: "顺畅", number: null }, weight: 10, score: 9.5, completion: 95 },
  ],
  scorecard: [
    { kind: "group", group: "过程", weight: 20, score: 20 },
    { kind: "item", group: "过程", subgroup: "业务管理", name: "制度健全性", weight: 3, score: 3 },
    { kind: "item", group: "过程", subgroup: "财务管理", name: "制度健全性", weight: 4, score: 4 },
  ],
  caps: [{ group: "产出指标", weight: 50 }],
  total: { weight: 100, score: 95 },
};

/** What is found after a change to a document that was read without a fault. */
function after(change: (record: Record) => void): string[] {
  const document: Document = documentOf("form.txt", [TRUTH]);
  for (const record of document.records) change(record);
  return unmarkedNumbers(document, TRUTH);
}

describe("unmarkedNumbers", () => {
  test("finds nothing where all is as printed, or is not there", () => {
    expect(after(() => undefined)).toEqual([]);
    const losing = after((record) => {
      record.indicators.pop();
      record.total.score = null;
    });
    expect(losing).toEqual([]);
  });

  test("finds each wrong number at its place", () => {
    const found = after((record) => {
      for (const reading of [
        record.fiscalYear,
        record.execution.rate,
        record.total.score,
        record.indicators[0]?.score,
        record.scorecard[0]?.score,
        record.caps[0]?.weight,
      ]) {
        if (reading) reading.value = 7;
      }
      const target = record.indicators[0]?.target?.value;
      if (target) target.number = 12;
      const fund = record.funds[1];
      if (fund !== undefined) fund.amount.value = "46.8";
    });
    expect(found.map((line) => line.split(":")[0])).toEqual([
      "/fiscalYear",
      "/execution/rate",
      "/total/score",
      "/funds/1/amount",
      "/caps/0/weight",
      "/indicators/0/score",
      "/indicators/0/target",
      "/scorecard/0/score",
    ]);
  });

  test("finds a number where nothing is printed", () => {
    const found = after((record) => {
      record.execution.score = record.execution.weight;
      const quantity = record.indicators[1]?.target?.value;
      if (quantity) quantity.number = 3;
    });
    expect(found.map((line) => line.split(":")[0])).toEqual(["/execution/score", "/indicators/1/target"]);
  });

  test("takes a doubtful reading, or a differing check upon it, for a mark", () => {
    const spoil = (record: Record): void => {
      if (record.total.score !== null) record.total.score.value = 59;
    };
    const doubtful = after((record) => {
      spoil(record);
      if (record.total.score !== null) record.total.score.state = "doubtful";
    });
    const check = differing({ rule: "total-score", subject: "/total/score", evidence: ["/total/score"] });
    const differs = after((record) => {
      spoil(record);
      record.checks = [check];
    });
    const agrees = after((record) => {
      spoil(record);
      record.checks = [{ ...check, verdict: "agrees" }];
    });
    expect([doubtful, differs]).toEqual([[], []]);
    expect(agrees).toHaveLength(1);
  });

  test("a row of another name must be marked throughout", () => {
    const rename = (record: Record): void => {
      const [row] = record.indicators;
      if (row?.name) row.name.value = "更换路灯≥120盏";
    };
    expect(after(rename)).toHaveLength(4);
    const doubted = after((record) => {
      rename(record);
      const [row] = record.indicators;
      for (const reading of [row?.target, row?.weight, row?.score]) if (reading) reading.state = "doubtful";
    });
    expect(doubted.map((line) => line.split(":")[0])).toEqual(["/indicators/0/completion"]);
  });

  test("of two rows of one name the one of the same second level counts; without it either", () => {
    const swap = (record: Record): void => {
      const [, first, second] = record.scorecard;
      if (first?.score && second?.score) [first.score.value, second.score.value] = [4, 3];
    };
    expect(after(swap)).toHaveLength(2);
    const blurred = after((record) => {
      swap(record);
      for (const row of record.scorecard) row.subgroup = null;
    });
    expect(blurred).toEqual([]);
  });

  test("what the truth leaves open is not judged", () => {
    const document = documentOf("form.txt", [TRUTH]);
    expect(unmarkedNumbers(document, { ...TRUTH, execution: { rate: 11.7 } })).toEqual([]);
  });
});
