import type { TrueCell, TrueTable } from "./model.ts";

/** A table as an extractor gives it. Extractors that know no merged cells give 1 for all spans. */
export type FoundTable = TrueTable;

/** Right, found and true items; precision is right/found, recall right/true. */
export interface Count {
  right: number;
  found: number;
  true: number;
}

/** How well the tables of a document were found. */
export interface Score {
  /** Tables whose words are mostly those of a true table. */
  tables: Count;
  /** Pairs of neighbouring cells that are not blank, as in the ICDAR 2013 competition. */
  relations: Count;
  /** Cells with their row, column, spans and text. */
  cells: Count;
}

/** Found and true tables are the same where they have this share of all their words in common. */
const SAME_WORDS = 0.7;

/** Blanks, and dots that lead to figures, are not looked at. */
function plain(text: string): string {
  return text
    .replaceAll(/(?:\.\s?){3,}|…+/gu, "")
    .replaceAll(/\s+/gu, "")
    .normalize("NFKC")
    .replaceAll(/[−‐‑]/gu, "-")
    .replaceAll("EUR", "€");
}

/** The words of a table, each Chinese character for itself. */
function wordsOf(cells: readonly TrueCell[]): string[] {
  return cells.flatMap(({ text }) =>
    text
      .replaceAll(/(?:\.\s?){3,}/gu, " ")
      .normalize("NFKC")
      .replaceAll(/\p{Script=Han}/gu, " $& ")
      .split(/\s+/u)
      .filter((word) => word !== ""),
  );
}

function common(one: readonly string[], other: readonly string[]): number {
  const left = new Map<string, number>();
  for (const item of one) left.set(item, (left.get(item) ?? 0) + 1);
  let count = 0;
  for (const item of other) {
    const rest = left.get(item) ?? 0;
    if (rest === 0) continue;
    left.set(item, rest - 1);
    count += 1;
  }
  return count;
}

/** Pairs of found and true tables that are the same, best first; each table in one pair at most. */
function pairTables(found: readonly FoundTable[], wanted: readonly TrueTable[]): [FoundTable, TrueTable][] {
  const words = new Map([...found, ...wanted].map((table) => [table, wordsOf(table.cells)]));
  const candidates = found.flatMap((one) =>
    wanted.flatMap((other) => {
      if (one.page !== other.page) return [];
      const [a, b] = [words.get(one) ?? [], words.get(other) ?? []];
      const shared = common(a, b);
      return [{ one, other, share: shared / Math.max(1, a.length + b.length - shared) }];
    }),
  );
  const pairs: [FoundTable, TrueTable][] = [];
  const taken = new Set<TrueTable>();
  for (const { one, other, share } of candidates.toSorted((a, b) => b.share - a.share)) {
    if (share < SAME_WORDS || taken.has(one) || taken.has(other)) continue;
    taken.add(one).add(other);
    pairs.push([one, other]);
  }
  return pairs;
}

/** Neighbours of a table: each cell with the next one that is not blank to its right and below it. */
function relationsOf(cells: readonly TrueCell[]): string[] {
  const owner = new Map<string, TrueCell>();
  let [rows, columns] = [0, 0];
  for (const cell of cells) {
    if (plain(cell.text) === "") continue;
    for (let row = cell.row; row < cell.row + cell.rowspan; row += 1)
      for (let column = cell.column; column < cell.column + cell.colspan; column += 1)
        owner.set(`${String(row)},${String(column)}`, cell);
    rows = Math.max(rows, cell.row + cell.rowspan);
    columns = Math.max(columns, cell.column + cell.colspan);
  }
  const seen = new Map<TrueCell, Set<TrueCell>>();
  const relations: string[] = [];
  const follow = (places: readonly string[], direction: string) => {
    let last: TrueCell | undefined;
    for (const place of places) {
      const cell = owner.get(place);
      if (cell === undefined || cell === last) continue;
      if (last !== undefined) {
        const known = seen.get(last) ?? new Set();
        seen.set(last, known);
        if (!known.has(cell)) relations.push(`${direction} ${plain(last.text)}\t${plain(cell.text)}`);
        known.add(cell);
      }
      last = cell;
    }
  };
  for (let row = 0; row < rows; row += 1)
    follow(
      Array.from({ length: columns }, (_, column) => `${String(row)},${String(column)}`),
      "right",
    );
  for (let column = 0; column < columns; column += 1)
    follow(
      Array.from({ length: rows }, (_, row) => `${String(row)},${String(column)}`),
      "below",
    );
  return relations;
}

function keysOf(cells: readonly TrueCell[]): string[] {
  return cells
    .filter(({ text }) => plain(text) !== "")
    .map(
      ({ row, column, rowspan, colspan, text }) =>
        `${String(row)} ${String(column)} ${String(rowspan)} ${String(colspan)} ${plain(text)}`,
    );
}

export function scoreDocument(found: readonly FoundTable[], wanted: readonly TrueTable[]): Score {
  const pairs = pairTables(found, wanted);
  const count = (itemsOf: (cells: readonly TrueCell[]) => string[]): Count => {
    const of = (tables: readonly TrueTable[]) =>
      tables.reduce((sum, { cells }) => sum + itemsOf(cells).length, 0);
    const right = pairs.reduce(
      (sum, [one, other]) => sum + common(itemsOf(one.cells), itemsOf(other.cells)),
      0,
    );
    return { right, found: of(found), true: of(wanted) };
  };
  return {
    tables: { right: pairs.length, found: found.length, true: wanted.length },
    relations: count(relationsOf),
    cells: count(keysOf),
  };
}

export function addScores(scores: readonly Score[]): Score {
  const add = (part: keyof Score): Count => ({
    right: scores.reduce((sum, score) => sum + score[part].right, 0),
    found: scores.reduce((sum, score) => sum + score[part].found, 0),
    true: scores.reduce((sum, score) => sum + score[part].true, 0),
  });
  return { tables: add("tables"), relations: add("relations"), cells: add("cells") };
}

/** The harmonic mean of precision and recall; 1 where there was nothing to find and nothing was found. */
export function f1({ right, found, true: wanted }: Count): number {
  return found + wanted === 0 ? 1 : (2 * right) / (found + wanted);
}
