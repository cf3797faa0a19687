import { describe, expect, it } from "vitest";
import { element } from "../../../fixtures/make/write-ofd.ts";
import type { Ruling } from "../../../src/model/layout.ts";
import { inMillimetres, makeOfd, pageXml, read, readPage, text, textsOf } from "./ofd-file.ts";

/** A path; its line width in millimetres is of no matter unless it is given. */
function path(data: string, attributes = 'Boundary="10 10 60 30"', inside = ""): string {
  return `<ofd:PathObject ${attributes}>${inside}<ofd:AbbreviatedData>${data}</ofd:AbbreviatedData></ofd:PathObject>`;
}

const LABEL = text("表", 'X="0" Y="4"', 'Boundary="90 40 8 6"');

async function rulingsOf(content: string, resources = ""): Promise<[string, ...number[]][]> {
  const { rulings } = await readPage(content + LABEL, { resources });
  return rulings.map(({ orientation, at, from, to }: Ruling) => [
    orientation === "horizontal" ? "–" : "|",
    ...inMillimetres([at, from, to]),
  ]);
}

describe("the rulings of an OFD page", () => {
  it("are its level and upright strokes", async () => {
    expect(await rulingsOf(path("M 0 5 L 60 5 M 20 0 L 20 30 M 0 0 L 30 30"))).toEqual([
      ["–", 15, 10, 70],
      ["|", 30, 10, 40],
    ]);
  });

  it("are the outlines of its rectangles", async () => {
    expect(await rulingsOf(path("M 0 0 L 60 0 L 60 30 L 0 30 C"))).toEqual([
      ["–", 10, 10, 70],
      ["|", 70, 10, 40],
      ["–", 40, 10, 70],
      ["|", 10, 10, 40],
    ]);
  });

  it("are thin filled rectangles, not filled areas", async () => {
    const black = '<ofd:FillColor Value="0 0 0"/>';
    const filled = (data: string) => path(data, 'Boundary="10 10 60 30" Stroke="false" Fill="true"', black);
    expect(
      await rulingsOf(filled("M 0 5 L 60 5 L 60 5.2 L 0 5.2 C M 3 0 L 3.1 0 L 3.1 30 L 3 30 C")),
    ).toEqual([
      ["–", 15.1, 10, 70],
      ["|", 13.05, 10, 40],
    ]);
    expect(await rulingsOf(filled("M 0 0 L 60 0 L 60 30 L 0 30 C"))).toEqual([]);
  });

  it("leave out curves, but not the straight lines after them", async () => {
    const data = "M 0 0 B 1 1 2 1 3 0 L 60 0 Q 61 1 60 2 L 60 30 A 5 5 0 0 1 50 30 L 0 30";
    expect(await rulingsOf(path(data))).toEqual([
      ["–", 10, 13, 70],
      ["|", 70, 12, 40],
      ["–", 40, 10, 60],
    ]);
  });

  it("are mapped by the CTM, also where it turns the page upside down", async () => {
    const flipped = path("M 0 0 L 0 -20", 'Boundary="0 0 100 50" CTM="1 0 0 -1 23 15"');
    expect(await rulingsOf(flipped)).toEqual([["|", 23, 15, 35]]);
  });

  it("end where the bounds of their object end", async () => {
    const [ruling] = await rulingsOf(path("M -40 5 L 300 5 M 0 45 L 60 45"));
    expect(ruling?.[2]).toBeGreaterThan(9);
    expect(ruling?.[3]).toBeLessThan(71);
    expect(await rulingsOf(path("M 0 45 L 60 45"))).toEqual([]);
  });

  it("are not what nobody sees", async () => {
    const line = "M 0 5 L 60 5";
    expect(await rulingsOf(path(line, 'Boundary="10 10 60 30" Stroke="false"'))).toEqual([]);
    expect(await rulingsOf(path(line, 'Boundary="10 10 60 30" Visible="false"'))).toEqual([]);
    expect(await rulingsOf(path(line, undefined, '<ofd:StrokeColor Value="0 0 0" Alpha="0"/>'))).toEqual([]);
    expect(await rulingsOf(path(line, undefined, '<ofd:StrokeColor Value="255 255 255"/>'))).toEqual([]);
  });

  it("take their looks from draw parameters, and these from others", async () => {
    const params =
      '<ofd:DrawParams><ofd:DrawParam ID="4" Relative="5"/>' +
      '<ofd:DrawParam ID="5" Relative="4"><ofd:StrokeColor Value="255 255 255"/></ofd:DrawParam></ofd:DrawParams>';
    const white = path("M 0 5 L 60 5", 'Boundary="10 10 60 30" DrawParam="4"');
    const own = path(
      "M 0 5 L 60 5",
      'Boundary="10 10 60 30" DrawParam="4"',
      '<ofd:StrokeColor Value="9 9 9"/>',
    );
    expect(await rulingsOf(white, params)).toEqual([]);
    expect(await rulingsOf(own, params)).toHaveLength(1);
  });

  it("come of data that is cut short as far as it goes", async () => {
    expect(await rulingsOf(path("M 0 5 L 60 5 L 60"))).toEqual([["–", 15, 10, 70]]);
    expect(await rulingsOf(path("M0,5L60,5X 3 4 M 0 9 L 60 9"))).toEqual([["–", 15, 10, 70]]);
  });
});

describe("an OFD page", () => {
  it("has its own size, or that of its document", async () => {
    const file = await makeOfd({
      pages: [text("一"), text("二")],
      parts: {
        "Doc_0/Pages/1.xml": pageXml(
          text("二"),
          "<ofd:Area><PhysicalBox>0 0 297 210</PhysicalBox></ofd:Area>",
        ),
      },
    });
    const { pages } = await read(file);
    expect(pages.map(({ width, height }) => inMillimetres([width, height]))).toEqual([
      [100, 50],
      [297, 210],
    ]);
  });

  it("has templates behind and before it", async () => {
    const template = (content: string) => pageXml(content);
    const { pages } = await read(
      await makeOfd({
        pages: [text("页", undefined, 'Boundary="0 10 50 6"')],
        inPage: '<ofd:Template TemplateID="81" ZOrder="Foreground"/><ofd:Template TemplateID="80"/>',
        common:
          '<ofd:TemplatePage ID="80" BaseLoc="Tpls/a.xml"/><ofd:TemplatePage ID="81" BaseLoc="/Doc_0/Tpls/b.xml"/>',
        parts: {
          "Doc_0/Tpls/a.xml": template(text("底", undefined, 'Boundary="0 20 50 6"')),
          "Doc_0/Tpls/b.xml": template(text("面", undefined, 'Boundary="0 30 50 6"')),
        },
      }),
    );
    expect(pages.map(textsOf)).toEqual([["底", "页", "面"]]);
  });

  it("has blocks in blocks, and groups of its resources", async () => {
    const group =
      '<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="6" Width="20" Height="10"><ofd:Content>' +
      `${text("组", 'X="0" Y="4"', 'Boundary="1 2 8 6"')}</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>`;
    const page = await readPage(
      `<ofd:PageBlock><ofd:PageBlock>${text("块")}</ofd:PageBlock></ofd:PageBlock>` +
        '<ofd:CompositeObject Boundary="40 20 40 20" CTM="2 0 0 2 0 0" ResourceID="6"/>',
      { resources: group },
    );
    expect(page.words.map((word) => [word.text, inMillimetres(word.box)])).toEqual([
      ["块", [10, 10.56, 14, 14.56]],
      ["组", [42, 25.12, 50, 33.12]],
    ]);
  });

  it("has images where they are in the package", async () => {
    const images =
      '<ofd:ImageObject Boundary="5 5 20 10" CTM="40 0 0 10 0 0" ResourceID="7"/>' +
      '<ofd:ImageObject Boundary="50 5 40 20" ResourceID="7"/>' +
      '<ofd:ImageObject Boundary="0 30 10 10" ResourceID="8"/><ofd:ImageObject Boundary="0 30 10 10"/>';
    const { pages, warnings } = await read(
      await makeOfd({
        pages: [images + LABEL],
        resources:
          '<ofd:MultiMedias><ofd:MultiMedia ID="7"><ofd:MediaFile>a.png</ofd:MediaFile></ofd:MultiMedia>' +
          '<ofd:MultiMedia ID="8"><ofd:MediaFile>lost.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias>',
        parts: { "Doc_0/Res/a.png": "a picture" },
      }),
    );
    expect(pages[0]?.images.map(inMillimetres)).toEqual([
      [50, 5, 90, 25],
      [5, 5, 25, 15],
    ]);
    expect(warnings.map(({ code, message }) => [code, message.includes("lost.png")])).toEqual([
      ["missing-part", true],
    ]);
  });

  it("shows what its annotations look like; watermarks are only named", async () => {
    const annotation = (type: string, code: string) =>
      `<ofd:Annot Type="${type}"><ofd:Appearance Boundary="30 20 40 10">${text(code, 'X="0" Y="4"', 'Boundary="1 1 30 6"')}</ofd:Appearance></ofd:Annot>`;
    const { pages, warnings } = await read(
      await makeOfd({
        pages: [text("一"), text("二")],
        document: "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>",
        parts: {
          "Doc_0/Annots/Annotations.xml": element(
            "Annotations",
            '<ofd:Page PageID="2"><ofd:FileLoc>Page_1/Annot.xml</ofd:FileLoc></ofd:Page>',
          ),
          "Doc_0/Annots/Page_1/Annot.xml": element(
            "PageAnnot",
            `${annotation("Stamp", "已审核")}${annotation("Watermark", "样张")}` +
              `<ofd:Annot Type="Path" Visible="false"><ofd:Appearance Boundary="0 0 9 9">${text("藏")}</ofd:Appearance></ofd:Annot>`,
          ),
        },
      }),
    );
    expect(pages.map(textsOf)).toEqual([["一"], ["二", "已审核"]]);
    expect(inMillimetres(pages[1]?.words[1]?.box ?? [])).toEqual([31, 21.56, 43, 25.56]);
    expect(warnings).toEqual([
      expect.objectContaining({
        code: "watermark",
        message: expect.stringContaining("样张"),
        at: { page: 2 },
      }),
    ]);
  });

  it("is told to bear seals and to carry attachments, which are not opened", async () => {
    const { warnings } = await read(
      await makeOfd({
        pages: [text("一"), text("二")],
        document: "<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>",
        body: "<ofd:Signatures>Doc_0/Signs/Signatures.xml</ofd:Signatures>",
        parts: {
          "Doc_0/Attachs/Attachments.xml": element(
            "Attachments",
            '<ofd:Attachment ID="1" Name="附表.xlsx"><ofd:FileLoc>a.xlsx</ofd:FileLoc></ofd:Attachment><ofd:Attachment ID="2" Name="宏.js"/>',
          ),
          "Doc_0/Signs/Signatures.xml": element(
            "Signatures",
            '<ofd:Signature ID="1" BaseLoc="Sign_0/Signature.xml"/><ofd:Signature ID="2" BaseLoc="/Doc_0/Signs/Sign_1.xml"/>',
          ),
          "Doc_0/Signs/Sign_0/Signature.xml": element(
            "Signature",
            '<ofd:SignedInfo><ofd:Provider ProviderName="某印章系统"/><ofd:SignatureDateTime>20220301090000Z</ofd:SignatureDateTime>' +
              '<ofd:StampAnnot ID="1" PageRef="2" Boundary="10 10 20 20"/></ofd:SignedInfo>',
          ),
          "Doc_0/Signs/Sign_1.xml": element("Signature", "<ofd:SignedInfo/>"),
        },
      }),
    );
    const [seal, signature, attachment] = warnings;
    expect(seal?.message).toContain("某印章系统, 20220301090000Z");
    expect(seal?.at?.page).toBe(2);
    expect(inMillimetres(seal?.at?.bbox ?? [])).toEqual([10, 10, 30, 30]);
    expect(signature?.message).toContain("数字签名");
    expect(attachment?.message).toContain("附表.xlsx、宏.js");
    expect(warnings.map(({ code }) => code)).toEqual(["seal", "seal", "attachment"]);
  });

  it("is found whatever the prefixes of its elements, and whatever the writer makes of paths", async () => {
    const bare = (name: string, content: string) =>
      `<?xml version="1.0"?><${name} xmlns="http://www.ofdspec.org">${content}</${name}>`;
    const { pages, warnings } = await read(
      await makeOfd({
        pages: [],
        parts: {
          "OFD.xml": null,
          "ofd.xml": bare("OFD", "<DocBody><DocRoot>/doc_0/./Document.xml</DocRoot></DocBody>"),
          "Doc_0/Res.xml": null,
          "Doc_0/Document.xml": bare(
            "Document",
            '<Pages><Page BaseLoc="Doc_0/Pages/a.xml"/><Page BaseLoc="../Doc_0/Pages/b.xml"/><Page BaseLoc="Pages\\c.xml"/></Pages>',
          ),
          ...Object.fromEntries(
            ["a", "b", "c"].map((name) => [
              `Doc_0/Pages/${name}.xml`,
              bare(
                "x:Page",
                `<Area><y:PhysicalBox>0 0 9 9</y:PhysicalBox></Area><Content><Layer><z:TextObject Size="4"><TextCode X="0" Y="4">${name}</TextCode></z:TextObject></Layer></Content>`,
              ),
            ]),
          ),
        },
      }),
    );
    expect(pages.map(textsOf)).toEqual([["a"], ["b"], ["c"]]);
    expect(warnings.map(({ code }) => code)).toEqual(["part-name"]);
  });

  it("is read in the encoding its declaration names", async () => {
    const head =
      '<?xml version="1.0" encoding="GB2312"?><Page><Content><Layer><TextObject Size="4"><TextCode X="0" Y="4">';
    const gb = Buffer.concat([
      Buffer.from(head),
      Buffer.from([0xb5, 0xc3, 0xb7, 0xd6]),
      Buffer.from("</TextCode></TextObject></Layer></Content></Page>"),
    ]);
    const utf16 = Buffer.from(
      `\uFEFF${head.replace("GB2312", "UTF-16")}得分</TextCode></TextObject></Layer></Content></Page>`,
      "utf16le",
    );
    const { pages } = await read(
      await makeOfd({ pages: ["", ""], parts: { "Doc_0/Pages/0.xml": gb, "Doc_0/Pages/1.xml": utf16 } }),
    );
    expect(pages.map(textsOf)).toEqual([["得分"], ["得分"]]);
  });
});
