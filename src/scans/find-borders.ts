import { labelRegions, type Region } from "./label-regions.ts";
import type { Raster } from "../model/raster.ts";

/** What is darker than this share of the paper may be border. */
const DARK = 0.45;

/** Half of the least thickness of a border, in inches: rulings and letters are thinner. */
const THICKNESS = 1.2 / 25.4;

/** How far from the edge of the page holes are punched (ISO 838: 12 mm), and how large they look, in inches. */
const HOLE_MARGIN = 22 / 25.4;
const HOLE_LEAST = 3.5 / 25.4;
const HOLE_MOST = 9 / 25.4;

/**
 * Finds what is dark on a picture and no part of the page: thick dark areas that reach in from its edges (the lid of a scanner, the
 * table under a photograph) and punch holes. Gives a 1 for each of their dots. Lines of a table that run into a border stay.
 */
export function findBorders({ data, width, height }: Raster, dpi: number, paper: number): Uint8Array {
  const limit = paper * DARK;
  const dark = data.map((value) => (value < limit ? 1 : 0));
  const radius = Math.max(1, Math.round(THICKNESS * dpi));
  const thick = overWindow(dark, width, height, radius, true);
  const labels = new Int32Array(dark.length);
  const regions = labelRegions(thick, width, height, labels);
  const isBorder = regions.map(
    (region) => touchesEdge(region, width, height) || isHole(region, width, height, dpi, radius),
  );
  if (!isBorder.includes(true)) return new Uint8Array(dark.length);
  const core = thick.map((_, at) => (isBorder[(labels[at] as number) - 1] === true ? 1 : 0));
  return overWindow(core, width, height, radius + 2, false);
}

function touchesEdge({ left, top, right, bottom }: Region, width: number, height: number): boolean {
  return left === 0 || top === 0 || right === width - 1 || bottom === height - 1;
}

function isHole(
  { left, top, right, bottom, count }: Region,
  width: number,
  height: number,
  dpi: number,
  radius: number,
): boolean {
  // Erosion took the radius away on every side.
  const [across, down] = [right - left + 1 + 2 * radius, bottom - top + 1 + 2 * radius];
  const margin = HOLE_MARGIN * dpi;
  const isMarginal = right < margin || left > width - margin || bottom < margin || top > height - margin;
  return (
    isMarginal &&
    Math.min(across, down) >= HOLE_LEAST * dpi &&
    Math.max(across, down) <= HOLE_MOST * dpi &&
    Math.max(across, down) <= Math.min(across, down) * 1.35 &&
    count >= (right - left + 1) * (bottom - top + 1) * 0.6
  );
}

/**
 * For each dot whether all (`every`) or any of the dots of the square around it, as far as it lies on the picture, are 1.
 * By sums along rows and then columns, so that the size of the square costs nothing.
 */
function overWindow(
  mask: Uint8Array,
  width: number,
  height: number,
  radius: number,
  every: boolean,
): Uint8Array {
  const along = new Uint8Array(mask.length);
  for (let y = 0; y < height; y += 1) slide(mask, along, y * width, 1, width, radius, every);
  const result = new Uint8Array(mask.length);
  for (let x = 0; x < width; x += 1) slide(along, result, x, width, height, radius, every);
  return result;
}

function slide(
  from: Uint8Array,
  to: Uint8Array,
  begin: number,
  step: number,
  count: number,
  radius: number,
  every: boolean,
): void {
  let sum = 0;
  for (let index = 0; index < Math.min(radius, count); index += 1)
    sum += from[begin + index * step] as number;
  for (let index = 0; index < count; index += 1) {
    const [first, last] = [index - radius, index + radius];
    if (last < count) sum += from[begin + last * step] as number;
    if (first > 0) sum -= from[begin + (first - 1) * step] as number;
    const size = Math.min(last, count - 1) - Math.max(first, 0) + 1;
    to[begin + index * step] = (every ? sum === size : sum > 0) ? 1 : 0;
  }
}
