import { createCanvas } from "@napi-rs/canvas";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { readOfd } from "../../../src/formats/ofd/read.ts";
import type { PageReader } from "../../../src/model/recognition.ts";
import type { PageImage } from "../../../src/model/raster.ts";
import { keepWarnings } from "../context.ts";
import { jbig2File } from "./jbig2-file.ts";
import { makeOfd, text } from "./ofd-file.ts";

const RED = [255, 0, 0];
const BLUE = [0, 0, 255];
const BLACK = [0, 0, 0];
const WHITE = [255, 255, 255];

/** A picture whose left half is red and whose right half is blue. */
function twoColours() {
  const canvas = createCanvas(600, 300);
  const context = canvas.getContext("2d");
  context.fillStyle = "#f00";
  context.fillRect(0, 0, 300, 300);
  context.fillStyle = "#00f";
  context.fillRect(300, 0, 300, 300);
  return canvas;
}

/** The picture of a page that one image fills, but for a margin of 10 mm. */
async function pictureOf(
  image: Uint8Array | null,
  object = 'Boundary="10 10 80 30" CTM="80 0 0 30 0 0"',
): Promise<PageImage> {
  const bytes = await makeOfd({
    pages: [`<ofd:ImageObject ${object} ResourceID="7"/>${text("说明")}`],
    resources:
      '<ofd:MultiMedias><ofd:MultiMedia ID="7" Type="Image"><ofd:MediaFile>scan</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias>',
    parts: { "Doc_0/Res/scan": image },
  });
  const { pages } = await readOfd(bytes, keepWarnings());
  const picture = await pages[0]?.picture?.();
  if (picture === undefined) throw new Error("no picture");
  return picture;
}

/** The colour at a place in millimetres from the upper left corner. */
function colourAt({ raster }: PageImage, x: number, y: number): number[] {
  const dots = raster.width / 100;
  const first = (Math.round(y * dots) * raster.width + Math.round(x * dots)) * 3;
  return [...raster.data.subarray(first, first + 3)];
}

/** The same to within 16 steps: JPEG gives colours back nearly. */
function near(colour: number[]): number[] {
  return colour.map((value) => Math.round(value / 16) * 16);
}

describe("the picture of an OFD page", () => {
  it.each([
    ["PNG", () => twoColours().encode("png")],
    ["JPEG", () => twoColours().encode("jpeg", 95)],
    ["GIF", () => sharp(twoColours().toBuffer("image/png")).gif().toBuffer()],
    ["TIFF", () => sharp(twoColours().toBuffer("image/png")).tiff().toBuffer()],
  ])("shows a %s where it stands", async (_, encode) => {
    const picture = await pictureOf(await encode());
    expect(picture.box.map(Math.round)).toEqual([0, 0, 283, 142]);
    // 600 dots on 80 mm are 190 dpi.
    expect(picture.raster.width).toBe(750);
    expect(colourAt(picture, 5, 25)).toEqual(WHITE);
    expect(near(colourAt(picture, 12, 30))).toEqual(near(RED));
    expect(near(colourAt(picture, 48, 38))).toEqual(near(RED));
    expect(near(colourAt(picture, 52, 38))).toEqual(near(BLUE));
    expect(colourAt(picture, 95, 25)).toEqual(WHITE);
  });

  it.each(["sequential", "random-access"] as const)("shows a JBIG2 file, %s", async (organisation) => {
    const picture = await pictureOf(jbig2File(organisation));
    expect(colourAt(picture, 50, 22)).toEqual(BLACK);
    expect(colourAt(picture, 50, 28)).toEqual(WHITE);
  });

  it("turns an image as its CTM says", async () => {
    const picture = await pictureOf(
      await twoColours().encode("png"),
      'Boundary="10 10 30 30" CTM="0 30 -30 0 30 0"',
    );
    expect(colourAt(picture, 25, 17)).toEqual(RED);
    expect(colourAt(picture, 25, 38)).toEqual(BLUE);
  });

  it.each([
    ["is cut off", async () => (await twoColours().encode("png")).subarray(0, 40)],
    ["is of no known kind", () => Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>")],
    ["is a broken JBIG2", () => jbig2File("sequential").subarray(0, 60)],
    ["is a JBIG2 that claims to be huge", () => jbig2File("sequential", [100_000, 100_000])],
  ])("is refused where an image %s", async (_, image) => {
    await expect(pictureOf(await image())).rejects.toMatchObject({
      code: "unknown-format",
      message: expect.stringMatching(/第 1 页.*无法解码.*cannot be decoded/u) as unknown,
    });
  });

  it("is left out where the page has no image", async () => {
    const { pages } = await readOfd(await makeOfd({ pages: [text("说明")] }), keepWarnings());
    expect(pages[0]).not.toHaveProperty("picture");
  });

  it("is what a scan has where its text is to be recognised, and a refusal where it is not", async () => {
    const bytes = await makeOfd({
      pages: ['<ofd:ImageObject Boundary="0 0 100 50" CTM="100 0 0 50 0 0" ResourceID="7"/>'],
      resources:
        '<ofd:MultiMedias><ofd:MultiMedia ID="7" Type="Image"><ofd:MediaFile>scan</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias>',
      parts: { "Doc_0/Res/scan": await twoColours().encode("png") },
    });
    await expect(readOfd(bytes, keepWarnings())).rejects.toMatchObject({ code: "only-images" });
    const ocr: PageReader = {
      recognisers: [],
      readPage: (page) => Promise.resolve(page),
      close: () => Promise.resolve(),
    };
    const { pages } = await readOfd(bytes, { ...keepWarnings(), ocr });
    const picture = await pages[0]?.picture?.();
    expect(picture === undefined ? null : colourAt(picture, 20, 25)).toEqual(RED);
  });
});
