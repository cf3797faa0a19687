import type { Raster } from "../model/raster.ts";
import { middleAt, STRIP, type TracedRuling } from "./trace-rulings.ts";

/** Dots along a line to either side whose mean is looked at: noise is evened out, a gap is not. More for lines paler than that. */
const ALONG = 2;
const ALONG_PALE = 8;
const PALE = 60;

/** How far across a line its darkest dot may lie from its middle. */
const ACROSS = 2;

/** A line is drawn where it is at least this share as dark as the rulings of the page are. */
const DARK = 0.4;

/** A gap so long, in dots, breaks a short wall: characters keep that much room from the walls around them. */
const GAP = 4;

/** Beside a wall, from one distance to the other in dots, there is paper: so much of it may be ink. */
const BESIDE_FROM = 3;
const BESIDE_TO = 6;
const BESIDE_INK = 0.2;

/** What the grey dots say of a line. `vertical` lines run down the page. */
export class RulingEvidence {
  readonly #grey: Raster;
  readonly #paper: number;

  constructor(grey: Raster, paper: number) {
    this.#grey = grey;
    this.#paper = paper;
  }

  /** How much darker than paper a line is at its darkest dots, on the mean. */
  contrast(ruling: TracedRuling, vertical: boolean): number {
    let sum = 0;
    ruling.tops.forEach((top, index) => {
      const along = (ruling.strip + index) * STRIP + STRIP / 2;
      let darkest = 255;
      for (let across = top; across <= (ruling.bottoms[index] as number); across += 1)
        for (let near = along - STRIP / 4; near <= along + STRIP / 4; near += 2)
          darkest = Math.min(darkest, this.#at(near, across, vertical));
      sum += darkest;
    });
    return this.#paper - sum / ruling.tops.length;
  }

  /** Whether a short line is a wall and no stroke of a character: dark from end to end, and with paper at both sides. */
  isWall(ruling: TracedRuling, vertical: boolean, usualContrast: number): boolean {
    const limit = this.#paper - usualContrast * DARK;
    const reach = usualContrast < PALE ? ALONG_PALE : ALONG;
    let gap = 0;
    let left = 0;
    let right = 0;
    for (let along = ruling.from; along < ruling.to; along += 1) {
      const middle = Math.round(middleAt(ruling, along));
      let darkest = 255;
      for (let across = middle - ACROSS; across <= middle + ACROSS; across += 1) {
        darkest = Math.min(darkest, this.#mean(along, across, vertical, reach));
      }
      gap = darkest > limit ? gap + 1 : 0;
      if (gap >= GAP) return false;
      const half = thicknessAt(ruling, along) / 2;
      for (let away = BESIDE_FROM; away <= BESIDE_TO; away += 1) {
        if (this.#mean(along, Math.round(middle - half - away), vertical, reach - ALONG) < limit) left += 1;
        if (this.#mean(along, Math.round(middle + half + away), vertical, reach - ALONG) < limit) right += 1;
      }
    }
    const looked = (ruling.to - ruling.from) * (BESIDE_TO - BESIDE_FROM + 1);
    return Math.max(left, right) <= looked * BESIDE_INK;
  }

  #mean(along: number, across: number, vertical: boolean, reach: number): number {
    let sum = 0;
    for (let near = along - reach; near <= along + reach; near += 1) sum += this.#at(near, across, vertical);
    return sum / (2 * reach + 1);
  }

  #at(along: number, across: number, vertical: boolean): number {
    const { width, height, data } = this.#grey;
    const [x, y] = vertical ? [across, along] : [along, across];
    return x < 0 || y < 0 || x >= width || y >= height ? 255 : (data[y * width + x] as number);
  }
}

function thicknessAt({ strip, tops, bottoms }: TracedRuling, along: number): number {
  const index = Math.max(0, Math.min(tops.length - 1, Math.floor(along / STRIP) - strip));
  return (bottoms[index] as number) - (tops[index] as number) + 1;
}
