/** An affine map as PDF writes it: x' = a·x + c·y + e, y' = b·x + d·y + f. */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

export type Point = readonly [x: number, y: number];

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/** The map that first does `inner`, then `outer`. */
export function multiply(outer: Matrix, inner: Matrix): Matrix {
  return [
    outer[0] * inner[0] + outer[2] * inner[1],
    outer[1] * inner[0] + outer[3] * inner[1],
    outer[0] * inner[2] + outer[2] * inner[3],
    outer[1] * inner[2] + outer[3] * inner[3],
    outer[0] * inner[4] + outer[2] * inner[5] + outer[4],
    outer[1] * inner[4] + outer[3] * inner[5] + outer[5],
  ];
}

export function apply(matrix: Matrix, x: number, y: number): Point {
  return [matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5]];
}

/** The upright box around the image of a rectangle. */
export function boxUnder(
  matrix: Matrix,
  [left, top, right, bottom]: readonly [number, number, number, number],
): [number, number, number, number] {
  // Each product is least at one edge and greatest at the other. Done for every glyph, hence without lists.
  const [a, b, c, d, e, f] = matrix;
  return [
    Math.min(a * left, a * right) + Math.min(c * top, c * bottom) + e,
    Math.min(b * left, b * right) + Math.min(d * top, d * bottom) + f,
    Math.max(a * left, a * right) + Math.max(c * top, c * bottom) + e,
    Math.max(b * left, b * right) + Math.max(d * top, d * bottom) + f,
  ];
}
