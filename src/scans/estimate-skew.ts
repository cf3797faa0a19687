import type { Raster } from "../model/raster.ts";

/** Lines that lean further than this, in degrees, are not straightened. */
const MOST_SKEW = 10;

/**
 * Degrees between the angles that are tried, from coarse to fine, and the height of the rows, in dots, in which edges are
 * counted: the coarser the steps, the wider must be what they look for. Fine rows are lower than a dot, or a page that is
 * quite straight would not stand out.
 */
const STEPS = [
  { step: 0.25, row: 3 },
  { step: 0.08, row: 1 },
  { step: 0.02, row: 0.5 },
];
const FINEST = 0.5;

/** Upper edges that are looked at; a page has more, and these are enough. */
const MOST_EDGES = 60_000;

/** An angle that was measured. */
export interface Lean {
  /** Degrees clockwise. */
  angle: number;
  /** How much clearer lines stand out at this angle than at others; 1: not at all. */
  clarity: number;
}

/** Too few edges to tell anything by. */
const LEAST_EDGES = 50;

/**
 * By how many degrees clockwise the lines of a page lean, text and rulings alike: at the right angle most upper edges of what is
 * dark fall into few rows. `ink` has a 1 for every dark dot. Looks for the angle up to `reach` degrees from `centre`.
 */
export function estimateSkew(ink: Raster, centre = 0, reach = MOST_SKEW): Lean {
  const edges = upperEdges(ink);
  if (edges.xs.length < LEAST_EDGES) return { angle: centre, clarity: 1 };
  let best = centre;
  let clarity = 0;
  let span = reach;
  for (const { step, row } of STEPS) {
    const middle = best;
    let sum = 0;
    let tried = 0;
    let top = -1;
    for (let angle = middle - span; angle <= middle + span + 1e-9; angle += step) {
      const energy = profileEnergy(edges, angle, ink, row);
      sum += energy;
      tried += 1;
      if (energy > top) {
        top = energy;
        best = angle;
      }
    }
    if (clarity === 0) clarity = top / Math.max(1, sum / tried);
    span = step;
  }
  return { angle: refine(edges, best, ink), clarity };
}

/** The top of the parabola through three angles. */
function refine(edges: Edges, angle: number, ink: Raster): number {
  const step = 0.04;
  const [before, here, after] = [angle - step, angle, angle + step].map((tried) =>
    profileEnergy(edges, tried, ink, FINEST),
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

/** Sum of squares of the number of edges in each row of a page that is turned back by the angle. */
function profileEnergy({ xs, ys }: Edges, degrees: number, { width, height }: Raster, row: number): number {
  const angle = (degrees / 180) * Math.PI;
  const [sin, cos] = [Math.sin(angle) / row, Math.cos(angle) / row];
  const reach = Math.ceil((Math.hypot(width, height) / 2 + 2) / row);
  const rows = new Float32Array(2 * reach + 2);
  for (let index = 0; index < xs.length; index += 1) {
    // Shared among the two nearest rows, so that the energy goes smoothly with the angle.
    const at = (ys[index] as number) * cos - (xs[index] as number) * sin + reach;
    const first = Math.floor(at);
    const share = at - first;
    rows[first] = (rows[first] as number) + 1 - share;
    rows[first + 1] = (rows[first + 1] as number) + share;
  }
  let energy = 0;
  for (const count of rows) energy += count * count;
  return energy;
}
