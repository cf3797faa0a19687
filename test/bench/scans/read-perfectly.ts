import type { PageReader } from "../../../src/model/recognition.ts";
import { findGrid } from "../../../src/scans/find-grid.ts";
import type { FoundLine } from "../../../src/scans/found-grid.ts";
import { apply, invert, type Point, toQuad } from "../../../src/scans/homography.ts";
import { preparePage } from "../../../src/scans/prepare-page.ts";
import type { PreparedPage } from "../../../src/scans/prepared-page.ts";
import type { ReadLine } from "../../../src/scans/read-lines.ts";
import { wordsOf } from "../../../src/scans/read-page.ts";
import { turnPage } from "../../../src/scans/upside-down.ts";
import type { ScannedPage } from "./scanned-documents.ts";

/** How far beside a line a character of it may have its middle, as a share of the height of the line and in points: ink ends before the character does. */
const BESIDE = { share: 0.7, least: 2 };

/**
 * Prepares pages and finds their grid as they are, and then reads each line without a mistake: what of the truth stands within
 * it. What is wrong in the end is the preparation's, the grid's or the layout's doing, not the recognisers'.
 */
export function readPerfectly({ truth }: ScannedPage): PageReader {
  return {
    recognisers: ["perfect"],
    readPage: async (page, context) => {
      if (page.picture === undefined) return page;
      const prepared = upright(preparePage(await page.picture(), context), truth.condition.turned);
      const grid = findGrid(prepared);
      const readings = readingsOf(grid.lines, charactersOn(prepared, truth.words));
      const { width, height } = prepared;
      const recognised = { recognisers: ["perfect"], dpi: prepared.sourceDpi, turned: prepared.turned };
      return { ...page, width, height, words: wordsOf(grid, readings), rulings: grid.rulings, recognised };
    },
    close: () => Promise.resolve(),
  };
}

function upright(page: PreparedPage, turned: number): PreparedPage {
  return (page.turned + turned) % 360 === 0 ? page : turnPage(page);
}

interface Character {
  text: string;
  /** Of its middle, in points of the prepared page. */
  x: number;
  y: number;
}

function charactersOn(page: PreparedPage, words: ScannedPage["truth"]["words"]): Character[] {
  const { width, height } = page.grey;
  const corners = [
    [0, 0],
    [width, 0],
    [width, height],
    [0, height],
  ] as const;
  const [a, b, c, d] = corners.map(([x, y]): Point => page.toSource(x, y)) as [Point, Point, Point, Point];
  const back = invert(toQuad(width, height, [a, b, c, d]));
  const points = 72 / page.dpi;
  return words.flatMap(({ text, quad: [x0, y0, x1, y1, x2, y2, x3, y3] }): Character[] => {
    const signs = Array.from(text);
    const wides = signs.map((sign) => (sign <= "~" ? 0.5 : 1));
    const whole = wides.reduce((sum, wide) => sum + wide, 0);
    let passed = 0;
    return signs.map((sign, at) => {
      const wide = wides[at] as number;
      const share = (passed + wide / 2) / whole;
      passed += wide;
      const x = ((x0 + x3) * (1 - share) + (x1 + x2) * share) / 2;
      const y = ((y0 + y3) * (1 - share) + (y1 + y2) * share) / 2;
      const [toX, toY] = apply(back, x, y);
      return { text: sign, x: toX * points, y: toY * points };
    });
  });
}

function readingsOf(lines: readonly FoundLine[], characters: readonly Character[]): ReadLine[] {
  const own = lines.map((): Character[] => []);
  for (const character of characters) {
    const { x, y } = character;
    let nearest = -1;
    let least = Infinity;
    lines.forEach(({ box: [left, top, right, bottom] }, index) => {
      const beside = Math.max(BESIDE.least, (bottom - top) * BESIDE.share);
      if (x < left - beside || x > right + beside || y < top - BESIDE.least || y > bottom + BESIDE.least)
        return;
      const away = Math.abs(y - (top + bottom) / 2) + Math.max(0, left - x, x - right) * 10;
      if (away < least) [nearest, least] = [index, away];
    });
    own[nearest]?.push(character);
  }
  return own.map((found): ReadLine => {
    const text = found
      .toSorted((a, b) => a.x - b.x)
      .map((character) => character.text)
      .join("");
    return { text, confidence: 0.99, candidates: [] };
  });
}
