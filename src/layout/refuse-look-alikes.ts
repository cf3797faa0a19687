import type { Word } from "../model/layout.ts";
import { type Segment, textOfSegment } from "./segment-lines.ts";
import { isFigure } from "./tell-figures.ts";

/** The part of the lines with leading dots that must end in numbers of pages in a table of contents. */
const PAGE_NUMBERS = 0.8;

/** Marks of lists: what stands behind them is running text. */
const LIST_MARK =
  /^(?:[•●○◦▪■□➢✓·–—*-]|[（(]?(?:\d{1,2}|[a-z]|[ivx]{1,4}|[一二三四五六七八九十]{1,3})[.)、）:]|\[\d{1,3}\]|[①-⑳])$/iu;

/** What dots lead to in a table of contents. */
const PAGE_NUMBER = /^(?:[A-Z]?-?\d{1,4}(?:-\d{1,4})?|[ivxlc]+)$/iu;

/** Numbers of pages behind a word of an index: 13, 42–44, 107. */
const PAGE_LIST = /(?:^|\s)\d{1,4}(?:[–-]\d{1,4})?,(?:\s|$)/u;

/** What stands in lines of programs and hardly anywhere else. */
const CODE =
  /[\\{}]|[;,]?\s*\/[/*]|::|:=|==|=>|->|<-|&&|\|\||[\p{L}\d]_\p{L}|\p{L}\([^)]*\)?[;{]|[\p{L}\d)\]]\s?=\s?[\p{L}\d"'([]|;$|^[#%$>]\s?\p{L}|^<\/?\p{L}|\s--?\p{Ll}[\p{Ll}-]*/u;

/** The part of the lines that must look like that. */
const CODE_LINES = 0.4;
const INDEX_LINES = 0.3;

/** So many numbers of one step in a row are the labels of an axis. */
const AXIS = 5;

/** So many lines counted one by one, with hardly anything beside the text of each, are numbered lines. */
const NUMBERED_LINES = 4;
const SINGLE_TEXTS = 0.6;

/**
 * Whether lines with texts beside one another are one of the things that look like a table: a table of contents, an index,
 * a listing of a program, numbered lines, or the labels of a drawing. Rules above and below the lines (`framed`) speak
 * for a table where the lines themselves do not tell for certain.
 */
export function isLookAlike(
  rows: readonly (readonly Segment[])[],
  texts: readonly (readonly string[])[],
  framed: boolean,
  led: ReadonlySet<Word>,
): boolean {
  if (isContents(rows, led) || areAxes(texts)) return true;
  return !framed && (isIndex(texts) || isCode(texts) || areNumberedLines(texts));
}

/** Whether most lines begin with a mark or a number of a list. */
export function isList(texts: readonly (readonly string[])[]): boolean {
  return texts.filter(([first = ""]) => LIST_MARK.test(first)).length * 2 > texts.length;
}

/** Whether most lines lead with dots to a number of a page and nothing else; columns may stand beside one another. */
function isContents(rows: readonly (readonly Segment[])[], led: ReadonlySet<Word>): boolean {
  const isLed = ({ words }: Segment) => words.some((word) => led.has(word));
  const leading = rows.filter((segments) => segments.some(isLed));
  const toPages = leading.filter((segments) => {
    const behind = segments.flatMap((segment, index) => (isLed(segment) ? [index + 1] : []));
    const ends = behind.map((at) => segments[at]);
    const one = behind.at(-1) === segments.length - 1;
    return (
      (one || behind.length > 1) && ends.every((end) => end !== undefined && isPageNumber(textOfSegment(end)))
    );
  });
  return leading.length * 2 > rows.length && toPages.length >= leading.length * PAGE_NUMBERS;
}

function isPageNumber(text: string): boolean {
  return PAGE_NUMBER.test(text.trim().replace(/^[.·…\s]+/u, ""));
}

function isIndex(texts: readonly (readonly string[])[]): boolean {
  const listing = texts.filter((row) => row.some((text) => PAGE_LIST.test(text)));
  return listing.length >= 2 && listing.length >= texts.length * INDEX_LINES;
}

function isCode(texts: readonly (readonly string[])[]): boolean {
  const lines = texts.filter((row) => CODE.test(row.join(" ")));
  return lines.length >= texts.length * CODE_LINES;
}

/** Whether the lines count up one by one and most have one text behind the number that is no figure. */
function areNumberedLines(texts: readonly (readonly string[])[]): boolean {
  const counts = texts.map(([first = ""]) => (/^\d{1,4}$/u.test(first) ? Number(first) : Number.NaN));
  const steps = counts.slice(1).filter((count, index) => count === (counts[index] as number) + 1);
  const single = texts.filter((row) => row.length === 2 && !isFigure(row[1] ?? ""));
  return (
    steps.length >= NUMBERED_LINES - 1 &&
    steps.length * 2 >= texts.length &&
    single.length >= texts.length * SINGLE_TEXTS
  );
}

/** Whether the last line, or the last but one, holds the labels of an axis: numbers of one step, but no years above figures. */
function areAxes(texts: readonly (readonly string[])[]): boolean {
  return texts.slice(-2).some((row) => {
    const numbers = row.flatMap((text) => text.split(/\s+/u)).map((text) => Number(text.replace("−", "-")));
    const tail = numbers.slice(-AXIS);
    if (tail.length < AXIS || tail.some((number) => !Number.isFinite(number))) return false;
    const step = (tail[1] as number) - (tail[0] as number);
    return (
      step !== 0 &&
      tail
        .slice(1)
        .every((number, index) => Math.abs(number - (tail[index] as number) - step) < Math.abs(step) * 1e-6)
    );
  });
}
