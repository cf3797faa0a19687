import { lookAlikeDistance } from "../../values/similarity.ts";

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
  const n = fragments.length;
  const m = canonical.length;
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
      if (j < m) offer(i * width + j + 1, value + SKIP_CANONICAL, 1);
      if (i < n) offer((i + 1) * width + j, value + SKIP_FRAGMENT, 2);
      if (i < n && j < m)
        offer((i + 1) * width + j + 1, value + cost(fragments[i] as F, canonical[j] as C), 3);
    }
  }
  const rows: (number | null)[] = Array.from({ length: n }, () => null);
  for (let i = n, j = m; i > 0 || j > 0;) {
    const kind = move[i * width + j];
    if (kind === 3) rows[i - 1] = j - 1;
    if (kind !== 2) j -= 1;
    if (kind !== 1) i -= 1;
  }
  return rows;
}

/** How badly a piece fits as the beginning (`head`) or the end (`tail`) of a whole label: 0 exactly, 1 not at all. */
export function pieceCost(piece: string, whole: string, side: "head" | "tail"): number {
  if (piece === "") return 0.5;
  const length = Math.min(piece.length, whole.length);
  const part = side === "head" ? whole.slice(0, length) : whole.slice(whole.length - length);
  return Math.min(1, lookAlikeDistance(piece, part) / length);
}
