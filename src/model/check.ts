import { z } from "zod";

/** The rules; each is one file in `checks/rules/`. */
export const RuleId = z.enum([
  "total-score",
  "group-score",
  "total-weight",
  "group-weight",
  "score-range",
  "execution-rate",
  "execution-score",
  "grade",
  "fund-sum",
  "completion-rate",
  "indicator-score",
  "deviation-explained",
  "narrative-amount",
  "date",
]);
export type RuleId = z.infer<typeof RuleId>;

/** Rules that state an equality of numbers: where one agrees, a doubtful number in it is confirmed. */
export const EQUALITY_RULES: ReadonlySet<RuleId> = new Set([
  "total-score",
  "group-score",
  "total-weight",
  "group-weight",
  "execution-rate",
  "execution-score",
  "fund-sum",
  "completion-rate",
]);

/** `unverifiable`: the part is there but cannot be computed; the message says why. */
export const Verdict = z.enum(["agrees", "differs", "unverifiable"]);
export type Verdict = z.infer<typeof Verdict>;

export const Severity = z.enum(["error", "warning", "info"]);
export type Severity = z.infer<typeof Severity>;

export const Cause = z.enum(["arithmetic", "rounding", "likely-misread", "missing-value", "unmet-target"]);
export type Cause = z.infer<typeof Cause>;

/** A number, or words where what is compared is words (a grade). */
const Figure = z.union([z.number(), z.string()]).nullable();

/** What one rule found about one subject. */
export const Check = z.strictObject({
  rule: RuleId,
  verdict: Verdict,
  /** JSON Pointer (RFC 6901) into the record. */
  subject: z.string(),
  reported: Figure,
  recalculated: Figure,
  /** reported − recalculated, exact; null where there is nothing to subtract. */
  difference: z.number().nullable(),
  severity: Severity,
  cause: Cause.nullable(),
  /** What the reading may have been, and which relation that satisfies; never applied. */
  suggestion: z.string().nullable(),
  message: z.strictObject({ en: z.string(), zh: z.string() }),
  /** JSON Pointers of the readings the check rests on. */
  evidence: z.array(z.string()),
});
export type Check = z.infer<typeof Check>;

/** How much of the form was vouched for: "no findings" without this says nothing. */
export const Coverage = z.strictObject({
  /** Numbers read off the page. */
  numbers: z.int(),
  /** Of these, how many at least one check rests on. */
  guarded: z.int(),
  checks: z.strictObject({
    agrees: z.int(),
    differs: z.int(),
    unverifiable: z.int(),
    /** Rules whose part this form does not have. */
    notApplicable: z.int(),
  }),
});
export type Coverage = z.infer<typeof Coverage>;
