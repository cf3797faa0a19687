import { expect, test } from "vitest";
import {
  hasUnreadInk,
  lineMarks,
  lonePointBetween,
  pointBetween,
  withoutSpecks,
} from "../../src/scans/line-marks.ts";
import { readSign } from "../../src/scans/read-sign.ts";
import { drawFigures, type Pen } from "../ocr/line-pictures.ts";

function dot(x: number, y: number, size: number): (pen: Pen) => void {
  return (pen) => pen.fillRect(x, y, size, size);
}

/** Dots of ink. */
function ink(data: Uint8Array): number {
  return data.reduce((sum, value) => sum + Number(value < 128), 0);
}

test("dirt beside the figures goes, and nothing else", () => {
  const clean = drawFigures("96").raster;
  for (const paint of [dot(4, 50, 3), dot(100, 20, 3), dot(104, 50, 2)]) {
    const dirty = drawFigures("96", paint).raster;
    expect(ink(dirty.data)).toBeGreaterThan(ink(clean.data));
    expect(ink(withoutSpecks(dirty, lineMarks(dirty)).data)).toBe(ink(clean.data));
  }
  expect(withoutSpecks(clean, lineMarks(clean))).toBe(clean);
});

test("what may be a point between figures stays, however small", () => {
  for (const size of [2, 3, 5]) {
    const { raster } = drawFigures("9 6", dot(53, 52 - size, size));
    expect(withoutSpecks(raster, lineMarks(raster))).toBe(raster);
  }
});

test("a point is seen where it is printed, and a foot of a figure is not one", () => {
  const point = lineMarks(drawFigures("2.9").raster);
  expect(pointBetween(point, 30, 75)).toBe(true);
  expect(lonePointBetween(point, 30, 75)).toBe(true);
  expect(pointBetween(lineMarks(drawFigures("29").raster), 30, 65)).toBe(false);
  // The foot of a broken figure lies under the rest of it.
  const broken = drawFigures("21", (pen) => {
    pen.fillStyle = "#fff";
    pen.fillRect(46, 42, 40, 3);
  });
  expect(lonePointBetween(lineMarks(broken.raster), 34, 76)).toBe(false);
});

test("ink beside all places is unread", () => {
  const marks = lineMarks(drawFigures("128").raster);
  expect(hasUnreadInk(marks, [34, 62, 90], false)).toBe(false);
  expect(hasUnreadInk(marks, [34, 62], false)).toBe(true);
});

test("an empty line has no marks", () => {
  const { raster } = drawFigures(" ");
  const marks = lineMarks(raster);
  expect(marks.marks).toEqual([]);
  expect(withoutSpecks(raster, marks)).toBe(raster);
  expect(readSign(raster, { from: 0, to: raster.width })).toBeNull();
});

test.each(["≥", "≤", ">", "<", "="])("%s is told by its strokes", (sign) => {
  const { raster } = drawFigures(sign);
  expect(readSign(raster, { from: 0, to: raster.width })).toBe(sign);
});

test.each(["0", "1", "2", "3", "5", "7", "8", "9", "%", "+", "-", "("])(
  "%s is no sign of comparison",
  (figure) => {
    const { raster } = drawFigures(figure);
    expect(readSign(raster, { from: 0, to: raster.width })).toBeNull();
  },
);
