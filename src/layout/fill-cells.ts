import type { Word } from "../model/layout.ts";
import { middleOf } from "./box.ts";
import { boxOfGrid, type CellPiece, type Grid, type GridCell, stretchAt } from "./grid.ts";

/**
 * Puts words into the cells in which their middle stands. Where grids lie in one another, the inner one takes the word.
 * Gives back the words that stand in no cell.
 */
export function fillCells(grids: readonly Grid[], words: readonly Word[]): Word[] {
  const finders = grids
    .toSorted((a, b) => areaOf(a) - areaOf(b))
    .map((grid) => ({ grid, owner: ownersOf(grid) }));
  return words.filter((word) => {
    const { x, y } = middleOf(word.box);
    for (const { grid, owner } of finders) {
      const row = stretchAt(grid.ys, y);
      const column = stretchAt(grid.xs, x);
      const cell = row < 0 || column < 0 ? undefined : owner[row]?.[column];
      if (cell !== undefined) {
        (cell.pieces[0] as CellPiece).words.push(word);
        return false;
      }
    }
    return true;
  });
}

/** The cell of every box of a grid. */
function ownersOf({ xs, ys, cells }: Grid): (GridCell | undefined)[][] {
  const owner: (GridCell | undefined)[][] = ys
    .slice(1)
    .map(() => Array.from<GridCell | undefined>({ length: xs.length - 1 }));
  for (const cell of cells) {
    for (let row = cell.row; row < cell.row + cell.rowSpan; row += 1) {
      owner[row]?.fill(cell, cell.column, cell.column + cell.columnSpan);
    }
  }
  return owner;
}

function areaOf(grid: Grid): number {
  const [left, top, right, bottom] = boxOfGrid(grid);
  return (right - left) * (bottom - top);
}
