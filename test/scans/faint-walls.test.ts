import { describe, expect, test } from "vitest";
import type { Raster } from "../../src/model/raster.ts";
import { DEFAULT_LIMITS } from "../../src/model/stage.ts";
import { findGrid } from "../../src/scans/find-grid.ts";
import { preparePage } from "../../src/scans/prepare-page.ts";
import { warpRaster } from "../../src/scans/warp-raster.ts";
import { DrawnScan } from "./drawn-scan.ts";
import { scanned } from "./drawn-page.ts";

const context = { warn: () => {}, limits: DEFAULT_LIMITS };
const PAPER = 240;
const XS = [200, 600, 1000, 1500, 2000];
const YS = Array.from({ length: 16 }, (_, row) => 200 + row * 80);

/** Noise of about the given deviation, the same each time. */
function grained({ width, height, data }: Raster, deviation: number): Raster {
  let state = 12_345;
  const next = (): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
  const noisy = data.map((value) => {
    const normal = next() + next() + next() - 1.5;
    return Math.max(0, Math.min(255, value * (PAPER / 255) + normal * 2 * deviation));
  });
  return { width, height, channels: 1, data: noisy };
}

/** A table of 15 rows with four columns, written in every other cell; its level walls are as dark as given. */
function table(level: number): DrawnScan {
  const scan = new DrawnScan(2200, 1600);
  for (const y of YS) scan.level(y, 200, 2000, 2, level);
  for (const x of XS) scan.upright(x, 200, 1400, 4);
  for (let row = 0; row < 15; row += 1)
    for (let column = row % 2; column < 4; column += 2)
      scan.text((XS[column] as number) + 30, (YS[row] as number) + 20, 3);
  return scan;
}

describe("walls that are hardly darker than paper", () => {
  test("are found by their length where each dot is lost in the grain", () => {
    const page = grained(table(228).grey, 10);
    const { cells } = findGrid(preparePage(scanned(page, 300), context));
    expect(cells).toHaveLength(60);
    expect(cells.filter(({ empty }) => empty)).toHaveLength(30);
  });

  test("are not made out of lines of characters", () => {
    const scan = new DrawnScan(2200, 1600).grid([200, 2000], [200, 1400], 4);
    for (let row = 0; row < 18; row += 1)
      for (let at = 0; at < 30; at += 1) scan.text(240 + at * 54 + ((row * 17) % 40), 230 + row * 62, 1);
    const { cells } = findGrid(preparePage(scanned(grained(scan.grey, 6), 300), context));
    expect(cells.length).toBeLessThanOrEqual(1);
  });

  test("are no sign that the other side of the sheet shows through", () => {
    expect(preparePage(scanned(grained(table(170).grey, 3), 300), context).bleeds).toBe(false);
  });

  test("are told from the print of the other side", () => {
    const { grey } = table(20);
    const behind = table(20).grey;
    const { width, data } = grey;
    const sheet: Raster = {
      ...grey,
      data: data.map((value, at) => {
        const x = at % width;
        const other = behind.data[Math.max(0, at - 55 * width) - x + (width - 1 - x)] as number;
        return value - (255 - other) * 0.15 * (value / 255);
      }),
    };
    const prepared = preparePage(scanned(grained(sheet, 2), 300), context);
    expect(prepared.bleeds).toBe(true);
    expect(findGrid(prepared).cells).toHaveLength(60);
  });
});

describe("what is no wall", () => {
  test("the stroke of a character below a table does not join it to the next", () => {
    const scan = new DrawnScan(1500, 900).grid([100, 400, 1300], [100, 200, 300]);
    scan.grid([100, 400, 1300], [460, 560, 660]);
    // The stroke stands a little below the wall that runs down onto it.
    scan.upright(400, 300, 345);
    const { cells } = findGrid(scan.prepared());
    expect(cells).toHaveLength(8);
  });

  test("the rim of a seal does not part cells", () => {
    const scan = new DrawnScan(1500, 900).grid([100, 1300], [100, 180, 260, 340, 420, 500]);
    const [middleX, middleY, radius] = [700, 300, 240];
    for (let y = 100; y < 500; y += 1)
      for (let x = 440; x < 960; x += 1)
        if (Math.abs(Math.hypot(x - middleX, y - middleY) - radius) < 5) scan.fill(x, y, x + 1, y + 1, 90);
    expect(findGrid(scan.prepared()).cells).toHaveLength(5);
  });
});

describe("what reaches in from the edge of a picture", () => {
  test("is gone from a page that lay askew", () => {
    const dark = new DrawnScan(2200, 1600);
    dark.grey.data.set(table(20).grey.data);
    dark.fill(0, 0, 60, 1600, 10);
    const angle = 0.02;
    const leaning = warpRaster(dark.grey, [1, angle, 0, -angle, 1, 30, 0, 0, 1], 2200, 1600);
    // What lies beside the sheet is as dark as the lid.
    for (let y = 0; y < 1600; y += 1) leaning.data.fill(10, y * 2200, y * 2200 + 50);
    const { grey } = preparePage(scanned(leaning, 300), context);
    let black = 0;
    for (let y = 100; y < grey.height - 100; y += 1)
      for (let x = 0; x < 150; x += 1) if ((grey.data[y * grey.width + x] as number) < 100) black += 1;
    expect(black).toBeLessThan(200);
  });

  test("does not hide pale print: what is solid is not taken for the ink of the page", () => {
    const scan = table(170);
    for (let at = 0; at < scan.grey.data.length; at += 1)
      scan.grey.data[at] = 255 - (255 - (scan.grey.data[at] as number)) * 0.4;
    scan.fill(60, 700, 140, 780, 0).fill(2080, 200, 2180, 1400, 0);
    const { cells } = findGrid(scan.prepared());
    expect(cells.filter(({ empty }) => !empty)).toHaveLength(30);
  });
});

test("a shade in the corner of a page that lay askew is evened out", () => {
  const scan = table(20);
  const shaded = scan.grey.data.map((value, at) => {
    const [x, y] = [at % 2200, Math.floor(at / 2200)];
    return value * (1 - 0.5 * Math.max(0, 1 - Math.hypot(x, y) / 500));
  });
  const leaning = warpRaster({ ...scan.grey, data: shaded }, [1, 0.02, 0, -0.02, 1, 0, 0, 0, 1], 2200, 1600);
  const { grey } = preparePage(scanned(leaning, 300), context);
  let dark = 0;
  for (let y = 30; y < 150; y += 1)
    for (let x = 60; x < 160; x += 1) if ((grey.data[y * grey.width + x] as number) < 180) dark += 1;
  expect(dark).toBeLessThan(100);
});
