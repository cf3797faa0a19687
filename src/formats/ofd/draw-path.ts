import type { Box, Ruling } from "../../model/layout.ts";
import { booleanOf, type Paint } from "./attributes.ts";
import type { Matrix } from "../pdf/matrix.ts";
import { thinBox } from "../pdf/trace-path.ts";
import { mapDirection } from "./geometry.ts";
import type { PageCanvas } from "./page-canvas.ts";
import { childText, type XmlElement } from "./parse-xml.ts";
import type { DrawParam } from "./resources.ts";
import { rectangleOf, tracePath } from "./trace-path.ts";

/** Line width where nothing says it, in millimetres (8.2). */
export const USUAL_LINE_WIDTH = 0.353;
/** How far the ends of a level or upright line may be off, in points, and as a part of its length. */
const SLACK = 1;
const SLACK_SHARE = 0.01;
/** Lines shorter than this are parts of drawings, in points. */
const LEAST_LENGTH = 1;
/** How far beyond the bounds of its object a line is still believed, in points. */
const BOUNDS_SLACK = 2;

/**
 * Draws a path object (GB/T 33190-2016, 9.1): its straight level and upright strokes, and thin filled rectangles, are
 * rulings. `bounds` is where the object may draw; null where it says nothing.
 */
export function drawPath(
  path: XmlElement,
  matrix: Matrix,
  bounds: Box | null,
  param: DrawParam,
  canvas: PageCanvas,
): void {
  const { attributes } = path;
  const outlines = tracePath(childText(path, "AbbreviatedData") ?? "", matrix);
  const fill = booleanOf(attributes["Fill"], false) ? (param.fill ?? "none") : "none";
  const stroke = booleanOf(attributes["Stroke"], true) ? (param.stroke ?? "dark") : "none";
  const width = Math.abs(param.lineWidth ?? USUAL_LINE_WIDTH) * Math.hypot(...mapDirection(matrix, [1, 0]));
  for (const outline of outlines) {
    const rectangle = fill === "none" ? null : rectangleOf(outline, SLACK);
    if (rectangle !== null) {
      const line = thinBox(rectangle);
      if (line !== null) addWithin(line, bounds, 0, fill, canvas);
      else if (fill === "dark") canvas.addFill(rectangle);
    }
    if (stroke === "none") continue;
    for (const [[x, y], [toX, toY]] of outline.lines) {
      const line = lineBetween(x, y, toX, toY);
      if (line !== null) addWithin(line, bounds, width, stroke, canvas);
    }
  }
}

function lineBetween(x: number, y: number, toX: number, toY: number): Ruling | null {
  const wide = Math.abs(toX - x);
  const high = Math.abs(toY - y);
  const length = Math.max(wide, high);
  if (length < LEAST_LENGTH || Math.min(wide, high) > Math.min(SLACK, SLACK_SHARE * length)) return null;
  return wide > high
    ? { orientation: "horizontal", at: (y + toY) / 2, from: Math.min(x, toX), to: Math.max(x, toX) }
    : { orientation: "vertical", at: (x + toX) / 2, from: Math.min(y, toY), to: Math.max(y, toY) };
}

/** What an object draws beyond its bounds is cut off (8.5). */
function addWithin(line: Ruling, bounds: Box | null, width: number, paint: Paint, canvas: PageCanvas): void {
  if (bounds === null) {
    canvas.addRuling(line, paint);
    return;
  }
  const [left, top, right, bottom] = bounds;
  const level = line.orientation === "horizontal";
  const slack = BOUNDS_SLACK + width / 2;
  const [nearest, farthest] = level ? [top, bottom] : [left, right];
  if (line.at < nearest - slack || line.at > farthest + slack) return;
  const from = Math.max(line.from, (level ? left : top) - BOUNDS_SLACK);
  const to = Math.min(line.to, (level ? right : bottom) + BOUNDS_SLACK);
  if (to - from >= LEAST_LENGTH) canvas.addRuling({ ...line, from, to }, paint);
}
