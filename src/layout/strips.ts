import { stretchAt } from "./grid.ts";
import type { Band, Segment } from "./segment-lines.ts";

/** A text that reaches so far into a column, as a share of the type size, stands in it. */
const REACH = 0.5;

/** The columns of a table: the walls between them, and where their texts stand. */
export interface Columns {
  xs: number[];
  texts: { from: number; to: number }[];
}

/** A text and the columns it covers. */
export interface Placed {
  segment: Segment;
  column: number;
  span: number;
  size: number;
}

/** A line, or lines that overlap in height, with their texts in columns. */
export interface Strip {
  top: number;
  bottom: number;
  size: number;
  placed: Placed[];
}

export function placeBand({ lines, box, size }: Band, columns: Columns): Strip {
  const placed = lines.flatMap((line) =>
    line.segments.map((segment) => placeSegment(segment, columns, line.size)),
  );
  return { top: box[1], bottom: box[3], size, placed };
}

/** A text stands in the columns whose texts it covers; where it covers none, in the one its middle falls into. */
function placeSegment(segment: Segment, { texts, xs }: Columns, size: number): Placed {
  const [left, , right] = segment.box;
  const covered = texts.flatMap(({ from, to }, column) => {
    const common = Math.min(right, to) - Math.max(left, from);
    return common > Math.min(size * REACH, (right - left) / 2, (to - from) / 2) ? [column] : [];
  });
  const centre = (left + right) / 2;
  const [first = Math.max(0, stretchAt(xs, centre))] = covered;
  const last = covered.at(-1) ?? first;
  return { segment, column: first, span: last - first + 1, size };
}

export function middleOfStrip({ top, bottom }: Strip): number {
  return (top + bottom) / 2;
}
