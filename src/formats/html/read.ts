import { Failure } from "../../model/failure.ts";
import type { BlocksPage } from "../../model/layout.ts";
import type { Context } from "../../model/stage.ts";
import { checkSize } from "../check-size.ts";
import { decodeHtml } from "./decode-html.ts";
import { htmlOfMht } from "./read-mht.ts";
import { readTables } from "./read-tables.ts";
import { warnOfHidden } from "../warn-of-hidden.ts";

export const HTML = "text/html";
export const MHT = "multipart/related";

/**
 * Reads a page of the web, or a form that an office program saved as one. Warns with code `hidden-text` where the page
 * holds text that it does not show. Throws a Failure: `too-large`, `bad-encoding`, or `empty-file` where no text is shown.
 */
export function readHtml(bytes: Uint8Array, context: Context): { mediaType: string; pages: BlocksPage[] } {
  checkSize(bytes, context);
  return { mediaType: HTML, pages: [readPage(decodeHtml(bytes), context)] };
}

/** As `readHtml`, for a page saved with its pictures in one file (.mht), as Word and browsers do. */
export function readMht(bytes: Uint8Array, context: Context): { mediaType: string; pages: BlocksPage[] } {
  checkSize(bytes, context);
  return { mediaType: MHT, pages: [readPage(htmlOfMht(bytes), context)] };
}

function readPage(html: string, context: Context): BlocksPage {
  const { blocks, hidden } = readTables(html);
  if (blocks.length === 0) throw noText();
  warnOfHidden(hidden, context);
  return { kind: "blocks", number: 1, blocks };
}

function noText(): Failure {
  return new Failure(
    "empty-file",
    "网页中没有文字；内容若由脚本加载，请在浏览器中打开后另存为完整网页。The page holds no text; if scripts load it, open it in a browser and save the complete page.",
  );
}
