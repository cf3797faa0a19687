import type { Word } from "../model/layout.ts";
import type { PageImage } from "../model/raster.ts";
import type { PreparedPage } from "../scans/prepared-page.ts";
import { FULL, GLYPH_WIDTHS, HALF } from "./glyphless-font.ts";

/** A page of a PDF as its places are counted: the part of it that is shown, how it is turned, and its unit in points. */
export interface PdfPageShape {
  left: number;
  bottom: number;
  width: number;
  height: number;
  turned: 0 | 90 | 180 | 270;
  userUnit: number;
}

/** Text and where it stands in the space of its page. */
export interface PlacedText {
  text: string;
  /** From the em square of the font: a line from its baseline at (0, 0), one em high. */
  matrix: [number, number, number, number, number, number];
}

type Point = readonly [number, number];

/** Print that nobody could read. */
const UNREADABLE = /^\uFFFD*$/u;

/** The glyph that stands for a character. */
export function glyphOf(character: string): typeof FULL | typeof HALF {
  return (character.codePointAt(0) ?? 0) < 0x2000 ? HALF : FULL;
}

/**
 * Words of the upright page, brought back to where they stand on the page that was scanned: turned, skewed, in perspective, as it
 * lies. Each is as wide and as high as its print.
 */
export function placeText(
  words: readonly Word[],
  prepared: PreparedPage,
  { raster, box }: PageImage,
  shape: PdfPageShape,
): PlacedText[] {
  const toPage = (x: number, y: number): Point => {
    const [u, v] = prepared.toSource((x * prepared.dpi) / 72, (y * prepared.dpi) / 72);
    const seenX = box[0] + (u / raster.width) * (box[2] - box[0]);
    const seenY = box[1] + (v / raster.height) * (box[3] - box[1]);
    return toUserSpace(seenX, seenY, shape);
  };
  return words
    .filter(({ text }) => !UNREADABLE.test(text))
    .map(({ text, box: [left, top, right, bottom] }) => {
      const begin = toPage(left, bottom);
      const end = toPage(right, bottom);
      const above = toPage(left, top);
      const ems = Array.from(text).reduce((sum, one) => sum + GLYPH_WIDTHS[glyphOf(one)] / 1000, 0);
      return {
        text,
        matrix: [
          (end[0] - begin[0]) / ems,
          (end[1] - begin[1]) / ems,
          above[0] - begin[0],
          above[1] - begin[1],
          begin[0],
          begin[1],
        ],
      };
    });
}

/** From points of the page as it is looked at, from its upper left corner, to the space of the PDF (ISO 32000-1, 8.3.2.3 and 7.7.3.3). */
function toUserSpace(
  seenX: number,
  seenY: number,
  { left, bottom, width, height, turned, userUnit }: PdfPageShape,
): Point {
  const [x, y] = [seenX / userUnit, seenY / userUnit];
  if (turned === 90) return [left + y, bottom + x];
  if (turned === 180) return [left + width - x, bottom + y];
  if (turned === 270) return [left + width - y, bottom + height - x];
  return [left + x, bottom + height - y];
}
