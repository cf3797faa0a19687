import type { Wall, Walls } from "./accept-walls.ts";
import { BoxWalls } from "./box-walls.ts";

/** Walls nearer to one another are one: double lines. 1.2 mm, in dots; no row of text is that low. */
const ONE_WALL = 14;

/** How far lines of one table may miss one another. In dots. */
const TOUCHING = 12;

/** What share of the lines of one direction must end at one place for an open side of a table to be closed there. */
const OPEN_SIDE_SHARE = 0.6;

/** A table, its walls and cells in dots of the straightened page. */
export interface GridTable {
  xs: number[];
  ys: number[];
  cells: GridSpan[];
  /** Walls that bound the cells. */
  walls: { vertical: boolean; at: number; from: number; to: number }[];
}

export interface GridSpan {
  row: number;
  column: number;
  rowSpan: number;
  columnSpan: number;
}

/** The tables that walls make, and the walls that are part of none: underlines, the rules of open tables. */
export function buildTables(walls: Walls): { tables: GridTable[]; loose: Walls } {
  const tables: GridTable[] = [];
  const loose: Walls = { horizontal: [], vertical: [] };
  for (const group of groupTouching(walls)) {
    const table = tableOf(group);
    if (table === null) {
      loose.horizontal.push(...group.horizontal);
      loose.vertical.push(...group.vertical);
    } else tables.push(table);
  }
  return { tables, loose };
}

function groupTouching({ horizontal, vertical }: Walls): Walls[] {
  const parents = Array.from({ length: horizontal.length + vertical.length }, (_, index) => index);
  const find = (index: number): number => {
    let root = index;
    while (parents[root] !== root) root = parents[root] as number;
    return (parents[index] = root);
  };
  const unite = (a: number, b: number): void => {
    parents[find(a)] = find(b);
  };
  horizontal.forEach((level, a) => {
    vertical.forEach((upright, index) => {
      if (
        upright.at >= level.from - TOUCHING &&
        upright.at <= level.to + TOUCHING &&
        level.at >= upright.from - TOUCHING &&
        level.at <= upright.to + TOUCHING
      )
        unite(a, horizontal.length + index);
    });
  });
  for (const [walls, first] of [
    [horizontal, 0],
    [vertical, horizontal.length],
  ] as const) {
    walls.forEach((wall, a) => {
      walls.forEach((other, b) => {
        if (
          b > a &&
          Math.abs(wall.at - other.at) <= ONE_WALL &&
          wall.from <= other.to + TOUCHING * 3 &&
          other.from <= wall.to + TOUCHING * 3
        )
          unite(first + a, first + b);
      });
    });
  }
  const groups = new Map<number, Walls>();
  const groupOf = (index: number): Walls => {
    const root = find(index);
    const group = groups.get(root) ?? { horizontal: [], vertical: [] };
    groups.set(root, group);
    return group;
  };
  horizontal.forEach((wall, index) => groupOf(index).horizontal.push(wall));
  vertical.forEach((wall, index) => groupOf(horizontal.length + index).vertical.push(wall));
  return [...groups.values()];
}

function tableOf({ horizontal, vertical }: Walls): GridTable | null {
  if (horizontal.length < 2 || vertical.length < 1) return null;
  const uprights = [...vertical, ...openSides(horizontal, vertical)];
  const levels = [...horizontal, ...openSides(vertical, horizontal)];
  const xs = clusterPlaces(uprights);
  const ys = clusterPlaces(levels);
  if (xs.length < 2 || ys.length < 2) return null;
  const grid = new BoxWalls(xs, ys, levels, uprights);
  const spans = dropOutside(mergeBoxes(grid), grid);
  if (spans.length === 0) return null;
  return { xs, ys, cells: spans, walls: wallsOf(spans, grid) };
}

/** Where most lines of one direction end together and no line stands, a table was left open. */
function openSides(along: readonly Wall[], across: readonly Wall[]): Wall[] {
  if (along.length < 2) return [];
  const ends = [Math.min(...along.map(({ from }) => from)), Math.max(...along.map(({ to }) => to))];
  return ends.flatMap((end): Wall[] => {
    if (across.some(({ at }) => Math.abs(at - end) <= TOUCHING * 2)) return [];
    const meeting = along
      .filter(({ from, to }) => Math.min(Math.abs(from - end), Math.abs(to - end)) <= TOUCHING * 2)
      .map(({ at }) => at);
    if (meeting.length < 2 || meeting.length < along.length * OPEN_SIDE_SHARE) return [];
    return [{ at: end, from: Math.min(...meeting), to: Math.max(...meeting), thickness: 1, drawn: [] }];
  });
}

function clusterPlaces(walls: readonly Wall[]): number[] {
  const clusters: Wall[][] = [];
  for (const wall of walls.toSorted((a, b) => a.at - b.at)) {
    const cluster = clusters.at(-1);
    if (cluster !== undefined && wall.at - (cluster[0] as Wall).at <= ONE_WALL) cluster.push(wall);
    else clusters.push([wall]);
  }
  return clusters.map((cluster) => {
    const length = cluster.reduce((sum, { from, to }) => sum + to - from, 0);
    return cluster.reduce((sum, { at, from, to }) => sum + at * (to - from), 0) / Math.max(1, length);
  });
}

/** Boxes without a wall between them are one cell; a cell is a rectangle, the larger one where there is a choice. */
function mergeBoxes(grid: BoxWalls): GridSpan[] {
  const taken = new Uint8Array(grid.rows * grid.columns);
  const isFree = (row: number, column: number): boolean => taken[row * grid.columns + column] === 0;
  const right = (span: GridSpan): GridSpan => {
    let { columnSpan } = span;
    for (; span.column + columnSpan < grid.columns; columnSpan += 1) {
      const next = span.column + columnSpan;
      let open = true;
      for (let row = span.row; open && row < span.row + span.rowSpan; row += 1)
        open = !grid.upright(next, row) && isFree(row, next) && !(row > span.row && grid.level(row, next));
      if (!open) break;
    }
    return { ...span, columnSpan };
  };
  const down = (span: GridSpan): GridSpan => {
    let { rowSpan } = span;
    for (; span.row + rowSpan < grid.rows; rowSpan += 1) {
      const next = span.row + rowSpan;
      let open = true;
      for (let column = span.column; open && column < span.column + span.columnSpan; column += 1)
        open =
          !grid.level(next, column) &&
          isFree(next, column) &&
          !(column > span.column && grid.upright(column, next));
      if (!open) break;
    }
    return { ...span, rowSpan };
  };
  const spans: GridSpan[] = [];
  for (let row = 0; row < grid.rows; row += 1) {
    for (let column = 0; column < grid.columns; column += 1) {
      if (!isFree(row, column)) continue;
      const box = { row, column, rowSpan: 1, columnSpan: 1 };
      const wide = down(right(box));
      const tall = right(down(box));
      const span = wide.rowSpan * wide.columnSpan >= tall.rowSpan * tall.columnSpan ? wide : tall;
      for (let at = row; at < row + span.rowSpan; at += 1)
        taken.fill(1, at * grid.columns + column, at * grid.columns + column + span.columnSpan);
      spans.push(span);
    }
  }
  return spans;
}

/** The index of the cell of every box; -1 where there is none. */
export function ownersOf(spans: readonly GridSpan[], rows: number, columns: number): Int32Array {
  const owner = new Int32Array(rows * columns).fill(-1);
  spans.forEach(({ row, column, rowSpan, columnSpan }, index) => {
    for (let at = row; at < row + rowSpan; at += 1)
      owner.fill(index, at * columns + column, at * columns + column + columnSpan);
  });
  return owner;
}

/** Room beside a short row belongs to no table: it is open towards the outside and has two walls at most. */
function dropOutside(spans: readonly GridSpan[], grid: BoxWalls): GridSpan[] {
  let kept = [...spans];
  for (;;) {
    const owner = ownersOf(kept, grid.rows, grid.columns);
    const inside = (row: number, column: number): boolean =>
      row >= 0 &&
      column >= 0 &&
      row < grid.rows &&
      column < grid.columns &&
      (owner[row * grid.columns + column] as number) >= 0;
    const next = kept.filter((span) => {
      const sides = sidesOf(span, grid, inside);
      return (
        sides.filter(({ drawn }) => drawn).length > 2 ||
        sides.every(({ drawn, outwards }) => drawn || !outwards)
      );
    });
    if (next.length === kept.length) return kept;
    kept = next;
  }
}

function sidesOf(
  { row, column, rowSpan, columnSpan }: GridSpan,
  grid: BoxWalls,
  inside: (row: number, column: number) => boolean,
): { drawn: boolean; outwards: boolean }[] {
  const side = (count: number, isDrawn: (at: number) => boolean, isInside: (at: number) => boolean) => {
    let drawn = 0;
    let outwards = false;
    for (let at = 0; at < count; at += 1) {
      if (isDrawn(at)) drawn += 1;
      if (!isInside(at)) outwards = true;
    }
    return { drawn: drawn * 2 > count, outwards };
  };
  return [
    side(
      columnSpan,
      (at) => grid.level(row, column + at),
      (at) => inside(row - 1, column + at),
    ),
    side(
      columnSpan,
      (at) => grid.level(row + rowSpan, column + at),
      (at) => inside(row + rowSpan, column + at),
    ),
    side(
      rowSpan,
      (at) => grid.upright(column, row + at),
      (at) => inside(row + at, column - 1),
    ),
    side(
      rowSpan,
      (at) => grid.upright(column + columnSpan, row + at),
      (at) => inside(row + at, column + columnSpan),
    ),
  ];
}

/** The walls around the cells, joined along each line. */
function wallsOf(spans: readonly GridSpan[], { xs, ys, rows, columns }: BoxWalls): GridTable["walls"] {
  const owner = ownersOf(spans, rows, columns);
  const at = (row: number, column: number): number =>
    row < 0 || column < 0 || row >= rows || column >= columns
      ? -1
      : (owner[row * columns + column] as number);
  const walls: GridTable["walls"] = [];
  const run = (
    vertical: boolean,
    places: readonly number[],
    across: readonly number[],
    parts: (line: number, stretch: number) => boolean,
  ): void => {
    places.forEach((place, line) => {
      let begin = -1;
      for (let stretch = 0; stretch < across.length; stretch += 1) {
        const wall = stretch + 1 < across.length && parts(line, stretch);
        if (wall && begin < 0) begin = stretch;
        else if (!wall && begin >= 0) {
          walls.push({ vertical, at: place, from: across[begin] as number, to: across[stretch] as number });
          begin = -1;
        }
      }
    });
  };
  run(false, ys, xs, (line, column) => at(line - 1, column) !== at(line, column));
  run(true, xs, ys, (line, row) => at(row, line - 1) !== at(row, line));
  return walls;
}
