import type { Box, PositionedPage, Ruling, Word } from "../../model/layout.ts";
import type { Candidate } from "../../model/recognition.ts";

/** A word as a recognition program left it, in the unit of its file. */
export interface RecognisedWord {
  text: string;
  box: Box;
  /** The line it stands in; its own box where the file tells no lines. */
  line: Box;
  /** 0 to 1 as the file has it; null where it has none. */
  confidence: number | null;
  /** Other readings the file has, best first. */
  others: string[];
}

/** A page as a recognition program left it. */
export interface RecognisedPage {
  /** In the unit of the file; 0 where it does not say. */
  width: number;
  height: number;
  /** Units of the file that make an inch; null where it does not say, as most do that count dots. */
  unitsPerInch: number | null;
  words: RecognisedWord[];
  /** Lines that were drawn on the page, and walls of table cells, as thin boxes or as boxes of cells. */
  separators: Box[];
  cells: Box[];
  /** The program that read it, where the file says so. */
  recogniser: string | null;
}

/**
 * One reader is never sure of a number: what programs give as confidence says how they fared on other pages. Tesseract was seen to be
 * wrong in 2 of 100 numbers that it gave more than 95 of 100.
 */
const ONE_READER = 0.85;

/** The longer side of an A4 page in inches (ISO 216): what a page is taken for that does not tell its resolution. */
const A4_LONG_SIDE = 11.69;

/** Points of an inch. */
const POINTS = 72;

/** Boxes no wider than this, in points, are drawn lines. */
const THIN = 4;

/** A page in points, as the page of any format that knows where things stand. */
export function positionPage(page: RecognisedPage, number: number): PositionedPage {
  const [width, height] = sizeOf(page);
  const unitsPerInch = page.unitsPerInch ?? Math.max(width, height) / A4_LONG_SIDE;
  const scale = unitsPerInch > 0 ? POINTS / unitsPerInch : 1;
  const points = (box: Box): Box => box.map((value) => value * scale) as Box;
  return {
    kind: "positioned",
    number,
    width: width * scale,
    height: height * scale,
    words: page.words.filter(({ text }) => text.trim() !== "").map((word) => wordOf(word, points, page)),
    rulings: [
      ...page.separators.flatMap((box) => rulingOf(points(box))),
      ...page.cells.flatMap((box) => wallsOf(points(box))),
    ],
    images: [],
    recognised: {
      recognisers: page.recogniser === null ? [] : [page.recogniser],
      dpi: unitsPerInch,
      turned: 0,
    },
  };
}

function sizeOf({ width, height, words }: RecognisedPage): [number, number] {
  if (width > 0 && height > 0) return [width, height];
  return [
    words.reduce((most, { box }) => Math.max(most, box[2]), 1),
    words.reduce((most, { box }) => Math.max(most, box[3]), 1),
  ];
}

function wordOf(word: RecognisedWord, points: (box: Box) => Box, { recogniser }: RecognisedPage): Word {
  const [left, top, right, bottom] = points(word.box);
  const [, lineTop, , lineBottom] = points(word.line);
  const confidence = Math.min(ONE_READER, Math.max(0, word.confidence ?? ONE_READER));
  const text = word.text.trim();
  const readers = [recogniser ?? "ocr"];
  const candidates: Candidate[] = [text, ...word.others].map((own, index) => ({
    text: own,
    weight: index === 0 ? confidence : (1 - confidence) / word.others.length,
    readers,
  }));
  return {
    text,
    // A dash or a comma has a box of its own size; on its line it stands as high as the others.
    box: [left, Math.min(top, lineTop), right, Math.max(bottom, lineBottom)],
    size: Math.max(1, lineBottom - lineTop),
    confidence,
    candidates,
  };
}

function rulingOf([left, top, right, bottom]: Box): Ruling[] {
  if (bottom - top <= Math.min(THIN, right - left))
    return [{ orientation: "horizontal", at: (top + bottom) / 2, from: left, to: right }];
  if (right - left <= THIN)
    return [{ orientation: "vertical", at: (left + right) / 2, from: top, to: bottom }];
  return [];
}

function wallsOf([left, top, right, bottom]: Box): Ruling[] {
  return [
    { orientation: "horizontal", at: top, from: left, to: right },
    { orientation: "horizontal", at: bottom, from: left, to: right },
    { orientation: "vertical", at: left, from: top, to: bottom },
    { orientation: "vertical", at: right, from: top, to: bottom },
  ];
}
