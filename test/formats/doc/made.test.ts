import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { readDocument } from "../../../src/formats/index.ts";
import { keepWarnings } from "../context.ts";
import { inShort } from "../in-short.ts";
import { oleOf } from "../ole/ole-of.ts";
import { streamsOf, type WordFile, wordOf } from "./word-of.ts";

async function read(bytes: Uint8Array) {
  const context = keepWarnings();
  const { mediaType, pages } = await readDocument(bytes, context);
  return { mediaType, blocks: inShort(pages), warnings: context.warnings };
}

/** A row whose cells end in the mark of cells, and itself. */
const TABLE = "项目名称\u0007甲项目\u0007\u0007得分\u00079.5\u0007\u0007";

beforeEach(() => {
  vi.stubEnv("FUHE_SOFFICE", "");
});
afterEach(() => {
  vi.unstubAllEnvs();
});

describe("a document of Word 97 as programs leave it", () => {
  it("whole, in one piece", async () => {
    const { mediaType, blocks } = await read(wordOf({ pieces: [{ text: "自评表\r总分 98.6\r" }] }));
    expect(mediaType).toBe("application/msword");
    expect(blocks).toEqual(["自评表", "总分 98.6"]);
  });

  it("saved quickly: in pieces of both widths that stand in the file in another order", async () => {
    const pieces = [
      { text: "自评" },
      { text: "2021", western: true },
      { text: "年度\r总分 " },
      { text: "98.6\r", western: true },
    ];
    expect((await read(wordOf({ pieces, order: [3, 0, 2, 1] }))).blocks).toEqual([
      "自评2021年度",
      "总分 98.6",
    ]);
  });

  it("saved quickly, with properties of earlier saves before the pieces", async () => {
    const appended = Buffer.concat([Buffer.of(1, 4, 0, 9, 9, 9, 9), Buffer.of(1, 2, 0, 2, 2)]);
    expect((await read(wordOf({ pieces: [{ text: "自评表\r" }], appended }))).blocks).toEqual(["自评表"]);
  });

  it("a table of which nothing says where its cells stand", async () => {
    const { blocks, warnings } = await read(wordOf({ pieces: [{ text: `标题\r${TABLE}` }] }));
    expect(JSON.stringify(blocks)).toMatch(/项目名称.*甲项目.*得分.*9\.5/u);
    expect(warnings.map(({ code }) => code)).toEqual(["spans-lost"]);
  });

  it("with headers, which are read first, and footers and remarks, which are told", async () => {
    const { blocks, warnings } = await read(
      wordOf({
        pieces: [{ text: "自评表\r" }],
        headers: ["公开14表（2021年度）\r", "第 1 页 共 2 页\r"],
        footers: ["某县财政局制\r"],
        remarks: "\u0005此处应为 98\r",
      }),
    );
    expect(blocks).toEqual(["公开14表（2021年度）", "自评表"]);
    expect(warnings).toEqual([
      { code: "page-header", message: expect.stringContaining("公开14表（2021年度）") as string },
      { code: "unread-text", message: expect.stringMatching(/页脚未读取：“某县财政局制”/u) as string },
      { code: "unread-text", message: expect.stringMatching(/批注未读取：“此处应为 98”/u) as string },
    ]);
  });
});

describe("a document of Word 97 is refused", () => {
  const plain: WordFile = { pieces: [{ text: "自评表\r" }] };
  const { WordDocument, "1Table": table } = streamsOf(plain);
  const changed = (change: (table: Buffer) => void) => {
    const copy = Buffer.from(table);
    change(copy);
    return oleOf({ WordDocument, "1Table": copy });
  };

  it.each([
    ["without its table", oleOf({ WordDocument }), "damaged-file"],
    ["with pieces beyond its end", changed((bytes) => bytes.writeUInt32LE(0xff_ff_00, 9)), "damaged-file"],
    [
      "with pieces that do not follow one another",
      changed((bytes) => bytes.writeUInt32LE(3, 5)),
      "damaged-file",
    ],
    [
      "with a password",
      wordOf({ ...plain, patch: (head) => head.writeUInt16LE(0x03_00, 0x0a) }),
      "encrypted",
    ],
    ["of Word 6", wordOf({ ...plain, patch: (head) => head.writeUInt16LE(0x65, 2) }), "needs-converter"],
    ["of Word 95", wordOf({ ...plain, patch: (head) => head.writeUInt16LE(0x68, 2) }), "needs-converter"],
    ["with nothing in it", wordOf({ pieces: [{ text: "\r" }] }), "empty-file"],
  ])("%s", async (_, bytes, code) => {
    await expect(read(bytes)).rejects.toMatchObject({ name: "Failure", code });
  });

  it("where its pieces lie over one another to any length", async () => {
    const text = "长".repeat(20_000);
    const { WordDocument: document } = streamsOf({ pieces: [{ text }] });
    const count = 300;
    const plan = Buffer.alloc((count + 1) * 4 + count * 8);
    for (let index = 0; index <= count; index += 1) plan.writeUInt32LE(index * text.length, index * 4);
    for (let index = 0; index < count; index += 1)
      plan.writeUInt32LE(0x4_00, (count + 1) * 4 + index * 8 + 2);
    const length = Buffer.alloc(5, 2);
    length.writeUInt32LE(plan.length, 1);
    const list = Buffer.concat([length, plan]);
    document.writeUInt32LE(count * text.length, 0x4c);
    document.writeUInt32LE(list.length, 0x1_a6);
    await expect(read(oleOf({ WordDocument: document, "1Table": list }))).rejects.toMatchObject({
      code: "too-large",
    });
  });
});

describe("files of WPS", () => {
  it("that hold what Word reads are read, whatever they are called", async () => {
    expect((await read(wordOf({ pieces: [{ text: "自评表\r" }] }))).blocks).toEqual(["自评表"]);
  });

  it("in a container of their own are refused, with what to do", async () => {
    await expect(read(oleOf({ "WPS Document": "自评表" }))).rejects.toMatchObject({
      code: "unknown-format",
      message: expect.stringMatching(/另存为 \.docx.*save it as \.docx/u) as string,
    });
  });
});
