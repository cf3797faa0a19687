import { decimalOf, type Decimal } from "../model/decimal.ts";
import { isUndone } from "./achievement.ts";
import type { CheckedForm } from "./checked-form.ts";
import { groupKey, weightOf, wordsOf, type ScoredRow } from "./scored-rows.ts";

/** A group of the scoring table with full marks whose indicators stand partly at nothing done. */
export interface UndoneGroup {
  group: ScoredRow;
  score: Decimal;
  weight: Decimal;
  indicators: { name: string; evidence: string[] }[];
}

/** Categories that the scoring table and the indicator table of one form name differently. */
const SAME_CATEGORY = new Map([
  ["效果", "效益"],
  ["项目产出", "产出"],
  ["项目效果", "效益"],
  ["项目效益", "效益"],
]);

/**
 * Groups with full marks in a form whose indicators carry no points of their own: the points of 产出指标 stand in the group
 * 产出 of the scoring table.
 */
export function findUndoneGroups(form: CheckedForm): UndoneGroup[] {
  return form.sheet.groups.flatMap(({ line }) => {
    const [weight, score] = [weightOf(line), line.score?.value ?? null];
    if (weight === null || score === null || line.score?.origin === "inferred") return [];
    const points = decimalOf(score);
    const indicators = points.eq(weight) ? undoneIn(form, line.group) : [];
    return indicators.length === 0 ? [] : [{ group: line, score: points, weight, indicators }];
  });
}

/** A completion whose row was chosen by its own content counts only beside an actual value of 0. */
function undoneIn({ record, scoring }: CheckedForm, group: string | null): UndoneGroup["indicators"] {
  const category = categoryOf(group ?? "");
  return record.indicators.flatMap((indicator, index) => {
    const pointer = `/indicators/${index}`;
    const chosen = scoring.circular.includes(`${pointer}/completion`);
    const undone = isUndone(indicator) && (!chosen || indicator.actual?.value?.number === 0);
    if (!undone || categoryOf(groupKey(wordsOf(indicator.level1))) !== category) return [];
    const evidence = (["target", "actual", "completion"] as const)
      .filter((field) => indicator[field] !== null)
      .map((field) => `${pointer}/${field}`);
    return [{ name: wordsOf(indicator.name) || pointer, evidence }];
  });
}

function categoryOf(key: string): string {
  return SAME_CATEGORY.get(key) ?? key;
}
