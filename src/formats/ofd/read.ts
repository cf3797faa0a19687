import type { PositionedPage } from "../../model/layout.ts";
import type { Context } from "../../model/stage.ts";
import { OFD } from "../sniff.ts";
import { Budget } from "./budget.ts";
import { type OfdDocument, readDocuments } from "./document.ts";
import { annotationsOf, drawPage, type DrawnPage } from "./draw-page.ts";
import { listNames, warnOfAttachments, warnOfSeals } from "./enclosures.ts";
import { damaged, tooLarge } from "./failures.ts";
import { OfdPackage } from "./package.ts";

const MEGABYTE = 1024 * 1024;

/**
 * Reads an OFD file (GB/T 33190-2016) as pages of words, rulings and images, in points. Templates, annotations and groups
 * are drawn; fonts, scripts, actions, attachments and seals are not opened. Warns with the codes `seal`, `attachment`,
 * `watermark`, `unseen-text`, `text-layer`, `missing-part`, `page-size`. Throws a Failure: `encrypted`, `damaged-file`,
 * `too-large`.
 */
export async function readOfd(
  bytes: Uint8Array,
  context: Context,
): Promise<{ mediaType: string; pages: PositionedPage[] }> {
  refuseTooMany(bytes.length, context);
  const opened = await OfdPackage.open(bytes);
  const budget = new Budget();
  const drawn: DrawnPage[] = [];
  const documents = await readDocuments(opened);
  for (const document of documents) {
    const annotations = await annotationsOf(document);
    const numbers = new Map<string, number>();
    for (const entry of document.pages) {
      context.signal?.throwIfAborted();
      const number = drawn.length + 1;
      numbers.set(entry.id, number);
      drawn.push(await drawPage(document, entry, number, annotations.get(entry.id) ?? [], budget));
    }
    await warnOfSeals(document, numbers, context);
    await warnOfAttachments(document, context);
  }
  if (!drawn.some(({ read }) => read)) throw damaged("所列页面全部缺失", "none of its pages can be read");
  warnOfLeftOut(drawn, context);
  warnOfParts(documents, opened, drawn, context);
  return { mediaType: OFD, pages: drawn.map(({ page }) => page) };
}

function refuseTooMany(bytes: number, { limits }: Context): void {
  if (bytes <= limits.bytes) return;
  const [size, most] = [bytes, limits.bytes].map((count) => (count / MEGABYTE).toFixed(1));
  throw tooLarge(`${size} MB，上限 ${most} MB`, `${size} MB, the limit is ${most} MB`);
}

/** What is in the file and not among the words of its pages. */
function warnOfLeftOut(drawn: DrawnPage[], context: Context): void {
  const texts = (kind: "watermarks" | "unseen") => [...new Set(drawn.flatMap((page) => [...page[kind]]))];
  const firstWith = (test: (page: DrawnPage) => boolean) => ({ at: { page: drawn.findIndex(test) + 1 } });
  const watermarks = texts("watermarks");
  if (watermarks.length > 0) {
    context.warn({
      code: "watermark",
      message: `水印未计入表格：${listNames(watermarks)}。A watermark was kept out of the tables: ${listNames(watermarks)}.`,
      ...firstWith((page) => page.watermarks.size > 0),
    });
  }
  const unseen = texts("unseen");
  if (unseen.length > 0) {
    context.warn({
      code: "unseen-text",
      message: `页面上看不见的文字未读取：${listNames(unseen)}。Text that cannot be seen on the page was left out: ${listNames(unseen)}.`,
      ...firstWith((page) => page.unseen.size > 0),
    });
  }
  if (drawn.some(({ hasTextLayer }) => hasTextLayer)) {
    context.warn({
      code: "text-layer",
      message:
        "页面是扫描图像，文字取自图像下的识别层，请核对。A page is a scan; its words were taken from the text that was recognised on it and should be checked.",
      ...firstWith(({ hasTextLayer }) => hasTextLayer),
    });
  }
}

/** What the file refers to and does not hold, or holds under another name. */
function warnOfParts(
  documents: OfdDocument[],
  opened: OfdPackage,
  drawn: DrawnPage[],
  context: Context,
): void {
  const lost = documents.flatMap(({ parts }) => [...parts.missing, ...parts.broken]);
  if (lost.length > 0) {
    const page = drawn.findIndex(({ read }) => !read) + 1;
    context.warn({
      code: "missing-part",
      message: `文件缺少部件或部件已损坏，相应内容未读取：${listNames(lost)}。Parts of the file are missing or broken, and what they hold was not read: ${listNames(lost)}.`,
      ...(page > 0 && { at: { page } }),
    });
  }
  const misspelt = [...new Set(opened.misspelt.map(([, stored]) => stored))];
  if (misspelt.length > 0) {
    context.warn({
      code: "part-name",
      message: `部件名称大小写不符，按实际名称读取：${listNames(misspelt)}。Parts were asked for in other letters than they are stored in: ${listNames(misspelt)}.`,
    });
  }
  const unsized = drawn.findIndex(({ read, sized }) => read && !sized);
  if (unsized >= 0) {
    context.warn({
      code: "page-size",
      message:
        "文件未说明页面大小，按 A4 读取。The file does not say how large its pages are; A4 was assumed.",
      at: { page: unsized + 1 },
    });
  }
}
