import type { Point } from "../pdf/matrix.ts";
import { directionOf, type Glyph, type TextStyle } from "./glyphs.ts";

/** Characters that follow one another in one direction without a gap that parts them. */
export interface Run {
  glyphs: Glyph[];
  /** In the coordinates of their text object. */
  direction: Point;
}

/** How far off its line a character may stand, and how far back it may go, as parts of its size. */
const OFF_LINE = 0.5;
const BACK = 0.3;

/**
 * Gaps beyond the usual width of the characters that part them, as parts of their size: those clearly wider than the
 * others of their line, and those that no line is spaced with.
 */
const ODD_GAP = 0.6;
const ODD_BEYOND_USUAL = 0.5;
const HUGE_GAP = 2.5;

/**
 * The runs of one TextCode. A writer may print several lines, or all cells of a row of a table, with one of them: a new
 * run begins where the text turns to another line, and where a gap is clearly wider than the others. Evenly spaced
 * headings stay together.
 */
export function splitRuns(glyphs: Glyph[], style: TextStyle): Run[] {
  return linesOf(glyphs, style).flatMap((line) => splitAtGaps(line, style.size));
}

function linesOf(glyphs: Glyph[], style: TextStyle): Run[] {
  const reading = directionOf(style.readDirection);
  const runs: Run[] = [];
  let current: Run | null = null;
  let last: Glyph | null = null;
  for (const glyph of glyphs) {
    const direction: Point | null = last === null ? null : stepDirection(last, glyph, reading, style.size);
    const turns: boolean = current === null || (current.glyphs.length > 1 && direction !== current.direction);
    if (current === null || direction === null || turns) {
      current = { glyphs: [glyph], direction: reading };
      runs.push(current);
    } else {
      current.direction = direction;
      current.glyphs.push(glyph);
    }
    last = glyph;
  }
  return runs;
}

const DOWN: Point = [0, 1];

/** The direction in which one character follows another; null where it does not. */
function stepDirection(from: Glyph, to: Glyph, reading: Point, size: number): Point | null {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const along = dx * reading[0] + dy * reading[1];
  const across = Math.abs(dx * reading[1] - dy * reading[0]);
  if (across <= OFF_LINE * size && along >= -BACK * size) return reading;
  // Vertical text is often given by DeltaY alone, without a reading direction.
  return reading[0] === 1 && Math.abs(dx) <= OFF_LINE * size && dy > 0 ? DOWN : null;
}

function splitAtGaps({ glyphs, direction }: Run, size: number): Run[] {
  const gaps = glyphs.slice(1).map((glyph, at) => gapBetween(glyphs[at] as Glyph, glyph, direction));
  const usual = median(gaps);
  const runs: Run[] = [];
  let start = 0;
  for (let at = 0; at < glyphs.length; at += 1) {
    const gap = gaps[at] ?? Infinity;
    if (gap <= HUGE_GAP * size && (gap <= ODD_GAP * size || gap <= usual + ODD_BEYOND_USUAL * size)) continue;
    runs.push({ glyphs: glyphs.slice(start, at + 1), direction });
    start = at + 1;
  }
  return runs;
}

/** The room between the boxes of two characters along a direction. */
function gapBetween(from: Glyph, to: Glyph, [x, y]: Point): number {
  if (x === 1) return to.box[0] - from.box[2];
  if (x === -1) return from.box[0] - to.box[2];
  return y === 1 ? to.box[1] - from.box[3] : from.box[1] - to.box[3];
}

function median(values: number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0;
}
