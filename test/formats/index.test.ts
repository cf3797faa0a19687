import { describe, expect, it } from "vitest";
import { readDocument } from "../../src/formats/index.ts";
import { Failure } from "../../src/model/failure.ts";
import { bytesOf, REPORT_IN_GB18030, utf8 } from "./bytes.ts";
import { keepWarnings } from "./context.ts";

describe("readDocument", () => {
  it("reads text, whatever its encoding", async () => {
    const { mediaType, pages } = await readDocument(REPORT_IN_GB18030, keepWarnings());
    expect(mediaType).toBe("text/plain");
    expect(pages[0]?.kind === "lines" ? pages[0].lines[0] : null).toEqual({
      line: 1,
      text: "项目支出绩效自评表",
    });
  });

  it.each([
    ["", "empty-file"],
    ["\0\0\0\0garbage\0\0", "binary-content"],
    ["%PDF-1.7", "damaged-file"],
    ["PK\x03\x04word/document.xml", "damaged-file"],
  ])("refuses %j", async (content, code) => {
    const reading = readDocument(bytesOf(content), keepWarnings());
    await expect(reading).rejects.toThrow(Failure);
    await expect(reading).rejects.toThrow(expect.objectContaining({ code }));
  });

  it("refuses a text above the limit", async () => {
    await expect(readDocument(utf8("得分"), keepWarnings({ bytes: 5 }))).rejects.toThrow(
      expect.objectContaining({ code: "too-large" }),
    );
  });
});
