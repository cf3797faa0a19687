import type { Box, PositionedPage, Ruling, Word } from "../../src/model/layout.ts";

/** Size of the type of all drawn pages, in points. */
const SIZE = 10;

/** How wide a character is: Chinese ones are as wide as high. */
function widthOf(text: string): number {
  return Array.from(text).reduce((sum, character) => sum + (character > "\u2E80" ? SIZE : SIZE / 2), 0);
}

/** A word that begins at x with its top at y. */
export function word(text: string, x: number, y: number): Word {
  return { text, box: [x, y, x + widthOf(text), y + SIZE], size: SIZE, confidence: 1 };
}

/** The words of a line, parted at blanks. */
export function line(text: string, x: number, y: number): Word[] {
  let at = x;
  return text.split(" ").flatMap((part) => {
    const begin = at;
    at += widthOf(part) + SIZE / 2;
    return part === "" ? [] : [word(part, begin, y)];
  });
}

/** A word in the middle of a box. */
export function centred(text: string, [left, top, right, bottom]: Box): Word {
  return word(text, (left + right - widthOf(text)) / 2, (top + bottom - SIZE) / 2);
}

export function level(y: number, from: number, to: number): Ruling {
  return { orientation: "horizontal", at: y, from, to };
}

export function upright(x: number, from: number, to: number): Ruling {
  return { orientation: "vertical", at: x, from, to };
}

/** All walls of a grid without merged cells. */
export function fullGrid(xs: number[], ys: number[]): Ruling[] {
  const [left = 0, right = 0] = [xs[0], xs.at(-1)];
  const [top = 0, bottom = 0] = [ys[0], ys.at(-1)];
  return [...ys.map((y) => level(y, left, right)), ...xs.map((x) => upright(x, top, bottom))];
}

export function page(words: Word[], rulings: Ruling[] = [], number = 1): PositionedPage {
  return { kind: "positioned", number, width: 595, height: 842, words, rulings, images: [] };
}
