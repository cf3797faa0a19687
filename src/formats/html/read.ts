import { Failure } from "../../model/failure.ts";
import type { BlocksPage } from "../../model/layout.ts";
import type { Context } from "../../model/stage.ts";
import { checkSize } from "../check-size.ts";
import { decodeHtml } from "./decode-html.ts";
import { pagesOfMht } from "./read-mht.ts";
import { readTables } from "./read-tables.ts";
import { HTML, MHT } from "../sniff.ts";
import { warnOfHidden } from "../warn-of-hidden.ts";

/**
 * Reads a page of the web, or a form that an office program saved as one. Warns with code `hidden-text` where the page
 * holds text that it does not show. Throws a Failure: `too-large`, `bad-encoding`, or `empty-file` where no text is shown.
 */
export function readHtml(bytes: Uint8Array, context: Context): { mediaType: string; pages: BlocksPage[] } {
  checkSize(bytes, context);
  return { mediaType: HTML, pages: readPages([decodeHtml(bytes)], context) };
}

/**
 * As `readHtml`, for a page saved with its pictures in one file (.mht), as Word, Excel and browsers do. Frames, and sheets of
 * a workbook, are pages by themselves; those that show no text are left out.
 */
export function readMht(bytes: Uint8Array, context: Context): { mediaType: string; pages: BlocksPage[] } {
  checkSize(bytes, context);
  return { mediaType: MHT, pages: readPages(pagesOfMht(bytes), context) };
}

function readPages(htmls: readonly string[], context: Context): BlocksPage[] {
  const pages = htmls.map((html, index): BlocksPage & { hidden: string[] } => {
    context.signal?.throwIfAborted();
    return { kind: "blocks", number: index + 1, ...readTables(html, { page: index + 1 }) };
  });
  const shown = pages.filter(({ blocks }) => blocks.length > 0);
  if (shown.length === 0) throw noText();
  const hidden = pages.flatMap((page) => page.hidden);
  warnOfHidden(hidden, context);
  return shown.map(({ kind, number, blocks }) => ({ kind, number, blocks }));
}

function noText(): Failure {
  return new Failure(
    "empty-file",
    "网页中没有文字；内容若由脚本加载，请在浏览器中打开后另存为完整网页 / The page holds no text; if scripts load it, open it in a browser and save the complete page.",
  );
}
