import { gatherRows } from "./gather-rows.ts";
import { type Grid, type GridCell, isBlank, wordsOfCell } from "./grid.ts";
import { linesOfWords, textOfLine } from "./lines-of-words.ts";
import { bandsOf } from "./segment-lines.ts";
import { isFigure } from "./tell-figures.ts";

/** So many figures below one another in one cell are as many rows. */
const FEWEST_ROWS = 3;

/** The part of the lines of a row beside which a label must stand. */
const LABELLED = 0.8;

/**
 * Rows between which no walls are drawn: one box holds a column of figures and the box before it as many labels. They
 * become rows; cells of several lines of text stay as they are.
 */
export function splitBareRows(grid: Grid): Grid {
  let split = grid;
  for (let row = grid.ys.length - 2; row >= 0; row -= 1) {
    const cells = grid.cells.filter((cell) => cell.row <= row && cell.row + cell.rowSpan > row);
    if (cells.every(({ rowSpan }) => rowSpan === 1) && holdsRows(cells)) split = splitRow(split, row, cells);
  }
  return split;
}

function holdsRows(cells: readonly GridCell[]): boolean {
  const columns = cells
    .filter((cell) => !isBlank(cell))
    .map((cell) => linesOfWords(wordsOfCell(cell)).map(textOfLine));
  const figures = columns.filter((lines) => lines.length >= FEWEST_ROWS && lines.every(isFigure));
  const most = Math.max(0, ...figures.map((lines) => lines.length));
  const labelled = columns.some((lines) => !lines.every(isFigure) && lines.length >= most * LABELLED);
  return most >= FEWEST_ROWS && (labelled || figures.length > 1);
}

function splitRow(grid: Grid, row: number, cells: readonly GridCell[]): Grid {
  const starts = cells.map(({ column }) => column).toSorted((a, b) => a - b);
  const xs = [...starts, grid.xs.length - 1].map((column) => grid.xs[column] as number);
  const texts = starts.map((_, index) => ({ from: xs[index] as number, to: xs[index + 1] as number }));
  const parts = gatherRows(bandsOf(cells.flatMap(wordsOfCell)), { xs, texts }, [], grid.page);
  const added = parts.ys.length - 2;
  const inner = parts.ys.slice(1, -1);
  const ys = [...grid.ys.slice(0, row + 1), ...inner, ...grid.ys.slice(row + 1)];
  const columnAt = [...starts, grid.xs.length - 1];
  const split = parts.cells.map((cell): GridCell => {
    const column = columnAt[cell.column] as number;
    const [piece] = cell.pieces;
    const [left, , right] = piece.box;
    const box: typeof piece.box = [
      left,
      ys[row + cell.row] as number,
      right,
      ys[row + cell.row + cell.rowSpan] as number,
    ];
    const columnSpan = (columnAt[cell.column + cell.columnSpan] as number) - column;
    return { ...cell, row: row + cell.row, column, columnSpan, pieces: [{ ...piece, box }] };
  });
  const kept = grid.cells
    .filter((cell) => !cells.includes(cell))
    .map((cell) => (cell.row > row ? Object.assign({}, cell, { row: cell.row + added }) : cell));
  return { ...grid, ys, cells: [...kept, ...split].toSorted((a, b) => a.row - b.row || a.column - b.column) };
}
