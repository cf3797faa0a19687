import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { element, packOfd } from "../../../fixtures/make/write-ofd.ts";
import { readDocument } from "../../../src/formats/index.ts";
import { Failure } from "../../../src/model/failure.ts";
import { keepWarnings } from "../context.ts";
import { makeOfd, type OfdFile, pageXml, read, readPage, text, textsOf } from "./ofd-file.ts";

/** The failure that reading ends in. */
async function failureOf(bytes: Uint8Array): Promise<Failure> {
  return await readDocument(bytes, keepWarnings()).then(
    () => {
      throw new Error("it was read");
    },
    (error: unknown) => {
      if (error instanceof Failure) return error;
      throw error;
    },
  );
}

async function failureOfFile(file: OfdFile): Promise<Failure> {
  return failureOf(await makeOfd(file));
}

/** The places at which directory entries and local headers of a ZIP file begin. */
function headersIn(bytes: Buffer): { at: number; flags: number }[] {
  const headers: { at: number; flags: number }[] = [];
  for (let at = bytes.indexOf("PK"); at >= 0; at = bytes.indexOf("PK", at + 1)) {
    const mark = bytes.toString("latin1", at + 2, at + 4);
    if (mark === "\u0003\u0004") headers.push({ at, flags: at + 6 });
    if (mark === "\u0001\u0002") headers.push({ at, flags: at + 8 });
  }
  return headers;
}

describe("an OFD file that cannot be read", () => {
  it("is refused where it is encrypted after GM/T 0099", async () => {
    const encryptions = element("Encryptions", '<ofd:EncryptInfo ID="1"/>');
    const failure = await failureOf(await packOfd({ "Encryptions.xml": encryptions, "a.dat": "…" }));
    expect(failure.code).toBe("encrypted");
    expect(failure.message).toContain("save it without encryption");
    const beside = await failureOfFile({ pages: [text("一")], parts: { "Encryptions.xml": encryptions } });
    expect(beside.code).toBe("encrypted");
  });

  it("is refused where the entries of the ZIP file are", async () => {
    const bytes = Buffer.from(await makeOfd({ pages: [text("一")] }));
    for (const { flags } of headersIn(bytes)) bytes.writeUInt16LE(bytes.readUInt16LE(flags) | 1, flags);
    expect((await failureOf(bytes)).code).toBe("encrypted");
  });

  it("is refused wherever it is cut off", async () => {
    const bytes = await makeOfd({ pages: [text("一")] });
    const whole = bytes.length;
    for (const length of [whole - 1, whole - 10, whole - 60, Math.floor(whole / 2), 60]) {
      const failure = await failureOf(bytes.slice(0, length));
      expect([length, failure.code]).toEqual([length, "damaged-file"]);
    }
  });

  it.each([
    ["OFD.xml is no XML", { "OFD.xml": "<ofd:OFD>" }],
    ["OFD.xml names no document", { "OFD.xml": "<OFD><DocBody/></OFD>" }],
    ["the document is missing", { "Doc_0/Document.xml": null }],
    ["the document is no XML", { "Doc_0/Document.xml": "得分" }],
    ["the document has no pages", { "Doc_0/Document.xml": "<Document><Pages/></Document>" }],
    ["all pages are missing", { "Doc_0/Pages/0.xml": null }],
    [
      "the document lies outside of the package",
      { "OFD.xml": "<OFD><DocBody><DocRoot>../../etc/passwd</DocRoot></DocBody></OFD>" },
    ],
  ])("is refused where %s", async (_, parts) => {
    const failure = await failureOfFile({ pages: [text("一")], parts });
    expect(failure.code).toBe("damaged-file");
    expect(failure.message).toMatch(/请重新获取.*fetch it again/u);
  });

  it("is refused where no page holds text", async () => {
    expect((await failureOfFile({ pages: [""] })).code).toBe("empty-file");
    const scan = await failureOfFile({
      pages: ['<ofd:ImageObject Boundary="0 0 100 50" ResourceID="7"/>'],
      resources:
        '<ofd:MultiMedias><ofd:MultiMedia ID="7"><ofd:MediaFile>a.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias>',
      parts: { "Doc_0/Res/a.png": "a picture" },
    });
    expect(scan.code).toBe("only-images");
  });

  it("is refused above the limits", async () => {
    const file = await makeOfd({ pages: [text("一"), text("二")] });
    await expect(read(file, { bytes: 100 })).rejects.toThrow(expect.objectContaining({ code: "too-large" }));
    await expect(read(file, { pages: 1 })).rejects.toThrow(expect.objectContaining({ code: "too-large" }));
  });

  it("ends in a failure or in pages, whatever its bytes", async () => {
    const bytes = await makeOfd({ pages: [text("得分", 'X="0" Y="4" DeltaX="4"')] });
    const change = fc.record({ at: fc.nat(bytes.length - 1), to: fc.nat(255) });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        const changed = Buffer.from(bytes);
        for (const { at, to } of changes) changed[at] = to;
        const outcome = await readDocument(changed, keepWarnings()).then(
          ({ pages }) => pages.length,
          (error: unknown) => (error instanceof Failure ? error.code : error),
        );
        expect(["number", "string"]).toContain(typeof outcome);
      }),
      { numRuns: 200 },
    );
  });
});

describe("an OFD file that asks for too much", () => {
  it("gets no more steps than it has characters", async () => {
    const page = await readPage(text("得分", 'X="0" Y="4" DeltaX="g 1000000000 4" DeltaY="g 1e9 0"'));
    expect(textsOf(page)).toEqual(["得分"]);
  });

  it("has no entities of its own", async () => {
    const laughs = Array.from(
      { length: 9 },
      (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`,
    ).join("");
    const bomb = (inside: string) =>
      `<?xml version="1.0"?><!DOCTYPE Page [<!ENTITY l0 "ha">${laughs}<!ENTITY file SYSTEM "file:///etc/passwd">]>` +
      `<Page><Content><Layer>${text(inside)}</Layer></Content></Page>`;
    for (const inside of ["&l9;", "&file;"]) {
      const { pages, warnings } = await read(
        await makeOfd({ pages: [text("一"), ""], parts: { "Doc_0/Pages/1.xml": bomb(inside) } }),
      );
      expect(pages.map(textsOf)).toEqual([["一"], []]);
      expect(warnings.map(({ code, at }) => [code, at?.page])).toEqual([["missing-part", 2]]);
    }
  });

  it("may list pages that are missing, and is told so once", async () => {
    const listed = Array.from(
      { length: 5000 },
      (_, at) => `<ofd:Page ID="${at}" BaseLoc="Pages/${at}.xml"/>`,
    ).join("");
    const document = element("Document", `<ofd:Pages>${listed}</ofd:Pages>`);
    const { pages, warnings } = await read(
      await makeOfd({ pages: [text("一")], parts: { "Doc_0/Document.xml": document } }),
    );
    expect(pages).toHaveLength(5000);
    expect(warnings.map(({ code, at }) => [code, at?.page])).toEqual([
      ["missing-part", 2],
      ["page-size", 1],
    ]);
    const many = document.replace("</ofd:Pages>", `${listed}</ofd:Pages>`);
    const failure = await failureOfFile({ pages: [text("一")], parts: { "Doc_0/Document.xml": many } });
    expect(failure.code).toBe("too-large");
  });

  it("may have templates that lead back to themselves", async () => {
    const template = (other: number, content: string) =>
      pageXml(content, `<ofd:Template TemplateID="${other}"/><ofd:Template TemplateID="99"/>`);
    const { pages } = await read(
      await makeOfd({
        pages: [text("页", undefined, 'Boundary="0 10 50 6"')],
        inPage: '<ofd:Template TemplateID="80"/>',
        common:
          '<ofd:TemplatePage ID="80" BaseLoc="a.xml"/><ofd:TemplatePage ID="81" BaseLoc="b.xml"/><ofd:TemplatePage ID="82" BaseLoc="Pages/0.xml"/>',
        parts: {
          "Doc_0/a.xml": template(81, text("甲", undefined, 'Boundary="0 20 50 6"')),
          "Doc_0/b.xml": template(80, text("乙", undefined, 'Boundary="0 30 50 6"')),
        },
      }),
    );
    expect(pages.map(textsOf)).toEqual([["乙", "甲", "页"]]);
  });

  it("is refused where templates or groups multiply one another", async () => {
    const levels = Array.from({ length: 30 }, (_, at) => at + 1);
    const templates = await failureOfFile({
      pages: [text("一")],
      inPage: '<ofd:Template TemplateID="1"/>',
      common: levels.map((at) => `<ofd:TemplatePage ID="${at}" BaseLoc="t${at}.xml"/>`).join(""),
      parts: Object.fromEntries(
        levels.map((at) => [
          `Doc_0/t${at}.xml`,
          pageXml("", `<ofd:Template TemplateID="${at + 1}"/>`.repeat(2)),
        ]),
      ),
    });
    expect(templates.code).toBe("too-large");
    const groups = levels.map(
      (at) =>
        `<ofd:CompositeGraphicUnit ID="${at}"><ofd:Content>${`<ofd:CompositeObject Boundary="0 0 9 9" ResourceID="${at + 1}"/>`.repeat(3)}</ofd:Content></ofd:CompositeGraphicUnit>`,
    );
    const grouped = await failureOfFile({
      pages: ['<ofd:CompositeObject Boundary="0 0 9 9" ResourceID="1"/>'],
      resources: `<ofd:CompositeGraphicUnits>${groups.join("")}</ofd:CompositeGraphicUnits>`,
    });
    expect(grouped.code).toBe("too-large");
  });

  it("may have groups that lead back to themselves", async () => {
    const page = await readPage('<ofd:CompositeObject Boundary="0 0 90 40" ResourceID="1"/>', {
      resources: `<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="1"><ofd:Content>${text("组")}<ofd:CompositeObject Boundary="0 0 9 9" ResourceID="1"/></ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>`,
    });
    expect(textsOf(page)).toEqual(["组"]);
  });

  it("is refused where a part unpacks to far more than it holds", async () => {
    const failure = await failureOfFile({
      pages: [text("一")],
      parts: { "Doc_0/Pages/0.xml": Buffer.alloc(64 * 1024 * 1024, " ") },
    });
    expect(failure.code).toBe("too-large");
  });

  it("loses a part whose elements stand too deep in one another, or that lies about its size", async () => {
    const deep = `<Page>${"<PageBlock>".repeat(5000)}${"</PageBlock>".repeat(5000)}</Page>`;
    const bytes = Buffer.from(
      await makeOfd({ pages: [text("一"), text("二"), ""], parts: { "Doc_0/Pages/2.xml": deep } }),
    );
    for (const { at } of headersIn(bytes)) {
      // The directory entry of the second page claims one byte.
      if (bytes.toString("latin1", at + 46, at + 46 + 17) === "Doc_0/Pages/1.xml")
        bytes.writeUInt32LE(1, at + 24);
    }
    const { pages, warnings } = await read(bytes);
    expect(pages.map(textsOf)).toEqual([["一"], [], []]);
    expect(
      warnings.map(({ code, message }) => [code, message.includes("Pages/1.xml、Doc_0/Pages/2.xml")]),
    ).toEqual([["missing-part", true]]);
  });

  it("is refused where a part has more elements than any page", async () => {
    const content = `<Page><Content>${"<Layer/>".repeat(1_000_001)}</Content></Page>`;
    const failure = await failureOfFile({ pages: [text("一")], parts: { "Doc_0/Pages/0.xml": content } });
    expect(failure.code).toBe("too-large");
  });

  it("may have draw parameters that inherit from one another without end", async () => {
    const params = Array.from(
      { length: 20_000 },
      (_, at) => `<ofd:DrawParam ID="${at}" Relative="${at + 1}"/>`,
    );
    const line =
      '<ofd:PathObject DrawParam="0" Boundary="0 0 50 1"><ofd:AbbreviatedData>M 0 0 L 50 0</ofd:AbbreviatedData></ofd:PathObject>';
    const page = await readPage(line + text("一"), {
      resources: `<ofd:DrawParams>${params.join("")}</ofd:DrawParams>`,
    });
    expect(page.rulings).toHaveLength(1);
  });

  it("may have glyphs for more characters than there are", async () => {
    const transform = '<ofd:CGTransform CodePosition="0" CodeCount="1e9" GlyphCount="1e12"/>';
    const object = `<ofd:TextObject Size="4" Boundary="10 10 80 6">${transform.repeat(2000)}<ofd:TextCode X="0" Y="4" DeltaX="4">得分</ofd:TextCode></ofd:TextObject>`;
    expect(textsOf(await readPage(object))).toEqual(["得分"]);
  });

  it("may hold numbers that are none", async () => {
    const page = await readPage(
      `${text("一", 'X="NaN" Y="1e999" DeltaX="Infinity"')}${text("二", 'X="0" Y="4"', 'Boundary="10 10" CTM="1 0 0"')}` +
        `${text("三", 'X="0" Y="4"', 'Boundary="10 30 9 9" CTM="0 0 0 0 0 0"')}${text("四", 'X="0" Y="4"', 'Boundary="1e308 1e308 1e308 1e308"')}` +
        '<ofd:PathObject Boundary="0 0 1e308 1e308" LineWidth="1e308"><ofd:AbbreviatedData>M 0 0 L 1e308 0 L NaN 3</ofd:AbbreviatedData></ofd:PathObject>',
    );
    for (const { box, size } of page.words) expect([...box, size].every(Number.isFinite)).toBe(true);
    for (const { at, from, to } of page.rulings) expect([at, from, to].every(Number.isFinite)).toBe(true);
  });
});
