import type { PositionedPage } from "../../model/layout.ts";
import type { Context } from "../../model/stage.ts";
import { checkSize } from "../check-size.ts";
import { OFD } from "../sniff.ts";
import { Budget } from "./budget.ts";
import { readDocuments } from "./document.ts";
import { annotationsOf, drawPage } from "./draw-page.ts";
import { warnOfAttachments, warnOfSeals } from "./enclosures.ts";
import { damaged, withoutText } from "./failures.ts";
import { area } from "./geometry.ts";
import { OfdPackage } from "./package.ts";
import { ReadingSurface } from "./reading-surface.ts";
import { type DrawnPage, warnOfLeftOut, warnOfParts, warnOfWords } from "./warnings.ts";

/** A page without words is a picture where images cover this part of it. */
const PICTURE_SHARE = 0.25;

/**
 * Reads an OFD file (GB/T 33190-2016) as pages of words, rulings and images, in points. Templates, annotations and groups
 * are drawn; fonts, scripts, actions, attachments and seals are not opened.
 *
 * Warns with `seal`, `attachment`, `watermark`, `unseen-text`, `hidden-text`, `garbled-text`, `image-page`,
 * `missing-part`, `part-name`, `page-size`. Throws a Failure: `encrypted`, `damaged-file`, `too-large`, `empty-file` where
 * no page holds anything, `only-images` where no page holds text
 * and none is to be recognised.
 */
export async function readOfd(
  bytes: Uint8Array,
  context: Context,
): Promise<{ mediaType: string; pages: PositionedPage[] }> {
  checkSize(bytes, context);
  const opened = await OfdPackage.open(bytes, context);
  const budget = new Budget();
  const drawn: DrawnPage[] = [];
  const documents = await readDocuments(opened, context.limits);
  for (const document of documents) {
    const annotations = await annotationsOf(document);
    const numbers = new Map<string, number>();
    for (const entry of document.pages) {
      context.signal?.throwIfAborted();
      const number = drawn.length + 1;
      numbers.set(entry.id, number);
      const { surface, read, sized } = await drawPage(
        document,
        entry.location,
        annotations.get(entry.id) ?? [],
        budget,
        (width, height) => new ReadingSurface(width, height),
      );
      const { canvas } = surface;
      const page = canvas.finish(number);
      if (page.images.length > 0) {
        page.picture = async () =>
          await (await import("./raster-of-page.ts")).rasterOfPage(bytes, number, context);
      }
      const { watermarks, unseen, hasHiddenText } = canvas;
      drawn.push({ page, watermarks, unseen, hasHiddenText, read, sized });
    }
    await warnOfSeals(document, numbers, context);
    await warnOfAttachments(document, context);
  }
  if (!drawn.some(({ read }) => read)) throw damaged("所列页面全部缺失", "none of its pages can be read");
  warnOfParts(documents, opened, drawn, context);
  warnOfLeftOut(drawn, context);
  const pages = drawn.map(({ page }) => page);
  warnOfWords(pages, drawn, isPicture, context);
  const isBlank = pages.every(({ words }) => words.length === 0);
  if (isBlank && !(context.ocr !== undefined && pages.some(isPicture)))
    throw withoutText(pages.some(isPicture));
  return { mediaType: OFD, pages };
}

function isPicture({ words, images, width, height }: PositionedPage): boolean {
  const covered = images.reduce((sum, image) => sum + area(image), 0);
  return words.length === 0 && covered > width * height * PICTURE_SHARE;
}
