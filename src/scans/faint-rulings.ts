import type { Raster } from "../model/raster.ts";
import { type BitPicture, fillRow } from "./bit-picture.ts";

/** Dots along a line of which the mean is taken first: grain is evened out, the gap between two characters is not. */
const BLOCK = 8;

/** Blocks of a line that are looked at together, and how many of them must show it. */
const WINDOW = 5;
const SHOWN = 4;

/** Paper is looked for so far from the middle of a line, at both sides. In dots. */
const BESIDE = 6;

/** How far a line must stand out of the grain of its page, in deviations, and in grey levels at least. */
const DEVIATIONS = 5;
const LEAST = 3;

/** A block shows the line where it is at least this share as dark as asked of the window. */
const SHARE = 0.4;

/** Blocks differ by less than this, as multiples of their mean: the strokes of a line of characters differ by more. */
const UNEVEN = 2.2;

/** What is darker than paper by more, in grey levels, is not faint. */
const DARK = 90;

/**
 * Finds lines that are too pale to be told from paper dot by dot: hairlines, drawn narrower than a dot of the scan, grey at best.
 * Over some length their mean is darker than the paper at both sides. Adds them to `level` (lines along the rows) and `upright`
 * (lines along the columns, as the transposed picture has them).
 */
export function addFaintRulings(page: Raster, level: BitPicture, upright: BitPicture): void {
  const { width, height, data } = page;
  const across = Math.floor(width / BLOCK);
  const down = Math.floor(height / BLOCK);
  const rows = new Uint16Array(height * across);
  const columns = new Uint16Array(down * width);
  for (let y = 0; y < height; y += 1) {
    const begin = y * width;
    let at = begin;
    for (let block = y * across, end = block + across; block < end; block += 1, at += BLOCK)
      rows[block] =
        (data[at] as number) +
        (data[at + 1] as number) +
        (data[at + 2] as number) +
        (data[at + 3] as number) +
        (data[at + 4] as number) +
        (data[at + 5] as number) +
        (data[at + 6] as number) +
        (data[at + 7] as number);
    const band = Math.floor(y / BLOCK);
    if (band >= down) continue;
    for (let x = 0, to = band * width; x < width; x += 1, to += 1)
      columns[to] = (columns[to] as number) + (data[begin + x] as number);
  }
  markRidges({ sums: rows, lines: height, line: across, blocks: across, block: 1 }, level);
  markRidges({ sums: columns, lines: width, line: 1, blocks: down, block: width }, upright);
}

/** Sums of blocks of dots; the next line across is `line` further, the next block along a line `block` further. */
interface BlockSums {
  sums: Uint16Array;
  lines: number;
  line: number;
  blocks: number;
  block: number;
}

function markRidges(blocks: BlockSums, bits: BitPicture): void {
  const least = Math.max(LEAST, DEVIATIONS * grainOf(blocks));
  const ridge = new Float32Array(blocks.blocks);
  for (let line = BESIDE + 1; line < blocks.lines - BESIDE - 1; line += 1) {
    if (!ridgeAlong(blocks, line, ridge, least * SHARE)) continue;
    for (let from = 0; from + WINDOW <= ridge.length; from += 1) {
      if (!isRidge(ridge, from, least)) continue;
      for (let block = from; block < from + WINDOW; block += 1)
        if ((ridge[block] as number) >= least * SHARE)
          fillRow(bits, line, block * BLOCK - BLOCK / 2, (block + 1) * BLOCK + BLOCK / 2);
    }
  }
}

function isRidge(ridge: Float32Array, from: number, least: number): boolean {
  let [sum, shown, most] = [0, 0, 0];
  for (let block = from; block < from + WINDOW; block += 1) {
    const value = ridge[block] as number;
    if (value < least * SHARE) continue;
    shown += 1;
    sum += value;
    if (value > most) most = value;
  }
  return shown >= SHOWN && sum >= least * shown && most <= (sum / shown) * UNEVEN && most < DARK;
}

/** By how much each block of a line is darker than the paper at both sides; tells whether any is by at least as much as given. */
function ridgeAlong(
  { sums, line: step, blocks, block: next }: BlockSums,
  line: number,
  ridge: Float32Array,
  least: number,
): boolean {
  const aside = BESIDE * step;
  let any = 0;
  for (let block = 0, at = line * step; block < blocks; block += 1, at += next) {
    const middle = (sums[at - step] as number) + (sums[at] as number) + (sums[at + step] as number);
    const before =
      (sums[at - aside - step] as number) + (sums[at - aside] as number) + (sums[at - aside + step] as number);
    const after =
      (sums[at + aside - step] as number) + (sums[at + aside] as number) + (sums[at + aside + step] as number);
    const value = ((before < after ? before : after) - middle) / (3 * BLOCK);
    ridge[block] = value;
    if (value >= least) any += 1;
  }
  return any >= SHOWN;
}

/** Lines of which the grain is told. */
const SAMPLED = 13;

/** The deviation of what `ridgeAlong` says of mere paper, for the mean of a window. */
function grainOf(blocks: BlockSums): number {
  const ridge = new Float32Array(blocks.blocks);
  const means: number[] = [];
  for (let line = BESIDE + 1; line < blocks.lines - BESIDE - 1; line += SAMPLED) {
    ridgeAlong(blocks, line, ridge, 0);
    for (let from = 0; from + WINDOW <= ridge.length; from += WINDOW) {
      let sum = 0;
      for (let block = from; block < from + WINDOW; block += 1) sum += ridge[block] as number;
      means.push(sum / WINDOW);
    }
  }
  means.sort((a, b) => a - b);
  const middle = means[means.length >> 1] ?? 0;
  return Math.max(0, middle - (means[Math.floor(means.length * 0.25)] ?? 0)) / 0.674;
}
