import type { Block, Cell, Layout, Page, Row, TextLine } from "../model/layout.ts";
import type { Context } from "../model/stage.ts";
import { recoverBlocks } from "./recover-blocks.ts";
import { rowsOfBlocks } from "./rows-of-blocks.ts";

/** A line that holds one cell behind one tab, as some word processors export tables. */
const CELL_LINE = /^\t[^\t]*$/u;

/** Share of the tabbed lines that must be of that kind before a file is taken for one. */
const CELL_LINES_SHARE = 0.8;

/**
 * Puts what a format read into rows of cells.
 *
 * Formats that know their tables give blocks; positions are first put into blocks by the walls and the words on the page.
 * Lines of text come in two notations. `tabbed`: a line is a row, tabs part its cells, merged cells leave empty ones.
 * `cell-lines`: every cell stands on its own line behind a tab, its further lines have none, and a blank line ends the
 * row. The notation is told from the whole text, because single lines look alike in both.
 */
export function recoverLayout(pages: Page[], context: Context): Layout {
  context.signal?.throwIfAborted();
  const blocks = blocksOfPages(pages, context);
  if (blocks.length > 0) return { notation: "tables", rows: rowsOfBlocks(blocks) };
  const lines = pages.flatMap((page) =>
    page.kind === "lines" ? page.lines.map((line) => ({ ...line, page: page.number })) : [],
  );
  const tabbed = lines.filter(({ text }) => text.includes("\t"));
  const single = tabbed.filter(({ text }) => CELL_LINE.test(text));
  const notation =
    tabbed.length >= 4 && single.length >= tabbed.length * CELL_LINES_SHARE ? "cell-lines" : "tabbed";
  context.signal?.throwIfAborted();
  const rows = notation === "tabbed" ? rowsOfTabbedLines(lines) : rowsOfCellLines(lines);
  const lastPage = pages.at(-1);
  // Blanks behind the last line say that it had ended.
  const isOpen =
    lastPage?.kind === "lines" && lastPage.endsOpen === true && lastPage.lines.at(-1)?.text.trim() !== "";
  if (isOpen) doubtTornEnd(rows);
  return { notation, rows };
}

/** The tables and the running text of pages that know their tables or where things stand; none for lines of text. */
export function blocksOfPages(pages: Page[], context: Context): Block[] {
  const positioned = pages.filter((page) => page.kind === "positioned");
  if (positioned.length > 0) return recoverBlocks(positioned, context);
  return pages.flatMap((page) => (page.kind === "blocks" ? page.blocks : []));
}

/** Confidence of a number that stands last in a file without a line end: it may have gone on. */
const TORN = 0.5;

/** A number, with a decimal point at most behind it. Behind a unit or any other word nothing is taken from it. */
const OPEN_NUMBER = /\d[.．,，]?$/u;

/** A date in figures can have no more of them. */
const WHOLE_DATE = /(?<!\d)\d{4}-\d\d-\d\d$/u;

function doubtTornEnd(rows: Row[]): void {
  const cell = rows.at(-1)?.cells.at(-1);
  if (cell !== undefined && OPEN_NUMBER.test(cell.text) && !WHOLE_DATE.test(cell.text))
    cell.confidence = TORN;
}

type PagedLine = TextLine & { page: number };

function rowsOfTabbedLines(lines: PagedLine[]): Row[] {
  const rows: Row[] = [];
  let gap = true;
  let table = -1;
  let inTable = false;
  for (const line of lines) {
    if (line.text.trim() === "") {
      // A line of nothing but tabs is an empty row of a table, not a gap between tables.
      if (!line.text.includes("\t")) gap = true;
      continue;
    }
    const isRow = line.text.includes("\t");
    if (isRow && !inTable) table += 1;
    inTable = isRow;
    rows.push({ table: isRow ? table : null, cells: splitAtTabs(line, 0), gap, page: line.page });
    gap = false;
  }
  return rows;
}

function rowsOfCellLines(lines: PagedLine[]): Row[] {
  const rows: Row[] = [];
  let cells: Cell[] = [];
  let gap = true;
  let table = 0;
  const endRow = () => {
    if (cells.some(({ text }) => text.trim() !== "")) {
      const page = cells[0]?.at.page ?? 1;
      const single = cells.length === 1;
      rows.push({ table: single ? null : table, cells, gap, page });
      if (single) table += 1;
      gap = false;
    }
    cells = [];
  };
  for (const line of lines) {
    if (line.text.startsWith("\t")) {
      cells.push(...splitAtTabs({ ...line, text: line.text.slice(1) }, cells.length, 1));
    } else if (line.text.trim() === "") {
      if (cells.length === 0) gap = true;
      endRow();
    } else {
      const last = cells.at(-1);
      if (last === undefined) cells.push(...splitAtTabs(line, 0));
      else last.text = `${last.text}\n${line.text}`;
    }
  }
  endRow();
  return rows;
}

/** The cells of a line; `offset` is how many characters of the line stand before `line.text`. */
function splitAtTabs(line: PagedLine, firstColumn: number, offset = 0): Cell[] {
  let position = offset;
  return line.text.split("\t").map((text, index) => {
    const indent = text.length - text.trimStart().length;
    const at = {
      page: line.page,
      line: line.line,
      column: position + (indent < text.length ? indent : 0) + 1,
    };
    position += text.length + 1;
    return { text, column: firstColumn + index, span: 1, at, confidence: 1 };
  });
}
