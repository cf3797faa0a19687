import type { Raster } from "../model/raster.ts";
import { inkThreshold } from "../ocr/cut-line.ts";

/** A connected piece of ink in a line, in dots; right and bottom are the first beyond it. */
export interface Mark {
  left: number;
  top: number;
  right: number;
  bottom: number;
  /** Dots of ink. */
  area: number;
}

/** The pieces of ink of a line and the band its characters stand in. */
export interface LineMarks {
  marks: Mark[];
  /** Top and bottom of the large marks. */
  top: number;
  bottom: number;
}

/** Of the tallest mark, from which height on a mark tells where the line stands. */
const LARGE = 0.5;

/** Connected pieces (8 neighbours) of ink, from left to right. */
export function lineMarks(raster: Raster): LineMarks {
  const { width, height, data } = raster;
  const threshold = inkThreshold(raster);
  const seen = new Uint8Array(width * height);
  const stack: number[] = [];
  const marks: Mark[] = [];
  for (let start = 0; start < data.length; start += 1) {
    if (seen[start] === 1 || (data[start] as number) >= threshold) continue;
    const mark: Mark = { left: width, top: height, right: 0, bottom: 0, area: 0 };
    seen[start] = 1;
    stack.push(start);
    while (stack.length > 0) {
      const at = stack.pop() as number;
      const x = at % width;
      const y = (at - x) / width;
      mark.left = Math.min(mark.left, x);
      mark.right = Math.max(mark.right, x + 1);
      mark.top = Math.min(mark.top, y);
      mark.bottom = Math.max(mark.bottom, y + 1);
      mark.area += 1;
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny += 1)
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx += 1) {
          const next = ny * width + nx;
          if (seen[next] === 0 && (data[next] as number) < threshold) {
            seen[next] = 1;
            stack.push(next);
          }
        }
    }
    marks.push(mark);
  }
  const tallest = marks.reduce((most, mark) => Math.max(most, mark.bottom - mark.top), 0);
  const large = marks.filter((mark) => mark.bottom - mark.top >= tallest * LARGE);
  return {
    marks: marks.toSorted((a, b) => a.left - b.left),
    top: large.reduce((least, mark) => Math.min(least, mark.top), height),
    bottom: large.reduce((most, mark) => Math.max(most, mark.bottom), 0),
  };
}

/** Of the height of the line: smaller marks are dirt unless they stand where a point or a comma stands. */
const SPECK = 0.1;

/** Of the height of the line: how far dirt stands from all else. */
const LONELY = 0.12;

/** The line without dirt, or the same raster where there is none. Points and commas between characters stay. */
export function withoutSpecks(raster: Raster, { marks, top, bottom }: LineMarks): Raster {
  const height = bottom - top;
  const specks = marks.filter((mark) => isSpeck(mark, marks, top, height));
  if (specks.length === 0 || specks.length === marks.length) return raster;
  const data = raster.data.slice();
  for (const mark of specks)
    for (let y = Math.max(0, mark.top - 2); y < Math.min(raster.height, mark.bottom + 2); y += 1)
      data.fill(
        255,
        y * raster.width + Math.max(0, mark.left - 2),
        y * raster.width + Math.min(raster.width, mark.right + 2),
      );
  return { ...raster, data };
}

function isSpeck(mark: Mark, marks: readonly Mark[], top: number, height: number): boolean {
  const size = Math.max(mark.right - mark.left, mark.bottom - mark.top);
  if (size > Math.max(3, height * SPECK)) return false;
  // What has neighbours was torn off a stroke: faint print is all such pieces.
  if (marks.some((other) => other !== mark && gap(mark, other) < height * LONELY)) return false;
  return !mayBePoint(mark, marks, top, height);
}

/** In the lower half between characters: a decimal point that is taken for dirt would be lost for good. */
function mayBePoint(mark: Mark, marks: readonly Mark[], top: number, height: number): boolean {
  const middle = (mark.top + mark.bottom) / 2;
  const tall = marks.filter((other) => other.bottom - other.top > height * 0.3);
  return (
    middle > top + height * 0.5 &&
    middle < top + height * 1.25 &&
    tall.some((other) => (other.left + other.right) / 2 < mark.left) &&
    tall.some((other) => (other.left + other.right) / 2 > mark.right)
  );
}

/** Whether a small, low mark stands between two columns, as a point or a comma does. */
export function pointBetween(line: LineMarks, from: number, to: number): boolean {
  return line.marks.some((mark) => isPoint(mark, line, from, to));
}

/** The same, but the mark stands alone: nothing above it that it may have broken off from. */
export function lonePointBetween(line: LineMarks, from: number, to: number): boolean {
  return line.marks.some(
    (mark) =>
      isPoint(mark, line, from, to) &&
      line.marks.every((other) => other === mark || other.right <= mark.left || other.left >= mark.right),
  );
}

function isPoint(mark: Mark, { top, bottom }: LineMarks, from: number, to: number): boolean {
  const height = bottom - top;
  const middle = (mark.left + mark.right) / 2;
  const [wide, tall] = [mark.right - mark.left, mark.bottom - mark.top];
  return (
    middle > from &&
    middle < to &&
    mark.top > top + height * 0.55 &&
    wide <= height * 0.35 &&
    tall <= height * 0.45 &&
    wide >= height * 0.06 &&
    tall >= height * 0.06
  );
}

/** Of the height of the line: a character reaches no farther than this from its middle. */
const REACH = { figures: 0.55, chinese: 0.65 };

/** Ink that no character accounts for, as a share of the height of the line squared: about a minus sign. */
const UNREAD = 0.025;

/**
 * Whether ink stands where no character was read: a character that was left out, even one in pieces.
 *
 * @param places columns of the middles of the characters that were read.
 */
export function hasUnreadInk(
  { marks, top, bottom }: LineMarks,
  places: readonly number[],
  chinese: boolean,
): boolean {
  const height = bottom - top;
  const reach = height * (chinese ? REACH.chinese : REACH.figures);
  let unread = 0;
  for (const mark of marks) {
    if (mark.area < 3 || mark.bottom <= top || mark.top >= bottom) continue;
    const middle = (mark.left + mark.right) / 2;
    const half = Math.max(0, (mark.right - mark.left) / 2 - height);
    if (places.every((place) => Math.abs(place - middle) > reach + half)) unread += mark.area;
  }
  return unread > height * height * UNREAD;
}

/** Dots between two boxes; 0 where they touch. */
function gap(one: Mark, other: Mark): number {
  const across = Math.max(one.left - other.right, other.left - one.right, 0);
  const down = Math.max(one.top - other.bottom, other.top - one.bottom, 0);
  return Math.max(across, down);
}
