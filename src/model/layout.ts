import type { Place } from "./place.ts";

/** A line of a text file. */
export interface TextLine {
  /** Line of the file, counted from 1. */
  line: number;
  text: string;
}

/**
 * One page as a format hands it on. Text formats give lines. (Positioned formats will give words and rulings,
 * declarative ones ready blocks: each is a further member of this union.)
 */
export interface Page {
  kind: "lines";
  /** Counted from 1. */
  number: number;
  lines: TextLine[];
}

/** A cell of a table, or the whole of a paragraph; it does not know what it means. */
export interface Cell {
  /** As printed, line breaks inside the cell kept as "\n". */
  text: string;
  /** Column in the grid of its table, counted from 0. */
  column: number;
  /** Columns it spans, at least 1. */
  span: number;
  at: Place;
  /** 0 to 1: how sure it is that this text stands in this cell. */
  confidence: number;
  /** The text as put together again, where the printed one was cut or misread; labels only, never values. */
  repaired?: string;
}

/**
 * One row of cells in reading order. A paragraph is a row of one cell with `table: null`.
 * All rows of a document form one list: tables of such forms are cut by page breaks and run into one another, so that
 * where a table begins and ends is told by its labels, not by its layout.
 */
export interface Row {
  /** Number of the table the row belongs to, counted from 0; null for running text. */
  table: number | null;
  cells: Cell[];
  /** A blank line, a page break or a block boundary stood before this row. */
  gap: boolean;
  page: number;
}

/** What every format becomes: rows in reading order, each text with its place. */
export interface Layout {
  rows: Row[];
  /** Whether a cell stood on a line of its own (`cell-lines`) or rows were lines with tabs (`tabbed`). */
  notation: "tabbed" | "cell-lines";
}
