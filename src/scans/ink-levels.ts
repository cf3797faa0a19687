import type { Raster } from "../model/raster.ts";

/** How dark paper and ink are on a page, and where to part them. 0 black … 255 white. */
export interface InkLevels {
  paper: number;
  ink: number;
  /** What is darker is text. */
  text: number;
  /** What is darker may be a ruling: they are thin and printed faintly, and long enough not to be taken for anything else. */
  ruling: number;
}

/** What part of the way from paper to ink parts the two, for text and for rulings. */
const TEXT_SHARE = 0.42;
const RULING_SHARE = 0.25;

/** The least distance between paper and ink; less is paper alone. */
const LEAST_CONTRAST = 40;

/** Tells paper from ink by the two heaps of the grey values (Otsu 1979), looking at every third dot of every third row. */
export function inkLevels(raster: Raster): InkLevels {
  const counts = countLevels(raster);
  const parting = otsu(counts);
  const ink = Math.min(meanOf(counts, 0, parting), 255 - LEAST_CONTRAST);
  const paper = Math.max(medianFrom(counts, parting, 0.5), ink + LEAST_CONTRAST);
  const grain = Math.max(0, paper - medianFrom(counts, parting, 0.16));
  const text = paper - Math.max(TEXT_SHARE * (paper - ink), Math.min(3 * grain, 0.6 * (paper - ink)));
  const ruling = paper - Math.max(RULING_SHARE * (paper - ink), Math.min(2.5 * grain, 0.5 * (paper - ink)));
  return { paper, ink, text, ruling };
}

/** How bright half of a page is at least: its paper. */
export function medianLevel(raster: Raster): number {
  return medianFrom(countLevels(raster), 0, 0.5);
}

/**
 * Around a stroke or a wall, at this distance in dots, there is paper in most of eight directions; where more are dark, it is part of a
 * border, a hole or a picture.
 */
const AROUND = 12;
const MOST_DARK = 4;

/** What is darker is not paper, whatever the page. */
const DARK = 128;

function countLevels({ width, height, data }: Raster): Float64Array {
  const counts = new Float64Array(256);
  const around = [-1, 0, 1].flatMap((down) => [-1, 0, 1].map((right) => (down * width + right) * AROUND));
  for (let y = 1; y < height; y += 3) {
    for (let at = y * width + 1, end = (y + 1) * width; at < end; at += 3) {
      const value = data[at] as number;
      if (value < DARK) {
        let dark = -1;
        for (const away of around) if ((data[at + away] ?? 0) < DARK) dark += 1;
        if (dark > MOST_DARK) continue;
      }
      counts[value] = (counts[value] as number) + 1;
    }
  }
  return counts;
}

/** The value that parts the counts into two heaps that are as far apart as can be. */
function otsu(counts: Float64Array): number {
  let total = 0;
  let sum = 0;
  counts.forEach((count, value) => {
    total += count;
    sum += count * value;
  });
  let best = 128;
  let most = -1;
  let below = 0;
  let sumBelow = 0;
  for (let value = 0; value < 255; value += 1) {
    below += counts[value] as number;
    sumBelow += (counts[value] as number) * value;
    const above = total - below;
    if (below === 0 || above === 0) continue;
    const apart = sumBelow / below - (sum - sumBelow) / above;
    const between = below * above * apart * apart;
    if (between > most) {
      most = between;
      best = value + 1;
    }
  }
  return best;
}

function meanOf(counts: Float64Array, from: number, to: number): number {
  let total = 0;
  let sum = 0;
  for (let value = from; value < to; value += 1) {
    total += counts[value] as number;
    sum += (counts[value] as number) * value;
  }
  return total === 0 ? 0 : sum / total;
}

/** The value below which the given share of the counts from `from` on lies. */
function medianFrom(counts: Float64Array, from: number, share: number): number {
  let total = 0;
  for (let value = from; value < 256; value += 1) total += counts[value] as number;
  let sum = 0;
  for (let value = from; value < 256; value += 1) {
    sum += counts[value] as number;
    if (sum >= total * share) return value;
  }
  return 255;
}
