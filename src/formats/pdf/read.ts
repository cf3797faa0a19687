import type { PDFPageProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import { Failure } from "../../model/failure.ts";
import type { Box, PositionedPage, Word } from "../../model/layout.ts";
import { isMostlyPicture } from "../../model/mostly-picture.ts";
import type { Context } from "../../model/stage.ts";
import type { BuiltWord } from "./build-words.ts";
import { isMojibake } from "./doubt-text.ts";
import { checkSize } from "../check-size.ts";
import { onlyImages } from "../only-images.ts";
import { PDF } from "../sniff.ts";
import { type Interpretation, interpretPage } from "./interpret-page.ts";
import type { Matrix } from "./matrix.ts";
import { damaged, openDocument, type OpenDocument } from "./open-document.ts";
import { withPictures } from "./page-picture.ts";
import type { FontFacts } from "./place-glyphs.ts";

/** Confidence of words whose characters are not what is printed. */
const GARBLED = 0.2;

/** Confidence of text that is drawn invisibly, mostly over the picture of a scan: somebody's recognition of it. */
const RECOGNISED = 0.85;

/** The share of a page that an image must cover before the page is nothing but its picture. */
const PICTURE_SHARE = 0.25;

/** Fonts are kept from page to page, but not for ever: a long document may have others on every page. */
const PAGES_BETWEEN_CLEANUPS = 32;

/** What part of a hidden word must be covered by a visible one before it says the same. */
const COVERED = 0.5;

/**
 * Reads a PDF as pages of words, lines and images, in points as the page is looked at.
 *
 * Warns with `garbled-text` where the text layer is not what is printed, `hidden-text` where invisible text is all there
 * is, `image-page` where a page is only a picture and no text is recognised, `damaged-page` where a page cannot be read.
 * Throws a Failure: `encrypted`, `damaged-file`, `too-large`, `empty-file` where no page holds anything, `only-images`
 * where no page holds text and none is to be recognised.
 */
export async function readPdf(
  bytes: Uint8Array,
  context: Context,
): Promise<{ mediaType: string; pages: PositionedPage[] }> {
  checkSize(bytes, context);
  const open = await openDocument(bytes, context.password);
  try {
    const pages = await readPages(open, context);
    return { mediaType: PDF, pages: withPictures(pages, bytes, context.password) };
  } finally {
    await open.destroy();
  }
}

async function readPages(open: OpenDocument, context: Context): Promise<PositionedPage[]> {
  const count = open.document.numPages;
  if (count < 1) throw damaged();
  if (count > context.limits.pages) throw tooManyPages(count, context.limits.pages);
  const layers = await open.document.getOptionalContentConfig();
  const pages: PositionedPage[] = [];
  let unreadable: unknown;
  for (let number = 1; number <= count; number += 1) {
    context.signal?.throwIfAborted();
    try {
      const page = await open.document.getPage(number);
      pages.push(await readPage(page, open, (layer) => layers.isVisible(layer), context));
      if (number % PAGES_BETWEEN_CLEANUPS === 0) await open.document.cleanup();
    } catch (error) {
      unreadable = error;
      context.warn({
        code: "damaged-page",
        message: `第 ${String(number)} 页无法读取，已跳过 / Page ${String(number)} cannot be read and was left out.`,
        at: { page: number },
      });
    }
  }
  if (pages.length === 0) throw damaged(unreadable);
  refuseWithoutText(pages, context);
  return pages;
}

async function readPage(
  page: PDFPageProxy,
  { ops }: OpenDocument,
  isVisible: (layer: unknown) => boolean,
  context: Context,
): Promise<PositionedPage> {
  const viewport = page.getViewport({ scale: 1 });
  const { width, height } = viewport;
  const operators = await page.getOperatorList();
  const seen = interpretPage(operators, {
    ops,
    transform: viewport.transform as unknown as Matrix,
    box: [0, 0, width, height],
    fontOf: (name) => fontFacts(page, name),
    isVisible,
  });
  page.cleanup();
  const number = page.pageNumber;
  const words = judgeWords(seen, number, context);
  const { rulings, images } = seen;
  const read: PositionedPage = { kind: "positioned", number, width, height, words, rulings, images };
  const isPictureOnly = words.length === 0 && isPicture(images, width * height);
  if (context.ocr === undefined && (isPictureOnly || isMostlyPicture(read))) warnOfPicture(number, context);
  return read;
}

const USUAL_FONT: FontFacts = { unit: 0.001, vertical: false };

function fontFacts(page: PDFPageProxy, name: string): FontFacts {
  if (!page.commonObjs.has(name)) return USUAL_FONT;
  const font = page.commonObjs.get(name) as { fontMatrix?: ArrayLike<number>; vertical?: boolean } | null;
  const unit = Math.abs(font?.fontMatrix?.[0] ?? 0);
  return { unit: unit > 0 ? unit : USUAL_FONT.unit, vertical: font?.vertical === true };
}

/** Words as the layout may use them: what is doubtful is marked, and what is hidden behind visible text goes. */
function judgeWords({ words, fonts }: Interpretation, page: number, context: Context): Word[] {
  const garbledFonts = new Set([...fonts].filter(([, use]) => use.lacksUnicode).map(([name]) => name));
  const shown = dropHidden(words);
  const judged = shown.map(({ text, box, size, confidence, cut, hidden, fonts: used }): Word => {
    const garbled = isMojibake(text) || used.some((name) => garbledFonts.has(name));
    const most = garbled ? GARBLED : hidden ? RECOGNISED : 1;
    return { text, box, size, confidence: Math.min(confidence, most), ...(cut === undefined ? {} : { cut }) };
  });
  warnOfGarbled(
    judged.filter(({ confidence }) => confidence < RECOGNISED),
    page,
    context,
  );
  const recognised = judged.find(({ confidence }) => confidence === RECOGNISED);
  if (recognised !== undefined) {
    context.warn({
      code: "hidden-text",
      message:
        "页面上的文字不可见（多为扫描件的识别结果），数值可能有误 / The text of this page is invisible, mostly what a recognition of a scan made of it; values may be wrong.",
      at: { page, bbox: recognised.box },
    });
  }
  return judged;
}

function dropHidden(words: readonly BuiltWord[]): readonly BuiltWord[] {
  if (!words.some(({ hidden }) => hidden)) return words;
  const visible = new Map<number, Box[]>();
  for (const { hidden, box } of words) {
    if (hidden) continue;
    for (const shelf of shelvesOf(box)) putOn(visible, shelf, box);
  }
  return words.filter(
    ({ hidden, box }) =>
      !hidden || !shelvesOf(box).some((shelf) => visible.get(shelf)?.some((other) => covers(other, box))),
  );
}

function putOn(shelves: Map<number, Box[]>, shelf: number, box: Box): void {
  const boxes = shelves.get(shelf);
  if (boxes === undefined) shelves.set(shelf, [box]);
  else boxes.push(box);
}

/** Stretches of the height of a page, in points, by which words are kept apart; no word is looked for far from its own. */
const SHELF = 24;

function shelvesOf([, top, , bottom]: Box): number[] {
  const first = Math.floor(top / SHELF);
  const count = Math.min(Math.floor(bottom / SHELF) - first, MOST_SHELVES) + 1;
  return Array.from({ length: Math.max(1, count) }, (_, index) => first + index);
}

/** More shelves than a page has: a word may be drawn in any size. */
const MOST_SHELVES = 200;

function covers(other: Box, box: Box): boolean {
  const width = Math.min(other[2], box[2]) - Math.max(other[0], box[0]);
  const height = Math.min(other[3], box[3]) - Math.max(other[1], box[1]);
  return width > 0 && height > 0 && width * height > areaOf(box) * COVERED;
}

function isPicture(images: readonly Box[], area: number): boolean {
  return images.reduce((sum, image) => sum + areaOf(image), 0) > area * PICTURE_SHARE;
}

function areaOf([left, top, right, bottom]: Box): number {
  return (right - left) * (bottom - top);
}

function warnOfPicture(page: number, context: Context): void {
  context.warn({
    code: "image-page",
    message: `第 ${String(page)} 页是图片，图中内容未读取，需要文字识别（OCR） / Page ${String(page)} is a picture, and what stands in it was not read; it needs text recognition (OCR).`,
    at: { page },
  });
}

function warnOfGarbled(words: readonly Word[], page: number, context: Context): void {
  const [first] = words;
  if (first === undefined) return;
  const sample = words
    .slice(0, 3)
    .map(({ text }) => text)
    .join(" ");
  context.warn({
    code: "garbled-text",
    message: `第 ${String(page)} 页有 ${String(words.length)} 处文字编码有误（如“${sample}”），其内容不可信 / The text layer of page ${String(page)} is garbled in ${String(words.length)} places; what it says there cannot be relied on.`,
    at: { page, bbox: first.box },
  });
}

function refuseWithoutText(pages: readonly PositionedPage[], { ocr }: Context): void {
  if (pages.some(({ words }) => words.length > 0)) return;
  const hasPictures = pages.some(({ images, width, height }) => isPicture(images, width * height));
  if (hasPictures && ocr === undefined) throw onlyImages();
  if (hasPictures || (ocr !== undefined && pages.some(({ rulings }) => rulings.length > 0))) return;
  throw new Failure(
    "empty-file",
    "文件中没有文字，请检查来源 / The file holds no text; check where it comes from.",
  );
}

function tooManyPages(count: number, limit: number): Failure {
  return new Failure(
    "too-large",
    `文件有 ${String(count)} 页，超过上限 ${String(limit)} 页，请拆分文件或提高上限 / The file has ${String(count)} pages, the limit is ${String(limit)}; split it or raise the limit.`,
  );
}
