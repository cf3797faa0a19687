import { Failure } from "../model/failure.ts";
import type { Box, Page, PositionedPage, Word } from "../model/layout.ts";
import { isMostlyPicture } from "../model/mostly-picture.ts";
import type { Context } from "../model/stage.ts";

/** Words of less confidence are garbled: their characters are not what is printed. */
const GARBLED = 0.5;

/** Confidence of text that is drawn invisibly over the picture of a scan: somebody's recognition of it. */
const HIDDEN = 0.85;

/**
 * Recognises the pages that are only pictures, and on the others the words whose text layer is garbled. With `reread` pages
 * whose text is another program's recognition are read anew as well.
 *
 * A page that cannot be recognised stays without words, with a warning `page-not-recognised`, and the others go on. Throws the
 * `Failure` of the last page where none could be.
 */
export async function recognisePages(
  pages: readonly Page[],
  context: Context,
  { reread = false } = {},
): Promise<Page[]> {
  const { ocr } = context;
  if (ocr === undefined) return [...pages];
  const read: Page[] = [];
  let failure: Failure | undefined;
  const total = pages.filter((page) => wantsReading(page, reread)).length;
  let done = 0;
  for (const page of pages) {
    context.signal?.throwIfAborted();
    if (!wantsReading(page, reread)) {
      read.push(page);
      continue;
    }
    if (done === 0) context.onPages?.(0, total);
    try {
      const recognised = await ocr.readPage(page, context);
      const isHidden = page.words.every(({ confidence }) => reread && confidence === HIDDEN);
      if (isHidden) read.push(recognised);
      else if (!standsAlike(page, recognised)) {
        if (isMostlyPicture(page)) warnOfNote(page, context);
        read.push(isMostlyPicture(page) ? recognised : page);
      } else read.push(isMostlyPicture(page) ? withNote(page, recognised) : mendGarbled(page, recognised));
      warnOfRecognition(recognised, context);
    } catch (error) {
      if (!(error instanceof Failure) || error.code === "interrupted") throw error;
      failure = error;
      read.push(page);
      warnOfFailure(page.number, error, context);
    }
    done += 1;
    context.onPages?.(done, total);
  }
  if (failure !== undefined && read.every((page) => page.kind === "positioned" && page.words.length === 0))
    throw failure;
  return read;
}

function wantsReading(page: Page, reread: boolean): page is PositionedPage {
  if (page.kind !== "positioned" || page.picture === undefined) return false;
  const { words, images, rulings } = page;
  if (words.length === 0) return images.length > 0 || rulings.length > 0;
  if (isMostlyPicture(page)) return true;
  return words.some(({ confidence }) => confidence < GARBLED || (reread && confidence === HIDDEN));
}

/** How far, in points, two pages may differ in size, and in degrees by how much one may lean, for places to be the same on both. */
const ALIKE = { size: 2, lean: 0.2 };

/** Whether the recognised page stands as the page itself does, so that a place on the one is that place on the other. */
function standsAlike(page: PositionedPage, recognised: PositionedPage): boolean {
  const lean = Math.abs((((recognised.recognised?.turned ?? 0) + 180) % 360) - 180);
  return (
    lean <= ALIKE.lean &&
    Math.abs(page.width - recognised.width) <= ALIKE.size &&
    Math.abs(page.height - recognised.height) <= ALIKE.size
  );
}

/** The recognised page with what is printed over its picture; a picture that was drawn with it says it already. */
function withNote(page: PositionedPage, recognised: PositionedPage): PositionedPage {
  const notes = page.words.filter(({ box }) => !covers(recognised.words, box));
  return { ...recognised, words: [...recognised.words, ...notes] };
}

/** The page with its garbled words replaced by what was recognised where they stand. */
function mendGarbled(page: PositionedPage, recognised: PositionedPage): PositionedPage {
  const good = page.words.filter(({ confidence }) => confidence >= GARBLED);
  const garbled = page.words.filter(({ confidence }) => confidence < GARBLED);
  const taken = recognised.words.filter(({ box }) => garbled.some((word) => isOver(box, word.box)));
  const left = garbled.filter(({ box }) => !taken.some((word) => isOver(box, word.box)));
  return {
    ...page,
    words: [...good, ...taken.filter(({ box }) => !covers(good, box)), ...left],
    ...(recognised.recognised === undefined
      ? {}
      : { recognised: { ...recognised.recognised, partly: true } }),
  };
}

function isOver(a: Box, b: Box): boolean {
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}

/** Whether a good word stands in the middle of a box. */
function covers(words: readonly Word[], [left, top, right, bottom]: Box): boolean {
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  return words.some(({ box }) => box[0] <= x && x <= box[2] && box[1] <= y && y <= box[3]);
}

function warnOfRecognition({ number, recognised, words }: PositionedPage, context: Context): void {
  const names = recognised?.recognisers.join(" + ") ?? "";
  const doubtful = words.filter(({ text, confidence }) => /\d/u.test(text) && confidence < 0.9).length;
  const all = words.filter(({ text }) => /\d/u.test(text)).length;
  const dpi = String(recognised?.dpi ?? "");
  context.warn({
    code: "recognised-page",
    message: `第 ${String(number)} 页由 ${names} 识别（${dpi} dpi），含数字的 ${String(all)} 处中 ${String(doubtful)} 处存疑 / Page ${String(number)} was recognised by ${names} (${dpi} dpi); of ${String(all)} places with figures ${String(doubtful)} are doubtful.`,
    at: { page: number },
  });
}

function warnOfNote({ number, words }: PositionedPage, context: Context): void {
  const text = words.map((word) => word.text).join(" ");
  context.warn({
    code: "unread-text",
    message: `第 ${String(number)} 页图片上另印有文字“${text}”，未入记录 / “${text}” is printed over the picture of page ${String(number)}; it is not in the record.`,
    at: { page: number },
  });
}

function warnOfFailure(number: number, { code, message }: Failure, context: Context): void {
  context.warn({
    code: "page-not-recognised",
    message: `第 ${String(number)} 页未能识别，其内容缺失 / Page ${String(number)} could not be recognised, and what it says is missing. [${code}] ${message}`,
    at: { page: number },
  });
}
