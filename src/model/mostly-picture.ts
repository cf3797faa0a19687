import type { PositionedPage } from "./layout.ts";

/** The share of a page that its images cover at least where it is a scan. */
const COVERED = 0.5;

/** Characters that programs for scanning print over a page: a mark of theirs, a page number, a date. */
const NOTE = 60;

/**
 * Whether a page is the picture of a page with hardly any text of its own, such as the mark of the program that scanned it: what the
 * page says is in the picture. Forms that lie on a background picture have more text.
 */
export function isMostlyPicture({ words, images, width, height }: PositionedPage): boolean {
  const covered = images.reduce(
    (sum, [left, top, right, bottom]) => sum + (right - left) * (bottom - top),
    0,
  );
  const characters = words.reduce((sum, { text }) => sum + text.length, 0);
  return covered >= width * height * COVERED && characters <= NOTE;
}
