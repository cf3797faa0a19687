import { expect, test } from "vitest";
import { Failure } from "../../src/model/failure.ts";
import type { Warning } from "../../src/model/extraction.ts";
import type { LineImage, LineReading, Recogniser } from "../../src/model/recognition.ts";
import { readLines } from "../../src/scans/read-lines.ts";
import { drawFigures } from "../ocr/line-pictures.ts";

type Answer = Partial<LineReading> & { text: string };

/** A recogniser that says what it is told to; each character stands where it was drawn. */
function recogniser(
  id: string,
  answer: (image: LineImage, kind: "text" | "digits", call: number) => Answer | Failure,
): Recogniser & { calls: { kind: string; lines: number }[] } {
  const calls: { kind: string; lines: number }[] = [];
  return {
    id,
    calls,
    async read(lines, kind) {
      calls.push({ kind, lines: lines.length });
      const call = calls.length;
      return lines.map((image) => {
        const said = answer(image, kind, call);
        if (said instanceof Failure) throw said;
        const count = Array.from(said.text).length;
        return {
          confidence: 0.99,
          alternatives: [],
          places: placesOf(image, count),
          confidences: Array.from({ length: count }, () => said.confidence ?? 0.99),
          ...said,
        };
      });
    },
    close: async () => undefined,
  };
}

/** Evenly over the ink. */
function placesOf({ raster }: LineImage, count: number): number[] {
  const inked = Array.from({ length: raster.width }, (_, x) => x).filter((x) =>
    Array.from({ length: raster.height }, (_line, y) => raster.data[y * raster.width + x] as number).some(
      (v) => v < 128,
    ),
  );
  const [from, to] = [inked[0] ?? 0, (inked.at(-1) ?? 0) + 1];
  return Array.from({ length: count }, (_, at) => (from + ((at + 0.5) / count) * (to - from)) / raster.width);
}

const PADDLE = "PP-OCRv4 test";
const TESSERACT = "tesseract.js test";
const quiet = { warn: (): void => undefined };

async function readOne(image: LineImage, ...readers: Recogniser[]): ReturnType<typeof one> {
  return one(image, readers);
}
async function one(
  image: LineImage,
  readers: Recogniser[],
): Promise<Awaited<ReturnType<typeof readLines>>[number]> {
  const [line] = await readLines([image], readers, quiet);
  if (line === undefined) throw new Error("no line came back");
  return line;
}

test("figures that two engines agree on are sure, after one reading each", async () => {
  const first = recogniser(PADDLE, () => ({ text: "1208" }));
  const second = recogniser(TESSERACT, () => ({ text: "1208" }));
  const line = await readOne(drawFigures("1208"), first, second);
  expect(line).toMatchObject({
    text: "1208",
    candidates: [{ text: "1208", readers: [PADDLE, `${TESSERACT}:figures`] }],
  });
  expect(line.confidence).toBeGreaterThanOrEqual(0.9);
  expect([first.calls, second.calls]).toEqual([[{ kind: "text", lines: 1 }], [{ kind: "digits", lines: 1 }]]);
});

test("figures that they do not agree on are never sure, and both readings are kept with their readers", async () => {
  const line = await readOne(
    drawFigures("1208"),
    recogniser(PADDLE, () => ({ text: "1208", alternatives: [{ text: "1203", weight: 0.2 }] })),
    recogniser(TESSERACT, () => ({ text: "1203" })),
  );
  expect(line.confidence).toBeLessThan(0.9);
  expect(line.candidates.map(({ text }) => text).toSorted()).toEqual(["1203", "1208"]);
  expect(line.candidates.find(({ text }) => text === "1203")?.readers).toContain(`${TESSERACT}:figures`);
  expect(line.candidates.reduce((sum, { weight }) => sum + weight, 0)).toBeLessThanOrEqual(1);
});

test("full and half width are one reading", async () => {
  const line = await readOne(
    drawFigures("12,085%"),
    recogniser(PADDLE, () => ({ text: "12，085％" })),
    recogniser(TESSERACT, () => ({ text: "12,085%" })),
  );
  expect(line.text).toBe("12，085％");
  expect(line.candidates).toHaveLength(1);
});

test("agreement does not outweigh a point that is printed and was not read", async () => {
  const line = await readOne(
    drawFigures("2.9"),
    recogniser(PADDLE, () => ({ text: "29" })),
    recogniser(TESSERACT, () => ({ text: "29" })),
  );
  expect(line.confidence).toBeLessThan(0.9);
  expect(line.candidates.find(({ text }) => text === "2.9")?.readers).toEqual(["shape:."]);
});

test("agreement does not outweigh a point that was read and is not printed", async () => {
  const line = await readOne(
    drawFigures("29"),
    recogniser(PADDLE, () => ({ text: "2.9" })),
    recogniser(TESSERACT, () => ({ text: "2.9" })),
  );
  expect(line.confidence).toBeLessThan(0.9);
  expect(line.candidates.map(({ text }) => text)).toContain("29");
});

test("a figure that both leave out leaves ink unread", async () => {
  const line = await readOne(
    drawFigures("1  2"),
    recogniser(PADDLE, () => ({ text: "1", places: [0.22] })),
    recogniser(TESSERACT, () => ({ text: "1", places: [0.22] })),
  );
  expect(line.confidence).toBeLessThan(0.9);
});

test("two numbers in one line are not run together", async () => {
  let cut = 0;
  const line = await readOne(
    drawFigures("12     34"),
    recogniser(PADDLE, () => ({ text: "1234", places: [0.15, 0.24, 0.62, 0.72] })),
    recogniser(TESSERACT, (_, kind) => {
      if (kind === "text") return { text: "1234" };
      cut += 1;
      return { text: cut % 2 === 1 ? "12" : "34" };
    }),
  );
  expect(line.text).toBe("12 34");
  expect(line.confidence).toBeLessThan(0.9);
});

test("≥ is told by its shape where the engine reads >, and the engine's word is kept", async () => {
  const line = await readOne(
    drawFigures("≥95"),
    recogniser(PADDLE, () => ({ text: ">95", alternatives: [{ text: "≥95", weight: 0.2 }] })),
    recogniser(TESSERACT, () => ({ text: "95" })),
  );
  expect(line.text).toBe("≥95");
  expect(line.candidates[0]?.readers).toContain("shape:≥");
  expect(line.candidates.map(({ text }) => text)).toContain(">95");
});

test("a > that is printed stays one", async () => {
  const line = await readOne(
    drawFigures(">95"),
    recogniser(PADDLE, () => ({ text: ">95", alternatives: [{ text: "≥95", weight: 0.2 }] })),
    recogniser(TESSERACT, () => ({ text: "95" })),
  );
  expect(line.text).toBe(">95");
});

test("a day of four figures is not sure: 日 is easily read as 11", async () => {
  const line = await readOne(
    drawFigures("12 24 05 2411"),
    recogniser(PADDLE, () => ({ text: "2022年1月2411" })),
    recogniser(TESSERACT, (_, kind) => ({ text: kind === "text" ? "2022年1月2411" : "2411" })),
  );
  expect(line.text).toBe("2022年1月2411");
  expect(line.confidence).toBeLessThan(0.9);
});

test("a > whose strokes the picture does not show is not sure, whatever both say", async () => {
  const line = await readOne(
    drawFigures("795"),
    recogniser(PADDLE, () => ({ text: ">95" })),
    recogniser(TESSERACT, () => ({ text: "95" })),
  );
  expect(line.confidence).toBeLessThan(0.9);
});

test("figures written as no number is are not sure", async () => {
  const line = await readOne(
    drawFigures("43.868.02"),
    recogniser(PADDLE, () => ({ text: "43.868.02" })),
    recogniser(TESSERACT, () => ({ text: "43.868.02" })),
  );
  expect(line.confidence).toBeLessThan(0.9);
});

test("a label needs one sure reading, a doubtful one is read by both", async () => {
  const image = drawFigures("0000");
  const second = recogniser(TESSERACT, () => ({ text: "质量指标" }));
  expect(
    (
      await readOne(
        image,
        recogniser(PADDLE, () => ({ text: "质量指标" })),
        second,
      )
    ).confidence,
  ).toBeGreaterThanOrEqual(0.9);
  expect(second.calls).toEqual([]);
  const line = await readOne(
    image,
    recogniser(PADDLE, () => ({ text: "质里指标", confidence: 0.6 })),
    second,
  );
  expect(line.confidence).toBeLessThan(0.9);
  expect(new Set(line.candidates.map(({ text }) => text))).toEqual(new Set(["质量指标", "质里指标"]));
});

test("one engine alone that reads figures in one way only is never sure of them", async () => {
  const line = await readOne(
    drawFigures("1208"),
    recogniser(PADDLE, () => ({ text: "1208", confidence: 0.6 })),
  );
  expect(line.text).toBe("1208");
  expect(line.confidence).toBeLessThan(0.9);
});

test("a letter alone that is a figure to the other way of reading is not sure", async () => {
  const line = await readOne(
    drawFigures("7"),
    recogniser(TESSERACT, (_, kind) => ({ text: kind === "text" ? "了" : "7" })),
  );
  expect(line.text).toBe("7");
  expect(line.confidence).toBeLessThan(0.9);
});

test("where one recogniser fails the other reads on, less sure, and it is told", async () => {
  const warnings: Warning[] = [];
  const broken = recogniser(PADDLE, () => new Failure("timed-out", "hangs"));
  const good = recogniser(TESSERACT, () => ({ text: "1208" }));
  const [line] = await readLines([drawFigures("1208")], [broken, good], {
    warn: (warning) => warnings.push(warning),
  });
  expect(line?.text).toBe("1208");
  expect(warnings).toEqual([{ code: "recogniser-failed", message: "hangs" }]);
  const [doubted] = await readLines(
    [drawFigures("1208")],
    [
      recogniser(PADDLE, () => ({ text: "1208" })),
      recogniser(TESSERACT, () => new Failure("internal", "dies")),
    ],
    quiet,
  );
  expect(doubted?.text).toBe("1208");
  expect(doubted?.confidence).toBeLessThan(0.9);
});

test("where all fail, none is there, or reading is interrupted, it is a Failure", async () => {
  const broken = recogniser(PADDLE, () => new Failure("timed-out", "hangs"));
  await expect(readLines([drawFigures("1")], [broken], quiet)).rejects.toThrow("hangs");
  await expect(readLines([drawFigures("1")], [], quiet)).rejects.toThrow("no recogniser");
  const stopped = recogniser(PADDLE, () => new Failure("interrupted", "stopped"));
  const other = recogniser(TESSERACT, () => ({ text: "1" }));
  await expect(readLines([drawFigures("1")], [stopped, other], quiet)).rejects.toThrow("stopped");
  expect(other.calls).toEqual([]);
});

test("a lone dash is told by its shape and costs no reading, a figure is never taken for a sign", async () => {
  const silent = recogniser(PADDLE, () => ({ text: "|" }));
  const dash = drawFigures("8888");
  const { width, height } = dash.raster;
  const data = new Uint8Array(width * height).fill(255);
  for (let y = Math.floor(height / 2); y < Math.floor(height / 2) + 3; y += 1)
    data.fill(0, y * width + 20, y * width + 20 + Math.min(width - 40, height));
  const line = await readOne({ ...dash, raster: { ...dash.raster, data } }, silent);
  expect(line.text).toBe("—");
  expect(line.candidates[0]?.readers).toEqual(["shape:—"]);
  expect(silent.calls).toEqual([]);
  const figures = await readOne(
    drawFigures("100"),
    recogniser(PADDLE, () => ({ text: "100" })),
    recogniser(TESSERACT, () => ({ text: "100" })),
  );
  expect(figures.text).toBe("100");
});

test("a figure alone that is read as one Chinese character is not sure by one reading", async () => {
  const line = await readOne(
    drawFigures("9"),
    recogniser(PADDLE, () => ({ text: "中" })),
    recogniser(TESSERACT, (_, kind) => ({ text: kind === "digits" ? "9" : "中" })),
  );
  expect(line.confidence).toBeLessThan(0.9);
});

test("figures with a space between them are not sure: a point may be lost there", async () => {
  const line = await readOne(
    drawFigures("8 69"),
    recogniser(PADDLE, () => ({ text: "8 69" })),
    recogniser(TESSERACT, () => ({ text: "869" })),
  );
  expect(line.confidence).toBeLessThan(0.9);
});

test("nothing read is no text, never sure, and has no candidates", async () => {
  const line = await readOne(
    drawFigures("5"),
    recogniser(PADDLE, () => ({ text: "" })),
    recogniser(TESSERACT, () => ({ text: "" })),
  );
  expect(line).toEqual({ text: "", confidence: 0, candidates: [] });
});
