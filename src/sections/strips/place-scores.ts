import type { Decimal } from "../../model/decimal.ts";

/** Losing scores at the top or the bottom of a strip is common, within it rare; a score too many is rarer still. */
const LOST_AT_EDGE = 0.2;
const LOST_WITHIN = 2;
const SURPLUS = 4;

/**
 * Puts the scores of a strip on the rows of a scoring table, in order: for each row the index of its score, or null. A
 * score goes to no row with fewer points, the only thing about its size that is used; a score printed as large as a whole
 * group's points goes to no item because of that. Sums are never looked at.
 */
export function placeScores(
  scores: Decimal[],
  weights: (Decimal | null)[],
  kinds: ("group" | "item" | "total")[],
): { at: (number | null)[] } {
  const n = weights.length;
  const m = scores.length;
  const width = m + 1;
  const best = new Float64Array((n + 1) * width).fill(Infinity);
  const move = new Uint8Array((n + 1) * width);
  best[0] = 0;
  const offer = (cell: number, value: number, kind: number) => {
    if (value < (best[cell] ?? Infinity)) {
      best[cell] = value;
      move[cell] = kind;
    }
  };
  for (let i = 0; i <= n; i += 1) {
    for (let j = 0; j <= m; j += 1) {
      const value = best[i * width + j] ?? Infinity;
      if (value === Infinity) continue;
      if (i < n) offer((i + 1) * width + j, value + (j === 0 || j === m ? LOST_AT_EDGE : LOST_WITHIN), 1);
      if (j < m) offer(i * width + j + 1, value + SURPLUS, 2);
      const score = scores[j];
      const weight = weights[i];
      if (i < n && score !== undefined && weight !== undefined && weight !== null && !score.gt(weight)) {
        offer((i + 1) * width + j + 1, value + misfit(score, weight, kinds[i] ?? "item"), 3);
      }
    }
  }
  const at: (number | null)[] = weights.map(() => null);
  for (let i = n, j = m; i > 0 || j > 0;) {
    const kind = move[i * width + j];
    if (kind === 3) at[i - 1] = j - 1;
    if (kind !== 2) i -= 1;
    if (kind !== 1) j -= 1;
  }
  return { at };
}

/** A group or a total with next to none of its points is less likely than an item of that size. */
function misfit(score: Decimal, weight: Decimal, kind: "group" | "item" | "total"): number {
  if (weight.eq("0")) return 0;
  const share = Number(score.div(weight).toFixed(3));
  return (1 - share) * (kind === "item" ? 1 : 3);
}
