import type { PDFPageProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import type { Box, PositionedPage } from "../../model/layout.ts";
import { isMostlyPicture } from "../../model/mostly-picture.ts";
import type { PageImage } from "../../model/raster.ts";
import { MOST_DOTS } from "../image/dots.ts";
import { allowLargeImages } from "./allow-large-images.ts";
import { findPageImage, type PlacedImage } from "./find-page-image.ts";
import { colourRaster, type DecodedImage, imageRaster, placeRaster } from "./image-raster.ts";
import type { Matrix } from "./matrix.ts";
import { damaged, openDocument, type OpenDocument } from "./open-document.ts";
import { replaceMissingFonts } from "./replace-fonts.ts";

/** Dots per inch at which a page is rendered that is not one image. */
const DPI = 300;

/** Pages that would have more dots are rendered at a lower resolution: A1 at 300 dpi has 70 million. */
const MOST_RENDERED = 72_000_000;

/** Operators that paint an image. */
const IMAGES = [
  "paintImageXObject",
  "paintImageMaskXObject",
  "paintInlineImageXObject",
  "paintImageXObjectRepeat",
];

/** Gives pages whose text is missing, a mere note on a picture, garbled or another program's recognition their picture. */
export function withPictures(
  pages: readonly PositionedPage[],
  bytes: Uint8Array,
  password: string | undefined,
): PositionedPage[] {
  return pages.map((page) =>
    page.words.every(({ confidence }) => confidence === 1) && page.words.length > 0 && !isMostlyPicture(page)
      ? page
      : { ...page, picture: () => pagePicture(bytes, password, page) },
  );
}

/**
 * The picture of a page: its image at its own resolution where the page is one image, else the page rendered at 300 dpi. The
 * document is opened anew for each picture and closed after it, so that no more than one page is ever held in memory.
 * Rejects with the Failure of a document that cannot be opened, and `damaged-file` where an image cannot be decoded.
 */
async function pagePicture(
  bytes: Uint8Array,
  password: string | undefined,
  { number, images }: PositionedPage,
): Promise<PageImage> {
  const open = await openDocument(bytes, password, MOST_DOTS);
  try {
    const page = await open.document.getPage(number);
    const { width, height, transform } = page.getViewport({ scale: 1 });
    const box: Box = [0, 0, width, height];
    const operators = await allowLargeImages(() => page.getOperatorList());
    if (images.length > 0 && !holdsImages(operators.fnArray, open))
      throw damaged("an image cannot be decoded");
    const found = findPageImage(operators, open.ops, transform as unknown as Matrix, box);
    return (found === null ? null : await imageOf(page, found)) ?? (await render(page, box));
  } finally {
    await open.destroy();
  }
}

/** An image that pdf.js cannot decode, or that has too many dots, is left out of what it draws. */
function holdsImages(operators: readonly number[], { ops }: OpenDocument): boolean {
  const codes = new Set(
    Object.keys(ops)
      .filter((name) => IMAGES.some((image) => name.startsWith(image)))
      .map((name) => ops[name]),
  );
  return operators.some((operator) => codes.has(operator));
}

async function imageOf(page: PDFPageProxy, { id, matrix, box }: PlacedImage): Promise<PageImage | null> {
  const objects = id.startsWith("g_") ? page.commonObjs : page.objs;
  const image = await new Promise<Partial<DecodedImage> | null>((resolve) => {
    objects.get(id, resolve);
  });
  if (image === null) throw damaged(`the image ${id} cannot be decoded`);
  if (image.data === undefined) return null;
  const raster = imageRaster(image as DecodedImage);
  const placed = raster === null ? null : placeRaster(raster, matrix);
  return placed === null ? null : { raster: placed, box };
}

async function render(page: PDFPageProxy, box: Box): Promise<PageImage> {
  const { createCanvas } = await import("@napi-rs/canvas");
  const [, , width, height] = box;
  const scale = Math.min(DPI / 72, Math.sqrt(MOST_RENDERED / (width * height)));
  const canvas = createCanvas(
    Math.max(1, Math.round(width * scale)),
    Math.max(1, Math.round(height * scale)),
  );
  const context = canvas.getContext("2d");
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  replaceMissingFonts(context);
  // pdf.js asks for the canvas of a browser; this one does all that it uses.
  const drawing = { canvas: canvas as never, viewport: page.getViewport({ scale }) };
  await allowLargeImages(() => page.render(drawing).promise).catch((cause: unknown) => {
    throw damaged(cause);
  });
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  return { raster: colourRaster(data, 4, canvas.width, canvas.height), box };
}
