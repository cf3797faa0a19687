import type { PositionedPage } from "../../model/layout.ts";
import type { Context } from "../../model/stage.ts";
import type { OfdDocument } from "./document.ts";
import type { OfdPackage } from "./package.ts";

/** How many names a warning lists. */
const LISTED = 20;
/** Words below this confidence hold characters that mean nothing. */
const GARBLED_BELOW = 0.5;

/** What a page came to. */
export interface DrawnPage {
  page: PositionedPage;
  watermarks: Set<string>;
  unseen: Set<string>;
  hasHiddenText: boolean;
  /** Whether the page's own part could be read. */
  read: boolean;
  /** Whether its size is known. */
  sized: boolean;
}

/** The first of some names, and how many there are where that is not all. */
export function listNames(names: string[]): string {
  const listed = names.slice(0, LISTED).join("、");
  return names.length > LISTED ? `${listed} … (${names.length})` : listed;
}

/** What is in the file and is not handed on with the words of its pages: `watermark` and `unseen-text`. */
export function warnOfLeftOut(drawn: DrawnPage[], context: Context): void {
  const texts = (kind: "watermarks" | "unseen") => [...new Set(drawn.flatMap((page) => [...page[kind]]))];
  const watermarks = texts("watermarks");
  if (watermarks.length > 0) {
    context.warn({
      code: "watermark",
      message: `水印未计入表格：${listNames(watermarks)}。A watermark was kept out of the tables: ${listNames(watermarks)}.`,
      at: firstPage(drawn, (page) => page.watermarks.size > 0),
    });
  }
  const unseen = texts("unseen");
  if (unseen.length > 0) {
    context.warn({
      code: "unseen-text",
      message: `页面上看不见的文字未读取：${listNames(unseen)}。Text that cannot be seen on the page was left out: ${listNames(unseen)}.`,
      at: firstPage(drawn, (page) => page.unseen.size > 0),
    });
  }
}

/** What is handed on and may not be relied on: `hidden-text`, `garbled-text`; and `image-page` where nothing is. */
export function warnOfWords(
  pages: PositionedPage[],
  drawn: DrawnPage[],
  isPicture: (page: PositionedPage) => boolean,
  context: Context,
): void {
  if (drawn.some(({ hasHiddenText }) => hasHiddenText)) {
    context.warn({
      code: "hidden-text",
      message:
        "页面上的文字不可见（多为扫描件的识别结果），数值可能有误。The text of this page is invisible, mostly what a recognition of a scan made of it; values may be wrong.",
      at: firstPage(drawn, ({ hasHiddenText }) => hasHiddenText),
    });
  }
  for (const page of pages) {
    const garbled = page.words.filter(({ confidence }) => confidence < GARBLED_BELOW);
    const [first] = garbled;
    if (first !== undefined) {
      context.warn({
        code: "garbled-text",
        message: `第 ${page.number} 页有 ${garbled.length} 处文字编码有误（如“${first.text}”），其内容不可信。The text of page ${page.number} is garbled in ${garbled.length} places; what it says there cannot be relied on.`,
        at: { page: page.number, bbox: first.box },
      });
    }
    if (isPicture(page)) {
      context.warn({
        code: "image-page",
        message: `第 ${page.number} 页只有图片，没有文字，需要文字识别（OCR），目前尚不支持。Page ${page.number} is only a picture without text; it needs text recognition (OCR), which is not supported yet.`,
        at: { page: page.number },
      });
    }
  }
}

/** What the file refers to and does not hold as it should: `missing-part`, `part-name`, `page-size`. */
export function warnOfParts(
  documents: OfdDocument[],
  opened: OfdPackage,
  drawn: DrawnPage[],
  context: Context,
): void {
  const lost = documents.flatMap(({ parts }) => [...parts.missing, ...parts.broken]);
  if (lost.length > 0) {
    context.warn({
      code: "missing-part",
      message: `文件缺少部件或部件已损坏，相应内容未读取：${listNames(lost)}。Parts of the file are missing or broken, and what they hold was not read: ${listNames(lost)}.`,
      ...(drawn.some(({ read }) => !read) && { at: firstPage(drawn, ({ read }) => !read) }),
    });
  }
  const misspelt = [...opened.misspelt];
  if (misspelt.length > 0) {
    context.warn({
      code: "part-name",
      message: `部件名称大小写不符，按实际名称读取：${listNames(misspelt)}。Parts were asked for in other letters than they are stored in: ${listNames(misspelt)}.`,
    });
  }
  if (drawn.some(({ read, sized }) => read && !sized)) {
    context.warn({
      code: "page-size",
      message:
        "文件未说明页面大小，按 A4 读取。The file does not say how large its pages are; A4 was assumed.",
      at: firstPage(drawn, ({ read, sized }) => read && !sized),
    });
  }
}

/** The first page that passes a test. */
function firstPage(drawn: DrawnPage[], test: (page: DrawnPage) => boolean): { page: number } {
  return { page: drawn.findIndex(test) + 1 };
}
