import type { Canvas, SKRSContext2D } from "@napi-rs/canvas";
import { countPages, pictureOfPage } from "../formats/ofd/page-picture.ts";
import { paintPicture } from "../formats/ofd/paint-picture.ts";
import { openDocument } from "../formats/pdf/open-document.ts";
import { replaceMissingFonts } from "../formats/pdf/replace-fonts.ts";
import { imagePages } from "../formats/image/read.ts";
import { BMP, GIF, JPEG, OFD, PDF, PNG, sniff, TIFF, WEBP } from "../formats/sniff.ts";
import { Failure } from "../model/failure.ts";
import type { Box, Page, PositionedPage } from "../model/layout.ts";
import type { PageImage } from "../model/raster.ts";
import type { Context } from "../model/stage.ts";
import { preparePage } from "../scans/prepare-page.ts";
import { uprightPicture } from "../scans/upright-picture.ts";

const PICTURES: ReadonlySet<string> = new Set([PNG, JPEG, TIFF, BMP, GIF, WEBP]);

/** Pixels to a point: 144 dpi. */
const SCALE = 2;

/** Pages that would have more pixels are drawn smaller, and images in them that have more are left out. */
const MOST_PIXELS = 64_000_000;

/** How much around a box is shown, in points: 3 cm. */
const SURROUNDINGS = (3 / 2.54) * 72;

/** A page that was drawn, or a part of it. */
interface RenderedPage {
  canvas: Canvas;
  /** Draws on the canvas in points from the top left corner of the page. */
  context: SKRSContext2D;
}

export interface PageSize {
  width: number;
  height: number;
}

/** A document whose pages can be drawn, until it is closed. */
export interface PageSource {
  pages: number;
  /** How large a page is, counted from 1, in points. */
  size(page: number): Promise<PageSize>;
  /** Draws a page, counted from 1; where `near` is given, only what stands within 3 cm of that box. */
  render(page: number, near?: Box): Promise<RenderedPage>;
  close(): Promise<void>;
}

/**
 * Opens a document to draw its pages, which were read from it: recognised ones upright, the others as they look, but that fonts which are not in the file, and all of an OFD, are those
 * of the system. Throws the Failure of a document that cannot be read, and `no-pages` for a format that has no pages.
 */
export async function openPageSource(
  bytes: Uint8Array,
  context: Context,
  pages: readonly Page[],
): Promise<PageSource> {
  const recognised = new Map(
    pages.filter(isUpright).map((page): [number, PositionedPage] => [page.number, page]),
  );
  const source = await openPrinted(bytes, context, pages);
  // Of several places on a page, the page is set upright once.
  let last: { number: number; upright: Promise<UprightPage> } | undefined;
  return {
    ...source,
    size: async (number) => {
      const page = recognised.get(number);
      return page === undefined ? await source.size(number) : { width: page.width, height: page.height };
    },
    async render(number, near) {
      const page = recognised.get(number);
      if (page === undefined) return await source.render(number, near);
      if (last?.number !== number) last = { number, upright: uprightPage(page, context) };
      const { canvas, width, height } = await last.upright;
      const rendered = await blankPage([width, height], near);
      rendered.context.drawImage(canvas, 0, 0, width, height);
      return rendered;
    },
  };
}

/** Whether the places on a page are those of its picture, set upright. */
export function isUpright(page: Page): page is PositionedPage {
  return page.kind === "positioned" && page.recognised !== undefined && page.recognised.partly !== true;
}

/** A page set upright, dot for dot, and its size in points. */
interface UprightPage {
  canvas: Canvas;
  width: number;
  height: number;
}

/** A recognised page in its own colours, as it was set upright to be read. */
async function uprightPage({ picture, recognised }: PositionedPage, context: Context): Promise<UprightPage> {
  if (picture === undefined) throw new Error("a recognised page without its picture");
  const { createCanvas } = await import("@napi-rs/canvas");
  const image = await picture();
  const turn = ((Math.round((recognised?.turned ?? 0) / 90) * 90) % 360) as 0 | 90 | 180 | 270;
  const prepared = preparePage(image, context, turn);
  const { width, height, channels, data } = uprightPicture(image.raster, prepared);
  const whole = createCanvas(width, height);
  const dots = whole.getContext("2d").createImageData(width, height);
  for (let from = 0, to = 0; from < data.length; from += channels, to += 4) {
    dots.data[to] = data[from] as number;
    dots.data[to + 1] = data[from + (channels === 1 ? 0 : 1)] as number;
    dots.data[to + 2] = data[from + (channels === 1 ? 0 : 2)] as number;
    dots.data[to + 3] = 255;
  }
  whole.getContext("2d").putImageData(dots, 0, 0);
  return { canvas: whole, width: prepared.width, height: prepared.height };
}

async function openPrinted(bytes: Uint8Array, context: Context, pages: readonly Page[]): Promise<PageSource> {
  const kind = sniff(bytes);
  if (kind === PDF) return await openPdf(bytes, context);
  if (PICTURES.has(kind)) return await openPicture(bytes, context);
  if (kind !== OFD) {
    if (!pages.some(isUpright)) throw withoutPages();
    return {
      pages: pages.length,
      size: (number) => Promise.reject(damagedPage(number, undefined)),
      render: (number) => Promise.reject(damagedPage(number, undefined)),
      close: () => Promise.resolve(),
    };
  }
  return {
    pages: await countPages(bytes, context),
    async size(number) {
      const { width, height } = await pictureOfPage(bytes, number, context, false);
      return { width, height };
    },
    async render(number, near) {
      const picture = await pictureOfPage(bytes, number, context, true);
      const rendered = await blankPage([picture.width, picture.height], near);
      await paintPicture(rendered.context, picture);
      return rendered;
    },
    close: () => Promise.resolve(),
  };
}

/** A picture file: each of its pages is drawn as large as it is on paper. */
async function openPicture(bytes: Uint8Array, context: Context): Promise<PageSource> {
  const { pages } = await imagePages(bytes, context);
  const pageAt = (number: number): PositionedPage => {
    const page = pages[number - 1];
    if (page === undefined) throw damagedPage(number, undefined);
    return page;
  };
  return {
    pages: pages.length,
    size: (number) => {
      const { width, height } = pageAt(number);
      return Promise.resolve({ width, height });
    },
    async render(number, near) {
      const page = pageAt(number);
      const rendered = await blankPage([page.width, page.height], near);
      const picture = await page.picture?.();
      if (picture !== undefined) await drawRaster(rendered.context, picture);
      return rendered;
    },
    close: () => Promise.resolve(),
  };
}

async function drawRaster(context: SKRSContext2D, { raster, box }: PageImage): Promise<void> {
  const { createCanvas } = await import("@napi-rs/canvas");
  const { width, height, channels, data } = raster;
  const canvas = createCanvas(width, height);
  const own = canvas.getContext("2d");
  const image = own.createImageData(width, height);
  for (let from = 0, to = 0; to < image.data.length; from += channels, to += 4) {
    image.data[to] = data[from] as number;
    image.data[to + 1] = data[channels === 1 ? from : from + 1] as number;
    image.data[to + 2] = data[channels === 1 ? from : from + 2] as number;
    image.data[to + 3] = 255;
  }
  own.putImageData(image, 0, 0);
  const [left, top, right, bottom] = box;
  context.drawImage(canvas, left, top, right - left, bottom - top);
}

/** The failure of a document of which only the text is known, not where it stands on paper. */
function withoutPages(): Failure {
  return new Failure(
    "no-pages",
    "此格式（文本、Word、表格、网页）没有页面位置，无法画图；请先另存为 PDF 或 OFD 再试，或用 fuhe extract 查看行、表格和单元格的位置 / This format (text, Word, sheet or web page) does not say where things stand on a page, so there is none to draw; save it as PDF or OFD first, or see its lines, tables and cells with fuhe extract.",
  );
}

async function openPdf(bytes: Uint8Array, { password }: Context): Promise<PageSource> {
  const open = await openDocument(bytes, password, MOST_PIXELS);
  return {
    pages: open.document.numPages,
    async size(number) {
      const page = await open.document.getPage(number).catch((cause: unknown) => {
        throw damagedPage(number, cause);
      });
      const { width, height } = page.getViewport({ scale: 1 });
      return { width, height };
    },
    async render(number, near) {
      const page = await open.document.getPage(number).catch((cause: unknown) => {
        throw damagedPage(number, cause);
      });
      const { width, height } = page.getViewport({ scale: 1 });
      const rendered = await blankPage([width, height], near);
      const { a: scale, e: offsetX, f: offsetY } = rendered.context.getTransform();
      rendered.context.resetTransform();
      replaceMissingFonts(rendered.context);
      const viewport = page.getViewport({ scale, offsetX, offsetY });
      // pdf.js asks for the canvas of a browser; this one does all that it uses.
      await page.render({ canvas: rendered.canvas as never, viewport }).promise.catch((cause: unknown) => {
        throw damagedPage(number, cause);
      });
      page.cleanup();
      rendered.context.setTransform(scale, 0, 0, scale, offsetX, offsetY);
      return rendered;
    },
    close: () => open.destroy(),
  };
}

function damagedPage(number: number, cause: unknown): Failure {
  return new Failure(
    "damaged-file",
    `第 ${String(number)} 页无法读取，请重新获取文件 / Page ${String(number)} cannot be read; get the file again.`,
    { cause },
  );
}

/** White paper, or the part of it around a box, onto which is drawn in points. */
async function blankPage([width, height]: [number, number], near?: Box): Promise<RenderedPage> {
  const { createCanvas } = await import("@napi-rs/canvas");
  const [left, top, right, bottom] =
    near === undefined
      ? [0, 0, width, height]
      : [
          Math.max(0, near[0] - SURROUNDINGS),
          Math.max(0, near[1] - SURROUNDINGS),
          Math.min(width, near[2] + SURROUNDINGS),
          Math.min(height, near[3] + SURROUNDINGS),
        ];
  const size = { width: Math.max(1, right - left), height: Math.max(1, bottom - top) };
  const scale = Math.min(SCALE, Math.sqrt(MOST_PIXELS / (size.width * size.height)));
  const canvas = createCanvas(Math.round(size.width * scale), Math.round(size.height * scale));
  const context = canvas.getContext("2d");
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.setTransform(scale, 0, 0, scale, -left * scale, -top * scale);
  return { canvas, context };
}
