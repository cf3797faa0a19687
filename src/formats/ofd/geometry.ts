import type { Box } from "../../model/layout.ts";
import type { Matrix, Point } from "../pdf/matrix.ts";

/** OFD measures in millimetres (GB/T 33190-2016, 8.1), pages of ours in points. */
export const POINTS_PER_MM = 72 / 25.4;

/** From the millimetres of a page to our points; both count from its top left corner. */
export const MM_TO_POINTS: Matrix = [POINTS_PER_MM, 0, 0, POINTS_PER_MM, 0, 0];

export function moveBy(x: number, y: number): Matrix {
  return [1, 0, 0, 1, x, y];
}

/** A direction: lengths and angles change, the place does not matter. */
export function mapDirection([a, b, c, d]: Matrix, [x, y]: Point): Point {
  return [a * x + c * y, b * x + d * y];
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
