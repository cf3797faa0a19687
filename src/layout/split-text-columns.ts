import type { Ruling, Word } from "../model/layout.ts";
import { boxAround } from "./box.ts";
import { isFull } from "./join-wrapped.ts";
import { type Line, linesOfWords, standsApart, usualRoom } from "./lines-of-words.ts";

/** A gutter between two columns of text is at least this wide, as a share of the type size. */
const GUTTER = 1.2;

/** So many lines must have text on both sides of a gutter before it parts columns. */
const COLUMN_LINES = 4;

/** The gutter that parts most lines of a text. */
interface Gutter {
  at: number;
  /** The lines it parts: from the first to before the last. */
  from: number;
  to: number;
}

/** The gutter that parts most lines; null where the lines are one column. No rule crosses it between those lines. */
function findGutter(lines: readonly Line[], level: readonly Ruling[]): Gutter | null {
  let best: (Gutter & { parted: number }) | null = null as (Gutter & { parted: number }) | null;
  const candidates = new Set(lines.flatMap((line) => gapsOf(line).map((gap) => Math.round(gap / 3) * 3)));
  for (const at of candidates) {
    let from = 0;
    let parted = 0;
    const crossing = level.filter((rule) => rule.from < at && rule.to > at);
    const close = (to: number, next: number) => {
      if (parted >= COLUMN_LINES && parted > (best?.parted ?? 0)) best = { at, from, to, parted };
      from = next;
      parted = 0;
    };
    for (let index = 0; index <= lines.length; index += 1) {
      const line = lines[index];
      const above = lines[index - 1];
      if (line !== undefined && above !== undefined && isRuledOff(above, line, crossing)) close(index, index);
      const side = line === undefined ? "crossed" : standingOf(line, at);
      if (side === "parted") parted += 1;
      if (side === "crossed") close(index, index + 1);
    }
  }
  return best;
}

function isRuledOff(above: Line, line: Line, rules: readonly Ruling[]): boolean {
  return rules.some(
    ({ at }) => at > (above.box[1] + above.box[3]) / 2 && at < (line.box[1] + line.box[3]) / 2,
  );
}

/** The middles of the wide gaps of a line. */
function gapsOf({ words, size }: Line): number[] {
  return words.slice(1).flatMap((word, index) => {
    const before = (words[index] as Word).box[2];
    return word.box[0] - before >= size * GUTTER ? [(before + word.box[0]) / 2] : [];
  });
}

/** How a line stands to a gutter: on both sides of it, on one, or across. */
function standingOf({ words, size }: Line, at: number): "parted" | "aside" | "crossed" {
  let left = -Infinity;
  let right = Infinity;
  for (const { box } of words) {
    if (box[0] < at && box[2] > at) return "crossed";
    if (box[2] <= at) left = Math.max(left, box[2]);
    else right = Math.min(right, box[0]);
  }
  if (left === -Infinity || right === Infinity) return "aside";
  return right - left >= size * GUTTER ? "parted" : "crossed";
}

/** Columns of running text are at least this wide, as a share of the type size. */
const PROSE_WIDTH = 12;

/** Most lines of running text fill this part of their column. */
const PROSE_FILL = 0.75;

/** Text of one column, or one that runs over all of them. */
export interface TextColumn {
  words: Word[];
  /** Where its lines end at the right, in points. */
  rightEdge: number;
}

/**
 * A text as it stands in its columns, in reading order. Only running text makes columns: labels with values far behind
 * them stay together. `rightEdge` is where the text of the page ends at the right, in points; `level` are its level rules.
 */
export function splitTextColumns(
  words: readonly Word[],
  rightEdge: number,
  level: readonly Ruling[] = [],
): TextColumn[] {
  const lines = linesOfWords(words);
  const found = findGutter(lines, level);
  const whole = { words: [...words], rightEdge };
  if (found === null) return words.length === 0 ? [] : [whole];
  const { from, to, at } = found;
  const within = lines.slice(from, to).flatMap((line) => line.words);
  const left = within.filter(({ box }) => box[2] <= at);
  const right = within.filter(({ box }) => box[2] > at);
  const sides = [linesOfWords(left), linesOfWords(right)] as const;
  const [leftIsProse, rightIsProse] = [isProse(sides[0]), isProse(sides[1])];
  if (!leftIsProse && !rightIsProse) return [whole];
  if (!leftIsProse && areRows(sides[1], sides[0])) return [whole];
  if (!rightIsProse && areRows(sides[0], sides[1])) return [whole];
  const above = lines.slice(0, from).flatMap((line) => line.words);
  const below = lines.slice(to).flatMap((line) => line.words);
  return [
    ...splitTextColumns(above, rightEdge, level),
    ...splitTextColumns(left, boxAround(left.map(({ box }) => box))[2], level),
    ...splitTextColumns(right, rightEdge, level),
    ...splitTextColumns(below, rightEdge, level),
  ];
}

/** Texts in the cells of one column: this part of their lines, at least, begins a cell, and nearly all of those a row. */
const BEGINNINGS = 0.25;
const FEWEST_BEGINNINGS = 3;
const ROW_BEGINNINGS = 0.8;

/** Lines whose upper edges differ by less than this share of the type size stand beside one another. */
const LEVEL = 0.35;

/**
 * Whether lines that look like running text are texts of several lines in the cells of a table: they begin anew after
 * lines that had room left, and where they do, other texts begin beside them.
 */
function areRows(prose: readonly Line[], others: readonly Line[]): boolean {
  const [left, , right] = boxAround(prose.map(({ box }) => box));
  const usual = usualRoom(prose);
  const beginnings = prose.filter((line, index) => {
    const above = prose[index - 1];
    return above === undefined || standsApart(line, above, usual) || !isFull(above, line, right - left);
  });
  const beside = beginnings.filter((line) =>
    others.some((other) => Math.abs(other.box[1] - line.box[1]) < line.size * LEVEL),
  );
  return (
    beginnings.length >= FEWEST_BEGINNINGS &&
    beginnings.length >= prose.length * BEGINNINGS &&
    beside.length >= beginnings.length * ROW_BEGINNINGS
  );
}

/** Whether lines are running text: wide, mostly full, and made of words. */
function isProse(lines: readonly Line[]): boolean {
  const [left, , right] = boxAround(lines.map(({ box }) => box));
  const width = right - left;
  const full = lines.filter((line) => line.box[2] - line.box[0] >= width * PROSE_FILL && isWordy(line));
  return (
    lines.length >= COLUMN_LINES &&
    full.length * 2 >= lines.length &&
    width >= (lines[0]?.size ?? 0) * PROSE_WIDTH
  );
}

function isWordy({ words, size }: Line): boolean {
  const text = words.map((word) => word.text).join("");
  const letters = text.replace(/[^\p{L}]/gu, "").length;
  const widest = words.slice(1).reduce((most, word, index) => {
    return Math.max(most, word.box[0] - (words[index] as Word).box[2]);
  }, 0);
  return letters >= text.length * 0.6 && widest < size * GUTTER;
}
