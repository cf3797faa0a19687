import { describe, expect, test } from "vitest";
import { recoverLayout } from "../../src/layout/recover-layout.ts";
import type { Box, PositionedPage } from "../../src/model/layout.ts";
import type { Raster } from "../../src/model/raster.ts";
import { DEFAULT_LIMITS } from "../../src/model/stage.ts";
import { findGrid } from "../../src/scans/find-grid.ts";
import type { FoundGrid } from "../../src/scans/found-grid.ts";
import { DrawnScan } from "./drawn-scan.ts";

function inDots(box: Box): number[] {
  return box.map((value) => Math.round((value * 300) / 72));
}

/** The cells as left, top, right, bottom, each to ten dots. */
function cellsOf({ cells }: FoundGrid): string[] {
  return cells
    .map(({ box }) =>
      inDots(box)
        .map((value) => Math.round(value / 10) * 10)
        .join(" "),
    )
    .toSorted();
}

function linesOf({ lines }: FoundGrid, cell: number | null): number[][] {
  return lines.filter((line) => line.cell === cell).map(({ box }) => inDots(box));
}

function inkOf({ data }: Raster): number {
  return data.reduce((sum, value) => sum + Number(value < 128), 0);
}

/** What the layout makes of the walls, each line being a word: row by row the words of each cell. */
function layoutOf(found: FoundGrid): string[][] {
  const page: PositionedPage = {
    kind: "positioned",
    number: 1,
    width: 360,
    height: 288,
    words: found.lines.map(({ box, cell }) => ({ text: `格${String(cell)}`, box, size: 10, confidence: 1 })),
    rulings: found.rulings,
    images: [],
  };
  return recoverLayout([page], { warn: () => {}, limits: DEFAULT_LIMITS }).rows.map(({ cells }) =>
    cells.map(({ text }) => text),
  );
}

const XS = [100, 400, 700, 1000, 1300];
const YS = [100, 160, 220, 400, 460];

/** Four columns; the first cell spans the two lower rows, and the last row is one cell. */
function form(): DrawnScan {
  const scan = new DrawnScan();
  for (const y of YS) scan.level(y, y === 220 ? 400 : 100, 1300);
  for (const x of [100, 1300]) scan.upright(x, 100, 460);
  for (const x of [400, 700, 1000]) scan.upright(x, 100, 400);
  return scan.text(120, 110, 4).text(420, 110, 3).text(150, 240, 1).text(500, 290, 2).text(600, 410, 5);
}

const FORM_CELLS = [
  "100 100 400 160",
  "400 100 700 160",
  "700 100 1000 160",
  "1000 100 1300 160",
  "100 160 400 400",
  "400 160 700 220",
  "700 160 1000 220",
  "1000 160 1300 220",
  "400 220 700 400",
  "700 220 1000 400",
  "1000 220 1300 400",
  "100 400 1300 460",
].toSorted();

describe("walls and cells", () => {
  test("merged cells are one, and the layout finds the same from the walls", () => {
    const found = findGrid(form().prepared());
    expect(cellsOf(found)).toEqual(FORM_CELLS);
    expect(found.cells.filter(({ empty }) => !empty)).toHaveLength(5);
    expect(layoutOf(found)).toEqual([
      ["格0", "格1", "", ""],
      ["格4", "", "", ""],
      ["", "格8", "", ""],
      ["格11", "", "", ""],
    ]);
  });

  test("a page that is bent has the cells of the straight one, and its lines their own place", () => {
    const found = findGrid(
      form()
        .bent((x) => 14 * Math.sin(x / 400))
        .prepared(),
    );
    expect(found.cells).toHaveLength(FORM_CELLS.length);
    expect(layoutOf(found)).toEqual(layoutOf(findGrid(form().prepared())));
    const [place] = linesOf(found, 0);
    expect(Math.abs((place?.[1] ?? 0) - 110 - 14 * Math.sin(210 / 400))).toBeLessThan(6);
  });

  test.each([
    [
      "double lines",
      (scan: DrawnScan) =>
        scan.grid(XS, YS).grid(
          XS.map((x) => x + 8),
          YS.map((y) => y + 8),
        ),
    ],
    ["a thick frame", (scan: DrawnScan) => scan.grid(XS, YS).grid([100, 1300], [100, 460], 14)],
    ["fine lines", (scan: DrawnScan) => scan.grid(XS, YS, 1)],
  ])("%s are single walls", (_name, draw) => {
    expect(findGrid(draw(new DrawnScan()).prepared()).cells).toHaveLength(16);
  });

  test("dotted lines and lines with breaks are walls", () => {
    const scan = new DrawnScan().grid(XS, YS);
    for (let x = 104; x < 1300; x += 8) scan.fill(x, 220, x + 4, 223, 255);
    for (const x of [260, 500, 840, 1130]) scan.fill(x, 150, x + 16, 170, 255);
    scan.fill(690, 300, 710, 312, 255);
    // A short wall of its own in two pieces, each too short to be told by itself.
    scan.upright(850, 220, 400).fill(840, 285, 870, 300, 255);
    expect(findGrid(scan.prepared()).cells).toHaveLength(17);
  });

  test("a wall over two rows that has lost a part in each is whole again", () => {
    const scan = new DrawnScan().grid([100, 1300], [100, 200, 300]).upright(700, 100, 300);
    scan.fill(690, 108, 710, 138, 255).fill(690, 262, 710, 292, 255);
    expect(findGrid(scan.prepared()).cells).toHaveLength(4);
  });

  test("strokes of characters are no walls, though they stand in line with walls", () => {
    const scan = form();
    for (const x of [400, 700, 1000]) scan.fill(x, 408, x + 3, 452);
    expect(cellsOf(findGrid(scan.prepared()))).toEqual(FORM_CELLS);
  });

  test("what shows through from the other side and the edge of the scanner are no walls", () => {
    const scan = form();
    scan.level(310, 50, 1400, 3, 225).upright(850, 50, 1100, 3, 225).fill(0, 0, 12, 1200).fill(0, 0, 1500, 8);
    expect(cellsOf(findGrid(scan.prepared()))).toEqual(FORM_CELLS);
  });

  test("tables side by side stay two", () => {
    const found = findGrid(
      new DrawnScan()
        .grid([100, 300, 500], [100, 200, 300])
        .grid([700, 900, 1100], [130, 230, 330])
        .prepared(),
    );
    expect(cellsOf(found)).toHaveLength(8);
    expect(cellsOf(found)).toContain("900 230 1100 330");
  });

  test("rules without a wall across make no cells; the texts between them come one by one", () => {
    const scan = new DrawnScan();
    for (const y of [100, 180, 400]) scan.level(y, 100, 1300);
    for (const y of [120, 200, 260, 320]) scan.text(120, y, 4).text(700, y, 2).text(1100, y, 3);
    const found = findGrid(scan.prepared());
    expect(found.cells).toEqual([]);
    expect(found.rulings).toHaveLength(3);
    expect(linesOf(found, null)).toHaveLength(12);
  });

  test.each([
    [1, 1],
    [40, 2000],
    [600, 800],
  ])("a blank page of %i × %i dots has nothing", (width, height) => {
    expect(findGrid(new DrawnScan(width, height).prepared())).toEqual({ rulings: [], cells: [], lines: [] });
  });
});

describe("lines of text", () => {
  /** One cell of 800 × 400 dots from 100, 100. */
  const cell = (): DrawnScan =>
    new DrawnScan().grid([100, 900], [100, 500]).text(100, 600, 8).text(100, 700, 8);

  test("lines that touch come apart, each without the ink of the other", () => {
    const found = findGrid(
      cell().text(150, 150, 6).text(150, 192, 6).fill(168, 190, 172, 192).fill(256, 190, 260, 192).prepared(),
    );
    expect(linesOf(found, 0).map(([, top]) => Math.round((top ?? 0) / 10) * 10)).toEqual([150, 190]);
    const alone = findGrid(cell().text(150, 150, 6).prepared());
    const [upper] = found.lines;
    expect(inkOf((upper as FoundGrid["lines"][number]).image.raster)).toBeCloseTo(
      inkOf((alone.lines[0] as FoundGrid["lines"][number]).image.raster),
      -3,
    );
  });

  test.each([
    ["一", (scan: DrawnScan) => scan.fill(400, 300, 440, 304)],
    ["二", (scan: DrawnScan) => scan.fill(405, 285, 435, 289).fill(400, 315, 440, 319)],
    ["1", (scan: DrawnScan) => scan.fill(400, 280, 404, 310)],
    ["-", (scan: DrawnScan) => scan.fill(400, 300, 414, 304)],
    [
      "……",
      (scan: DrawnScan) =>
        [0, 14, 28, 42, 56, 70].reduce((own, x) => own.fill(400 + x, 300, 405 + x, 305), scan),
    ],
  ])("a lone %s is a line, cut as high as the type", (_text, draw) => {
    const found = findGrid(draw(cell()).prepared());
    expect(linesOf(found, 0)).toHaveLength(1);
    expect(found.lines.find((line) => line.cell === 0)?.image.raster.height).toBeGreaterThan(30);
  });

  test("decimal points and the marks at the end stay in their line", () => {
    const scan = cell().text(150, 150, 2).fill(240, 184, 245, 189).text(252, 150, 1).fill(298, 180, 306, 190);
    const [line] = findGrid(scan.prepared()).lines;
    expect(inDots(line?.box as Box)[2]).toBe(306);
    const without = findGrid(cell().text(150, 150, 2).text(252, 150, 1).prepared()).lines[0];
    expect(inkOf(line?.image.raster as Raster) - inkOf(without?.image.raster as Raster)).toBe(25 + 80);
  });

  test("specks in a high cell are no lines and leave it empty", () => {
    const scan = cell();
    for (let speck = 0; speck < 60; speck += 1) {
      const [x, y] = [120 + ((speck * 397) % 760), 120 + ((speck * 211) % 360)];
      scan.fill(x, y, x + 2 + (speck % 3), y + 2 + (speck % 3));
    }
    const found = findGrid(scan.prepared(0.5));
    expect(found.cells).toMatchObject([{ empty: true }]);
    expect(linesOf(found, 0)).toEqual([]);
  });

  test("nothing is left of the walls that a text stands at", () => {
    const found = findGrid(cell().text(106, 106, 3).prepared());
    const { raster } = (found.lines[0] as FoundGrid["lines"][number]).image;
    const corner = raster.data.subarray(0, 4);
    expect([...corner]).toEqual([255, 255, 255, 255]);
    expect(inkOf(raster)).toBe(
      inkOf(
        (findGrid(cell().text(300, 300, 3).prepared()).lines[0] as FoundGrid["lines"][number]).image.raster,
      ),
    );
  });

  test("texts that stand wide apart are lines of their own", () => {
    const found = findGrid(cell().text(150, 150, 2).text(500, 150, 2).prepared());
    expect(linesOf(found, 0).map(([left]) => left)).toEqual([150, 500]);
  });
});
