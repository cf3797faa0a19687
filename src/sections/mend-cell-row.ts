import type { Row } from "../model/layout.ts";
import type { Header } from "./align-row.ts";

/** Confidence of rows put together or parted by their number of cells alone: too little for sums to make up for. */
const MENDED_CONFIDENCE = 0.4;

/** Rows below a header that are looked at to learn how many cells a row has. */
const LOOK_AHEAD = 12;
const LEAST_ALIKE = 2;

/**
 * Where every cell stands on its own line, a header cell that spans two columns is one line and the rows below have one
 * cell more. Their number tells the true width; spanning cells are the leading ones (一级指标 over the caption of the
 * table), so the other columns move right.
 */
export function widenHeader<Column>(header: Header<Column>, below: Row[]): Header<Column> {
  if (header.glued === true) return header;
  const counts = new Map<number, number>();
  for (const { cells } of below.slice(0, LOOK_AHEAD))
    counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  const [width = 0, alike = 0] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
  const wider = width - header.width;
  if (alike < LEAST_ALIKE || wider < 1 || wider > 2) return header;
  const columns = header.columns.map(({ column, at }) => ({ column, at: at === 0 ? 0 : at + wider }));
  return { ...header, columns, width };
}

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
      confidence: Math.min(cell.confidence, MENDED_CONFIDENCE),
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
    confidence: Math.min(cell.confidence, MENDED_CONFIDENCE),
  }));
  return { row: { ...row, table: row.table ?? 0, cells: doubted }, rows: next - index };
}
