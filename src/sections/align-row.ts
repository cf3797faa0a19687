import type { Cell } from "../model/layout.ts";
import { SURE_CONFIDENCE } from "../model/reading.ts";

/** Confidence of cells that were put under a column by what they hold, because the row's own tabs do not fit. */
export const SHIFTED_CONFIDENCE = 0.6;

/** How well a cell fits under a column: positive for well, negative for badly; blank cells are never asked. */
export type Fit<Column> = (cell: Cell, column: Column) => number;

/** A header: what stands at which column of the grid. */
export interface Header<Column> {
  columns: { column: Column; at: number }[];
  /** Cells of the header row, blank ones included. */
  width: number;
  /** No row of the form ends in a blank cell: blank cells at the ends of rows were cut off, and rows may be shorter. */
  cutEnds?: boolean;
  /** Labels of the header ran together: a column is missing, and nothing below it is sure. */
  glued?: boolean;
  /** Where the header has a label that nobody knows: what stands below it belongs to no other column. */
  foreign?: ReadonlySet<number>;
  /** A row of which the end was cut off has at least this many cells, or more than blank ones are missing. */
  least?: number;
}

/** The cells of a row by column. */
export interface AlignedRow<Column> {
  cells: Map<Column, Cell>;
  /** Cells with text that no column took. */
  left: Cell[];
  /** The row's cells stand exactly under the header's; otherwise every cell has been marked with less confidence. */
  exact: boolean;
  fit: number;
}

/**
 * Puts the cells of a row under the columns of its header.
 *
 * A row with as many cells as the header is taken as it stands if what it holds fits. Any other row has lost or gained
 * tabs (page breaks eat the empty cells of merged columns), and is aligned by content: the best monotone assignment of
 * cells to columns, where a cell that moved from its place costs. Nothing so aligned is sure.
 */
export function alignRow<Column>(
  cells: Cell[],
  header: Header<Column>,
  fitOf: Fit<Column>,
): AlignedRow<Column> {
  const fit = sparing(fitOf);
  const direct = cells.length <= header.width ? placeDirectly(cells, header, fit) : null;
  const whole =
    cells.length === header.width ||
    (header.cutEnds === true && cells.length >= (header.least ?? header.width));
  if (header.glued === true)
    return doubted(direct?.clean === true && whole ? direct.row : placeByContent(cells, header, fit));
  if (direct?.clean === true && whole) return direct.row;
  const shifted = placeByContent(cells, header, fit);
  if (direct === null || !whole) return shifted;
  // A row of the right width that fits badly as it stands may have lost a tab before and gained one behind. Where what it
  // holds says the same as its tabs, the tabs are believed; otherwise nothing in it is sure, whichever is taken.
  if (isSamePlacing(direct.row, shifted)) return direct.row;
  return direct.row.fit >= shifted.fit ? doubted(direct.row) : shifted;
}

/**
 * A cell that was recognised from a picture and is doubtful may be anything: what it seems to hold speaks for no column and against
 * none, or one misread sign (— as 一) would cost all numbers of its row.
 */
function sparing<Column>(fit: Fit<Column>): Fit<Column> {
  return (cell, column) =>
    cell.candidates !== undefined && cell.confidence < SURE_CONFIDENCE
      ? Math.max(0, fit(cell, column))
      : fit(cell, column);
}

/** Whether too much of a row found no column for the rest to be believed. */
export function isMisunderstood<Column>({ exact, fit, left }: AlignedRow<Column>): boolean {
  return !exact && (fit < 0 || left.length > 1);
}

function isSamePlacing<Column>(one: AlignedRow<Column>, other: AlignedRow<Column>): boolean {
  const filled = ({ cells }: AlignedRow<Column>) => [...cells].filter(([, cell]) => cell.text.trim() !== "");
  const [first, second] = [filled(one), filled(other)];
  return (
    first.length === second.length && first.every(([column, cell]) => other.cells.get(column)?.at === cell.at)
  );
}

function doubted<Column>(row: AlignedRow<Column>): AlignedRow<Column> {
  const cells = [...row.cells].map(([column, cell]): [Column, Cell] => [column, doubt(cell)]);
  return { ...row, cells: new Map(cells), exact: false };
}

function doubt(cell: Cell): Cell {
  return { ...cell, confidence: Math.min(cell.confidence, SHIFTED_CONFIDENCE) };
}

const MISFIT = -2;

function placeDirectly<Column>(
  cells: Cell[],
  header: Header<Column>,
  fit: Fit<Column>,
): { row: AlignedRow<Column>; clean: boolean } | null {
  const placed = new Map<Column, Cell>();
  const left: Cell[] = [];
  const foreign: Cell[] = [];
  let total = 0;
  let next = 0;
  let clean = true;
  for (const [index, cell] of cells.entries()) {
    if (header.foreign?.has(index) === true) {
      if (cell.text.trim() !== "") foreign.push(cell);
      continue;
    }
    while (next + 1 < header.columns.length && (header.columns[next + 1]?.at ?? Infinity) <= index) next += 1;
    const column = header.columns[next];
    if (column === undefined || column.at > index) {
      if (cell.text.trim() !== "") left.push(cell);
      continue;
    }
    const blank = cell.text.trim() === "";
    if (!blank) {
      const score = fit(cell, column.column);
      if (score <= MISFIT) return null;
      if (score < 0) clean = false;
      total += score;
    }
    // Under a header that spans several columns the first filled cell counts; a second one is not lost.
    const before = placed.get(column.column);
    if (before === undefined || before.text.trim() === "") placed.set(column.column, cell);
    else if (!blank) left.push(cell);
  }
  return {
    row: { cells: placed, left: [...left, ...foreign], exact: true, fit: total },
    clean: clean && left.length === 0,
  };
}

const SKIP_COLUMN = 0.4;
const SKIP_BLANK = 0.3;
const SKIP_TEXT = 8;
const MOVED = 0.25;

function placeByContent<Column>(cells: Cell[], header: Header<Column>, fit: Fit<Column>): AlignedRow<Column> {
  const { columns } = header;
  const n = cells.length;
  const m = columns.length;
  const best = Array.from({ length: n + 1 }, () => Array.from({ length: m + 1 }, () => -Infinity));
  const step = Array.from({ length: n + 1 }, () => Array.from({ length: m + 1 }, () => 0));
  at(best, 0)[0] = 0;
  const offer = (i: number, j: number, value: number, move: number) => {
    if (value > (at(best, i)[j] ?? -Infinity)) {
      at(best, i)[j] = value;
      at(step, i)[j] = move;
    }
  };
  // How far the last cell stood from its column is carried along the diagonal only by its cost at the next move, so
  // the cost of moving is taken against the shift that the whole row has, tried for each shift.
  const shift = Math.max(0, header.width - n);
  for (let i = 0; i <= n; i += 1) {
    for (let j = 0; j <= m; j += 1) {
      const value = at(best, i)[j] ?? -Infinity;
      if (value === -Infinity) continue;
      const cell = cells[i];
      const column = columns[j];
      if (column !== undefined) offer(i, j + 1, value - SKIP_COLUMN, 1);
      if (cell !== undefined) {
        const blank = cell.text.trim() === "";
        offer(i + 1, j, value - (blank ? SKIP_BLANK : SKIP_TEXT), 2);
        if (column !== undefined) {
          const distance = Math.min(Math.abs(i - column.at), Math.abs(i + shift - column.at));
          offer(i + 1, j + 1, value + (blank ? 0 : fit(cell, column.column)) - MOVED * distance, 3);
        }
      }
    }
  }
  const found: [Column, Cell][] = [];
  const left: Cell[] = [];
  let i = n;
  let j = m;
  while (i > 0 || j > 0) {
    const move = at(step, i)[j];
    if (move === 1) j -= 1;
    else {
      const cell = cells[i - 1] as Cell;
      const column = columns[j - 1];
      if (move === 3 && column !== undefined) {
        found.unshift([column.column, doubt(cell)]);
        j -= 1;
      } else if (cell.text.trim() !== "") left.unshift(cell);
      i -= 1;
    }
  }
  return { cells: new Map(found), left, exact: false, fit: at(best, n)[m] ?? -Infinity };
}

function at<T>(rows: T[][], index: number): T[] {
  return rows[index] as T[];
}
