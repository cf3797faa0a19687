import { degrees, PDFDocument, type PDFPage, PDFNumber, PDFName } from "@cantoo/pdf-lib";
import { readDocument } from "../formats/index.ts";
import { BMP, GIF, JPEG, PDF, PNG, sniff, TIFF, WEBP } from "../formats/sniff.ts";
import { damagedFile } from "../formats/damaged-file.ts";
import { Failure } from "../model/failure.ts";
import type { Page, PositionedPage } from "../model/layout.ts";
import type { Context } from "../model/stage.ts";
import { preparePage } from "../scans/prepare-page.ts";
import { recognisePages } from "../scans/recognise-pages.ts";
import { describeFile, notArchival } from "./claim-pdfa.ts";
import { imagePage } from "./image-page.ts";
import { type PdfPageShape, placeText } from "./place-text.ts";
import { TextLayer } from "./text-layer.ts";

/** A searchable copy of a scan. */
export interface SearchableFile {
  bytes: Uint8Array;
  pages: number;
  /** Pages that were recognised; the others had their text already, or could not be recognised, which was warned of. */
  recognised: number;
  /** Why it is not marked as PDF/A-2b; null where it is. */
  notArchival: string | null;
}

const PICTURES = new Set([PNG, JPEG, TIFF, BMP, GIF, WEBP]);

/**
 * Makes a PDF of a scan in which the text can be found: the pages of a PDF, or the pictures of a file, as they are, and over them,
 * invisibly, what was recognised, where it stands. Pages that lie on their side are shown upright. The same file gives the same bytes.
 *
 * Throws a Failure: `only-images` where the context has no reader of pages, `no-pages` for formats without pictures of pages and where
 * no page had to be recognised, and those of documents that cannot be read.
 */
export async function writeSearchable(
  bytes: Uint8Array,
  { title, program }: { title: string; program: string },
  context: Context,
): Promise<SearchableFile> {
  const kind = sniff(bytes);
  if (kind !== PDF && !PICTURES.has(kind)) throw noPictures();
  const { pages: found } = await readDocument(bytes, context);
  const pages = await recognisePages(found, context);
  if (!pages.some(isRecognised)) throw nothingToDo();
  const document = await PDFDocument.create({ updateMetadata: false });
  const layer = new TextLayer(document.context);
  const sheets = kind === PDF ? await pdfPages(bytes, document, context) : null;
  let reason: string | null = null;
  const count = sheets?.length ?? found.length;
  for (let number = 1; number <= count; number += 1) {
    context.signal?.throwIfAborted();
    const read = pages.find((page) => page.number === number);
    const sheet =
      sheets === null
        ? await imagePage(found[number - 1] as PositionedPage, bytes, kind, document)
        : document.addPage(sheets[number - 1]);
    reason ??= notArchival(sheet);
    if (read !== undefined && isRecognised(read)) await writePage(layer, sheet, read, context);
  }
  layer.finish();
  await describeFile(document, { title, program, source: bytes, isArchival: reason === null });
  return {
    bytes: await document.save({ updateFieldAppearances: false }),
    pages: document.getPageCount(),
    recognised: pages.filter(isRecognised).length,
    notArchival: reason,
  };
}

async function pdfPages(bytes: Uint8Array, into: PDFDocument, { password }: Context): Promise<PDFPage[]> {
  try {
    const source = await PDFDocument.load(bytes, {
      updateMetadata: false,
      ...(password === undefined ? {} : { password }),
    });
    return await into.copyPages(source, source.getPageIndices());
  } catch (error) {
    throw damagedFile(error);
  }
}

async function writePage(
  layer: TextLayer,
  sheet: PDFPage,
  { words, picture, recognised }: PositionedPage,
  context: Context,
): Promise<void> {
  if (picture === undefined) return;
  const image = await picture();
  const turn = ((Math.round((recognised?.turned ?? 0) / 90) * 90) % 360) as 0 | 90 | 180 | 270;
  const prepared = preparePage(image, context, turn);
  const shape = shapeOf(sheet);
  layer.write(sheet, placeText(words, prepared, image, shape));
  // A page that was scanned on its side is shown upright, or its text could not be selected line by line; its picture stays as it lies.
  sheet.setRotation(degrees((shape.turned + turn) % 360));
}

/** As pdf.js shows it: the crop box as far as it lies on the sheet. */
function shapeOf(sheet: PDFPage): PdfPageShape {
  const [crop, media] = [sheet.getCropBox(), sheet.getMediaBox()];
  const left = Math.max(crop.x, media.x);
  const bottom = Math.max(crop.y, media.y);
  const unit = sheet.node.lookup(PDFName.of("UserUnit"));
  return {
    left,
    bottom,
    width: Math.min(crop.x + crop.width, media.x + media.width) - left,
    height: Math.min(crop.y + crop.height, media.y + media.height) - bottom,
    turned: (((sheet.getRotation().angle % 360) + 360) % 360) as PdfPageShape["turned"],
    userUnit: unit instanceof PDFNumber ? unit.asNumber() : 1,
  };
}

function isRecognised(page: Page): page is PositionedPage {
  return page.kind === "positioned" && page.recognised !== undefined && page.recognised.partly !== true;
}

function noPictures(): Failure {
  return new Failure(
    "no-pages",
    "只有 PDF 和图片可以生成可检索的 PDF；请先将文件另存为 PDF / Only a PDF or a picture can be made searchable; save the file as PDF first.",
  );
}

function nothingToDo(): Failure {
  return new Failure(
    "no-pages",
    "没有需要识别的页面：各页已有文字，或均未能识别 / No page was recognised: they have their text already, or none could be read.",
  );
}
