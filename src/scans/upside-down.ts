import type { Raster } from "../model/raster.ts";
import type { LineImage, Recogniser } from "../model/recognition.ts";
import { labelRegions } from "./label-regions.ts";
import type { PreparedPage } from "./prepared-page.ts";
import { shrinkRaster } from "./shrink-raster.ts";

/** Lines that are read both ways round. */
const LINES = 8;

/** Dots of a prepared page to one of the copy in which lines are looked for. */
const FACTOR = 4;

/** Heights and least width of what may be a line of text, in inches. */
const LEAST_HEIGHT = 0.07;
const MOST_HEIGHT = 0.3;
const LEAST_WIDTH = 0.25;

/** Gaps between letters that are closed, in inches. */
const GAP = 0.06;

/** By how much the turned lines must read better before a page is turned: most pages are fed the right way round. */
const CLEARLY = 1.2;

const SENSE = /[\p{Script=Han}0-9]/gu;

/**
 * Whether a prepared page stands on its head: a few of its lines are read both ways round, and the way that gives more
 * characters with more confidence is right. Ink alone does not tell, as Chinese letters have no ascenders. False where there are no lines.
 */
export async function isUpsideDown(
  page: PreparedPage,
  recogniser: Recogniser,
  signal?: AbortSignal,
): Promise<boolean> {
  const lines = findTextLines(page);
  if (lines.length === 0) return false;
  const turned = lines.map(({ raster, dpi }) => ({ raster: turnRaster(raster), dpi }));
  const readings = await recogniser.read([...lines, ...turned], "text", signal);
  const sense = readings.map(({ text, confidence }) => (text.match(SENSE)?.length ?? 0) * confidence ** 2);
  const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
  return sum(sense.slice(lines.length)) > sum(sense.slice(0, lines.length)) * CLEARLY;
}

/** The widest things on the page that are as high as lines of text and stand alone. */
function findTextLines({ grey, dpi }: PreparedPage): LineImage[] {
  const small = shrinkRaster(grey, FACTOR);
  const { width, height } = small;
  const inch = dpi / FACTOR;
  const ink = small.data.map((value) => (value < 190 ? 1 : 0));
  const labels = new Int32Array(ink.length);
  const isLetter = labelRegions(ink, width, height, labels).map(
    ({ left, right, top, bottom }) => Math.max(right - left, bottom - top) < MOST_HEIGHT * inch,
  );
  const smeared = new Uint8Array(ink.length);
  const gap = Math.round(GAP * inch);
  for (let y = 0; y < height; y += 1) {
    let last = -Infinity;
    for (let x = 0, at = y * width; x < width; x += 1, at += 1) {
      if (isLetter[(labels[at] as number) - 1] !== true) continue;
      smeared.fill(1, x - last <= gap ? at - (x - last) : at, at + 1);
      last = x;
    }
  }
  return labelRegions(smeared, width, height)
    .filter(({ left, right, top, bottom }) => {
      const tall = bottom - top + 1;
      return tall >= LEAST_HEIGHT * inch && tall <= MOST_HEIGHT * inch && right - left >= LEAST_WIDTH * inch;
    })
    .toSorted((a, b) => b.right - b.left - (a.right - a.left))
    .slice(0, LINES)
    .map(({ left, top, right, bottom }) => ({
      raster: cut(grey, (left - 1) * FACTOR, (top - 1) * FACTOR, (right + 2) * FACTOR, (bottom + 2) * FACTOR),
      dpi,
    }));
}

function cut(
  { data, width, height }: Raster,
  left: number,
  top: number,
  right: number,
  bottom: number,
): Raster {
  const [x0, y0] = [Math.max(0, left), Math.max(0, top)];
  const [x1, y1] = [Math.min(width, right), Math.min(height, bottom)];
  const piece = new Uint8Array((x1 - x0) * (y1 - y0));
  for (let y = y0; y < y1; y += 1)
    piece.set(data.subarray(y * width + x0, y * width + x1), (y - y0) * (x1 - x0));
  return { width: x1 - x0, height: y1 - y0, channels: 1, data: piece };
}

/** The same page turned by 180 degrees, without preparing it anew. */
export function turnPage(page: PreparedPage): PreparedPage {
  const { grey, width, height, turned, seals } = page;
  return {
    ...page,
    grey: turnRaster(grey),
    ...(page.unwhitened === undefined ? {} : { unwhitened: turnRaster(page.unwhitened) }),
    turned: (turned + 180) % 360,
    seals: seals.map(({ box: [left, top, right, bottom], picture }) => ({
      box: [width - right, height - bottom, width - left, height - top],
      picture: turnRaster(picture),
    })),
    toSource: (x, y) => page.toSource(grey.width - x, grey.height - y),
  };
}

function turnRaster(raster: Raster): Raster {
  const { data, channels } = raster;
  const turned = new Uint8Array(data.length);
  for (let from = 0, to = data.length - channels; from < data.length; from += channels, to -= channels)
    for (let channel = 0; channel < channels; channel += 1)
      turned[to + channel] = data[from + channel] as number;
  return { ...raster, data: turned };
}
