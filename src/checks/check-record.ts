import type { Check } from "../model/check.ts";
import type { ParsedForm } from "../model/parsed-form.ts";
import type { Record } from "../model/record.ts";
import { viewForm } from "./checked-form.ts";
import { measureCoverage } from "./coverage.ts";
import { withdrawDoubtful } from "./doubt.ts";
import { settleReadings } from "./guards.ts";
import { inferScores } from "./infer.ts";
import { RULES } from "./rules/index.ts";

/**
 * Recalculates a form: infers what follows with certainty, applies every rule, and says of each reading what vouches for
 * it. Pure: the form given is not changed, and the same form gives the same record. Values that are not printed are
 * marked `inferred`; a printed value is never changed.
 */
export function checkRecord(form: ParsedForm): Record {
  const inferred = inferScores(form);
  const view = viewForm(inferred.form, inferred.inferences);
  const checks: Check[] = [];
  let notApplicable = 0;
  for (const rule of RULES) {
    const result = rule.check(view);
    if (result === "not applicable") notApplicable += 1;
    else for (const found of result) checks.push({ rule: rule.id, ...withdrawDoubtful(view.record, found) });
  }
  const record = settleReadings(view.record, checks, view.scoring.circular);
  return { ...record, checks, coverage: measureCoverage(record, checks, notApplicable) };
}
