import { RuleModes, type ColumnTerm, type GradeBand } from "../../src/model/form-profile.ts";
import type { MoneyUnit } from "../../src/model/money.ts";
import type { ParsedForm, Scoring } from "../../src/model/parsed-form.ts";
import type { Place } from "../../src/model/place.ts";
import type { Reading } from "../../src/model/reading.ts";
import type {
  FundLine,
  FundMeasure,
  FundSource,
  Indicator,
  Quantity,
  ScoreLine,
} from "../../src/model/record.ts";
import { checkRecord } from "../../src/checks/check-record.ts";
import type { Check, RuleId } from "../../src/model/check.ts";
import { parseCompletion } from "../../src/values/completion.ts";
import { parseDate, parseFiscalYear, parsePeriod } from "../../src/values/date.ts";
import { gradeLevelOf } from "../../src/values/grade.ts";
import { parseAmount, yuanOf } from "../../src/values/money.ts";
import { parseNumber } from "../../src/values/number.ts";
import { parsePercent } from "../../src/values/percent.ts";
import { parseQuantity } from "../../src/values/quantity.ts";
import { nilKind } from "../../src/values/text.ts";

/** Everything is written as it is printed; undefined: the form has no such cell. */
export interface IndicatorDraft {
  level1?: string;
  level2?: string;
  name: string;
  target?: string;
  actual?: string;
  weight?: string;
  score?: string;
  completion?: string;
  deviation?: string;
}

export interface ScoreLineDraft {
  /** Given on a group line, which then has no name. */
  group: string;
  name?: string;
  weight?: string;
  score?: string;
}

export interface FormDraft {
  title?: string;
  fiscalYear?: string;
  filedOn?: string;
  period?: string;
  /** Measure, source, amount, unit (万元 where it is left out). */
  funds?: readonly (readonly [FundMeasure, FundSource, string, MoneyUnit?])[];
  execution?: { rate?: string; weight?: string; score?: string };
  indicators?: readonly IndicatorDraft[];
  scorecard?: readonly ScoreLineDraft[];
  caps?: readonly (readonly [string, string])[];
  total?: { weight?: string; score?: string };
  grade?: string;
  narratives?: readonly (readonly [string, string])[];
  /** Confidence of readings by pointer; 1 where none is given. */
  confidence?: { [pointer: string]: number };
  modes?: Partial<RuleModes>;
  scoring?: Partial<Omit<Scoring, "modes">>;
}

/** 优 良 中 差 of the national scale. */
const NATIONAL_SCALE: GradeBand[] = [
  { word: "优", level: "excellent", from: "90" },
  { word: "良", level: "good", from: "80" },
  { word: "中", level: "fair", from: "60" },
  { word: "差", level: "poor", from: "0" },
];

/** Builds a parsed form out of what is printed on it; each row stands on a line of its own. */
export function draft(form: FormDraft): ParsedForm {
  const confidence = form.confidence ?? {};
  let line = 0;
  const nextLine = (): void => {
    line += 1;
  };
  function reading<T>(raw: string, value: T | null, pointer: string): Reading<T> {
    const at: Place = { page: 1, line, column: 1 };
    const sure = confidence[pointer] ?? 1;
    return { value, raw, origin: "read", confidence: sure, state: "doubtful", guards: 0, at };
  }
  const text = (raw: string | undefined, pointer: string): Reading<string> | null =>
    raw === undefined ? null : reading(raw, nilKind(raw) === "blank" ? null : raw, pointer);
  const number = (raw: string | undefined, pointer: string): Reading<number> | null =>
    raw === undefined ? null : reading(raw, numberOf(raw), pointer);
  const quantity = (raw: string | undefined, pointer: string): Reading<Quantity> | null =>
    raw === undefined ? null : reading(raw, nilKind(raw) === "blank" ? null : parseQuantity(raw), pointer);

  nextLine();
  const title = text(form.title, "/title");
  nextLine();
  const fiscalYear =
    form.fiscalYear === undefined
      ? null
      : reading(form.fiscalYear, parseFiscalYear(form.fiscalYear), "/fiscalYear");
  const filedOn =
    form.filedOn === undefined ? null : reading(form.filedOn, parseDate(form.filedOn), "/filedOn");
  const period = form.period === undefined ? null : parsePeriod(form.period);
  const funds = (form.funds ?? []).map(([measure, source, amount, unit = "万元"], index): FundLine => {
    nextLine();
    const pointer = `/funds/${index}/amount`;
    const printed = parseAmount(amount)?.amount ?? null;
    return {
      measure: reading(measure, measure, ""),
      source: reading(source, source, ""),
      amount: reading(amount, printed, pointer),
      unit: reading(unit, unit, ""),
      yuan: printed === null ? null : yuanOf(printed, unit),
    };
  });
  nextLine();
  const execution = {
    rate: number(form.execution?.rate, "/execution/rate"),
    weight: number(form.execution?.weight, "/execution/weight"),
    score: number(form.execution?.score, "/execution/score"),
  };
  const indicators = (form.indicators ?? []).map((row, index): Indicator => {
    nextLine();
    const pointer = `/indicators/${index}`;
    return {
      level1: text(row.level1, `${pointer}/level1`),
      level2: text(row.level2, `${pointer}/level2`),
      name: text(row.name, `${pointer}/name`),
      target: quantity(row.target, `${pointer}/target`),
      actual: quantity(row.actual, `${pointer}/actual`),
      weight: number(row.weight, `${pointer}/weight`),
      score: number(row.score, `${pointer}/score`),
      completion:
        row.completion === undefined
          ? null
          : reading(row.completion, parseCompletion(row.completion), `${pointer}/completion`),
      deviation: text(row.deviation, `${pointer}/deviation`),
    };
  });
  const scorecard = (form.scorecard ?? []).map((row, index): ScoreLine => {
    nextLine();
    const pointer = `/scorecard/${index}`;
    return {
      kind: row.name === undefined ? "group" : "item",
      group: text(row.group, `${pointer}/group`),
      subgroup: null,
      name: text(row.name, `${pointer}/name`),
      weight: number(row.weight, `${pointer}/weight`),
      score: number(row.score, `${pointer}/score`),
      remark: null,
    };
  });
  nextLine();
  const record: ParsedForm["record"] = {
    id: "0123456789ab-1",
    form: "draft",
    title,
    fiscalYear,
    filedOn,
    project: {
      name: null,
      subproject: null,
      department: null,
      departmentCode: null,
      implementingUnit: null,
      office: null,
      attribute: null,
      periodStart: period === null ? null : reading(form.period ?? "", period.start, "/project/periodStart"),
      periodEnd: period === null ? null : reading(form.period ?? "", period.end, "/project/periodEnd"),
    },
    funds,
    execution,
    goals: { expected: null, actual: null },
    indicators,
    scorecard,
    caps: (form.caps ?? []).map(([group, weight], index) => ({
      group: reading(group, group, `/caps/${index}/group`),
      weight: reading(weight, numberOf(weight), `/caps/${index}/weight`),
    })),
    total: {
      weight: number(form.total?.weight, "/total/weight"),
      score: number(form.total?.score, "/total/score"),
    },
    grade: text(form.grade, "/grade"),
    gradeLevel: gradeLevelOf(form.grade ?? ""),
    narratives: (form.narratives ?? []).map(([heading, words], index) => ({
      heading: reading(heading, heading, `/narratives/${index}/heading`),
      text: reading(words, words, `/narratives/${index}/text`),
    })),
    people: [],
  };
  const scoring: Scoring = {
    modes: RuleModes.parse(form.modes ?? {}),
    gradeScale: { bands: NATIONAL_SCALE, source: "national" },
    indicatorColumns: columnsOf(form.indicators ?? []),
    scorecardColumns: [],
    notedWeights: [],
    surplus: [],
    circular: [],
    repeatedExecution: [],
    ...form.scoring,
  };
  return { record, scoring };
}

function numberOf(raw: string): number | null {
  const printed = parseNumber(raw) ?? parsePercent(raw);
  return printed === null ? null : Number(printed.text);
}

function columnsOf(rows: readonly IndicatorDraft[]): ColumnTerm[] {
  const columns = [
    "level1",
    "level2",
    "name",
    "target",
    "actual",
    "weight",
    "score",
    "completion",
    "deviation",
  ] as const;
  return columns.filter((column) => rows.some((row) => row[column] !== undefined));
}

/** The checks of a rule on a form, in the order of its report. */
export function checksOf(form: FormDraft, rule: RuleId): Check[] {
  return checkRecord(draft(form)).checks.filter((check) => check.rule === rule);
}

/** The one check of a rule on a form, or about one subject of it. */
export function theCheck(form: FormDraft, rule: RuleId, subject?: string): Check {
  const checks = checksOf(form, rule).filter((check) => subject === undefined || check.subject === subject);
  const [only, second] = checks;
  if (only === undefined || second !== undefined) {
    throw new Error(`${checks.length} checks of ${rule}: ${checks.map((check) => check.subject).join(" ")}`);
  }
  return only;
}

/** Checks that claim a fault: differing with severity error or warning. */
export function alarmsOf(form: FormDraft): Check[] {
  return checkRecord(draft(form)).checks.filter(
    (check) => check.verdict === "differs" && check.severity !== "info",
  );
}
