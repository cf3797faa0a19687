import type { Box, Word } from "../model/layout.ts";
import type { Line } from "./lines-of-words.ts";

/** Chinese writing and its punctuation: it breaks between any two characters, and no blank stands there. */
const HAN = /[\p{Script=Han}\u3000-\u303F\uFF00-\uFFEF“”‘’—…]/u;

/** A line that may have been filled further than this share of the type size is not full. */
const SLACK = 0.3;

/** No cell keeps its text further from its walls than this share of the type size. */
const WIDEST_PADDING = 0.5;

/** How wide letters and digits are, as a share of the type size. */
const LETTER_WIDTH = 0.55;

/** A line and the one it wraps into, as one text: Chinese runs on, words are parted by a blank, hyphens at the end go. */
export function joinWrapped(text: string, next: string): string {
  const last = text.at(-1) ?? "";
  const first = next[0] ?? "";
  if (HAN.test(last) || HAN.test(first) || /[/_*≥≤≧≦<>=＜＞＝]/u.test(last) || /[%,.;:)\]}*]/u.test(first))
    return text + next;
  if (/[\d%][-–~～]$/u.test(text) && /^\d/u.test(next)) return text + next;
  if (/\p{Ll}[-\u00AD]$/u.test(text) && /^\p{Ll}/u.test(next)) return text.slice(0, -1) + next;
  return `${text} ${next}`;
}

/** A number whose digits did not fit on one line, by itself or behind Chinese writing. */
const BROKEN_NUMBER = /^(?:.*[\p{Script=Han}\u3000-\u303F\uFF00-\uFFEF])?[-+]?[\d,]+\.?\d*$/su;

/** As `joinWrapped`, where the line is as wide as its cell: a number that breaks there runs on. */
export function joinFull(text: string, next: string): string {
  const runsOn = BROKEN_NUMBER.test(text) && /^[\d,.]/u.test(next);
  return runsOn ? text + next : joinWrapped(text, next);
}

/**
 * How far text keeps from the walls of its cell: at the left, or at the right where it does not begin at the left. Marks at
 * the end of a line may hang over, so that the right is the lesser witness.
 */
export function paddingOf(lines: readonly Line[], [left, , right]: Box): number {
  const most = Math.max(0, ...lines.map(({ size }) => size)) * WIDEST_PADDING;
  const before = Math.min(...lines.map(({ box }) => box[0] - left));
  const behind = Math.min(...lines.map(({ box }) => right - box[2]));
  return Math.max(0, Math.min(before <= most ? before : behind, most));
}

/** Whether a line was broken because what follows had no room on it: `room` is how wide a line can be, in points. */
export function isFull(line: Line, next: Line, room: number): boolean {
  const width = line.box[2] - line.box[0];
  return width + widthOfFirst(next.words[0] as Word) > room - line.size * SLACK;
}

/**
 * What must stand on one line: a word, or a Chinese character with the brackets that open before it; and the marks that
 * close behind it.
 */
const UNIT =
  /^(?<word>[^\p{Script=Han}\u3000-\u303F\uFF00-\uFFEF“”‘’—…]*)(?<han>(?:[（《“‘〔【「『]*[^，。；：、！？）》”’〕】」』％])?[，。；：、！？）》”’〕】」』％]*)/u;
const MARKS = /^[，。；：、！？）》”’〕】」』％]*/u;

function widthOfFirst({ text, box, size }: Word): number {
  const { word = "", han = "" } = UNIT.exec(text)?.groups ?? {};
  if (word === "") return han.length * size;
  if (word.length === text.length) return box[2] - box[0] + size / 4;
  const marks = MARKS.exec(han)?.[0] ?? "";
  return (word.length * LETTER_WIDTH + marks.length) * size + size / 4;
}
