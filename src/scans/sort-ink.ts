import type { Box } from "../model/layout.ts";
import { type GridTable, ownersOf } from "./build-cells.ts";
import type { InkPieces } from "./ink-pieces.ts";
import type { StraightPlaces } from "./straight-places.ts";

/** Ink that lies so near to the wall of a cell and is no thicker is what was left of the wall. In dots. */
const RESIDUE_NEAR = 8;
const RESIDUE_THICK = 6;

/** A cell on the straightened page. */
export interface StraightCell {
  table: GridTable;
  box: Box;
}

/** The pieces of each cell, and last those that stand in none. */
export function sortIntoCells(
  ink: InkPieces,
  cells: readonly StraightCell[],
  place: StraightPlaces,
): number[][] {
  const sorted: number[][] = Array.from({ length: cells.length + 1 }, () => []);
  const finders = [...new Set(cells.map(({ table }) => table))].map((table) => {
    const rows = table.ys.length - 1;
    const columns = table.xs.length - 1;
    return {
      table,
      columns,
      first: cells.findIndex((cell) => cell.table === table),
      owner: ownersOf(table.cells, rows, columns),
      area:
        ((table.xs.at(-1) as number) - (table.xs[0] as number)) *
        ((table.ys.at(-1) as number) - (table.ys[0] as number)),
    };
  });
  finders.sort((a, b) => a.area - b.area);
  for (let piece = 0; piece < ink.count; piece += 1) {
    const [x, y] = place.straight(
      ((ink.left[piece] as number) + (ink.right[piece] as number)) / 2,
      ((ink.top[piece] as number) + (ink.bottom[piece] as number)) / 2,
    );
    let cell = cells.length;
    for (const { table, columns, first, owner } of finders) {
      const row = stretchAt(table.ys, y);
      const column = stretchAt(table.xs, x);
      const own = row < 0 || column < 0 ? -1 : (owner[row * columns + column] as number);
      if (own >= 0) {
        cell = first + own;
        break;
      }
    }
    const box = cells[cell]?.box;
    const left =
      box === undefined
        ? finders.some(({ table }) => isOnWall(ink, piece, table, x, y))
        : isResidue(ink, piece, box, x, y);
    if (!left) sorted[cell]?.push(piece);
  }
  return sorted;
}

function isResidue(
  ink: InkPieces,
  piece: number,
  [left, top, right, bottom]: Box,
  x: number,
  y: number,
): boolean {
  const width = (ink.right[piece] as number) - (ink.left[piece] as number);
  const height = (ink.bottom[piece] as number) - (ink.top[piece] as number);
  const beside = Math.min(x - left, right - x) - width / 2 < RESIDUE_NEAR && width <= RESIDUE_THICK;
  const above = Math.min(y - top, bottom - y) - height / 2 < RESIDUE_NEAR && height <= RESIDUE_THICK;
  return beside || above;
}

/** Whether ink around a table is a bit of its outer walls. */
function isOnWall(ink: InkPieces, piece: number, { walls }: GridTable, x: number, y: number): boolean {
  const width = (ink.right[piece] as number) - (ink.left[piece] as number);
  const height = (ink.bottom[piece] as number) - (ink.top[piece] as number);
  return walls.some(({ vertical, at, from, to }) => {
    const [along, across, thick] = vertical ? [y, x, width] : [x, y, height];
    return (
      thick <= RESIDUE_THICK &&
      Math.abs(across - at) <= RESIDUE_NEAR &&
      along >= from - RESIDUE_NEAR &&
      along <= to + RESIDUE_NEAR
    );
  });
}

function stretchAt(walls: readonly number[], place: number): number {
  if (place < (walls[0] as number) || place > (walls.at(-1) as number)) return -1;
  let stretch = 0;
  while (stretch + 2 < walls.length && (walls[stretch + 1] as number) <= place) stretch += 1;
  return stretch;
}
