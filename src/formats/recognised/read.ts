import { Failure } from "../../model/failure.ts";
import type { PositionedPage } from "../../model/layout.ts";
import type { Context } from "../../model/stage.ts";
import { checkSize } from "../check-size.ts";
import { decodeText } from "../decode-text.ts";
import { parseXml } from "../ofd/parse-xml.ts";
import { ALTO, HOCR, PAGE_XML, TSV } from "../sniff.ts";
import { pagesOfAlto } from "./read-alto.ts";
import { pagesOfHocr } from "./read-hocr.ts";
import { pagesOfPageXml } from "./read-page-xml.ts";
import { pagesOfTsv } from "./read-tsv.ts";
import { positionPage, type RecognisedPage } from "./recognised-page.ts";

interface ReadPages {
  mediaType: string;
  pages: PositionedPage[];
}

/** Reads hOCR. Failures as those of `readAlto`. */
export function readHocr(bytes: Uint8Array, context: Context): ReadPages {
  return finish(HOCR, pagesOfHocr(textOf(bytes, context)), context);
}

/** Reads Tesseract's TSV output. Failures as those of `readAlto`. */
export function readTsv(bytes: Uint8Array, context: Context): ReadPages {
  return finish(TSV, pagesOfTsv(textOf(bytes, context)), context);
}

/**
 * Reads ALTO. Warns with code `recognised-text`: nobody but one program read it, and no number of it is sure by itself.
 * Throws a Failure: `too-large`, `bad-encoding`, `damaged-file`, or `empty-file` where no page holds words.
 */
export function readAlto(bytes: Uint8Array, context: Context): ReadPages {
  return finish(ALTO, pagesOfAlto(rootOf(bytes, context)), context);
}

/** Reads PAGE XML. Failures as those of `readAlto`. */
export function readPageXml(bytes: Uint8Array, context: Context): ReadPages {
  return finish(PAGE_XML, pagesOfPageXml(rootOf(bytes, context)), context);
}

function textOf(bytes: Uint8Array, context: Context): string {
  checkSize(bytes, context);
  const decoded = decodeText(bytes);
  if (decoded !== null) return decoded.text;
  throw new Failure(
    "bad-encoding",
    "无法判断识别结果的文字编码，请以 UTF-8 另存 / The encoding of this recognised text cannot be told; save it as UTF-8.",
  );
}

function rootOf(bytes: Uint8Array, context: Context): NonNullable<ReturnType<typeof parseXml>> {
  checkSize(bytes, context);
  const root = parseXml(bytes);
  if (root !== null) return root;
  throw new Failure(
    "damaged-file",
    "识别结果的 XML 不完整或有误，请重新导出 / The XML of this recognised text is damaged or cut off; export it again.",
  );
}

function finish(mediaType: string, recognised: readonly RecognisedPage[], context: Context): ReadPages {
  if (recognised.length > context.limits.pages) {
    const [has, may] = [String(recognised.length), String(context.limits.pages)];
    throw new Failure(
      "too-large",
      `文件有 ${has} 页，超过上限 ${may} 页，请拆分文件或提高上限 / The file has ${has} pages, the limit is ${may}; split it or raise the limit.`,
    );
  }
  const pages = recognised.map((page, index) => positionPage(page, index + 1));
  if (pages.every(({ words }) => words.length === 0)) {
    throw new Failure(
      "empty-file",
      "识别结果中没有文字，请检查原图是否已识别 / This recognised text holds no words; check whether the picture was read.",
    );
  }
  const names = [...new Set(recognised.flatMap(({ recogniser }) => recogniser ?? []))].join(", ");
  context.warn({
    code: "recognised-text",
    message: `文字由识别软件${names === "" ? "" : `（${names}）`}读出，数值未经第二次识别，须由表内算式或人工确认 / The text was recognised by a program${names === "" ? "" : ` (${names})`} and read only once; its numbers need the form's arithmetic or a person to confirm them.`,
    at: { page: 1 },
  });
  return { mediaType, pages };
}
