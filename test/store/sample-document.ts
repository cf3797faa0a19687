import { createHash } from "node:crypto";
import type { Check } from "../../src/model/check.ts";
import type { Document } from "../../src/model/extraction.ts";
import type { Reading } from "../../src/model/reading.ts";
import type { FundLine, Indicator, Quantity, Record } from "../../src/model/record.ts";

/** What the program was when it read the samples. */
export const STAMP = { profileHash: "profiles-1", programVersion: "1.0.0" };

export interface SampleOptions {
  /** Stands for the file's bytes; the path where it is not given. */
  content?: string;
  /** Forms in the file. */
  records?: number;
  indicators?: number;
  unit?: string;
  year?: number;
  /** The printed total; 91.5 agrees with the rows of the sample. */
  total?: number;
}

/** A report as it comes out of extraction: every part of a record is there. */
export function sampleDocument(source: string, options: SampleOptions = {}): Document {
  const sha256 = sha256Of(options.content ?? source);
  const records = Array.from({ length: options.records ?? 1 }, (_, at) =>
    sampleRecord(`${sha256.slice(0, 12)}-${String(at + 1)}`, options),
  );
  return {
    source,
    sha256,
    mediaType: "text/plain",
    pages: 2,
    records,
    warnings: [
      { code: "label-repaired", message: "目概 was taken for 项目概况", at: { page: 1, line: 3, column: 1 } },
      { code: "left-over", message: "a cell fits no column" },
    ],
  };
}

/** A file of which nothing could be read; with `content` null its bytes could not be had either. */
export function failedDocument(source: string, code: string, content: string | null = source): Document {
  return {
    source,
    sha256: content === null ? "" : sha256Of(content),
    mediaType: "application/octet-stream",
    pages: 1,
    records: [],
    warnings: [],
    failure: { code, message: `${source}: ${code}` },
  };
}

export function sha256Of(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** A reading at a line of page 1. */
function reading<T>(value: T | null, line: number, more: Partial<Reading<T>> = {}): Reading<T> {
  return {
    value,
    raw: typeof value === "object" ? "≥98%" : String(value),
    origin: "read",
    confidence: 1,
    state: "sure",
    guards: 1,
    at: { page: 1, line, column: 1 },
    ...more,
  };
}

function sampleRecord(
  id: string,
  { indicators = 4, unit = "某市某中心", year = 2021, total = 91.5 }: SampleOptions,
): Record {
  return {
    id,
    form: "national-2020",
    title: reading("项目支出绩效自评表", 1),
    fiscalYear: reading(year, 2, { raw: `(${String(year)}年度)` }),
    filedOn: null,
    project: {
      name: reading("道路养护", 3),
      subproject: null,
      department: reading("某市某局", 4),
      departmentCode: null,
      implementingUnit: reading(unit, 4),
      office: reading(null, 5, { raw: "" }),
      attribute: null,
      periodStart: reading("2021-01-01", 6),
      periodEnd: reading("2021-12-31", 6),
    },
    funds: [
      fundLine("annualBudget", "total", "239.40", "2394000", 8),
      fundLine("executed", "total", "215.20", "2152000", 8),
      fundLine("executed", "other", "0.1234567", "1234.567", 9),
    ],
    execution: {
      rate: reading(89.89, 8, { raw: "89.89%" }),
      weight: reading(10, 8),
      score: reading(8.99, 8, { confidence: 0.6, state: "doubtful", guards: 0 }),
    },
    goals: { expected: reading("全年养护道路", 10), actual: reading("已完成", 10) },
    indicators: Array.from({ length: indicators }, (_, at) => indicator(at, 12 + at)),
    scorecard: [
      {
        kind: "group",
        group: reading("产出指标", 40),
        subgroup: null,
        name: null,
        weight: reading(50, 40),
        score: reading(48.5, 40, { origin: "inferred" }),
        remark: null,
      },
    ],
    caps: [{ group: reading("产出指标", 11), weight: reading(50, 11) }],
    total: { weight: reading(100, 60), score: reading(total, 60) },
    grade: reading("优", 60),
    gradeLevel: "excellent",
    narratives: [{ heading: reading("主要问题", 61), text: reading("无。\n第二段", 62) }],
    people: [
      {
        role: reading("填表人", 63),
        name: reading("甲", 63),
        position: null,
        office: null,
        phone: reading("000-0000000", 63),
      },
    ],
    checks: checks(total),
    coverage: {
      numbers: 20,
      guarded: 19,
      checks: { agrees: 2, differs: 1, unverifiable: 1, notApplicable: 10 },
    },
  };
}

function fundLine(
  measure: "annualBudget" | "executed",
  source: "total" | "other",
  amount: string,
  yuan: string,
  line: number,
): FundLine {
  return {
    measure: reading(measure, 7, { raw: measure === "executed" ? "全年执行数" : "全年预算数" }),
    source: reading(source, line, { raw: source === "total" ? "年度资金总额" : "其他资金" }),
    amount: reading(amount, line),
    unit: reading("万元", 7, { raw: "（万元）" }),
    yuan,
  };
}

function indicator(at: number, line: number): Indicator {
  const target: Quantity = { text: "≥98%", comparator: ">=", number: 98, unit: "%" };
  const words: Quantity = { text: "及时", comparator: null, number: null, unit: null };
  return {
    level1: reading("产出指标", line),
    level2: reading("质量指标", line),
    name: reading(`指标${String(at + 1)}`, line, { origin: "repaired", raw: `指标L${String(at + 1)}` }),
    target: reading(at % 2 === 0 ? target : words, line),
    actual: reading(at % 2 === 0 ? { ...target, text: "99%", comparator: "=", number: 99 } : words, line),
    weight: reading(12.5, line, { at: { page: 1, bbox: [10.5, 20, 30.25, 40] } }),
    // A score that could not be read at all, the most doubtful number there is.
    score:
      at === 1
        ? reading<number>(null, line, { raw: "l?", state: "doubtful", confidence: 0.2, guards: 0 })
        : reading(12, line),
    completion: at % 2 === 0 ? reading(101.02, line) : reading("completed", line, { raw: "已完成" }),
    deviation: null,
  };
}

function checks(total: number): Check[] {
  const whole = {
    difference: 0,
    severity: "info",
    cause: null,
    suggestion: null,
    message: { en: "agrees", zh: "一致" },
  } as const;
  return [
    {
      ...whole,
      rule: "total-score",
      verdict: total === 91.5 ? "agrees" : "differs",
      subject: "/total/score",
      reported: total,
      recalculated: 91.5,
      difference: Number((total - 91.5).toFixed(2)),
      severity: total === 91.5 ? "info" : "error",
      cause: total === 91.5 ? null : "arithmetic",
      suggestion: total === 91.5 ? null : "91.5 makes the sum agree",
      message: { en: "The scores add to 91.5.", zh: "各项得分合计 91.5。" },
      evidence: ["/total/score", "/indicators/0/score", "/execution/score"],
    },
    {
      ...whole,
      rule: "execution-rate",
      verdict: "agrees",
      subject: "/execution/rate",
      reported: 89.89,
      recalculated: 89.8914,
      difference: -0.0014,
      cause: "rounding",
      evidence: ["/execution/rate", "/funds/0/amount", "/funds/1/amount"],
    },
    {
      ...whole,
      rule: "grade",
      verdict: "differs",
      subject: "/gradeLevel",
      reported: "优",
      recalculated: "良",
      difference: null,
      severity: "warning",
      cause: "likely-misread",
      evidence: ["/grade", "/total/score"],
    },
    {
      ...whole,
      rule: "deviation-explained",
      verdict: "unverifiable",
      subject: "/indicators/1",
      reported: null,
      recalculated: null,
      difference: null,
      cause: "missing-value",
      evidence: [],
    },
  ];
}
