import { expect, test } from "vitest";
import type { PositionedPage, Word } from "../../src/model/layout.ts";
import type { PageReader } from "../../src/model/recognition.ts";
import { DEFAULT_LIMITS } from "../../src/model/stage.ts";
import { recognisePages } from "../../src/scans/recognise-pages.ts";

const word = (text: string, top: number, confidence = 1): Word => ({
  text,
  box: [50, top, 200, top + 10],
  size: 10,
  confidence,
});

/** A page whose picture says 得分 98 at 100 points from its top, with these words of its own. */
async function recognise(words: Word[], { turned = 0, covered = 1 } = {}) {
  const page: PositionedPage = {
    kind: "positioned",
    number: 1,
    width: 595,
    height: 842,
    words,
    rulings: [],
    images: [[0, 0, 595, 842 * covered]],
    picture: () => Promise.reject(new Error("the reader of the test needs none")),
  };
  const ocr: PageReader = {
    recognisers: ["a"],
    readPage: () =>
      Promise.resolve({
        ...page,
        words: [word("得分 98", 100, 0.95)],
        recognised: { recognisers: ["a"], dpi: 300, turned },
      }),
    close: () => Promise.resolve(),
  };
  const codes: string[] = [];
  const context = { ocr, warn: ({ code }: { code: string }) => codes.push(code), limits: DEFAULT_LIMITS };
  const [read] = (await recognisePages([page], context)) as PositionedPage[];
  return { texts: read?.words.map(({ text }) => text), codes };
}

test("a scan with the mark of the program that made it is read, and the mark stays", async () => {
  const { texts, codes } = await recognise([word("由某扫描软件创建", 820)]);
  expect(texts).toEqual(["得分 98", "由某扫描软件创建"]);
  expect(codes).toEqual(["recognised-page"]);
});

test("where the page was turned the mark has no place on it, and that is told", async () => {
  const { texts, codes } = await recognise([word("由某扫描软件创建", 820)], { turned: 90 });
  expect(texts).toEqual(["得分 98"]);
  expect(codes).toContain("unread-text");
});

test("a page of text on a background picture is left as it is", async () => {
  const words = [word("项目支出绩效自评表".repeat(8), 20), word("得分 97", 100)];
  expect(await recognise(words)).toEqual({ texts: words.map(({ text }) => text), codes: [] });
});

test("garbled words are replaced where they stand, and never on a page that was turned", async () => {
  const words = [word("项目支出绩效自评表".repeat(8), 20), word("\uE001\uE002", 100, 0.2)];
  expect((await recognise(words, { covered: 0.1 })).texts).toEqual([words[0]?.text, "得分 98"]);
  expect((await recognise(words, { covered: 0.1, turned: 180 })).texts).toEqual(
    words.map(({ text }) => text),
  );
});
