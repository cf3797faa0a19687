import type { Box, Ruling } from "../model/layout.ts";
import type { Raster } from "../model/raster.ts";
import { acceptWalls, FREE_LENGTH, straightWall, type Wall, type Walls } from "./accept-walls.ts";
import { darkerThan, transposed } from "./bit-picture.ts";
import { buildTables, type GridTable } from "./build-cells.ts";
import { closeBreaks } from "./close-breaks.ts";
import { cutLine } from "./line-picture.ts";
import { Drift } from "./drift.ts";
import { eraseWalls, ruledDots } from "./erase-walls.ts";
import type { FoundGrid, FoundLine } from "./found-grid.ts";
import { gatherFreeLines } from "./gather-free-lines.ts";
import { addFaintRulings } from "./faint-rulings.ts";
import { findInkPieces, type InkPieces } from "./ink-pieces.ts";
import type { InkLine } from "./ink-line.ts";
import { inkLevels, medianLevel } from "./ink-levels.ts";
import type { PreparedPage } from "./prepared-page.ts";
import { RulingEvidence } from "./ruling-evidence.ts";
import { splitCell } from "./split-cell.ts";
import { sortIntoCells, type StraightCell } from "./sort-ink.ts";
import { StraightPlaces } from "./straight-places.ts";
import { traceRulings } from "./trace-rulings.ts";

/** Shorter lines are strokes of characters, or bits of them. In dots, along and up the page. */
const SHORTEST_LEVEL = 40;
const SHORTEST_UPRIGHT = 36;

/** Lines nearer to the edge of the page are the edge of the scanner. In dots: 2 mm. */
const EDGE = 24;

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
  const turned = transposed(faint);
  if (page.unwhitened !== undefined) addFaintRulings(page.unwhitened, page.bleeds === true, faint, turned);
  const level = traceRulings(faint, SHORTEST_LEVEL);
  const upright = traceRulings(turned, SHORTEST_UPRIGHT);
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
    page.unwhitened === undefined
      ? new RulingEvidence(grey, levels.paper)
      : new RulingEvidence(page.unwhitened, medianLevel(page.unwhitened)),
  );
  const { tables, loose } = buildTables(closeBreaks(walls));
  const place = new StraightPlaces(bentUpright, bentLevel);
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
