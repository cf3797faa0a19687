import type { Page } from "../model/layout.ts";
import type { Context } from "../model/stage.ts";
import {
  ALTO,
  DOC,
  DOCX,
  HOCR,
  HTML,
  MHT,
  ODT,
  OFD,
  PAGE_XML,
  PDF,
  refuse,
  RTF,
  sniff,
  TEXT,
  TSV,
  XLS,
  XLSX,
} from "./sniff.ts";
import { readText } from "./text/read.ts";

/** What a format makes of a file. */
interface ReadPages {
  /** What the file really is, told by its content. */
  mediaType: string;
  pages: Page[];
}

/**
 * The formats that are read: a new one is a folder beside this file, a line here, and its mark in `sniff.ts`. All but text
 * are loaded when a file needs them.
 */
const FORMATS = new Map<string, (bytes: Uint8Array, context: Context) => ReadPages | Promise<ReadPages>>([
  [TEXT, readText],
  [PDF, async (bytes, context) => (await import("./pdf/read.ts")).readPdf(bytes, context)],
  [OFD, async (bytes, context) => (await import("./ofd/read.ts")).readOfd(bytes, context)],
  [HTML, async (bytes, context) => (await import("./html/read.ts")).readHtml(bytes, context)],
  [MHT, async (bytes, context) => (await import("./html/read.ts")).readMht(bytes, context)],
  [DOCX, async (bytes, context) => (await import("./docx/read.ts")).readDocx(bytes, context)],
  [DOC, async (bytes, context) => (await import("./doc/read.ts")).readDoc(bytes, context)],
  [RTF, async (bytes, context) => (await import("./doc/read.ts")).readRtf(bytes, context)],
  [ODT, async (bytes, context) => (await import("./doc/read.ts")).readOdt(bytes, context)],
  [XLSX, async (bytes, context) => (await import("./sheet/read.ts")).readXlsx(bytes, context)],
  [HOCR, async (bytes, context) => (await import("./recognised/read.ts")).readHocr(bytes, context)],
  [ALTO, async (bytes, context) => (await import("./recognised/read.ts")).readAlto(bytes, context)],
  [PAGE_XML, async (bytes, context) => (await import("./recognised/read.ts")).readPageXml(bytes, context)],
  [TSV, async (bytes, context) => (await import("./recognised/read.ts")).readTsv(bytes, context)],
  [XLS, async (bytes, context) => (await import("./sheet/read.ts")).readXls(bytes, context)],
]);

/**
 * Reads the pages of a document, whatever its name says it is. Throws a Failure with the remedy in its message:
 * `empty-file`, `binary-content`, `unknown-format` for a known format that is not read yet, and those of the format.
 */
export async function readDocument(bytes: Uint8Array, context: Context): Promise<ReadPages> {
  const read = FORMATS.get(sniff(bytes));
  if (read === undefined) throw refuse(bytes);
  return await read(bytes, context);
}
