import type { PositionedPage, Ruling, Word } from "../model/layout.ts";
import { SURE_CONFIDENCE } from "../model/reading.ts";
import type { PageReader, Recogniser } from "../model/recognition.ts";
import type { Context } from "../model/stage.ts";
import { findGrid } from "./find-grid.ts";
import type { FoundGrid } from "./found-grid.ts";
import { preparePage } from "./prepare-page.ts";
import type { PreparedPage } from "./prepared-page.ts";
import { type ReadLine, readLines } from "./read-lines.ts";
import { isUpsideDown, turnPage } from "./upside-down.ts";

/** Stands for print that no recogniser could make anything of (Unicode: an unknown character). */
const UNREADABLE = "\uFFFD";

const DASH = /^—+$/u;

/** Confidence of a dash that does not stand in its cell alone. */
const BESIDE_OTHERS = 0.8;

/** Confidence that it says nothing. */
const UNREADABLE_CONFIDENCE = 0.1;

/**
 * A reader of pages that are only pictures: set upright, its grid found, each line of each cell read by all recognisers. The page it gives
 * is like that of a PDF, in points of the upright page. Print that nobody can read stays as U+FFFD where it stands, so that a cell that
 * could not be read is never taken for a blank one.
 */
export function createPageReader(recognisers: readonly Recogniser[]): PageReader {
  return {
    recognisers: recognisers.map(({ id }) => id),
    readPage: (page, context) => readPage(page, recognisers, context),
    close: async () => {
      await Promise.all(recognisers.map((recogniser) => recogniser.close()));
    },
  };
}

async function readPage(
  page: PositionedPage,
  recognisers: readonly Recogniser[],
  context: Context,
): Promise<PositionedPage> {
  if (page.picture === undefined) return page;
  const [first] = recognisers;
  if (first === undefined) return page;
  let prepared = preparePage(await page.picture(), context);
  // Nothing tells which side of a page that lay on its side is up; any other mostly stands upright.
  const isOnItsHead = prepared.turned !== 0 && (await isUpsideDown(prepared, first, context.signal));
  if (isOnItsHead) prepared = turnPage(prepared);
  let read = await readPrepared(prepared, recognisers, context);
  if (
    prepared.turned === 0 &&
    isNonsense(read.readings) &&
    (await isUpsideDown(prepared, first, context.signal))
  ) {
    prepared = turnPage(prepared);
    read = await readPrepared(prepared, recognisers, context);
  }
  const { grid, readings } = read;
  return {
    ...page,
    width: prepared.width,
    height: prepared.height,
    words: wordsOf(grid, readings),
    rulings: grid.rulings satisfies Ruling[],
    recognised: {
      recognisers: recognisers.map(({ id }) => id),
      dpi: Math.round(prepared.sourceDpi),
      turned: (prepared.turned + prepared.skew) % 360,
    },
  };
}

interface ReadGrid {
  grid: FoundGrid;
  readings: ReadLine[];
}

async function readPrepared(
  page: PreparedPage,
  recognisers: readonly Recogniser[],
  context: Context,
): Promise<ReadGrid> {
  const grid = findGrid(page);
  const images = grid.lines.map(({ image }) => image);
  return { grid, readings: await readLines(images, recognisers, context) };
}

/** Whether most lines say nothing for sure, as those of a page that stands on its head. */
function isNonsense(readings: readonly ReadLine[]): boolean {
  const sure = readings.filter(({ confidence }) => confidence >= SURE_CONFIDENCE).length;
  return sure < readings.length / 2;
}

/** The words of a page whose lines were read. */
export function wordsOf(grid: FoundGrid, readings: readonly ReadLine[]): Word[] {
  const read = new Set<number | null>();
  const linesOf = (cell: number | null): number => grid.lines.filter((line) => line.cell === cell).length;
  const words = grid.lines.flatMap((line, index): Word[] => {
    const { text, candidates, confidence: told } = readings[index] as ReadLine;
    // Beside other lines a dash is rather a piece of a wall.
    const confidence = DASH.test(text) && linesOf(line.cell) > 1 ? Math.min(told, BESIDE_OTHERS) : told;
    if (text.trim() === "") return [];
    read.add(line.cell);
    const size = line.box[3] - line.box[1];
    return [{ text: text.trim(), box: line.box, size, confidence, candidates }];
  });
  const unread = grid.lines.filter(
    ({ cell }) => cell !== null && !read.has(cell) && !(grid.cells[cell]?.empty ?? true),
  );
  return [
    ...words,
    ...unread.map(({ box }): Word => ({
      text: UNREADABLE,
      box,
      size: box[3] - box[1],
      confidence: UNREADABLE_CONFIDENCE,
      candidates: [],
    })),
  ];
}
