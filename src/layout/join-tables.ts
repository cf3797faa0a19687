import { type Grid, type GridCell, isBlank, wordsOfCell } from "./grid.ts";
import { clusterPlaces } from "./join-rulings.ts";
import { isFull } from "./join-wrapped.ts";
import type { Word } from "../model/layout.ts";
import { textOfLine } from "./lines-of-words.ts";
import { linesOfCell, textOfCell } from "./text-of-cell.ts";

/** A table that a page break cut, put together again. */
export interface JoinedGrid extends Grid {
  /** The pages it was put together from; one where it was whole. */
  pages: number[];
}

/** How far apart, in points, the walls of one table may stand on two pages. */
const SAME_WALL = 3;

/** What part of the inner walls of the narrower part must go on on the other page. */
const COMMON_WALLS = 0.6;

/** So many rows of a table are compared to tell a header, or a form that begins anew. */
const COMPARED_ROWS = 6;

/** So many words at least make a row of heads of columns. */
const HEADS = 3;

/** So many of the rows that follow begin with the same labels where a form begins anew. */
const SAME_LABELS = 2;

/** A line that reaches so far, in points, over the break is cut by it. */
const AT_BREAK = 1;

/** From this many times the type size on, a full line is one that had no room for more. */
const WIDE_CELL = 8;

/** A row in which so many cells have nothing more to say, and whose texts go on, is none of its own. */
const SPENT_CELLS = 3;

/** A text of so many lines may go on behind a page break though its last line was not full. */
const LONG_TEXT = 3;

/** Whether the walls of two grids stand at the same places, so that one can be the other behind a page break. */
export function haveSameWalls(upper: Grid, lower: Grid): boolean {
  const near = (a: number | undefined, b: number | undefined) =>
    Math.abs((a ?? Infinity) - (b ?? -Infinity)) <= SAME_WALL;
  if (!near(upper.xs[0], lower.xs[0]) || !near(upper.xs.at(-1), lower.xs.at(-1))) return false;
  const [few, many] = [upper.xs.slice(1, -1), lower.xs.slice(1, -1)].toSorted((a, b) => a.length - b.length);
  const common = (few ?? []).filter((wall) => many?.some((other) => near(wall, other))).length;
  return common >= (few?.length ?? 0) * COMMON_WALLS;
}

/**
 * The table that goes on behind a page break as one: its walls put together, header rows that repeat dropped, a row that
 * the break cut made one again, merged cells carried over. Null where the lower one is a table of its own: its walls stand
 * elsewhere, or it is the same form beginning anew. Only places and texts of labels are looked at, never numbers.
 */
export function joinTables(upper: JoinedGrid, lower: JoinedGrid): JoinedGrid | null {
  if (!haveSameWalls(upper, lower)) return null;
  const { from, header } = findHeader(upper, lower);
  if (header === lower.ys.length - 1 || beginsAnew(upper, lower, from, header)) return null;
  const xs = clusterPlaces([...upper.xs, ...lower.xs], SAME_WALL);
  const above = spreadOver(upper, xs);
  const below = spreadOver(dropRows(lower, header), xs);
  const cut = isRowCut(above, below);
  return {
    ...appendRows(above, below, cut),
    pages: [...upper.pages, ...lower.pages].toSorted((a, b) => a - b),
  };
}

/**
 * The first rows of the lower part that repeat rows of the upper one, and from which row of it. They are its first rows, or
 * heads of columns further down, where the table stands right below another one.
 */
function findHeader(upper: Grid, lower: Grid): { from: number; header: number } {
  const first = countRepeated(upper, 0, lower);
  if (first > 0 || !isHead(rowTexts(lower, 0))) return { from: 0, header: first };
  for (let from = upper.ys.length - 2; from > 0; from -= 1) {
    const header = countRepeated(upper, from, lower);
    if (header > 0) return { from, header };
  }
  return { from: 0, header: 0 };
}

/** Heads of columns are words, several of them. */
function isHead(texts: string[]): boolean {
  const filled = texts.filter((text) => text !== "");
  return (
    filled.length >= HEADS &&
    new Set(filled).size > filled.length / 2 &&
    filled.every((text) => /\p{L}/u.test(text))
  );
}

/** How many rows of the lower part repeat those of the upper one from a row on. */
function countRepeated(upper: Grid, from: number, lower: Grid): number {
  const most = Math.min(COMPARED_ROWS, upper.ys.length - 1 - from, lower.ys.length - 1);
  let count = 0;
  while (count < most) {
    const texts = rowTexts(upper, from + count);
    if (texts.every((text) => text === "") || texts.join("\t") !== rowTexts(lower, count).join("\t")) break;
    count += 1;
  }
  // A row that only begins a merged cell ends no header.
  while (count > 0 && lower.cells.some(({ row, rowSpan }) => row < count && row + rowSpan > count))
    count -= 1;
  return count;
}

/** A form has the same labels in the same order; a table that goes on has not. */
function beginsAnew(upper: Grid, lower: Grid, from: number, header: number): boolean {
  let same = 0;
  for (let row = header; row < header + COMPARED_ROWS; row += 1) {
    const label = rowTexts(lower, row).find((text) => text !== "");
    if (label !== undefined && label === rowTexts(upper, from + row).find((text) => text !== "")) same += 1;
  }
  return same > SAME_LABELS || (header > 0 && same >= SAME_LABELS);
}

function rowTexts({ cells }: Grid, row: number): string[] {
  return cells.filter((cell) => cell.row === row).map((cell) => textOfCell(cell).replace(/\s+/gu, ""));
}

/** The grid on walls of which it has some: its cells span the others. */
function spreadOver<G extends Grid>(grid: G, xs: number[]): G {
  const places = grid.xs.map((x) =>
    xs.reduce(
      (best, place, index) => (Math.abs(place - x) < Math.abs((xs[best] as number) - x) ? index : best),
      0,
    ),
  );
  const cells = grid.cells.map((cell) => {
    const column = places[cell.column] as number;
    return { ...cell, column, columnSpan: (places[cell.column + cell.columnSpan] as number) - column };
  });
  return { ...grid, xs, cells };
}

function dropRows(grid: Grid, count: number): Grid {
  if (count === 0) return grid;
  const cells = grid.cells
    .filter(({ row }) => row >= count)
    .map((cell) => Object.assign({}, cell, { row: cell.row - count }));
  return { ...grid, ys: grid.ys.slice(count), cells };
}

/** The cells at the edge that the break made, by their columns. */
function cellsAtBreak(
  cells: readonly GridCell[],
  stands: (cell: GridCell) => boolean,
): Map<string, GridCell> {
  return new Map(
    cells.filter(stands).map((cell) => [`${String(cell.column)}+${String(cell.columnSpan)}`, cell]),
  );
}

function bottomCells({ cells, ys }: Grid): Map<string, GridCell> {
  return cellsAtBreak(cells, ({ row, rowSpan }) => row + rowSpan === ys.length - 1);
}

function topCells({ cells }: Grid): Map<string, GridCell> {
  return cellsAtBreak(cells, ({ row }) => row === 0);
}

/**
 * Whether the first row behind the break is the rest of the last one before it: all that stands in it goes on with texts
 * that had no room any more, and at least one cell of the row has nothing more to say, or all are wide. In a narrow cell a
 * text of its own looks as if it had no room. A label that reaches over several rows says nothing: it is blank behind
 * the break between two rows as well.
 */
function isRowCut(above: Grid, below: Grid): boolean {
  const uppers = bottomCells(above);
  const lowers = [...topCells(below)];
  if (!lowers.every(([columns]) => uppers.has(columns))) return false;
  const pairs = lowers.map(([columns, lower]) => ({ upper: uppers.get(columns) as GridCell, lower }));
  const filled = pairs.filter(({ lower }) => !isBlank(lower));
  if (filled.length === 0) return false;
  const spent = pairs.filter(
    ({ upper, lower }) => upper.rowSpan === 1 && lower.rowSpan === 1 && isBlank(lower) && !isBlank(upper),
  );
  if (spent.length === 0 && !filled.every(({ upper }) => isWide(upper))) return false;
  const going = filled.filter(({ upper, lower }) => goesOn(upper, lower, filled.length === 1));
  if (going.length === filled.length) return true;
  // A row of its own has values: without any, one text that had no room speaks for the others too.
  return going.length > 0 && spent.length >= SPENT_CELLS && filled.every(({ upper }) => !isBlank(upper));
}

function isWide(cell: GridCell): boolean {
  const last = linesOfCell(cell).at(-1);
  return last !== undefined && last.room >= WIDE_CELL * last.line.size;
}

function goesOn(upper: GridCell, lower: GridCell, alone: boolean): boolean {
  if (isBlank(upper)) return false;
  const lines = linesOfCell(upper);
  const last = lines.at(-1);
  const [next] = linesOfCell(lower);
  if (last === undefined || next === undefined) return false;
  return isFull(last.line, next.line, last.room) || (alone && lines.length >= LONG_TEXT);
}

function appendRows(above: JoinedGrid, below: Grid, cut: boolean): JoinedGrid {
  const offset = above.ys.length - 1 - Number(cut);
  const uppers = bottomCells(above);
  const lowers = topCells(below);
  const carried = carriedColumns(topCells(below));
  const labels = carriedColumns(uppers);
  const grown = new Map<GridCell, GridCell>();
  const taken = new Set<GridCell>();
  for (const [columns, lower] of lowers) {
    const upper = uppers.get(columns);
    if (upper === undefined || !(cut || isCarried(upper, lower, carried, labels))) continue;
    taken.add(lower);
    const halves = new Set(lowerHalf(upper, lower));
    grown.set(upper, {
      ...upper,
      rowSpan: upper.rowSpan + lower.rowSpan - Number(cut),
      pieces: [
        ...upper.pieces,
        ...lower.pieces.map((piece) => ({
          ...piece,
          words: piece.words.filter((word) => !halves.has(word)),
        })),
      ],
    });
  }
  const shift = (above.ys.at(-1) as number) - (below.ys[Number(cut)] as number);
  return {
    ...above,
    ys: [...above.ys, ...below.ys.slice(1 + Number(cut)).map((y) => y + shift)],
    cells: [
      ...above.cells.map((cell) => grown.get(cell) ?? cell),
      ...below.cells
        .filter((cell) => !taken.has(cell))
        .map((cell) => Object.assign({}, cell, { row: cell.row + offset })),
    ],
  };
}

/** Columns of labels: those before the first cell at the break that has a text of its own. */
function carriedColumns(cells: Map<string, GridCell>): number {
  const filled = [...cells.values()].filter((cell) => !isBlank(cell)).map(({ column }) => column);
  return Math.min(Infinity, ...filled);
}

/**
 * Whether a cell before the break reaches over it: a label whose cell goes on blank, or one that was printed in the middle
 * of its merged cell, which fell behind the break.
 */
function isCarried(upper: GridCell, lower: GridCell, columns: number, labels: number): boolean {
  if (crossesBreak(upper, lower) && (isBlank(upper) || isBlank(lower) || lowerHalf(upper, lower).length > 0))
    return true;
  const isLabel = upper.rowSpan > 1 || lower.rowSpan > 1;
  if (isLabel && isNoteCut(textOfCell(upper), textOfCell(lower))) return true;
  if (isBlank(upper) && lower.rowSpan > 1 && (upper.rowSpan > 1 || upper.column < labels)) return true;
  if (lower.column >= columns) return false;
  return wordsOfCell(lower).length === 0;
}

/** A note in brackets that the break cut, or parted from its label: 效益指标（30 and 分）, 效益指标 and （30分）. */
function isNoteCut(upper: string, lower: string): boolean {
  return /[（(][^（()）]*$/u.test(upper)
    ? /^[^（()）]*[)）]/u.test(lower)
    : upper !== "" && /^[（(][^（()）]*[)）]$/u.test(lower);
}

/** Whether the break runs through a line from side to side: it stands out of its cell before the break, or behind it. */
function crossesBreak(upper: GridCell, lower: GridCell): boolean {
  const [above, below] = [upper.pieces.at(-1), lower.pieces[0]];
  const last = linesOfCell(upper).at(-1)?.line;
  const first = linesOfCell(lower)[0]?.line;
  return (
    (last !== undefined && above !== undefined && last.box[3] > above.box[3] + AT_BREAK) ||
    (first !== undefined && first.box[1] < below.box[1] - AT_BREAK)
  );
}

/** The words behind the break of a line that it runs through, where both pages print it. */
function lowerHalf(upper: GridCell, lower: GridCell): Word[] {
  const last = linesOfCell(upper).at(-1)?.line;
  const first = linesOfCell(lower)[0]?.line;
  if (last === undefined || first === undefined || !crossesBreak(upper, lower)) return [];
  return textOfLine(last) === textOfLine(first) ? first.words : [];
}
