import type { Block } from "../model/layout.ts";
import type { Context } from "../model/stage.ts";
import { quote } from "./warn-of-hidden.ts";

/** What a document of Word prints on every page, and what people remarked on it, line by line. */
export interface BesideText {
  headers: string[];
  footers: string[];
  remarks: string[];
}

/** What only numbers the pages: 第 1 页 共 3 页, - 1 -, 1/3, iv, Page 1 of 3. A year, or a number with a point, is more. */
const PAGE_NUMBER = /^(?:[\s\-–—~·/第页共总ivx]|page|of|\d{1,3}(?![\d.]))*$/iu;
const LONGEST_PAGE_NUMBER = 40;

/**
 * The headers of pages as paragraphs, to stand before the body: a form's number or its year may stand there. What only
 * numbers the pages and what the body says as well is left out. Warns with code `page-header` of the lines that are read,
 * and with `unread-text` of footers and remarks, which are not: nothing would tell them from what the form says last.
 */
export function readBeside(
  { headers, footers, remarks }: BesideText,
  body: Block[],
  context: Context,
): Block[] {
  const said = body.map(textOf).join("\n");
  const saying = (lines: string[]) =>
    [...new Set(lines.map((line) => line.trim()))].filter(
      (line) => !isPageNumber(line) && !said.includes(squeeze(line)),
    );
  const read = saying(headers);
  const unread = saying(footers);
  const remarked = remarks.map((line) => line.trim()).filter((line) => line !== "");
  if (read.length > 0)
    context.warn({
      code: "page-header",
      message: `页眉已作为正文之前的段落读取：“${quote(read)}” / headers of the pages were read as paragraphs before the text: "${quote(read)}"`,
    });
  if (unread.length > 0)
    context.warn({
      code: "unread-text",
      message: `页脚未读取：“${quote(unread)}” / footers of the pages were not read: "${quote(unread)}"`,
    });
  if (remarked.length > 0)
    context.warn({
      code: "unread-text",
      message: `批注未读取：“${quote(remarked)}” / remarks on the document were not read: "${quote(remarked)}"`,
    });
  return read.map((text) => ({ kind: "paragraph", text, at: { page: 1 }, confidence: 1 }));
}

function isPageNumber(line: string): boolean {
  return line.length <= LONGEST_PAGE_NUMBER && PAGE_NUMBER.test(line);
}

function textOf(block: Block): string {
  return squeeze(block.kind === "paragraph" ? block.text : block.cells.map(({ text }) => text).join("\n"));
}

function squeeze(text: string): string {
  return text.replace(/[^\S\n]+/gu, "");
}
