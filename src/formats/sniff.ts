import { Failure } from "../model/failure.ts";
import { detectUtf16, encodingOfMark } from "./decode-text.ts";

export const TEXT = "text/plain";
export const PDF = "application/pdf";
export const OFD = "application/ofd";
const BINARY = "application/octet-stream";
const EMPTY = "application/x-empty";

/** A kind of file that is known by its content. */
interface Kind {
  mediaType: string;
  /** Whether the bytes are of this kind; for short marks, `head` is their beginning, byte by byte. */
  recognises(bytes: Buffer, head: string): boolean;
}

/** A kind that is not read yet. */
interface Foreign extends Kind {
  zh: string;
  en: string;
  remedy: Remedy;
}

interface Remedy {
  zh: string;
  en: string;
}

const SAVE_AS_TEXT: Remedy = { zh: "请先另存为纯文本（UTF-8）", en: "save it as plain text (UTF-8) first" };
const UNLOCK: Remedy = {
  zh: "请先去除密码并另存为纯文本（UTF-8）",
  en: "remove its password and save it as plain text (UTF-8) first",
};
const UNPACK: Remedy = { zh: "请先解压，再读其中的文件", en: "unpack it and read the files in it" };
const RECOGNISE: Remedy = { zh: "请先识别其文字（OCR）", en: "recognise its text (OCR) first" };

/** Where marks are looked for: readers of PDF allow other bytes before "%PDF-" within the first kilobyte. */
const HEAD_BYTES = 1024;

/** A page of the web, or a part of one; what Word saves begins with comments. */
const HTML_MARK =
  /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|table)[\s>]/isu;
/** A page saved in one file is a mail message. */
const MHT_MARK = /^\s*(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?content-type:\s*multipart\/related/iu;

/** The kinds that are read. The first that fits counts, here and below: what a container holds stands before it. */
const KNOWN: readonly Kind[] = [
  { mediaType: PDF, recognises: (_, head) => head.includes("%PDF-") },
  { mediaType: "text/html", recognises: (bytes) => HTML_MARK.test(headText(bytes)) },
  { mediaType: "multipart/related", recognises: (bytes) => MHT_MARK.test(headText(bytes)) },
  { mediaType: OFD, recognises: zipWithRoot("OFD.xml", "Encryptions.xml") },
];

const FOREIGN: readonly Foreign[] = [
  foreign(
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "Word（.docx）",
    "Word (.docx)",
    SAVE_AS_TEXT,
    zipHolding("word/document.xml"),
  ),
  foreign(
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "Excel（.xlsx）",
    "Excel (.xlsx)",
    SAVE_AS_TEXT,
    zipHolding("xl/workbook.xml"),
  ),
  foreign(
    "application/vnd.oasis.opendocument.text",
    "OpenDocument（.odt）",
    "OpenDocument (.odt)",
    SAVE_AS_TEXT,
    zipHolding("application/vnd.oasis.opendocument.text"),
  ),
  foreign("application/zip", "压缩包", "archives", UNPACK, startingWith("PK\u0003\u0004", "PK\u0005\u0006")),
  foreign("application/gzip", "压缩包", "archives", UNPACK, startingWith("\u001F\u008B")),
  foreign(
    "application/x-7z-compressed",
    "压缩包",
    "archives",
    UNPACK,
    startingWith("7z\u00BC\u00AF\u0027\u001C"),
  ),
  foreign("application/vnd.rar", "压缩包", "archives", UNPACK, startingWith("Rar!\u001A\u0007")),
  foreign(
    "application/x-ole-storage",
    "加密的 Office 文件",
    "password-protected Office files",
    UNLOCK,
    oleHolding("EncryptedPackage"),
  ),
  foreign(
    "application/msword",
    "Word 97–2003（.doc、.wps）",
    "Word 97–2003 (.doc, .wps)",
    SAVE_AS_TEXT,
    oleHolding("WordDocument"),
  ),
  foreign(
    "application/vnd.ms-excel",
    "Excel 97–2003（.xls）",
    "Excel 97–2003 (.xls)",
    SAVE_AS_TEXT,
    oleHolding("Workbook"),
  ),
  foreign(
    "application/x-ole-storage",
    "旧版 Office 文件",
    "legacy Office files",
    SAVE_AS_TEXT,
    oleHolding(""),
  ),
  foreign("application/rtf", "RTF", "RTF", SAVE_AS_TEXT, startingWith("{\\rtf")),
  foreign("image/png", "图片", "images", RECOGNISE, startingWith("\u0089PNG")),
  foreign("image/jpeg", "图片", "images", RECOGNISE, startingWith("\u00FF\u00D8\u00FF")),
  foreign("image/gif", "图片", "images", RECOGNISE, startingWith("GIF87a", "GIF89a")),
  foreign("image/tiff", "图片", "images", RECOGNISE, startingWith("II*\0", "MM\0*")),
  foreign("image/bmp", "图片", "images", RECOGNISE, (_, head) => /^BM.{4}\0{4}/su.test(head)),
  foreign("image/webp", "图片", "images", RECOGNISE, (_, head) => /^RIFF.{4}WEBP/su.test(head)),
  foreign("application/xml", "XML", "XML", SAVE_AS_TEXT, (bytes) => headText(bytes).startsWith("<?xml")),
];

const ALL: readonly Kind[] = [...KNOWN, ...FOREIGN];

function foreign(
  mediaType: string,
  zh: string,
  en: string,
  remedy: Remedy,
  recognises: Foreign["recognises"],
): Foreign {
  return { mediaType, zh, en, remedy, recognises };
}

function startingWith(...marks: string[]): Foreign["recognises"] {
  return (_, head) => marks.some((mark) => head.startsWith(mark));
}

/** The names of its entries stand uncompressed in a zip file. */
function zipHolding(entry: string): Foreign["recognises"] {
  return (bytes, head) => head.startsWith("PK\u0003\u0004") && bytes.includes(entry, 0, "latin1");
}

const LOCAL_HEADER = "PK\u0003\u0004";
const LOCAL_HEADER_BYTES = 30;
const DIRECTORY_ENTRY = "PK\u0001\u0002";
const DIRECTORY_ENTRY_BYTES = 46;
const DIRECTORY_END = "PK\u0005\u0006";
const DIRECTORY_OFFSET_AT = 16;

/**
 * A zip file with one of these names at its root. Files that are packed into it without compression have names of their
 * own; they do not count, so only its directory is looked at, unless that is lost.
 */
function zipWithRoot(...names: string[]): Kind["recognises"] {
  return (bytes, head) => {
    if (!head.startsWith(LOCAL_HEADER)) return false;
    const end = bytes.lastIndexOf(DIRECTORY_END, undefined, "latin1");
    const whole = end >= 0 && end + DIRECTORY_OFFSET_AT + 4 <= bytes.length;
    const directory = whole ? bytes.subarray(bytes.readUInt32LE(end + DIRECTORY_OFFSET_AT), end) : bytes;
    const [mark, size] = whole
      ? [DIRECTORY_ENTRY, DIRECTORY_ENTRY_BYTES]
      : [LOCAL_HEADER, LOCAL_HEADER_BYTES];
    return names.some((name) => {
      let at = directory.indexOf(name, 0, "latin1");
      while (at >= 0) {
        if (directory.toString("latin1", at - size, at - size + mark.length) === mark) return true;
        at = directory.indexOf(name, at + 1, "latin1");
      }
      return false;
    });
  };
}

/** The names of its streams stand in an OLE file as UTF-16. */
function oleHolding(stream: string): Foreign["recognises"] {
  return (bytes, head) =>
    head.startsWith("\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1") &&
    bytes.includes(stream, 0, "utf16le");
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
    return new Failure("empty-file", "文件是空的，请检查来源。The file is empty; check where it comes from.");
  const kind = recognise(bytes, FOREIGN);
  if (kind === undefined) {
    return new Failure(
      "binary-content",
      "文件内容不是文字，请检查是否损坏或选错了文件。The file does not hold text; check whether it is damaged or the wrong one.",
    );
  }
  const { zh, en, remedy } = kind;
  return new Failure(
    "unknown-format",
    `目前还不能读取${zh}，${remedy.zh}。fuhe does not read ${en} yet; ${remedy.en}.`,
  );
}
