import type { CellValue } from "hucre";
import { Failure } from "../../model/failure.ts";
import type { Block, BlocksPage, TableCell } from "../../model/layout.ts";
import type { Context } from "../../model/stage.ts";
import { showNumber, showText } from "./number-format.ts";
import type { SheetValues } from "./sheet-values.ts";
import { warnOfSheet, type SheetNotes } from "./warn-of-sheet.ts";

/** Places in one sheet; more than any form has, and what fits into memory. */
const MOST_PLACES = 2_000_000;

/**
 * A page for every sheet that holds anything: its cells as they are shown, in the range that is used. Hidden sheets, rows
 * and columns are kept, because forms hide what they do not print and figures stand there; a warning tells of each.
 * Throws a Failure `too-large`, or `empty-file` where no sheet holds anything.
 */
export function pagesOfSheets(sheets: readonly SheetValues[], context: Context): BlocksPage[] {
  const pages = sheets.flatMap((sheet, index) => {
    context.signal?.throwIfAborted();
    const page = readSheet(sheet, index + 1, context);
    return page === null ? [] : [page];
  });
  if (pages.length === 0) throw noCells();
  return pages;
}

type Table = Extract<Block, { kind: "table" }>;

/** The part of a sheet that is used. */
interface Range {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

function readSheet(sheet: SheetValues, page: number, context: Context): BlocksPage | null {
  const range = usedRange(sheet.rows);
  const notes: SheetNotes = { unshown: [], unfaithful: [] };
  const blocks: Block[] = sheet.boxes.map((text) => ({
    kind: "paragraph",
    text,
    at: { page, sheet: sheet.name },
    confidence: 1,
  }));
  if (range !== null) blocks.push(...partAtTitles(readTable(sheet, range, page, context, notes)));
  if (blocks.length === 0) return null;
  warnOfSheet(sheet, range, notes, page, context);
  return { kind: "blocks", number: page, blocks };
}

function usedRange(rows: SheetValues["rows"]): Range | null {
  let range: Range | null = null;
  for (const [row, cells] of rows.entries()) {
    if (cells === undefined) continue;
    const first = cells.findIndex(isFilled);
    if (first < 0) continue;
    const last = cells.findLastIndex(isFilled);
    range ??= { top: row, left: first, bottom: row, right: last };
    range.left = Math.min(range.left, first);
    range.right = Math.max(range.right, last);
    range.bottom = row;
  }
  return range;
}

function isFilled(value: CellValue | undefined): boolean {
  return value !== null && value !== undefined && value !== "";
}

function readTable(
  sheet: SheetValues,
  range: Range,
  page: number,
  context: Context,
  notes: SheetNotes,
): Table {
  const rows = range.bottom - range.top + 1;
  const columns = range.right - range.left + 1;
  if (rows > context.limits.lines || rows * columns > MOST_PLACES) throw tooLarge(sheet.name, rows, columns);
  const { spans, covered } = mergeCells(sheet, range);
  const cells: TableCell[] = [];
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const place = row * columns + column;
      const [atRow, atColumn] = [range.top + row, range.left + column];
      const value = sheet.rows[atRow]?.[atColumn] ?? null;
      const cell = cellName(atRow, atColumn);
      const shown = showValue(value, sheet.formatOf(atRow, atColumn));
      if (covered.has(place)) {
        if (shown.text !== "") notes.unshown.push(`${cell} ${shown.text}`);
        continue;
      }
      if (shown.text === "" && isFilled(value)) notes.unshown.push(`${cell} ${String(value)}`);
      if (!shown.faithful) notes.unfaithful.push(cell);
      const [rowSpan, columnSpan] = spans.get(place) ?? [1, 1];
      const at = { page, sheet: sheet.name, row: atRow + 1, column: atColumn + 1, cell };
      cells.push({ row, column, rowSpan, columnSpan, text: shown.text, at, confidence: 1 });
    }
  }
  return { kind: "table", rows, columns, cells, page };
}

/** Rows of one cell as wide as the sheet are titles, notes and prose around the tables, not rows of them. */
function partAtTitles(table: Table): Block[] {
  const { columns, page } = table;
  const blocks: Block[] = [];
  let cells: TableCell[] = [];
  let first = 0;
  const endTable = (next: number) => {
    if (cells.length > 0) {
      for (const cell of cells) cell.row -= first;
      blocks.push({ kind: "table", rows: next - first, columns, cells, page });
    }
    cells = [];
  };
  for (const cell of table.cells) {
    if (columns === 1 || cell.columnSpan < columns || cell.rowSpan > 1) {
      if (cells.length === 0) first = cell.row;
      cells.push(cell);
      continue;
    }
    endTable(cell.row);
    const { text, at, confidence } = cell;
    if (text.trim() !== "") blocks.push({ kind: "paragraph", text, at, confidence });
  }
  endTable(table.rows);
  return blocks;
}

/**
 * Merged ranges within the used one. Where two overlap, which no program writes, the first counts. Throws a Failure
 * `too-large` where all of them together have more places than a sheet may.
 */
function mergeCells(
  sheet: SheetValues,
  range: Range,
): { spans: Map<number, [rows: number, columns: number]>; covered: Set<number> } {
  const columns = range.right - range.left + 1;
  const spans = new Map<number, [number, number]>();
  const covered = new Set<number>();
  let mergedPlaces = 0;
  for (const merge of sheet.merges) {
    const [top, left] = [merge.startRow - range.top, merge.startCol - range.left];
    const bottom = Math.min(merge.endRow, range.bottom) - range.top;
    const right = Math.min(merge.endCol, range.right) - range.left;
    if (top < 0 || left < 0 || bottom < top || right < left || covered.has(top * columns + left)) continue;
    mergedPlaces += (bottom - top + 1) * (right - left + 1);
    if (mergedPlaces > MOST_PLACES) throw tooLarge(sheet.name, range.bottom - range.top + 1, columns);
    const places: number[] = [];
    for (let row = top; row <= bottom; row += 1)
      for (let column = left; column <= right; column += 1) places.push(row * columns + column);
    const [first, ...others] = places;
    if (first === undefined || others.some((place) => covered.has(place) || spans.has(place))) continue;
    spans.set(first, [bottom - top + 1, right - left + 1]);
    for (const place of others) covered.add(place);
  }
  return { spans, covered };
}

function showValue(value: CellValue, format = "General"): { text: string; faithful: boolean } {
  switch (typeof value) {
    case "number":
      return showNumber(value, format);
    case "string":
      return { text: showText(value.replace(/\r\n?/gu, "\n"), format), faithful: true };
    case "boolean":
      return { text: value ? "TRUE" : "FALSE", faithful: true };
    default:
      return value === null ? { text: "", faithful: true } : showNumber(serialOf(value), format);
  }
}

const DAY = 86_400_000;
const DAY_ZERO = Date.UTC(1899, 11, 30);

/** The number by which a spreadsheet stores a date. */
function serialOf(date: Date): number {
  return (date.getTime() - DAY_ZERO) / DAY;
}

/** "C7" for row 6 and column 2. */
function cellName(row: number, column: number): string {
  let letters = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(0x41 + ((rest - 1) % 26)) + letters;
  return letters + String(row + 1);
}

function tooLarge(name: string, rows: number, columns: number): Failure {
  return new Failure(
    "too-large",
    `工作表“${name}”有 ${String(rows)} 行 ${String(columns)} 列，超过上限，请删除多余内容或拆分 / The sheet "${name}" has ${String(rows)} rows and ${String(columns)} columns, more than the limit; remove what is not needed, or split it.`,
  );
}

function noCells(): Failure {
  return new Failure(
    "empty-file",
    "工作簿中没有内容，请检查来源 / The workbook holds nothing; check where it comes from.",
  );
}
