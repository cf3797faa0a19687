import {
  degrees,
  type PDFDocument,
  type PDFPage,
  type PDFRef,
  PDFName,
  PDFOperator,
  PDFOperatorNames,
  PDFNumber,
} from "@cantoo/pdf-lib";
import { JPEG } from "../formats/sniff.ts";
import type { PositionedPage } from "../model/layout.ts";
import type { Raster } from "../model/raster.ts";

/** The turn that a camera states (Exif 2.3, orientation) as that of a page; mirrored pictures have none. */
const TURNS = new Map([
  [1, 0],
  [3, 180],
  [6, 90],
  [8, 270],
]);

/** A page of a picture: a JPEG as its own bytes, others dot for dot, without loss. */
export async function imagePage(
  page: PositionedPage,
  bytes: Uint8Array,
  kind: string,
  document: PDFDocument,
): Promise<PDFPage> {
  const turn = kind === JPEG ? await turnOfJpeg(bytes) : undefined;
  const lies = turn === 90 || turn === 270;
  const [width, height] = lies ? [page.height, page.width] : [page.width, page.height];
  const sheet = document.addPage([width, height]);
  if (turn !== undefined) {
    sheet.setRotation(degrees(turn));
    const image = await document.embedJpg(bytes);
    await image.embed();
    draw(sheet, image.ref, width, height);
    return sheet;
  }
  if (page.picture === undefined) return sheet;
  const { raster } = await page.picture();
  draw(sheet, document.context.register(imageStream(raster, document)), width, height);
  return sheet;
}

/** Draws an image over the whole of a page, and nothing beside: what pdf-lib adds for opacity is not needed. */
function draw(sheet: PDFPage, image: PDFRef, width: number, height: number): void {
  const name = sheet.node.newXObject("Image", image);
  sheet.pushOperators(
    PDFOperator.of(PDFOperatorNames.PushGraphicsState),
    PDFOperator.of(
      PDFOperatorNames.ConcatTransformationMatrix,
      [width, 0, 0, height, 0, 0].map((value) => PDFNumber.of(value)),
    ),
    PDFOperator.of(PDFOperatorNames.DrawObject, [name]),
    PDFOperator.of(PDFOperatorNames.PopGraphicsState),
  );
}

async function turnOfJpeg(bytes: Uint8Array): Promise<number | undefined> {
  const { default: sharp } = await import("sharp");
  const { orientation } = await sharp(bytes).metadata();
  return TURNS.get(orientation ?? 1);
}

/** Dots as they are; eight to a byte where they are black and white alone. */
function imageStream({ width, height, channels, data }: Raster, { context }: PDFDocument) {
  const isBilevel = channels === 1 && data.every((value) => value === 0 || value === 255);
  return context.flateStream(isBilevel ? packed(data, width, height) : data, {
    Type: "XObject",
    Subtype: "Image",
    Width: width,
    Height: height,
    ColorSpace: PDFName.of(channels === 1 ? "DeviceGray" : "DeviceRGB"),
    BitsPerComponent: isBilevel ? 1 : 8,
  });
}

function packed(data: Uint8Array, width: number, height: number): Uint8Array {
  const row = Math.ceil(width / 8);
  const bits = new Uint8Array(row * height);
  for (let y = 0, at = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1, at += 1)
      if (data[at] === 255)
        bits[y * row + (x >> 3)] = (bits[y * row + (x >> 3)] as number) | (0x80 >> (x & 7));
  return bits;
}
