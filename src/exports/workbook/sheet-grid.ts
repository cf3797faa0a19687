import type { Cell, CellStyle, CellValue, MergeRange, RowDef, SheetImage, WriteSheet } from "hucre";
import type { PrintedSheet } from "./page-setup.ts";
import { STYLES, type StyleName } from "./styles.ts";

/** The longest text that a cell of Excel takes. */
const LONGEST = 32_767;
const CUT = "…";
/** Characters that XML 1.0 has no room for; Excel would refuse the whole file. */
const NOT_XML = /(?![\t\n\r])\p{Cc}|[\uFFFE\uFFFF]|\p{Cs}/gu;
/** What Excel would decode inside a text: "_x0041_" would be shown as "A". */
const ESCAPE_LIKE = /_(?=x[0-9A-Fa-f]{4}_)/gu;

/** What a cell holds beside its style. */
export interface Content {
  value?: string | number | null;
  /** A formula of ours; nothing that a document says ever becomes one. */
  formula?: string;
  /** Address on this workbook ("'1 x'!A5"). */
  link?: string;
  /** Address of a file, relative to the workbook. */
  file?: string;
  note?: string;
  format?: string;
}

/** A sheet that is filled from the top, row by row. Rows and columns count from 0 here, as in the file that is written. */
export class SheetGrid {
  readonly cells = new Map<string, Partial<Cell>>();
  readonly merges: MergeRange[] = [];
  readonly images: SheetImage[] = [];
  readonly rowDefs = new Map<number, RowDef>();
  readonly #widths: readonly number[];
  row = 0;

  constructor(widths: readonly number[]) {
    this.#widths = widths;
  }

  /** Excel's number of the row that comes next. */
  get next(): number {
    return this.row + 1;
  }

  put(column: number, style: StyleName, content: Content | string | number | null): void {
    this.#grow(column, this.#set(column, style, content));
  }

  /** Sets a cell of this row and gives what it shows. */
  #set(column: number, style: StyleName, content: Content | string | number | null): CellValue {
    const {
      value = null,
      formula,
      link,
      file,
      note,
      format,
    } = typeof content === "object" && content !== null ? content : { value: content };
    const text = typeof value === "string" ? plainText(value) : value;
    const cellStyle: CellStyle = format === undefined ? STYLES[style] : { ...STYLES[style], numFmt: format };
    this.cells.set(`${String(this.row)},${String(column)}`, {
      value: text,
      ...(typeof text === "string" ? { type: "string" as const } : {}),
      style: cellStyle,
      ...(formula === undefined ? {} : { formula, formulaResult: text }),
      ...(link === undefined ? {} : { hyperlink: { target: "", location: link } }),
      ...(file === undefined ? {} : { hyperlink: { target: file } }),
      ...(note === undefined ? {} : { comment: { author: "fuhe", text: plainText(note) } }),
    });
    return text;
  }

  /** A row of cells from the first column on, in one style. */
  putAll(style: StyleName, contents: readonly (Content | string | number | null)[]): void {
    for (const [column, content] of contents.entries()) this.put(column, style, content);
  }

  /** A cell over several columns of this row. */
  span(from: number, to: number, style: StyleName, content: Content | string | number | null): void {
    for (let column = from; column <= to; column += 1) this.#set(column, style, null);
    const width = this.#widths.slice(from, to + 1).reduce((total, each) => total + each, 0);
    this.#grow(from, this.#set(from, style, content), width);
    if (to > from) this.merges.push({ startRow: this.row, startCol: from, endRow: this.row, endCol: to });
  }

  skip(rows = 1): void {
    this.row += rows;
  }

  height(points: number): void {
    this.rowDefs.set(this.row, { height: points });
  }

  /**
   * A picture from this row on, and the rows that it takes. Pictures are laid from cell to cell, so it is as wide as those
   * columns that come nearest to its own width, and its rows are as high as its proportions then ask for.
   */
  picture(column: number, { png, width, height, altText }: Picture): void {
    let [to, span] = [column, 0];
    do {
      span += pixelsOf(this.#widths[to] ?? 10);
      to += 1;
    } while (to < this.#widths.length && span + pixelsOf(this.#widths[to] ?? 10) / 2 < width);
    const points = ((span * height) / width) * POINTS_OF_PIXEL;
    const rows = Math.ceil(points / MOST_POINTS);
    this.images.push({
      data: png,
      type: "png",
      anchor: { from: { row: this.row, col: column }, to: { row: this.row + rows, col: to } },
      width: Math.round(span),
      height: Math.round(points / POINTS_OF_PIXEL),
      altText,
    });
    for (let row = 0; row < rows; row += 1) {
      this.put(0, "meta", null);
      this.height(points / rows);
      this.skip();
    }
    this.skip();
  }

  /** The sheet as it is written, whose first `headRows` rows head each page. */
  printed(name: string, headRows: number, more: Partial<WriteSheet>): PrintedSheet {
    const sheet: WriteSheet = {
      name,
      rows: Array.from({ length: this.row }, () => []),
      cells: this.cells,
      merges: this.merges,
      images: this.images,
      rowDefs: this.rowDefs,
      columns: this.#widths.map((width) => ({ width })),
      ...more,
    };
    return { sheet, columns: this.#widths.length, rows: this.row, headRows };
  }

  /** Makes a row high enough for a text that wraps: programs do not measure merged cells, nor files they did not write. */
  #grow(column: number, value: CellValue, width = this.#widths[column] ?? 10): void {
    if (typeof value !== "string") return;
    const lines = value
      .split("\n")
      .reduce((total, line) => total + Math.max(1, Math.ceil(widthOf(line) / (width - 1))), 0);
    const points = Math.min(MOST_POINTS, lines * LINE_POINTS + 4);
    const before = this.rowDefs.get(this.row)?.height ?? LEAST_POINTS;
    if (points > before) this.rowDefs.set(this.row, { height: points });
  }
}

/** A picture as it is to be shown, in pixels of 1/96 inch. */
interface Picture {
  png: Uint8Array;
  width: number;
  height: number;
  altText: string;
}

const POINTS_OF_PIXEL = 0.75;

/** Pixels of a column that is so many characters wide. */
function pixelsOf(characters: number): number {
  return characters * 7 + 5;
}

const LINE_POINTS = 14;
const LEAST_POINTS = 18;
/** Excel has no higher rows. */
const MOST_POINTS = 409;

/** Chinese characters are twice as wide as digits. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += character > "\u2E7F" ? 2 : 1;
  return width;
}

/** A text that every program shows as it is. */
function plainText(text: string): string {
  const clean = text.replaceAll(NOT_XML, "\uFFFD").replaceAll("\r\n", "\n").replaceAll("\r", "\n");
  const escaped = clean.replaceAll(ESCAPE_LIKE, "_x005F_");
  return escaped.length <= LONGEST ? escaped : escaped.slice(0, LONGEST - CUT.length) + CUT;
}
