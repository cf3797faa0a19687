import { Failure } from "../../model/failure.ts";
import type { LinesPage, TextLine } from "../../model/layout.ts";
import type { Context } from "../../model/stage.ts";
import { checkSize } from "../check-size.ts";
import { decodeText, type TextEncoding } from "../decode-text.ts";
import { TEXT } from "../sniff.ts";

/** Stands for bytes that do not belong to the encoding. */
const DAMAGED = "\uFFFD";

/**
 * Reads a text file as pages of lines. Form feeds part the pages; lines keep the numbers they have in the whole file;
 * tabs stay. Warns with code `encoding` where the file is not UTF-8 or holds characters that cannot be read.
 * Throws a Failure: `too-large`, `bad-encoding`, or `empty-file` where there is nothing but white space.
 */
export function readText(bytes: Uint8Array, context: Context): { mediaType: string; pages: LinesPage[] } {
  const { limits } = context;
  checkSize(bytes, context);
  const decoded = decodeText(bytes);
  if (decoded === null) throw badEncoding();
  const whole = decoded.text.replace(/\r\n?/gu, "\n");
  const text = trimLineEnds(whole);
  if (text.trim() === "") throw blank();
  const lines = countLines(text);
  if (lines > limits.lines) throw tooManyLines(lines, limits.lines);
  const pages = splitPages(text);
  const last = pages.at(-1);
  if (last !== undefined && text.length === whole.length) last.endsOpen = true;
  warnOfEncoding(decoded.encoding, pages, context);
  return { mediaType: TEXT, pages };
}

/** Line ends and form feeds at the end of a file begin nothing. */
function trimLineEnds(text: string): string {
  let end = text.length;
  while (text[end - 1] === "\n" || text[end - 1] === "\f") end -= 1;
  return text.slice(0, end);
}

/** Pieces that line ends and form feeds part. */
function countLines(text: string): number {
  let lines = 1;
  for (let at = 0; at < text.length; at += 1) if (text[at] === "\n" || text[at] === "\f") lines += 1;
  return lines;
}

/** A form feed ends a page, not a line: the text after it goes on in the same line of the file. */
function splitPages(text: string): LinesPage[] {
  const pages: LinesPage[] = [];
  let line = 1;
  for (const pageText of text.split("\f")) {
    const texts = pageText.split("\n");
    const first = line;
    line += texts.length - 1;
    if (texts.at(-1) === "") texts.pop();
    const lines = texts.map((lineText, index): TextLine => ({ line: first + index, text: lineText }));
    pages.push({ kind: "lines", number: pages.length + 1, lines });
  }
  return pages;
}

function warnOfEncoding(encoding: TextEncoding, pages: LinesPage[], context: Context): void {
  if (encoding !== "utf-8") {
    const name = encoding.toUpperCase();
    const message = `文件不是 UTF-8 编码，按 ${name} 读取 / The file is not UTF-8; it was read as ${name}.`;
    context.warn({ code: "encoding", message });
  }
  const damaged = pages.flatMap((page) =>
    page.lines
      .filter(({ text }) => text.includes(DAMAGED))
      .map(({ line, text }) => ({ page: page.number, line, column: text.indexOf(DAMAGED) + 1 })),
  );
  const [at] = damaged;
  if (at === undefined) return;
  const message = `有 ${damaged.length} 行含无法解码的字符，以 U+FFFD 代替 / Lines with characters that could not be decoded: ${damaged.length}; U+FFFD stands for them.`;
  context.warn({ code: "encoding", message, at });
}

function tooManyLines(lines: number, limit: number): Failure {
  return new Failure(
    "too-large",
    `文件有 ${lines} 行，超过上限 ${limit} 行，请拆分文件或提高上限 / The file has ${lines} lines, the limit is ${limit}; split it or raise the limit.`,
  );
}

function badEncoding(): Failure {
  return new Failure(
    "bad-encoding",
    "无法判断文件的文字编码，请另存为 UTF-8 文本 / The encoding of the text cannot be told; save the file as UTF-8.",
  );
}

function blank(): Failure {
  return new Failure(
    "empty-file",
    "文件中没有文字，请检查来源 / The file holds no text; check where it comes from.",
  );
}
