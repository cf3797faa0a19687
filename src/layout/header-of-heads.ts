import type { Ruling } from "../model/layout.ts";
import type { GridCell } from "./grid.ts";
import type { Segment } from "./segment-lines.ts";
import type { Strip } from "./strips.ts";

/** Lines of one header are not further apart than this share of the type size. */
const HEADER_LINES = 0.9;

/** A text of a header with the columns it heads. */
export interface Head {
  first: number;
  last: number;
  top: number;
  bottom: number;
  size: number;
  words: Segment["words"];
  /** The row of the header it stands in. */
  level: number;
}

/** The cells of a header; their rows count from 0. `walls` are the places between its rows. */
export interface Header {
  rows: number;
  walls: number[];
  cells: (Pick<GridCell, "row" | "column" | "rowSpan" | "columnSpan"> & { words: Segment["words"] })[];
}

/** The rows and cells of a header whose texts have their columns: texts of several lines made one, blanks filled in. */
export function headerOfHeads(
  placed: readonly Head[],
  columns: number,
  lines: readonly Strip[],
  rules: readonly Ruling[],
): Header {
  const heads = joinWraps(placed, rules);
  setLevels(heads);
  return cellsOf(heads, columns, lines);
}

/** Texts below one another over the same columns, without a rule between them, made one. */
function joinWraps(heads: readonly Head[], rules: readonly Ruling[]): Head[] {
  const joined: Head[] = [];
  for (const head of heads.toSorted((a, b) => a.top - b.top || a.first - b.first)) {
    const upper = joined.findLast((other) => other.last >= head.first && other.first <= head.last);
    const same = upper?.first === head.first && upper.last === head.last;
    const parted =
      upper !== undefined &&
      rules.some(
        ({ at, from, to }) =>
          at > (upper.top + upper.bottom) / 2 &&
          at < (head.top + head.bottom) / 2 &&
          from < (head.words[0]?.box[2] ?? 0) &&
          to > (head.words[0]?.box[0] ?? 0),
      );
    if (upper !== undefined && same && !parted && head.top - upper.bottom <= head.size * HEADER_LINES) {
      upper.words = [...upper.words, ...head.words];
      upper.bottom = Math.max(upper.bottom, head.bottom);
    } else joined.push({ ...head });
  }
  return joined;
}

function setLevels(heads: readonly Head[]): void {
  heads.forEach((head, index) => {
    const above = heads
      .slice(0, index)
      .filter((other) => other.last >= head.first && other.first <= head.last);
    head.level = Math.max(0, ...above.map((other) => other.level + 1));
  });
}

function cellsOf(heads: readonly Head[], columns: number, lines: readonly Strip[]): Header {
  const rows = Math.max(0, ...heads.map(({ level }) => level)) + 1;
  const owner = new Map<string, true>();
  const cells: Header["cells"] = [];
  const take = (
    row: number,
    column: number,
    rowSpan: number,
    columnSpan: number,
    words: Segment["words"],
  ) => {
    for (let down = row; down < row + rowSpan; down += 1)
      for (let right = column; right < column + columnSpan; right += 1)
        owner.set(`${String(down)} ${String(right)}`, true);
    cells.push({ row, column, rowSpan, columnSpan, words });
  };
  for (const { first, last, level, words } of heads) {
    const lower = heads.filter((other) => other.level > level && other.last >= first && other.first <= last);
    const end = Math.min(rows, ...lower.map((other) => other.level));
    take(level, first, end - level, last - first + 1, words);
  }
  for (let column = 0; column < columns; column += 1) {
    for (let row = 0; row < rows; row += 1) {
      if (owner.has(`${String(row)} ${String(column)}`)) continue;
      let rowSpan = 1;
      while (row + rowSpan < rows && !owner.has(`${String(row + rowSpan)} ${String(column)}`)) rowSpan += 1;
      take(row, column, rowSpan, 1, []);
    }
  }
  return {
    rows,
    walls: wallsOf(heads, rows, lines),
    cells: cells.toSorted((a, b) => a.row - b.row || a.column - b.column),
  };
}

/** The places between the rows of a header. */
function wallsOf(heads: readonly Head[], rows: number, lines: readonly Strip[]): number[] {
  const walls: number[] = [];
  let last = lines[0]?.top ?? 0;
  for (let row = 1; row < rows; row += 1) {
    const above = Math.max(
      last,
      ...heads
        .filter(
          ({ level }) =>
            level === row - 1 && heads.some((other) => other.level === row && level < other.level),
        )
        .map(({ bottom }) => bottom),
    );
    const below = Math.min(...heads.filter(({ level }) => level === row).map(({ top }) => top));
    const wall = Math.max(last, (Math.min(above, below + 1) + below) / 2);
    walls.push(wall);
    last = wall;
  }
  return walls;
}
