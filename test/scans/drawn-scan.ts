import type { Raster } from "../../src/model/raster.ts";
import type { PreparedPage } from "../../src/scans/prepared-page.ts";

const DPI = 300;

/** A page of 300 dpi that a test draws, in dots. */
export class DrawnScan {
  readonly grey: Raster;

  constructor(width = 1500, height = 1200) {
    this.grey = { width, height, channels: 1, data: new Uint8Array(width * height).fill(255) };
  }

  /** Fills a box, right and bottom not part of it. */
  fill(left: number, top: number, right: number, bottom: number, value = 20): this {
    for (let y = top; y < bottom; y += 1)
      this.grey.data.fill(value, y * this.grey.width + left, y * this.grey.width + right);
    return this;
  }

  level(y: number, from: number, to: number, thickness = 3, value = 20): this {
    return this.fill(from, y, to + thickness, y + thickness, value);
  }

  upright(x: number, from: number, to: number, thickness = 3, value = 20): this {
    return this.fill(x, from, x + thickness, to + thickness, value);
  }

  /** Walls at all places given, from end to end. */
  grid(xs: readonly number[], ys: readonly number[], thickness = 3): this {
    for (const y of ys) this.level(y, xs[0] as number, xs.at(-1) as number, thickness);
    for (const x of xs) this.upright(x, ys[0] as number, ys.at(-1) as number, thickness);
    return this;
  }

  /** Characters in the shape of 田, each 40 dots wide and high, 4 dots apart. */
  text(left: number, top: number, count: number): this {
    for (let index = 0; index < count; index += 1) {
      const x = left + index * 44;
      for (const offset of [0, 18, 36]) {
        this.fill(x, top + offset, x + 40, top + offset + 4);
        this.fill(x + offset, top, x + offset + 4, top + 40);
      }
    }
    return this;
  }

  /** The page with each column of dots moved down by so much. */
  bent(down: (x: number) => number): DrawnScan {
    const { width, height, data } = this.grey;
    const bent = new DrawnScan(width, height);
    for (let x = 0; x < width; x += 1) {
      const by = Math.round(down(x));
      for (let y = Math.max(0, by); y < Math.min(height, height + by); y += 1)
        bent.grey.data[y * width + x] = data[(y - by) * width + x] as number;
    }
    return bent;
  }

  prepared(noise = 0): PreparedPage {
    return {
      grey: this.grey,
      dpi: DPI,
      width: (this.grey.width * 72) / DPI,
      height: (this.grey.height * 72) / DPI,
      sourceDpi: DPI,
      turned: 0,
      skew: 0,
      noise,
      bilevel: false,
      seals: [],
      toSource: (x, y) => [x, y],
    };
  }
}
