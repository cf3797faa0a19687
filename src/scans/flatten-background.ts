import type { Raster } from "../model/raster.ts";

/** Blocks over which the paper is taken to be of one brightness, in inches. */
const BLOCK = 0.1;

/** The share of the dots of a block that are darker than its paper. */
const PAPER_RANK = 0.85;

/** Paper darker than this share of the brightest is taken for a dark fill or picture, and for its surroundings' paper. */
const DARKEST_PAPER = 0.3;

/** How bright the paper is, block by block. */
export interface Background {
  columns: number;
  rows: number;
  /** In dots. */
  block: number;
  /** 0 to 255. */
  levels: Float32Array;
}

/**
 * Finds the paper behind what is printed: shadows, yellowed paper and grey cells belong to it. Where a corner of a block is not on the
 * page, what is known of the blocks beside it stands for it.
 */
export function estimateBackground(
  { data, width, height }: Raster,
  dpi: number,
  isOnPage: (x: number, y: number) => boolean = () => true,
): Background {
  const block = Math.max(4, Math.round(BLOCK * dpi));
  const columns = Math.max(1, Math.ceil(width / block));
  const rows = Math.max(1, Math.ceil(height / block));
  const levels = new Float32Array(columns * rows);
  const counts = new Uint32Array(256);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      counts.fill(0);
      let dots = 0;
      const [right, bottom] = [Math.min(width, (column + 1) * block), Math.min(height, (row + 1) * block)];
      for (let y = row * block; y < bottom; y += 2)
        for (let at = y * width + column * block, end = y * width + right; at < end; at += 2) {
          const value = data[at] as number;
          counts[value] = (counts[value] as number) + 1;
          dots += 1;
        }
      let level = 0;
      for (let seen = 0; level < 255 && seen + (counts[level] as number) <= dots * PAPER_RANK; level += 1)
        seen += counts[level] as number;
      const corners = [column * block, right].every((x) =>
        [row * block, bottom].every((y) => isOnPage(x, y)),
      );
      levels[row * columns + column] = corners ? level : 0;
    }
  }
  const paper = [...levels].sort((a, b) => a - b)[Math.floor(levels.length * 0.9)] as number;
  const found: Background = { columns, rows, block, levels };
  fillDark(found, paper * DARKEST_PAPER);
  found.levels = smooth(widest(found), columns, rows);
  return found;
}

/** Gives blocks without paper the level of the blocks around them. */
function fillDark({ levels, columns, rows }: Background, darkest: number): void {
  let open: number[] = [];
  const isKnown = new Uint8Array(levels.length);
  levels.forEach((level, at) => (level >= darkest ? (isKnown[at] = 1) : open.push(at)));
  if (open.length === levels.length) return;
  while (open.length > 0) {
    const found: [number, number][] = [];
    const left: number[] = [];
    for (const at of open) {
      const [row, column] = [Math.floor(at / columns), at % columns];
      let sum = 0;
      let count = 0;
      for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y += 1)
        for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x += 1)
          if (isKnown[y * columns + x] === 1) {
            sum += levels[y * columns + x] as number;
            count += 1;
          }
      if (count > 0) found.push([at, sum / count]);
      else left.push(at);
    }
    for (const [at, level] of found) {
      levels[at] = level;
      isKnown[at] = 1;
    }
    open = left;
  }
}

/** The brightest of each block and its neighbours: a block full of type takes the paper beside it. */
function widest({ levels, columns, rows }: Background): Float32Array {
  return overNeighbours(levels, columns, rows, (values) => Math.max(...values));
}

function smooth(levels: Float32Array, columns: number, rows: number): Float32Array {
  return overNeighbours(levels, columns, rows, (values) => {
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  });
}

function overNeighbours(
  levels: Float32Array,
  columns: number,
  rows: number,
  reckon: (values: number[]) => number,
): Float32Array {
  return levels.map((_, at) => {
    const [row, column] = [Math.floor(at / columns), at % columns];
    const values: number[] = [];
    for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y += 1)
      for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x += 1)
        values.push(levels[y * columns + x] as number);
    return reckon(values);
  });
}

/** Divides a picture, in place, by its background: paper becomes white. What is brighter than `white` (0 to 1) of the paper is paper as well. */
export function flattenBackground(
  { data, width, height }: Raster,
  background: Background,
  white: number,
): void {
  const { columns, rows, block, levels } = background;
  const gains = new Float32Array(columns);
  for (let y = 0; y < height; y += 1) {
    const at = Math.min(Math.max(y / block - 0.5, 0), rows - 1);
    const row = Math.min(Math.floor(at), Math.max(0, rows - 2));
    const share = at - row;
    const below = Math.min(row + 1, rows - 1) * columns;
    for (let column = 0; column < columns; column += 1) {
      const level =
        (levels[row * columns + column] as number) * (1 - share) + (levels[below + column] as number) * share;
      gains[column] = 255 / Math.max(1, level * white);
    }
    const begin = y * width;
    for (let column = -1; column < columns; column += 1) {
      // Between the middles of two blocks the gain goes straight from one to the other.
      const from = Math.max(0, Math.round((column + 0.5) * block));
      const to = Math.min(width, Math.round((column + 1.5) * block));
      const left = gains[Math.max(0, column)] as number;
      const right = gains[Math.min(columns - 1, column + 1)] as number;
      const slope = (right - left) / block;
      let gain = left + slope * (from + 0.5 - (column + 0.5) * block);
      for (let x = begin + from; x < begin + to; x += 1, gain += slope) {
        const value = (data[x] as number) * gain + 0.5;
        data[x] = value > 255 ? 255 : value;
      }
    }
  }
}
