import type { Raster } from "../model/raster.ts";
import { apply, chain, type Homography, isAffine, translation } from "./homography.ts";

const PAPER = 255;

/** Steps into which the way from one dot to the next is divided, for weights reckoned once. */
const STEPS = 256;

/** Catmull-Rom weights of four dots for each step between the second and the third, in 1/16384. */
const WEIGHTS = catmullRom();

/**
 * Draws a picture anew: each dot of the result, of `width` × `height` dots, is looked up where `toSource` says it was. Cubic
 * between the dots; white outside.
 */
export function warpRaster(source: Raster, toSource: Homography, width: number, height: number): Raster {
  // Weights are for the middles of dots.
  const map = chain(translation(0.5, 0.5), toSource, translation(-0.5, -0.5));
  const [a, b, c, d, e, f] = map;
  if (source.channels === 1 && isAffine(map) && a > 0.2 && e > 0.2 && Math.abs(b) < a && Math.abs(d) < e)
    return inTwoPasses(source, [a, b, c, d, e, f], width, height);
  return inOnePass(source, map, width, height);
}

/** First along the rows, then along the columns (Catmull and Smith, 1980): a third of the work. */
function inTwoPasses(
  { data, width: columns, height: rows }: Raster,
  [a, b, c, d, e, f]: readonly [number, number, number, number, number, number],
  width: number,
  height: number,
): Raster {
  // Row v of the source is drawn with the columns of the result: where v = dx + ey + f, x is looked up at u = ax + b(v - dx - f) / e + c.
  const along = a - (b * d) / e;
  const lean = b / e;
  const half = new Uint8Array(width * rows);
  for (let row = 0; row < rows; row += 1) {
    const begin = row * columns;
    const out = row * width;
    let u = lean * (row - f) + c;
    for (let x = 0; x < width; x += 1, u += along) {
      const left = Math.floor(u);
      if (left < -1 || left >= columns) {
        half[out + x] = PAPER;
        continue;
      }
      const at = begin + left;
      const step = Math.floor((u - left) * STEPS) * 4;
      const inside = left >= 1 && left < columns - 2;
      const sum = inside
        ? (data[at - 1] as number) * (WEIGHTS[step] as number) +
          (data[at] as number) * (WEIGHTS[step + 1] as number) +
          (data[at + 1] as number) * (WEIGHTS[step + 2] as number) +
          (data[at + 2] as number) * (WEIGHTS[step + 3] as number)
        : dotAt(data, begin, left - 1, columns) * (WEIGHTS[step] as number) +
          dotAt(data, begin, left, columns) * (WEIGHTS[step + 1] as number) +
          dotAt(data, begin, left + 1, columns) * (WEIGHTS[step + 2] as number) +
          dotAt(data, begin, left + 2, columns) * (WEIGHTS[step + 3] as number);
      const value = (sum + 8192) >> 14;
      half[out + x] = value < 0 ? 0 : value > 255 ? 255 : value;
    }
  }
  const result = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const out = y * width;
    let v = e * y + f;
    for (let x = 0; x < width; x += 1, v += d) {
      const top = Math.floor(v);
      if (top < -1 || top >= rows) {
        result[out + x] = PAPER;
        continue;
      }
      const at = top * width + x;
      const step = Math.floor((v - top) * STEPS) * 4;
      const inside = top >= 1 && top < rows - 2;
      const sum = inside
        ? (half[at - width] as number) * (WEIGHTS[step] as number) +
          (half[at] as number) * (WEIGHTS[step + 1] as number) +
          (half[at + width] as number) * (WEIGHTS[step + 2] as number) +
          (half[at + 2 * width] as number) * (WEIGHTS[step + 3] as number)
        : rowAt(half, top - 1, x, width, rows) * (WEIGHTS[step] as number) +
          rowAt(half, top, x, width, rows) * (WEIGHTS[step + 1] as number) +
          rowAt(half, top + 1, x, width, rows) * (WEIGHTS[step + 2] as number) +
          rowAt(half, top + 2, x, width, rows) * (WEIGHTS[step + 3] as number);
      const value = (sum + 8192) >> 14;
      result[out + x] = value < 0 ? 0 : value > 255 ? 255 : value;
    }
  }
  return { width, height, channels: 1, data: result };
}

function dotAt(data: Uint8Array, begin: number, column: number, columns: number): number {
  return column < 0 || column >= columns ? PAPER : (data[begin + column] as number);
}

function rowAt(data: Uint8Array, row: number, column: number, columns: number, rows: number): number {
  return row < 0 || row >= rows ? PAPER : (data[row * columns + column] as number);
}

/** Any map, any number of channels. */
function inOnePass(source: Raster, map: Homography, width: number, height: number): Raster {
  const { data, width: columns, height: rows, channels } = source;
  const result = new Uint8Array(width * height * channels).fill(PAPER);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [u, v] = apply(map, x, y);
      const left = Math.floor(u);
      const top = Math.floor(v);
      if (!(left >= -1 && top >= -1 && left < columns && top < rows)) continue;
      const across = Math.floor((u - left) * STEPS) * 4;
      const down = Math.floor((v - top) * STEPS) * 4;
      for (let channel = 0; channel < channels; channel += 1) {
        let sum = 0;
        for (let j = 0; j < 4; j += 1) {
          const row = top + j - 1;
          let line = 0;
          for (let i = 0; i < 4; i += 1) {
            const column = left + i - 1;
            const value =
              row < 0 || column < 0 || row >= rows || column >= columns
                ? PAPER
                : (data[(row * columns + column) * channels + channel] as number);
            line += value * (WEIGHTS[across + i] as number);
          }
          sum += (line / 16384) * (WEIGHTS[down + j] as number);
        }
        const value = Math.round(sum / 16384);
        result[(y * width + x) * channels + channel] = value < 0 ? 0 : value > 255 ? 255 : value;
      }
    }
  }
  return { width, height, channels, data: result };
}

function catmullRom(): Int32Array {
  const weights = new Int32Array(STEPS * 4);
  for (let step = 0; step < STEPS; step += 1) {
    const t = step / STEPS;
    const three = [
      -0.5 * t + t * t - 0.5 * t ** 3,
      1 - 2.5 * t * t + 1.5 * t ** 3,
      0.5 * t + 2 * t * t - 1.5 * t ** 3,
    ].map((weight) => Math.round(weight * 16384));
    three.push(16384 - three.reduce((sum, weight) => sum + weight));
    weights.set(three, step * 4);
  }
  return weights;
}
