import type { Block, Box, PositionedPage, TableCell, Word } from "../model/layout.ts";
import type { Place } from "../model/place.ts";
import type { Context } from "../model/stage.ts";
import { alignWords } from "./align-words.ts";
import { boxAround, medianOf, roundBox } from "./box.ts";
import { dropRunningText } from "./drop-running-text.ts";
import { fillCells } from "./fill-cells.ts";
import { findTables } from "./find-tables.ts";
import { gatherParagraphs, type Paragraph } from "./gather-paragraphs.ts";
import { boxOfGrid, type Grid, type GridCell, isBlank, wordsOfCell } from "./grid.ts";
import { areCut, joinStrips, placeOnPage, type Sheet } from "./join-strips.ts";
import { haveSameWalls, type JoinedGrid, joinTables } from "./join-tables.ts";
import { isFull, joinWrapped } from "./join-wrapped.ts";
import { candidatesOfCell } from "./candidates-of-cell.ts";
import { confidenceOf, isCutOff, type Line } from "./lines-of-words.ts";
import { splitBareRows } from "./split-bare-rows.ts";
import { textOfCell } from "./text-of-cell.ts";

/** How far lines may miss one another, as a share of the type size of the page and in points. */
const TOLERANCE = { share: 0.3, least: 1.5, most: 4 };

/** The type size of a page without text. */
const USUAL_SIZE = 10;

/** Text that ends so far from the right edge, as a share of the type size, does not go on on the next page. */
const WRAP_SLACK = 1.5;

/** What stands in the document, in reading order. */
type Part = { grid: JoinedGrid } | { paragraph: Paragraph; page: number; rightEdge: number };

/**
 * Puts positioned pages into tables and running text, in reading order. Tables that page breaks cut are joined, and a
 * warning `tables-joined` says which; `cut-text` names text that goes on out of sight, of which nothing is sure.
 */
export function recoverBlocks(pages: readonly PositionedPage[], context: Context): Block[] {
  const sheets = joinStrips(pages);
  for (const sheet of sheets) warnOfCutOff(sheet, context);
  const found = findGrids(sheets);
  const texts = dropRunningText(
    found.map(({ page: { number, height }, loose }) => ({ number, height, words: loose })),
    pages.length,
  );
  const edges = rightEdges(found);
  const parts: Part[] = [];
  found.forEach(({ page, grids }, index) => {
    const words = texts[index] ?? [];
    const aligned = alignWords(words, page.rulings, page.number);
    const taken = new Set(aligned.flatMap((table) => table.words));
    const own = inReadingOrder(
      [...grids, ...aligned.map(({ grid }) => grid)],
      words.filter((word) => !taken.has(word)),
      page,
      edges.get(page.width) ?? page.width,
    );
    if (continueLast(parts, own[0], page.number)) own.shift();
    parts.push(...own);
  });
  const byNumber = new Map(sheets.map((sheet) => [sheet.number, sheet]));
  const placeOf = (page: number, box: Box, words: readonly Word[]): Place => {
    const sheet = byNumber.get(page);
    const place = sheet === undefined ? { page, box } : placeOnPage(sheet, box, words[0]?.box[0] ?? box[0]);
    return { page: place.page, bbox: roundBox(place.box) };
  };
  const isCut: IsCut = ({ pieces }) =>
    pieces.some(({ page, words }) => {
      const sheet = byNumber.get(page);
      return sheet !== undefined && areCut(sheet, words);
    });
  return parts.map((part) => {
    if ("paragraph" in part) return blockOfParagraph(part.paragraph, part.page, placeOf);
    if (part.grid.pages.length > 1) warnOfJoin(part.grid, context);
    return blockOfGrid(part.grid, placeOf, isCut);
  });
}

type PlaceOf = (page: number, box: Box, words: readonly Word[]) => Place;

/** Whether the edge of a page ran through the text of a cell. */
type IsCut = (cell: GridCell) => boolean;

interface FoundPage {
  page: Sheet;
  grids: Grid[];
  /** Words that stand in no table. */
  loose: Word[];
}

function findGrids(pages: readonly Sheet[]): FoundPage[] {
  const found: FoundPage[] = [];
  for (const page of pages) {
    const grids = findTables(page.rulings, page.number, toleranceOf(page));
    const outside = fillCells(grids, page.words);
    const last = found.at(-1)?.grids.at(-1);
    // The rest of a cut row alone is no table by itself.
    const kept = grids.filter(
      (grid, index) => isTable(grid) || (index === 0 && last !== undefined && haveSameWalls(last, grid)),
    );
    const given = grids
      .filter((grid) => !kept.includes(grid))
      .flatMap(({ cells }) => cells.flatMap(wordsOfCell));
    found.push({ page, grids: kept.map(splitBareRows), loose: [...outside, ...given] });
  }
  return found;
}

function toleranceOf({ words }: PositionedPage): number {
  const size = words.length === 0 ? USUAL_SIZE : medianOf(words.map((word) => word.size));
  return Math.min(TOLERANCE.most, Math.max(TOLERANCE.least, size * TOLERANCE.share));
}

/** A frame around a text has one column; the lines of a chart make a grid as well, but there is hardly text in it. */
function isTable(grid: Grid): boolean {
  const { cells, xs } = grid;
  const filled = cells.filter((cell) => !isBlank(cell)).length;
  return xs.length > 2 && filled >= 2 && filled * 10 >= cells.length && !isDrawing(grid);
}

/** Rows lower than this share of the type size hold no text; where they are more than this part, they are a drawing. */
const LOW_ROW = 0.5;
const LOW_ROWS = 0.4;

function isDrawing({ ys, cells }: Grid): boolean {
  const size = medianOf(cells.flatMap((cell) => wordsOfCell(cell).map((word) => word.size)));
  const low = ys.slice(1).filter((y, index) => y - (ys[index] as number) < size * LOW_ROW);
  return low.length > (ys.length - 1) * LOW_ROWS;
}

/** Where text ends at the right, for all pages of one width. */
function rightEdges(found: readonly FoundPage[]): Map<number, number> {
  const edges = new Map<number, number>();
  for (const { page, grids } of found) {
    const [, , right] = boxAround([...page.words.map(({ box }) => box), ...grids.map(boxOfGrid)]);
    edges.set(page.width, Math.max(right, edges.get(page.width) ?? 0));
  }
  return edges;
}

function inReadingOrder(
  grids: readonly Grid[],
  words: readonly Word[],
  { number: page, strips }: Sheet,
  rightEdge: number,
): Part[] {
  const paragraphs = (own: readonly Word[]): Part[] =>
    gatherParagraphs(own, rightEdge).map((paragraph) => ({ paragraph, page, rightEdge }));
  const parts: Part[] = [];
  let rest = [...words];
  for (const grid of grids.toSorted((a, b) => boxOfGrid(a)[1] - boxOfGrid(b)[1])) {
    const [, top] = boxOfGrid(grid);
    parts.push(...paragraphs(rest.filter(({ box }) => (box[1] + box[3]) / 2 < top)));
    parts.push({ grid: { ...grid, pages: strips.map((strip) => strip.page) } });
    rest = rest.filter(({ box }) => (box[1] + box[3]) / 2 >= top);
  }
  return [...parts, ...paragraphs(rest)];
}

/** Joins what begins a page to what ended the one before, where it goes on; gives back whether it did. */
function continueLast(parts: Part[], next: Part | undefined, page: number): boolean {
  const last = parts.at(-1);
  if (last === undefined || next === undefined) return false;
  if ("grid" in last && "grid" in next && lastPieceOf(last.grid) === page - 1) {
    const joined = joinTables(last.grid, next.grid);
    if (joined === null) return false;
    parts[parts.length - 1] = { grid: joined };
    return true;
  }
  if (!("paragraph" in last && "paragraph" in next) || !wrapsInto(last, next.paragraph)) return false;
  const { paragraph } = last;
  paragraph.text = joinWrapped(paragraph.text, next.paragraph.text);
  paragraph.lines.push(...next.paragraph.lines);
  last.rightEdge = next.rightEdge;
  return true;
}

/** The page, or the first page of the sheet, on which a table ends. */
function lastPieceOf({ cells }: JoinedGrid): number {
  return Math.max(...cells.flatMap(({ pieces }) => pieces.map(({ page }) => page)));
}

function wrapsInto(last: Extract<Part, { paragraph: Paragraph }>, next: Paragraph): boolean {
  const end = last.paragraph.lines.at(-1) as Line;
  const begin = next.lines[0] as Line;
  const [left] = boxAround(last.paragraph.lines.map(({ box }) => box));
  return (
    begin.box[0] <= left + begin.size / 2 &&
    Math.abs(begin.size - end.size) < 1 &&
    isFull(end, begin, last.rightEdge - end.box[0] - end.size * WRAP_SLACK)
  );
}

function warnOfJoin({ pages, page }: JoinedGrid, context: Context): void {
  const numbers = pages.join("、");
  context.warn({
    code: "tables-joined",
    message: `表格被分页切开，已由第 ${numbers} 页合并 / The table was cut by page breaks and is joined from pages ${pages.join(", ")}.`,
    at: { page },
  });
}

/** Text that the paper has no room for, or that a narrow cell hides. */
function warnOfCutOff(sheet: Sheet, context: Context): void {
  const cut = sheet.words.filter(isCutOff);
  const [first] = cut;
  if (first === undefined) return;
  const place = placeOnPage(sheet, first.box, first.box[0]);
  context.warn({
    code: "cut-text",
    message: `第 ${String(place.page)} 页有 ${String(cut.length)} 处文字没有印全（如“${first.text}”），请核对原件 / On page ${String(place.page)} text is cut off in ${String(cut.length)} places (such as “${first.text}”); check the original.`,
    at: { page: place.page, bbox: roundBox(place.box) },
  });
}

function blockOfParagraph({ text, lines }: Paragraph, page: number, placeOf: PlaceOf): Block {
  const words = lines.flatMap((line) => line.words);
  const at = placeOf(page, boxAround(words.map(({ box }) => box)), words);
  return { kind: "paragraph", text, at, confidence: confidenceOf(words) };
}

function blockOfGrid({ page, pages, xs, ys, cells }: JoinedGrid, placeOf: PlaceOf, isCut: IsCut): Block {
  return {
    kind: "table",
    page,
    rows: ys.length - 1,
    columns: xs.length - 1,
    cells: cells.map((cell) => {
      const placed = cellOfGrid(cell, placeOf);
      return isCut(cell) ? { ...placed, repaired: placed.text } : placed;
    }),
    ...(pages.length > 1 ? { joinedFrom: pages } : {}),
  };
}

function cellOfGrid(cell: GridCell, placeOf: PlaceOf): TableCell {
  const { row, column, rowSpan, columnSpan, pieces } = cell;
  const seen = pieces.find(({ words }) => words.length > 0) ?? pieces[0];
  const candidates = candidatesOfCell(cell);
  return {
    row,
    column,
    rowSpan,
    columnSpan,
    text: textOfCell(cell),
    at: placeOf(seen.page, seen.box, seen.words),
    confidence: confidenceOf(wordsOfCell(cell)),
    ...(candidates === undefined ? {} : { candidates }),
  };
}
