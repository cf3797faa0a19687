import type { Box, Word } from "../model/layout.ts";

/** The part of a cell that stands on one page; a row that a page break cuts has two. */
interface CellPiece {
  page: number;
  box: Box;
  words: Word[];
}

/** A cell of a grid with the words in it. Rows and columns count from 0. */
export interface GridCell {
  row: number;
  column: number;
  rowSpan: number;
  columnSpan: number;
  /** From top to bottom. */
  pieces: [CellPiece, ...CellPiece[]];
}

/** A table as it stands on one page, or on several once it is joined. */
export interface Grid {
  /** The page it begins on. */
  page: number;
  /** Walls of the columns and of the rows in points, one more than there are columns and rows. */
  xs: number[];
  ys: number[];
  /** In reading order. */
  cells: GridCell[];
  /** Its walls are drawn; else they were found between the words. */
  ruled: boolean;
}

export function boxOfGrid({ xs, ys }: Pick<Grid, "xs" | "ys">): Box {
  return [xs[0] ?? 0, ys[0] ?? 0, xs.at(-1) ?? 0, ys.at(-1) ?? 0];
}

export function wordsOfCell({ pieces }: GridCell): Word[] {
  return pieces.length === 1 ? pieces[0].words : pieces.flatMap(({ words }) => words);
}

export function isBlank({ pieces }: GridCell): boolean {
  return pieces.every(({ words }) => words.length === 0);
}

/** The stretch between two walls that a place falls into; -1 outside. */
export function stretchAt(walls: readonly number[], place: number): number {
  if (walls.length < 2 || place < (walls[0] as number) || place > (walls.at(-1) as number)) return -1;
  let low = 0;
  let high = walls.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((walls[middle] as number) <= place) low = middle;
    else high = middle;
  }
  return low;
}

/** A cell before it is known where it stands on the page. */
export type BareCell = Omit<GridCell, "pieces"> & { words: Word[] };
