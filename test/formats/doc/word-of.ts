import { oleOf } from "../ole/ole-of.ts";

/** A document of Word 97 in the making, as [MS-DOC] lays it out; nothing says what its text looks like. */
export interface WordFile {
  /** The main text in pieces, in the order of the text: western ones have one byte a character. */
  pieces: { text: string; western?: boolean }[];
  /** Stories behind the main text. */
  headers?: string[];
  footers?: string[];
  remarks?: string;
  /** In which order the pieces stand in the file, by their numbers. */
  order?: number[];
  /** Changes of the head. */
  patch?: (head: Buffer) => void;
  /** Put before the pieces in their table, as saves leave behind that were only appended. */
  appended?: Buffer;
}

const HEAD = 0x4_00;

function u32(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeUInt32LE(value, index * 4);
  return bytes;
}

/** The streams of the document. */
export function streamsOf(file: WordFile): { WordDocument: Buffer; "1Table": Buffer } {
  const { headers = [], footers = [], remarks = "", appended = Buffer.alloc(0) } = file;
  // Lines above notes, then for one section: headers of even and odd pages, footers of both, then those of the first.
  const running = [
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    headers[0] ?? "",
    "",
    footers[0] ?? "",
    headers[1] ?? "",
    footers[1] ?? "",
  ];
  const runningText = running.join("");
  const rest = runningText === "" && remarks === "" ? [] : [{ text: runningText + remarks, western: false }];
  const pieces = [...file.pieces, ...rest].map(({ text, western = false }) => ({
    length: text.length,
    western,
    bytes: Buffer.from(text, western ? "latin1" : "utf16le"),
    offset: 0,
  }));
  const stored: Buffer[] = [];
  let at = HEAD;
  for (const number of file.order ?? pieces.keys()) {
    const piece = pieces[number];
    if (piece === undefined) throw new Error("no such piece");
    piece.offset = at;
    at += piece.bytes.length;
    stored.push(piece.bytes);
  }
  const ends = pieces.map((_, index) =>
    pieces.slice(0, index + 1).reduce((sum, { length }) => sum + length, 0),
  );
  const plan = Buffer.concat([
    u32(0, ...ends),
    ...pieces.map(({ offset, western }) => {
      const entry = Buffer.alloc(8);
      entry.writeUInt32LE(western ? (offset * 2 + 0x40_00_00_00) >>> 0 : offset, 2);
      return entry;
    }),
  ]);
  const list = Buffer.concat([appended, Buffer.of(2), u32(plan.length), plan]);
  const places = u32(
    ...running.map((_, index) => running.slice(0, index).join("").length),
    runningText.length,
    0,
  );
  const head = Buffer.alloc(HEAD);
  head.writeUInt16LE(0xa5_ec, 0);
  head.writeUInt16LE(0xc1, 2);
  head.writeUInt16LE(0x02_00, 0x0a);
  head.writeUInt32LE(
    file.pieces.reduce((sum, { text }) => sum + text.length, 0),
    0x4c,
  );
  head.writeUInt32LE(runningText.length, 0x54);
  head.writeUInt32LE(remarks.length, 0x5c);
  head.writeUInt32LE(0, 0x1_a2);
  head.writeUInt32LE(list.length, 0x1_a6);
  head.writeUInt32LE(list.length, 0xf2);
  head.writeUInt32LE(runningText === "" ? 0 : places.length, 0xf6);
  file.patch?.(head);
  return { WordDocument: Buffer.concat([head, ...stored]), "1Table": Buffer.concat([list, places]) };
}

export function wordOf(file: WordFile): Buffer {
  return oleOf(streamsOf(file));
}
