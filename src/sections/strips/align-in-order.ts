/** What each step of an alignment costs; the cheapest alignment is taken. */
export interface AlignmentCosts<Item, Place> {
  /** An item without a place, told how many places lie before it. */
  skipItem: (before: number) => number;
  /** A place without an item. */
  skipPlace: number;
  /** An item at a place; Infinity where it cannot stand there. */
  cost: (item: Item, place: Place) => number;
}

/** Puts items on places with both kept in their order: for each item the index of its place, or null. */
export function alignInOrder<Item, Place>(
  items: readonly Item[],
  places: readonly Place[],
  { skipItem, skipPlace, cost }: AlignmentCosts<Item, Place>,
): (number | null)[] {
  const n = items.length;
  const m = places.length;
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
      if (j < m) offer(i * width + j + 1, value + skipPlace, 1);
      if (i < n) offer((i + 1) * width + j, value + skipItem(j), 2);
      if (i < n && j < m)
        offer((i + 1) * width + j + 1, value + cost(items[i] as Item, places[j] as Place), 3);
    }
  }
  const placed: (number | null)[] = Array.from({ length: n }, () => null);
  for (let i = n, j = m; i > 0 || j > 0;) {
    const kind = move[i * width + j];
    if (kind === 3) placed[i - 1] = j - 1;
    if (kind !== 2) j -= 1;
    if (kind !== 1) i -= 1;
  }
  return placed;
}
