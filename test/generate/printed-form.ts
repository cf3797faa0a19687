import type { GoldRecord } from "../../src/evaluation/gold.ts";
import { decimal } from "../../src/model/decimal.ts";
import { type MoneyUnit, YUAN_EXPONENT } from "../../src/model/money.ts";
import type { Comparator, FundMeasure, FundSource, GradeLevel } from "../../src/model/record.ts";

export type Family = "national" | "jinzhong" | "shanghai" | "hunan";

export interface PrintedQuantity {
  text: string;
  comparator: Comparator | null;
  number: string | null;
  unit: string | null;
}

export interface PrintedIndicator {
  level1: string;
  level2: string;
  name: string;
  target: PrintedQuantity;
  actual: PrintedQuantity;
  /** "" on forms whose indicators carry no points. */
  weight: string;
  score: string;
  /** "" on forms without the column. */
  completion: string;
  deviation: string;
}

export interface PrintedScoreLine {
  kind: "group" | "item";
  group: string;
  subgroup: string;
  name: string;
  explanation: string;
  /** "" on a row that is not used. */
  weight: string;
  score: string;
}

export interface PrintedFund {
  measure: FundMeasure;
  source: FundSource;
  amount: string;
}

/** What stands on the page, each value as it is printed; "" where nothing is. */
export interface PrintedForm {
  family: Family;
  title: string;
  fiscalYear: number | null;
  /** （2021年度）, where the form has that line. */
  yearLine: string;
  project: {
    name: string;
    subproject: string;
    department: string;
    departmentCode: string;
    implementingUnit: string;
    office: string;
    attribute: string;
    periodStart: string;
    periodEnd: string;
  };
  unit: MoneyUnit;
  /** Printed amounts, in printed order. */
  funds: PrintedFund[];
  /** What stands in a cell of the fund table without an amount: nothing, — or /. */
  noFund: string;
  /** The 其中 row that repeats points, rate and score of the row above it; null where none does. */
  repeating: FundSource | null;
  execution: { rate: string; weight: string; score: string };
  goals: { expected: string; actual: string };
  indicators: PrintedIndicator[];
  scorecard: PrintedScoreLine[];
  caps: { group: string; weight: string }[];
  total: { weight: string; score: string };
  grade: { word: string; level: GradeLevel } | null;
  /** Long texts in paragraphs; `heading` is the whole heading, however little of it is printed. */
  narratives: { heading: string; paragraphs: string[] }[];
  people: { name: string; position: string; office: string; phone: string }[];
  signer: { role: string; name: string; phone: string } | null;
  filedOn: string;
  /** Lines below the form. */
  notes: string[];
}

/** A form that agrees with itself, and what a reader must find on it. */
export interface GeneratedForm {
  family: Family;
  printed: PrintedForm;
  /** In the plain form of a record; keys are left out where the form leaves open what is right. */
  truth: GoldRecord;
}

export function generatedForm(printed: PrintedForm): GeneratedForm {
  return { family: printed.family, printed, truth: truthOf(printed) };
}

function truthOf(form: PrintedForm): GoldRecord {
  const { project } = form;
  return {
    title: form.title,
    ...(form.fiscalYear === null ? {} : { fiscalYear: form.fiscalYear }),
    filedOn: orNull(form.filedOn),
    project: {
      name: project.name,
      subproject: orNull(project.subproject),
      department: orNull(project.department),
      departmentCode: orNull(project.departmentCode),
      implementingUnit: orNull(project.implementingUnit),
      office: orNull(project.office),
      ...(form.family === "shanghai" ? {} : { attribute: orNull(project.attribute) }),
      periodStart: orNull(project.periodStart),
      periodEnd: orNull(project.periodEnd),
    },
    funds: form.funds.map(({ measure, source, amount }) => {
      const plain = amount.replaceAll(",", "");
      const factor = `1${"0".repeat(YUAN_EXPONENT[form.unit])}`;
      return {
        measure,
        source,
        amount: plain,
        unit: form.unit,
        yuan: decimal(plain).times(factor).toFixed(),
      };
    }),
    execution: {
      rate: numberOf(form.execution.rate),
      weight: numberOf(form.execution.weight),
      score: numberOf(form.execution.score),
    },
    goals: { expected: orNull(form.goals.expected), actual: orNull(form.goals.actual) },
    indicators: form.indicators.map((row) => ({
      level1: row.level1,
      level2: row.level2,
      name: row.name,
      target: quantityOf(row.target),
      actual: quantityOf(row.actual),
      weight: numberOf(row.weight),
      score: numberOf(row.score),
      completion: completionOf(row.completion),
      // 无 is a printed word that says nothing: whether it is kept is left open.
      ...(row.deviation === "无" ? {} : { deviation: orNull(row.deviation) }),
    })),
    scorecard: form.scorecard.map((row) => ({
      kind: row.kind,
      group: row.group,
      subgroup: orNull(row.subgroup),
      name: orNull(row.name),
      weight: numberOf(row.weight),
      score: numberOf(row.score),
    })),
    caps: form.caps.map(({ group, weight }) => ({ group, weight: numberOf(weight) })),
    total: { weight: numberOf(form.total.weight), score: numberOf(form.total.score) },
    grade: form.grade?.word ?? null,
    gradeLevel: form.grade?.level ?? null,
    narratives: form.narratives.map(({ heading, paragraphs }) => ({ heading, text: paragraphs.join("\n") })),
    people: [
      ...form.people.map(({ name, position, office, phone }) => ({
        name,
        position,
        office: orNull(office),
        phone,
      })),
      ...(form.signer === null ? [] : [form.signer]),
    ],
  };
}

function orNull(text: string): string | null {
  return text === "" ? null : text;
}

function numberOf(text: string): number | null {
  return text === "" ? null : Number(text.replace("%", ""));
}

function completionOf(text: string): number | "completed" | "not completed" | null {
  if (text === "已完成") return "completed";
  return text === "未完成" ? "not completed" : numberOf(text);
}

function quantityOf({ text, comparator, number, unit }: PrintedQuantity) {
  return { text, comparator, number: number === null ? null : Number(number), unit };
}
