import type { Raster } from "../model/raster.ts";
import { type BitPicture, fillRow, hasInk } from "./bit-picture.ts";
import { inkLevels } from "./ink-levels.ts";

/** Dots along a line of which the mean is taken first: grain is evened out, the gap between two characters is not. */
const BLOCK = 8;

/** Blocks of a line that are looked at together: more than a character is wide, so that the gap between two falls among them. */
const WINDOW = 8;

/** Of these, so many may be where a wall runs across. */
const CROSSED = 2;

/** Paper is looked for so far from the middle of a line, at both sides. In dots. */
const BESIDE = 6;

/** How far a line must stand out of the grain of its page, in deviations, and in grey levels at least. */
const DEVIATIONS = 5;
const LEAST = 6;

/** The same where the other side shows through, whose walls are no darker: as a share of how much darker ink is. */
const BLEED = 0.2;

/** A block shows the line where it is at least this share as dark as asked of the window. */
const SHARE = 0.4;

/** Blocks differ by less than this, as multiples of their mean: the strokes of a line of characters differ by more. */
const UNEVEN = 2;

/** What is darker than paper by more, as a share of how much darker ink is, is not faint. */
const DARK = 0.8;

/** A wall runs across where both sides of a line are darker than paper by this, in grey levels. */
const WALL = 12;

/**
 * Finds lines that are too pale to be told from paper dot by dot: hairlines, drawn narrower than a dot of the scan, grey at best.
 * Over some length their mean is darker than the paper at both sides. Adds them to `level` (lines along the rows) and `upright`
 * (lines along the columns, as the transposed picture has them).
 */
export function addFaintRulings(page: Raster, bleeds: boolean, level: BitPicture, upright: BitPicture): void {
  const { paper, ink } = inkLevels(page);
  const least = bleeds ? (paper - ink) * BLEED : LEAST;
  const levels = { paper, dark: (paper - ink) * DARK, least };
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
  markRidges({ sums: rows, lines: height, line: across, blocks: across, block: 1, ...levels }, level);
  markRidges({ sums: columns, lines: width, line: 1, blocks: down, block: width, ...levels }, upright);
}

/** Sums of blocks of dots; the next line across is `line` further, the next block along a line `block` further. */
interface BlockSums {
  sums: Uint16Array;
  lines: number;
  line: number;
  blocks: number;
  block: number;
  paper: number;
  /** By how much a faint line is darker than paper at most. */
  dark: number;
  /** And at least. */
  least: number;
}

function markRidges(blocks: BlockSums, bits: BitPicture): void {
  const least = Math.max(blocks.least, DEVIATIONS * grainOf(blocks));
  const ridge = new Float32Array(blocks.blocks);
  const drawn: BitPicture = { ...bits, words: bits.words.slice() };
  for (let line = BESIDE + 1; line < blocks.lines - BESIDE - 1; line += 1) {
    if (!ridgeAlong(blocks, line, ridge, least * SHARE)) continue;
    let marked = 0;
    for (let from = 0; from + WINDOW <= ridge.length; from += 1) {
      if (!isRidge(ridge, from, least)) continue;
      let to = from + WINDOW;
      while (ridge[to - 1] === ACROSS) to -= 1;
      let begin = Math.max(marked, from);
      if (marked < from) while (ridge[begin] === ACROSS) begin += 1;
      for (let block = begin; block < to; block += 1)
        if (!isDrawn(drawn, line, block)) markBlock(drawn, bits, line, block);
      marked = Math.max(marked, to);
    }
  }
}

/** Of the dots of a block, so many in the lines around it are ink where the line needs no mending. */
const DRAWN = 6;

function isDrawn({ stride, words }: BitPicture, line: number, block: number): boolean {
  let value = 0;
  for (let near = line - 2; near <= line + 2; near += 1)
    value |= (words[near * stride + (block >> 2)] as number) >>> ((block & 3) * BLOCK);
  let count = 0;
  for (let rest = value & 0xff; rest > 0; rest &= rest - 1) count += 1;
  return count >= DRAWN;
}

/** Marks a block and, before ink of the same line, the dots that part it from that. */
function markBlock(drawn: BitPicture, bits: BitPicture, line: number, block: number): void {
  let [from, to] = [block * BLOCK, (block + 1) * BLOCK];
  const isInk = (x: number): boolean =>
    hasInk(drawn, x, line - 1) || hasInk(drawn, x, line) || hasInk(drawn, x, line + 1);
  for (let away = 1; away <= BLOCK; away += 1) {
    if (from === block * BLOCK && isInk(from - away)) from -= away - 1;
    if (to === (block + 1) * BLOCK && isInk(to - 1 + away)) to += away - 1;
  }
  fillRow(bits, line, from, to);
}

/** Whether all blocks of a window show one even line. */
function isRidge(ridge: Float32Array, from: number, least: number): boolean {
  if (ridge[from] === ACROSS && ridge[from + WINDOW - 1] === ACROSS) return false;
  let [sum, shown, most] = [0, 0, 0];
  for (let block = from; block < from + WINDOW; block += 1) {
    const value = ridge[block] as number;
    if (value === ACROSS) continue;
    if (value < least * SHARE) return false;
    shown += 1;
    sum += value;
    if (value > most) most = value;
  }
  return shown >= WINDOW - CROSSED && sum >= least * shown && most <= (sum / shown) * UNEVEN;
}

/** Stands for a block where a wall runs across the line. */
const ACROSS = -1e6;

/** By how much each block of a line is darker than the paper at both sides; tells whether any is by at least as much as given. */
function ridgeAlong(
  { sums, line: step, blocks, block: next, paper, dark }: BlockSums,
  line: number,
  ridge: Float32Array,
  least: number,
): boolean {
  const aside = BESIDE * step;
  const wall = (paper - WALL) * 3 * BLOCK;
  const ink = (paper - dark) * BLOCK;
  let any = 0;
  for (let block = 0, at = line * step; block < blocks; block += 1, at += next) {
    const middle = (sums[at - step] as number) + (sums[at] as number) + (sums[at + step] as number);
    const before =
      (sums[at - aside - step] as number) +
      (sums[at - aside] as number) +
      (sums[at - aside + step] as number);
    const after =
      (sums[at + aside - step] as number) +
      (sums[at + aside] as number) +
      (sums[at + aside + step] as number);
    const value = ((before < after ? before : after) - middle) / (3 * BLOCK);
    if (before < wall && after < wall) ridge[block] = ACROSS;
    else {
      const darkest = Math.min(
        sums[at - 2 * step] as number,
        sums[at] as number,
        sums[at + 2 * step] as number,
      );
      ridge[block] = darkest < ink ? 0 : value;
    }
    if (value >= least) any += 1;
  }
  return any >= WINDOW - CROSSED;
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
      if (sum > ACROSS / 2) means.push(sum / WINDOW);
    }
  }
  means.sort((a, b) => a - b);
  const middle = means[means.length >> 1] ?? 0;
  return Math.max(0, middle - (means[Math.floor(means.length * 0.25)] ?? 0)) / 0.674;
}
