import type { Row } from "../model/layout.ts";
import { SHIFTED_CONFIDENCE } from "./align-row.ts";

/** Rows that a lost blank line ran together, parted again where they have just the cells of several rows. */
export function partCellRow(row: Row, width: number | null): Row[] {
  const count = row.cells.length;
  if (width === null || count <= width || count % width !== 0) return [row];
  return Array.from({ length: count / width }, (_, part) => ({
    ...row,
    gap: part === 0 && row.gap,
    cells: row.cells.slice(part * width, (part + 1) * width).map((cell, column) => ({
      ...cell,
      column,
      confidence: Math.min(cell.confidence, SHIFTED_CONFIDENCE),
    })),
  }));
}

/**
 * Where every cell stands on its own line, a stray blank line cuts a row in two. Pieces that together have just the cells
 * of the header are one row again; nothing in it is sure. Gives the row as it is where it needs no mending.
 */
export function mendCellRow(rows: Row[], index: number, width: number | null): { row: Row; rows: number } {
  const row = rows[index] as Row;
  if (width === null || row.cells.length >= width) return { row, rows: 1 };
  const cells = [...row.cells];
  let next = index + 1;
  while (cells.length < width && next < rows.length) {
    cells.push(...(rows[next]?.cells ?? []));
    next += 1;
  }
  if (cells.length !== width || next === index + 1) return { row, rows: 1 };
  const doubted = cells.map((cell, column) => ({
    ...cell,
    column,
    confidence: Math.min(cell.confidence, SHIFTED_CONFIDENCE),
  }));
  return { row: { ...row, table: row.table ?? 0, cells: doubted }, rows: next - index };
}
