import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeText } from "../../src/formats/decode-text.ts";
import { bytesOf, joinBytes, REPORT, REPORT_IN_GB18030, utf16, utf8 } from "./bytes.ts";

describe("decodeText", () => {
  it.each([
    ["UTF-8", utf8(REPORT), "utf-8"],
    ["UTF-8 with a mark", joinBytes(bytesOf("\xEF\xBB\xBF"), utf8(REPORT)), "utf-8"],
    ["UTF-16 LE with a mark", joinBytes(bytesOf("\xFF\xFE"), utf16(REPORT, "le")), "utf-16le"],
    ["UTF-16 BE with a mark", joinBytes(bytesOf("\xFE\xFF"), utf16(REPORT, "be")), "utf-16be"],
    ["UTF-16 LE without a mark", utf16(REPORT, "le"), "utf-16le"],
    ["UTF-16 BE without a mark", utf16(REPORT, "be"), "utf-16be"],
    ["GB18030", REPORT_IN_GB18030, "gb18030"],
    ["GB18030 with a mark", joinBytes(bytesOf("\x84\x31\x95\x33"), REPORT_IN_GB18030), "gb18030"],
  ])("reads %s", (_, bytes, encoding) => {
    expect(decodeText(bytes)).toEqual({ text: REPORT, encoding });
  });

  it("reads the four-byte characters of GB18030", () => {
    expect(decodeText(joinBytes(REPORT_IN_GB18030, bytesOf("\x95\x32\x82\x36")))).toEqual({
      text: `${REPORT}\u{20000}`,
      encoding: "gb18030",
    });
  });

  it.each([
    ["a byte that no UTF-8 has", "\xFF"],
    ["a character cut off", "\xE9\xA1"],
    ["a lone surrogate", "\xED\xA0\x80"],
    ["a byte of GB18030", "\xB0"],
  ])("keeps the rest of a UTF-8 text around %s", (_, damage) => {
    const decoded = decodeText(joinBytes(utf8(REPORT), bytesOf(damage), utf8(REPORT)));
    expect(decoded?.encoding).toBe("utf-8");
    expect(decoded?.text.replace(/\uFFFD+/u, "|")).toBe(`${REPORT}|${REPORT}`);
  });

  it("keeps the rest of a GB18030 text around a damaged byte", () => {
    const decoded = decodeText(joinBytes(REPORT_IN_GB18030, bytesOf("\xFF\n"), REPORT_IN_GB18030));
    expect(decoded).toEqual({ text: `${REPORT}\uFFFD\n${REPORT}`, encoding: "gb18030" });
  });

  it("keeps the rest of a UTF-16 text around a lone surrogate", () => {
    const damaged = joinBytes(utf16(REPORT, "le"), bytesOf("\x00\xD8"), utf16(REPORT, "le"));
    expect(decodeText(damaged)).toEqual({ text: `${REPORT}\uFFFD${REPORT}`, encoding: "utf-16le" });
  });

  it.each([
    ["NUL bytes", bytesOf("\0".repeat(64))],
    ["text with NUL bytes strewn in", joinBytes(utf8(REPORT), bytesOf("\0\0\0"), utf8(REPORT))],
    ["bytes of no encoding", bytesOf("\xFF\xFF\x80\xFF\x81\x20\xFF\xC1\xFF\xF8\xFF")],
  ])("gives up on %s", (_, bytes) => {
    expect(decodeText(bytes)).toBeNull();
  });

  it("reads any text in UTF-8, and with a mark in UTF-16, without loss", () => {
    const text = fc.string({ unit: "binary" }).filter((characters) => !/[\0\uFEFF]/u.test(characters));
    fc.assert(
      fc.property(text, (characters) => {
        expect(decodeText(utf8(characters))?.text).toBe(characters);
        expect(decodeText(joinBytes(bytesOf("\xFF\xFE"), utf16(characters, "le")))?.text).toBe(characters);
        expect(decodeText(joinBytes(bytesOf("\xFE\xFF"), utf16(characters, "be")))?.text).toBe(characters);
      }),
    );
  });
});
