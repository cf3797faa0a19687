import type { RuleId, Severity, Verdict } from "../model/check.ts";
import { isReading, type Reading } from "../model/reading.ts";
import type { Record } from "../model/record.ts";
import type { RowOf } from "./schema.ts";

/** The bit that stands for a rule in `review_queue`; stored, so that none ever changes. */
export const RULE_BITS: { readonly [rule in RuleId]: number } = {
  "total-score": 1 << 0,
  "group-score": 1 << 1,
  "total-weight": 1 << 2,
  "group-weight": 1 << 3,
  "score-range": 1 << 4,
  "execution-rate": 1 << 5,
  "execution-score": 1 << 6,
  grade: 1 << 7,
  "fund-sum": 1 << 8,
  "completion-rate": 1 << 9,
  "indicator-score": 1 << 10,
  "deviation-explained": 1 << 11,
  "narrative-amount": 1 << 12,
  date: 1 << 13,
};

export const SEVERITY_RANKS: { readonly [severity in Severity]: number } = { error: 3, warning: 2, info: 1 };

/** What the queue knows of a record. */
export function queueRow(record: Record, record_key: number): RowOf<"review_queue"> {
  const { project, coverage } = record;
  const differing = record.checks.filter(({ verdict }) => verdict === "differs");
  const amounts = record.funds.flatMap(({ yuan }) => (yuan === null ? [] : [Number(yuan)]));
  const unit = project.implementingUnit?.value ?? project.department?.value ?? null;
  const words = [
    record.title,
    project.name,
    project.subproject,
    project.implementingUnit,
    project.department,
  ];
  return {
    record_key,
    severity: Math.max(0, ...differing.map(({ severity }) => SEVERITY_RANKS[severity])),
    stake_yuan: amounts.length === 0 ? null : Math.max(...amounts),
    doubtful: countDoubtful(record, ""),
    unguarded: coverage.numbers - coverage.guarded,
    differs: bitsOf(record, "differs"),
    unverifiable: bitsOf(record, "unverifiable"),
    year: record.fiscalYear?.value ?? null,
    region: regionOf(unit) ?? regionOf(project.department?.value ?? null),
    unit,
    form: record.form,
    grade_level: record.gradeLevel,
    total_score: record.total.score?.value ?? null,
    execution_rate: record.execution.rate?.value ?? null,
    words: words
      .map((reading) => reading?.value ?? "")
      .join(" ")
      .toLowerCase(),
  };
}

function bitsOf(record: Record, verdict: Verdict): number {
  return record.checks.reduce(
    (bits, check) => (check.verdict === verdict ? bits | RULE_BITS[check.rule] : bits),
    0,
  );
}

/** Leaves that hold a number, or should. */
const NUMBER_LEAF =
  /^\/(?:fiscalYear|execution\/\w+|total\/\w+|funds\/\d+\/amount|(?:indicators|scorecard|caps)\/\d+\/(?:weight|score|completion|target|actual))$/u;

function countDoubtful(part: unknown, pointer: string): number {
  if (isReading(part)) return NUMBER_LEAF.test(pointer) && isDoubtfulNumber(part) ? 1 : 0;
  if (typeof part !== "object" || part === null) return 0;
  let count = 0;
  for (const [name, inner] of Object.entries(part)) count += countDoubtful(inner, `${pointer}/${name}`);
  return count;
}

/** A quantity told in words alone is no number. */
function isDoubtfulNumber({ state, value }: Reading<unknown>): boolean {
  const isWords =
    typeof value === "object" && value !== null && (value as { number?: unknown }).number == null;
  return state === "doubtful" && !isWords;
}

/** Names of places as units bear them in front: 新疆维吾尔自治区…, 某某市…, 某某县…; "市" of 市政 and "区" of 社区, 园区 name none. */
const REGION =
  /^(?:[\p{Script=Han}]{2,8}?(?:省|自治区|自治州|地区|市(?!政(?!府)|[场民])|盟)|[\p{Script=Han}]{1,6}?(?:县|(?<![社园校城山景灌辖库矿])区|旗))/u;

/** The province, prefecture or county that a name begins with; null where it begins with none. */
export function regionOf(name: string | null): string | null {
  return name === null ? null : (REGION.exec(name)?.[0] ?? null);
}
