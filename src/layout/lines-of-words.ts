import type { Box, Word } from "../model/layout.ts";
import { boxAround } from "./box.ts";

/** Words that stand on one line, from left to right. */
export interface Line {
  words: Word[];
  box: Box;
  /** Size of the type of most of it. */
  size: number;
}

/** What part of the lower of two boxes must stand beside the other for both to be on one line. */
const BESIDE = 0.5;

/** Gaps wider than this share of the type size are blanks. */
const BLANK = 0.12;

/** The room between two lines parts paragraphs where it is wider than usual by this share of the type size. */
const PARTING = 0.4;

/** Lines of one paragraph do not stand further apart than this share of the type size. */
const DOUBLE_SPACED = 1.2;

/** Puts words together to lines, from top to bottom. */
export function linesOfWords(words: readonly Word[]): Line[] {
  const lines: Line[] = [];
  for (const word of words.toSorted((a, b) => a.box[1] + a.box[3] - b.box[1] - b.box[3])) {
    const line = lines.at(-1);
    if (line !== undefined && isBeside(line.box, word.box)) {
      line.words.push(word);
      // The band of a line is that of its highest type: a superscript does not lift it.
      if (word.size > line.size) {
        line.size = word.size;
        line.box[1] = word.box[1];
        line.box[3] = word.box[3];
      }
    } else lines.push({ words: [word], box: [...word.box], size: word.size });
  }
  for (const line of lines) {
    line.words.sort((a, b) => a.box[0] - b.box[0]);
    line.box = boxAround(line.words.map(({ box }) => box));
  }
  return lines;
}

function isBeside(line: Box, word: Box): boolean {
  const common = Math.min(line[3], word[3]) - Math.max(line[1], word[1]);
  return common > Math.min(line[3] - line[1], word[3] - word[1]) * BESIDE;
}

/** The text of a line: a blank where one is seen. */
export function textOfLine({ words }: Line): string {
  let text = "";
  let last: Word | undefined;
  for (const word of words) {
    const gap = last === undefined ? 0 : word.box[0] - last.box[2];
    text += last !== undefined && gap > Math.min(word.size, last.size) * BLANK ? ` ${word.text}` : word.text;
    last = word;
  }
  return text;
}

/** The room between lines of one paragraph: most rooms of a text are that, the lower quarter of them surely. */
export function usualRoom(lines: readonly Line[]): number {
  const rooms = lines.slice(1).map((line, index) => line.box[1] - (lines[index] as Line).box[3]);
  const most = Math.max(0, ...lines.map(({ size }) => size)) * DOUBLE_SPACED;
  return Math.min(most, rooms.toSorted((a, b) => a - b)[rooms.length >> 2] ?? 0);
}

/** Whether there is more room above a line than between lines of one paragraph. */
export function standsApart(line: Line, above: Line, usual: number): boolean {
  return line.box[1] - above.box[3] > usual + Math.max(line.size, above.size) * PARTING;
}

/** Confidence of text that is not printed whole. */
const CUT_OFF = 0.4;

/** The lowest confidence of the words; 1 where there are none. */
export function confidenceOf(words: readonly Word[]): number {
  return words.reduce((lowest, word) => Math.min(lowest, word.confidence, isCutOff(word) ? CUT_OFF : 1), 1);
}

/** Whether a word goes on where it cannot be seen. */
export function isCutOff({ cut }: Word): boolean {
  return cut !== undefined && (cut.left || cut.right);
}
