import type { Cell, Row } from "../model/layout.ts";
import type { Header } from "./align-row.ts";

/** Confidence of rows put together or parted by their number of cells alone: too little for sums to make up for. */
const MENDED_CONFIDENCE = 0.5;

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
  const whole = [...counts].filter(([count]) => count >= header.width);
  const [width = 0, alike = 0] = whole.sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [];
  const wider = width - header.width;
  if (alike < LEAST_ALIKE || wider < 1 || wider > 2) return header;
  const columns = header.columns.map(({ column, at }) => ({ column, at: at === 0 ? 0 : at + wider }));
  const foreign = new Set([...(header.foreign ?? [])].map((at) => (at === 0 ? 0 : at + wider)));
  return { ...header, columns, width, foreign };
}

/** Rows that a lost blank line ran together, parted again where they have just the cells of several rows. */
export function partCellRow(row: Row, width: number | null): Row[] {
  const count = row.cells.length;
  if (width === null || count <= width || count % width !== 0) return [row];
  return Array.from({ length: count / width }, (_, part) => ({
    ...row,
    gap: part === 0 && row.gap,
    cells: row.cells
      .slice(part * width, (part + 1) * width)
      .map((cell, column) => ({ ...doubt(cell), column })),
  }));
}

/**
 * Where every cell stands on its own line, a stray blank line cuts a row in two. Pieces that together have just the cells
 * of the header are one row again. A row of another number of cells that cannot be mended is taken as it is. Nothing in
 * either is sure: there are no tabs to say where a cell belongs.
 */
export function mendCellRow(rows: Row[], index: number, width: number | null): { row: Row; rows: number } {
  const row = rows[index] as Row;
  if (width === null || row.cells.length === width) return { row, rows: 1 };
  const cells = [...row.cells];
  let next = index + 1;
  while (cells.length < width && next < rows.length) {
    cells.push(...(rows[next]?.cells ?? []));
    next += 1;
  }
  if (cells.length !== width) return { row: { ...row, cells: row.cells.map(doubt) }, rows: 1 };
  return {
    row: { ...row, table: row.table ?? 0, cells: cells.map((cell, column) => ({ ...doubt(cell), column })) },
    rows: next - index,
  };
}

function doubt(cell: Cell): Cell {
  return { ...cell, confidence: Math.min(cell.confidence, MENDED_CONFIDENCE) };
}
