import type { Raster } from "../model/raster.ts";
import { inkThreshold } from "../ocr/cut-line.ts";
import type { LineMarks, Mark } from "./line-marks.ts";

/** Of the height of a line's picture: the height of its type; the rest is paper around it. */
const TYPE = 0.7;
/** Of the type: how wide and how thick a dash is. A bar that broke off a figure is narrower, a wall is wider. */
const DASH = { narrowest: 0.6, widest: 2.6, double: 1.6, thickest: 0.2, highest: 0.3 };
/** Of the area of its box: how much of it a straight stroke fills. */
const FILLED = 0.6;
/** Times the usual thickness: the end of 一 in Song type is a knob, a dash is as thick all along. */
const KNOB = 1.6;
/** Marks of less ink, in dots, are no part of a sign. */
const LEAST_AREA = 9;

/** Whether a line holds so little ink that it cannot be any character: nothing, or a few lone dots. */
export function isBlank({ marks }: LineMarks, { height }: Raster): boolean {
  const most = (height * 0.1) ** 2;
  return marks.reduce((sum, mark) => sum + mark.area, 0) <= most;
}

/**
 * What a line that is nothing but a dash says, told by its shape; engines read it as anything. Null for all else: the strokes of
 * 2 and 100 can look like those of ≥ and =, so that signs of comparison that stand alone are left to the engines.
 */
export function readLoneSign(raster: Raster, line: LineMarks): string | null {
  const marks = line.marks.filter(({ area }) => area >= LEAST_AREA);
  const type = raster.height * TYPE;
  const [first] = marks;
  if (first === undefined || marks.length > 3) return null;
  if (marks.length <= 2 && marks.every((mark) => isDash(mark, raster, type))) {
    const width = marks.reduce((sum, mark) => sum + mark.right - mark.left, 0);
    if (marks.length === 2 && Math.abs(first.top - (marks[1]?.top ?? 0)) > type * 0.15) return null;
    return width > type * DASH.double ? "——" : "—";
  }
  return null;
}

function isDash({ left, top, right, bottom, area }: Mark, raster: Raster, type: number): boolean {
  const [wide, high] = [right - left, bottom - top];
  const middle = (top + bottom) / 2 / raster.height;
  if (wide < type * DASH.narrowest || wide > type * DASH.widest || high > type * DASH.highest) return false;
  if (area / wide > type * DASH.thickest || area < wide * high * FILLED || middle < 0.25 || middle > 0.75)
    return false;
  const thickness = thicknessOf(raster, { left, top, right, bottom });
  const usual = thickness.toSorted((a, b) => a - b)[Math.floor(thickness.length / 2)] as number;
  return Math.max(...thickness) <= Math.max(usual + 2, usual * KNOB);
}

/** Dots of ink in each column. */
function thicknessOf(
  raster: Raster,
  { left, top, right, bottom }: { left: number; top: number; right: number; bottom: number },
): number[] {
  const threshold = inkThreshold(raster);
  const counts: number[] = [];
  for (let x = left; x < right; x += 1) {
    let count = 0;
    for (let y = top; y < bottom; y += 1)
      if ((raster.data[y * raster.width + x] as number) < threshold) count += 1;
    counts.push(count);
  }
  return counts;
}
