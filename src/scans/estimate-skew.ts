import type { Raster } from "../model/raster.ts";

/** Lines that lean further than this, in degrees, are not straightened. */
export const MOST_SKEW = 10;

/** Degrees between the angles that are tried, from coarse to fine. */
const STEPS = [0.5, 0.1, 0.02];

/** Upper edges that are looked at; a page has more, and these are enough. */
const MOST_EDGES = 60_000;

/**
 * By how many degrees clockwise the lines of a page lean, text and rulings alike: at the right angle most upper edges of what is
 * dark fall into few rows. `ink` has a 1 for every dark dot. Returns 0 where there is too little to tell.
 */
export function estimateSkew(ink: Raster): number {
  const edges = upperEdges(ink);
  if (edges.xs.length < 50) return 0;
  let best = 0;
  let reach = MOST_SKEW;
  for (const step of STEPS) {
    const centre = best;
    let most = -1;
    for (let angle = centre - reach; angle <= centre + reach + 1e-9; angle += step) {
      const energy = profileEnergy(edges, angle, ink, step === STEPS[0] ? 1 : 0.5);
      if (energy > most) {
        most = energy;
        best = angle;
      }
    }
    reach = step;
  }
  return refine(edges, best, ink);
}

/** The top of the parabola through three angles. */
function refine(edges: Edges, angle: number, ink: Raster): number {
  const step = 0.04;
  const [before, here, after] = [angle - step, angle, angle + step].map((tried) =>
    profileEnergy(edges, tried, ink, 0.5),
  ) as [number, number, number];
  const bend = before - 2 * here + after;
  const shift = bend < 0 ? (0.5 * (before - after)) / bend : 0;
  return angle + step * Math.max(-1, Math.min(1, shift));
}

interface Edges {
  xs: Float32Array;
  ys: Float32Array;
}

function upperEdges({ data, width, height }: Raster): Edges {
  let count = 0;
  for (let at = width; at < data.length; at += 1) if (data[at] === 1 && data[at - width] === 0) count += 1;
  const stride = Math.max(1, Math.ceil(count / MOST_EDGES));
  const xs = new Float32Array(Math.floor(count / stride));
  const ys = new Float32Array(xs.length);
  let seen = 0;
  for (let y = 1; y < height; y += 1) {
    for (let x = 0, at = y * width; x < width; x += 1, at += 1) {
      if (data[at] !== 1 || data[at - width] !== 0) continue;
      seen += 1;
      if (seen % stride !== 0) continue;
      xs[seen / stride - 1] = x - width / 2;
      ys[seen / stride - 1] = y - height / 2;
    }
  }
  return { xs, ys };
}

/** Sum of squares of the number of edges in each row, of a page that is turned back by the angle; rows as high as `bin` dots. */
function profileEnergy({ xs, ys }: Edges, degrees: number, { width, height }: Raster, bin: number): number {
  const angle = (degrees / 180) * Math.PI;
  const [sin, cos] = [Math.sin(angle) / bin, Math.cos(angle) / bin];
  const reach = Math.ceil((Math.hypot(width, height) / 2 + 2) / bin);
  const rows = new Float32Array(2 * reach + 2);
  for (let index = 0; index < xs.length; index += 1) {
    // Shared among the two nearest rows, so that the energy goes smoothly with the angle.
    const at = (ys[index] as number) * cos - (xs[index] as number) * sin + reach;
    const row = Math.floor(at);
    const share = at - row;
    rows[row] = (rows[row] as number) + 1 - share;
    rows[row + 1] = (rows[row + 1] as number) + share;
  }
  let energy = 0;
  for (const count of rows) energy += count * count;
  return energy;
}
