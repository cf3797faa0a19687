import type { Box, Ruling } from "../model/layout.ts";
import type { Grid, GridCell } from "./grid.ts";
import { groupCrossing, type Lines } from "./group-crossing.ts";
import { clusterPlaces, joinRulings } from "./join-rulings.ts";
import { Walls } from "./walls.ts";

/** What part of the lines of one direction must end at one place for an open side of a table to be closed there. */
const OPEN_SIDE_SHARE = 0.6;

/** Pieces of one wall are not further apart than so many times the tolerance. */
const BROKEN = 4;

/** More boxes than this are no table that a person could read. */
const MOST_BOXES = 100_000;

/**
 * The grids that the rulings of a page make. Lines that cross or touch belong together; each group of them is one grid,
 * so that tables side by side, or one within a cell of another, come apart. Where the wall between two boxes is missing,
 * they are one cell. Frames and boxes around a text come as grids of one cell, underlines not at all.
 *
 * `tolerance`, in points, is how far lines may miss one another; a good value is a part of the type size of the page.
 */
export function findTables(rulings: readonly Ruling[], page: number, tolerance: number): Grid[] {
  return groupCrossing(joinRulings(rulings, tolerance), tolerance)
    .map((group) => gridOf(group, page, tolerance))
    .filter((grid) => grid !== null)
    .toSorted(
      (a, b) => (a.ys[0] as number) - (b.ys[0] as number) || (a.xs[0] as number) - (b.xs[0] as number),
    );
}

function gridOf({ horizontal, vertical }: Lines, page: number, tolerance: number): Grid | null {
  if (horizontal.length < 2 || vertical.length < 1) return null;
  const closed = {
    vertical: [...vertical, ...openSides(horizontal, vertical, tolerance)],
    horizontal: [...horizontal, ...openSides(vertical, horizontal, tolerance)],
  };
  const xs = clusterPlaces(
    closed.vertical.map(({ at }) => at),
    tolerance,
  );
  const ys = clusterPlaces(
    [...closed.horizontal.map(({ at }) => at), ...innerEnds(closed, tolerance)],
    tolerance,
  );
  const columns = xs.length - 1;
  const rows = ys.length - 1;
  if (columns < 1 || rows < 1 || columns * rows > MOST_BOXES) return null;
  const walls = new Walls(xs, ys, closed);
  const cells = dropOutside(mergeBoxes(walls), walls).map((span) => ({
    ...span,
    pieces: [{ page, box: boxOfSpan(span, walls), words: [] }] satisfies GridCell["pieces"],
  }));
  return cells.length === 0 ? null : trim({ page, xs, ys, cells, ruled: true });
}

/**
 * The walls that a table without outer lines leaves away: where most lines of one direction begin or end together and no
 * line of the other direction stands, as in tables that are open at both sides.
 */
function openSides(along: readonly Ruling[], across: readonly Ruling[], tolerance: number): Ruling[] {
  if (along.length < 2) return [];
  const orientation = along[0]?.orientation === "horizontal" ? "vertical" : "horizontal";
  const ends = [Math.min(...along.map(({ from }) => from)), Math.max(...along.map(({ to }) => to))];
  return ends.flatMap((end): Ruling[] => {
    if (across.some(({ at }) => Math.abs(at - end) <= tolerance * 2)) return [];
    const meeting = along
      .filter(({ from, to }) => Math.min(Math.abs(from - end), Math.abs(to - end)) <= tolerance * 2)
      .map(({ at }) => at);
    if (meeting.length < 2 || meeting.length < along.length * OPEN_SIDE_SHARE) return [];
    return [{ orientation, at: end, from: Math.min(...meeting), to: Math.max(...meeting) }];
  });
}

/**
 * The heights at which several walls of columns begin or end together though no line is drawn there: where one cell stands
 * over several columns.
 */
function innerEnds({ horizontal, vertical }: Lines, tolerance: number): number[] {
  // A wall that goes on right behind its end is but broken.
  const ends = vertical.flatMap((wall) =>
    [wall.from, wall.to].filter((end) =>
      vertical.every(
        ({ at, from, to }) =>
          Math.abs(at - wall.at) > tolerance ||
          (end === wall.from ? Math.abs(to - end) : Math.abs(from - end)) > tolerance * BROKEN,
      ),
    ),
  );
  return clusterPlaces(ends, tolerance).filter((end) => {
    const meeting = ends.filter((other) => Math.abs(other - end) <= tolerance).length;
    return meeting >= 2 && horizontal.every(({ at }) => Math.abs(at - end) > tolerance * 3);
  });
}

type Span = Pick<GridCell, "row" | "column" | "rowSpan" | "columnSpan">;

/** Boxes without a wall between them as one cell; cells are always rectangles, the larger one where there is a choice. */
function mergeBoxes(walls: Walls): Span[] {
  const taken = new Uint8Array(walls.rows * walls.columns);
  const cells: Span[] = [];
  for (let row = 0; row < walls.rows; row += 1) {
    for (let column = 0; column < walls.columns; column += 1) {
      if (taken[row * walls.columns + column] === 1) continue;
      const wide = growDown(
        walls,
        growRight(walls, { row, column, rowSpan: 1, columnSpan: 1 }, taken),
        taken,
      );
      const tall = growRight(
        walls,
        growDown(walls, { row, column, rowSpan: 1, columnSpan: 1 }, taken),
        taken,
      );
      const cell = wide.rowSpan * wide.columnSpan >= tall.rowSpan * tall.columnSpan ? wide : tall;
      for (let down = 0; down < cell.rowSpan; down += 1)
        for (let right = 0; right < cell.columnSpan; right += 1)
          taken[(row + down) * walls.columns + column + right] = 1;
      cells.push(cell);
    }
  }
  return cells;
}

function growRight(walls: Walls, span: Span, taken: Uint8Array): Span {
  const { row, column, rowSpan } = span;
  let { columnSpan } = span;
  for (; column + columnSpan < walls.columns; columnSpan += 1) {
    const next = column + columnSpan;
    let open = true;
    for (let down = row; open && down < row + rowSpan; down += 1) {
      const parted = down > row && walls.level(down, next);
      open = !walls.upright(next, down) && taken[down * walls.columns + next] === 0 && !parted;
    }
    if (!open) break;
  }
  return { ...span, columnSpan };
}

function growDown(walls: Walls, span: Span, taken: Uint8Array): Span {
  const { row, column, columnSpan } = span;
  let { rowSpan } = span;
  for (; row + rowSpan < walls.rows; rowSpan += 1) {
    const next = row + rowSpan;
    let open = true;
    for (let right = column; open && right < column + columnSpan; right += 1) {
      const parted = right > column && walls.upright(right, next);
      open = !walls.level(next, right) && taken[next * walls.columns + right] === 0 && !parted;
    }
    if (!open) break;
  }
  return { ...span, rowSpan };
}

/**
 * The cells that lie within the table: beside a short row, or in the corner between two tables of different width, the
 * bounding box holds room that belongs to neither. Such a room is open towards the outside and has two walls at most.
 */
function dropOutside(cells: readonly Span[], walls: Walls): Span[] {
  const owner = new Int32Array(walls.rows * walls.columns);
  cells.forEach(({ row, column, rowSpan, columnSpan }, index) => {
    for (let down = row; down < row + rowSpan; down += 1)
      for (let right = column; right < column + columnSpan; right += 1)
        owner[down * walls.columns + right] = index;
  });
  const outside = new Set<number>();
  const isOutside = (row: number, column: number): boolean =>
    row < 0 ||
    column < 0 ||
    row >= walls.rows ||
    column >= walls.columns ||
    outside.has(owner[row * walls.columns + column] as number);
  for (let changed = true; changed;) {
    changed = false;
    cells.forEach((cell, index) => {
      if (outside.has(index)) return;
      const sides = sidesOf(cell, walls, isOutside);
      const walled = sides.filter(({ drawn }) => drawn).length;
      if (walled <= 2 && sides.some(({ drawn, outwards }) => !drawn && outwards)) {
        outside.add(index);
        changed = true;
      }
    });
  }
  return cells.filter((_, index) => !outside.has(index));
}

/** The four sides of a cell: whether most of it is drawn, and whether what lies beyond is not of the table. */
function sidesOf(
  { row, column, rowSpan, columnSpan }: Span,
  walls: Walls,
  isOutside: (row: number, column: number) => boolean,
): { drawn: boolean; outwards: boolean }[] {
  const side = (
    span: number,
    isDrawn: (at: number) => boolean,
    isBeyond: (at: number) => boolean,
  ): { drawn: boolean; outwards: boolean } => {
    let drawn = 0;
    let outwards = false;
    for (let at = 0; at < span; at += 1) {
      if (isDrawn(at)) drawn += 1;
      outwards ||= isBeyond(at);
    }
    return { drawn: drawn * 2 > span, outwards };
  };
  const level = (edge: number, beyond: number) =>
    side(
      columnSpan,
      (at) => walls.level(edge, column + at),
      (at) => isOutside(beyond, column + at),
    );
  const upright = (edge: number, beyond: number) =>
    side(
      rowSpan,
      (at) => walls.upright(edge, row + at),
      (at) => isOutside(row + at, beyond),
    );
  return [
    level(row, row - 1),
    level(row + rowSpan, row + rowSpan),
    upright(column, column - 1),
    upright(column + columnSpan, column + columnSpan),
  ];
}

function boxOfSpan({ row, column, rowSpan, columnSpan }: Span, { xs, ys }: Walls): Box {
  return [
    xs[column] as number,
    ys[row] as number,
    xs[column + columnSpan] as number,
    ys[row + rowSpan] as number,
  ];
}

/** Leaves out rows and columns in which no cell begins: lines that stood out of the table, or doubled a wall. */
function trim({ page, xs, ys, cells, ruled }: Grid): Grid {
  const rows = countStarts(
    cells.map(({ row }) => row),
    ys.length,
  );
  const columns = countStarts(
    cells.map(({ column }) => column),
    xs.length,
  );
  return {
    page,
    xs: keptWalls(xs, columns, Math.max(...cells.map(({ column, columnSpan }) => column + columnSpan))),
    ys: keptWalls(ys, rows, Math.max(...cells.map(({ row, rowSpan }) => row + rowSpan))),
    cells: cells.map((cell) => {
      const row = rows[cell.row] as number;
      const column = columns[cell.column] as number;
      return {
        ...cell,
        row,
        column,
        rowSpan: (rows[cell.row + cell.rowSpan] as number) - row,
        columnSpan: (columns[cell.column + cell.columnSpan] as number) - column,
      };
    }),
    ruled,
  };
}

/** How many stretches before each wall begin a cell. */
function countStarts(starts: readonly number[], walls: number): number[] {
  const begins = new Set(starts);
  const counts = [0];
  for (let wall = 1; wall < walls; wall += 1)
    counts.push((counts[wall - 1] as number) + Number(begins.has(wall - 1)));
  return counts;
}

function keptWalls(walls: readonly number[], counts: readonly number[], end: number): number[] {
  return walls.filter((_, index) => index === end || (index < end && counts[index + 1] !== counts[index]));
}
