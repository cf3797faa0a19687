import type { Word } from "../model/layout.ts";
import { medianOf } from "./box.ts";
import { type Line, linesOfWords, textOfLine } from "./lines-of-words.ts";

/** The text of a page outside of its tables. */
export interface LoosePage {
  height: number;
  words: Word[];
}

/** Parts of the page height that headers and footers stand in: titles begin below, notes end above. */
const HEADER_ZONE = 0.085;
const FOOTER_ZONE = 0.915;

/** Headers are not set in larger type than the text; titles are. */
const HEADER_SIZE = 1.15;

/** How far apart, in points, the same header may stand on two pages. */
const SAME_PLACE = 4;

/** 第 1 页 共 3 页, - 1 -, 1 / 3, Page 1 of 3 */
const PAGE_NUMBER =
  /^(?:第\s*\d+\s*页(?:[\s，,/]*共\s*\d+\s*页)?|[-–—－·]\s*\d+\s*[-–—－·]|\d+\s*\/\s*\d+|page\s+\d+(?:\s+of\s+\d+)?)$/iu;

/**
 * Leaves out page numbers, and headers and footers that stood at the same place of an earlier page: their first printing
 * stays, as text of its page. Gives back the words that stay, page by page.
 */
export function dropRunningText(pages: readonly LoosePage[]): Word[][] {
  const seen: { text: string; middle: number }[] = [];
  const size = medianOf(pages.flatMap(({ words }) => words.map((word) => word.size)));
  return pages.map(({ height, words }, index) => {
    const running = linesOfWords(words).filter(
      ({ box }) => box[3] <= height * HEADER_ZONE || box[1] >= height * FOOTER_ZONE,
    );
    const dropped = new Set<Word>();
    for (const line of running) {
      const text = textOfLine(line).trim();
      const middle = (line.box[1] + line.box[3]) / 2;
      const numbered = PAGE_NUMBER.test(text) || text === String(index + 1);
      if (numbered || isRepeated(line, text, middle, seen, size))
        line.words.forEach((word) => dropped.add(word));
      else seen.push({ text: withoutDigits(text), middle });
    }
    return dropped.size === 0 ? words : words.filter((word) => !dropped.has(word));
  });
}

function isRepeated(
  line: Line,
  text: string,
  middle: number,
  seen: readonly { text: string; middle: number }[],
  size: number,
): boolean {
  const key = withoutDigits(text);
  return (
    line.size <= size * HEADER_SIZE &&
    seen.some((other) => other.text === key && Math.abs(other.middle - middle) <= SAME_PLACE)
  );
}

/** Page numbers count up: they are not what makes two headers differ. */
function withoutDigits(text: string): string {
  return text.replace(/\d+/gu, "#");
}
