import type { Box, Word } from "../model/layout.ts";
import { boxAround, medianOf } from "./box.ts";
import { type Line, linesOfWords, textOfLine } from "./lines-of-words.ts";
import { lowerMiddles } from "./lower-middles.ts";
import { isFigure } from "./tell-figures.ts";

/** Words that stand so near to one another that they are one text of a line. */
export interface Segment {
  words: Word[];
  box: Box;
}

/** A line as its texts stand in it. */
export interface SegmentedLine {
  segments: Segment[];
  box: Box;
  size: number;
}

/**
 * Lines that overlap in height. In a table whose cells are centred, the line of a short cell stands between the lines of a
 * long one beside it; lines of running text do not overlap.
 */
export interface Band {
  lines: SegmentedLine[];
  box: Box;
  size: number;
}

/** Gaps wider than this share of the type size part the texts of a line; figures beside one another stand closer. */
const PARTING_GAP = 0.7;
const FIGURE_GAP = 0.34;

/** In lines of so many words, gaps part texts where they are so many times as wide as the others. */
const FEWEST_WORDS = 6;
const STRETCHED = 1.5;

/** Lines that overlap by more than this share of the type size are of one band. */
const OVERLAP = 0.15;

export function bandsOf(words: readonly Word[]): Band[] {
  const bands: Band[] = [];
  for (const line of lowerMiddles(linesOfWords(words)).map(segmentLine)) {
    const band = bands.at(-1);
    if (band !== undefined && band.box[3] - line.box[1] > line.size * OVERLAP) {
      band.lines.push(line);
      band.box = boxAround([band.box, line.box]);
      band.size = Math.max(band.size, line.size);
    } else bands.push({ lines: [line], box: line.box, size: line.size });
  }
  return bands;
}

function segmentLine({ words, box, size }: Line): SegmentedLine {
  const usual = medianOf(
    words.slice(1).flatMap((word, index) => {
      const before = words[index] as Word;
      return isFigure(word.text) && isFigure(before.text) ? [] : [word.box[0] - before.box[2]];
    }),
  );
  // In a line that is set out to a width, all gaps are wide; in a row of single words, all are gaps between columns.
  const stretched = words.length >= FEWEST_WORDS && usual < size ? usual * STRETCHED : 0;
  const parts = (left: Word, right: Word) => {
    const gap = right.box[0] - left.box[2];
    if (isFigure(left.text) && isFigure(right.text)) return gap > size * FIGURE_GAP;
    return gap > Math.max(size * PARTING_GAP, stretched);
  };
  return { box, size, segments: splitWhere(words, parts) };
}

/** Splits a row of words into segments at the gaps that part them. */
export function splitWhere(words: readonly Word[], parts: (left: Word, right: Word) => boolean): Segment[] {
  const groups: Word[][] = [];
  words.forEach((word, index) => {
    const before = words[index - 1];
    if (before === undefined || parts(before, word)) groups.push([word]);
    else groups.at(-1)?.push(word);
  });
  return groups.map((own) => ({ words: own, box: boxAround(own.map(({ box }) => box)) }));
}

export function textOfSegment({ words, box }: Segment): string {
  return textOfLine({ words, box, size: words[0]?.size ?? 0 });
}

/** Whether texts stand beside one another in a band, none of them above the other. */
export function hasTextsAside({ lines }: Band): boolean {
  const segments = lines.flatMap((line) => line.segments);
  const leftmost = Math.min(...segments.map(({ box }) => box[2]));
  return segments.some(({ box }) => box[0] > leftmost);
}
