import { isUtf8 } from "node:buffer";

export type TextEncoding = "utf-8" | "utf-16le" | "utf-16be" | "gb18030";

export interface DecodedText {
  /** Without a byte order mark; bytes that do not belong to the encoding are U+FFFD. */
  text: string;
  encoding: TextEncoding;
}

/** Byte order marks; none of them begins a text of another encoding. */
const BYTE_ORDER_MARKS: readonly (readonly [TextEncoding, readonly number[]])[] = [
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
  ["gb18030", [0x84, 0x31, 0x95, 0x33]],
];

/** How much of a file is looked at to tell UTF-16 without a mark. */
const SAMPLE_BYTES = 64 * 1024;
/** The share of usual characters that a text must have for UTF-16 without a mark to be believed. */
const USUAL_SHARE = 0.9;
/**
 * The share of damaged characters, of those beyond ASCII, up to which an encoding is still believed. Chinese text in
 * GB18030 has well over half of them damaged when it is taken for UTF-8.
 */
const DAMAGED_SHARE = 0.2;

/**
 * Decodes a text file: by its byte order mark; without one as UTF-8, as UTF-16 (told by its NUL bytes) or as GB18030,
 * whichever the bytes are valid in. A text of which only a few characters are damaged keeps its encoding. Null where no
 * encoding fits.
 */
export function decodeText(bytes: Uint8Array): DecodedText | null {
  const marked = encodingOfMark(bytes);
  if (marked !== null) return { text: decode(bytes, marked), encoding: marked };
  if (isUtf8(bytes) && !bytes.includes(0)) return { text: decode(bytes, "utf-8"), encoding: "utf-8" };
  const candidates: (TextEncoding | null)[] = bytes.includes(0) ? [detectUtf16(bytes)] : ["utf-8", "gb18030"];
  for (const encoding of candidates) {
    if (encoding === null) continue;
    const text = decode(bytes, encoding);
    if (damagedShare(text) <= DAMAGED_SHARE) return { text, encoding };
  }
  return null;
}

/** The encoding that a byte order mark names; null where there is none. */
export function encodingOfMark(bytes: Uint8Array): TextEncoding | null {
  const named = BYTE_ORDER_MARKS.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte));
  return named?.[0] ?? null;
}

/**
 * The byte order of UTF-16 without a mark: the one in which nearly all characters are those of Chinese or English text.
 * In the wrong order, line ends, digits and spaces become characters that no such text holds. Null where neither fits.
 */
export function detectUtf16(bytes: Uint8Array): "utf-16le" | "utf-16be" | null {
  if (bytes.length % 2 !== 0) return null;
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const little = usualShare(decode(sample, "utf-16le"));
  const big = usualShare(decode(sample, "utf-16be"));
  if (Math.max(little, big) < USUAL_SHARE || little === big) return null;
  return little > big ? "utf-16le" : "utf-16be";
}

function decode(bytes: Uint8Array, encoding: TextEncoding): string {
  // The decoder drops the mark of UTF-8 and UTF-16 only.
  return new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes).replace(/^\uFEFF/u, "");
}

/** Printable ASCII, white space, Chinese characters and their punctuation, full-width forms, and a few signs. */
const USUAL = /[\t\n\r\f\u0020-\u007E·×÷“”‘’…—–‰℃①-⑳Ⅰ-Ⅻ■□▲△○●★☆≤≥≠\u3000-\u303F\u4E00-\u9FFF\uFF01-\uFFEE]/gu;

function usualShare(text: string): number {
  return text === "" ? 0 : (text.match(USUAL)?.length ?? 0) / text.length;
}

const BEYOND_ASCII = /[^\0-\u007F]/gu;
const DAMAGED = /\uFFFD/gu;

function damagedShare(text: string): number {
  return (text.match(DAMAGED)?.length ?? 0) / (text.match(BEYOND_ASCII)?.length ?? 1);
}
