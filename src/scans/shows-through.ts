import type { Raster } from "../model/raster.ts";
import { type Background, flattenBackground } from "./flatten-background.ts";

/** The part of the paper that must be grey, with no ink beside it, before the other side of the sheet shows through. */
const GHOSTS = 0.012;

/** Grey marks are between these, and what is darker than the last within two dots of them is ink of this side. */
const BRIGHTEST = 240;
const DARKEST = 185;
const INK = 165;

/** Thin walls are grey, too, but long: of so many dots to either side in a row, so many are grey or darker. At 100 dpi: 0.3 in. */
const REACH = 15;
const IN_LINE = 24;

/** Whether print of the other side shows on a small copy (100 dpi) of a page: grey marks, paler than ink, far from ink, and no lines. */
export function showsThrough(small: Raster, background: Background): boolean {
  const flat: Raster = { ...small, data: small.data.slice() };
  flattenBackground(flat, background, 1);
  const { data, width, height } = flat;
  const lines = dotsOfLines(flat);
  let [ghosts, seen] = [0, 0];
  for (let y = 2; y < height - 2; y += 1)
    for (let at = y * width + 2, end = (y + 1) * width - 2; at < end; at += 1) {
      seen += 1;
      const value = data[at] as number;
      if (value >= BRIGHTEST || value < DARKEST || lines[at] === 1) continue;
      let darkest = 255;
      for (let row = at - 2 * width; row <= at + 2 * width; row += 2 * width)
        for (let next = row - 2; next <= row + 2; next += 2)
          darkest = Math.min(darkest, data[next] as number);
      if (darkest > INK) ghosts += 1;
    }
  return ghosts > seen * GHOSTS;
}

/** 1 for dots that have more dots of their kind in a row, along the page or up it. */
function dotsOfLines({ data, width, height }: Raster): Uint8Array {
  const lines = new Uint8Array(data.length);
  const look = (begin: number, step: number, length: number): void => {
    let inLine = 0;
    for (let to = 0; to < length + REACH; to += 1) {
      if (to < length && (data[begin + to * step] as number) < BRIGHTEST) inLine += 1;
      const gone = to - 2 * REACH - 1;
      if (gone >= 0 && (data[begin + gone * step] as number) < BRIGHTEST) inLine -= 1;
      if (to >= REACH && inLine >= IN_LINE) lines[begin + (to - REACH) * step] = 1;
    }
  };
  for (let y = 0; y < height; y += 1) look(y * width, 1, width);
  for (let x = 0; x < width; x += 1) look(x, width, height);
  return lines;
}
