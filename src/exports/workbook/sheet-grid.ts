import type { Cell, CellStyle, CellValue, MergeRange, RowDef, SheetImage, WriteSheet } from "hucre";
import { STYLES, type StyleName } from "./styles.ts";

/** The longest text that a cell of Excel takes. */
const LONGEST = 32_767;
const CUT = "…";
/** Characters that XML 1.0 has no room for; Excel would refuse the whole file. */
const NOT_XML = /[\0-\b\v\f\u000E-\u001F\uFFFE\uFFFF]|\p{Cs}/gu;
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

  put(column: number, style: StyleName, content: Content | string | number | null, row = this.row): void {
    const { value = null, formula, link, file, note, format } =
      typeof content === "object" && content !== null ? content : { value: content };
    const text = typeof value === "string" ? plainText(value) : value;
    const cellStyle: CellStyle = format === undefined ? STYLES[style] : { ...STYLES[style], numFmt: format };
    this.cells.set(`${String(row)},${String(column)}`, {
      value: text,
      ...(typeof text === "string" ? { type: "string" as const } : {}),
      style: cellStyle,
      ...(formula === undefined ? {} : { formula, formulaResult: text }),
      ...(link === undefined ? {} : { hyperlink: { target: "", location: link } }),
      ...(file === undefined ? {} : { hyperlink: { target: file } }),
      ...(note === undefined ? {} : { comment: { author: "fuhe", text: plainText(note) } }),
    });
    this.#grow(row, column, text);
  }

  /** A row of cells from the first column on, in one style. */
  putAll(style: StyleName, contents: readonly (Content | string | number | null)[]): void {
    for (const [column, content] of contents.entries()) this.put(column, style, content);
  }

  /** A cell over several columns of this row. */
  span(from: number, to: number, style: StyleName, content: Content | string | number | null): void {
    for (let column = from; column <= to; column += 1) this.put(column, style, null);
    const width = this.#widths.slice(from, to + 1).reduce((total, each) => total + each, 0);
    this.put(from, style, content);
    if (to > from) this.merges.push({ startRow: this.row, startCol: from, endRow: this.row, endCol: to });
    const text = typeof content === "object" && content !== null ? content.value : content;
    this.#grow(this.row, from, text ?? null, width);
  }

  skip(rows = 1): void {
    this.row += rows;
  }

  height(points: number, row = this.row): void {
    this.rowDefs.set(row, { height: points });
  }

  sheet(name: string, more: Partial<WriteSheet>): WriteSheet {
    return {
      name,
      rows: Array.from({ length: this.row }, () => []),
      cells: this.cells,
      merges: this.merges,
      images: this.images,
      rowDefs: this.rowDefs,
      columns: this.#widths.map((width) => ({ width })),
      ...more,
    };
  }

  /** Makes a row high enough for a text that wraps: programs do not measure merged cells, nor files they did not write. */
  #grow(row: number, column: number, value: CellValue, width = this.#widths[column] ?? 10): void {
    if (typeof value !== "string") return;
    const lines = value.split("\n").reduce((total, line) => total + Math.max(1, Math.ceil(widthOf(line) / (width - 1))), 0);
    const points = Math.min(MOST_POINTS, lines * LINE_POINTS + 4);
    const before = this.rowDefs.get(row)?.height ?? LEAST_POINTS;
    if (points > before) this.rowDefs.set(row, { height: points });
  }
}

const LINE_POINTS = 13;
const LEAST_POINTS = 17;
/** Excel has no higher rows. */
const MOST_POINTS = 409;

/** Chinese characters are twice as wide as digits. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += character > "\u2E7F" ? 2 : 1;
  return width;
}

/** A text that every program shows as it is. */
export function plainText(text: string): string {
  const clean = text.replaceAll(NOT_XML, "\uFFFD").replaceAll("\r\n", "\n").replaceAll("\r", "\n");
  const escaped = clean.replaceAll(ESCAPE_LIKE, "_x005F_");
  return escaped.length <= LONGEST ? escaped : escaped.slice(0, LONGEST - CUT.length) + CUT;
}

