import type { Box } from "../../model/layout.ts";
import type { RecognisedPage } from "./recognised-page.ts";

/** What a row of the output is about. */
const [PAGE, LINE, WORD] = [1, 4, 5];

/** Pages of Tesseract's TSV output (tesseract 3.05 and later). Rows that are cut off are left out. */
export function pagesOfTsv(text: string): RecognisedPage[] {
  const pages: RecognisedPage[] = [];
  let line: Box | undefined;
  for (const row of text.split(/\r?\n/u).slice(1)) {
    const fields = row.split("\t");
    if (fields.length < 11) continue;
    const [level, , , , , , left = 0, top = 0, width = 0, height = 0, percent = -1] = fields.map(Number);
    const box: Box = [left, top, left + width, top + height];
    if (!box.every((value) => Number.isFinite(value))) continue;
    if (level === PAGE || pages.length === 0) pages.push(emptyPage(level === PAGE ? box : [0, 0, 0, 0]));
    if (level === LINE) line = box;
    const word = fields.slice(11).join("\t");
    if (level === WORD && word.trim() !== "") {
      pages.at(-1)?.words.push({
        text: word,
        box,
        line: line ?? box,
        confidence: percent < 0 ? null : percent / 100,
        others: [],
      });
    }
  }
  return pages;
}

function emptyPage([, , width, height]: Box): RecognisedPage {
  return { width, height, unitsPerInch: null, words: [], separators: [], cells: [], recogniser: "tesseract" };
}
