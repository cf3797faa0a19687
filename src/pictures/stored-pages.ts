import { readDocument } from "../formats/index.ts";
import type { Bilingual } from "../model/bilingual.ts";
import { Failure } from "../model/failure.ts";
import { messageOf } from "../model/failure-text.ts";
import type { PositionedPage } from "../model/layout.ts";
import type { Context } from "../model/stage.ts";
import { recognisePages } from "../scans/recognise-pages.ts";
import { isUpright, openPageSource, type PageSize, type PageSource } from "./render-page.ts";

/** A page as it is shown beside its record. */
export interface StoredPage extends PageSize {
  /** Why the places of its values cannot be shown on it; null where they stand as its record says. */
  unplaced: Bilingual | null;
}

/** A document, until it is closed, whose pages are drawn so that the places of its stored records are right on them. */
export interface StoredPages {
  pages: number;
  /** How a page is shown, counted from 1; points. A recognised one is recognised again, or found in the cache of the context's reader. */
  page(number: number): Promise<StoredPage>;
  /** The page as PNG: upright where its places are those of the upright page. */
  picture(number: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

const NO_READER: Bilingual = {
  zh: "此页是识别的扫描页，数值的方框属于摆正后的页面；现在没有可用的识别引擎（或 --ocr off），只能按文件中的样子显示，不画方框。请用 fuhe doctor 查看如何安装引擎。",
  en: "This page was recognised from a scan, and the boxes of its values are those of the page set upright. No engine is there now to set it upright (or --ocr off), so it is shown as it lies in the file, without boxes. See fuhe doctor for how to get one.",
};

function notAgain({ zh, en }: Bilingual): Bilingual {
  return {
    zh: `此页是识别的扫描页，现在未能重新识别并摆正，只能按文件中的样子显示，不画方框。${zh}`,
    en: `This page was recognised from a scan and could not be recognised again to set it upright, so it is shown as it lies in the file, without boxes. ${en}`,
  };
}

/**
 * Opens a document of stored records; `recognised` are the pages that were recognised when it was stored. Where such a page cannot be
 * recognised again it is shown as it lies in the file and says why its places are not. Throws as `openPageSource`.
 */
export async function openStoredPages(
  bytes: Uint8Array,
  recognised: ReadonlySet<number>,
  context: Context,
): Promise<StoredPages> {
  const printed = await openPageSource(bytes, context, []);
  const again = recognised.size > 0 && context.ocr !== undefined;
  const read = again ? (await readDocument(bytes, context)).pages : [];
  const found = new Map<number, Promise<PositionedPage | Bilingual | null>>();
  /** The page set upright; null where it is not one that is, and why where it cannot be. */
  const recognise = async (number: number): Promise<PositionedPage | Bilingual | null> => {
    if (!recognised.has(number)) return null;
    if (context.ocr === undefined) return NO_READER;
    const page = read.find((one) => one.number === number);
    if (page === undefined) return notAgain({ zh: "", en: "" });
    try {
      const [own] = await recognisePages([page], context, { reread: true });
      if (own?.kind !== "positioned" || own.recognised === undefined) return notAgain({ zh: "", en: "" });
      return isUpright(own) ? own : null;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return notAgain(messageOf(error));
    }
  };
  const upright = async (number: number) => {
    const known = found.get(number) ?? recognise(number);
    found.set(number, known);
    const page = await known;
    // An engine that failed may do better when it is asked for again.
    if (page !== null && !("words" in page)) found.delete(number);
    return page;
  };
  const draw = async (source: PageSource, number: number): Promise<Uint8Array> => {
    const { canvas } = await source.render(number);
    return new Uint8Array(await canvas.encode("png"));
  };
  return {
    pages: printed.pages,
    async page(number) {
      const page = await upright(number);
      if (page !== null && "words" in page) return { width: page.width, height: page.height, unplaced: null };
      return { ...(await printed.size(number)), unplaced: page };
    },
    async picture(number) {
      const page = await upright(number);
      if (page === null || !("words" in page)) return await draw(printed, number);
      // Opened for this page alone, so that no more than one upright picture is in memory.
      const source = await openPageSource(bytes, context, [page]);
      try {
        return await draw(source, number);
      } finally {
        await source.close();
      }
    },
    close: () => printed.close(),
  };
}
