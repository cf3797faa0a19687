import type { Box } from "../../model/layout.ts";

/** OFD measures in millimetres (GB/T 33190-2016, 8.1), pages of ours in points. */
export const POINTS_PER_MM = 72 / 25.4;

/** An affine map: (x, y) → (a·x + c·y + e, b·x + d·y + f). */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/** From the millimetres of a page to our points; both count from its top left corner. */
export const MM_TO_POINTS: Matrix = [POINTS_PER_MM, 0, 0, POINTS_PER_MM, 0, 0];

/** First `first`, then `next`. */
export function chain(first: Matrix, next: Matrix): Matrix {
  const [a, b, c, d, e, f] = first;
  const [A, B, C, D, E, F] = next;
  return [a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D, e * A + f * C + E, e * B + f * D + F];
}

export function moveBy(x: number, y: number): Matrix {
  return [1, 0, 0, 1, x, y];
}

export function mapPoint([a, b, c, d, e, f]: Matrix, x: number, y: number): [x: number, y: number] {
  return [a * x + c * y + e, b * x + d * y + f];
}

/** A direction: lengths and angles change, the place does not matter. */
export function mapDirection([a, b, c, d]: Matrix, x: number, y: number): [x: number, y: number] {
  return [a * x + c * y, b * x + d * y];
}

/** The upright box around a box that was mapped. */
export function mapBox(matrix: Matrix, [left, top, right, bottom]: Box): Box {
  return boxAround([
    mapPoint(matrix, left, top),
    mapPoint(matrix, right, top),
    mapPoint(matrix, right, bottom),
    mapPoint(matrix, left, bottom),
  ]);
}

export function boxAround(points: (readonly [x: number, y: number])[]): Box {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return box;
}

/** The box around two boxes. */
export function union(one: Box, other: Box): Box {
  return [
    Math.min(one[0], other[0]),
    Math.min(one[1], other[1]),
    Math.max(one[2], other[2]),
    Math.max(one[3], other[3]),
  ];
}

/** What two boxes share; null where they share nothing. */
export function intersection(one: Box, other: Box): Box | null {
  const box: Box = [
    Math.max(one[0], other[0]),
    Math.max(one[1], other[1]),
    Math.min(one[2], other[2]),
    Math.min(one[3], other[3]),
  ];
  return box[0] < box[2] && box[1] < box[3] ? box : null;
}

export function area([left, top, right, bottom]: Box): number {
  return (right - left) * (bottom - top);
}

/** Whether the middle of one box lies in another. */
export function holdsMiddle(outer: Box, [left, top, right, bottom]: Box): boolean {
  const x = (left + right) / 2;
  const y = (top + bottom) / 2;
  return x >= outer[0] && x <= outer[2] && y >= outer[1] && y <= outer[3];
}

/** How many parts of a point are kept. */
const PLACES = 1000;

/** To a thousandth of a point: less is noise of the arithmetic. */
export function tidy(points: number): number {
  return Math.round(points * PLACES) / PLACES;
}

export function tidyBox([left, top, right, bottom]: Box): Box {
  return [tidy(left), tidy(top), tidy(right), tidy(bottom)];
}
