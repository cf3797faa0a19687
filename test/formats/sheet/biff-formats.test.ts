import { describe, expect, it } from "vitest";
import { readBiffFormats } from "../../../src/formats/sheet/biff-formats.ts";

function record(kind: number, ...words: number[]): Buffer {
  const data = Buffer.alloc(words.length * 2);
  for (const [index, word] of words.entries()) data.writeUInt16LE(word, index * 2);
  return withHead(kind, data);
}

function withHead(kind: number, data: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(kind, 0);
  head.writeUInt16LE(data.length, 2);
  return Buffer.concat([head, data]);
}

const begin = record(0x08_09, 0x06_00, 5);
const end = record(0x00_0a);

describe("readBiffFormats", () => {
  it("tells formats and what is hidden", () => {
    const code = "0.0个";
    const format = withHead(
      0x04_1e,
      Buffer.concat([Buffer.from([164, 0, code.length, 0, 1]), Buffer.from(code, "utf16le")]),
    );
    const styles = [record(0xe0, 0, 0), record(0xe0, 0, 10), record(0xe0, 0, 164)];
    const sheetAt = (start: number, state: number) =>
      withHead(0x85, Buffer.from([start & 0xff, start >> 8, 0, 0, state, 0, 1, 0, 0x41]));
    const globals = (first: number, second: number) =>
      Buffer.concat([begin, format, ...styles, sheetAt(first, 0), sheetAt(second, 1), end]);
    const chart = Buffer.concat([begin, record(0x02_03, 0, 0, 2), end]);
    const sheet = Buffer.concat([
      begin,
      chart,
      record(0x02_08, 3, 0, 0, 0, 0, 0, 0x20, 0),
      record(0x7d, 1, 2, 0, 0, 1, 0),
      record(0x02_03, 0, 0, 1, 0, 0, 0, 0),
      record(0xbd, 0, 1, 2, 0, 0, 0, 0, 0, 2),
      end,
    ]);
    const start = globals(0, 0).length;
    const [first, second] = readBiffFormats(
      Buffer.concat([globals(start, start + sheet.length), sheet, begin, end]),
    );
    expect([0, 1, 2, 3].map((column) => first?.formatOf(0, column))).toEqual([
      "0.00%",
      code,
      undefined,
      undefined,
    ]);
    expect(first?.hiddenRows).toEqual(new Set([3]));
    expect(first?.hiddenColumns).toEqual(new Set([1, 2]));
    expect([first?.hidden, second?.hidden]).toEqual([false, true]);
  });

  it("tells the texts of boxes, but not those of remarks", () => {
    const textOf = (text: string) => [
      record(0x1_b6, 0, 0, 0, 0, 0, text.length, 16, 0, 0),
      withHead(0x3c, Buffer.concat([Buffer.of(1), Buffer.from(text.slice(0, 4), "utf16le")])),
      withHead(0x3c, Buffer.concat([Buffer.of(1), Buffer.from(text.slice(4), "utf16le")])),
      // How the text looks.
      withHead(0x3c, Buffer.alloc(16, 0x41)),
    ];
    const object = (kind: number) => record(0x5d, 0x15, 0x12, kind, 1, 0, 0, 0, 0, 0, 0, 0);
    const sheet = Buffer.concat([
      begin,
      object(6),
      ...textOf("金额单位：万元"),
      object(0x19),
      ...textOf("请补充说明"),
      end,
    ]);
    const globals = (start: number) =>
      Buffer.concat([
        begin,
        withHead(0x85, Buffer.from([start & 0xff, start >> 8, 0, 0, 0, 0, 1, 0, 0x41])),
        end,
      ]);
    const start = globals(0).length;
    expect(readBiffFormats(Buffer.concat([globals(start), sheet]))[0]?.boxes).toEqual(["金额单位：万元"]);
  });

  it("names a password", () => {
    const locked = Buffer.concat([begin, record(0x2f, 1, 2), end]);
    expect(() => readBiffFormats(locked)).toThrow(expect.objectContaining({ code: "encrypted" }));
  });

  it("ends where the stream breaks off", () => {
    expect(readBiffFormats(Buffer.concat([begin, record(0x85, 0xff_ff, 0, 0)]))).toHaveLength(1);
    expect(readBiffFormats(Buffer.alloc(3))).toEqual([]);
  });
});
