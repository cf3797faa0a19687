import type { Raster } from "../model/raster.ts";

/** Where the ink of a line stands, in dots; right and bottom are the first without ink. */
export interface InkBox {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** The paper of a prepared page is nearly white; faint print is not much darker. */
const LIGHTEST_INK = 200;
/** Of the darkest dot's distance from white: half of it tells ink from blur around it. */
const INK_SHARE = 0.5;

/** The grey value below which a dot of this line is ink: halfway between its paper and its darkest dots. */
export function inkThreshold(raster: Raster): number {
  const counts = new Uint32Array(256);
  for (const value of raster.data) counts[value] = (counts[value] ?? 0) + 1;
  const darkest = percentile(counts, raster.data.length * 0.01);
  return Math.min(LIGHTEST_INK, Math.round(darkest + (255 - darkest) * INK_SHARE));
}

function percentile(counts: Uint32Array, rank: number): number {
  let seen = 0;
  for (let value = 0; value < 256; value += 1) {
    seen += counts[value] ?? 0;
    if (seen >= rank) return value;
  }
  return 255;
}

/** The box around the ink, lone dots left out; null where the line is empty. */
export function inkBox(raster: Raster): InkBox | null {
  const { width, height, data } = raster;
  const threshold = inkThreshold(raster);
  const rows = new Uint32Array(height);
  const columns = new Uint32Array(width);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      if ((data[y * width + x] as number) < threshold) {
        rows[y] = (rows[y] as number) + 1;
        columns[x] = (columns[x] as number) + 1;
      }
  const [top, bottom] = extent(rows, 2);
  const [left, right] = extent(columns, 2);
  return bottom <= top || right <= left ? null : { left, top, right, bottom };
}

function extent(profile: Uint32Array, least: number): [from: number, to: number] {
  let from = 0;
  let to = profile.length;
  while (from < to && (profile[from] as number) < least) from += 1;
  while (to > from && (profile[to - 1] as number) < least) to -= 1;
  return [from, to];
}

/**
 * A part of a grey picture at another size. The part may reach over the edges of the picture: there it is white.
 * Smaller by averaging over all dots that fall together, larger by straight lines between them.
 *
 * @param part in dots of `raster`; fractions are allowed.
 */
export function resample(
  raster: Raster,
  part: { left: number; top: number; width: number; height: number },
  width: number,
  height: number,
): Raster {
  const across = weights(part.left, part.width, width, raster.width);
  const down = weights(part.top, part.height, height, raster.height);
  const rows = new Map<number, Float32Array>();
  const rowOf = (y: number): Float32Array => {
    let row = rows.get(y);
    if (row === undefined) {
      row = new Float32Array(width);
      for (let x = 0; x < width; x += 1) {
        const taps = across[x] as Taps;
        let sum = taps.outside * 255;
        for (let tap = 0; tap < taps.weights.length; tap += 1)
          sum += (taps.weights[tap] as number) * (raster.data[y * raster.width + taps.from + tap] as number);
        row[x] = sum;
      }
      rows.set(y, row);
    }
    return row;
  };
  const data = new Uint8Array(width * height);
  const line = new Float32Array(width);
  for (let y = 0; y < height; y += 1) {
    const taps = down[y] as Taps;
    line.fill(taps.outside * 255);
    for (let tap = 0; tap < taps.weights.length; tap += 1) {
      const weight = taps.weights[tap] as number;
      const row = rowOf(taps.from + tap);
      for (let x = 0; x < width; x += 1) line[x] = (line[x] as number) + weight * (row[x] as number);
    }
    for (let x = 0; x < width; x += 1)
      data[y * width + x] = Math.max(0, Math.min(255, Math.round(line[x] as number)));
    for (const known of rows.keys()) if (known < taps.from) rows.delete(known);
  }
  return { width, height, channels: 1, data };
}

/** What one dot of the result is made of. */
interface Taps {
  from: number;
  weights: number[];
  /** The share that falls beyond the edges. */
  outside: number;
}

function weights(start: number, extentOfPart: number, size: number, limit: number): Taps[] {
  const step = extentOfPart / size;
  const reach = Math.max(1, step);
  return Array.from({ length: size }, (_, at) => {
    const middle = start + (at + 0.5) * step - 0.5;
    const first = Math.ceil(middle - reach);
    const last = Math.floor(middle + reach);
    const all: number[] = [];
    let sum = 0;
    for (let tap = first; tap <= last; tap += 1) {
      const weight = Math.max(0, 1 - Math.abs(tap - middle) / reach);
      all.push(weight);
      sum += weight;
    }
    let outside = 0;
    const kept: number[] = [];
    let from = -1;
    for (let tap = first; tap <= last; tap += 1) {
      const weight = (all[tap - first] as number) / sum;
      if (tap < 0 || tap >= limit) outside += weight;
      else {
        if (from === -1) from = tap;
        kept.push(weight);
      }
    }
    return { from: Math.max(0, from), weights: kept, outside };
  });
}
