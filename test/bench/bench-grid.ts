/**
 * How well the grid of scanned pages is found: `npm run bench:grid -- [--dpi 150,200,300] [--damage clean,noise] [--out DIR] [PDF …]`.
 * Pages of PDF files with a text layer (the fixtures, where none are named) are drawn, damaged and searched; what the file itself
 * says of its walls and words is the truth. Nothing here is asserted. With --out, pages where something is wrong are drawn.
 */
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { createCanvas, ImageData } from "@napi-rs/canvas";
import sharp from "sharp";
import { openDocument } from "../../src/formats/pdf/open-document.ts";
import { readDocument } from "../../src/formats/index.ts";
import { fillCells } from "../../src/layout/fill-cells.ts";
import { findTables } from "../../src/layout/find-tables.ts";
import { type Grid, type GridCell } from "../../src/layout/grid.ts";
import { linesOfWords } from "../../src/layout/lines-of-words.ts";
import type { Box, PositionedPage, Word } from "../../src/model/layout.ts";
import type { Raster } from "../../src/model/raster.ts";
import { type Context, DEFAULT_LIMITS } from "../../src/model/stage.ts";
import { findGrid } from "../../src/scans/find-grid.ts";
import type { FoundGrid } from "../../src/scans/found-grid.ts";
import { type Damage, type Damaged, DAMAGES, randomFrom, stay } from "./page-damages.ts";
import type { PreparedPage } from "../../src/scans/prepared-page.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const DPI = 300;
const context: Context = { warn: () => {}, limits: DEFAULT_LIMITS };

const { values, positionals } = parseArgs({
  options: {
    dpi: { type: "string", default: "150,200,300" },
    damage: { type: "string", default: Object.keys(DAMAGES).join(",") },
    out: { type: "string" },
  },
  allowPositionals: true,
});

interface Tally {
  cells: number;
  cellsFound: number;
  falseCells: number;
  merged: number;
  mergedFound: number;
  sameCells: number;
  empty: number;
  emptyRight: number;
  notEmpty: number;
  notEmptyRight: number;
  lines: number;
  linesRight: number;
  freeLines: number;
  freeRight: number;
  falseLines: number;
  milliseconds: number;
  pages: number;
}

const NOTHING: Tally = {
  cells: 0,
  cellsFound: 0,
  falseCells: 0,
  merged: 0,
  mergedFound: 0,
  sameCells: 0,
  empty: 0,
  emptyRight: 0,
  notEmpty: 0,
  notEmptyRight: 0,
  lines: 0,
  linesRight: 0,
  freeLines: 0,
  freeRight: 0,
  falseLines: 0,
  milliseconds: 0,
  pages: 0,
};

async function drawPage(path: string, number: number, dpi: number): Promise<Raster> {
  const open = await openDocument(readFileSync(path), undefined, 64_000_000);
  const page = await open.document.getPage(number);
  const viewport = page.getViewport({ scale: dpi / 72 });
  const canvas = createCanvas(Math.round(viewport.width), Math.round(viewport.height));
  const drawing = canvas.getContext("2d");
  drawing.fillStyle = "white";
  drawing.fillRect(0, 0, canvas.width, canvas.height);
  await page.render({ canvas: canvas as never, viewport }).promise;
  const { data } = drawing.getImageData(0, 0, canvas.width, canvas.height);
  const grey = new Uint8Array(canvas.width * canvas.height);
  for (let at = 0; at < grey.length; at += 1)
    grey[at] =
      ((data[at * 4] as number) * 77 +
        (data[at * 4 + 1] as number) * 150 +
        (data[at * 4 + 2] as number) * 29) >>
      8;
  await open.document.loadingTask.destroy();
  return { width: canvas.width, height: canvas.height, channels: 1, data: grey };
}

async function scaledUp(grey: Raster, dpi: number): Promise<Raster> {
  if (dpi === DPI) return grey;
  const width = Math.round((grey.width * DPI) / dpi);
  const height = Math.round((grey.height * DPI) / dpi);
  const data = await sharp(grey.data, { raw: { width: grey.width, height: grey.height, channels: 1 } })
    .resize(width, height, { kernel: "cubic", fit: "fill" })
    .greyscale()
    .raw()
    .toBuffer();
  return { width, height, channels: 1, data: new Uint8Array(data) };
}

interface TruthLine {
  box: Box;
  size: number;
  words: Word[];
}

interface TruthCell {
  box: Box;
  span: number;
  lines: TruthLine[];
}

interface Truth {
  cells: TruthCell[];
  free: TruthLine[];
}

function toleranceOf({ words }: PositionedPage): number {
  const sizes = words.map(({ size }) => size).toSorted((a, b) => a - b);
  return Math.min(4, Math.max(1.5, (sizes[sizes.length >> 1] ?? 10) * 0.3));
}

function isBig({ cells }: Grid, page: PositionedPage): boolean {
  const box = cells[0]?.pieces[0].box ?? [0, 0, 0, 0];
  return cells.length === 1 && (box[2] - box[0]) * (box[3] - box[1]) > page.width * page.height * 0.2;
}

function truthOf(page: PositionedPage): Truth {
  const grids = findTables(page.rulings, page.number, toleranceOf(page)).filter((grid) => !isBig(grid, page));
  const words = page.words.filter(({ text }) => text.trim() !== "");
  const free = fillCells(grids, words);
  const lines = (own: readonly Word[]): TruthLine[] =>
    linesOfWords(own).map((line) => ({ ...line, words: line.words }));
  const cells = grids.flatMap((grid) =>
    grid.cells.map((cell: GridCell): TruthCell => ({
      box: cell.pieces[0].box,
      span: cell.rowSpan * cell.columnSpan,
      lines: lines(cell.pieces[0].words),
    })),
  );
  return { cells, free: lines(free) };
}

function overlap(a: Box, b: Box): number {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  if (width <= 0 || height <= 0) return 0;
  const common = width * height;
  return common / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - common);
}

function compare(
  truth: Truth,
  found: FoundGrid,
  page: PreparedPage,
  move: Damaged["move"],
): { tally: Tally; wrong: Box[] } {
  const wrong: Box[] = [];
  const tally: Tally = { ...NOTHING, pages: 1 };
  const scale = DPI / 72;
  const moved = ([left, top, right, bottom]: Box): Box => {
    const [x, y] = [((left + right) / 2) * scale, ((top + bottom) / 2) * scale];
    const [toX, toY] = move(x, y);
    const [right2, down] = [(toX - x) / scale, (toY - y) / scale];
    return [left + right2, top + down, right + right2, bottom + down];
  };
  const usedLines = new Set<number>();
  const lineRight = (line: TruthLine, cell: number | null): boolean => {
    const box = moved(line.box);
    const size = line.size;
    const own = found.lines.flatMap((each, index) => {
      const middle = (each.box[1] + each.box[3]) / 2;
      const inRows = middle > box[1] - size * 0.1 && middle < box[3] + size * 0.1;
      const inColumns = each.box[2] > box[0] && each.box[0] < box[2];
      return each.cell === cell && inRows && inColumns ? [{ each, index }] : [];
    });
    for (const { index } of own) usedLines.add(index);
    if (own.length === 0) return false;
    own.sort((a, b) => a.each.box[0] - b.each.box[0]);
    const left = Math.min(...own.map(({ each }) => each.box[0]));
    const right = Math.max(...own.map(({ each }) => each.box[2]));
    const apart = own.every(
      ({ each }, index) => index === 0 || each.box[0] - (own[index - 1]?.each.box[2] ?? 0) > size * 0.8,
    );
    const high = own.some(({ each }) => each.box[3] - each.box[1] > size * 1.6);
    return apart && !high && Math.abs(left - box[0]) < size * 0.8 && Math.abs(right - box[2]) < size * 0.9;
  };
  const usedCells = new Set<number>();
  for (const cell of truth.cells) {
    const box = moved(cell.box);
    tally.cells += 1;
    if (cell.span > 1) tally.merged += 1;
    tally[cell.lines.length === 0 ? "empty" : "notEmpty"] += 1;
    tally.lines += cell.lines.length;
    let best = -1;
    let most = 0.6;
    found.cells.forEach((each, index) => {
      const common = overlap(box, each.box);
      if (common > most) [best, most] = [index, common];
    });
    const own = found.cells[best];
    if (own === undefined) {
      wrong.push(box);
      continue;
    }
    usedCells.add(best);
    tally.cellsFound += 1;
    if (cell.span > 1) tally.mergedFound += 1;
    if (own.empty === (cell.lines.length === 0)) tally[own.empty ? "emptyRight" : "notEmptyRight"] += 1;
    else wrong.push(box);
    for (const line of cell.lines) {
      if (lineRight(line, best)) tally.linesRight += 1;
      else wrong.push(moved(line.box));
    }
  }
  tally.falseCells = found.cells.length - usedCells.size;
  found.cells.forEach((each, index) => {
    if (!usedCells.has(index)) wrong.push(each.box);
  });
  for (const line of truth.free) {
    tally.freeLines += 1;
    if (lineRight(line, null)) tally.freeRight += 1;
    else wrong.push(moved(line.box));
  }
  found.lines.forEach(({ box, cell }, index) => {
    if (usedLines.has(index) || (cell !== null && !usedCells.has(cell))) return;
    tally.falseLines += 1;
    wrong.push(box);
  });
  tally.sameCells = sameAsLayout(found, page);
  return { tally, wrong };
}

/** How many of the found cells the layout finds again from the rulings and the lines alone, at the same place. */
function sameAsLayout(found: FoundGrid, page: PreparedPage): number {
  const words = found.lines.map(({ box }, index): Word => ({
    text: `字${String(index)}`,
    box,
    size: box[3] - box[1],
    confidence: 1,
  }));
  const positioned: PositionedPage = {
    kind: "positioned",
    number: 1,
    width: page.width,
    height: page.height,
    words,
    rulings: found.rulings,
    images: [],
  };
  const grids = findTables(found.rulings, 1, toleranceOf(positioned));
  fillCells(grids, words);
  const cells = grids.flatMap((grid) => grid.cells.map(({ pieces }) => pieces[0]));
  return found.cells.filter(({ box }, index) => {
    const same = cells.find((cell) => overlap(cell.box, box) > 0.5);
    if (same === undefined) return false;
    const own = found.lines.filter(({ cell }) => cell === index).map(({ box: line }) => line);
    return own.length === same.words.length && same.words.every((word) => own.includes(word.box));
  }).length;
}

async function drawWrong(
  path: string,
  { grey }: Damaged,
  found: FoundGrid,
  wrong: readonly Box[],
): Promise<void> {
  const canvas = createCanvas(grey.width, grey.height);
  const drawing = canvas.getContext("2d");
  const data = new Uint8ClampedArray(grey.data.length * 4).fill(255);
  grey.data.forEach((value, at) => data.fill(value, at * 4, at * 4 + 3));
  drawing.putImageData(new ImageData(data, grey.width, grey.height), 0, 0);
  const scale = DPI / 72;
  const frame = ([left, top, right, bottom]: Box, colour: string, width: number): void => {
    drawing.strokeStyle = colour;
    drawing.lineWidth = width;
    drawing.strokeRect(left * scale, top * scale, (right - left) * scale, (bottom - top) * scale);
  };
  for (const { box, empty } of found.cells) frame(box, empty ? "#a0a0ff" : "#0060ff", 5);
  for (const { box } of found.lines) frame(box, "#00a000", 3);
  for (const box of wrong) frame(box, "#ff0000", 6);
  writeFileSync(path, await canvas.encode("png"));
}

function share(right: number, all: number): string {
  return all === 0 ? "-" : `${((100 * right) / all).toFixed(2)}% (${String(all - right)}/${String(all)})`;
}

function sayTally(name: string, tally: Tally): void {
  process.stdout.write(
    `${name.padEnd(14)} cells ${share(tally.cellsFound, tally.cells)} +${String(tally.falseCells)} · merged ${share(tally.mergedFound, tally.merged)} · layout ${share(tally.sameCells, tally.cellsFound + tally.falseCells)} · empty ${share(tally.emptyRight, tally.empty)} · full ${share(tally.notEmptyRight, tally.notEmpty)} · lines ${share(tally.linesRight, tally.lines)} · free ${share(tally.freeRight, tally.freeLines)} · false lines ${String(tally.falseLines)} · ${String(Math.round(tally.milliseconds / tally.pages))} ms\n`,
  );
}

function add(sum: Tally | undefined, more: Tally): Tally {
  const total = { ...(sum ?? NOTHING) };
  for (const key of Object.keys(NOTHING) as (keyof Tally)[]) total[key] += more[key];
  return total;
}

const paths =
  positionals.length > 0
    ? positionals
    : globSync("fixtures/**/*.pdf", { cwd: ROOT }).map((path) => join(ROOT, path));
const sums = new Map<string, Tally>();
for (const path of paths.toSorted()) {
  const { pages } = await readDocument(readFileSync(path), context).catch(() => ({ pages: [] }));
  const name =
    basename(path) === "source.pdf" ? dirname(path).split("/").slice(-2).join("-") : basename(path, ".pdf");
  for (const page of pages.slice(0, 4)) {
    if (page.kind !== "positioned" || page.words.length === 0) continue;
    const truth = truthOf(page);
    for (const dpi of values.dpi.split(",").map(Number)) {
      const drawn = await drawPage(path, page.number, dpi);
      for (const damage of values.damage.split(",")) {
        const damaged = await (DAMAGES[damage] as Damage)(
          drawn,
          dpi / DPI,
          randomFrom(page.number * 7919 + dpi),
        );
        damaged.grey = await scaledUp(damaged.grey, dpi);
        const prepared: PreparedPage = {
          grey: damaged.grey,
          dpi: DPI,
          width: page.width,
          height: page.height,
          sourceDpi: dpi,
          turned: 0,
          skew: 0,
          noise: damaged.noise,
          bilevel: damage === "bilevel",
          seals: [],
          toSource: stay,
        };
        const begin = process.cpuUsage();
        const found = findGrid(prepared);
        const used = process.cpuUsage(begin);
        const { tally, wrong } = compare(truth, found, prepared, damaged.move);
        tally.milliseconds = (used.user + used.system) / 1000;
        for (const key of [`${String(dpi)} dpi`, `${damage} ${String(dpi)}`, "all"])
          sums.set(key, add(sums.get(key), tally));
        if (wrong.length > 0) {
          sayTally(`${name} ${String(page.number)} ${damage} ${String(dpi)}\n  `, tally);
          if (values.out !== undefined)
            await drawWrong(
              join(values.out, `${name}-${String(page.number)}-${damage}-${String(dpi)}.png`),
              damaged,
              found,
              wrong,
            );
        }
      }
    }
  }
}
process.stdout.write("\n");
for (const [key, tally] of [...sums].toSorted(([a], [b]) => a.localeCompare(b))) sayTally(key, tally);
