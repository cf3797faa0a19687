import { Failure } from "../../model/failure.ts";
import { BUILTIN_FORMATS } from "./builtin-formats.ts";

/** How the cells of a sheet of an .xls file are shown. */
export interface SheetFormats {
  hidden: boolean;
  hiddenRows: ReadonlySet<number>;
  hiddenColumns: ReadonlySet<number>;
  /** Texts of drawn boxes; those of remarks on cells are none. */
  boxes: readonly string[];
  /** The format of a cell, rows and columns from 0; undefined where it has none. */
  formatOf(row: number, column: number): string | undefined;
}

/** Records of the workbook stream ([MS-XLS] 2.3). */
const FORMULA = 0x00_06;
const END = 0x00_0a;
const FILE_PASS = 0x00_2f;
const MORE = 0x00_3c;
const OBJECT = 0x00_5d;
const COLUMN_INFO = 0x00_7d;
const SHEET = 0x00_85;
const MANY_NUMBERS = 0x00_bd;
const CELL_FORMAT = 0x00_e0;
const OBJECT_TEXT = 0x01_b6;
const NUMBER = 0x02_03;
const ROW = 0x02_08;
const SHORT_NUMBER = 0x02_7e;
const FORMAT = 0x04_1e;
const BEGIN = 0x08_09;

/** The kind of object that a remark on a cell is ([MS-XLS] 2.5.143). */
const REMARK = 0x19;

/** Columns that a sheet can have. */
const WIDTH = 256;

/**
 * What a workbook stream says of how its values are shown: formats, and sheets, rows and columns that are hidden. The values
 * are read by others. Sheets come in their order. Throws a Failure `encrypted` for a workbook with a password.
 */
export function readBiffFormats(stream: Buffer): SheetFormats[] {
  const codes = new Map<number, string>(BUILTIN_FORMATS);
  const formatOfStyle: number[] = [];
  const sheets: { start: number; hidden: boolean }[] = [];
  for (const { kind, data } of recordsFrom(stream, 0)) {
    if (kind === FILE_PASS) throw locked();
    if (kind === FORMAT && data.length > 5) codes.set(data.readUInt16LE(0), readString(data, 2));
    if (kind === CELL_FORMAT && data.length >= 4) formatOfStyle.push(data.readUInt16LE(2));
    if (kind === SHEET && data.length > 5)
      sheets.push({ start: data.readUInt32LE(0), hidden: ((data[4] ?? 0) & 3) !== 0 });
  }
  const codeOf = (style: number) => codes.get(formatOfStyle[style] ?? 0);
  return sheets.map(({ start, hidden }) => readSheet(stream, start, hidden, codeOf));
}

function readSheet(
  stream: Buffer,
  start: number,
  hidden: boolean,
  codeOf: (style: number) => string | undefined,
): SheetFormats {
  const styles = new Map<number, number>();
  const hiddenRows = new Set<number>();
  const hiddenColumns = new Set<number>();
  const boxes = new BoxReader();
  for (const { kind, data } of recordsFrom(stream, start)) {
    boxes.take(kind, data);
    if (kind === FORMULA || kind === NUMBER || kind === SHORT_NUMBER) {
      if (data.length >= 6) styles.set(placeOf(data, 2), data.readUInt16LE(4));
    } else if (kind === MANY_NUMBERS) {
      for (let at = 4, index = 0; at + 6 <= data.length - 2; at += 6, index += 1)
        styles.set(placeOf(data, 2) + index, data.readUInt16LE(at));
    } else if (kind === ROW && data.length >= 14) {
      if ((data.readUInt16LE(12) & 0x20) !== 0) hiddenRows.add(data.readUInt16LE(0));
    } else if (kind === COLUMN_INFO && data.length >= 10 && (data.readUInt16LE(8) & 1) !== 0) {
      const last = Math.min(data.readUInt16LE(2), WIDTH);
      for (let column = data.readUInt16LE(0); column <= last; column += 1) hiddenColumns.add(column);
    }
  }
  return {
    hidden,
    hiddenRows,
    hiddenColumns,
    boxes: boxes.texts(),
    formatOf: (row, column) => {
      const style = styles.get(row * WIDTH + column);
      return style === undefined ? undefined : codeOf(style);
    },
  };
}

/**
 * Reads the texts of boxes: a record of the object, one that says how long its text is ([MS-XLS] 2.4.329), and behind it
 * records with the text, each led by a byte that tells whether characters have one byte or two.
 */
class BoxReader {
  readonly #texts: string[] = [];
  #isRemark = false;
  /** Characters that are still to come. */
  #left = 0;

  take(kind: number, data: Buffer): void {
    if (kind === OBJECT) this.#isRemark = data.length >= 6 && data.readUInt16LE(4) === REMARK;
    if (kind === OBJECT_TEXT) {
      this.#left = data.length >= 12 && !this.#isRemark ? data.readUInt16LE(10) : 0;
      if (this.#left > 0) this.#texts.push("");
    } else if (kind === MORE && this.#left > 0) {
      const wide = ((data[0] ?? 0) & 1) !== 0;
      const text = data.toString(wide ? "utf16le" : "latin1", 1).slice(0, this.#left);
      this.#left -= text.length;
      this.#texts.push((this.#texts.pop() ?? "") + text);
    } else {
      this.#left = 0;
    }
  }

  texts(): string[] {
    return this.#texts.map((text) => text.replace(/\r\n?/gu, "\n").trim()).filter((text) => text !== "");
  }
}

function placeOf(data: Buffer, columnAt: number): number {
  return data.readUInt16LE(0) * WIDTH + data.readUInt16LE(columnAt);
}

/** The records of a part of the stream; charts within a sheet are parts of their own, which are passed over. */
function* recordsFrom(stream: Buffer, start: number): Generator<{ kind: number; data: Buffer }> {
  let depth = 0;
  for (let at = start; at + 4 <= stream.length;) {
    const kind = stream.readUInt16LE(at);
    const next = at + 4 + stream.readUInt16LE(at + 2);
    if (kind === BEGIN) depth += 1;
    else if (kind === END) depth -= 1;
    if (depth <= 0) return;
    if (depth === 1) yield { kind, data: stream.subarray(at + 4, next) };
    at = next;
  }
}

/** Two bytes of length, a byte that tells whether characters have one byte or two, the characters. */
function readString(data: Buffer, at: number): string {
  const wide = ((data[at + 2] ?? 0) & 1) !== 0;
  const length = data.readUInt16LE(at) * (wide ? 2 : 1);
  return data.toString(wide ? "utf16le" : "latin1", at + 3, Math.min(at + 3 + length, data.length));
}

function locked(): Failure {
  return new Failure(
    "encrypted",
    "工作簿有密码，请在 Excel 或 WPS 中去除密码后另存 / The workbook has a password; remove it in Excel or WPS and save it anew.",
  );
}
