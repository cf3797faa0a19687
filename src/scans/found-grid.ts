import type { Box, Ruling } from "../model/layout.ts";
import type { LineImage } from "../model/recognition.ts";

/** A line of text of a scanned page. */
export interface FoundLine {
  image: LineImage;
  /** In points. */
  box: Box;
  /** Index into the cells; null where it stands in none. */
  cell: number | null;
}

/** What can be told of a scanned page before anything is read. */
export interface FoundGrid {
  /** In points: exactly the walls that were found, straight and joined, so that the layout finds the same cells. */
  rulings: Ruling[];
  cells: { box: Box; empty: boolean }[];
  lines: FoundLine[];
}
