import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { LineImage } from "../../src/model/recognition.ts";
import type { EngineRecogniser } from "../../src/ocr/engine-process.ts";
import { loadRecognisers } from "../../src/ocr/load-recognisers.ts";
import { readLines } from "../../src/scans/read-lines.ts";
import { drawFigures, LINE_PICTURES, linePicture } from "./line-pictures.ts";

const recognisers = loadRecognisers();
const FIGURES = ["12.35", "100", "96.8", "1203"];
const figures = FIGURES.map((text) => drawFigures(text));
const nothing: LineImage = {
  raster: { width: 90, height: 40, channels: 1, data: new Uint8Array(90 * 40).fill(255) },
  dpi: 300,
};
const names = Object.keys(LINE_PICTURES);
const truths = Object.values(LINE_PICTURES);
let pictures: LineImage[] = [];
const before = process.cwd();
const folder = mkdtempSync(join(tmpdir(), "fuhe-engines-"));

beforeAll(async () => {
  pictures = await Promise.all(names.map(linePicture));
});

afterAll(async () => {
  await Promise.all(recognisers.map((recogniser) => recogniser.close()));
  rmSync(folder, { recursive: true });
});

function textsOf(readings: readonly { text: string }[]): string[] {
  return readings.map(({ text }) => text);
}

describe.each(recognisers.map((recogniser): [string, EngineRecogniser] => [recogniser.id, recogniser]))(
  "%s",
  (_, engine) => {
    test("reads figures as text and as figures, and nothing where nothing is", async () => {
      expect(textsOf(await engine.read([...figures, nothing], "text"))).toEqual([...FIGURES, ""]);
      const readings = await engine.read([nothing, ...figures], "digits");
      expect(textsOf(readings)).toEqual(["", ...FIGURES]);
      for (const { text, places } of readings) {
        expect(places).toHaveLength(text.length);
        expect(places).toEqual(places?.toSorted((a, b) => a - b));
      }
    });

    test("reads a Chinese label", async () => {
      const [reading] = await engine.read([pictures[names.indexOf("indicator")] as LineImage], "text");
      expect(reading?.text).toBe(LINE_PICTURES.indicator);
    });

    test("is started again after its process was killed", async () => {
      process.kill(engine.pid as number, "SIGKILL");
      await expect.poll(() => engine.pid).toBeUndefined();
      expect(textsOf(await engine.read(figures.slice(0, 1), "text"))).toEqual(FIGURES.slice(0, 1));
    });

    test("is lost in the middle of a call: that call fails, the next one does not", async () => {
      const many = Array.from({ length: 300 }, (_line, at) => figures[at % figures.length] as LineImage);
      const lost = engine.read(many, "text").then(
        () => "read",
        (error: unknown) => String(error),
      );
      setTimeout(() => process.kill(engine.pid as number, "SIGKILL"), 100);
      expect(await lost).toMatch(/Failure.*SIGKILL/u);
      expect(textsOf(await engine.read(figures.slice(0, 1), "digits"))).toEqual(FIGURES.slice(0, 1));
    });

    test("takes lines of any size", async () => {
      const dot: LineImage = {
        raster: { width: 1, height: 1, channels: 1, data: new Uint8Array(1) },
        dpi: 300,
      };
      const { raster } = drawFigures("0123456789".repeat(8));
      const readings = await engine.read([dot, { raster, dpi: 300 }], "text");
      expect(readings[1]?.text.length).toBeGreaterThan(70);
    });
  },
);

test("engines run from any folder and leave nothing there", async () => {
  const others = loadRecognisers();
  try {
    process.chdir(folder);
    for (const engine of others) expect(textsOf(await engine.read(figures, "digits"))).toEqual(FIGURES);
  } finally {
    process.chdir(before);
    await Promise.all(others.map((engine) => engine.close()));
  }
  expect(readdirSync(folder)).toEqual([]);
});

test("together they are sure of print of several typefaces", async () => {
  const lines = await readLines(pictures, recognisers, {
    warn: (warning) => expect(warning).toBeUndefined(),
  });
  expect(textsOf(lines)).toEqual(truths);
  for (const { text, confidence, candidates } of lines) {
    expect(confidence).toBeGreaterThanOrEqual(0.9);
    expect(candidates[0]?.text).toBe(text);
    expect(candidates.reduce((sum, { weight }) => sum + weight, 0)).toBeLessThanOrEqual(1);
  }
});
