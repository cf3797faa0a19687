import { createHash } from "node:crypto";
import { readDocument } from "../formats/index.ts";
import { onlyImages } from "../formats/only-images.ts";
import { Failure } from "../model/failure.ts";
import type { Page } from "../model/layout.ts";
import type { Context } from "../model/stage.ts";
import { recognisePages } from "../scans/recognise-pages.ts";
import { drawMark } from "./draw-page.ts";
import type { Mark } from "./mark-readings.ts";
import { isUpright, openPageSource, type PageSource } from "./render-page.ts";

/** A document from which places are cut, until it is closed. */
export interface Cropper {
  /**
   * The surroundings of a value, about 3 cm on each side, with its box marked, as PNG. Rejects with the Failure `only-images`
   * for a page that is only a picture where the context cannot recognise it: its places are those of the page set upright.
   */
  crop(mark: Omit<Mark, "pointers">): Promise<Buffer>;
  close(): Promise<void>;
}

/**
 * Opens the file that a record was read from, to cut places out of it. A page that was recognised is recognised again, with
 * `reread` also one whose text another program recognised. Throws a Failure: `changed-file` where the file is
 * another one now, `no-pages` where the format has no pages, and those of documents that cannot be read.
 */
export async function openCropper(
  bytes: Uint8Array,
  recordId: string,
  context: Context,
  { reread = false } = {},
): Promise<Cropper> {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  if (!recordId.startsWith(`${sha256.slice(0, 12)}-`)) {
    throw new Failure(
      "changed-file",
      "文件在入库之后已改变，位置可能不再对应；请用 fuhe ingest 重新入库 / The file has changed since it was stored, so the places in it may be others; store it again with fuhe ingest.",
    );
  }
  const { pages } = await readDocument(bytes, context);
  let printed: Promise<PageSource> | undefined;
  const sources = new Map<number, Promise<PageSource>>();
  const openSource = async (number: number): Promise<PageSource> => {
    const page = pages.find((one) => one.number === number);
    if (page !== undefined && isPicture(page) && context.ocr === undefined) throw onlyImages();
    // The other pages need not be recognised to see this one.
    const own = await recognisePages(page === undefined ? [] : [page], context, { reread });
    if (own.some(isUpright)) return await openPageSource(bytes, context, own);
    printed ??= openPageSource(bytes, context, []);
    return await printed;
  };
  return {
    async crop(mark) {
      const opened = sources.get(mark.page) ?? openSource(mark.page);
      sources.set(mark.page, opened);
      const rendered = await (await opened).render(mark.page, mark.box);
      drawMark(rendered.context, mark);
      return await rendered.canvas.encode("png");
    },
    async close() {
      const opened = await Promise.allSettled(sources.values());
      const open = opened.flatMap((source) => (source.status === "fulfilled" ? [source.value] : []));
      for (const source of new Set(open)) await source.close();
    },
  };
}

function isPicture(page: Page): boolean {
  return page.kind === "positioned" && page.words.length === 0 && page.picture !== undefined;
}

/** One place, as `openCropper` cuts it. */
export async function cropMark(
  bytes: Uint8Array,
  recordId: string,
  mark: Omit<Mark, "pointers">,
  context: Context,
  options: { reread?: boolean } = {},
): Promise<Buffer> {
  const cropper = await openCropper(bytes, recordId, context, options);
  try {
    return await cropper.crop(mark);
  } finally {
    await cropper.close();
  }
}
