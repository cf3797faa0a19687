import type { Box, Ruling } from "../../model/layout.ts";
import { apply, type Matrix, type Point } from "./matrix.ts";

/** Codes of a path as pdf.js packs it: the code, then its coordinates. */
const MOVE = 0;
const LINE = 1;
const CURVE = 2;
const QUADRATIC = 3;
const CLOSE = 4;

/** Filled boxes thinner than this, in points, are drawn lines. */
const LINE_THICKNESS = 3;

/** How far a line may lean, in points over its whole length, and still be level. */
const LEAN = 1;

/** Shorter pieces, in points, are no walls: dots, ends of curves, letters drawn as outlines. */
const SHORTEST = 0.5;

/**
 * The level and upright lines of a path, in points of the page: its segments where it is stroked, and the subpaths that
 * are filled boxes as thin as a line. Filled areas are no walls.
 */
export function tracePath(data: Float32Array, matrix: Matrix, paint: { stroke: boolean }): Ruling[] {
  const rulings: Ruling[] = [];
  for (const subpath of subpathsOf(data, matrix)) {
    if (paint.stroke) {
      subpath.segments.forEach(([from, to]) => addSegment(rulings, from, to));
    } else {
      const thin = thinBox(boxOf(subpath.points));
      if (thin !== null) rulings.push(thin);
    }
  }
  return rulings;
}

/** The line that a box thinner than a line is; null for a box that is an area. */
export function thinBox([left, top, right, bottom]: Box): Ruling | null {
  const width = right - left;
  const height = bottom - top;
  if (Math.min(width, height) >= LINE_THICKNESS || Math.max(width, height) < SHORTEST) return null;
  return width >= height
    ? { orientation: "horizontal", at: (top + bottom) / 2, from: left, to: right }
    : { orientation: "vertical", at: (left + right) / 2, from: top, to: bottom };
}

interface Subpath {
  points: Point[];
  segments: [Point, Point][];
}

function subpathsOf(data: Float32Array, matrix: Matrix): Subpath[] {
  const subpaths: Subpath[] = [];
  let current: Subpath = { points: [], segments: [] };
  const pointAt = (index: number): Point => apply(matrix, data[index] ?? 0, data[index + 1] ?? 0);
  const lineTo = (point: Point, drawn: boolean): void => {
    const last = current.points.at(-1);
    if (last !== undefined && drawn) current.segments.push([last, point]);
    current.points.push(point);
  };
  for (let index = 0; index < data.length;) {
    const code = data[index];
    index += 1;
    if (code === MOVE) {
      current = { points: [pointAt(index)], segments: [] };
      subpaths.push(current);
      index += 2;
    } else if (code === LINE) {
      lineTo(pointAt(index), true);
      index += 2;
    } else if (code === CURVE) {
      lineTo(pointAt(index + 4), false);
      index += 6;
    } else if (code === QUADRATIC) {
      lineTo(pointAt(index + 2), false);
      index += 4;
    } else if (code === CLOSE) {
      const [first] = current.points;
      if (first !== undefined) lineTo(first, true);
    } else {
      // Another packing than the one this version of pdf.js is known to use: nothing of it can be trusted.
      return subpaths;
    }
  }
  return subpaths;
}

function addSegment(rulings: Ruling[], [x0, y0]: Point, [x1, y1]: Point): void {
  const width = Math.abs(x1 - x0);
  const height = Math.abs(y1 - y0);
  if (Math.max(width, height) < SHORTEST) return;
  if (height <= Math.min(LEAN, width)) {
    rulings.push({
      orientation: "horizontal",
      at: (y0 + y1) / 2,
      from: Math.min(x0, x1),
      to: Math.max(x0, x1),
    });
  } else if (width <= LEAN) {
    rulings.push({
      orientation: "vertical",
      at: (x0 + x1) / 2,
      from: Math.min(y0, y1),
      to: Math.max(y0, y1),
    });
  }
}

function boxOf(points: readonly Point[]): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  }
  return [left, top, right, bottom];
}
