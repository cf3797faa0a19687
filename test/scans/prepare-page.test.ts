import { describe, expect, it } from "vitest";
import type { Raster } from "../../src/model/raster.ts";
import type { Recogniser } from "../../src/model/recognition.ts";
import {
  chain,
  type Homography,
  invert,
  rotation,
  scaling,
  toQuad,
  translation,
} from "../../src/scans/homography.ts";
import { preparePage } from "../../src/scans/prepare-page.ts";
import type { PreparedPage } from "../../src/scans/prepared-page.ts";
import { isUpsideDown, turnPage } from "../../src/scans/upside-down.ts";
import { uprightPicture } from "../../src/scans/upright-picture.ts";
import { keepWarnings } from "../formats/context.ts";
import { draw, HEIGHT, page, scanned, TABLE, tableOn, WIDTH } from "./drawn-page.ts";

const STRAIGHT = scaling(1, 1);

/** From a picture in which the page is turned clockwise around its middle to the page. */
function turnedBy(degrees: number): Homography {
  return invert(
    chain(translation(-WIDTH / 2, -HEIGHT / 2), rotation(degrees), translation(WIDTH / 2, HEIGHT / 2)),
  );
}

/** The first and last row and column with more than a third of their dots dark: the frame of the table. */
function frameOf({ grey: { data, width, height } }: PreparedPage): [number, number, number, number] {
  const rows = new Uint32Array(height);
  const columns = new Uint32Array(width);
  data.forEach((value, at) => {
    if (value >= 128) return;
    const row = Math.floor(at / width);
    rows[row] = (rows[row] as number) + 1;
    columns[at - row * width] = (columns[at - row * width] as number) + 1;
  });
  const isLine = (least: number) => (dark: number) => dark > least;
  return [
    columns.findIndex(isLine(height / 3)),
    rows.findIndex(isLine(width / 3)),
    columns.findLastIndex(isLine(height / 3)),
    rows.findLastIndex(isLine(width / 3)),
  ];
}

/** How far the frame of the table on the prepared page lies from where it was drawn, at the worst corner, in dots of the picture. */
function worstCorner(prepared: PreparedPage, toPage: Homography): number {
  const [left, top, right, bottom] = frameOf(prepared);
  const found = [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ].map(([x, y]) => prepared.toSource((x as number) + 0.5, (y as number) + 0.5));
  return Math.max(
    ...tableOn(toPage).map(([x, y]) => Math.min(...found.map(([u, v]) => Math.hypot(u - x, v - y)))),
  );
}

describe("a page", () => {
  it.each([0, 0.4, -1.7, 4.3, -8.6])(
    "that leans by %d degrees is straightened, and its dots are found again",
    (skew) => {
      const toPage = turnedBy(skew);
      const prepared = preparePage(scanned(draw(WIDTH, HEIGHT, toPage)), keepWarnings());
      expect(Math.abs(prepared.skew - skew)).toBeLessThan(0.02);
      expect(prepared).toMatchObject({ dpi: 300, turned: 0, bilevel: false, seals: [] });
      expect(prepared.sourceDpi).toBeCloseTo(150, 5);
      expect(worstCorner(prepared, toPage)).toBeLessThan(3.5);
    },
  );

  it.each([90, -90])("that lies on its side (%d) is set up, one way or the other", (degrees) => {
    const toPage = invert(
      chain(translation(-WIDTH / 2, -HEIGHT / 2), rotation(degrees + 1), translation(HEIGHT / 2, WIDTH / 2)),
    );
    const prepared = preparePage(scanned(draw(HEIGHT, WIDTH, toPage)), keepWarnings());
    expect(prepared.turned).toBe(90);
    expect(prepared.height).toBeGreaterThan(prepared.width);
    expect(worstCorner(prepared, toPage)).toBeLessThan(3.5);
  });

  it("is turned as its caller says, and turned over later at no cost", () => {
    const picture = scanned(draw(WIDTH, HEIGHT, turnedBy(181)));
    const told = preparePage(picture, keepWarnings(), 180);
    const later = turnPage(preparePage(picture, keepWarnings()));
    expect([told.turned, later.turned]).toEqual([180, 180]);
    expect(Math.abs(told.skew - 1)).toBeLessThan(0.02);
    const [left, top] = frameOf(told);
    expect(
      frameOf(later)
        .slice(0, 2)
        .every((at, index) => Math.abs(at - [left, top][index]!) <= 2),
    ).toBe(true);
    const [one, other] = [told.toSource(left, top), later.toSource(left, top)];
    expect(Math.hypot(one[0] - other[0], one[1] - other[1])).toBeLessThan(1.5);
  });

  it("photographed from aside has right angles again", () => {
    // The sheet stands as a trapeze on a dark table.
    const sheet = toQuad(WIDTH, HEIGHT, [
      [190, 130],
      [1190, 170],
      [1310, 1790],
      [90, 1730],
    ]);
    const toPage = invert(sheet);
    const photograph = draw(1400, 1900, toPage, (x, y) =>
      x < 0 || y < 0 || x > WIDTH || y > HEIGHT ? 60 : page(x, y) === 0 ? 30 : 205,
    );
    const prepared = preparePage(scanned(photograph), keepWarnings());
    expect(worstCorner(prepared, toPage)).toBeLessThan(6);
    expect(Math.round(prepared.height)).toBeGreaterThan(800);
    const [left, top, right, bottom] = frameOf(prepared);
    const [wide, high] = [(TABLE[2] - TABLE[0]) * 2, (TABLE[3] - TABLE[1]) * 2];
    expect(Math.abs((right - left) / wide - 1)).toBeLessThan(0.03);
    expect(Math.abs((bottom - top) / high - 1)).toBeLessThan(0.03);
  });

  it("of a fax with other dots across than down has its right proportions", () => {
    const fax = draw(1687, 810, scaling(150 / 204, 150 / 98));
    const prepared = preparePage(
      { raster: fax, box: [0, 0, (1687 / 204) * 72, (810 / 98) * 72] },
      keepWarnings(),
    );
    const [left, , right] = frameOf(prepared);
    expect(Math.abs(right - left - (TABLE[2] - TABLE[0]) * 2)).toBeLessThan(8);
  });
});

describe("which way up", () => {
  it("is told by which lines a recogniser makes more sense of, and nothing is said of a page without lines", async () => {
    const picture = scanned(draw(WIDTH, HEIGHT, STRAIGHT));
    const prepared = preparePage(picture, keepWarnings());
    const recogniser = (isUpright: (line: Raster) => boolean): Recogniser => ({
      id: "test",
      read: (lines) =>
        Promise.resolve(
          lines.map(({ raster }) => ({
            text: isUpright(raster) ? "项目绩效" : "",
            confidence: 0.9,
            alternatives: [],
          })),
        ),
      close: () => Promise.resolve(),
    });
    const seen: string[] = [];
    const remember = recogniser(({ data }) => {
      seen.push(Buffer.from(data).toString("base64"));
      return false;
    });
    expect(await isUpsideDown(prepared, remember)).toBe(false);
    expect(seen.length).toBeGreaterThanOrEqual(4);
    const first = new Set(seen.slice(0, seen.length / 2));
    const knows = recogniser(({ data }) => first.has(Buffer.from(data).toString("base64")));
    expect(await isUpsideDown(prepared, knows)).toBe(false);
    const other = recogniser(({ data }) => !first.has(Buffer.from(data).toString("base64")));
    expect(await isUpsideDown(prepared, other)).toBe(true);
    const empty: Raster = { width: 300, height: 400, channels: 1, data: new Uint8Array(120_000).fill(255) };
    expect(await isUpsideDown(preparePage(scanned(empty), keepWarnings()), other)).toBe(false);
  });
});

describe("what is not the page", () => {
  const valueAt = ({ grey }: PreparedPage, x: number, y: number): number =>
    grey.data[Math.round(y * 2) * grey.width + Math.round(x * 2)] as number;

  it("a shadow and yellowed paper become white, and ink stays", () => {
    const prepared = preparePage(
      scanned(draw(WIDTH, HEIGHT, STRAIGHT, (x, y) => (page(x, y) === 0 ? 40 : 225 - (x / WIDTH) * 90))),
      keepWarnings(),
    );
    for (const x of [30, 600, 1200]) expect(valueAt(prepared, x, 100)).toBeGreaterThan(250);
    expect(valueAt(prepared, 600, TABLE[1])).toBeLessThan(100);
    expect(valueAt(prepared, 1000, TABLE[1])).toBeLessThan(100);
  });

  it("dark borders and punch holes become white, and lines that run into a border stay", () => {
    const prepared = preparePage(
      scanned(
        draw(WIDTH, HEIGHT, STRAIGHT, (x, y) => {
          if (x < 40 || y > HEIGHT - 30) return 10;
          if (Math.hypot(x - 80, y - 700) < 17) return 10;
          return x < TABLE[0] && Math.abs(y - TABLE[1]) < 2 ? 0 : page(x, y);
        }),
      ),
      keepWarnings(),
    );
    expect(valueAt(prepared, 15, 900)).toBe(255);
    expect(valueAt(prepared, 600, HEIGHT - 8)).toBe(255);
    expect(valueAt(prepared, 80, 700)).toBe(255);
    expect(valueAt(prepared, 90, TABLE[1])).toBeLessThan(100);
    expect(valueAt(prepared, TABLE[0], 800)).toBeLessThan(100);
  });

  it("a red seal is taken out and kept, and what is printed under it stays, as do red letters", () => {
    const colour = withColour(draw(WIDTH, HEIGHT, STRAIGHT), (x, y, ink) => {
      const ring = Math.abs(Math.hypot(x - 800, y - 1200) - 115) < 6;
      if (ring) return ink ? [90, 30, 35] : [215, 60, 70];
      return ink && y > 200 && y < 330 ? [200, 30, 30] : null;
    });
    const prepared = preparePage(scanned(colour), keepWarnings());
    expect(prepared.seals).toHaveLength(1);
    const [seal] = prepared.seals;
    const scale = 72 / 150;
    [679, 1079, 921, 1321].forEach((at, index) =>
      expect(Math.abs((seal?.box[index] as number) / scale - at)).toBeLessThan(8),
    );
    expect(seal?.picture.channels).toBe(3);
    const free = page(800 - 115, 1223) === 0 ? 1215 : 1223;
    expect(valueAt(prepared, 800 - Math.sqrt(115 ** 2 - (free - 1200) ** 2), free)).toBeGreaterThan(200);
    expect(valueAt(prepared, 600, TABLE[1])).toBeLessThan(140);
  });

  it("noise is told, clean pages and faxes are known", () => {
    const clean = draw(WIDTH, HEIGHT, STRAIGHT);
    expect(preparePage(scanned(clean), keepWarnings()).noise).toBeLessThan(0.05);
    let seed = 1;
    const next = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
    const grainy = {
      ...clean,
      data: clean.data.map((value) =>
        Math.max(0, Math.min(255, value * 0.8 + 20 + (next() + next() + next() - 1.5) * 50)),
      ),
    };
    expect(preparePage(scanned(grainy), keepWarnings()).noise).toBeGreaterThan(0.5);
    const fax = { ...clean, data: clean.data.map((value) => (value < 128 ? 0 : 255)) };
    expect(preparePage(scanned(fax), keepWarnings()).bilevel).toBe(true);
  });

  it("an empty page, a black one and a tiny one are prepared as well", () => {
    for (const value of [255, 128, 0])
      for (const [width, height] of [
        [300, 400],
        [1, 1],
      ] as const) {
        const raster: Raster = {
          width,
          height,
          channels: 1,
          data: new Uint8Array(width * height).fill(value),
        };
        const prepared = preparePage(scanned(raster), keepWarnings());
        expect(prepared.grey.data).toHaveLength(prepared.grey.width * prepared.grey.height);
        expect(prepared.skew).toBe(0);
      }
  });
});

describe("the picture that people are shown", () => {
  it("lies upright in its colours, dot for dot as the prepared page", () => {
    const colour = withColour(draw(WIDTH, HEIGHT, turnedBy(3)), (_x, _y, ink) =>
      ink ? [20, 20, 160] : null,
    );
    const prepared = preparePage(scanned(colour), keepWarnings());
    const upright = uprightPicture(colour, prepared);
    expect([upright.width, upright.height, upright.channels]).toEqual([
      prepared.grey.width,
      prepared.grey.height,
      3,
    ]);
    const [left, top, right] = frameOf(prepared);
    const at = ((top + 2) * upright.width + Math.round((left + right) / 2) + 40) * 3;
    expect(upright.data[at + 2] as number).toBeGreaterThan((upright.data[at] as number) + 60);
  });
});

function withColour(
  { data, width, height }: Raster,
  paint: (x: number, y: number, ink: boolean) => readonly [number, number, number] | null,
): Raster {
  const colour = new Uint8Array(width * height * 3);
  data.forEach((value, at) => {
    const dot = paint(at % width, Math.floor(at / width), value < 128) ?? [value, value, value];
    colour.set(dot, at * 3);
  });
  return { width, height, channels: 3, data: colour };
}
