import type { ParsedForm } from "../model/parsed-form.ts";
import type { Record } from "../model/record.ts";
import { viewForm } from "./checked-form.ts";
import { measureCoverage } from "./coverage.ts";
import { withdrawDoubtful } from "./doubt.ts";
import { settleReadings, type SettledCheck } from "./guards.ts";
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
  const findings: SettledCheck[] = [];
  let notApplicable = 0;
  for (const rule of RULES) {
    const result = rule.check(view);
    if (result === "not applicable") notApplicable += 1;
    else {
      for (const found of result) {
        const { exact, ...check } = withdrawDoubtful(view.record, found);
        findings.push({ check: { rule: rule.id, ...check }, exact });
      }
    }
  }
  const record = settleReadings(view.record, findings, view.scoring.circular);
  const checks = findings.map(({ check }) => check);
  return { ...record, checks, coverage: measureCoverage(record, checks, notApplicable) };
}
