import type { PositionedPage } from "../model/layout.ts";
import type { PageReader } from "../model/recognition.ts";
import type { Context } from "../model/stage.ts";
import { loadRecognisers, recogniserStates } from "../ocr/load-recognisers.ts";

/** How pages that are only pictures are to be read, in words that can be sent to another process. */
export interface ReaderPlan {
  /** `auto`: with all engines that are installed; `tesseract`: with that one alone. */
  engines: "auto" | "tesseract";
  /** Folder in which the readings of pages are kept; left out, none are. */
  cache?: string;
  /** Milliseconds that one page may take before it is given up and the others go on. */
  pageLimit?: number;
}

/**
 * Limits of an engine's call, in milliseconds: several times what a page takes on a busy machine, and together less than
 * a page may take, so that where one engine hangs the other still has its time.
 */
const ENGINE_LIMITS = { call: 15_000, line: 150 };

/**
 * A reader of pages that are only pictures; null where no engine is installed that the plan names. Engines, the work on
 * pictures and the cache are loaded and started when the first page asks for them.
 */
export function openPageReader({ engines, cache, pageLimit }: ReaderPlan): PageReader | null {
  const ids = recogniserStates()
    .filter(({ name, available }) => available && (engines === "auto" || name === engines))
    .map(({ id }) => id);
  if (ids.length === 0) return null;
  let opened: Promise<PageReader> | undefined;
  const open = async (): Promise<PageReader> => {
    const { createPageReader } = await import("./read-page.ts");
    const chosen = loadRecognisers(ENGINE_LIMITS).filter(({ id }) => ids.includes(id));
    const reader = createPageReader(chosen);
    const limited =
      pageLimit === undefined ? reader : (await import("./limit-pages.ts")).limitPages(reader, pageLimit);
    if (cache === undefined) return limited;
    const { cachePages } = await import("./reading-cache.ts");
    return cachePages(limited, cache);
  };
  return {
    recognisers: ids,
    async readPage(page: PositionedPage, context: Context) {
      opened ??= open();
      return await (await opened).readPage(page, context);
    },
    async close() {
      if (opened !== undefined) await (await opened).close();
    },
  };
}
