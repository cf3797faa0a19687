import { crc32 } from "node:zlib";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { decodeImage } from "../../../src/formats/image/decode-image.ts";
import { readImage } from "../../../src/formats/image/read.ts";
import { readDocument } from "../../../src/formats/index.ts";
import type { PositionedPage } from "../../../src/model/layout.ts";
import type { PageImage } from "../../../src/model/raster.ts";
import type { Context } from "../../../src/model/stage.ts";
import { keepWarnings } from "../context.ts";
import { bmpOf, dot, quarter, tiffOf } from "./pictures.ts";

/** A context in which text would be recognised. */
function recognising(): ReturnType<typeof keepWarnings> & Context {
  const ocr: NonNullable<Context["ocr"]> = {
    recognisers: [],
    readPage: (page) => Promise.resolve(page),
    close: () => Promise.resolve(),
  };
  return { ...keepWarnings(), ocr };
}

async function pagesOf(bytes: Uint8Array, context = recognising()): Promise<PositionedPage[]> {
  return (await readImage(bytes, context)).pages;
}

async function pictureOf(page: PositionedPage | undefined): Promise<PageImage> {
  return await (page as Required<PositionedPage>).picture();
}

const A4 = { width: 595, height: 842 };

function sizeOf({ width, height }: { width: number; height: number }): { width: number; height: number } {
  return { width: Math.round(width), height: Math.round(height) };
}

describe("a picture file", () => {
  const scan = () => quarter(1240, 1754).withMetadata({ density: 150 });

  it.each([
    ["PNG", () => scan().png().toBuffer()],
    ["JPEG", () => scan().jpeg().toBuffer()],
    [
      "TIFF without packing",
      () =>
        scan()
          .tiff({ compression: "none", xres: 150 / 25.4, yres: 150 / 25.4 })
          .toBuffer(),
    ],
    [
      "TIFF by LZW",
      () =>
        scan()
          .tiff({ compression: "lzw", xres: 150 / 25.4, yres: 150 / 25.4 })
          .toBuffer(),
    ],
    [
      "TIFF by deflate",
      () =>
        scan()
          .tiff({ compression: "deflate", xres: 150 / 25.4, yres: 150 / 25.4 })
          .toBuffer(),
    ],
    [
      "TIFF by JPEG",
      () =>
        scan()
          .tiff({ compression: "jpeg", xres: 150 / 25.4, yres: 150 / 25.4 })
          .toBuffer(),
    ],
    [
      "TIFF by CCITT group 4",
      () =>
        quarter(1240, 1754)
          .tiff({ compression: "ccittfax4", bitdepth: 1, xres: 150 / 25.4, yres: 150 / 25.4 })
          .toBuffer(),
    ],
    ["BMP", () => Promise.resolve(bmpOf(1240, 1754, [0, 0, 0], 5906))],
  ])("of the kind %s is a page without words, as large as it was scanned", async (_, make) => {
    const context = recognising();
    const [page] = await pagesOf(await make(), context);
    expect(page).toMatchObject({ number: 1, words: [], rulings: [] });
    expect(sizeOf(page as PositionedPage)).toEqual(A4);
    expect(context.warnings).toEqual([]);
    const { raster, box } = await pictureOf(page);
    expect([raster.width, raster.height, raster.data.length]).toEqual([
      1240,
      1754,
      1240 * 1754 * raster.channels,
    ]);
    expect(box.map(Math.round)).toEqual([0, 0, 595, 842]);
    expect(dot(raster, 25, 25)[0]).toBeLessThan(5);
  });

  it.each([
    ["WebP", () => quarter(1240, 1754).webp({ lossless: true }).toBuffer()],
    ["GIF", () => quarter(1240, 1754).gif().toBuffer()],
    ["JPEG of a camera", () => quarter(1240, 1754).withMetadata({ density: 72 }).jpeg().toBuffer()],
    ["PNG of the screen", () => quarter(1240, 1754).withMetadata({ density: 96 }).png().toBuffer()],
    [
      "TIFF for a poster",
      () => Promise.resolve(tiffOf([{ width: 1240, height: 1754, dpiX: 1, dpiY: 1, grey: 9 }])),
    ],
  ])(
    "of the kind %s that states no resolution of a page is taken for A4, and that is told",
    async (_, make) => {
      const context = recognising();
      const [page] = await pagesOf(await make(), context);
      expect(sizeOf(page as PositionedPage)).toEqual(A4);
      expect(context.warnings).toMatchObject([
        { code: "page-size", message: expect.stringContaining("150 dpi") as string, at: { page: 1 } },
      ]);
    },
  );

  it("is white where it is transparent, keeps its colours, and is grey in one channel where it has none", async () => {
    const clear = await sharp({ create: { width: 8, height: 8, channels: 4, background: "#ff000000" } })
      .png()
      .toBuffer();
    expect(dot(await decodeImage(clear), 50, 50)).toEqual([255, 255, 255]);
    const red = await sharp({ create: { width: 8, height: 8, channels: 3, background: "#c81e1e" } })
      .png()
      .toBuffer();
    expect(dot(await decodeImage(red), 50, 50)).toEqual([200, 30, 30]);
    expect(dot(await decodeImage(bmpOf(5, 4, [30, 40, 200])), 50, 50)).toEqual([200, 40, 30]);
    expect((await decodeImage(await quarter(8, 8).png().toBuffer())).channels).toBe(1);
    const deep = sharp(
      Uint16Array.from({ length: 64 }, () => 0x80_80),
      {
        raw: { width: 8, height: 8, channels: 1 },
      },
    ).toColourspace("grey16");
    expect(dot(await decodeImage(await deep.png().toBuffer()), 50, 50)).toEqual([128]);
  });

  it("is turned as the camera says", async () => {
    const bytes = await quarter(1754, 1240).withMetadata({ density: 150, orientation: 6 }).jpeg().toBuffer();
    const [page] = await pagesOf(bytes);
    expect(sizeOf(page as PositionedPage)).toEqual(A4);
    const { raster } = await pictureOf(page);
    expect([raster.width, raster.height]).toEqual([1240, 1754]);
    expect(dot(raster, 75, 25)[0]).toBeLessThan(20);
    expect(dot(raster, 25, 25)[0]).toBeGreaterThan(235);
  });
});

describe("a TIFF of several pages", () => {
  const fax = { width: 1728, height: 1143, dpiX: 204, dpiY: 98 };

  it("is as many pages, each with its own size; small copies are none", async () => {
    const bytes = tiffOf([
      { ...fax, grey: 10 },
      { width: 100, height: 66, dpiX: 72, dpiY: 72, subfile: 1, grey: 20 },
      { width: 3508, height: 2480, dpiX: 300, dpiY: 300, subfile: 2, grey: 30 },
    ]);
    const pages = await pagesOf(bytes);
    expect(pages.map(sizeOf)).toEqual([
      { width: 610, height: 840 },
      { width: 842, height: 595 },
    ]);
    expect(dot((await pictureOf(pages[0])).raster, 50, 50)).toEqual([10]);
    expect(dot((await pictureOf(pages[1])).raster, 50, 50)).toEqual([30]);
  });

  it("has no more pages than a run may have", async () => {
    const context = { ...recognising(), limits: { ...recognising().limits, pages: 2 } };
    const bytes = tiffOf([1, 2, 3].map((grey) => ({ ...fax, grey })));
    await expect(readImage(bytes, context)).rejects.toMatchObject({ code: "too-large" });
  });

  it("whose directories run in a circle or out of the file is damaged", async () => {
    const bytes = tiffOf([{ ...fax, grey: 1 }]);
    bytes.writeUInt32LE(8, 8 + 2 + 12 * 12);
    await expect(pagesOf(bytes)).rejects.toMatchObject({ code: "damaged-file" });
    await expect(pagesOf(bytes.subarray(0, 60))).rejects.toMatchObject({ code: "damaged-file" });
  });
});

describe("bad pictures", () => {
  it.each(["png", "jpeg", "webp", "gif", "tiff"] as const)(
    "a %s that is cut off is damaged",
    async (kind) => {
      const noise = Uint8Array.from({ length: 300 * 300 }, (_, index) => (index * 7919) % 251);
      const whole = await sharp(noise, { raw: { width: 300, height: 300, channels: 1 } })
        .toFormat(kind)
        .toBuffer();
      const cut = whole.subarray(0, Math.floor(whole.length * 0.6));
      const read = async () => await pictureOf((await pagesOf(cut))[0]);
      await expect(read()).rejects.toMatchObject({ code: "damaged-file" });
    },
  );

  it("a bitmap that is cut off is damaged, and not black", async () => {
    const bytes = bmpOf(100, 100, [255, 255, 255]);
    await expect(pagesOf(bytes.subarray(0, 9000))).rejects.toMatchObject({ code: "damaged-file" });
    await expect(decodeImage(bytes.subarray(0, 9000))).rejects.toMatchObject({ code: "damaged-file" });
  });

  it.each([
    "\x89PNG\r\n\x1A\n",
    "\xFF\xD8\xFF\xE0",
    "GIF89a",
    "II*\0",
    "BM\x36\0\0\0\0\0\0\0\x36",
    "RIFF\x24\0\0\0WEBPVP8 ",
  ])("%j alone is damaged", async (mark) => {
    await expect(pagesOf(Buffer.from(mark, "latin1"))).rejects.toMatchObject({ code: "damaged-file" });
  });

  it("one of too many dots is refused before it is decoded", async () => {
    const bytes = await sharp({ create: { width: 4, height: 4, channels: 3, background: "red" } })
      .png()
      .toBuffer();
    bytes.writeUInt32BE(60_000, 16);
    bytes.writeUInt32BE(60_000, 20);
    bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29);
    await expect(decodeImage(bytes)).rejects.toMatchObject({ code: "too-large" });
    const wide = bmpOf(4, 4, [0, 0, 0]);
    wide.writeInt32LE(60_000, 18);
    wide.writeInt32LE(60_000, 22);
    wide.writeUInt16LE(0, 28);
    await expect(pagesOf(wide)).rejects.toMatchObject({
      code: "too-large",
      message: expect.stringContaining("3600") as string,
    });
  });

  it("without recognition the document is only pictures, and the remedy is told", async () => {
    await expect(
      readDocument(await quarter(100, 100).png().toBuffer(), keepWarnings()),
    ).rejects.toMatchObject({
      code: "only-images",
      message: expect.stringContaining("OCR") as string,
    });
  });
});
