import { z } from "zod";
import { Cause, RuleId, Severity, Verdict } from "../model/check.ts";
import { Failure } from "../model/failure.ts";
import { AmountText, MoneyUnit } from "../model/money.ts";
import { Comparator, Completion, FundMeasure, FundSource, GradeLevel } from "../model/record.ts";

/** A text of which only parts are claimed: it holds each of these, in any order. */
const Contains = z.strictObject({ contains: z.array(z.string().min(1)).min(1) });
export type Contains = z.infer<typeof Contains>;

const text = z
  .union([z.string(), Contains], { error: 'expected a text, null or { "contains": ["…"] }' })
  .nullable()
  .optional();
const number = z.number().nullable().optional();
const date = z.iso.date({ error: 'expected a date as "2021-12-31"' }).nullable().optional();
const amount = AmountText.nullable().optional();

const quantity = z
  .strictObject({ text, comparator: Comparator.nullable().optional(), number, unit: text })
  .nullable()
  .optional();

/** What any row may carry: `optional`, it need not be there; `note`, an explanation that is not compared. */
const row = { optional: z.boolean().optional(), note: z.string().optional() };

const GoldFund = z.strictObject({
  ...row,
  measure: FundMeasure.optional(),
  source: FundSource.optional(),
  amount,
  unit: MoneyUnit.nullable().optional(),
  yuan: amount,
});

const GoldIndicator = z.strictObject({
  ...row,
  level1: text,
  level2: text,
  name: text,
  target: quantity,
  actual: quantity,
  weight: number,
  score: number,
  completion: Completion.nullable().optional(),
  deviation: text,
});

const GoldScoreLine = z.strictObject({
  ...row,
  kind: z.enum(["group", "item"]).optional(),
  group: text,
  subgroup: text,
  name: text,
  weight: number,
  score: number,
  remark: text,
});

/** A narrative may say `contains` beside its heading, which is short for a `text` that contains. */
const GoldNarrative = z
  .strictObject({ ...row, heading: text, text, contains: Contains.shape.contains.optional() })
  .transform(({ contains, ...narrative }) =>
    contains === undefined ? narrative : { ...narrative, text: { contains } },
  );

const GoldPerson = z.strictObject({
  ...row,
  role: text,
  name: text,
  position: text,
  office: text,
  phone: text,
});

const figure = z.union([z.number(), z.string()]).nullable().optional();

/** A check that must come out. What is left out is not judged; without `verdict` any verdict will do. */
const GoldCheck = z.strictObject({
  rule: RuleId,
  verdict: Verdict.optional(),
  /** Found in the name of what the check is about, or in its message. */
  about: z.string().min(1).optional(),
  subject: z.string().optional(),
  reported: figure,
  /** Compared after rounding to as many decimals as stand here. */
  recalculated: figure,
  severity: Severity.optional(),
  cause: Cause.nullable().optional(),
  note: z.string().optional(),
  // Printed with a check by `fuhe extract --plain`; not judged.
  difference: z.unknown().optional(),
  suggestion: z.unknown().optional(),
  message: z.unknown().optional(),
  evidence: z.unknown().optional(),
});
export type GoldCheck = z.infer<typeof GoldCheck>;

/** The arrays of which a gold may list only some rows by saying so. */
export const RowsKey = z.enum(["funds", "indicators", "scorecard", "caps"]);
export type RowsKey = z.infer<typeof RowsKey>;

/**
 * What one form is known to hold, in the plain form of a record. A key that is left out is not judged; null claims that
 * nothing is there. The keys are those of a record, so that the output of `fuhe extract --plain`, corrected by hand, is
 * a gold.
 */
const GoldRecord = z.strictObject({
  form: text,
  title: text,
  fiscalYear: number,
  filedOn: date,
  project: z
    .strictObject({
      name: text,
      subproject: text,
      department: text,
      departmentCode: text,
      implementingUnit: text,
      office: text,
      attribute: text,
      periodStart: date,
      periodEnd: date,
    })
    .optional(),
  funds: z.array(GoldFund).optional(),
  execution: z.strictObject({ rate: number, weight: number, score: number }).optional(),
  goals: z.strictObject({ expected: text, actual: text }).optional(),
  indicators: z.array(GoldIndicator).optional(),
  scorecard: z.array(GoldScoreLine).optional(),
  caps: z.array(z.strictObject({ ...row, group: text, weight: number })).optional(),
  total: z.strictObject({ weight: number, score: number }).optional(),
  grade: text,
  gradeLevel: GradeLevel.nullable().optional(),
  narratives: z.array(GoldNarrative).optional(),
  people: z.array(GoldPerson).optional(),
  checks: z.array(GoldCheck).optional(),
  /** Readings that are not printed and must come out as inferred: "/scorecard/投入/score" names the row by its group. */
  inferred: z.array(z.string().startsWith("/")).optional(),
  /**
   * Arrays that list only some of the printed rows. Without it `indicators` and `scorecard` are taken as partial where
   * something is `inferred`: what had to be inferred was lost, and of such a form not every row can be told.
   */
  partial: z.array(RowsKey).optional(),
  note: z.string().optional(),
  // Printed with a record by `fuhe extract --plain`; not judged.
  id: z.unknown().optional(),
  coverage: z.unknown().optional(),
});
export type GoldRecord = z.infer<typeof GoldRecord>;

/** What one document is known to hold: a labelled sample. */
const Gold = z.strictObject({
  /** File name of the document; folders before it are not compared. */
  source: z.string().min(1),
  records: z.array(GoldRecord),
  note: z.string().optional(),
  // Printed with a document by `fuhe extract --plain`; not judged.
  sha256: z.unknown().optional(),
  mediaType: z.unknown().optional(),
  pages: z.unknown().optional(),
  warnings: z.unknown().optional(),
  failure: z.unknown().optional(),
});
export type Gold = z.infer<typeof Gold>;

/** Errors named at most; a file of another kind would have hundreds. */
const ISSUES_SHOWN = 8;

/**
 * A gold from its parsed JSON; `name` is the file, for the message.
 * Throws `Failure` `bad-gold` that names the file and each faulty key.
 */
export function parseGold(json: unknown, name: string): Gold {
  const parsed = Gold.safeParse(json);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => `${keyOf(issue.path)}: ${issue.message}`);
  const more = issues.length > ISSUES_SHOWN ? [`… ${issues.length - ISSUES_SHOWN} more`] : [];
  throw new Failure("bad-gold", [`${name}:`, ...issues.slice(0, ISSUES_SHOWN), ...more].join("\n  "));
}

/** A path as a reader of the file would say it: records[0].funds[2].amount. */
function keyOf(path: readonly PropertyKey[]): string {
  const key = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("");
  return key === "" ? "(top)" : key.replace(/^\./u, "");
}

/** Whether the gold lists only some of the rows of this array. */
export function isPartial(gold: GoldRecord, rows: RowsKey): boolean {
  if (gold.partial !== undefined) return gold.partial.includes(rows);
  return (rows === "indicators" || rows === "scorecard") && (gold.inferred ?? []).length > 0;
}
