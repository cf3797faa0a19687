import type { Box, Ruling } from "../model/layout.ts";
import type { Raster } from "../model/raster.ts";
import { acceptWalls, FREE_LENGTH, straightWall, type Wall, type Walls } from "./accept-walls.ts";
import { type BitPicture, clearRow, darkerThan, transposed } from "./bit-picture.ts";
import { buildTables, type GridTable, ownersOf } from "./build-cells.ts";
import { closeBreaks } from "./close-breaks.ts";
import { cutLine } from "./cut-line.ts";
import { Drift } from "./drift.ts";
import type { FoundGrid, FoundLine } from "./found-grid.ts";
import { gatherFreeLines } from "./gather-free-lines.ts";
import { findInkPieces, type InkPieces } from "./ink-pieces.ts";
import type { InkLine } from "./ink-line.ts";
import { inkLevels } from "./ink-levels.ts";
import type { PreparedPage } from "./prepared-page.ts";
import { RulingEvidence } from "./ruling-evidence.ts";
import { splitCell } from "./split-cell.ts";
import { STRIP, type TracedRuling, traceRulings } from "./trace-rulings.ts";

/** Shorter lines are strokes of characters, or bits of them. In dots, along and up the page. */
const SHORTEST_LEVEL = 40;
const SHORTEST_UPRIGHT = 36;

/** Lines nearer to the edge of the page are the edge of the scanner. In dots: 2 mm. */
const EDGE = 24;

/** How far the ink of a ruling spreads beyond its sides, in dots. */
const SPREAD = 2;

/** Ink that lies so near to the wall of a cell and is no thicker is what was left of the wall. In dots. */
const RESIDUE_NEAR = 8;
const RESIDUE_THICK = 6;

/** Height of type where a page does not tell: 10.5 points, in dots. */
const USUAL_TYPE = 42;

/**
 * Finds the walls of the tables of a page, their cells, which of them are empty, and all lines of text. Rulings are followed as they
 * run and then straightened; what is written is cut out of the page as it stands.
 */
export function findGrid(page: PreparedPage): FoundGrid {
  const { grey } = page;
  const levels = inkLevels(grey);
  const faint = darkerThan(grey, levels.ruling);
  const level = traceRulings(faint, SHORTEST_LEVEL);
  const upright = traceRulings(transposed(faint), SHORTEST_UPRIGHT);
  const bentLevel = Drift.ofRulings(level, FREE_LENGTH * 2);
  const bentUpright = Drift.ofRulings(upright, FREE_LENGTH * 2);
  const walls = acceptWalls(
    {
      horizontal: level
        .map((ruling) => straightWall(ruling, bentLevel, bentUpright))
        .filter((wall) => !isEdge(wall, grey.height)),
      vertical: upright
        .map((ruling) => straightWall(ruling, bentUpright, bentLevel))
        .filter((wall) => !isEdge(wall, grey.width)),
    },
    new RulingEvidence(grey, levels.paper),
  );
  const { tables, loose } = buildTables(closeBreaks(walls));
  const place = new Places(bentUpright, bentLevel);
  const cells = cellsOf(tables, grey);
  const text = darkerThan(grey, levels.text);
  eraseWalls(text, walls);
  const ink = findInkPieces(text);
  const speck = 6 + Math.round(page.noise * 12);
  const sorted = sortIntoCells(ink, cells, place);
  const size = usualType(ink, sorted.flat());
  const found: { line: InkLine; cell: number | null }[] = [];
  sorted.slice(0, cells.length).forEach((pieces, cell) => {
    const drift = (x: number, y: number): number => bentLevel.at(x, y);
    for (const line of splitCell({ ink, pieces, size, speck, drift })) found.push({ line, cell });
  });
  for (const line of gatherFreeLines(ink, sorted.at(-1) ?? [], size, speck)) found.push({ line, cell: null });
  const ruled = ruledDots(walls);
  const filled = new Set(found.map(({ cell }) => cell));
  const points = 72 / page.dpi;
  return {
    rulings: rulingsOf(tables, loose, points),
    cells: cells.map(({ box }, index) => ({
      box: inPoints(place.bend(box), points),
      empty: !filled.has(index),
    })),
    lines: found.map(({ line, cell }): FoundLine => ({
      image: { raster: cutLine(grey, ink, line, ruled), dpi: page.dpi },
      box: inPoints(placeOf(line, cell === null ? null : (cells[cell] as StraightCell).box), points),
      cell,
    })),
  };
}

/** A cell on the straightened page. */
interface StraightCell {
  table: GridTable;
  box: Box;
}

/** From the page as it is to the page as it would be, were it straight, and back. */
class Places {
  readonly #across: Drift;
  readonly #down: Drift;

  constructor(across: Drift, down: Drift) {
    this.#across = across;
    this.#down = down;
  }

  straight(x: number, y: number): [number, number] {
    return [x - this.#across.at(y, x), y - this.#down.at(x, y)];
  }

  bend([left, top, right, bottom]: Box): Box {
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    return [
      left + this.#across.at(y, left),
      top + this.#down.at(x, top),
      right + this.#across.at(y, right),
      bottom + this.#down.at(x, bottom),
    ];
  }
}

function isEdge({ at }: Wall, size: number): boolean {
  return at < EDGE || at > size - EDGE;
}

/** A frame of one cell around a good part of the page holds text like the page itself. */
const FRAME_SHARE = 0.2;

function cellsOf(tables: readonly GridTable[], grey: Raster): StraightCell[] {
  return tables.flatMap((table) => {
    const cells = table.cells.map(({ row, column, rowSpan, columnSpan }): StraightCell => ({
      table,
      box: [
        table.xs[column] as number,
        table.ys[row] as number,
        table.xs[column + columnSpan] as number,
        table.ys[row + rowSpan] as number,
      ],
    }));
    const [only] = cells;
    if (cells.length === 1 && only !== undefined && areaOf(only.box) > grey.width * grey.height * FRAME_SHARE)
      return [];
    return cells;
  });
}

function areaOf([left, top, right, bottom]: Box): number {
  return (right - left) * (bottom - top);
}

function eraseWalls(text: BitPicture, walls: Walls): void {
  const columns: TracedRuling[] = walls.vertical.flatMap(({ drawn }) => drawn);
  const rows: TracedRuling[] = walls.horizontal.flatMap(({ drawn }) => drawn);
  for (const ruling of rows) {
    eachStrip(ruling, (from, to, top, bottom) => {
      for (let y = Math.max(0, top); y <= Math.min(text.height - 1, bottom); y += 1)
        clearRow(text, y, from, to);
    });
  }
  for (const ruling of columns) {
    eachStrip(ruling, (from, to, left, right) => {
      for (let y = Math.max(0, from); y < Math.min(text.height, to); y += 1)
        clearRow(text, y, left, right + 1);
    });
  }
}

/** The strips of a ruling with its sides, spread as its ink is. */
function eachStrip(
  ruling: TracedRuling,
  visit: (from: number, to: number, first: number, last: number) => void,
): void {
  ruling.tops.forEach((top, index) => {
    const isFirst = index === 0;
    const isLast = index === ruling.tops.length - 1;
    const from = isFirst ? ruling.from - SPREAD : (ruling.strip + index) * STRIP;
    const to = isLast ? ruling.to + SPREAD : (ruling.strip + index + 1) * STRIP;
    visit(from, to, top - SPREAD, (ruling.bottoms[index] as number) + SPREAD);
  });
}

function ruledDots(walls: Walls): (x: number, y: number) => boolean {
  const levels = new Map<number, TracedRuling[]>();
  const uprights = new Map<number, TracedRuling[]>();
  const put = (map: Map<number, TracedRuling[]>, key: number, ruling: TracedRuling): void => {
    const own = map.get(key);
    if (own === undefined) map.set(key, [ruling]);
    else if (own.at(-1) !== ruling) own.push(ruling);
  };
  // By rows (columns) of 16 dots that they touch.
  for (const { drawn } of walls.horizontal)
    for (const ruling of drawn)
      eachStrip(ruling, (_from, _to, top, bottom) => {
        for (let key = top >> 4; key <= bottom >> 4; key += 1) put(levels, key, ruling);
      });
  for (const { drawn } of walls.vertical)
    for (const ruling of drawn)
      eachStrip(ruling, (_from, _to, left, right) => {
        for (let key = left >> 4; key <= right >> 4; key += 1) put(uprights, key, ruling);
      });
  const covers = (rulings: readonly TracedRuling[] | undefined, along: number, across: number): boolean =>
    rulings?.some((ruling) => {
      if (along < ruling.from - SPREAD || along >= ruling.to + SPREAD) return false;
      const index = Math.max(0, Math.min(ruling.tops.length - 1, (along >> 4) - ruling.strip));
      return (
        across >= (ruling.tops[index] as number) - SPREAD &&
        across <= (ruling.bottoms[index] as number) + SPREAD
      );
    }) ?? false;
  return (x, y) => covers(levels.get(y >> 4), x, y) || covers(uprights.get(x >> 4), y, x);
}

/** The pieces of each cell, and last those that stand in none. */
function sortIntoCells(ink: InkPieces, cells: readonly StraightCell[], place: Places): number[][] {
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

/** The height of most characters of a page: of ink that is about as wide as high, most is a whole character. */
function usualType(ink: InkPieces, pieces: readonly number[]): number {
  const heights: number[] = [];
  for (const piece of pieces) {
    const width = (ink.right[piece] as number) - (ink.left[piece] as number);
    const height = (ink.bottom[piece] as number) - (ink.top[piece] as number);
    if (height >= 16 && height <= 120 && width >= height * 0.6 && width <= height * 1.6) heights.push(height);
  }
  if (heights.length < 5) return USUAL_TYPE;
  return heights.toSorted((a, b) => a - b)[Math.floor(heights.length * 0.65)] as number;
}

function rulingsOf(tables: readonly GridTable[], loose: Walls, points: number): Ruling[] {
  const ruling = (vertical: boolean, { at, from, to }: { at: number; from: number; to: number }): Ruling => ({
    orientation: vertical ? "vertical" : "horizontal",
    at: (at + 0.5) * points,
    from: from * points,
    to: to * points,
  });
  return [
    ...tables.flatMap(({ walls }) => walls.map((wall) => ruling(wall.vertical, wall))),
    ...loose.horizontal.map((wall) => ruling(false, wall)),
    ...loose.vertical.map((wall) => ruling(true, wall)),
  ];
}

/** A line's place; where the page is bent so much that its middle would fall beside its straightened cell, it is moved into it. */
function placeOf({ left, top, right, bottom, size }: InkLine, cell: Box | null): Box {
  const missing = Math.max(0, size * 0.8 - (bottom - top)) / 2;
  const box: Box = [left, top - missing, right, bottom + missing];
  if (cell === null) return box;
  const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
  const aside = x < cell[0] + 2 ? cell[0] + 2 - x : Math.min(0, cell[2] - 2 - x);
  const below = y < cell[1] + 2 ? cell[1] + 2 - y : Math.min(0, cell[3] - 2 - y);
  return [box[0] + aside, box[1] + below, box[2] + aside, box[3] + below];
}

function inPoints(box: Box, points: number): Box {
  return box.map((value) => value * points) as Box;
}
