import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { readPdf } from "../../../src/formats/pdf/read.ts";
import type { PositionedPage } from "../../../src/model/layout.ts";
import type { PageImage } from "../../../src/model/raster.ts";
import type { Context } from "../../../src/model/stage.ts";
import { keepWarnings } from "../context.ts";
import { type DrawnPage, pdfOf, show } from "./pdf-of.ts";

const OCR: NonNullable<Context["ocr"]> = {
  recognisers: [],
  readPage: (page) => Promise.resolve(page),
  close: () => Promise.resolve(),
};

function image(width: number, height: number, entries: string, data: Uint8Array): string {
  const body = Buffer.from(data).toString("latin1");
  return `<< /Type /XObject /Subtype /Image /Width ${String(width)} /Height ${String(height)} ${entries} /Length ${String(data.length)} >>\nstream\n${body}\nendstream`;
}

/** 2400 × 16 dots of grey 128, written by OpenJPEG. */
const WIDE_JPX =
  "/0//UQApAAAAAAlgAAAAEAAAAAAAAAAAAAAJYAAAABAAAAAAAAAAAAABBwEB/1IADAAAAAEAAQQEAAH/XAAHQEBISFD/ZAAlAAFD" +
  "cmVhdGVkIGJ5IE9wZW5KUEVHIHZlcnNpb24gMi41LjD/kAAKAAAAAAAQAAH/k4CA/9k=";

/** Four quarters of grey, from the upper left in reading order. */
const QUARTERS = [10, 90, 170, 250];

function quarters(width: number, height: number): Uint8Array {
  return Uint8Array.from({ length: width * height }, (_, at) => {
    const [x, y] = [at % width, Math.floor(at / width)];
    return QUARTERS[(x < width / 2 ? 0 : 1) + (y < height / 2 ? 0 : 2)] as number;
  });
}

const GREY = "/ColorSpace /DeviceGray /BitsPerComponent 8";

async function pagesOf(
  pages: (DrawnPage | string)[],
  images: { [number: number]: string },
): Promise<PositionedPage[]> {
  const resources = `/XObject << ${Object.keys(images)
    .map((number) => `/Im${number} ${number} 0 R`)
    .join(" ")} >>`;
  return (await readPdf(pdfOf(pages, { objects: images, resources }), { ...keepWarnings(), ocr: OCR })).pages;
}

async function pictureOf(page: DrawnPage | string, images: { [number: number]: string }): Promise<PageImage> {
  const [read] = await pagesOf([page], images);
  return await (read as Required<PositionedPage>).picture();
}

/** The values in the middle of the four quarters, in reading order, of a picture of any number of channels. */
function cornersOf({ raster: { data, width, height, channels } }: PageImage): number[] {
  return [
    [0.25, 0.25],
    [0.75, 0.25],
    [0.25, 0.75],
    [0.75, 0.75],
  ].map(
    ([x, y]) =>
      data[
        (Math.floor(height * (y as number)) * width + Math.floor(width * (x as number))) * channels
      ] as number,
  );
}

describe("the picture of a scanned page", () => {
  const scan = { 100: image(80, 60, GREY, quarters(80, 60)) };

  it.each([
    ["as it is", "400 0 0 300 0 0", "", [10, 90, 170, 250]],
    ["turned upside down", "-400 0 0 -300 400 300", "", [250, 170, 90, 10]],
    ["mirrored across", "-400 0 0 300 400 0", "", [90, 10, 250, 170]],
    ["mirrored down", "400 0 0 -300 0 300", "", [170, 250, 10, 90]],
    ["turned to the left", "0 300 -400 0 400 0", "", [90, 250, 10, 170]],
    ["turned to the right", "0 -300 400 0 0 300", "", [170, 10, 250, 90]],
    ["turned and mirrored", "0 300 400 0 0 0", "", [250, 90, 170, 10]],
    ["turned and mirrored the other way", "0 -300 -400 0 400 300", "", [10, 170, 90, 250]],
    ["of a page that is turned", "400 0 0 300 0 0", "/Rotate 90", [170, 10, 250, 90]],
    ["turned on a page that is turned back", "0 300 -400 0 400 0", "/Rotate 90", [10, 90, 170, 250]],
  ])("is its image in its own dots, %s", async (_, matrix, entries, corners) => {
    const picture = await pictureOf({ drawing: `q ${matrix} cm /Im100 Do Q`, entries }, scan);
    expect(cornersOf(picture)).toEqual(corners);
    expect(picture.raster.data.length).toBe(80 * 60);
    const turned = entries !== "";
    expect(picture.box).toEqual(turned ? [0, 0, 300, 400] : [0, 0, 400, 300]);
  });

  it("says where the image stands that leaves a margin", async () => {
    const { box, raster } = await pictureOf("q 380 0 0 280 10 15 cm /Im100 Do Q", scan);
    expect(box.map((value) => Math.round(value))).toEqual([10, 5, 390, 285]);
    expect(raster.width).toBe(80);
  });

  it("is there beside what somebody's recognition wrote invisibly, but not beside what is printed", async () => {
    const drawing = `q 400 0 0 300 0 0 cm /Im100 Do Q`;
    const hidden = show("12", 50, 50, { before: "3 Tr" });
    const pages = await pagesOf([drawing, `${drawing} ${hidden}`, show("12", 50, 50)], scan);
    expect(pages.map(({ picture }) => picture === undefined)).toEqual([false, false, true]);
  });

  it.each([
    ["two strips", "q 400 0 0 150 0 150 cm /Im101 Do Q q 400 0 0 150 0 0 cm /Im102 Do Q"],
    ["an image that stands aslant", "q 399 6 -6 299 3 -3 cm /Im100 Do Q"],
    ["an image with a stamp upon it", "q 400 0 0 300 0 0 cm /Im100 Do Q 0.5 g 5 5 10 10 re f"],
    ["an image that is clipped", "0 0 400 290 re W n q 400 0 0 300 0 0 cm /Im100 Do Q"],
  ])("made of %s is rendered at 300 dpi", async (_, drawing) => {
    const whole = quarters(80, 60);
    const picture = await pictureOf(drawing, {
      ...scan,
      101: image(80, 30, GREY, whole.subarray(0, 80 * 30)),
      102: image(80, 30, GREY, whole.subarray(80 * 30)),
    });
    expect([picture.raster.width, picture.raster.height]).toEqual([1667, 1250]);
    expect(picture.box).toEqual([0, 0, 400, 300]);
    cornersOf(picture).forEach((value, index) =>
      expect(Math.abs(value - (QUARTERS[index] as number))).toBeLessThan(4),
    );
  });

  it("is read from one bit a dot, colours, JPEG, and a mask that is painted", async () => {
    const bits = Uint8Array.from({ length: 10 * 60 }, (_, at) => (at % 10 < 5 ? 0x00 : 0xff));
    const drawing = "q 400 0 0 300 0 0 cm /Im100 Do Q";
    const one = await pictureOf(drawing, {
      100: image(80, 60, "/ColorSpace /DeviceGray /BitsPerComponent 1", bits),
    });
    expect(cornersOf(one)).toEqual([0, 255, 0, 255]);
    const red = Uint8Array.from({ length: 80 * 60 * 3 }, (_, at) => (at % 3 === 0 ? 200 : 30));
    const colour = await pictureOf(drawing, {
      100: image(80, 60, "/ColorSpace /DeviceRGB /BitsPerComponent 8", red),
    });
    expect([...colour.raster.data.subarray(0, 3)]).toEqual([200, 30, 30]);
    const jpeg = await sharp(quarters(80, 60), { raw: { width: 80, height: 60, channels: 1 } })
      .toColourspace("b-w")
      .jpeg({ quality: 100 })
      .toBuffer();
    const packed = await pictureOf(drawing, { 100: image(80, 60, `${GREY} /Filter /DCTDecode`, jpeg) });
    expect([packed.raster.width, packed.raster.channels]).toEqual([80, 1]);
    cornersOf(packed).forEach((value, index) =>
      expect(Math.abs(value - (QUARTERS[index] as number))).toBeLessThan(4),
    );
    const mask = await pictureOf(`0 g ${drawing}`, {
      100: image(80, 60, "/ImageMask true /BitsPerComponent 1", bits),
    });
    expect(cornersOf(mask)).toEqual([0, 255, 0, 255]);
  });

  it("has all the dots of a large JPEG 2000 image", async () => {
    const packed = image(2400, 16, `${GREY} /Filter /JPXDecode`, Buffer.from(WIDE_JPX, "base64"));
    const { raster } = await pictureOf("q 400 0 0 300 0 0 cm /Im100 Do Q", { 100: packed });
    expect([raster.width, raster.height]).toEqual([2400, 16]);
    expect(new Set(raster.data)).toEqual(new Set([128]));
  });

  it("fails where its image cannot be decoded, and does not come out white", async () => {
    const broken = { 100: image(80, 60, `${GREY} /Filter /DCTDecode`, Buffer.from("no picture")) };
    await expect(pictureOf("q 400 0 0 300 0 0 cm /Im100 Do Q", broken)).rejects.toMatchObject({
      code: "damaged-file",
    });
  });
});

describe("which pages have a picture", () => {
  const scan = { 100: image(80, 60, GREY, quarters(80, 60)) };
  const drawing = "q 400 0 0 300 0 0 cm /Im100 Do Q";

  it("those without text and those with garbled text, where text is recognised no warning tells of them", async () => {
    const context = { ...keepWarnings(), ocr: OCR };
    const pdf = pdfOf(
      [
        show("text", 50, 50),
        drawing,
        show("\x0B\xB8\x0D\x05\x0E\x3A\x0F\x10\x12\x57", 50, 50, { font: "Lost" }),
      ],
      {
        objects: scan,
        resources: "/XObject << /Im100 100 0 R >>",
      },
    );
    const { pages } = await readPdf(pdf, context);
    expect(pages.map(({ picture }) => picture !== undefined)).toEqual([false, true, true]);
    expect(context.warnings.map(({ code }) => code)).not.toContain("image-page");
  });

  it("a document of nothing else is read where text is recognised", async () => {
    expect(await pagesOf([drawing, drawing], scan)).toHaveLength(2);
    await expect(pagesOf([""], scan)).rejects.toMatchObject({ code: "empty-file" });
  });
});
