import type { Word } from "../model/layout.ts";
import { medianOf } from "./box.ts";
import { linesOfWords, textOfLine } from "./lines-of-words.ts";

/** The text of a page outside of its tables. */
export interface LoosePage {
  number: number;
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

/** 第 1 页 共 3 页, - 1 -, Page 1 of 3 */
const PAGE_NUMBER =
  /^(?:第\s*\d+\s*页(?:[\s，,/]*共\s*\d+\s*页)?|[-–—－·]\s*\d+\s*[-–—－·]|page\s+\d+(?:\s+of\s+\d+)?)$/iu;

/** 1 / 3, which may as well be a score out of a full one. */
const FRACTION = /^(\d+)\s*\/\s*(\d+)$/u;

/** A line that stays, as what later pages may repeat. */
interface SeenLine {
  text: string;
  middle: number;
  page: number;
}

/**
 * Leaves out page numbers, and headers and footers that stood at the same place of an earlier page: their first printing
 * stays, as text of its page. `count` is how many pages were printed; those of a wide sheet are one here. Gives back the
 * words that stay, page by page.
 */
export function dropRunningText(pages: readonly LoosePage[], count: number): Word[][] {
  const seen: SeenLine[] = [];
  const size = medianOf(pages.flatMap(({ words }) => words.map((word) => word.size)));
  return pages.map(({ number, height, words }) => {
    const running = linesOfWords(words).filter(
      ({ box }) => box[3] <= height * HEADER_ZONE || box[1] >= height * FOOTER_ZONE,
    );
    const dropped = new Set<Word>();
    for (const line of running) {
      const text = textOfLine(line).trim();
      const own = { text, middle: (line.box[1] + line.box[3]) / 2, page: number };
      const repeated = line.size <= size * HEADER_SIZE && seen.some((other) => isRepeated(own, other));
      if (repeated || isPageNumber(text, number, count)) line.words.forEach((word) => dropped.add(word));
      else seen.push(own);
    }
    return dropped.size === 0 ? words : words.filter((word) => !dropped.has(word));
  });
}

function isPageNumber(text: string, page: number, count: number): boolean {
  if (PAGE_NUMBER.test(text) || text === String(page)) return true;
  const [, first, second] = FRACTION.exec(text) ?? [];
  return first !== undefined && (Number(first) === page || Number(second) === count);
}

function isRepeated(line: SeenLine, before: SeenLine): boolean {
  return (
    Math.abs(before.middle - line.middle) <= SAME_PLACE &&
    withoutDigits(before.text) === withoutDigits(line.text) &&
    countsPages(before.text, line.text, line.page - before.page)
  );
}

/** Page numbers count up with the pages; any other figure that differs, such as a score, makes two lines differ. */
function countsPages(before: string, text: string, distance: number): boolean {
  const numbers = numbersOf(before);
  return numbersOf(text).every(
    (number, index) => number === numbers[index] || Number(number) - Number(numbers[index]) === distance,
  );
}

function numbersOf(text: string): string[] {
  return text.match(/\d+/gu) ?? [];
}

function withoutDigits(text: string): string {
  return text.replace(/\d+/gu, "#");
}
