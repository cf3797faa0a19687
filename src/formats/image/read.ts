import { Failure } from "../../model/failure.ts";
import type { Box, PositionedPage } from "../../model/layout.ts";
import type { Context } from "../../model/stage.ts";
import { checkSize } from "../check-size.ts";
import { damagedFile } from "../damaged-file.ts";
import { onlyImages } from "../only-images.ts";
import { sniff, TIFF } from "../sniff.ts";
import { decodeImage, type ImageFacts, imageFacts, orDamaged } from "./decode-image.ts";
import { readBmp } from "./read-bmp.ts";
import { listTiffPages } from "./read-tiff.ts";

/** Length of A4 in points (ISO 216). */
const A4_LENGTH = (297 / 25.4) * 72;

/** Resolutions that a scan of a page may have, in dots per inch; 72 and 96 are what programs write that know none. */
const LEAST_DPI = 90;
const MOST_DPI = 1500;
const SCREEN_DPI = 96;

/** Lengths of the longer side of a page, in points: A6 to A1. */
const SHORTEST = (140 / 25.4) * 72;
const LONGEST = (850 / 25.4) * 72;

/**
 * Reads a picture file as pages that are only pictures: a page for each of a TIFF's, one for any other. Their size comes from
 * the resolution that the file states; where it states none, or none that a page can have, the picture is taken for A4.
 *
 * Warns with `page-size` where the size is assumed and `more-frames` where a picture moves. Throws a Failure: `damaged-file`,
 * `too-large`, `only-images` where no text is to be recognised. `picture` rejects with `damaged-file` where only decoding shows
 * that the file is cut off.
 */
export async function readImage(
  bytes: Uint8Array,
  context: Context,
): Promise<{ mediaType: string; pages: PositionedPage[] }> {
  const read = await imagePages(bytes, context);
  if (context.ocr === undefined) throw onlyImages();
  return read;
}

/** As `readImage`, whether text is recognised or not. */
export async function imagePages(
  bytes: Uint8Array,
  context: Context,
): Promise<{ mediaType: string; pages: PositionedPage[] }> {
  checkSize(bytes, context);
  const mediaType = sniff(bytes);
  const pages: PositionedPage[] = [];
  for (const { index, dpiX, dpiY } of await listPages(bytes, mediaType, context)) {
    context.signal?.throwIfAborted();
    const number = pages.length + 1;
    const facts = await imageFacts(bytes, index);
    const [across, down] = facts.turned ? [dpiY, dpiX] : [dpiX, dpiY];
    const { width, height } = pageSize(facts, across || facts.dpi, down || facts.dpi, number, context);
    const box: Box = [0, 0, width, height];
    pages.push({
      kind: "positioned",
      number,
      width,
      height,
      words: [],
      rulings: [],
      images: [box],
      picture: async () => ({ raster: await decodeImage(bytes, index), box }),
    });
  }
  return { mediaType, pages };
}

/** A picture in a file, counted from 0, and the resolution that the file states for it where it is more than one number. */
interface Entry {
  index: number;
  dpiX: number;
  dpiY: number;
}

async function listPages(bytes: Uint8Array, mediaType: string, context: Context): Promise<Entry[]> {
  if (mediaType === TIFF) {
    const known = orDamaged(() => listTiffPages(bytes));
    const pages = known ?? entries((await imageFacts(bytes)).pages);
    if (pages.length === 0) throw damagedFile("the file lists no page");
    if (pages.length > context.limits.pages) throw tooManyPages(pages.length, context.limits.pages);
    return pages;
  }
  if (bytes[0] === 0x42) return [{ index: 0, ...orDamaged(() => readBmp(bytes)) }];
  const { pages } = await imageFacts(bytes);
  if (pages > 1) {
    context.warn({
      code: "more-frames",
      message: `图片是动画，有 ${String(pages)} 帧，只读第一帧 / The picture moves and has ${String(pages)} frames; only the first is read.`,
      at: { page: 1 },
    });
  }
  return entries(1);
}

function entries(count: number): Entry[] {
  return Array.from({ length: count }, (_, index) => ({ index, dpiX: 0, dpiY: 0 }));
}

/** The size of a page in points. */
function pageSize(
  { width, height }: ImageFacts,
  dpiX: number,
  dpiY: number,
  page: number,
  context: Context,
): { width: number; height: number } {
  const stated = { width: (width / dpiX) * 72, height: (height / dpiY) * 72 };
  const longer = Math.max(stated.width, stated.height);
  if (isSensible(dpiX) && isSensible(dpiY) && longer >= SHORTEST && longer <= LONGEST) return stated;
  const dpi = Math.max(width, height) / (A4_LENGTH / 72);
  context.warn({
    code: "page-size",
    message: `第 ${String(page)} 页的图片没有可信的分辨率，按 A4 纸推定为 ${dpi.toFixed(0)} dpi / The picture of page ${String(page)} states no resolution that a page can have; taken for A4, it has ${dpi.toFixed(0)} dpi.`,
    at: { page },
  });
  return { width: (width / dpi) * 72, height: (height / dpi) * 72 };
}

function isSensible(dpi: number): boolean {
  return dpi >= LEAST_DPI && dpi <= MOST_DPI && Math.round(dpi) !== SCREEN_DPI;
}

function tooManyPages(count: number, limit: number): Failure {
  return new Failure(
    "too-large",
    `图片文件有 ${String(count)} 页，超过上限 ${String(limit)} 页，请拆分文件或提高上限 / The picture file has ${String(count)} pages, the limit is ${String(limit)}; split it or raise the limit.`,
  );
}
