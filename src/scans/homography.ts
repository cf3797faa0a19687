/**
 * A map of the plane that keeps straight lines straight, row by row: (x, y) goes to ((ax + by + c) / w, (dx + ey + f) / w)
 * with w = gx + hy + i.
 */
export type Homography = readonly [
  a: number,
  b: number,
  c: number,
  d: number,
  e: number,
  f: number,
  g: number,
  h: number,
  i: number,
];

export type Point = readonly [x: number, y: number];

/** The corners of a page: upper left, upper right, lower right, lower left. */
export type Quad = readonly [Point, Point, Point, Point];

export function scaling(x: number, y: number): Homography {
  return [x, 0, 0, 0, y, 0, 0, 0, 1];
}

export function translation(x: number, y: number): Homography {
  return [1, 0, x, 0, 1, y, 0, 0, 1];
}

/** Turns clockwise, as one looks at a picture whose y points down, around the origin. */
export function rotation(degrees: number): Homography {
  const angle = (degrees / 180) * Math.PI;
  const [cos, sin] = degrees % 90 === 0 ? exact(degrees) : [Math.cos(angle), Math.sin(angle)];
  return [cos, -sin, 0, sin, cos, 0, 0, 0, 1];
}

function exact(degrees: number): [number, number] {
  const quarter = (((degrees / 90) % 4) + 4) % 4;
  return [[1, 0, -1, 0][quarter] as number, [0, 1, 0, -1][quarter] as number];
}

/** The map that does the given ones one after the other, the first one first. */
export function chain(...maps: readonly Homography[]): Homography {
  return maps.reduce((inner, outer) => multiply(outer, inner));
}

function multiply(outer: Homography, inner: Homography): Homography {
  const product: number[] = [];
  for (let row = 0; row < 9; row += 3)
    for (let column = 0; column < 3; column += 1)
      product.push(
        (outer[row] as number) * (inner[column] as number) +
          (outer[row + 1] as number) * (inner[column + 3] as number) +
          (outer[row + 2] as number) * (inner[column + 6] as number),
      );
  return product as unknown as Homography;
}

export function apply([a, b, c, d, e, f, g, h, i]: Homography, x: number, y: number): [number, number] {
  const w = g * x + h * y + i;
  return [(a * x + b * y + c) / w, (d * x + e * y + f) / w];
}

/** The map back. */
export function invert([a, b, c, d, e, f, g, h, i]: Homography): Homography {
  const scale = 1 / (a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g));
  return [
    (e * i - f * h) * scale,
    (c * h - b * i) * scale,
    (b * f - c * e) * scale,
    (f * g - d * i) * scale,
    (a * i - c * g) * scale,
    (c * d - a * f) * scale,
    (d * h - e * g) * scale,
    (b * g - a * h) * scale,
    (a * e - b * d) * scale,
  ];
}

/** The map that takes the rectangle from the origin to (width, height) to a quad. (P. Heckbert, Fundamentals of Texture Mapping, 1989, 2.2.3.) */
export function toQuad(width: number, height: number, quad: Quad): Homography {
  const [[x0, y0], [x1, y1], [x2, y2], [x3, y3]] = quad;
  const [dx1, dy1, dx2, dy2] = [x1 - x2, y1 - y2, x3 - x2, y3 - y2];
  const [sx, sy] = [x0 - x1 + x2 - x3, y0 - y1 + y2 - y3];
  const area = dx1 * dy2 - dx2 * dy1;
  const g = (sx * dy2 - dx2 * sy) / area;
  const h = (dx1 * sy - sx * dy1) / area;
  return chain(scaling(1 / width, 1 / height), [
    x1 - x0 + g * x1,
    x3 - x0 + h * x3,
    x0,
    y1 - y0 + g * y1,
    y3 - y0 + h * y3,
    y0,
    g,
    h,
    1,
  ]);
}

/** Whether parallel lines stay parallel. */
export function isAffine([, , , , , , g, h]: Homography): boolean {
  return g === 0 && h === 0;
}
