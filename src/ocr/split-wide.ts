import type { Raster } from "../model/raster.ts";
import { inkThreshold } from "./cut-line.ts";

/** Pieces of a line, none much wider than `widest` dots, cut where the gap between characters is widest. */
export function splitWide(raster: Raster, widest: number): { raster: Raster; left: number }[] {
  if (raster.width <= widest) return [{ raster, left: 0 }];
  const inks = inkPerColumn(raster);
  const pieces: { raster: Raster; left: number }[] = [];
  let left = 0;
  while (raster.width - left > widest) {
    const cut = widestGap(inks, left + Math.floor(widest / 2), left + widest);
    pieces.push({ raster: cutColumns(raster, left, cut), left });
    left = cut;
  }
  pieces.push({ raster: cutColumns(raster, left, raster.width), left });
  return pieces;
}

/** Dots of ink in each column. */
export function inkPerColumn(raster: Raster): Uint32Array {
  const threshold = inkThreshold(raster);
  const inks = new Uint32Array(raster.width);
  for (let index = 0; index < raster.data.length; index += 1)
    if ((raster.data[index] as number) < threshold) {
      const x = index % raster.width;
      inks[x] = (inks[x] as number) + 1;
    }
  return inks;
}

/** The columns from `from` up to `to`. */
export function cutColumns(raster: Raster, from: number, to: number): Raster {
  const width = to - from;
  const data = new Uint8Array(width * raster.height);
  for (let y = 0; y < raster.height; y += 1)
    data.set(raster.data.subarray(y * raster.width + from, y * raster.width + to), y * width);
  return { width, height: raster.height, channels: 1, data };
}

/** Middle of the widest run of the least inked columns. */
function widestGap(inks: Uint32Array, from: number, to: number): number {
  const least = inks.subarray(from, to).reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  let best = { at: to - 1, width: 0 };
  let start = from;
  for (let x = from; x <= to; x += 1) {
    if (x < to && inks[x] === least) continue;
    if (x - start > best.width) best = { at: Math.floor((start + x) / 2), width: x - start };
    start = x + 1;
  }
  return Math.max(from, best.at);
}
