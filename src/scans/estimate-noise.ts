import type { Raster } from "../model/raster.ts";

/** Standard deviation of the brightness of paper, of 255, at which a picture counts as wholly noisy. */
const WORST_GRAIN = 30;

/** Share of dots that are lone specks at which it does. */
const WORST_SPECKS = 0.002;

/** How grainy or specked a grey picture is. */
export interface Noise {
  /** 0 clean … 1. */
  level: number;
  /** What of it is grain: paper of uneven brightness. */
  grain: number;
  /** What of it is lone dark dots. */
  specks: number;
}

/** Estimates noise on every fourth row: grain by how bright dots of paper differ from their neighbours, specks by lone dark dots. */
export function estimateNoise({ data, width, height }: Raster, paper: number): Noise {
  const light = paper * 0.6;
  const steps = new Uint32Array(512);
  let [compared, specks, seen] = [0, 0, 0];
  for (let y = 1; y < height - 1; y += 4)
    for (let at = y * width + 1, end = (y + 1) * width - 1; at < end; at += 1) {
      const value = data[at] as number;
      const left = data[at - 1] as number;
      const right = data[at + 1] as number;
      seen += 1;
      if (left <= light || right <= light) continue;
      if (value <= light) {
        if (isLone(data, at, width, light)) specks += 1;
        continue;
      }
      const step = Math.abs(2 * value - left - right);
      steps[Math.min(511, step)] = (steps[Math.min(511, step)] as number) + 1;
      compared += 1;
    }
  // The median of |2x - a - b| of normal noise is 0.6745 √6 of its standard deviation.
  let count = 0;
  const median = Math.max(
    0,
    steps.findIndex((dots) => (count += dots) >= compared / 2),
  );
  const grain = Math.min(1, median / 0.6745 / Math.sqrt(6) / WORST_GRAIN);
  const lone = Math.min(1, specks / Math.max(1, seen) / WORST_SPECKS);
  return { level: Math.max(grain, lone), grain, specks: lone };
}

function isLone(data: Uint8Array, at: number, width: number, light: number): boolean {
  for (const row of [at - width, at + width])
    for (let next = row - 1; next <= row + 1; next += 1) if ((data[next] as number) <= light) return false;
  return true;
}

/** Takes lone dark dots, in place, for paper; lone pairs too. Only for scans fine enough that a decimal point is larger. */
export function removeSpecks({ data, width, height }: Raster, paper: number): void {
  const light = paper * 0.6;
  const copy = data.slice();
  for (let y = 1; y < height - 1; y += 1)
    for (let at = y * width + 1, end = (y + 1) * width - 1; at < end; at += 1) {
      if ((copy[at] as number) > light) continue;
      let dark = 0;
      for (let row = at - width; row <= at + width; row += width)
        for (let next = row - 1; next <= row + 1; next += 1) if ((copy[next] as number) <= light) dark += 1;
      if (dark <= 2) data[at] = paper;
    }
}

/** Smooths grain, in place: a binomial window of 3 × 3, applied `times` times. */
export function smoothGrain({ data, width, height }: Raster, times: number): void {
  const row = new Uint8Array(width);
  for (let time = 0; time < times; time += 1) {
    for (let y = 0; y < height; y += 1) {
      const begin = y * width;
      row.set(data.subarray(begin, begin + width));
      for (let x = 1; x < width - 1; x += 1)
        data[begin + x] = ((row[x - 1] as number) + 2 * (row[x] as number) + (row[x + 1] as number) + 2) >> 2;
    }
    const above = data.slice(0, width);
    for (let y = 1; y < height - 1; y += 1) {
      const begin = y * width;
      for (let x = 0; x < width; x += 1) {
        const here = data[begin + x] as number;
        data[begin + x] = ((above[x] as number) + 2 * here + (data[begin + width + x] as number) + 2) >> 2;
        above[x] = here;
      }
    }
  }
}
