import type { Raster } from "../../model/raster.ts";
import type { Matrix } from "./matrix.ts";

/** An image as pdf.js decodes it: `kind` 1 has a bit for a dot and rows of whole bytes, 2 red, green and blue, 3 an opacity beside them. */
export interface DecodedImage {
  width: number;
  height: number;
  kind: number;
  data: Uint8Array | Uint8ClampedArray;
}

/** An image in dots of 8 bits; one without colours has one channel. Null for a packing that is not known. */
export function imageRaster({ width, height, kind, data }: DecodedImage): Raster | null {
  const dots = width * height;
  if (kind === 1) {
    const row = (width + 7) >> 3;
    if (data.length < row * height) return null;
    const grey = new Uint8Array(dots);
    for (let y = 0, to = 0; y < height; y += 1)
      for (let x = 0; x < width; x += 1, to += 1)
        grey[to] = ((data[y * row + (x >> 3)] as number) >> (7 - (x & 7))) & 1 ? 255 : 0;
    return { width, height, channels: 1, data: grey };
  }
  const bytes = kind === 2 ? 3 : kind === 3 ? 4 : 0;
  if (bytes === 0 || data.length < dots * bytes) return null;
  return colourRaster(data, bytes, width, height);
}

/** Dots of red, green, blue, and where there are four bytes opacity, on white paper. */
export function colourRaster(data: ArrayLike<number>, bytes: 3 | 4, width: number, height: number): Raster {
  const dots = width * height;
  const opaque = bytes === 4 ? flatten(data, dots) : data;
  if (isColourless(opaque, dots)) {
    const grey = new Uint8Array(dots);
    for (let to = 0, from = 0; to < dots; to += 1, from += 3) grey[to] = opaque[from] as number;
    return { width, height, channels: 1, data: grey };
  }
  const copy = opaque instanceof Uint8Array ? opaque.subarray(0, dots * 3) : Uint8Array.from(opaque);
  return { width, height, channels: 3, data: copy };
}

function flatten(data: ArrayLike<number>, dots: number): Uint8Array {
  const flat = new Uint8Array(dots * 3);
  for (let to = 0, from = 0; from < dots * 4; to += 3, from += 4) {
    const opacity = (data[from + 3] as number) / 255;
    const paper = 255 * (1 - opacity) + 0.5;
    flat[to] = (data[from] as number) * opacity + paper;
    flat[to + 1] = (data[from + 1] as number) * opacity + paper;
    flat[to + 2] = (data[from + 2] as number) * opacity + paper;
  }
  return flat;
}

function isColourless(data: ArrayLike<number>, dots: number): boolean {
  for (let at = 0, end = dots * 3; at < end; at += 3)
    if (data[at] !== data[at + 1] || data[at] !== data[at + 2]) return false;
  return true;
}

/** The part of a dot by which an edge of an image may lean before it must be rendered. */
const LEAN = 1;

/**
 * A picture as its image stands on the page: turned by quarters and mirrored as the matrix (of the unit square whose y points up)
 * says. Null where it stands aslant.
 */
export function placeRaster(raster: Raster, [a, b, c, d]: Matrix): Raster | null {
  const { width, height } = raster;
  // How far the edges of the image run off, in dots of it.
  const perDot = Math.sqrt(Math.abs(a * d - b * c) / (width * height));
  const isUpright = Math.max(Math.abs(b), Math.abs(c)) <= LEAN * perDot;
  const isTurned = Math.max(Math.abs(a), Math.abs(d)) <= LEAN * perDot;
  if (!isUpright && !isTurned) return null;
  if (isUpright && a > 0 && d < 0) return raster;
  const [columns, rows] = isUpright ? [width, height] : [height, width];
  // Steps in the image for a step to the right and a step down on the page.
  const across = isUpright ? (a > 0 ? 1 : -1) : c > 0 ? -width : width;
  const down = isUpright ? (d < 0 ? width : -width) : b > 0 ? 1 : -1;
  const lastColumn = isUpright ? a < 0 : b < 0;
  const lastRow = isUpright ? d > 0 : c > 0;
  const start = (lastColumn ? width - 1 : 0) + (lastRow ? (height - 1) * width : 0);
  return {
    ...raster,
    width: columns,
    height: rows,
    data: reorder(raster, columns, rows, start, across, down),
  };
}

function reorder(
  { data, channels }: Raster,
  columns: number,
  rows: number,
  start: number,
  across: number,
  down: number,
): Uint8Array {
  const placed = new Uint8Array(columns * rows * channels);
  let to = 0;
  for (let y = 0; y < rows; y += 1) {
    let from = (start + y * down) * channels;
    for (let x = 0; x < columns; x += 1, from += across * channels)
      for (let channel = 0; channel < channels; channel += 1, to += 1)
        placed[to] = data[from + channel] as number;
  }
  return placed;
}
