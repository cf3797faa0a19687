import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RECIPES } from "../../fixtures/make/scan/condition.ts";
import { drawsOf } from "../../fixtures/make/scan/draws.ts";
import { geometryOf } from "../../fixtures/make/scan/geometry.ts";
import { makeScan, type Quad, type Scan, type ScanTruth } from "../../fixtures/make/scan/make-scan.ts";
import { openPageSource, type PageSource } from "../../fixtures/make/scan/page-source.ts";
import { writePdf, writePicture } from "../../fixtures/make/scan/write-picture.ts";
import { openDocument } from "../../src/formats/pdf/open-document.ts";
import type { Raster } from "../../src/model/raster.ts";

const FIXTURES = resolve(import.meta.dirname, "../../fixtures");
const SOURCE = "national-ten-column/other-funds/source.pdf";

/** Pages are drawn large, which takes its time on a busy machine. */
const PATIENCE = 120_000;

let source: PageSource;
beforeAll(async () => {
  source = await openPageSource(readFileSync(join(FIXTURES, "forms", SOURCE)));
});
afterAll(() => source.close());

async function scan(recipe: string, seed = "1", given = {}): Promise<Scan> {
  const [page] = source.pages;
  if (page === undefined) throw new Error("no page");
  return await makeScan(source, page, { source: SOURCE, recipe, seed, given });
}

/** The darkest dot within a quad, some dots from its sides, where the walls are. */
function darkest({ width, channels, data }: Raster, quad: Quad): number {
  const xs = [0, 2, 4, 6].map((at) => quad[at] as number);
  const ys = [1, 3, 5, 7].map((at) => quad[at] as number);
  let value = 255;
  for (let y = Math.ceil(Math.min(...ys)) + 9; y < Math.max(...ys) - 9; y += 1)
    for (let x = Math.ceil(Math.min(...xs)) + 9; x < Math.max(...xs) - 9; x += 1)
      value = Math.min(value, data[(y * width + x) * channels] ?? 255);
  return value;
}

describe("draws", () => {
  test("a seed gives the same again, another seed others", () => {
    const many = (seed: string): number[] => {
      const draws = drawsOf(seed);
      return Array.from({ length: 50 }, () => draws.next());
    };
    expect(many("a")).toEqual(many("a"));
    expect(many("a")).not.toEqual(many("b"));
  });

  test("normal numbers lie around 0 with deviation 1", () => {
    const draws = drawsOf("normal");
    const numbers = Array.from({ length: 20_000 }, () => draws.normal());
    const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
    const deviation = Math.sqrt(
      numbers.reduce((sum, number) => sum + (number - mean) ** 2, 0) / numbers.length,
    );
    expect(mean).toBeCloseTo(0, 1);
    expect(deviation).toBeCloseTo(1, 1);
  });
});

describe("geometry", () => {
  test.each(Object.entries(RECIPES))(
    "%s: a place on the page is found again from its dot",
    (name, recipe) => {
      const draws = drawsOf(name);
      const { toPicture, toPage } = geometryOf(recipe(draws, draws), [595, 842], draws);
      const place = new Float64Array(2);
      for (const [x, y] of [
        [0, 0],
        [100, 700],
        [297, 421],
        [595, 842],
        [580, 12],
      ] as const) {
        toPicture(x, y, place);
        toPage(place[0] as number, place[1] as number, place);
        expect(Math.hypot((place[0] as number) - x, (place[1] as number) - y)).toBeLessThan(0.05);
      }
    },
  );
});

describe("a scan", () => {
  test.each(["stamp", "photo", "turned-90", "fax", "borders"])(
    "%s: what is printed lies where its truth says, and nothing in the empty cells",
    async (recipe) => {
      const { raster, truth } = await scan(recipe, "1", { salt: 0, noise: 0 });
      const plain = truth.cells.filter(({ sealed, walled }) => walled && !sealed);
      const inks = (kind: string): number[] =>
        plain.filter((cell) => cell.kind === kind).map(({ quad }) => darkest(raster, quad));
      expect(inks("number").length).toBeGreaterThan(20);
      expect(Math.max(...inks("number"))).toBeLessThan(150);
      expect(Math.min(...inks("empty"))).toBeGreaterThan(150);
    },
    PATIENCE,
  );

  test(
    "the same order gives the same dots, another seed others",
    async () => {
      const [one, again, other] = [
        await scan("heavy", "1"),
        await scan("heavy", "1"),
        await scan("heavy", "2"),
      ];
      expect(Buffer.compare(one.raster.data, again.raster.data)).toBe(0);
      expect(again.truth).toEqual(one.truth);
      expect(
        other.raster.data.length === one.raster.data.length &&
          Buffer.compare(one.raster.data, other.raster.data) === 0,
      ).toBe(false);
    },
    PATIENCE,
  );

  test(
    "is written as the file a scanner gives: G4 for black and white, JPEG, or a PDF of its picture",
    async () => {
      const { raster, truth } = await scan("fax");
      const page = { raster, condition: truth.condition };
      const { extension, bytes } = await writePicture(page);
      expect(extension).toBe("tif");
      const { width, height, channels, density } = await sharp(bytes).metadata();
      expect({ width, height, channels, density }).toEqual({
        width: 1654,
        height: 2339,
        channels: 1,
        density: 200,
      });
      // Compression of TIFF (tag 259), as a short: 4 is CCITT Group 4.
      expect(tiffTag(bytes, 259)).toBe(4);
      const back = await sharp(bytes).toColourspace("b-w").raw().toBuffer();
      expect(Buffer.compare(back, raster.data)).toBe(0);
      const open = await openDocument(await writePdf([page, page]), undefined);
      const first = await open.document.getPage(1);
      expect(open.document.numPages).toBe(2);
      expect(first.getViewport({ scale: 1 }).width).toBeCloseTo(595.4, 0);
      await open.destroy();
    },
    PATIENCE,
  );
});

function tiffTag(bytes: Buffer, wanted: number): number | undefined {
  const little = bytes.toString("latin1", 0, 2) === "II";
  const short = (at: number): number => (little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  const directory = little ? bytes.readUInt32LE(4) : bytes.readUInt32BE(4);
  for (let entry = 0; entry < short(directory); entry += 1) {
    const at = directory + 2 + entry * 12;
    if (short(at) === wanted) return short(at + 8);
  }
  return undefined;
}

describe("the kept scans", () => {
  test.each([
    ["stamp/national-ten-column/other-funds", "source.jpg"],
    ["turned-90/national-ten-column/other-funds", "source.jpg"],
    ["turned-180/hebei-chengan/folded-scores", "source.jpg"],
    ["photo/poverty-relief-ab/village-road", "source.jpg"],
    ["fax/yunnan-public-table/public-14", "source.tif"],
  ])("%s has ink where its truth has text", async (path, file) => {
    const folder = join(FIXTURES, "scans", path);
    const [truth] = JSON.parse(readFileSync(join(folder, "truth.json"), "utf8")) as ScanTruth[];
    if (truth === undefined) throw new Error("no truth");
    const { data, info } = await sharp(join(folder, file))
      .toColourspace("b-w")
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([truth.width, truth.height]);
    const raster: Raster = {
      width: info.width,
      height: info.height,
      channels: 1,
      data: new Uint8Array(data),
    };
    const numbers = truth.cells.filter(({ kind }) => kind === "number");
    expect(numbers.length).toBeGreaterThan(20);
    for (const { quad } of numbers) expect(darkest(raster, quad)).toBeLessThan(150);
  });
});
