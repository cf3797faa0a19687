import type { Word } from "../model/layout.ts";
import { isFull, joinWrapped } from "./join-wrapped.ts";
import { type Line, linesOfWords, standsApart, textOfLine, usualRoom } from "./lines-of-words.ts";
import { splitTextColumns, type TextColumn } from "./split-text-columns.ts";

/** 一、 （二） 3. (4) at the beginning of a line, and the end of a sentence: between them ends a paragraph. */
const NUMBERED = /^(?:[（(]?[一二三四五六七八九十]{1,3}[、.)）]|[（(]?\d{1,2}[、.)）](?!\d)|[①-⑳])/u;
const SENTENCE_END = /[。；：.;:]$/u;

/** Running text of one paragraph. */
export interface Paragraph {
  text: string;
  lines: Line[];
}

/** A line that ends so far from the right edge, as a share of the type size, ends its paragraph. */
const SHORT = 1.5;

/** A line that begins so far to the right of the one above, as a share of the type size, begins a paragraph. */
const INDENT = 1.5;

/** Types that differ by more than this factor are not of one paragraph. */
const SAME_SIZE = 1.15;

/**
 * Running text as paragraphs in reading order: columns one after the other, wrapped lines joined. `rightEdge` is where
 * the text of the page ends at the right, in points: a line that ends before it ends its paragraph.
 */
export function gatherParagraphs(words: readonly Word[], rightEdge: number): Paragraph[] {
  return splitTextColumns(words, rightEdge).flatMap(paragraphsOf);
}

function paragraphsOf({ words, rightEdge }: TextColumn): Paragraph[] {
  const lines = linesOfWords(words);
  const usual = usualRoom(lines);
  const paragraphs: Line[][] = [];
  lines.forEach((line, index) => {
    const last = lines[index - 1];
    if (last === undefined || begins(line, last, rightEdge, usual)) paragraphs.push([line]);
    else paragraphs.at(-1)?.push(line);
  });
  return paragraphs.map((own) => ({ lines: own, text: own.map(textOfLine).reduce(joinWrapped) }));
}

/** Whether a line begins a paragraph, after the one above it. */
function begins(line: Line, last: Line, rightEdge: number, usual: number): boolean {
  const size = Math.max(line.size, last.size);
  if (size > Math.min(line.size, last.size) * SAME_SIZE) return true;
  if (standsApart(line, last, usual)) return true;
  if (line.box[0] > last.box[0] + size * INDENT) return true;
  if (NUMBERED.test(textOfLine(line)) && SENTENCE_END.test(textOfLine(last))) return true;
  return !isFull(last, line, rightEdge - last.box[0] - size * SHORT);
}
