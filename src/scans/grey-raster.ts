import type { Raster } from "../model/raster.ts";
import type { SealBox } from "./find-seals.ts";

/** The most by which ink of a seal is made brighter. */
const MOST_GAIN = 1.8;

/** Red that is more than this above green and blue speaks for what the ink of the seal looks like. */
const INK = 50;

/**
 * A picture in grey (luma of ITU-R BT.601). Within seals red is what counts: ink of a seal is as bright in red as paper nearly
 * is, and letters under it stay dark.
 */
export function greyRaster(
  { data, width, height, channels }: Raster,
  seals: readonly SealBox[] = [],
): Raster {
  if (channels === 1) return { data, width, height, channels };
  const grey = new Uint8Array(width * height);
  for (let at = 0, from = 0; at < grey.length; at += 1, from += 3)
    grey[at] =
      ((data[from] as number) * 77 +
        (data[from + 1] as number) * 150 +
        (data[from + 2] as number) * 29 +
        128) >>
      8;
  for (const seal of seals) takeOut(seal, data, grey, width);
  return { data: grey, width, height, channels: 1 };
}

function takeOut(
  [left, top, right, bottom]: SealBox,
  data: Uint8Array,
  grey: Uint8Array,
  width: number,
): void {
  const { gain, redness: usual } = inkOf([left, top, right, bottom], data, width);
  for (let y = top; y < bottom; y += 1)
    for (let at = y * width + left, end = y * width + right; at < end; at += 1) {
      const red = data[at * 3] as number;
      const redness = red - Math.max(data[at * 3 + 1] as number, data[at * 3 + 2] as number);
      if (redness <= 0) continue;
      // As a factor: letters under the seal stay as dark beside its ink as they are beside paper.
      const share = Math.min(1, redness / usual);
      grey[at] = Math.max(grey[at] as number, Math.min(255, red * (1 + (gain - 1) * share)));
    }
}

/** How red the ink of a seal is, and by what its red must be multiplied to be as bright as its paper. */
function inkOf(
  [left, top, right, bottom]: SealBox,
  data: Uint8Array,
  width: number,
): { gain: number; redness: number } {
  const reds = new Uint32Array(256);
  const papers = new Uint32Array(256);
  let [redness, inked] = [0, 0];
  for (let y = top; y < bottom; y += 2)
    for (let at = (y * width + left) * 3, end = (y * width + right) * 3; at < end; at += 6) {
      const red = data[at] as number;
      const above = red - Math.max(data[at + 1] as number, data[at + 2] as number);
      if (above > INK) {
        reds[red] = (reds[red] as number) + 1;
        redness += above;
        inked += 1;
      } else papers[red] = (papers[red] as number) + 1;
    }
  if (inked === 0) return { gain: 1, redness: 255 };
  const gain = rank(papers, 0.7) / Math.max(1, rank(reds, 0.5));
  return { gain: Math.max(1, Math.min(MOST_GAIN, gain)), redness: redness / inked };
}

/** The value below which a share of all counted ones are. */
function rank(counts: Uint32Array, share: number): number {
  const all = counts.reduce((sum, count) => sum + count, 0);
  let seen = 0;
  const found = counts.findIndex((count) => (seen += count) >= all * share);
  return Math.max(0, found);
}
