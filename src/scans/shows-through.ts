import type { Raster } from "../model/raster.ts";
import { type Background, flattenBackground } from "./flatten-background.ts";

/** The part of the page that must be ghosts before the other side of the sheet shows through. */
const GHOSTS = 0.003;

/** Ghosts are this much darker than paper near them at least, in grey levels, and at most this share of the way to the ink of this side. */
const LEAST = 14;
const PALE = 0.45;

/** Of all dots, so many are ink, and so many are border or picture at most. */
const INK = 0.02;

/** Paper is looked for so far from a ghost, in dots; of the dots around it so many are grey as well, or it is grain. */
const NEAR = 6;
const GREY_AROUND = 5;

/** Thin walls are grey, too, but long: of so many dots to either side in a row, so many are grey or darker. At 100 dpi: 0.3 in. */
const REACH = 15;
const IN_LINE = 24;

/** Whether print of the other side shows on a small copy (100 dpi) of a page: grey marks, paler than ink, far from ink, and no lines. */
export function showsThrough(small: Raster, background: Background): boolean {
  const flat: Raster = { ...small, data: small.data.slice() };
  flattenBackground(flat, background, 1);
  const { data, width, height } = flat;
  const lines = dotsOfLines(flat);
  const ink = data.toSorted()[Math.floor(data.length * INK)] as number;
  const pale = 255 - Math.max(2 * LEAST, (255 - ink) * PALE);
  let [ghosts, seen] = [0, 0];
  for (let y = NEAR; y < height - NEAR; y += 1)
    for (let at = y * width + NEAR, end = (y + 1) * width - NEAR; at < end; at += 1) {
      seen += 1;
      const value = data[at] as number;
      if (value > 255 - LEAST || value < pale || lines[at] === 1) continue;
      let [darkest, around] = [255, 0];
      for (let row = at - 2 * width; row <= at + 2 * width; row += width)
        for (let next = row - 2; next <= row + 2; next += 1) {
          const other = data[next] as number;
          if (other < darkest) darkest = other;
          if (other <= 255 - LEAST && Math.abs(next - row) < 2 && Math.abs(row - at) < 2 * width) around += 1;
        }
      if (darkest < pale || around <= GREY_AROUND) continue;
      const paper = Math.max(
        data[at - NEAR] as number,
        data[at + NEAR] as number,
        data[at - NEAR * width] as number,
        data[at + NEAR * width] as number,
      );
      if (paper - value >= LEAST) ghosts += 1;
    }
  return ghosts > seen * GHOSTS;
}

/** 1 for dots that have more dots of their kind in a row, along the page or up it. */
function dotsOfLines({ data, width, height }: Raster): Uint8Array {
  const lines = new Uint8Array(data.length);
  const look = (begin: number, step: number, length: number): void => {
    let inLine = 0;
    for (let to = 0; to < length + REACH; to += 1) {
      if (to < length && (data[begin + to * step] as number) < 255 - LEAST) inLine += 1;
      const gone = to - 2 * REACH - 1;
      if (gone >= 0 && (data[begin + gone * step] as number) < 255 - LEAST) inLine -= 1;
      if (to >= REACH && inLine >= IN_LINE) lines[begin + (to - REACH) * step] = 1;
    }
  };
  for (let y = 0; y < height; y += 1) look(y * width, 1, width);
  for (let x = 0; x < width; x += 1) look(x, width, height);
  return lines;
}
