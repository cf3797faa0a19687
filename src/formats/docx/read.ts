import { Failure } from "../../model/failure.ts";
import type { BlocksPage } from "../../model/layout.ts";
import type { Context } from "../../model/stage.ts";
import { readBeside } from "../beside-text.ts";
import { checkSize } from "../check-size.ts";
import { readTables } from "../html/read-tables.ts";
import { DOCX } from "../sniff.ts";
import { warnOfHidden } from "../warn-of-hidden.ts";
import { convertToHtml } from "./convert.ts";
import { numberParagraphs } from "./number-paragraphs.ts";
import { readPackage } from "./read-package.ts";
import { repairDocument, type Findings } from "./repair-document.ts";
import { elementsOf, findAll, textOf, type XmlElement } from "./xml.ts";

/**
 * Reads a Word document: its text with the changes accepted, its tables with their merged cells, text boxes, notes, boxes
 * ticked or not as characters, the numbers that lists print, and headers before all else. Warns with the codes `hidden-text`,
 * `unknown-symbol`, `page-header`, and `unread-text` for footers and remarks. Throws a Failure: `too-large`, `encrypted`, `damaged-file`, or `empty-file` where
 * there is no text.
 */
export async function readDocx(
  bytes: Uint8Array,
  context: Context,
): Promise<{ mediaType: string; pages: BlocksPage[] }> {
  checkSize(bytes, context);
  const parts = await readPackage(bytes, context);
  const { document, footnotes, endnotes, numbering, styles } = parts;
  context.signal?.throwIfAborted();
  const findings: Findings = { hidden: [], pictures: 0 };
  const numberOf = numberParagraphs(numbering, styles);
  const repair = (part: XmlElement) => repairDocument(part, numberOf, findings);
  const { html, unknownSymbols } = await convertToHtml(repair(document), {
    footnotes: footnotes && repair(footnotes),
    endnotes: endnotes && repair(endnotes),
  });
  const { blocks } = readTables(html, { tabsPartCells: true });
  if (blocks.length === 0) throw noText(findings.pictures > 0);
  warnOfHidden(findings.hidden, context);
  if (unknownSymbols > 0) warnOfSymbols(unknownSymbols, context);
  const linesOf = (part: XmlElement) => linesIn(repairDocument(part, () => "", { hidden: [], pictures: 0 }));
  const headers = readBeside(
    {
      headers: parts.headers.flatMap(linesOf),
      footers: parts.footers.flatMap(linesOf),
      remarks: parts.comments.flatMap(linesOf),
    },
    blocks,
    context,
  );
  return { mediaType: DOCX, pages: [{ kind: "blocks", number: 1, blocks: [...headers, ...blocks] }] };
}

/** The texts of the paragraphs of a part. */
function linesIn(part: XmlElement): string[] {
  return findAll(part, "w:p").map(lineOf);
}

/** The text below an element on one line. */
function lineOf(element: XmlElement): string {
  if (element.name === "w:t") return textOf(element);
  return /^w:(?:tab|br|cr)$/u.test(element.name) ? " " : elementsOf(element).map(lineOf).join("");
}

function warnOfSymbols(count: number, context: Context): void {
  const message = `有 ${String(count)} 个符号没有对应的字符，未读取 / symbols without a character, not read: ${String(count)}`;
  context.warn({ code: "unknown-symbol", message });
}

function noText(onlyPictures: boolean): Failure {
  return onlyPictures
    ? new Failure(
        "empty-file",
        "文档只有图片、没有文字，请先识别其文字（OCR） / The document holds pictures and no text; recognise its text (OCR) first.",
      )
    : new Failure(
        "empty-file",
        "文档中没有文字，请检查来源 / The document holds no text; check where it comes from.",
      );
}
