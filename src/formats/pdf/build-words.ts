import type { Box, Ruling, Word } from "../../model/layout.ts";
import type { Point } from "./matrix.ts";

/** A glyph on the page, in points. */
export interface PlacedGlyph {
  text: string;
  /** Where the pen stands before and after it, letter spacing left out. */
  from: Point;
  to: Point;
  /** Unit vector in which the text runs. */
  direction: Point;
  /** Size of the type. */
  size: number;
  box: Box;
  hidden: boolean;
  /** 0 to 1: below 1 where the character itself is in doubt. */
  confidence: number;
  font: string;
}

/** A word with what is needed to judge and to cut it; `ends` are the right edges of its characters. */
interface OpenWord extends Word {
  hidden: boolean;
  fonts: string[];
  /** What was drawn before it, and what was drawn behind it, cannot be seen. */
  cutLeft: boolean;
  cutRight: boolean;
  level: boolean;
  starts: number[];
  ends: number[];
  lengths: number[];
}

/** A word as it leaves the builder. */
export type BuiltWord = Word & { hidden: boolean; fonts: readonly string[] };

/** Gaps that part words where no blank is printed, as shares of the type size. */
const GAP = { latin: 0.15, mixed: 0.4, han: 0.45 };

/** How far the pen may go back within a word, as a share of the type size. */
const OVERLAP = 0.5;

/** How far a glyph may stand off the line of its word, as a share of the type size. */
const DRIFT = 0.2;

/** The same glyph again at less than this share of the type size is the same one, printed twice to look bold. */
const DOUBLED_GLYPH = 0.1;

/** The same word again at less than this share of the type size is the same one, printed twice as a shadow. */
const DOUBLED_WORD = 0.25;

const HAN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303F\uFF00-\uFFEF]/u;

/** Puts glyphs, in the order they are drawn, together to words. */
export class WordBuilder {
  readonly #words: OpenWord[] = [];
  #open: OpenWord | null = null;
  #last: PlacedGlyph | null = null;
  #unseen: PlacedGlyph | null = null;

  add(glyph: PlacedGlyph): void {
    if (glyph.text.trim() === "") {
      this.close();
      return;
    }
    const last = this.#last;
    if (last !== null && isDoubled(last, glyph)) return;
    if (this.#open === null || last === null || parts(last, glyph)) this.#begin(glyph);
    else extend(this.#open, glyph);
    this.#last = glyph;
  }

  /** Takes note of a glyph that is drawn where it cannot be seen: the words beside it are not whole. */
  skip(glyph: PlacedGlyph): void {
    const blank = glyph.text.trim() === "";
    const last = this.#last;
    if (this.#open !== null && last !== null && !blank && !parts(last, glyph)) this.#open.cutRight = true;
    this.close();
    this.#unseen = blank ? null : glyph;
  }

  /** Ends the word: the next glyph begins another one. */
  close(): void {
    this.#open = null;
    this.#last = null;
    this.#unseen = null;
  }

  #begin(glyph: PlacedGlyph): void {
    const { text, box, size, confidence, hidden, font, direction } = glyph;
    const level = direction[0] > Math.abs(direction[1]) * 10;
    this.#open = {
      text,
      box: [...box],
      size,
      confidence,
      hidden,
      fonts: [font],
      cutLeft: this.#unseen !== null && !parts(this.#unseen, glyph),
      cutRight: false,
      level,
      starts: [box[0]],
      ends: [box[2]],
      lengths: [text.length],
    };
    this.#words.push(this.#open);
    this.#unseen = null;
  }

  /** The words in the order they were drawn; walls cut words that were printed in one go over several cells. */
  finish(rulings: readonly Ruling[]): BuiltWord[] {
    this.close();
    const walls = rulings
      .filter(({ orientation }) => orientation === "vertical")
      .toSorted((a, b) => a.at - b.at);
    const xs = walls.map(({ at }) => at);
    const words = this.#words.flatMap((word) => (word.level ? cutAtWalls(word, walls, xs) : [word]));
    return dropDoubled(words).map(({ text, box, size, confidence, hidden, fonts, cutLeft, cutRight }) => ({
      text,
      box,
      size,
      confidence,
      hidden,
      fonts,
      ...(cutLeft || cutRight ? { cut: { left: cutLeft, right: cutRight } } : {}),
    }));
  }
}

function isDoubled(last: PlacedGlyph, glyph: PlacedGlyph): boolean {
  return (
    last.text === glyph.text &&
    Math.hypot(glyph.from[0] - last.from[0], glyph.from[1] - last.from[1]) < glyph.size * DOUBLED_GLYPH
  );
}

/** Whether a glyph begins another word than the one that stands before it. */
function parts(last: PlacedGlyph, glyph: PlacedGlyph): boolean {
  const { direction, size } = glyph;
  if (
    last.hidden !== glyph.hidden ||
    last.direction[0] * direction[0] + last.direction[1] * direction[1] < 0.99
  )
    return true;
  if (size > last.size * 1.3 || size < last.size / 1.3) return true;
  const x = glyph.from[0] - last.to[0];
  const y = glyph.from[1] - last.to[1];
  const along = x * direction[0] + y * direction[1];
  const off = Math.abs(x * direction[1] - y * direction[0]);
  return off > size * DRIFT || along < -size * OVERLAP || along > size * gapBetween(last.text, glyph.text);
}

function gapBetween(left: string, right: string): number {
  const wide = Number(HAN.test(left)) + Number(HAN.test(right));
  return wide === 0 ? GAP.latin : wide === 1 ? GAP.mixed : GAP.han;
}

function extend(word: OpenWord, { text, box, size, confidence, font }: PlacedGlyph): void {
  word.text += text;
  word.box[0] = Math.min(word.box[0], box[0]);
  word.box[1] = Math.min(word.box[1], box[1]);
  word.box[2] = Math.max(word.box[2], box[2]);
  word.box[3] = Math.max(word.box[3], box[3]);
  word.size = Math.max(word.size, size);
  word.confidence = Math.min(word.confidence, confidence);
  if (!word.fonts.includes(font)) word.fonts.push(font);
  word.starts.push(box[0]);
  word.ends.push(box[2]);
  word.lengths.push(text.length);
}

function cutAtWalls(word: OpenWord, walls: readonly Ruling[], xs: readonly number[]): OpenWord[] {
  const [left, top, right, bottom] = word.box;
  const middle = (top + bottom) / 2;
  const cuts: number[] = [];
  for (let index = firstAbove(xs, left); index < walls.length; index += 1) {
    const wall = walls[index];
    if (wall === undefined || wall.at >= right) break;
    if (wall.from <= middle && wall.to >= middle) cuts.push(wall.at);
  }
  if (cuts.length === 0) return [word];
  const pieces: OpenWord[] = [];
  let position = 0;
  let cell = -1;
  word.lengths.forEach((length, index) => {
    const start = word.starts[index] as number;
    const end = word.ends[index] as number;
    const text = word.text.slice(position, position + length);
    position += length;
    const stands = cuts.filter((x) => x < (start + end) / 2).length;
    const piece = pieces.at(-1);
    if (piece === undefined || stands !== cell) {
      cell = stands;
      if (piece !== undefined) piece.cutRight = false;
      pieces.push({
        ...word,
        text,
        cutLeft: word.cutLeft && piece === undefined,
        box: [start, top, end, bottom],
        starts: [start],
        ends: [end],
        lengths: [length],
      });
      return;
    }
    piece.text += text;
    piece.box[2] = Math.max(piece.box[2], end);
  });
  return pieces;
}

/** The place of the first number above a value in a sorted list. */
function firstAbove(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Leaves out words that stand again at nearly the same place. */
function dropDoubled(words: OpenWord[]): OpenWord[] {
  const seen = new Map<string, Box[]>();
  return words.filter((word) => {
    const { text, box, size, hidden } = word;
    const near = size * DOUBLED_WORD;
    const cell = (x: number, y: number) =>
      `${hidden ? "h" : "v"} ${String(Math.round(x / size))} ${String(Math.round(y / size))} ${text}`;
    const [left, top] = box;
    const keys = new Set([
      cell(left - near, top - near),
      cell(left + near, top - near),
      cell(left - near, top + near),
      cell(left + near, top + near),
    ]);
    const stands = [...keys].some((key) =>
      seen.get(key)?.some((other) => Math.abs(other[0] - left) < near && Math.abs(other[1] - top) < near),
    );
    if (stands) return false;
    const own = cell(left, top);
    const boxes = seen.get(own);
    if (boxes === undefined) seen.set(own, [box]);
    else boxes.push(box);
    return true;
  });
}
