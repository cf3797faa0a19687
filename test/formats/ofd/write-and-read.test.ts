import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { writeOfd } from "../../../fixtures/make/write-ofd.ts";
import { usualWidth } from "../../../src/formats/ofd/glyphs.ts";
import type { PositionedPage, Ruling, Word } from "../../../src/model/layout.ts";
import { read } from "./ofd-file.ts";

const WIDTH = 595.28;
const HEIGHT = 841.89;
/** Points by which what comes back may be off. */
const NEAR = 0.1;

const chars = fc.constantFrom(...Array.from("绩效自评表预算数得分≥≤（）：、。ABCabc0123456789.%-/<>&\"'①☑"));
const size = fc.integer({ min: 60, max: 300 }).map((tenths) => tenths / 10);

/** Words stand in cells of their own, so that none is the same as another at the same place. */
function words(vertical: boolean): fc.Arbitrary<Word[]> {
  const one = fc.record({
    text: fc.array(chars, { minLength: vertical ? 3 : 1, maxLength: vertical ? 8 : 12 }),
    size,
    stretch: fc.integer({ min: 70, max: 130 }),
  });
  return fc.array(one, { minLength: 1, maxLength: 8 }).map((list) =>
    list.map((word, at): Word => {
      const usual = word.text.map((char) => usualWidth(char) * word.size);
      const stretch = word.stretch / 100;
      const wide = (vertical ? Math.max(...usual) : usual.reduce((sum, width) => sum + width, 0)) * stretch;
      const high = vertical ? word.size * (1 + (word.text.length - 1) * 1.1) : word.size;
      const left = vertical ? 10 + at * 60 : 5;
      const top = vertical ? 5 : 10 + at * 80;
      return {
        text: word.text.join(""),
        box: [left, top, left + wide, top + high],
        size: word.size,
        confidence: 1,
      };
    }),
  );
}

const ruling: fc.Arbitrary<Ruling> = fc
  .record({
    orientation: fc.constantFrom("horizontal" as const, "vertical" as const),
    at: fc.integer({ min: 0, max: 590 }),
    from: fc.integer({ min: 0, max: 500 }),
    length: fc.integer({ min: 5, max: 90 }),
  })
  .map(({ orientation, at, from, length }) => ({ orientation, at, from, to: from + length }));

function page(list: Word[], rulings: Ruling[]): PositionedPage {
  return { kind: "positioned", number: 1, width: WIDTH, height: HEIGHT, words: list, rulings, images: [] };
}

async function back(written: PositionedPage): Promise<PositionedPage> {
  const { pages, warnings } = await read(await writeOfd([written]));
  expect(warnings).toEqual([]);
  expect(pages).toHaveLength(1);
  return pages[0] as PositionedPage;
}

describe("an OFD file that was written", () => {
  it.each([
    ["level", false],
    ["upright", true],
  ])("gives back its %s words", async (_, vertical) => {
    await fc.assert(
      fc.asyncProperty(words(vertical), async (list) => {
        const got = await back(page(list, []));
        expect(got.words.map(({ text }) => text)).toEqual(list.map(({ text }) => text));
        got.words.forEach((word, at) => {
          const wanted = list[at] as Word;
          word.box.forEach((side, index) => {
            expect(Math.abs(side - (wanted.box[index] as number))).toBeLessThan(NEAR);
          });
          expect(Math.abs(word.size - wanted.size)).toBeLessThan(NEAR);
          expect(word.confidence).toBe(1);
        });
      }),
      { numRuns: 60 },
    );
  });

  it("gives back its rulings and the size of its page", async () => {
    const word: Word = { text: "表", box: [1, 830, 11, 840], size: 10, confidence: 1 };
    await fc.assert(
      fc.asyncProperty(fc.array(ruling, { maxLength: 20 }), async (list) => {
        const got = await back(page([word], list));
        expect(Math.abs(got.width - WIDTH)).toBeLessThan(NEAR);
        expect(Math.abs(got.height - HEIGHT)).toBeLessThan(NEAR);
        expect(got.rulings.map(({ orientation }) => orientation)).toEqual(
          list.map(({ orientation }) => orientation),
        );
        got.rulings.forEach(({ at, from, to }, index) => {
          const wanted = list[index] as Ruling;
          for (const [is, was] of [
            [at, wanted.at],
            [from, wanted.from],
            [to, wanted.to],
          ] as const) {
            expect(Math.abs(is - was)).toBeLessThan(NEAR);
          }
        });
      }),
      { numRuns: 60 },
    );
  });

  it("is the same bytes for the same page", async () => {
    const word: Word = { text: "绩效", box: [10, 10, 30, 20], size: 10, confidence: 1 };
    expect(await writeOfd([page([word], [])])).toEqual(await writeOfd([page([word], [])]));
  });

  it("has as many pages as it was given", async () => {
    const list = ["一", "二", "三"].map((text, at) => ({
      ...page([{ text, box: [10, 10, 20, 20], size: 10, confidence: 1 }], []),
      number: at + 1,
    }));
    const { pages } = await read(await writeOfd(list));
    expect(pages.map(({ number, words: [word] }) => [number, word?.text])).toEqual([
      [1, "一"],
      [2, "二"],
      [3, "三"],
    ]);
  });
});
