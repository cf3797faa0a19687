import type { HtmlCell } from "../html/collect-content.ts";
import type { RowCell } from "./row-cells.ts";

export interface WordRow {
  /** The lines of each cell. */
  texts: string[][];
  /** What the row's mark says of them; null where it says nothing. */
  cells: RowCell[] | null;
}

/** Sides that stand so near, in twentieths of a point, are one wall: Word moves them by a little when it lays out a row. */
const NEAR = 30;

/** A table of rows whose cells know their sides, as rows whose cells know their spans. */
export function buildTable(rows: readonly WordRow[]): HtmlCell[][] {
  const walls = wallsOf(rows);
  /** Per column, the cell that the one below may go on from. */
  const above = new Map<number, HtmlCell>();
  return rows.map(({ texts, cells }) => {
    const line: HtmlCell[] = [];
    const sides = sidesOf(texts.length, cells, walls);
    let last: HtmlCell | null = null;
    for (const [index, content] of texts.entries()) {
      const { from, to, mergedAcross, mergedDown } = sides[index] as CellSides;
      if (mergedAcross && last !== null) {
        last.columnSpan += to - from;
        last.content.push(...content);
        continue;
      }
      const upper = mergedDown ? above.get(from) : undefined;
      if (upper !== undefined) {
        upper.rowSpan += 1;
        upper.content.push(...content.filter((text) => text.trim() !== ""));
        last = null;
        continue;
      }
      const cell: HtmlCell = { rowSpan: 1, columnSpan: Math.max(1, to - from), content: [...content] };
      above.set(from, cell);
      line.push(cell);
      last = cell;
    }
    return line;
  });
}

interface CellSides {
  from: number;
  to: number;
  mergedAcross: boolean;
  mergedDown: boolean;
}

/** Columns by the walls; where a row says nothing, its cells stand in the columns one after another. */
function sidesOf(count: number, cells: RowCell[] | null, walls: readonly number[]): CellSides[] {
  return Array.from({ length: count }, (_, index) => {
    const cell = cells?.[index];
    if (cell === undefined) return { from: index, to: index + 1, mergedAcross: false, mergedDown: false };
    return { ...cell, from: wallAt(walls, cell.left), to: wallAt(walls, cell.right) };
  });
}

function wallsOf(rows: readonly WordRow[]): number[] {
  const sides = new Set(
    rows.flatMap(({ cells }) => (cells ?? []).flatMap(({ left, right }) => [left, right])),
  );
  const walls: number[] = [];
  for (const side of [...sides].toSorted((one, other) => one - other))
    if (walls.length === 0 || side - (walls.at(-1) ?? 0) > NEAR) walls.push(side);
  return walls;
}

/** The number of the wall at this side: the last one that does not stand behind it. */
function wallAt(walls: readonly number[], side: number): number {
  let low = 0;
  let high = walls.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((walls[middle] ?? 0) <= side) low = middle;
    else high = middle - 1;
  }
  return low;
}
