import type { Ruling } from "../model/layout.ts";

/** Breaks up to so many times the tolerance do not part a line. */
const BREAK = 2.5;

/** Lines that belong to one drawing. */
export interface Lines {
  horizontal: Ruling[];
  vertical: Ruling[];
}

/** Groups of lines that cross or touch one another, each line in one of them. */
export function groupCrossing(rulings: readonly Ruling[], tolerance: number): Lines[] {
  const horizontal = rulings.filter(({ orientation }) => orientation === "horizontal");
  const vertical = rulings
    .filter(({ orientation }) => orientation === "vertical")
    .toSorted((a, b) => a.at - b.at);
  const groups = new Groups(horizontal.length + vertical.length);
  horizontal.forEach((level, index) => {
    for (let other = firstAtLeast(vertical, level.from - tolerance); other < vertical.length; other += 1) {
      const upright = vertical[other] as Ruling;
      if (upright.at > level.to + tolerance) break;
      if (upright.from - tolerance <= level.at && upright.to + tolerance >= level.at)
        groups.unite(index, horizontal.length + other);
    }
  });
  const all = [...horizontal, ...vertical];
  uniteBroken(all, groups, tolerance);
  const lines = new Map<number, Lines>();
  all.forEach((ruling, index) => {
    const group = groups.find(index);
    const own = lines.get(group) ?? { horizontal: [], vertical: [] };
    own[ruling.orientation].push(ruling);
    lines.set(group, own);
  });
  return [...lines.values()];
}

/** Pieces of a broken line belong together, though the piece between them is missing. */
function uniteBroken(rulings: readonly Ruling[], groups: Groups, tolerance: number): void {
  const order = rulings
    .map((ruling, index) => ({ ruling, index }))
    .toSorted((a, b) => a.ruling.from - b.ruling.from);
  const ends = new Map<string, { ruling: Ruling; index: number }>();
  for (const { ruling, index } of order) {
    const track = Math.round(ruling.at / tolerance);
    for (const near of [track - 1, track, track + 1]) {
      const before = ends.get(`${ruling.orientation}${String(near)}`);
      if (
        before !== undefined &&
        Math.abs(before.ruling.at - ruling.at) <= tolerance &&
        ruling.from - before.ruling.to <= tolerance * BREAK
      )
        groups.unite(before.index, index);
    }
    ends.set(`${ruling.orientation}${String(track)}`, { ruling, index });
  }
}

function firstAtLeast(sorted: readonly Ruling[], place: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as Ruling).at >= place) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Disjoint sets of numbers. */
class Groups {
  readonly #parents: number[];

  constructor(size: number) {
    this.#parents = Array.from({ length: size }, (_, index) => index);
  }

  find(index: number): number {
    let root = index;
    while (this.#parents[root] !== root) root = this.#parents[root] as number;
    for (let at = index; at !== root;) {
      const next = this.#parents[at] as number;
      this.#parents[at] = root;
      at = next;
    }
    return root;
  }

  unite(a: number, b: number): void {
    this.#parents[this.find(a)] = this.find(b);
  }
}
