import type { Cause, Check, RuleId, Severity, Verdict } from "../model/check.ts";
import { Decimal, exactNumber } from "../model/decimal.ts";
import { tidySpace } from "../values/text.ts";
import type { CheckedForm } from "./checked-form.ts";
import { legible } from "./tolerance.ts";

/** A text in both languages of the reports. */
export type Bilingual = Check["message"];

/** What a rule found about one subject; the engine adds the rule's id and keeps `exact` to itself. */
export interface Finding extends Omit<Check, "rule"> {
  /** The printed figure is the recalculated one to the last place, with nothing rounded. */
  exact: boolean;
}

/** The findings of a rule, at least one, or that the form does not have what the rule is about. */
export type RuleResult = Finding[] | "not applicable";

/** A rule that a form is held against; each is one file in `rules/`. */
export interface Rule {
  id: RuleId;
  title: Bilingual;
  /** Pure: the same form gives the same findings in the same order, one for each subject. */
  check(form: CheckedForm): RuleResult;
}

/** What a finding says beside its verdict. */
export interface FindingDetails {
  /** JSON Pointer into the record. */
  subject: string;
  message: Bilingual;
  /** JSON Pointers of the readings it rests on. */
  evidence: readonly string[];
  reported?: Decimal | string | null;
  recalculated?: Decimal | string | null;
  /** "info" where it is not given. */
  severity?: Severity;
  cause?: Cause | null;
  suggestion?: string | null;
}

/** A finding's details before its message is chosen. */
export type FindingBase = Omit<FindingDetails, "message">;

/** Puts a finding together; figures become JSON numbers, and the difference is taken where both are numbers. */
export function finding(verdict: Verdict, details: FindingDetails): Finding {
  const reported = details.reported ?? null;
  const exact = details.recalculated ?? null;
  const recalculated = exact instanceof Decimal ? legible(exact) : exact;
  return {
    verdict,
    subject: details.subject,
    reported: figureOf(reported),
    recalculated: figureOf(recalculated),
    difference:
      reported instanceof Decimal && recalculated instanceof Decimal
        ? exactNumber(reported.minus(recalculated))
        : null,
    severity: details.severity ?? "info",
    cause: details.cause ?? null,
    suggestion: details.suggestion ?? null,
    message: { en: tidySpace(details.message.en), zh: tidySpace(details.message.zh) },
    exact: reported instanceof Decimal && exact instanceof Decimal && reported.eq(exact),
    evidence: [...new Set(details.evidence)],
  };
}

function figureOf(figure: Decimal | string | null): number | string | null {
  return figure === null || typeof figure === "string" ? figure : exactNumber(figure);
}

/** The findings, or that there was nothing to find. */
export function orNotApplicable(findings: Finding[]): RuleResult {
  return findings.length === 0 ? "not applicable" : findings;
}
