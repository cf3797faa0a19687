import { Failure } from "../../model/failure.ts";
import type { HtmlCell } from "./collect-content.ts";

export interface PlacedCell {
  row: number;
  column: number;
  rowSpan: number;
  columnSpan: number;
  cell: HtmlCell;
}

export interface PlacedTable {
  rows: number;
  columns: number;
  cells: PlacedCell[];
}

/** Places in one table; more than any form or statistic has, and what fits into memory. */
const MOST_PLACES = 2_000_000;

/**
 * Puts cells in their rows and columns as a browser does: each at the first column that no cell above reaches down to.
 * Spans end where the table ends; a cell alone in its row makes no columns that no other row has. Throws a Failure
 * `too-large` where the spans make a table of millions of places.
 */
export function placeCells(rows: readonly HtmlCell[][]): PlacedTable {
  /** Per column, the first row that no cell above reaches. */
  const free: number[] = [];
  const cells: PlacedCell[] = [];
  let columns = 0;
  let places = 0;
  for (const [row, line] of rows.entries()) {
    let column = 0;
    for (const cell of line) {
      const from = column;
      while ((free[column] ?? 0) > row) column += 1;
      const rowSpan = Math.min(cell.rowSpan, rows.length - row);
      let columnSpan = 1;
      while (columnSpan < cell.columnSpan && (free[column + columnSpan] ?? 0) <= row) columnSpan += 1;
      places += column - from + columnSpan;
      if (places > MOST_PLACES) throw tooWide();
      while (free.length < column + columnSpan) free.push(0);
      free.fill(row + rowSpan, column, column + columnSpan);
      cells.push({ row, column, rowSpan, columnSpan, cell });
      const alone = line.length === 1 && cell.columnSpan > 1;
      columns = Math.max(columns, alone ? column + 1 : column + columnSpan);
      column += columnSpan;
    }
  }
  if (columns * rows.length > MOST_PLACES) throw tooWide();
  for (const placed of cells)
    placed.columnSpan = Math.max(1, Math.min(placed.columnSpan, columns - placed.column));
  return { rows: rows.length, columns, cells };
}

function tooWide(): Failure {
  return new Failure(
    "too-large",
    `表格超过 ${String(MOST_PLACES)} 个单元格，请拆分文件。A table has more than ${String(MOST_PLACES)} cells; split the file.`,
  );
}
