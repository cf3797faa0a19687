import type { Box, Ruling, Word } from "../../model/layout.ts";

/** A word with the place of each of its characters, blanks among them. */
export interface PlacedWord extends Word {
  chars: { char: string; blank: boolean; box: Box }[];
  /** Whether it is read from left to right. */
  level: boolean;
}

/** How far a wall may reach into a character: widths are estimated. As a part of the type's size. */
const OVERLAP = 0.15;
/** Walls looked at for one word. */
const MAX_WALLS = 200;

/**
 * Parts words where the wall of a table stands between two of their characters: the cells of a row may have been printed
 * as one text. A wall that goes through a character parts nothing.
 */
export function cutAtRulings(words: PlacedWord[], rulings: Ruling[]): PlacedWord[] {
  const walls = rulings
    .filter(({ orientation }) => orientation === "vertical")
    .toSorted((one, other) => one.at - other.at);
  return walls.length === 0 ? words : words.flatMap((word) => cutWord(word, walls));
}

function cutWord(word: PlacedWord, walls: Ruling[]): PlacedWord[] {
  const { box, size, chars, level } = word;
  if (!level || chars.length < 2) return [word];
  const middle = (box[1] + box[3]) / 2;
  const pieces: PlacedWord[] = [];
  let start = 0;
  const first = firstFrom(walls, box[0]);
  for (const { at, from, to } of walls.slice(first, first + MAX_WALLS)) {
    if (at >= box[2]) break;
    if (middle < from || middle > to) continue;
    const next = chars.findIndex((char) => !char.blank && char.box[0] + OVERLAP * size >= at);
    const before = chars.findLastIndex((char, index) => index < next && !char.blank);
    if (before < start || next <= start) continue;
    if ((chars[before]?.box[2] ?? 0) - OVERLAP * size > at) continue;
    pieces.push(piece(word, start, before + 1));
    start = next;
  }
  return pieces.length === 0 ? [word] : [...pieces, piece(word, start, chars.length)];
}

function piece(word: PlacedWord, from: number, to: number): PlacedWord {
  const chars = word.chars.slice(from, to);
  const left = chars[0]?.box[0] ?? word.box[0];
  const right = chars.at(-1)?.box[2] ?? word.box[2];
  return {
    ...word,
    text: chars.map(({ char }) => char).join(""),
    box: [left, word.box[1], right, word.box[3]],
    chars,
  };
}

/** The number of walls left of a place; walls are sorted. */
function firstFrom(walls: Ruling[], place: number): number {
  let low = 0;
  let high = walls.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((walls[middle]?.at ?? 0) <= place) low = middle + 1;
    else high = middle;
  }
  return low;
}
