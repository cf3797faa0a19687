import { apply, invert, type Homography } from "../../src/scans/homography.ts";
import type { PageImage, Raster } from "../../src/model/raster.ts";

/** A4 at 150 dpi. */
export const WIDTH = 1240;
export const HEIGHT = 1754;
const PAGE_DPI = 150;

type Shade = (x: number, y: number) => number;

/** Corners of the table that is drawn on every page, in dots: left, top, right, bottom. */
export const TABLE = [120, 200, 1120, 1500] as const;

const ROWS = 20;
const COLUMNS = [0, 0.2, 0.55, 0.8, 1];

/** How dark a page with a table and lines of something like letters is at a point: 0 ink, 255 paper. */
export function page(x: number, y: number): number {
  const [left, top, right, bottom] = TABLE;
  if (x < left - 2 || x > right + 2 || y < top - 2 || y > bottom + 2) return 255;
  const row = ((y - top) / (bottom - top)) * ROWS;
  if (Math.abs(row - Math.round(row)) * ((bottom - top) / ROWS) <= 1.5) return 0;
  const across = (x - left) / (right - left);
  for (const column of COLUMNS) if (Math.abs(across - column) * (right - left) <= 1.5) return 0;
  return isLetter(x - left, (row - Math.floor(row)) * ((bottom - top) / ROWS), Math.floor(row)) ? 0 : 255;
}

/** Strokes of letters of 20 dots, four dots apart, in the middle of a row; some letters are left out. */
function isLetter(x: number, y: number, row: number): boolean {
  const letter = Math.floor(x / 24);
  const [inX, inY] = [x % 24, y - 22];
  if (inX > 20 || inY < 0 || inY > 20 || (letter * 7 + row * 5) % 11 > 6) return false;
  return inX % 8 < 3 || (inY + letter) % 9 < 3;
}

/** Draws a picture dot by dot, each as the mean of four points in it. `toPage` says where on the page a point of the picture lies. */
export function draw(width: number, height: number, toPage: Homography, shade: Shade = page): Raster {
  const data = new Uint8Array(width * height);
  const [a, b, c, d, e, f, g, h, i] = toPage;
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      let sum = 0;
      for (let point = 0; point < 4; point += 1) {
        const [u, v] = [x + (point & 1) / 2 + 0.25, y + (point >> 1) / 2 + 0.25];
        const w = g * u + h * v + i;
        sum += shade((a * u + b * v + c) / w, (d * u + e * v + f) / w);
      }
      data[y * width + x] = sum / 4;
    }
  return { width, height, channels: 1, data };
}

/** A picture as it was scanned. */
export function scanned(raster: Raster, dpi = PAGE_DPI): PageImage {
  return { raster, box: [0, 0, (raster.width / dpi) * 72, (raster.height / dpi) * 72] };
}

/** Corners of the table on the picture. */
export function tableOn(toPage: Homography): [number, number][] {
  const [left, top, right, bottom] = TABLE;
  const back = invert(toPage);
  return [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ].map(([x, y]) => apply(back, x as number, y as number));
}
