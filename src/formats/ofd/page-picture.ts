import type { Box } from "../../model/layout.ts";
import type { Context } from "../../model/stage.ts";
import { sniff, ZIP, OFD } from "../sniff.ts";
import { Budget } from "./budget.ts";
import { type OfdDocument, readDocuments } from "./document.ts";
import { annotationsOf, drawPage } from "./draw-page.ts";
import { signaturesOf } from "./enclosures.ts";
import { damaged } from "./failures.ts";
import { OfdPackage } from "./package.ts";
import { type Figure, PictureSurface } from "./picture-surface.ts";
import { sealPicture } from "./seal-picture.ts";

/** An image with its bytes: a file of its own. */
type LoadedImage = Omit<Figure & { kind: "image" }, "part"> & { bytes: Uint8Array };

/** What a page looks like, in the order in which it is drawn. */
export interface PagePicture {
  /** In points. */
  width: number;
  height: number;
  figures: (Exclude<Figure, { kind: "image" }> | LoadedImage)[];
  /** Seals, over all else: each another page, or an image, that fills a box. */
  seals: { box: Box; look: PagePicture | Uint8Array }[];
}

/** How many pages an OFD file lists. */
export async function countPages(bytes: Uint8Array, context: Context): Promise<number> {
  const documents = await readDocuments(await OfdPackage.open(bytes, context), context.limits);
  return documents.reduce((sum, { pages }) => sum + pages.length, 0);
}

/**
 * What a page of an OFD file looks like, counted from 1, with its images, and where `withSeals` with its seals. Images that
 * are missing are left out; `readOfd` warns of them. Throws a Failure: `damaged-file` where there is no such page, and those
 * of `readOfd`.
 */
export async function pictureOfPage(
  bytes: Uint8Array,
  number: number,
  context: Context,
  withSeals: boolean,
): Promise<PagePicture> {
  const opened = await OfdPackage.open(bytes, context);
  let left = number;
  for (const document of await readDocuments(opened, context.limits)) {
    const entry = document.pages[left - 1];
    if (entry !== undefined) return await drawEntry(opened, document, entry, context, withSeals);
    left -= document.pages.length;
  }
  throw damaged(`没有第 ${number} 页`, `it has no page ${number}`);
}

async function drawEntry(
  opened: OfdPackage,
  document: OfdDocument,
  entry: OfdDocument["pages"][number],
  context: Context,
  withSeals: boolean,
): Promise<PagePicture> {
  const annotations = await annotationsOf(document);
  const { surface, read } = await drawPage(
    document,
    entry.location,
    annotations.get(entry.id) ?? [],
    new Budget(),
    (width, height) => new PictureSurface(document.resources, width, height),
  );
  if (!read) throw damaged("页面缺失或不可读", "the page is missing or broken");
  const figures: PagePicture["figures"] = [];
  for (const figure of surface.figures) {
    if (figure.kind !== "image") {
      figures.push(figure);
      continue;
    }
    const image = await opened.read(figure.part);
    const { kind, matrix, bounds } = figure;
    if (image !== null) figures.push({ kind, matrix, bounds, bytes: image });
  }
  const { width, height } = surface;
  const seals = withSeals ? await sealsOn(opened, document, entry.id, context) : [];
  return { width, height, figures, seals };
}

/** The seals on a page, as far as they hold a picture. */
async function sealsOn(
  opened: OfdPackage,
  document: OfdDocument,
  pageId: string,
  context: Context,
): Promise<PagePicture["seals"]> {
  const seals: PagePicture["seals"] = [];
  for (const { stamps, parts } of await signaturesOf(document)) {
    const boxes = stamps.filter((stamp) => stamp.pageId === pageId).map(({ box }) => box);
    if (boxes.length === 0) continue;
    const picture = await sealOf(opened, parts);
    const look = picture === null ? null : await lookOf(picture, context);
    if (look === null) continue;
    for (const box of boxes) if (box !== null) seals.push({ box, look });
  }
  return seals;
}

async function sealOf(opened: OfdPackage, parts: string[]): Promise<Uint8Array | null> {
  for (const part of parts) {
    const bytes = await opened.read(part);
    const picture = bytes === null ? null : sealPicture(bytes);
    if (picture !== null) return picture;
  }
  return null;
}

/** A seal that is an OFD file looks like its first page; the seals on that are not drawn. Null where it is broken. */
async function lookOf(picture: Uint8Array, context: Context): Promise<PagePicture | Uint8Array | null> {
  const kind = sniff(picture);
  if (kind !== OFD && kind !== ZIP) return picture;
  return await pictureOfPage(picture, 1, context, false).catch(() => null);
}
