import { Failure } from "../../model/failure.ts";
import { damagedFile } from "../damaged-file.ts";
import type { OleFile } from "../ole/open-ole.ts";

/** A run of characters that stand together in the file. */
interface Piece {
  /** First character of the text, and the one behind the last. */
  from: number;
  to: number;
  /** Where it begins in the stream, in bytes. */
  offset: number;
  /** Bytes of a character: 1 for western text, 2 for all other. */
  width: 1 | 2;
}

/** The text of a Word 97 document ([MS-DOC]), with the streams that say what it looks like. */
export interface WordText {
  /** The main text and, behind it, those of notes and text boxes, as they follow one another in the file. */
  text: string;
  /** Where each of them begins and ends in `text`. */
  main: Span;
  footnotes: Span;
  endnotes: Span;
  textBoxes: Span;
  /** Headers and footers of all sections: each by itself, and the boxes that stand in them. */
  headers: Span[];
  footers: Span[];
  headerBoxes: Span;
  remarks: Span;
  document: Buffer;
  table: Buffer;
  data: Buffer;
  /** The byte of the stream at which a character stands. */
  offsetOf(character: number): number;
}

export interface Span {
  from: number;
  to: number;
}

const MAGIC = 0xa5_ec;
/** Word 97 and all later ones; Word 6 and 95 write another format under the same name. */
const WORD_97 = 0x00_c1;
const HEAD_BYTES = 0x2_00;
/** Characters of a document: some thousands of pages. */
const MOST_CHARACTERS = 5_000_000;

/** Why a document cannot be read here, though another program may. */
export class OldWord extends Error {
  override readonly name = "OldWord";
}

/**
 * The text of a document. Throws a Failure `encrypted` or `damaged-file`, and `OldWord` for formats before Word 97.
 */
export function readStories(file: OleFile): WordText {
  const document = file.read("WordDocument");
  if (document === null || document.length < HEAD_BYTES || document.readUInt16LE(0) !== MAGIC)
    throw damagedFile("no text stream");
  if (document.readUInt16LE(2) < WORD_97) throw new OldWord("written by Word 6 or 95");
  const flags = document.readUInt16LE(0x0a);
  if ((flags & 0x01_00) !== 0) throw locked();
  const table = file.read((flags & 0x02_00) === 0 ? "0Table" : "1Table");
  if (table === null) throw damagedFile("no table stream");
  const pieces = readPieces(document, table);
  const text = pieces.map((piece) => decodePiece(document, piece)).join("");

  let at = 0;
  const span = (field: number): Span => {
    const from = Math.min(at, text.length);
    at += document.readUInt32LE(field);
    return { from, to: Math.min(at, text.length) };
  };
  const main = span(0x4c);
  const footnotes = span(0x50);
  const running = span(0x54);
  const remarks = span(0x5c);
  const endnotes = span(0x60);
  const textBoxes = span(0x64);
  const headerBoxes = span(0x68);
  const { headers, footers } = splitRunning(tableAt({ document, table }, RUNNING), running);
  const data = file.read("Data") ?? Buffer.alloc(0);
  return {
    text,
    main,
    footnotes,
    endnotes,
    textBoxes,
    headers,
    footers,
    headerBoxes,
    remarks,
    document,
    table,
    data,
    offsetOf: findOffset(pieces),
  };
}

/** Where the head tells where each header and footer begins. */
const RUNNING = 0xf2;
/** The first are the lines above notes, which say nothing; then come six for each section ([MS-DOC] 2.3.3). */
const NOTE_LINES = 6;
const HEADERS: readonly boolean[] = [true, true, false, false, true, false];

function splitRunning(list: Buffer, { from, to }: Span): { headers: Span[]; footers: Span[] } {
  const headers: Span[] = [];
  const footers: Span[] = [];
  const count = Math.floor(list.length / 4) - 1;
  for (let index = NOTE_LINES; index < count; index += 1) {
    const start = from + list.readUInt32LE(index * 4);
    const end = Math.min(from + list.readUInt32LE(index * 4 + 4), to);
    if (start >= end) continue;
    (HEADERS[(index - NOTE_LINES) % HEADERS.length] === true ? headers : footers).push({
      from: start,
      to: end,
    });
  }
  return { headers, footers };
}

/** A table of the document: where it stands in the table stream, by its place in the head. */
export function tableAt({ document, table }: Pick<WordText, "document" | "table">, field: number): Buffer {
  const from = document.readUInt32LE(field);
  return table.subarray(from, from + document.readUInt32LE(field + 4));
}

function readPieces(document: Buffer, table: Buffer): Piece[] {
  const list = tableAt({ document, table }, 0x1_a2);
  let at = 0;
  // Properties of saves that were only appended stand before the pieces.
  while (at + 3 <= list.length && list[at] === 1) at += 3 + list.readUInt16LE(at + 1);
  if (at + 5 > list.length || list[at] !== 2) throw damagedFile("no pieces");
  const plan = list.subarray(at + 5, at + 5 + list.readUInt32LE(at + 1));
  const count = Math.floor((plan.length - 4) / 12);
  const pieces: Piece[] = [];
  let last = 0;
  for (let index = 0; index < count; index += 1) {
    const from = plan.readUInt32LE(index * 4);
    const to = plan.readUInt32LE(index * 4 + 4);
    const place = plan.readUInt32LE((count + 1) * 4 + index * 8 + 2);
    const western = (place & 0x40_00_00_00) !== 0;
    const width = western ? 1 : 2;
    const offset = western ? (place & 0x3f_ff_ff_ff) >>> 1 : place & 0x3f_ff_ff_ff;
    if (to < from || from !== last || offset + (to - from) * width > document.length)
      throw damagedFile("pieces that do not exist");
    // Pieces may lie over one another, so that a small file can claim any length.
    if (to > MOST_CHARACTERS) throw tooLong();
    last = to;
    pieces.push({ from, to, offset, width });
  }
  return pieces;
}

const WESTERN = new TextDecoder("windows-1252");

function decodePiece(document: Buffer, { from, to, offset, width }: Piece): string {
  const bytes = document.subarray(offset, offset + (to - from) * width);
  return width === 2 ? bytes.toString("utf16le") : WESTERN.decode(bytes);
}

/** Pieces follow one another in the text; they are asked for from first to last. */
function findOffset(pieces: readonly Piece[]): (character: number) => number {
  let index = 0;
  return (character) => {
    if ((pieces[index]?.from ?? 0) > character) index = 0;
    while (index < pieces.length - 1 && (pieces[index]?.to ?? 0) <= character) index += 1;
    const piece = pieces[index];
    return piece === undefined ? 0 : piece.offset + (character - piece.from) * piece.width;
  };
}

function tooLong(): Failure {
  return new Failure(
    "too-large",
    `文档超过 ${String(MOST_CHARACTERS)} 字，请拆分文件 / The document has more than ${String(MOST_CHARACTERS)} characters; split it.`,
  );
}

function locked(): Failure {
  return new Failure(
    "encrypted",
    "文档有密码，请在 Word 或 WPS 中去除密码后另存 / The document has a password; remove it in Word or WPS and save it anew.",
  );
}
