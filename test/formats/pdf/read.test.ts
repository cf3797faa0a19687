import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { readPdf } from "../../../src/formats/pdf/read.ts";
import type { PositionedPage } from "../../../src/model/layout.ts";
import { bytesOf } from "../bytes.ts";
import { keepWarnings } from "../context.ts";
import { han, pdfOf, show } from "./pdf-of.ts";

async function pageOf(drawing: string, entries = ""): Promise<PositionedPage> {
  const { pages } = await readPdf(pdfOf([{ drawing, entries }]), keepWarnings());
  return pages[0] as PositionedPage;
}

async function textsOf(drawing: string): Promise<string[]> {
  return (await pageOf(drawing)).words.map(({ text }) => text);
}

function rounded(box: readonly number[] | undefined): number[] {
  return (box ?? []).map((value) => Math.round(value));
}

describe("the words of a page", () => {
  it("are parted at blanks, with their boxes in points from the top left corner", async () => {
    const { words, width, height } = await pageOf(show("two words", 50, 200));
    expect({ width, height }).toEqual({ width: 400, height: 300 });
    expect(words.map(({ text, size, confidence }) => ({ text, size, confidence }))).toEqual([
      { text: "two", size: 10, confidence: 1 },
      { text: "words", size: 10, confidence: 1 },
    ]);
    expect(rounded(words[0]?.box)).toEqual([50, 91, 66, 101]);
  });

  it("come from Chinese fonts that are not in the file", async () => {
    expect(await textsOf(show(han("绩效自评表"), 50, 200, { font: "Han" }))).toEqual(["绩效自评表"]);
  });

  it("are put together from letters that are placed one by one, and from fonts that take turns", async () => {
    const letters = ["S", "u", "m"].map((letter, index) => show(letter, 50 + index * 6.4, 200)).join("\n");
    expect(await textsOf(letters)).toEqual(["Sum"]);
    const mixed = `${show("2021", 50, 150)} ${show(han("年"), 74, 150, { font: "Han" })}`;
    expect(await textsOf(mixed)).toEqual(["2021年"]);
  });

  it("are parted by gaps where no blank is printed", async () => {
    const drawing = "BT /Latin 10 Tf 50 200 Td [(12) -3000 (34)] TJ ET";
    expect(await textsOf(drawing)).toEqual(["12", "34"]);
  });

  it("are cut at walls where a text runs over several cells", async () => {
    const drawing = `60 150 m 60 250 l S 71 150 m 71 250 l S ${show("557799", 50, 200)}`;
    expect(await textsOf(drawing)).toEqual(["55", "77", "99"]);
  });

  it("follow the rotation of the page", async () => {
    const { words, width, height } = await pageOf(show("turned", 50, 200), "/Rotate 90");
    expect({ width, height }).toEqual({ width: 300, height: 400 });
    const [left, top, right, bottom] = rounded(words[0]?.box);
    expect([left, top]).toEqual([199, 50]);
    expect((bottom as number) - (top as number)).toBeGreaterThan((right as number) - (left as number));
  });

  it("are found in forms within the page, scaled and moved as these are", async () => {
    const form =
      "<< /Type /XObject /Subtype /Form /BBox [0 0 400 300] /Matrix [2 0 0 2 10 20] /Resources << /Font << /Latin 3 0 R >> >> /Length 42 >>\nstream\nBT /Latin 5 Tf 1 0 0 1 20 30 Tm (in) Tj ET \nendstream";
    const bytes = pdfOf(["/Fm Do"], { objects: { 100: form }, resources: "/XObject << /Fm 100 0 R >>" });
    const { pages } = await readPdf(bytes, keepWarnings());
    expect(pages[0]?.words[0]).toMatchObject({ text: "in", size: 10 });
    expect(rounded(pages[0]?.words[0]?.box).slice(0, 2)).toEqual([50, 211]);
  });

  it("say once what is printed twice to look bold, letter by letter or word by word", async () => {
    const twice = `${show("bold", 50, 200)} ${show("bold", 50.4, 200)}`;
    expect(await textsOf(twice)).toEqual(["bold"]);
    const letters = ["1", "0"].flatMap((digit, index) => [
      show(digit, 50 + index * 5.56, 150),
      show(digit, 50.3 + index * 5.56, 150),
    ]);
    expect(await textsOf(letters.join("\n"))).toEqual(["10"]);
    expect(await textsOf(show("100", 50, 100))).toEqual(["100"]);
  });

  it("are read where an edge leaves a little less than half of their height", async () => {
    const upTo = (height: number) =>
      `q 0 0 300 ${String(height)} re W n ${show("edge", 40, 200)} Q ${show("whole", 200, 100)}`;
    const heights = [199, 202, 203, 206, 210];
    const seen = await Promise.all(heights.map(async (height) => (await textsOf(upTo(height))).join()));
    expect(seen).toEqual(["whole", "whole", "edge,whole", "edge,whole", "edge,whole"]);
  });

  it("are marked where they go on out of sight, and only they", async () => {
    const clipped = `q 60 0 28 300 re W n ${show("cut off here", 45, 200)} ${show("ok", 65, 180)} Q ${show("far away", 300, 200)}`;
    const { words } = await pageOf(clipped);
    expect(words.map(({ text, cut }) => [text, cut])).toEqual([
      ["off", undefined],
      ["her", { left: false, right: true }],
      ["ok", undefined],
      ["far", undefined],
      ["away", undefined],
    ]);
  });

  it("leave out what is clipped away and what stands on a hidden layer", async () => {
    const clipped = `q 0 0 68 300 re W n ${show("shown hidden", 40, 200)} Q ${show("after", 200, 100)}`;
    expect(await textsOf(clipped)).toEqual(["shown", "after"]);
    const layer = "<< /Type /OCG /Name (notes) >>";
    const bytes = pdfOf([`/OC /Off BDC ${show("secret", 50, 50)} EMC ${show("open", 50, 100)}`], {
      objects: { 100: layer },
      resources: "/Properties << /Off 100 0 R >>",
      catalog: "/OCProperties << /OCGs [100 0 R] /D << /OFF [100 0 R] >> >>",
    });
    const { pages } = await readPdf(bytes, keepWarnings());
    expect(pages[0]?.words.map(({ text }) => text)).toEqual(["open"]);
  });
});

describe("invisible text", () => {
  it("goes where visible text stands, and stays with less confidence where none does", async () => {
    const context = keepWarnings();
    const hidden = (text: string, y: number) => show(text, 50, y, { before: "3 Tr" });
    const drawing = `q ${hidden("86.0", 200)} Q ${show("86.0", 50.2, 200)} q ${hidden("recognised", 100)} Q`;
    const { pages } = await readPdf(pdfOf([drawing]), context);
    const words = pages[0]?.words.map(({ text, confidence }) => ({ text, confidence }));
    expect(words).toEqual([
      { text: "86.0", confidence: 1 },
      { text: "recognised", confidence: 0.85 },
    ]);
    expect(context.warnings.map(({ code }) => code)).toEqual(["hidden-text"]);
  });
});

describe("a garbled text layer", () => {
  it("is told where glyphs have no characters", async () => {
    const context = keepWarnings();
    const codes = "\x0B\xB8\x0D\x05\x0E\x3A\x0F\x10\x12\x57";
    const drawing = `${show(codes, 50, 200, { font: "Lost" })} ${show("clear", 50, 100)}`;
    const { pages } = await readPdf(pdfOf([drawing]), context);
    const doubtful = pages[0]?.words.filter(({ confidence }) => confidence < 0.5) ?? [];
    expect(doubtful.length).toBeGreaterThan(0);
    expect(pages[0]?.words.find(({ text }) => text === "clear")?.confidence).toBe(1);
    expect(context.warnings).toMatchObject([{ code: "garbled-text", at: { page: 1 } }]);
  });

  it("is told where it was decoded in the wrong encoding", async () => {
    const context = keepWarnings();
    await readPdf(pdfOf([show("\xCF\xEE\xC4\xBF\xC3\xFB\xB3\xC6", 50, 200)]), context);
    expect(context.warnings.map(({ code }) => code)).toEqual(["garbled-text"]);
  });

  it("is not suspected in words of other languages", async () => {
    const context = keepWarnings();
    await readPdf(pdfOf([show("d\xE9j\xE0 \xFCber na\xEFve", 50, 200)]), context);
    expect(context.warnings).toEqual([]);
  });
});

describe("the lines of a page", () => {
  it("are stroked lines, stroked boxes and filled boxes that are as thin as a line", async () => {
    const { rulings } = await pageOf(
      `50 200 m 350 200 l S 60 50 100 40 re S 50 120 300 0.7 re f ${show("x", 10, 10)}`,
    );
    expect(
      rulings.map(({ orientation, at, from, to }) => [orientation[0], ...rounded([at, from, to])]),
    ).toEqual([
      ["h", 100, 50, 350],
      ["h", 250, 60, 160],
      ["v", 160, 210, 250],
      ["h", 210, 60, 160],
      ["v", 60, 210, 250],
      ["h", 180, 50, 350],
    ]);
  });

  it("are neither clips nor filled areas nor slanting lines", async () => {
    const { rulings } = await pageOf(
      `q 10 10 300 200 re W n 50 50 200 100 re f 0 0 m 300 200 l S Q ${show("x", 20, 20)}`,
    );
    expect(rulings).toEqual([]);
  });

  it("may be drawn as images", async () => {
    const image =
      "<< /Type /XObject /Subtype /Image /Width 4 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray /Length 4 >>\nstream\nabcd\nendstream";
    const bytes = pdfOf([`q 200 0 0 0.8 50 150 cm /Im Do Q ${show("x", 20, 20)}`], {
      objects: { 100: image },
      resources: "/XObject << /Im 100 0 R >>",
    });
    const { pages } = await readPdf(bytes, keepWarnings());
    expect(pages[0]?.rulings).toMatchObject([{ orientation: "horizontal", from: 50, to: 250 }]);
    expect(pages[0]?.images).toEqual([]);
  });
});

describe("pages that are pictures", () => {
  const picture = {
    objects: {
      100: "<< /Type /XObject /Subtype /Image /Width 20000 /Height 10000 /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /FlateDecode /Length 4 >>\nstream\nabcd\nendstream",
    },
    resources: "/XObject << /Im 100 0 R >>",
  };
  const drawing = "q 380 0 0 280 10 10 cm /Im Do Q";

  it("are told, without their pixels being looked at", async () => {
    const context = keepWarnings();
    const { pages } = await readPdf(pdfOf([show("text", 50, 50), drawing], picture), context);
    expect(pages[1]).toMatchObject({ words: [], images: [[10, 10, 390, 290]] });
    expect(context.warnings).toMatchObject([{ code: "image-page", at: { page: 2 } }]);
  });

  it("fail a document that holds nothing else, with the remedy", async () => {
    await expect(readPdf(pdfOf([drawing, drawing], picture), keepWarnings())).rejects.toMatchObject({
      code: "only-images",
      message: expect.stringContaining("OCR") as string,
    });
  });
});

describe("bad files", () => {
  const good = pdfOf([show("text", 50, 50)]);

  it.each([
    ["cut off after its first bytes", good.subarray(0, 200)],
    ["only the mark", bytesOf("%PDF-1.7\n")],
    ["noise behind the mark", bytesOf(`%PDF-1.4\n${"\xFF\x00\x80garbage".repeat(50)}`)],
    ["no pages", pdfOf([], { objects: { 2: "<< /Type /Pages /Kids [] /Count 0 >>" } })],
    [
      "a page tree that runs in a circle",
      pdfOf([], { objects: { 2: "<< /Type /Pages /Kids [2 0 R] /Count 3 >>" } }),
    ],
  ])("%s: damaged, with a remedy", async (_, bytes) => {
    await expect(readPdf(bytes, keepWarnings())).rejects.toMatchObject({
      code: "damaged-file",
      message: expect.stringMatching(/\p{Script=Han}.* \/ .*download it again/u) as string,
    });
  });

  it("reads the pages that can be read where one is damaged", async () => {
    const bytes = pdfOf([], {
      objects: {
        2: "<< /Type /Pages /Kids [30 0 R 32 0 R] /Count 2 >>",
        30: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] /Resources << /Font << /Latin 3 0 R >> >> /Contents 31 0 R >>",
        31: "<< /Length 36 >>\nstream\nBT /Latin 10 Tf 50 50 Td (good) Tj ET\nendstream",
        32: "[ this is no page ]",
      },
    });
    const context = keepWarnings();
    const { pages } = await readPdf(bytes, context);
    expect(pages.flatMap(({ words }) => words.map(({ text }) => text))).toEqual(["good"]);
    expect(context.warnings).toMatchObject([{ code: "damaged-page", at: { page: 2 } }]);
  });

  it("refuses more pages and more bytes than it may read", async () => {
    const three = pdfOf(["", "", show("x", 10, 10)]);
    await expect(readPdf(three, keepWarnings({ pages: 2 }))).rejects.toMatchObject({ code: "too-large" });
    await expect(readPdf(three, keepWarnings({ bytes: 100 }))).rejects.toMatchObject({ code: "too-large" });
  });

  it("says so where no page holds anything", async () => {
    await expect(readPdf(pdfOf(["", ""]), keepWarnings())).rejects.toMatchObject({ code: "empty-file" });
  });

  it("leaves the bytes it was given as they were, and runs no script", async () => {
    const scripted = pdfOf([show("text", 50, 50)], {
      catalog: "/OpenAction << /S /JavaScript /JS (throw new Error\\('run'\\)) >>",
    });
    const before = Buffer.from(scripted).toString("latin1");
    const { pages } = await readPdf(scripted, keepWarnings());
    expect(pages[0]?.words[0]?.text).toBe("text");
    expect(Buffer.from(scripted).toString("latin1")).toBe(before);
  });

  it("stops where it is told to", async () => {
    const context = { ...keepWarnings(), signal: AbortSignal.abort() };
    await expect(readPdf(good, context)).rejects.toThrow(/abort/u);
  });
});

describe("files with a password", () => {
  const locked = readFileSync(resolve(import.meta.dirname, "../../../fixtures/layouts/locked.pdf"));

  it("are refused without it, and with a wrong one", async () => {
    await expect(readPdf(locked, keepWarnings())).rejects.toMatchObject({
      code: "encrypted",
      message: expect.stringContaining("--password-file") as string,
    });
    await expect(readPdf(locked, { ...keepWarnings(), password: "wrong" })).rejects.toMatchObject({
      code: "encrypted",
      message: expect.stringContaining("is wrong") as string,
    });
  });

  it("are read with it", async () => {
    const { pages } = await readPdf(locked, { ...keepWarnings(), password: "fuhe" });
    expect(pages[0]?.words.map(({ text }) => text)).toContain("Currency");
  });
});
