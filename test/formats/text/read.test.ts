import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readText } from "../../../src/formats/text/read.ts";
import { bytesOf, joinBytes, REPORT, REPORT_IN_GB18030, utf8 } from "../bytes.ts";
import { keepWarnings } from "../context.ts";

/** Pages as "line:text" strings. */
function pagesOf(text: string): string[][] {
  return readText(utf8(text), keepWarnings()).pages.map((page) =>
    page.lines.map((line) => `${line.line}:${line.text}`),
  );
}

describe("readText", () => {
  it("gives numbered lines, tabs kept", () => {
    expect(readText(utf8("表\n\n甲\t乙\t\n"), keepWarnings())).toEqual({
      mediaType: "text/plain",
      pages: [
        {
          kind: "lines",
          number: 1,
          lines: [
            { line: 1, text: "表" },
            { line: 2, text: "" },
            { line: 3, text: "甲\t乙\t" },
          ],
        },
      ],
    });
  });

  it("ends lines at every kind of line end", () => {
    expect(pagesOf("一\r\n二\r三\n四")).toEqual([["1:一", "2:二", "3:三", "4:四"]]);
  });

  it("parts pages at form feeds and numbers lines over the whole file", () => {
    expect(pagesOf("一\n二\n\f三\n四\n\f\n")).toEqual([
      ["1:一", "2:二"],
      ["3:三", "4:四"],
    ]);
    expect(pagesOf("一\n二\f三\n四")).toEqual([
      ["1:一", "2:二"],
      ["2:三", "3:四"],
    ]);
  });

  it("keeps an empty page, so that later pages keep their numbers", () => {
    expect(pagesOf("一\n\f\f二")).toEqual([["1:一"], [], ["2:二"]]);
  });

  it("says nothing about a good UTF-8 file", () => {
    const context = keepWarnings();
    readText(utf8(`\uFEFF${REPORT}`), context);
    expect(context.warnings).toEqual([]);
  });

  it("warns of another encoding", () => {
    const context = keepWarnings();
    const { pages } = readText(REPORT_IN_GB18030, context);
    expect(pages[0]?.lines.at(-1)).toEqual({ line: 3, text: "得分\t95.5" });
    expect(context.warnings).toEqual([{ code: "encoding", message: expect.stringContaining("GB18030") }]);
  });

  it("keeps a text with damaged characters and says where they are", () => {
    const context = keepWarnings();
    const { pages } = readText(joinBytes(utf8(`${REPORT}\f得`), bytesOf("\xFF"), utf8(REPORT)), context);
    expect(pages[1]?.lines[0]?.text).toBe("得\uFFFD项目支出绩效自评表");
    expect(context.warnings).toEqual([
      { code: "encoding", message: expect.stringContaining("U+FFFD"), at: { page: 2, line: 4, column: 2 } },
    ]);
  });

  it.each(["", "\n\n", " \t\f\n", "\uFEFF"])("refuses %j as empty", (text) => {
    expect(() => readText(utf8(text), keepWarnings())).toThrow(
      expect.objectContaining({ code: "empty-file" }),
    );
  });

  it("refuses what no encoding fits", () => {
    const bytes = bytesOf("\xFF\xFF\x80\xFF\x81\x20\xFF\xC1\xFF\xF8\xFF");
    expect(() => readText(bytes, keepWarnings())).toThrow(expect.objectContaining({ code: "bad-encoding" }));
  });

  it("refuses a file above the limit of bytes before it decodes it", () => {
    const bytes = new Uint8Array(100 * 1024 * 1024);
    expect(() => readText(bytes, keepWarnings())).toThrow(
      expect.objectContaining({ code: "too-large", message: expect.stringContaining("100.0 MB") }),
    );
  });

  it("refuses a file above the limit of lines", () => {
    const context = keepWarnings({ lines: 3 });
    expect(readText(utf8("1\n2\n3\n"), context).pages[0]?.lines).toHaveLength(3);
    expect(() => readText(utf8("1\n2\n3\n4"), context)).toThrow(
      expect.objectContaining({
        code: "too-large",
        message: expect.stringContaining("4 lines, the limit is 3"),
      }),
    );
  });

  it("loses no text", () => {
    const text = fc
      .string({ unit: fc.constantFrom("项", "1", "\t", " ", "\n", "\f") })
      .filter((characters) => characters.trim() !== "");
    fc.assert(
      fc.property(text, (characters) => {
        const { pages } = readText(utf8(characters), keepWarnings());
        const sourceLines = characters.split("\n");
        const lines = pages.flatMap((page) => page.lines);
        expect(lines.map((line) => line.text).join("")).toBe(characters.replaceAll(/[\n\f]/gu, ""));
        expect(lines.filter((line) => !sourceLines[line.line - 1]?.includes(line.text))).toEqual([]);
      }),
    );
  });
});
