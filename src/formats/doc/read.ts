import { Failure } from "../../model/failure.ts";
import { damagedFile } from "../damaged-file.ts";
import type { Block, BlocksPage } from "../../model/layout.ts";
import type { Context } from "../../model/stage.ts";
import { readBeside } from "../beside-text.ts";
import { checkSize } from "../check-size.ts";
import { readDocx } from "../docx/read.ts";
import { blocksOf } from "../html/read-tables.ts";
import { convertWithOffice } from "../office/convert-with-office.ts";
import { openOle } from "../ole/open-ole.ts";
import { DOC, ODT, RTF } from "../sniff.ts";
import { warnOfHidden } from "../warn-of-hidden.ts";
import { readWord97, type WordContent } from "./read-word97.ts";
import { OldWord } from "./stories.ts";

interface ReadDocument {
  mediaType: string;
  pages: BlocksPage[];
}

/** Confidence of cells whose places in the table are not known. */
const WITHOUT_PLACES = 0.8;

/**
 * Reads a document of Word 97 to 2003, also one of WPS that is written as such (.wps). Warns with the codes `hidden-text`,
 * `unknown-symbol`, `page-header`, `unread-text` for footers and remarks, `check-boxes-lost` where it cannot be told what is ticked, and `spans-lost` where the places of cells are
 * not known. LibreOffice reads what is older. Throws a Failure: `too-large`, `encrypted`, `damaged-file`, `empty-file`, or
 * `needs-converter` for formats before Word 97.
 */
export async function readDoc(bytes: Uint8Array, context: Context): Promise<ReadDocument> {
  checkSize(bytes, context);
  const word = readContent(bytes);
  if (word === null) return await readWithOffice(bytes, "doc", DOC, context);
  const blocks = blocksOf(word.content, { tabsPartCells: true });
  if (blocks.length === 0) throw noText();
  warnOfLosses(word, context);
  const doubted = word.rowsWithoutPlaces > 0 ? blocks.map(doubt) : blocks;
  const headers = readBeside(word.beside, blocks, context);
  return { mediaType: DOC, pages: [{ kind: "blocks", number: 1, blocks: [...headers, ...doubted] }] };
}

/** Reads rich text (.rtf) with LibreOffice. Throws a Failure as `convertWithOffice` and `readDocx` do. */
export async function readRtf(bytes: Uint8Array, context: Context): Promise<ReadDocument> {
  checkSize(bytes, context);
  return await readWithOffice(bytes, "rtf", RTF, context);
}

/** Reads a text in the open document format (.odt) with LibreOffice. Throws a Failure as `readRtf` does. */
export async function readOdt(bytes: Uint8Array, context: Context): Promise<ReadDocument> {
  checkSize(bytes, context);
  return await readWithOffice(bytes, "odt", ODT, context);
}

async function readWithOffice(
  bytes: Uint8Array,
  extension: string,
  mediaType: string,
  context: Context,
): Promise<ReadDocument> {
  const { pages } = await readDocx(await convertWithOffice(bytes, extension, "docx", context), context);
  return { mediaType, pages };
}

/** Null for a format that only another program reads. */
function readContent(bytes: Uint8Array): WordContent | null {
  const file = openOle(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  try {
    if (file === null) throw damagedFile("no container");
    return readWord97(file);
  } catch (error) {
    if (error instanceof OldWord) return null;
    if (error instanceof Failure) throw error;
    throw damagedFile(error);
  }
}

function warnOfLosses(word: WordContent, context: Context): void {
  warnOfHidden(word.hidden, context);
  const warn = (code: string, count: number, zh: string, en: string) => {
    if (count > 0) context.warn({ code, message: `${zh}：${String(count)} 处 / ${en}: ${String(count)}` });
  };
  warn(
    "unknown-symbol",
    word.unknownSymbols,
    "没有对应字符的符号，未读取",
    "symbols without a character, not read",
  );
  warn(
    "check-boxes-lost",
    word.unknownBoxes,
    "复选框是否勾选不明",
    "boxes of which it cannot be told whether they are ticked",
  );
  warn(
    "spans-lost",
    word.rowsWithoutPlaces,
    "没有列宽的表格行，合并单元格不明",
    "rows without places of their cells; merged cells are not known",
  );
}

function doubt(block: Block): Block {
  if (block.kind === "paragraph") return block;
  return { ...block, cells: block.cells.map((cell) => ({ ...cell, confidence: WITHOUT_PLACES })) };
}

function noText(): Failure {
  return new Failure(
    "empty-file",
    "文档中没有文字；若只有图片，请先识别其文字（OCR） / The document holds no text; if it holds pictures, recognise their text (OCR) first.",
  );
}
