import { likeness } from "./folded-text.ts";
import { judgeLeaf, type LeafPair, pairLeaves } from "./leaves.ts";

/** A row of the gold and the row it was found in, by their positions; null where one has no counterpart. */
export interface RowPair {
  gold: number | null;
  got: number | null;
}

/** Rows that share less than this part of what the gold lists are not meant for each other. */
const LEAST_LIKENESS = 1 / 3;

/** How much a leaf says about which row is meant; all other leaves count 1. */
const WEIGHTS = new Map([
  ["name", 4],
  ["heading", 4],
  ["title", 2],
  ["measure", 2],
  ["source", 2],
  ["group", 2],
  ["kind", 2],
]);

/** How much of what the gold lists of a row stands in another, 0 to 1; the names weigh most. */
function rowLikeness(gold: object, got: unknown): number {
  let [listed, shared] = [0, 0];
  for (const pair of pairLeaves(gold, got, { field: "", path: "", pointer: null })) {
    if (pair.expected === null) continue;
    const key = pair.field.slice(pair.field.lastIndexOf(".") + 1);
    const weight = WEIGHTS.get(key) ?? 1;
    listed += weight;
    shared += weight * leafLikeness(pair, weight > 1);
  }
  return listed === 0 ? 1 : shared / listed;
}

function leafLikeness(pair: LeafPair, isName: boolean): number {
  if (judgeLeaf(pair) === "right") return 1;
  return isName && typeof pair.expected === "string" && typeof pair.got === "string"
    ? likeness(pair.expected, pair.got)
    : 0;
}

/**
 * Pairs the rows of a gold with the rows that were read, both in printed order, so that as much as possible agrees.
 * A row that is missing, or that is there beyond the gold's, does not shift those after it.
 */
export function alignInOrder(gold: readonly object[], got: readonly unknown[]): RowPair[] {
  const scores = gold.map((row) => got.map((other) => pairScore(row, other)));
  // best[i][j]: the most that the rows from i and from j on can agree
  const best = Array.from({ length: gold.length + 1 }, () => Array.from({ length: got.length + 1 }, () => 0));
  const at = (i: number, j: number): number => best[i]?.[j] ?? 0;
  const together = (i: number, j: number): number => {
    const score = scores[i]?.[j] ?? 0;
    return score === 0 ? -1 : score + at(i + 1, j + 1);
  };
  for (let i = gold.length - 1; i >= 0; i--) {
    for (let j = got.length - 1; j >= 0; j--) {
      const line = best[i];
      if (line !== undefined) line[j] = Math.max(together(i, j), at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: RowPair[] = [];
  let [i, j] = [0, 0];
  while (i < gold.length || j < got.length) {
    if (i < gold.length && j < got.length && together(i, j) === at(i, j)) pairs.push({ gold: i++, got: j++ });
    else if (i < gold.length && (j >= got.length || at(i + 1, j) === at(i, j)))
      pairs.push({ gold: i++, got: null });
    else pairs.push({ gold: null, got: j++ });
  }
  return pairs;
}

/** Pairs each row of a gold with the row most like it, in any order. */
export function alignInAnyOrder(gold: readonly object[], got: readonly unknown[]): RowPair[] {
  const candidates = gold
    .flatMap((row, i) => got.map((other, j) => ({ i, j, score: pairScore(row, other) })))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score || a.i - b.i || a.j - b.j);
  const byGold = new Map<number, number>();
  const taken = new Set<number>();
  for (const { i, j } of candidates) {
    if (byGold.has(i) || taken.has(j)) continue;
    byGold.set(i, j);
    taken.add(j);
  }
  return [
    ...gold.map((_, i) => ({ gold: i, got: byGold.get(i) ?? null })),
    ...got.flatMap((_, j) => (taken.has(j) ? [] : [{ gold: null, got: j }])),
  ];
}

function pairScore(gold: object, got: unknown): number {
  const score = rowLikeness(gold, got);
  return score < LEAST_LIKENESS ? 0 : score;
}
