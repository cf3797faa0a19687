import { Parser } from "htmlparser2";
import type { Box } from "../../model/layout.ts";
import type { RecognisedPage, RecognisedWord } from "./recognised-page.ts";

/** Classes of elements that are a line, whatever stands in it. */
const LINES: ReadonlySet<string> = new Set([
  "ocr_line",
  "ocr_header",
  "ocr_caption",
  "ocr_textfloat",
  "ocrx_line",
]);

/** Pages of hOCR (the hOCR specification 1.2): classes say what an element is, titles where it stands. */
export function pagesOfHocr(html: string): RecognisedPage[] {
  const pages: RecognisedPage[] = [];
  const open: { line: Box | undefined; word: RecognisedWord | undefined }[] = [];
  let recogniser: string | null = null;
  const parser = new Parser({
    onopentag(name, attributes) {
      const classes = (attributes["class"] ?? "").split(/\s+/u);
      const title = attributes["title"] ?? "";
      const box = boxOf(title);
      const parent = open.at(-1);
      const line = classes.some((own) => LINES.has(own)) ? box : parent?.line;
      let word = parent?.word;
      if (name === "meta" && attributes["name"]?.toLowerCase() === "ocr-system")
        recogniser = attributes["content"]?.trim() ?? null;
      if (classes.includes("ocr_page")) pages.push(pageOf(title, recogniser));
      const page = pages.at(-1);
      if (classes.includes("ocr_separator") && box !== undefined) page?.separators.push(box);
      if (classes.includes("ocrx_word") && box !== undefined && page !== undefined) {
        const [percent] = numbersOf(title, "x_wconf");
        const confidence = percent === undefined ? null : percent / 100;
        word = { text: "", box, line: line ?? box, confidence, others: [] };
        page.words.push(word);
      }
      open.push({ line, word });
    },
    ontext(text) {
      const word = open.at(-1)?.word;
      if (word !== undefined) word.text += text;
    },
    onclosetag() {
      open.pop();
    },
  });
  parser.end(html);
  return pages;
}

function pageOf(title: string, recogniser: string | null): RecognisedPage {
  const [left, top, right, bottom] = boxOf(title) ?? [0, 0, 0, 0];
  const [resolution] = numbersOf(title, "scan_res");
  return {
    width: right - left,
    height: bottom - top,
    unitsPerInch: resolution === undefined || resolution <= 1 ? null : resolution,
    words: [],
    separators: [],
    cells: [],
    recogniser,
  };
}

/** Numbers of one property of a title: "bbox 10 20 30 40; x_wconf 95". */
function numbersOf(title: string, property: string): number[] {
  for (const part of title.split(";")) {
    const [name, ...values] = part.trim().split(/\s+/u);
    if (name === property) return values.map(Number).filter((value) => Number.isFinite(value));
  }
  return [];
}

function boxOf(title: string): Box | undefined {
  const [left, top, right, bottom] = numbersOf(title, "bbox");
  return left === undefined || top === undefined || right === undefined || bottom === undefined
    ? undefined
    : [left, top, right, bottom];
}
