import { Failure } from "../../model/failure.ts";
import type { BlocksPage } from "../../model/layout.ts";
import type { Context } from "../../model/stage.ts";
import { checkSize } from "../check-size.ts";
import { decodeHtml } from "./decode-html.ts";
import { htmlOfMht } from "./read-mht.ts";
import { readTables } from "./read-tables.ts";
import { HTML, MHT } from "../sniff.ts";
import { warnOfHidden } from "../warn-of-hidden.ts";

/**
 * Reads a page of the web, or a form that an office program saved as one. Warns with code `hidden-text` where the page
 * holds text that it does not show. Throws a Failure: `too-large`, `bad-encoding`, or `empty-file` where no text is shown.
 */
export function readHtml(bytes: Uint8Array, context: Context): { mediaType: string; pages: BlocksPage[] } {
  checkSize(bytes, context);
  return { mediaType: HTML, pages: [readPage(decodeHtml(bytes), context)] };
}

/**
 * As `readHtml`, for a page saved with its pictures in one file (.mht), as Word and browsers do. Warns with code
 * `unread-page` where the file holds further pages, as those of frames are.
 */
export function readMht(bytes: Uint8Array, context: Context): { mediaType: string; pages: BlocksPage[] } {
  checkSize(bytes, context);
  const { html, leftOut } = htmlOfMht(bytes);
  const page = readPage(html, context);
  if (leftOut > 0) {
    const message = `文件中另有 ${String(leftOut)} 个网页（如框架）未读取，请核对 / further pages in the file, as of frames, were not read: ${String(leftOut)}; check them.`;
    context.warn({ code: "unread-page", message });
  }
  return { mediaType: MHT, pages: [page] };
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
    "网页中没有文字；内容若由脚本加载，请在浏览器中打开后另存为完整网页 / The page holds no text; if scripts load it, open it in a browser and save the complete page.",
  );
}
