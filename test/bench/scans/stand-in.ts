import { drawsOf } from "../../../fixtures/make/scan/draws.ts";
import type { Box, Ruling, Word } from "../../../src/model/layout.ts";
import type { PageReader } from "../../../src/model/recognition.ts";
import type { ScannedPage } from "./scanned-documents.ts";

/** Share of numbers that the stand-in gets wrong, and of those that it is sure of nonetheless. */
const WRONG = 0.02;
const SURE = 0.25;

/**
 * Reads what the text layer says, with one digit changed in some numbers: to try the measuring itself. Every wrong number it
 * makes must be found again in the table.
 */
export function standIn({ truth }: ScannedPage): PageReader {
  return {
    recognisers: ["stand-in"],
    readPage: (page) => {
      const draws = drawsOf(`${truth.source}:${truth.recipe}:${String(truth.page)}`);
      const words = truth.words.map(({ text, box }): Word => {
        const isWrong = /^[\d.,%]+$/u.test(text) && draws.next() < WRONG;
        const confidence = isWrong && draws.next() >= SURE ? 0.5 : 0.99;
        const size = box[3] - box[1];
        return { text: isWrong ? otherDigit(text, draws.below(9)) : text, box, size, confidence };
      });
      const rulings = truth.cells.filter(({ walled }) => walled).flatMap(({ box }) => wallsOf(box));
      const { pageWidth: width, pageHeight: height } = truth;
      return Promise.resolve({ ...page, width, height, words, rulings, images: [] });
    },
    close: () => Promise.resolve(),
  };
}

function wallsOf([left, top, right, bottom]: Box): Ruling[] {
  return [
    { orientation: "horizontal", at: top, from: left, to: right },
    { orientation: "horizontal", at: bottom, from: left, to: right },
    { orientation: "vertical", at: left, from: top, to: bottom },
    { orientation: "vertical", at: right, from: top, to: bottom },
  ];
}

function otherDigit(text: string, step: number): string {
  return text.replace(/\d/u, (digit) => String((Number(digit) + 1 + step) % 10));
}
