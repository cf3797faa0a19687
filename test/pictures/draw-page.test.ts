import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { GlobalFonts } from "@napi-rs/canvas";
import { describe, expect, it } from "vitest";
import { createExtractor } from "../../src/extract.ts";
import { openDrawing } from "../../src/pictures/draw-page.ts";
import type { Box } from "../../src/model/layout.ts";
import type { Record } from "../../src/model/record.ts";
import { keepWarnings } from "../formats/context.ts";
import { han, pdfOf, show } from "../formats/pdf/pdf-of.ts";
import { colourOf, pixelsOf, type Pixels } from "./pixels.ts";

const FORMS = resolve(import.meta.dirname, "../../fixtures/forms");
const FORM = "national-ten-column/other-funds";
const extractor = createExtractor();

async function recordsOf(bytes: Uint8Array): Promise<Record[]> {
  return (await extractor.extractBytes(bytes, "report")).records;
}

async function draw(bytes: Uint8Array, records: readonly Record[], page = 1): Promise<Pixels> {
  const understood = { records, isLabel: (text: string) => text === "项目名称" };
  const drawing = await openDrawing(bytes, understood, keepWarnings());
  try {
    return await pixelsOf(await drawing.draw(page));
  } finally {
    await drawing.close();
  }
}

/** The colour of a box, where nothing is written: just inside its lower left corner. */
function colourIn(pixels: Pixels, box: Box | undefined): string {
  const [left, , , bottom] = box ?? [0, 0, 0, 0];
  return colourOf(pixels.at((left + 2.5) * 2, (bottom - 2.5) * 2));
}

/** Our OFD files bring no fonts: their Chinese is drawn in one of the system. */
const hasChinese = GlobalFonts.families.some(({ family }) =>
  /CJK|Han Sans|YaHei|PingFang|SimSun|UMing/u.test(family),
);

describe.each(["pdf", "ofd"])("a page of %s", (format) => {
  const bytes = readFileSync(`${FORMS}/${FORM}/source.${format}`);

  it("is drawn at 144 dpi, values green, labels blue", async () => {
    const [record] = await recordsOf(bytes);
    const pixels = await draw(bytes, record === undefined ? [] : [record]);
    expect([pixels.width, pixels.height]).toEqual([1191, 1684]);
    expect(colourIn(pixels, record?.total.score?.at.bbox)).toBe("green");
    expect(colourIn(pixels, record?.project.name?.at.bbox)).toBe("green");
    expect(colourIn(pixels, record?.funds[0]?.measure.at.bbox)).toBe("blue");
    expect(colourOf(pixels.at(20, 20))).toBe("none");
    const [left = 0, top = 0, , bottom = 0] = record?.project.name?.at.bbox ?? [];
    expect(colourIn(pixels, [left - 50, top, left, bottom])).toBe("blue");
  });

  it("shows doubtful values red", async () => {
    const [record] = await recordsOf(bytes);
    const score = record?.total.score;
    if (record === undefined || score === undefined || score === null) throw new Error("no score");
    const doubted: Record = {
      ...record,
      total: { ...record.total, score: { ...score, state: "doubtful" } },
    };
    expect(colourIn(await draw(bytes, [doubted]), score.at.bbox)).toBe("red");
  });

  it.runIf(format === "pdf" || hasChinese)(
    "shows what is printed, and the cells of tables without any record",
    async () => {
      const pixels = await draw(bytes, []);
      const dark = Array.from({ length: pixels.width }, (_, x) => pixels.at(x, 190)).filter(
        ([red, green, blue]) => red + green + blue < 300,
      );
      expect(dark.length).toBeGreaterThan(20);
      // The upper wall of the table.
      expect(colourOf(pixels.at(600, 2 * 86.1))).not.toBe("none");
    },
  );
});

describe("what cannot be drawn", () => {
  it.each(["txt", "docx", "xlsx", "html"])(
    "%s has no pages, and the failure says what to do",
    async (kind) => {
      const bytes = readFileSync(`${FORMS}/${FORM}/source.${kind}`);
      await expect(draw(bytes, [])).rejects.toMatchObject({
        code: "no-pages",
        message: expect.stringMatching(/另存为 PDF.*save it as PDF/u) as unknown,
      });
    },
  );

  it("a page that is not there", async () => {
    const bytes = pdfOf([show("text", 50, 200)]);
    await expect(draw(bytes, [], 2)).rejects.toMatchObject({ code: "damaged-file" });
  });
});

it.runIf(hasChinese)("draws Chinese in a font of the system where the file has none", async () => {
  const inkOf = async (text: string): Promise<number> => {
    const pixels = await draw(pdfOf([show(han(text), 50, 200, { font: "Han" })]), []);
    let ink = 0;
    for (let y = 170; y < 220; y += 1) {
      for (let x = 90; x < 250; x += 1) ink += pixels.at(x, y)[0] < 128 ? 1 : 0;
    }
    return ink;
  };
  // Boxes in the place of characters would all have the same ink.
  expect(await inkOf("赢赢赢")).toBeGreaterThan(1.5 * (await inkOf("一一一")));
});

it("draws a turned page as it is looked at", async () => {
  const bytes = pdfOf([{ drawing: show("turned", 50, 200), entries: "/Rotate 90" }]);
  const { width, height } = await draw(bytes, []);
  expect([width, height]).toEqual([600, 800]);
});

it("draws a huge page smaller", async () => {
  const bytes = pdfOf([{ drawing: show("huge", 50, 200), entries: "/MediaBox [0 0 14400 14400]" }]);
  const { width, height } = await draw(bytes, []);
  expect([width, height]).toEqual([8000, 8000]);
});
