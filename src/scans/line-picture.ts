import type { Raster } from "../model/raster.ts";
import { firstRun } from "./split-cell.ts";
import type { InkLine } from "./ink-line.ts";
import type { InkPieces } from "./ink-pieces.ts";

/** White around a line, in dots. */
const MARGIN = 8;

/** Grey around ink belongs to it: so many dots. */
const BLUR = 2;

const PAPER = 0;
const FOREIGN_EDGE = 1;
const OWN = 2;
const FOREIGN = 3;

/**
 * Cuts a line out of the page: its own ink as it is, with the paper around it; the ink of its neighbours and what is left of rulings white.
 * A line that is low (一, a dash) is cut as high as its type, so that it is seen for what it is.
 */
export function cutLine(
  grey: Raster,
  ink: InkPieces,
  line: InkLine,
  isRuled: (x: number, y: number) => boolean,
): Raster {
  const missing = Math.max(0, line.size - (line.bottom - line.top));
  const left = line.left - MARGIN;
  const top = Math.round(line.top - missing / 2) - MARGIN;
  const width = line.right + MARGIN - left;
  const height = Math.round(line.bottom + missing / 2) + MARGIN - top;
  const kinds = kindsOf(ink, line, { left, top, width, height });
  const data = new Uint8Array(width * height).fill(255);
  for (let y = Math.max(0, top); y < Math.min(grey.height, top + height); y += 1) {
    for (let x = Math.max(0, left); x < Math.min(grey.width, left + width); x += 1) {
      const at = (y - top) * width + x - left;
      const kind = kinds[at] as number;
      if (kind === OWN || (kind === PAPER && !isRuled(x, y)))
        data[at] = grey.data[y * grey.width + x] as number;
    }
  }
  return { width, height, channels: 1, data };
}

function kindsOf(
  ink: InkPieces,
  { pieces }: InkLine,
  { left, top, width, height }: { left: number; top: number; width: number; height: number },
): Uint8Array {
  const kinds = new Uint8Array(width * height);
  const { rows, from, to, piece } = ink.runs;
  const last = rows.length - 2;
  const paint = (y: number, begin: number, end: number, kind: number): void => {
    if (y < top || y >= top + height) return;
    const row = (y - top) * width - left;
    for (let x = Math.max(left, begin); x < Math.min(left + width, end); x += 1)
      if ((kinds[row + x] as number) < kind) kinds[row + x] = kind;
  };
  for (let y = Math.max(0, top - BLUR); y <= Math.min(last, top + height + BLUR - 1); y += 1) {
    for (let run = firstRun(ink, y, left - BLUR); run < (rows[y + 1] as number); run += 1) {
      if ((from[run] as number) >= left + width + BLUR) break;
      const part = pieces.get(piece[run] as number);
      const own = part === null || (part !== undefined && y >= part[0] && y < part[1]);
      for (let near = -BLUR; near <= BLUR; near += 1)
        paint(y + near, (from[run] as number) - BLUR, (to[run] as number) + BLUR, own ? OWN : FOREIGN_EDGE);
      if (!own) paint(y, from[run] as number, to[run] as number, FOREIGN);
    }
  }
  return kinds;
}
