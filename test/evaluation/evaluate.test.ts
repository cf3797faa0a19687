import { describe, expect, test } from "vitest";
import { evaluate } from "../../src/evaluation/evaluate.ts";
import { type GoldRecord, parseGold } from "../../src/evaluation/gold.ts";
import type { DocumentReport, Report } from "../../src/evaluation/report.ts";
import type { Check } from "../../src/model/check.ts";
import type { Document } from "../../src/model/extraction.ts";
import type { Record } from "../../src/model/record.ts";
import { differing, documentOf } from "../generate/document-of.ts";

type Row = NonNullable<GoldRecord["indicators"]>[number];

const SOURCE = "样本.txt";
const LAMPS: Row = { level1: "产出指标", level2: "数量指标", name: "更换路灯", weight: 20, score: 20 };
const DRAINS: Row = { level1: "产出指标", level2: "数量指标", name: "疏通排水沟", weight: 30, score: 28.5 };
const BRIDGES: Row = { level1: "产出指标", level2: "质量指标", name: "桥梁验收合格", weight: 20, score: 20 };

/** The report on one gold record against one document record. */
function judge(gold: object, got: GoldRecord | Document): DocumentReport {
  const document = "source" in got ? got : documentOf(SOURCE, [got]);
  const parsed = parseGold({ source: SOURCE, records: [gold] }, "样本.json");
  const [report] = evaluate([document], [parsed]).documents;
  if (report === undefined) throw new Error("no report");
  return report;
}

function executed(amount: string): GoldRecord {
  return { funds: [{ measure: "executed", source: "total", amount, unit: "万元", yuan: "400000" }] };
}

function firstOf(document: Document): Record {
  const [record] = document.records;
  if (record === undefined) throw new Error("no record");
  return record;
}

function withChecks(checks: Check[]): Document {
  const document = documentOf(SOURCE, [
    {
      funds: [{ measure: "annualBudget", source: "total", amount: "9", unit: "万元", yuan: "90000" }],
      indicators: [LAMPS, DRAINS],
      scorecard: [
        { kind: "group", group: "产出", weight: 20, score: 20 },
        { kind: "item", group: "产出", name: "完成率", weight: 20, score: 20 },
      ],
      total: { score: 86 },
    },
  ]);
  firstOf(document).checks = checks;
  return document;
}

function outcomes({ faults }: DocumentReport): string[] {
  return faults.map(({ path, outcome }) => `${outcome} ${path}`);
}

describe("leaves", () => {
  test("what agrees is right, what is not listed is not judged", () => {
    const report = judge(
      { title: "自评表", total: { score: 95.5 } },
      { title: "自评表", fiscalYear: 2021, total: { score: 95.5, weight: 100 } },
    );
    expect(report.score).toEqual({
      listed: 2,
      right: 2,
      wrong: 0,
      missing: 0,
      extra: 0,
      precision: 1,
      recall: 1,
      f1: 1,
    });
    expect(report.records).toEqual({ listed: 1, got: 1, exact: 1 });
    expect(report.faults).toEqual([]);
  });

  test("wrong and missing leaves are told with what stands on the page", () => {
    const report = judge(
      { title: "自评表", grade: "优", total: { score: 95 }, filedOn: "2022-01-05" },
      { title: "自评表", grade: "良", filedOn: "2022-01-05" },
    );
    expect(report.score).toMatchObject({ listed: 4, right: 2, wrong: 1, missing: 1, precision: 0.6666 });
    expect(report.score).toMatchObject({ recall: 0.5, f1: 0.5714 });
    expect(report.faults).toMatchObject([
      { path: "/records/0/total/score", outcome: "missing", expected: 95, got: null, at: null },
      { path: "/records/0/grade", outcome: "wrong", expected: "优", got: "良", raw: "良", at: { page: 1 } },
    ]);
    expect(report.records.exact).toBe(0);
  });

  test("white space and the width of punctuation are no difference, the characters are", () => {
    const gold = { title: "专项资金（一期），自评表。" };
    expect(judge(gold, { title: "专项资金 (一期),\n自评表." }).score.right).toBe(1);
    expect(judge(gold, { title: "专项资金（二期），自评表。" }).score.wrong).toBe(1);
  });

  test("amounts are compared as numbers, another form of the same number is only told", () => {
    const gold = { funds: [{ measure: "executed", source: "total", amount: "40.00", yuan: "400000" }] };
    expect(judge(gold, executed("40.0"))).toMatchObject({
      score: { right: 4, wrong: 0 },
      formDifferences: [{ path: "/records/0/funds/0/amount", expected: "40.00", got: "40.0" }],
    });
    expect(judge(gold, executed("40.01")).score).toMatchObject({ right: 3, wrong: 1 });
  });

  test("a row is known by its amount alone", () => {
    expect(judge({ funds: [{ amount: "40" }] }, executed("40.00")).score).toMatchObject({
      right: 1,
      extra: 0,
    });
  });

  test("null claims that nothing is there", () => {
    expect(judge({ grade: null }, {}).score).toMatchObject({ listed: 0, right: 0, extra: 0 });
    const report = judge({ grade: null }, { grade: "优" });
    expect(report.score).toMatchObject({ listed: 0, extra: 1, precision: 0 });
    expect(outcomes(report)).toEqual(["extra /records/0/grade"]);
  });

  test("contains: each part must be found", () => {
    const goals = { expected: { contains: ["更换路灯120盏", "惠及（全镇）"] } };
    expect(judge({ goals }, { goals: { expected: "全年更换路灯 120 盏，惠及(全镇)居民" } }).score.right).toBe(
      1,
    );
    expect(judge({ goals }, { goals: { expected: "全年更换路灯 120 盏" } }).score.wrong).toBe(1);
  });

  test("quantities are compared leaf by leaf, a word for a number is wrong", () => {
    const target = { text: "≥120盏", comparator: ">=", number: 120, unit: "盏" } as const;
    const gold = { indicators: [{ name: "更换路灯", target, completion: 100 }] };
    const report = judge(gold, {
      indicators: [
        { name: "更换路灯", target: { ...target, text: "≥120盏", number: 12 }, completion: "completed" },
      ],
    });
    expect(outcomes(report)).toEqual([
      "wrong /records/0/indicators/0/target/number",
      "wrong /records/0/indicators/0/completion",
    ]);
    expect(report.faults[0]).toMatchObject({ expected: 120, got: 12, raw: "≥120盏", at: { page: 1 } });
  });
});

describe("rows", () => {
  const gold = { indicators: [LAMPS, DRAINS, BRIDGES] };

  test("a missing row does not shift the others", () => {
    const report = judge(gold, { indicators: [LAMPS, BRIDGES] });
    expect(report.rows).toEqual({ listed: 3, exact: 2, extra: 0 });
    expect(report.score).toMatchObject({ listed: 15, right: 10, missing: 5, wrong: 0 });
    expect(report.faults[0]).toMatchObject({ path: "/records/0/indicators/1/level1", row: "疏通排水沟" });
  });

  test("a row too many costs precision, in the fields that the gold judges", () => {
    const report = judge(gold, {
      indicators: [LAMPS, DRAINS, { ...LAMPS, name: "指标3", target: { text: "5盏", number: 5 } }, BRIDGES],
    });
    expect(report.rows).toEqual({ listed: 3, exact: 3, extra: 1 });
    expect(report.score).toMatchObject({ right: 15, extra: 5, precision: 0.75, recall: 1 });
    expect(outcomes(report)).toContain("extra /records/0/indicators/+2/name");
    expect(report.records.exact).toBe(0);
  });

  test("a gold without rows claims that there are none", () => {
    expect(judge({ indicators: [] }, { indicators: [LAMPS] })).toMatchObject({
      score: { listed: 0, extra: 5 },
      rows: { listed: 0, extra: 1 },
    });
  });

  test("values shifted by one row are wrong, each at its place", () => {
    const report = judge(gold, {
      indicators: [
        { ...LAMPS, score: 28.5 },
        { ...DRAINS, score: 20 },
        { ...BRIDGES, score: null },
      ],
    });
    expect(outcomes(report)).toEqual([
      "wrong /records/0/indicators/0/score",
      "wrong /records/0/indicators/1/score",
      "missing /records/0/indicators/2/score",
    ]);
    expect(report.rows.exact).toBe(0);
  });

  test("a misread name is one wrong leaf, not a missing row and a row too many", () => {
    const report = judge(gold, { indicators: [LAMPS, { ...DRAINS, name: "琉通排水沟" }, BRIDGES] });
    expect(outcomes(report)).toEqual(["wrong /records/0/indicators/1/name"]);
  });

  test("rows in another order are not what was printed", () => {
    const report = judge(gold, { indicators: [BRIDGES, LAMPS, DRAINS] });
    expect(report.rows).toEqual({ listed: 3, exact: 2, extra: 1 });
  });

  test("of a partial array only the listed rows are judged, but those at their values", () => {
    const partial = { ...gold, indicators: [DRAINS], partial: ["indicators"] };
    expect(judge(partial, gold).score).toMatchObject({ listed: 5, right: 5, extra: 0 });
    expect(judge(partial, { indicators: [LAMPS, { ...DRAINS, score: 3 }] }).score.wrong).toBe(1);
    expect(judge(partial, { indicators: [LAMPS] }).score.missing).toBe(5);
  });

  test("people and narratives are found in any order, others may be there too", () => {
    const people = [
      { name: "何一禾", phone: "6000101" },
      { name: "陆二川", phone: "6000102" },
    ];
    const narratives = [{ heading: "主要问题", contains: ["巡查"] }];
    const report = judge(
      { people, narratives },
      {
        people: [
          { name: "陆二川", phone: "6000102" },
          { name: "何一禾", phone: "6000107" },
          { name: "冯三", phone: "1" },
        ],
        narratives: [
          { heading: "主要绩效", text: "更换路灯" },
          { heading: "主要问题", text: "巡查不够" },
        ],
      },
    );
    expect(outcomes(report)).toEqual(["wrong /records/0/people/0/phone"]);
    expect(report.score).toMatchObject({ listed: 6, right: 5, extra: 0 });
  });

  test("of optional rows one or none may be there", () => {
    const total = {
      measure: "annualBudget",
      source: "total",
      amount: "9",
      unit: "万元",
      yuan: "90000",
    } as const;
    const one = { ...total, source: "other", amount: "0", yuan: "0" } as const;
    const other = { ...one, measure: "initialBudget" } as const;
    const funds = [total, { ...one, optional: true }, { ...other, optional: true }];
    expect(judge({ funds }, { funds: [total] }).score).toMatchObject({ listed: 5, right: 5, missing: 0 });
    expect(judge({ funds }, { funds: [total, other] }).score).toMatchObject({ listed: 10, right: 10 });
    expect(judge({ funds }, { funds: [total, one, other] })).toMatchObject({
      score: { right: 10, extra: 5 },
      rows: { listed: 2, exact: 2, extra: 1 },
    });
  });

  test("an inferred reading must say so", () => {
    const scorecard = [
      { kind: "group", group: "投入", weight: 20, score: 20 },
      { kind: "item", group: "投入", name: "立项", weight: 20, score: 20 },
    ] as const;
    const gold2 = { scorecard: [scorecard[0]], inferred: ["/scorecard/投入/score"] };
    const document = documentOf(SOURCE, [{ scorecard: [...scorecard] }]);
    expect(judge(gold2, document).faults).toMatchObject([
      { path: "/records/0/scorecard/投入/score", outcome: "wrong", expected: "inferred", got: "read" },
    ]);
    const score = firstOf(document).scorecard[0]?.score;
    if (score) score.origin = "inferred";
    expect(judge(gold2, document).faults).toEqual([]);
    expect(outcomes(judge({ inferred: ["/scorecard/过程/score"] }, document))).toEqual([
      "missing /records/0/scorecard/过程/score",
    ]);
  });
});

describe("documents and records", () => {
  const gold = parseGold({ source: "卷/甲.txt", records: [{ title: "甲" }] }, "甲.json");

  test("are paired by base name", () => {
    const report = evaluate(
      [documentOf("/data/乙.txt", []), documentOf("D:\\收件\\甲.txt", [{ title: "甲" }])],
      [gold],
    );
    expect(report.total.score.right).toBe(1);
    expect(report.documentsWithoutGold).toEqual(["/data/乙.txt"]);
  });

  test("a gold without its document has everything missing", () => {
    const report = evaluate([], [gold]);
    expect(report.documents[0]).toMatchObject({
      absent: { code: "no-document" },
      score: { listed: 1, missing: 1, recall: 0, precision: null },
    });
  });

  test("a document that could not be read says why", () => {
    const failed = { ...documentOf("甲.txt", []), failure: { code: "empty-file", message: "empty" } };
    expect(evaluate([failed], [gold]).documents[0]?.absent).toEqual(failed.failure);
  });

  test("a record too many and a record missing are told, the others still compared", () => {
    const two = parseGold(
      { source: "甲.txt", records: [{ title: "春季自评表", total: { score: 80 } }, { title: "秋季自评表" }] },
      "甲.json",
    );
    const missing = evaluate([documentOf("甲.txt", [{ title: "秋季自评表" }])], [two]).documents[0];
    expect(missing?.records).toEqual({ listed: 2, got: 1, exact: 1 });
    expect(missing?.score).toMatchObject({ right: 1, missing: 2 });
    const more = evaluate(
      [
        documentOf("甲.txt", [
          { title: "春季自评表", total: { score: 80 } },
          { title: "其他" },
          { title: "秋季自评表" },
        ]),
      ],
      [two],
    ).documents[0];
    expect(more?.records).toEqual({ listed: 2, got: 3, exact: 2 });
    expect(more?.score).toMatchObject({ right: 3, extra: 1 });
    expect(more?.faults).toMatchObject([{ path: "/records/+1", got: "其他" }]);
  });

  test("fields and totals add up over the documents", () => {
    const report: Report = evaluate(
      [documentOf("甲.txt", [{ title: "甲" }]), documentOf("乙.txt", [{ title: "丙" }])],
      [gold, { ...gold, source: "乙.txt" }],
    );
    expect(report.fields).toMatchObject([
      { field: "title", score: { listed: 2, right: 1, wrong: 1, f1: 0.5 } },
    ]);
    expect(report.total).toMatchObject({ documents: 2, score: { listed: 2 }, records: { exact: 1 } });
  });
});

describe("checks", () => {
  const total = differing({
    rule: "total-score",
    subject: "/total/score",
    reported: 86,
    recalculated: 81.4966,
  });

  test("are found by rule, verdict, figures and cause; recalculated after rounding to the gold's decimals", () => {
    const document = withChecks([total]);
    const found = (check: object): number => judge({ checks: [check] }, document).checks.found;
    expect(found({ rule: "total-score", verdict: "differs", reported: 86, recalculated: 81.5 })).toBe(1);
    expect(found({ rule: "total-score", recalculated: 81.4966, cause: "arithmetic" })).toBe(1);
    expect(found({ rule: "total-score" })).toBe(1);
    expect(found({ rule: "total-score", verdict: "agrees" })).toBe(0);
    expect(found({ rule: "total-score", recalculated: 81.4 })).toBe(0);
    expect(found({ rule: "total-score", reported: 85 })).toBe(0);
    expect(found({ rule: "total-score", cause: "rounding" })).toBe(0);
    expect(found({ rule: "group-score" })).toBe(0);
  });

  test("words are compared as texts", () => {
    const document = withChecks([
      differing({ rule: "grade", subject: "/grade", reported: "差", recalculated: "优" }),
    ]);
    expect(
      judge({ checks: [{ rule: "grade", reported: "差", recalculated: "优" }] }, document).checks.found,
    ).toBe(1);
    expect(
      judge({ checks: [{ rule: "grade", reported: "差", recalculated: "良" }] }, document).checks.found,
    ).toBe(0);
  });

  test("are about what their subject or their message names", () => {
    const document = withChecks([
      differing({ rule: "indicator-score", subject: "/indicators/1/score" }),
      differing({ rule: "group-score", subject: "/scorecard/0/score" }),
      differing({ rule: "score-range", subject: "/scorecard/1" }),
      differing({ rule: "fund-sum", subject: "/funds/0/amount" }),
      differing({
        rule: "date",
        subject: "/project/periodStart",
        message: { en: "2019011至 cannot be read", zh: "" },
      }),
    ]);
    const found = (rule: string, about: string): number =>
      judge({ checks: [{ rule, about }] }, document).checks.found;
    expect(found("indicator-score", "疏通")).toBe(1);
    expect(found("indicator-score", "更换路灯")).toBe(0);
    expect(found("group-score", "产出")).toBe(1);
    expect(found("score-range", "完成率")).toBe(1);
    expect(found("score-range", "产出")).toBe(0);
    expect(found("fund-sum", "annualBudget")).toBe(1);
    expect(found("date", "2019011至")).toBe(1);
  });

  test("those of the gold that did not come out are listed", () => {
    const report = judge(
      { checks: [{ rule: "grade", verdict: "agrees" }, { rule: "total-score" }] },
      withChecks([total]),
    );
    expect(report.checks).toEqual({ listed: 2, found: 1 });
    expect(report.checksNotFound).toEqual([{ record: 0, check: { rule: "grade", verdict: "agrees" } }]);
  });

  test("differences that the gold does not name are listed apart: neither notes nor agreements", () => {
    const alarm = differing({ rule: "score-range", subject: "/indicators/0/score", severity: "warning" });
    const document = withChecks([
      total,
      alarm,
      { ...alarm, severity: "info" },
      { ...alarm, verdict: "agrees" },
      { ...alarm, verdict: "unverifiable" },
    ]);
    const report = judge({ checks: [{ rule: "total-score" }] }, document);
    expect(report.checksNotListed).toEqual([{ record: 0, check: alarm }]);
  });

  test("a gold that leaves checks out judges none", () => {
    expect(judge({ total: { score: 86 } }, withChecks([total]))).toMatchObject({
      checks: { listed: 0 },
      checksNotListed: [],
    });
  });
});

describe("silent errors", () => {
  const gold = {
    indicators: [LAMPS],
    funds: [{ measure: "executed", source: "total", amount: "9", yuan: "90000" }],
  };
  function wrong(): Document {
    return documentOf(SOURCE, [
      {
        indicators: [{ ...LAMPS, score: 2 }],
        funds: [{ measure: "executed", source: "total", amount: "9", unit: "万元", yuan: "90000" }],
      },
    ]);
  }

  test("a wrong number without any mark is one", () => {
    const report = judge(gold, wrong());
    expect(report.silent).toBe(1);
    expect(report.faults).toMatchObject([{ path: "/records/0/indicators/0/score", silent: true }]);
  });

  test("not where the reading is doubtful", () => {
    const document = wrong();
    const score = firstOf(document).indicators[0]?.score;
    if (score) score.state = "doubtful";
    expect(judge(gold, document).silent).toBe(0);
  });

  test("not where a differing check rests on it; an agreeing one, or one on another reading, is no mark", () => {
    const document = wrong();
    const check = differing({ rule: "total-score", subject: "/total/score" });
    const record = firstOf(document);
    record.checks = [{ ...check, evidence: ["/indicators/0/score"] }];
    expect(judge(gold, document).silent).toBe(0);
    record.checks = [{ ...check, verdict: "agrees", evidence: ["/indicators/0/score"] }];
    expect(judge(gold, document).silent).toBe(1);
    record.checks = [{ ...check, evidence: ["/indicators/0/weight"] }];
    expect(judge(gold, document).silent).toBe(1);
  });

  test("not a wrong word, nor a number that is missing", () => {
    const document = documentOf(SOURCE, [
      {
        indicators: [{ ...LAMPS, name: "更换路打", score: null }],
        funds: [{ measure: "executed", source: "total", amount: "9", unit: "万元", yuan: "90000" }],
      },
    ]);
    expect(judge(gold, document)).toMatchObject({ score: { wrong: 1, missing: 1 }, silent: 0 });
  });

  test("an amount and what follows from it share the mark of their reading", () => {
    const document = wrong();
    const fund = firstOf(document).funds[0];
    if (fund !== undefined) {
      fund.amount.value = "90";
      fund.yuan = "900000";
    }
    expect(judge(gold, document).silent).toBe(3);
    if (fund !== undefined) fund.amount.state = "doubtful";
    expect(judge(gold, document).silent).toBe(1);
  });

  test("a number in a row that is not on the page is one", () => {
    const report = judge({ indicators: [] }, { indicators: [LAMPS] });
    expect(report.silent).toBe(2);
  });
});

describe("numbers", () => {
  const gold = { indicators: [LAMPS, DRAINS], total: { score: 86 } };

  test("each comes out right, missing or wrong, and a wrong one with its mark", () => {
    const document = withChecks([
      differing({ rule: "total-score", subject: "/total/score", evidence: ["/total/score"] }),
    ]);
    const [lamps, drains] = firstOf(document).indicators;
    if (lamps?.score == null || drains?.score == null || drains.weight == null) throw new Error("no scores");
    lamps.score = { ...lamps.score, value: 2, state: "doubtful" };
    drains.score = { ...drains.score, value: 28 };
    drains.weight = { ...drains.weight, state: "doubtful" };
    expect(judge({ ...gold, total: { score: 96, weight: 100 } }, document).numbers).toEqual({
      listed: 6,
      right: 2,
      rightDoubtful: 1,
      missing: 1,
      wrongDoubtful: 1,
      wrongInFinding: 1,
      wrongSilent: 1,
      wholeRecords: 0,
    });
  });

  test("a record is whole where only its texts are wrong", () => {
    const document = documentOf(SOURCE, [
      { ...gold, indicators: [LAMPS, { ...DRAINS, name: "琉通排水沟" }] },
    ]);
    expect(judge(gold, document).numbers).toMatchObject({ listed: 5, right: 5, wholeRecords: 1 });
  });

  test("a number where the gold has none is a wrong one, a record that is missing lacks all of its numbers", () => {
    const extra = judge({ total: { score: null } }, { total: { score: 86 } }).numbers;
    expect(extra).toMatchObject({ listed: 0, wrongSilent: 1, wholeRecords: 0 });
    const lost = evaluate([], [parseGold({ source: SOURCE, records: [gold] }, "样本.json")]).total.numbers;
    expect(lost).toMatchObject({ listed: 5, right: 0, missing: 5, wholeRecords: 0 });
  });
});

describe("the same report in another format", () => {
  const golds = [parseGold({ source: "晋中/报告.txt", records: [{ title: "自评表" }] }, "样本.json")];
  const named = (source: string, title: string): Document => documentOf(source, [{ title }]);

  test("is judged where the file that the gold names is not there", () => {
    const report = evaluate([named("扫描/晋中/报告.pdf", "自评表")], golds);
    expect(report.total.score).toMatchObject({ listed: 1, right: 1 });
  });

  test("is not, where the file itself is there, or where there are several", () => {
    const both = evaluate([named("晋中/报告.pdf", "别表"), named("晋中/报告.txt", "自评表")], golds);
    expect(both.total.score).toMatchObject({ right: 1 });
    expect(both.documentsWithoutGold).toEqual(["晋中/报告.pdf"]);
    const several = evaluate([named("晋中/报告.pdf", "自评表"), named("晋中/报告.ofd", "自评表")], golds);
    expect(several.documents[0]?.absent).toMatchObject({ code: "no-document" });
  });
});
