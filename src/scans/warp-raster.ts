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
  const isCountable = Math.max(source.width, source.height) < MOST_DOTS;
  if (
    isCountable &&
    source.channels === 1 &&
    isAffine(map) &&
    a > 0.2 &&
    e > 0.2 &&
    Math.abs(b) < a &&
    Math.abs(d) < e
  )
    return inTwoPasses(source, [a, b, c, d, e, f], width, height);
  const onSide = Math.abs(b) > Math.abs(a) && b * d < 0;
  const onHead = a < 0 && e < 0 && !onSide;
  if (isCountable && source.channels === 1 && isAffine(map) && (onSide || onHead)) {
    // Quarter turns come first, and need no weights.
    const clockwise = onHead || b > 0;
    const quarter: Homography = clockwise
      ? [0, -1, source.height, 1, 0, 0, 0, 0, 1]
      : [0, 1, 0, -1, 0, source.width, 0, 0, 1];
    return warpRaster(turnQuarter(source, clockwise), chain(toSource, quarter), width, height);
  }
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
  for (let row = 0; row < rows; row += 1)
    drawRow(data, row * columns, columns, half, row * width, width, lean * (row - f) + c, along);
  const result = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) drawLeaning(half, width, rows, result, y * width, e * y + f, d);
  return { width, height, channels: 1, data: result };
}

/** Longer sides cannot be counted in parts of a dot within 32 bits. */
const MOST_DOTS = 32_000;

/** The parts of a dot in which places are counted: whole numbers are faster. */
const PARTS = 65_536;

/** Draws a row of the result out of a row of the source, of `count` dots from `begin`. */
function drawRow(
  data: Uint8Array,
  begin: number,
  count: number,
  result: Uint8Array,
  out: number,
  width: number,
  from: number,
  along: number,
): void {
  const [first, last] = insideRange(from, along, count, width);
  fillEdges(result, out, first, last, width, (x) => {
    const u = from + along * x;
    const left = Math.floor(u);
    return left < -1 || left >= count
      ? PAPER
      : mix(u - left, (tap) => dotAt(data, begin, left - 1 + tap, count));
  });
  const move = Math.round(along * PARTS);
  let u = Math.round((from + along * first) * PARTS);
  for (let x = out + first; x < out + last; x += 1, u += move) {
    const at = begin + (u >> 16);
    const weight = (u >> 6) & 1020;
    const value =
      ((data[at - 1] as number) * (WEIGHTS[weight] as number) +
        (data[at] as number) * (WEIGHTS[weight + 1] as number) +
        (data[at + 1] as number) * (WEIGHTS[weight + 2] as number) +
        (data[at + 2] as number) * (WEIGHTS[weight + 3] as number) +
        8192) >>
      14;
    result[x] = value < 0 ? 0 : value > 255 ? 255 : value;
  }
}

/** Draws a row of the result along a line that crosses the rows of the source, beginning at row `from`. */
function drawLeaning(
  data: Uint8Array,
  width: number,
  rows: number,
  result: Uint8Array,
  out: number,
  from: number,
  lean: number,
): void {
  const [first, last] = insideRange(from, lean, rows, width);
  fillEdges(result, out, first, last, width, (x) => {
    const v = from + lean * x;
    const top = Math.floor(v);
    return top < -1 || top >= rows
      ? PAPER
      : mix(v - top, (tap) => rowAt(data, top - 1 + tap, x, width, rows));
  });
  const move = Math.round(lean * PARTS);
  let v = Math.round((from + lean * first) * PARTS);
  for (let x = first; x < last; x += 1, v += move) {
    const at = (v >> 16) * width + x;
    const weight = (v >> 6) & 1020;
    const value =
      ((data[at - width] as number) * (WEIGHTS[weight] as number) +
        (data[at] as number) * (WEIGHTS[weight + 1] as number) +
        (data[at + width] as number) * (WEIGHTS[weight + 2] as number) +
        (data[at + 2 * width] as number) * (WEIGHTS[weight + 3] as number) +
        8192) >>
      14;
    result[out + x] = value < 0 ? 0 : value > 255 ? 255 : value;
  }
}

/** The dots of a row, from the first to before the last, for which all four dots that are mixed lie within the source. */
function insideRange(from: number, step: number, count: number, width: number): [number, number] {
  const isInside = (x: number): boolean => {
    const at = Math.floor(from + step * x);
    return at >= 2 && at < count - 3;
  };
  const [low, high] = [2, count - 3];
  let [first, last] = [0, width];
  if (step !== 0) {
    const [one, other] = [(low - from) / step, (high - from) / step];
    first = Math.max(0, Math.ceil(Math.min(one, other)) + 1);
    last = Math.min(width, Math.floor(Math.max(one, other)) - 1);
  }
  return first < last && isInside(first) && isInside(last - 1) ? [first, last] : [0, 0];
}

function fillEdges(
  result: Uint8Array,
  out: number,
  first: number,
  last: number,
  width: number,
  look: (x: number) => number,
): void {
  for (let x = 0; x < first; x += 1) result[out + x] = look(x);
  for (let x = last; x < width; x += 1) result[out + x] = look(x);
}

function mix(share: number, dot: (tap: number) => number): number {
  const weight = Math.floor(share * STEPS) * 4;
  let sum = 8192;
  for (let tap = 0; tap < 4; tap += 1) sum += dot(tap) * (WEIGHTS[weight + tap] as number);
  return Math.max(0, Math.min(255, sum >> 14));
}

/** A picture of one channel turned by 90 degrees, clockwise or not. */
function turnQuarter({ data, width, height }: Raster, clockwise: boolean): Raster {
  const turned = new Uint8Array(data.length);
  for (let y = 0, at = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1, at += 1)
      turned[clockwise ? x * height + height - 1 - y : (width - 1 - x) * height + y] = data[at] as number;
  return { width: height, height: width, channels: 1, data: turned };
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
