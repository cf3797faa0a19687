import { createCanvas } from "@napi-rs/canvas";
import { describe, expect, it } from "vitest";
import { openDrawing } from "../../src/pictures/draw-page.ts";
import { keepWarnings } from "../formats/context.ts";
import { makeOfd, pageXml, text, type OfdFile } from "../formats/ofd/ofd-file.ts";
import { pixelsOf } from "./pixels.ts";

const DOTS_PER_MM = (72 / 25.4) * 2;

/** The colour at a place of the only page, in millimetres. */
async function look(file: OfdFile): Promise<(x: number, y: number) => number[]> {
  const drawing = await openDrawing(
    await makeOfd(file),
    { records: [], isLabel: () => false },
    keepWarnings(),
  );
  const pixels = await pixelsOf(await drawing.draw(1));
  await drawing.close();
  return (x, y) => pixels.at(x * DOTS_PER_MM, y * DOTS_PER_MM);
}

const WHITE = [255, 255, 255];
const GREEN = [0, 128, 0];

/** DER (ITU-T X.690) of a value. */
function der(tag: number, ...contents: Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  const length = Buffer.alloc(5, 0x84);
  length.writeUInt32BE(content.length, 1);
  return Buffer.concat([Buffer.of(tag), length, content]);
}

/** A signed value as far as it shows its seal (GB/T 38540-2020). */
function signedValue(kind: string, picture: Uint8Array): Buffer {
  const info = der(0x30, der(0x16, Buffer.from(kind)), der(0x04, picture), der(0x02, Buffer.of(20)));
  const property = der(0x30, der(0x02, Buffer.of(3)), der(0x0c, Buffer.from("某某局印章")));
  return der(0x30, der(0x30, der(0x02, Buffer.of(4)), der(0x30, property, info)));
}

function sealed(value: Uint8Array): OfdFile {
  return {
    pages: [text("盖章")],
    body: "<ofd:Signatures>Doc_0/Signs/Signatures.xml</ofd:Signatures>",
    parts: {
      "Doc_0/Signs/Signatures.xml":
        '<Signatures><Signature ID="1" BaseLoc="/Doc_0/Signs/Sign_0/Signature.xml"/></Signatures>',
      "Doc_0/Signs/Sign_0/Signature.xml":
        '<Signature><SignedInfo><StampAnnot ID="1" PageRef="1" Boundary="60 20 20 20"/></SignedInfo><SignedValue>SignedValue.dat</SignedValue></Signature>',
      "Doc_0/Signs/Sign_0/SignedValue.dat": value,
    },
  };
}

const GREEN_PATH = (box: string, data: string) =>
  `<ofd:PathObject ID="3" Boundary="${box}" Stroke="false" Fill="true"><ofd:AbbreviatedData>${data}</ofd:AbbreviatedData><ofd:FillColor Value="0 128 0"/></ofd:PathObject>`;

describe("an OFD page is drawn", () => {
  it("with areas and curves in their colours", async () => {
    const circle = GREEN_PATH("10 20 20 20", "M 0 10 A 10 10 0 0 1 20 10 A 10 10 0 0 1 0 10 C");
    const colourAt = await look({ pages: [text("标题") + circle] });
    expect(colourAt(20, 30)).toEqual(GREEN);
    expect(colourAt(11, 30)).toEqual(GREEN);
    // The corner of the circle's box.
    expect(colourAt(11.5, 21.5)).toEqual(WHITE);
  });

  it("with templates behind it and watermarks over it", async () => {
    const slanted =
      '<Annot Type="Watermark"><Appearance Boundary="0 0 100 50">' +
      GREEN_PATH("70 5 10 10", "M 0 0 L 10 0 L 10 10 L 0 10 C") +
      "</Appearance></Annot>";
    const colourAt = await look({
      pages: [text("正文")],
      inPage: '<ofd:Template TemplateID="20"/>',
      common: '<ofd:TemplatePage ID="20" BaseLoc="Tpls/0.xml"/>',
      document: "<ofd:Annotations>Annotations.xml</ofd:Annotations>",
      parts: {
        "Doc_0/Tpls/0.xml": pageXml(GREEN_PATH("30 30 10 10", "M 0 0 L 10 0 L 10 10 L 0 10 C")),
        "Doc_0/Annotations.xml":
          '<Annotations><Page PageID="1"><FileLoc>Annot.xml</FileLoc></Page></Annotations>',
        "Doc_0/Annot.xml": `<PageAnnot>${slanted}</PageAnnot>`,
      },
    });
    expect(colourAt(35, 35)).toEqual(GREEN);
    expect(colourAt(75, 10)).toEqual(GREEN);
  });

  it("with a seal that is an image", async () => {
    const canvas = createCanvas(40, 40);
    const context = canvas.getContext("2d");
    context.fillStyle = "rgb(0, 128, 0)";
    context.fillRect(0, 0, 20, 40);
    const colourAt = await look(sealed(signedValue("PNG", await canvas.encode("png"))));
    expect(colourAt(65, 30)).toEqual(GREEN);
    // What is transparent lets the page be seen.
    expect(colourAt(75, 30)).toEqual(WHITE);
  });

  it("with a seal that is an OFD file of its own", async () => {
    const seal = await makeOfd({ pages: [GREEN_PATH("50 0 50 50", "M 0 0 L 50 0 L 50 50 L 0 50 C")] });
    const colourAt = await look(sealed(signedValue("ofd", seal)));
    expect(colourAt(65, 30)).toEqual(WHITE);
    expect(colourAt(75, 30)).toEqual(GREEN);
  });

  it.each([
    ["is cut off", signedValue("PNG", Buffer.from("half")).subarray(0, 30)],
    ["holds no picture", der(0x30, der(0x02, Buffer.of(1)))],
    ["holds an OFD file that is none", signedValue("ofd", Buffer.from("PK\u0003\u0004"))],
  ])("without a seal that %s", async (_, value) => {
    const colourAt = await look(sealed(value));
    expect(colourAt(62, 38)).toEqual(WHITE);
  });
});
