/** Full-width forms of the printable ASCII characters (U+FF01–FF5E) and the ideographic space. */
const WIDE = /[\uFF01-\uFF5E\u3000]/gu;
const WIDE_OFFSET = 0xfe_e0;

/** White space as forms print it: `\s` does not know the zero-width characters that text layers leave behind. */
const SPACE_RUN = /[\s\u200B-\u200D\u2060]+/gu;

/**
 * Full-width ASCII and the ideographic space as ASCII; nothing else is changed and no character moves, so that a
 * position in the result is the position in the input. Not NFKC, which would take ① for 1 and ㎡ for m2.
 */
export function foldWidth(text: string): string {
  return text.replace(WIDE, (wide) =>
    wide === "\u3000" ? " " : String.fromCharCode(wide.charCodeAt(0) - WIDE_OFFSET),
  );
}

const DECORATION = /[\s\u200B-\u200D\u2060:\uFE13\uFE55\u2236★☆※*·•●◆_“”"]+/gu;
const OPENING = /[[【〔﹙]/gu;
const CLOSING = /[\]】〕﹚]/gu;
/** 一、 (一) 1. 1、 1) (1) ①; a point before a digit is a decimal point or a date. */
const LIST_NUMBERS =
  /^(?:\((?:[一二三四五六七八九十]{1,3}|\d{1,2})\)|[一二三四五六七八九十]{1,3}[、.]|\d{1,2}(?:[、)]|\.(?!\d))|[①-⑳])+/u;

/**
 * What two printings of one label have in common: width folded; white space, colons, decoration and leading list
 * numbers dropped; every bracket ( or ); latin letters in lower case.
 */
export function labelKey(text: string): string {
  return foldWidth(text)
    .replace(DECORATION, "")
    .replace(OPENING, "(")
    .replace(CLOSING, ")")
    .replace(LIST_NUMBERS, "")
    .toLowerCase();
}

/**
 * A label key without the notes in brackets that trail it: 执行率(b/a) → 执行率; the last bracket may be cut off. A key that
 * is all note stays.
 */
export function withoutBrackets(key: string): string {
  let end = key.length;
  let depth = 0;
  for (let index = key.length - 1; index > 0; index -= 1) {
    if (key[index] === ")") {
      if (depth === 0 && index !== end - 1) break;
      depth += 1;
    } else if (key[index] === "(") {
      depth = Math.max(0, depth - 1);
      if (depth === 0) end = index;
    }
  }
  return key.slice(0, end);
}

/** Tags that end a line. Only tags of HTML are tags: "<10" and "<A级>" are text. */
const LINE_TAG = /<\/?(?:p|br|div|li|ul|ol|tr|table|tbody|thead|h[1-6]|hr)(?:\s[^<>]*)?\/?>/giu;
const CELL_TAG = /<\/(?:td|th)\s*>/giu;
const OTHER_TAG =
  /<\/?(?:a|b|i|u|s|em|strong|span|font|small|big|sub|sup|td|th|img|center|label|section|o:p)(?:\s[^<>]*)?\/?>/giu;
const ENTITY = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/giu;
const NAMED_ENTITIES = new Map([
  ["nbsp", " "],
  ["ensp", " "],
  ["emsp", " "],
  ["lt", "<"],
  ["gt", ">"],
  ["amp", "&"],
  ["quot", '"'],
  ["apos", "'"],
  ["le", "≤"],
  ["ge", "≥"],
  ["times", "×"],
  ["divide", "÷"],
  ["middot", "·"],
  ["mdash", "—"],
  ["ndash", "–"],
  ["hellip", "…"],
  ["ldquo", "“"],
  ["rdquo", "”"],
  ["lsquo", "‘"],
  ["rsquo", "’"],
  ["yen", "¥"],
  ["permil", "‰"],
]);

/**
 * The text of a cell that was exported with its HTML: paragraphs and line breaks as "\n", cells parted by tabs, other
 * tags dropped, entities decoded once, no blank lines at the ends. Text without tags only loses white space at its ends.
 */
export function stripHtml(text: string): string {
  const untagged = text.includes("<") ? dropTags(text) : text;
  return (untagged.includes("&") ? untagged.replace(ENTITY, decodeEntity) : untagged).trim();
}

function dropTags(text: string): string {
  return text
    .split(LINE_TAG)
    .map((line) => line.replace(CELL_TAG, "\t").replace(OTHER_TAG, "").trim())
    .filter((line) => line !== "")
    .join("\n");
}

function decodeEntity(
  entity: string,
  decimal: string | undefined,
  hex: string | undefined,
  name: string | undefined,
): string {
  if (name !== undefined) return NAMED_ENTITIES.get(name.toLowerCase()) ?? entity;
  const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number.parseInt(decimal, 10);
  if (code === 0xa0) return " ";
  // Control characters, lone surrogates and numbers beyond Unicode stay as they are printed.
  return code < 0x20 || code > 0x10_ff_ff || (code >= 0xd8_00 && code <= 0xdf_ff)
    ? entity
    : String.fromCodePoint(code);
}

const NIL = /^(?:暂?无|不适用|n\/?a|[-‐-―−─━/\\*…⋯.·_]+)[。；;.]?$/iu;

/**
 * Whether a cell says nothing: `blank`, nothing is printed; `nil`, a sign for nothing (无 / — - …… **); null, there is
 * something. "0" is something: nothing is not zero.
 */
export function nilKind(raw: string): "blank" | "nil" | null {
  const text = foldWidth(raw).replace(SPACE_RUN, "");
  if (text === "") return "blank";
  return NIL.test(text) ? "nil" : null;
}

const CHINESE_END = /[\p{Script=Han}，。；：、（）％]$/u;
const CHINESE_START = /^[\p{Script=Han}，。；：、（）％]/u;

/** The text with white space tidied: none at the ends, line breaks within Chinese text closed, runs as one space. */
export function tidySpace(text: string): string {
  return text.includes("\n") ? joinLines(text.split("\n")) : text.trim().replace(SPACE_RUN, " ");
}

function joinLines(lines: string[]): string {
  let joined = "";
  for (const line of lines.map(tidySpace)) {
    const wraps = joined === "" || line === "" || CHINESE_END.test(joined) || CHINESE_START.test(line);
    joined += wraps ? line : ` ${line}`;
  }
  return joined;
}
