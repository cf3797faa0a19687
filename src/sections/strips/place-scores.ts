import type { Decimal } from "../../model/decimal.ts";
import { alignInOrder } from "./align-in-order.ts";

/** Losing scores at the top or the bottom of a strip is common, within it rare; a score too many is rarer still. */
const LOST_AT_EDGE = 0.2;
const LOST_WITHIN = 2;
const SURPLUS = 4;

/** A row of a scoring table; its points where they could be read. */
export interface PointedRow {
  weight: Decimal | null;
  kind: "group" | "item" | "total";
}

/**
 * Puts the scores of a strip on the rows of a scoring table, in order: for each row the index of its score, or null. A
 * score goes to no row with fewer points, the only thing about its size that is used; a score printed as large as a whole
 * group's points goes to no item because of that. Sums are never looked at.
 */
export function placeScores(scores: readonly Decimal[], rows: readonly PointedRow[]): (number | null)[] {
  return alignInOrder(rows, scores, {
    skipItem: (before) => (before === 0 || before === scores.length ? LOST_AT_EDGE : LOST_WITHIN),
    skipPlace: SURPLUS,
    cost: ({ weight, kind }, score) =>
      weight === null || score.gt(weight) ? Infinity : misfit(score, weight, kind),
  });
}

/** A group or a total with next to none of its points is less likely than an item of that size. */
function misfit(score: Decimal, weight: Decimal, kind: PointedRow["kind"]): number {
  if (weight.eq("0")) return 0;
  const share = Number(score.div(weight).toFixed(3));
  return (1 - share) * (kind === "item" ? 1 : 3);
}
