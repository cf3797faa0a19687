import type { InkPieces } from "./ink-pieces.ts";
import { type InkLine, inkLineOf, isWritten, splitAtGaps, trimSpecks } from "./ink-line.ts";

/** Ink of a cell in one line is no higher than so many times the type. */
const ONE_LINE = 1.15;

/** Strokes of one character stand no further apart than this share of the type. */
const WITHIN_CHARACTER = 0.7;

/** Ink so much higher than the type is several lines that touch. */
const TOUCHING_LINES = 1.45;

/** Where lines touch, there is at most this share of their usual ink in a row. */
const THIN_ROW = 0.45;

export interface CellInk {
  ink: InkPieces;
  /** Pieces that stand in the cell. */
  pieces: readonly number[];
  /** Height of the page's type in dots. */
  size: number;
  /** Pieces of less ink are specks. */
  speck: number;
  /** How far what stands here lies below its straight place, in dots. */
  drift: (x: number, y: number) => number;
}

interface Band {
  top: number;
  bottom: number;
}

/** The lines of text of a cell, from top to bottom, each from left to right. */
export function splitCell(cell: CellInk): InkLine[] {
  const { ink, speck } = cell;
  const solid = cell.pieces.filter((piece) => (ink.area[piece] as number) >= speck);
  const size = sizeOfType(ink, solid, cell.size);
  if (solid.length === 0) return [];
  const { first, profile } = profileOf(cell, solid);
  const bands = joinBands(
    bandsOf(profile).flatMap((band) => splitTouching(band, profile, size)),
    size,
  );
  return assign(cell, bands, first, size)
    .flatMap((line) => splitAtGaps(ink, line))
    .map((line) => trimSpecks(ink, line))
    .filter((line) => isWritten(ink, line, size, speck));
}

/** The type of a cell may be larger or smaller than that of most of the page. */
function sizeOfType(ink: InkPieces, pieces: readonly number[], usual: number): number {
  const sides = pieces.map((piece) => ({
    height: (ink.bottom[piece] as number) - (ink.top[piece] as number),
    width: (ink.right[piece] as number) - (ink.left[piece] as number),
  }));
  const tall = sides.filter(({ height }) => height > usual * 0.6);
  const large = tall.filter(({ height, width }) => height > usual * 1.25 && width > height * 0.35);
  if (large.length > 0 && large.length >= tall.length * 0.4)
    return large.map(({ height }) => height).toSorted((a, b) => a - b)[large.length >> 1] as number;
  const widest = Math.max(0, ...sides.map(({ height, width }) => Math.max(height, Math.min(width, usual))));
  // Points and dashes tell nothing of the type.
  return widest < usual * 0.4 ? usual : Math.min(usual, widest * 1.45);
}

/** How much ink there is in each row, were the page straight. */
function profileOf(
  { ink, drift }: CellInk,
  pieces: readonly number[],
): { first: number; profile: Float64Array } {
  const offsets = pieces.map((piece) =>
    Math.round(
      drift(((ink.left[piece] as number) + (ink.right[piece] as number)) / 2, ink.top[piece] as number),
    ),
  );
  let first = Infinity;
  let last = 0;
  pieces.forEach((piece, index) => {
    first = Math.min(first, (ink.top[piece] as number) - (offsets[index] as number));
    last = Math.max(last, (ink.bottom[piece] as number) - (offsets[index] as number));
  });
  const profile = new Float64Array(last - first);
  const offsetOf = new Map(pieces.map((piece, index) => [piece, offsets[index] as number]));
  let left = Infinity;
  let right = 0;
  let top = Infinity;
  let bottom = 0;
  for (const piece of pieces) {
    left = Math.min(left, ink.left[piece] as number);
    right = Math.max(right, ink.right[piece] as number);
    top = Math.min(top, ink.top[piece] as number);
    bottom = Math.max(bottom, ink.bottom[piece] as number);
  }
  const { rows, from, to, piece } = ink.runs;
  for (let y = top; y < bottom; y += 1) {
    for (let run = firstRun(ink, y, left); run < (rows[y + 1] as number); run += 1) {
      if ((from[run] as number) >= right) break;
      const offset = offsetOf.get(piece[run] as number);
      if (offset === undefined) continue;
      const at = y - offset - first;
      profile[at] = (profile[at] as number) + (to[run] as number) - (from[run] as number);
    }
  }
  return { first, profile };
}

/** The first run of a row that ends right of a place. */
export function firstRun({ runs: { rows, to } }: InkPieces, y: number, left: number): number {
  let low = rows[y] as number;
  let high = rows[y + 1] as number;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((to[middle] as number) > left) high = middle;
    else low = middle + 1;
  }
  return low;
}

function bandsOf(profile: Float64Array): Band[] {
  const bands: Band[] = [];
  let top = -1;
  for (let y = 0; y <= profile.length; y += 1) {
    const inked = y < profile.length && (profile[y] as number) > 0;
    if (inked && top < 0) top = y;
    else if (!inked && top >= 0) {
      bands.push({ top, bottom: y });
      top = -1;
    }
  }
  return bands;
}

/** Cuts lines that touch one another at their thinnest rows. */
function splitTouching(band: Band, profile: Float64Array, size: number): Band[] {
  const height = band.bottom - band.top;
  if (height <= size * TOUCHING_LINES) return [band];
  const rows = [...profile.subarray(band.top, band.bottom)].toSorted((a, b) => a - b);
  const usual = rows[Math.floor(rows.length * 0.6)] as number;
  const bands: Band[] = [];
  let { top } = band;
  while (band.bottom - top > size * 1.3) {
    const from = Math.round(top + size * 0.55);
    const to = Math.min(Math.round(top + size * 1.35), band.bottom - 4);
    let cut = from;
    for (let y = from; y < to; y += 1) if ((profile[y] as number) < (profile[cut] as number)) cut = y;
    if ((profile[cut] as number) > usual * THIN_ROW) break;
    bands.push({ top, bottom: cut });
    top = cut;
  }
  return [...bands, { top, bottom: band.bottom }];
}

/**
 * Characters come apart in height (二, 六, 昌): bands are put together so that the fewest lines come out that are no higher than the
 * type, and, where there is a choice, the room between the lines is the widest.
 */
function joinBands(bands: readonly Band[], size: number): Band[] {
  const best: { lines: number; inner: number; from: number }[] = [{ lines: 0, inner: 0, from: 0 }];
  for (let end = 1; end <= bands.length; end += 1) {
    const last = bands[end - 1] as Band;
    let choice = { lines: Infinity, inner: Infinity, from: end - 1 };
    let inner = 0;
    for (let from = end - 1; from >= 0; from -= 1) {
      const begin = bands[from] as Band;
      if (from < end - 1) {
        const gap = (bands[from + 1] as Band).top - begin.bottom;
        if (gap > size * WITHIN_CHARACTER || last.bottom - begin.top > size * ONE_LINE) break;
        inner += gap;
      }
      const before = best[from] as { lines: number; inner: number };
      const lines = before.lines + 1;
      const rooms = before.inner + inner;
      if (lines < choice.lines || (lines === choice.lines && rooms < choice.inner))
        choice = { lines, inner: rooms, from };
    }
    best.push(choice);
  }
  const joined: Band[] = [];
  for (let end = bands.length; end > 0;) {
    const { from } = best[end] as { from: number };
    joined.unshift({ top: (bands[from] as Band).top, bottom: (bands[end - 1] as Band).bottom });
    end = from;
  }
  return joined;
}

/** Gives each piece to the line that it stands on; one that reaches over two is shared. */
function assign(
  { ink, pieces, drift, speck }: CellInk,
  bands: readonly Band[],
  first: number,
  size: number,
): InkLine[] {
  const own: Map<number, [number, number] | null>[] = bands.map(() => new Map());
  const specks: { piece: number; line: number }[] = [];
  for (const piece of pieces) {
    const middle = ((ink.left[piece] as number) + (ink.right[piece] as number)) / 2;
    const offset = Math.round(drift(middle, ink.top[piece] as number)) + first;
    const top = (ink.top[piece] as number) - offset;
    const bottom = (ink.bottom[piece] as number) - offset;
    const shares = bands.map((band) => Math.min(bottom, band.bottom) - Math.max(top, band.top));
    const most = Math.max(...shares);
    if (most <= 0) continue;
    const line = shares.indexOf(most);
    if ((ink.area[piece] as number) < speck) specks.push({ piece, line });
    else if (bottom - top > size * ONE_LINE) {
      shares.forEach((share, index) => {
        const band = bands[index] as Band;
        if (share > size * 0.15) own[index]?.set(piece, [band.top + offset, band.bottom + offset]);
      });
    } else own[line]?.set(piece, null);
  }
  const lines = own.map((mine) => inkLineOf(ink, mine, size));
  // Points may be no larger than specks: what stands close to a line is of it.
  for (const { piece, line: index } of specks) {
    const line = lines[index] as InkLine;
    if ((ink.left[piece] as number) >= line.left - size && (ink.right[piece] as number) <= line.right + size)
      own[index]?.set(piece, null);
  }
  return own.filter((mine) => mine.size > 0).map((mine) => inkLineOf(ink, mine, size));
}
