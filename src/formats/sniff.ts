import { Failure, type FailureCode } from "../model/failure.ts";
import { openOle } from "./ole/open-ole.ts";
import { entryNames } from "./zip/entry-names.ts";
import { detectUtf16, encodingOfMark } from "./decode-text.ts";

export const TEXT = "text/plain";
export const PDF = "application/pdf";
export const OFD = "application/ofd";
export const HTML = "text/html";
export const MHT = "multipart/related";
export const DOC = "application/msword";
export const ODT = "application/vnd.oasis.opendocument.text";
export const RTF = "application/rtf";
export const XLS = "application/vnd.ms-excel";
export const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
export const DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
/** Text that a recognition program made of pictures. */
export const HOCR = "text/vnd.hocr+html";
export const ALTO = "application/alto+xml";
export const PAGE_XML = "application/vnd.prima.page+xml";
export const TSV = "text/tab-separated-values";
/** An archive, or a document of a kind that is not known. */
export const ZIP = "application/zip";
const BINARY = "application/octet-stream";
const EMPTY = "application/x-empty";

/** A kind of file that is known by its content. */
interface Kind {
  mediaType: string;
  /** Whether the bytes are of this kind; for short marks, `head` is their beginning, byte by byte. */
  recognises(bytes: Buffer, head: string): boolean;
}

/** A kind that is not read, and why. */
interface Foreign extends Kind {
  code: FailureCode;
  message: string;
}

interface Remedy {
  zh: string;
  en: string;
}

const SAVE_AS_TEXT: Remedy = { zh: "请先另存为纯文本（UTF-8）", en: "save it as plain text (UTF-8) first" };
const SAVE_ANEW: Remedy = {
  zh: "请在 WPS 或 Office 中打开，另存为 .docx、.xlsx 或 PDF",
  en: "open it in WPS or Office and save it as .docx, .xlsx or PDF",
};
const UNPACK: Remedy = { zh: "请先解压，再读其中的文件", en: "unpack it and read the files in it" };
const RECOGNISE: Remedy = { zh: "请先识别其文字（OCR）", en: "recognise its text (OCR) first" };

/** Where marks are looked for: readers of PDF allow other bytes before "%PDF-" within the first kilobyte. */
const HEAD_BYTES = 1024;

const zipNames = once(entryNames);
const oleNames = once((bytes) => openOle(bytes)?.names);

/** A page of the web, or a part of one; what Word saves begins with comments. */
const HTML_MARK =
  /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|table)[\s>]/isu;
/** A page saved in one file is a mail message. */
const MHT_MARK = /^\s*(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?content-type:\s*multipart\/related/iu;

/** hOCR is a page of the web that says what its classes are, or begins with a page of it. */
const HOCR_MARK = /name=["']ocr-(?:system|capabilities)["']|class=["'](?:[^"']*\s)?ocr_page[\s"']/iu;
const ALTO_MARK = /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:\w+:)?alto[\s>]/su;
const PAGE_XML_MARK = /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:\w+:)?PcGts[\s>]/su;
/** The line that Tesseract puts above its table. */
const TSV_MARK = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\t";

/** The kinds that are read. The first that fits counts, here and below: what a container holds stands before it. */
const KNOWN: readonly Kind[] = [
  { mediaType: PDF, recognises: (_, head) => head.includes("%PDF-") },
  {
    mediaType: DOCX,
    recognises: zipHolding("word/document.xml", "word/document2.xml"),
  },
  { mediaType: OFD, recognises: zipHolding("OFD.xml", "Encryptions.xml") },
  { mediaType: XLSX, recognises: zipHolding("xl/workbook.xml") },
  { mediaType: XLS, recognises: oleHolding("Workbook", "Book") },
  { mediaType: DOC, recognises: oleHolding("WordDocument") },
  { mediaType: ODT, recognises: (_, head) => head.startsWith("PK") && head.includes(`mimetype${ODT}`) },
  { mediaType: RTF, recognises: startingWith("{\\rtf") },
  { mediaType: HOCR, recognises: (bytes) => HOCR_MARK.test(headText(bytes)) },
  { mediaType: ALTO, recognises: (bytes) => ALTO_MARK.test(headText(bytes)) },
  { mediaType: PAGE_XML, recognises: (bytes) => PAGE_XML_MARK.test(headText(bytes)) },
  { mediaType: TSV, recognises: (bytes) => headText(bytes).startsWith(TSV_MARK) },
  { mediaType: HTML, recognises: (bytes) => HTML_MARK.test(headText(bytes)) },
  { mediaType: MHT, recognises: (bytes) => MHT_MARK.test(headText(bytes)) },
];

const FOREIGN: readonly Foreign[] = [
  {
    mediaType: "application/x-ole-storage",
    code: "encrypted",
    message:
      "这是有密码的文件，请去除密码后另存 / The Office file has a password; remove its password and save it anew.",
    recognises: oleHolding("EncryptedPackage"),
  },
  {
    mediaType: ZIP,
    code: "damaged-file",
    message:
      "压缩包或办公文件不完整，请重新获取 / The archive or Office file is cut off; get it again where it comes from.",
    recognises: (bytes, head) => head.startsWith("PK\u0003\u0004") && zipNames(bytes).length === 0,
  },
  foreign(ZIP, "压缩包", "archives", UNPACK, startingWith("PK\u0003\u0004", "PK\u0005\u0006")),
  foreign("application/gzip", "压缩包", "archives", UNPACK, startingWith("\u001F\u008B")),
  foreign(
    "application/x-7z-compressed",
    "压缩包",
    "archives",
    UNPACK,
    startingWith("7z\u00BC\u00AF\u0027\u001C"),
  ),
  foreign("application/vnd.rar", "压缩包", "archives", UNPACK, startingWith("Rar!\u001A\u0007")),
  {
    mediaType: "application/x-ole-storage",
    code: "damaged-file",
    message:
      "旧版办公文件不完整，请重新获取 / The file of an old office program is cut off; get it again where it comes from.",
    recognises: (bytes) => oleNames(bytes)?.size === 0,
  },
  foreign(
    "application/x-ole-storage",
    "这种旧版 Office 或 WPS 文件",
    "this kind of old Office or WPS files",
    SAVE_ANEW,
    startingWith("\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1"),
  ),
  foreign("image/png", "图片", "images", RECOGNISE, startingWith("\u0089PNG")),
  foreign("image/jpeg", "图片", "images", RECOGNISE, startingWith("\u00FF\u00D8\u00FF")),
  foreign("image/gif", "图片", "images", RECOGNISE, startingWith("GIF87a", "GIF89a")),
  foreign("image/tiff", "图片", "images", RECOGNISE, startingWith("II*\0", "MM\0*")),
  foreign("image/bmp", "图片", "images", RECOGNISE, (_, head) => /^BM.{4}\0{4}/su.test(head)),
  foreign("image/webp", "图片", "images", RECOGNISE, (_, head) => /^RIFF.{4}WEBP/su.test(head)),
  foreign("application/xml", "XML", "XML", SAVE_AS_TEXT, (bytes) => headText(bytes).startsWith("<?xml")),
];

const ALL: readonly Kind[] = [...KNOWN, ...FOREIGN];

/** A kind that is not read yet. */
function foreign(
  mediaType: string,
  zh: string,
  en: string,
  remedy: Remedy,
  recognises: Kind["recognises"],
): Foreign {
  const message = `目前还不能读取${zh}，${remedy.zh} / fuhe does not read ${en} yet; ${remedy.en}.`;
  return { mediaType, code: "unknown-format", message, recognises };
}

function startingWith(...marks: string[]): Kind["recognises"] {
  return (_, head) => marks.some((mark) => head.startsWith(mark));
}

/** The names in a container, found once however many kinds look for theirs among them. */
function once<T>(find: (bytes: Buffer) => T): (bytes: Buffer) => T {
  const known = new WeakMap<Buffer, { found: T }>();
  return (bytes) => {
    const before = known.get(bytes);
    if (before !== undefined) return before.found;
    const found = find(bytes);
    known.set(bytes, { found });
    return found;
  };
}

/** Whether one of these is in a zip file; one whose directory is cut off still has the names before each entry. */
function zipHolding(...entries: string[]): Kind["recognises"] {
  return (bytes, head) => {
    if (!head.startsWith("PK\u0003\u0004")) return false;
    const names = zipNames(bytes);
    return entries.some((entry) =>
      names.length > 0 ? names.includes(entry) : bytes.includes(entry, 0, "latin1"),
    );
  };
}

/** Whether a file of old office programs has one of these at its top; what is embedded in it does not count. */
function oleHolding(...streams: string[]): Kind["recognises"] {
  return (bytes) => {
    const names = oleNames(bytes);
    return streams.some((stream) => names?.has(stream) === true);
  };
}

/** How much of a file is decoded to look for the tags it begins with. */
const HEAD_TEXT_BYTES = 4096;

/** The beginning of a file as text, byte by byte where no byte order mark names its encoding. */
function headText(bytes: Buffer): string {
  const head = bytes.subarray(0, HEAD_TEXT_BYTES);
  const encoding = encodingOfMark(head);
  return encoding === null ? head.toString("latin1") : new TextDecoder(encoding).decode(head);
}

/** How much of a file is looked at for bytes that no text holds. */
const SAMPLE_BYTES = 64 * 1024;
/** The share of control characters up to which a text is taken to be damaged, not to be no text. */
const CONTROL_SHARE = 0.005;

/** The media type of a file, told by its content alone; a text is "text/plain". */
export function sniff(bytes: Uint8Array): string {
  if (bytes.length === 0) return EMPTY;
  return recognise(bytes, ALL)?.mediaType ?? (isText(bytes.subarray(0, SAMPLE_BYTES)) ? TEXT : BINARY);
}

function recognise<K extends Kind>(bytes: Uint8Array, kinds: readonly K[]): K | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const head = buffer.toString("latin1", 0, HEAD_BYTES);
  return kinds.find((kind) => kind.recognises(buffer, head));
}

function isText(sample: Uint8Array): boolean {
  if (encodingOfMark(sample) !== null) return true;
  if (sample.includes(0)) return detectUtf16(sample) !== null;
  return sample.filter(isControl).length <= sample.length * CONTROL_SHARE;
}

/** Control characters but tab, line feed, vertical tab, form feed, carriage return, and the end mark of old systems. */
function isControl(byte: number): boolean {
  return byte < 0x20 && !(byte >= 0x09 && byte <= 0x0d) && byte !== 0x1a;
}

/** Why a file is not read, by what it is, and what its owner can do. */
export function refuse(bytes: Uint8Array): Failure {
  if (bytes.length === 0)
    return new Failure(
      "empty-file",
      "文件是空的，请检查来源 / The file is empty; check where it comes from.",
    );
  const kind = recognise(bytes, FOREIGN);
  if (kind === undefined) {
    return new Failure(
      "binary-content",
      "文件内容不是文字，请检查是否损坏或选错了文件 / The file does not hold text; check whether it is damaged or the wrong one.",
    );
  }
  return new Failure(kind.code, kind.message);
}
