import { labelRegions } from "./label-regions.ts";
import { cross } from "./estimate-lines.ts";
import type { Point, Quad } from "./homography.ts";
import type { Raster } from "../model/raster.ts";
import { shrinkRaster } from "./shrink-raster.ts";

/** Dots of the longer side of the picture in which the sheet is looked for. */
const SIDE = 400;

/** The part of the picture's edge that must not be paper before a sheet is looked for. */
const SURROUNDED = 0.5;

/** How well the sheet must fill the four lines that were laid along its edges. */
const FILLED = 0.93;

/** The least part of the picture that a sheet covers. */
const LEAST_AREA = 0.25;

/** By how many degrees opposite edges must differ before the sheet counts as photographed, not scanned. */
const CONVERGES = 0.8;

/**
 * Finds the sheet of paper on a photograph: a bright area with four straight edges on something darker. Null where the paper fills
 * the picture, or its edges are parallel as on a scan: its dark border is dealt with otherwise.
 */
export function findPageQuad(grey: Raster): Quad | null {
  const factor = Math.max(1, Math.floor(Math.max(grey.width, grey.height) / SIDE));
  const small = shrinkRaster(grey, factor);
  const { width, height } = small;
  const bright = brightDots(small);
  const edge = edgeDots(width, height);
  if (edge.filter((at) => bright[at] === 0).length < edge.length * SURROUNDED) return null;
  const labels = new Int32Array(bright.length);
  const regions = labelRegions(bright, width, height, labels);
  const largest = regions.reduce(
    (best, { count }, index) => (count > (regions[best]?.count ?? 0) ? index : best),
    0,
  );
  const sheet = labels.map((label) => (label === largest + 1 ? 1 : 0));
  const quad = quadAround(sheet, width, height);
  if (quad === null) return null;
  const area = areaOf(quad);
  const filled = filledPart(sheet, width, height);
  if (area < width * height * LEAST_AREA || filled / area < FILLED || filled / area > 2 - FILLED) return null;
  if (!converges(quad)) return null;
  return quad.map(([x, y]) => [x * factor, y * factor]) as unknown as Quad;
}

/** Dots brighter than the threshold that parts dark and bright best (N. Otsu, 1979). */
function brightDots({ data }: Raster): Uint8Array {
  const counts = new Float64Array(256);
  for (const value of data) counts[value] = (counts[value] as number) + 1;
  const total = counts.reduce((sum, count, value) => sum + count * value, 0);
  let [below, sum, best, threshold] = [0, 0, -1, 128];
  for (let value = 0; value < 255; value += 1) {
    below += counts[value] as number;
    sum += value * (counts[value] as number);
    const above = data.length - below;
    if (below === 0 || above === 0) continue;
    const between = below * above * (sum / below - (total - sum) / above) ** 2;
    if (between > best) [best, threshold] = [between, value];
  }
  return data.map((value) => (value > threshold ? 1 : 0));
}

function edgeDots(width: number, height: number): number[] {
  const dots: number[] = [];
  for (let x = 0; x < width; x += 1) dots.push(x, (height - 1) * width + x);
  for (let y = 0; y < height; y += 1) dots.push(y * width, y * width + width - 1);
  return dots;
}

/** Lines along the outermost dots on each side, and where they cross. */
function quadAround(sheet: Int32Array, width: number, height: number): Quad | null {
  const sides: { left: Point[]; right: Point[]; top: Point[]; bottom: Point[] } = {
    left: [],
    right: [],
    top: [],
    bottom: [],
  };
  for (let y = 0; y < height; y += 1) {
    const row = sheet.subarray(y * width, (y + 1) * width);
    const first = row.indexOf(1);
    if (first === -1) continue;
    sides.left.push([first, y + 0.5]);
    sides.right.push([row.lastIndexOf(1) + 1, y + 0.5]);
  }
  for (let x = 0; x < width; x += 1) {
    let first = 0;
    while (first < height && sheet[first * width + x] === 0) first += 1;
    if (first === height) continue;
    let last = height - 1;
    while (sheet[last * width + x] === 0) last -= 1;
    sides.top.push([x + 0.5, first]);
    sides.bottom.push([x + 0.5, last + 1]);
  }
  const swap = (points: Point[]): Point[] => points.map(([x, y]) => [y, x]);
  const top = fitLine(sides.top);
  const bottom = fitLine(sides.bottom);
  const left = fitLine(swap(sides.left));
  const right = fitLine(swap(sides.right));
  if (top === null || bottom === null || left === null || right === null) return null;
  const meet = (level: Line, upright: Line): Point =>
    cross([0, level.at], [1, level.slope], [upright.at, 0], [upright.slope, 1]);
  return [meet(top, left), meet(top, right), meet(bottom, right), meet(bottom, left)];
}

/** y = at + slope · x. */
interface Line {
  at: number;
  slope: number;
}

/** The line that most points lie on, out of pairs of them; the points at a corner belong to the next side. */
function fitLine(points: readonly Point[]): Line | null {
  if (points.length < 20) return null;
  const step = Math.max(1, Math.floor(points.length / 60));
  const chosen = points.filter((_, index) => index % step === 0);
  let best: Line | null = null;
  let most = 0;
  for (const [index, [x0, y0]] of chosen.entries())
    for (const [x1, y1] of chosen.slice(index + Math.floor(chosen.length / 4))) {
      const slope = (y1 - y0) / (x1 - x0);
      if (Math.abs(slope) > 0.6) continue;
      const line = { at: y0 - slope * x0, slope };
      const near = chosen.filter((point) => offLine(line, point) < 1).length;
      if (near > most) [best, most] = [line, near];
    }
  if (best === null || most < chosen.length * 0.5) return null;
  const line = best;
  return leastSquares(points.filter((point) => offLine(line, point) < 1.5));
}

function offLine({ at, slope }: Line, [x, y]: Point): number {
  return Math.abs(y - at - slope * x);
}

function leastSquares(points: readonly Point[]): Line {
  const mean = (pick: (point: Point) => number): number =>
    points.reduce((sum, point) => sum + pick(point), 0) / points.length;
  const [x, y] = [mean(([px]) => px), mean(([, py]) => py)];
  const slope =
    mean(([px, py]) => (px - x) * (py - y)) /
    Math.max(
      1e-9,
      mean(([px]) => (px - x) ** 2),
    );
  return { at: y - slope * x, slope };
}

/** The area of the sheet, what is printed on it included. */
function filledPart(sheet: Int32Array, width: number, height: number): number {
  let area = 0;
  for (let y = 0; y < height; y += 1) {
    const row = sheet.subarray(y * width, (y + 1) * width);
    const first = row.indexOf(1);
    if (first !== -1) area += row.lastIndexOf(1) + 1 - first;
  }
  return area;
}

function areaOf(quad: Quad): number {
  return Math.abs(
    quad.reduce((sum, [x, y], index) => {
      const [nextX, nextY] = quad[(index + 1) % 4] as Point;
      return sum + x * nextY - nextX * y;
    }, 0) / 2,
  );
}

function converges([a, b, c, d]: Quad): boolean {
  const angle = ([x0, y0]: Point, [x1, y1]: Point): number => (Math.atan2(y1 - y0, x1 - x0) / Math.PI) * 180;
  const differs = (one: number, other: number): boolean => Math.abs(one - other) > CONVERGES;
  return (
    differs(angle(a, b), angle(d, c)) ||
    differs(angle(a, d), angle(b, c)) ||
    differs(angle(a, d) - angle(a, b), 90)
  );
}
