import { LONGEST_STROKE, meetsAt, type Wall, type Walls } from "./accept-walls.ts";

/** Breaks of a wall that are mended: 0.5 in between two pieces in line, 0.15 in before a wall that runs across. In dots. */
const MENDED = 150;
const SHORT_OF = 45;

/** Pieces of one wall lie at one height within so many dots. */
const LEVEL = 4;

/**
 * A wall ends at a wall that runs across it, never in the open. Where one does, print or scan have lost a part: it goes on to its next
 * piece, or to the wall that it falls short of.
 */
export function closeBreaks({ horizontal, vertical }: Walls): Walls {
  return { horizontal: closeAll(horizontal, vertical), vertical: closeAll(vertical, horizontal) };
}

function closeAll(walls: readonly Wall[], across: readonly Wall[]): Wall[] {
  const closed = walls.map((wall) => ({ ...wall }));
  for (const wall of closed) {
    if (meetsAt(wall, wall.to, across)) continue;
    const next = closed
      .filter(
        (other) =>
          Math.abs(other.at - wall.at) <= LEVEL && other.from >= wall.to && other.from - wall.to <= MENDED,
      )
      .toSorted((a, b) => a.from - b.from)[0];
    const end = crossings(wall, across).find((at) => at > wall.to && at - wall.to <= SHORT_OF);
    const last = crossings(wall, across).findLast((at) => at < wall.to);
    // More is missing than is drawn behind the last wall that was crossed: what is drawn is the stroke of a character below a table.
    if (end === undefined && last !== undefined && next !== undefined) {
      const [drawn, missing] = [wall.to - last, next.from - wall.to];
      if (missing > SHORT_OF && missing > drawn && drawn < LONGEST_STROKE) {
        wall.to = last;
        continue;
      }
    }
    if (next !== undefined && (end === undefined || next.from <= end || !meetsAt(next, next.from, across)))
      wall.to = next.from;
    else if (end !== undefined) wall.to = end;
  }
  for (const wall of closed) {
    if (meetsAt(wall, wall.from, across)) continue;
    const begin = crossings(wall, across).findLast((at) => at < wall.from && wall.from - at <= SHORT_OF);
    if (begin !== undefined) wall.from = begin;
  }
  return closed;
}

/** Where walls run across the line of a wall, in order. */
function crossings({ at }: Wall, across: readonly Wall[]): number[] {
  return across
    .filter(({ from, to }) => from - LEVEL <= at && to + LEVEL >= at)
    .map((wall) => wall.at)
    .toSorted((a, b) => a - b);
}
