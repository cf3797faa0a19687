import type { Word } from "../model/layout.ts";
import { boxAround } from "./box.ts";
import { isFull, joinWrapped } from "./join-wrapped.ts";
import { type Line, linesOfWords, textOfLine } from "./lines-of-words.ts";

/** Running text of one paragraph. */
export interface Paragraph {
  text: string;
  lines: Line[];
}

/** A gutter between two columns of text is at least this wide, as a share of the type size. */
const GUTTER = 1.2;

/** So many lines must have text on both sides of a gutter before it parts columns. */
const COLUMN_LINES = 4;

/** A line that ends so far from the right edge, as a share of the type size, ends its paragraph. */
const SHORT = 1.5;

/** A line that begins so far to the right of the one above, as a share of the type size, begins a paragraph. */
const INDENT = 1.5;

/** The room between two lines parts paragraphs where it is wider than usual by this share of the type size. */
const PARTING = 0.4;

/** Types that differ by more than this factor are not of one paragraph. */
const SAME_SIZE = 1.15;

/**
 * Running text as paragraphs in reading order: columns one after the other, wrapped lines joined. `rightEdge` is where
 * the text of the page ends at the right, in points: a line that ends before it ends its paragraph.
 */
export function gatherParagraphs(words: readonly Word[], rightEdge: number): Paragraph[] {
  return columnsOf(linesOfWords(words), rightEdge).flatMap(paragraphsOf);
}

/** Lines of one column. */
interface Stretch {
  lines: Line[];
  rightEdge: number;
}

/** Stretches of lines in reading order. */
function columnsOf(lines: Line[], rightEdge: number): Stretch[] {
  const found = findGutter(lines);
  if (found === null) return lines.length === 0 ? [] : [{ lines, rightEdge }];
  const { from, to, at } = found;
  const within = lines.slice(from, to).flatMap(({ words }) => words);
  const left = within.filter(({ box }) => box[2] <= at);
  const right = within.filter(({ box }) => box[2] > at);
  return [
    ...columnsOf(lines.slice(0, from), rightEdge),
    ...columnsOf(linesOfWords(left), boxAround(left.map(({ box }) => box))[2]),
    ...columnsOf(linesOfWords(right), rightEdge),
    ...columnsOf(lines.slice(to), rightEdge),
  ];
}

interface Gutter {
  at: number;
  /** The lines it parts: from the first to before the last. */
  from: number;
  to: number;
}

/** The gutter that parts most lines; null where the lines are one column. */
function findGutter(lines: readonly Line[]): Gutter | null {
  let best: (Gutter & { parted: number }) | null = null;
  const candidates = new Set(
    lines.flatMap((line) => gapsOf(line).map((gap) => Math.round(gap.middle / 3) * 3)),
  );
  for (const at of candidates) {
    let from = 0;
    let parted = 0;
    for (let index = 0; index <= lines.length; index += 1) {
      const line = lines[index];
      const side = line === undefined ? "crossed" : standingOf(line, at);
      if (side === "parted") parted += 1;
      if (side !== "crossed") continue;
      if (parted >= COLUMN_LINES && parted > (best?.parted ?? 0)) best = { at, from, to: index, parted };
      from = index + 1;
      parted = 0;
    }
  }
  return best;
}

function gapsOf({ words, size }: Line): { middle: number; width: number }[] {
  return words
    .slice(1)
    .map((word, index) => {
      const before = (words[index] as Word).box[2];
      return { middle: (before + word.box[0]) / 2, width: word.box[0] - before };
    })
    .filter(({ width }) => width >= size * GUTTER);
}

/** How a line stands to a gutter: on both sides of it, on one, or across. */
function standingOf({ words, size }: Line, at: number): "parted" | "aside" | "crossed" {
  const left = Math.max(-Infinity, ...words.map(({ box }) => box[2]).filter((edge) => edge <= at));
  const right = Math.min(Infinity, ...words.map(({ box }) => box[0]).filter((edge) => edge >= at));
  if (words.some(({ box }) => box[0] < at && box[2] > at)) return "crossed";
  if (left === -Infinity || right === Infinity) return "aside";
  return right - left >= size * GUTTER ? "parted" : "crossed";
}

function paragraphsOf({ lines, rightEdge }: Stretch): Paragraph[] {
  const usual = usualRoom(lines);
  const paragraphs: Line[][] = [];
  lines.forEach((line, index) => {
    const last = lines[index - 1];
    if (last === undefined || begins(line, last, rightEdge, usual)) paragraphs.push([line]);
    else paragraphs.at(-1)?.push(line);
  });
  return paragraphs.map((own) => ({ lines: own, text: own.map(textOfLine).reduce(joinWrapped) }));
}

/** The room between lines of one paragraph: most rooms of a text are that, the lower quarter of them surely. */
function usualRoom(lines: readonly Line[]): number {
  const rooms = lines.slice(1).map((line, index) => roomBetween(lines[index] as Line, line));
  return rooms.toSorted((a, b) => a - b)[rooms.length >> 2] ?? 0;
}

function roomBetween(above: Line, below: Line): number {
  return below.box[1] - above.box[3];
}

/** Whether a line begins a paragraph, after the one above it. */
function begins(line: Line, last: Line, rightEdge: number, usual: number): boolean {
  const size = Math.max(line.size, last.size);
  if (size > Math.min(line.size, last.size) * SAME_SIZE) return true;
  if (roomBetween(last, line) > usual + size * PARTING) return true;
  if (line.box[0] > last.box[0] + size * INDENT) return true;
  return !isFull(last, line, rightEdge - last.box[0] - size * SHORT);
}
