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

/** The text of words that belong together, line by line. */
export function textOfWords(words: readonly Word[]): string {
  return linesOfWords(words).map(textOfLine).join("\n");
}

/** The lowest confidence of the words; 1 where there are none. */
export function confidenceOf(words: readonly Word[]): number {
  return words.reduce((lowest, { confidence }) => Math.min(lowest, confidence), 1);
}
