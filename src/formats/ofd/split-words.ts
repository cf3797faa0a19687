import type { Box } from "../../model/layout.ts";
import { union } from "./geometry.ts";
import { directionOf, type Glyph, type TextStyle } from "./glyphs.ts";

/** Characters that are read as one, in the coordinates of their text object. */
export interface GlyphWord {
  text: string;
  box: Box;
  /** The direction in which it is read. */
  direction: [x: number, y: number];
  /** Where it may be cut: the middle of each gap along its direction, after the character of that index in `chars`. */
  chars: Glyph[];
}

/** How far off its line a character may stand, and how far back it may go, as parts of its size. */
const OFF_LINE = 0.5;
const BACK = 0.3;

/** Gaps beyond the width of the characters, as parts of their size. */
const ODD_GAP = 0.6;
const ODD_BEYOND_USUAL = 0.5;
const HUGE_GAP = 2.5;
const BLANK_GAP = 1.2;

/**
 * The words of one TextCode. A writer may print several lines, or all cells of a row of a table, with one of them: a new
 * word begins where the text turns to another line, and where a gap is clearly wider than the others. Evenly spaced
 * headings stay one word. Blanks are kept inside a word, and dropped where they part words.
 */
export function splitWords(glyphs: Glyph[], style: TextStyle): GlyphWord[] {
  return runsOf(glyphs, style).flatMap(({ run, direction }) => wordsOfRun(run, direction, style));
}

interface Run {
  run: Glyph[];
  direction: [x: number, y: number];
}

/** Characters that follow one another in one direction. */
function runsOf(glyphs: Glyph[], style: TextStyle): Run[] {
  const reading = directionOf(style.readDirection);
  const runs: Run[] = [];
  let current: Run | null = null;
  let turned = false;
  let last: Glyph | null = null;
  for (const glyph of glyphs) {
    const direction = last === null ? null : stepDirection(last, glyph, reading, style.size);
    const fits = direction !== null && (!turned || direction[0] === current?.direction[0]);
    if (current !== null && direction !== null && fits) {
      current.direction = direction;
      current.run.push(glyph);
      turned = true;
    } else {
      current = { run: [glyph], direction: reading };
      runs.push(current);
      turned = false;
    }
    last = glyph;
  }
  return runs;
}

/** The direction in which one character follows another; null where it does not. */
function stepDirection(
  from: Glyph,
  to: Glyph,
  reading: [x: number, y: number],
  size: number,
): [x: number, y: number] | null {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const along = dx * reading[0] + dy * reading[1];
  const across = Math.abs(dx * reading[1] - dy * reading[0]);
  if (across <= OFF_LINE * size && along >= -BACK * size) return reading;
  // Vertical text is often given by DeltaY alone, without a reading direction.
  return reading[0] === 1 && Math.abs(dx) <= OFF_LINE * size && dy > 0 ? [0, 1] : null;
}

function wordsOfRun(run: Glyph[], direction: [x: number, y: number], style: TextStyle): GlyphWord[] {
  const printed = run.flatMap((glyph, at) => (glyph.blank ? [] : [at]));
  const gaps = printed.slice(1).map((at, index) => {
    const before = run[printed[index] ?? 0] as Glyph;
    return { gap: gapBetween(before, run[at] as Glyph, direction), blanks: at - (printed[index] ?? 0) > 1 };
  });
  const usual = median(gaps.filter(({ blanks }) => !blanks).map(({ gap }) => gap));
  const words: GlyphWord[] = [];
  let start = 0;
  for (let index = 0; index < printed.length; index += 1) {
    const next = gaps[index];
    if (next !== undefined && !parts(next, usual, style.size)) continue;
    words.push(wordOf(run.slice(printed[start], (printed[index] ?? 0) + 1), direction));
    start = index + 1;
  }
  return words;
}

function parts({ gap, blanks }: { gap: number; blanks: boolean }, usual: number, size: number): boolean {
  if (gap > HUGE_GAP * size) return true;
  if (blanks) return gap > BLANK_GAP * size;
  return gap > ODD_GAP * size && gap > usual + ODD_BEYOND_USUAL * size;
}

function wordOf(chars: Glyph[], direction: [x: number, y: number]): GlyphWord {
  return {
    text: chars.map(({ char }) => char).join(""),
    box: chars.map(({ box }) => box).reduce(union),
    direction,
    chars,
  };
}

/** The room between the boxes of two characters along a direction. */
function gapBetween(from: Glyph, to: Glyph, [x, y]: [x: number, y: number]): number {
  if (x === 1) return to.box[0] - from.box[2];
  if (x === -1) return from.box[0] - to.box[2];
  return y === 1 ? to.box[1] - from.box[3] : from.box[1] - to.box[3];
}

function median(values: number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
