import { lookAlikeDistance } from "../../values/similarity.ts";
import { alignInOrder } from "./align-in-order.ts";

const SKIP_CANONICAL = 0.7;
const SKIP_FRAGMENT = 2.5;

/**
 * Puts fragments, in order, on the rows that a form always prints: for each fragment the index of its row, or null.
 * `cost` says how badly a fragment fits a row, 0 for perfectly.
 */
export function alignFragments<F, C>(
  fragments: F[],
  canonical: C[],
  cost: (fragment: F, row: C) => number,
): (number | null)[] {
  return alignInOrder(fragments, canonical, {
    skipItem: () => SKIP_FRAGMENT,
    skipPlace: SKIP_CANONICAL,
    cost,
  });
}

/** How badly a piece fits as the beginning (`head`) or the end (`tail`) of a whole label: 0 exactly, 1 not at all. */
export function pieceCost(piece: string, whole: string, side: "head" | "tail"): number {
  if (piece === "") return 0.5;
  const length = Math.min(piece.length, whole.length);
  const part = side === "head" ? whole.slice(0, length) : whole.slice(whole.length - length);
  return Math.min(1, lookAlikeDistance(piece, part) / length);
}
