import type { Raster } from "../model/raster.ts";
import { inkThreshold } from "../ocr/cut-line.ts";

/**
 * Which comparison sign a cut shows, told by its strokes: how many lie one below the other, whether the lowest is flat,
 * and which way the upper one slopes. Null where it is none of them.
 *
 * @param part columns of the line that hold the sign and nothing else.
 */
export function readSign(
  raster: Raster,
  part: { from: number; to: number },
): "≥" | "≤" | ">" | "<" | "=" | null {
  const strokes = strokesPerColumn(raster, part.from, part.to);
  const inked = strokes.filter((runs) => runs.length > 0);
  if (inked.length < 8) return null;
  const width = inked.length;
  const counts = inked.map((runs) => runs.length).toSorted((a, b) => a - b);
  const usual = counts[Math.floor(width / 2)] as number;
  // The tip and blots apart, every column shows the same number of strokes.
  const steady = counts.filter((count) => count === usual || count === usual - 1).length / width;
  if (usual < 2 || usual > 4 || steady < 0.8) return null;
  const whole = inked.filter((runs) => runs.length === usual);
  const middles = whole.flatMap((runs) => runs.map((stroke) => stroke.middle));
  const height = Math.max(...middles) - Math.min(...middles);
  // A bracket is narrow, a ring is bent.
  if (width < height * 0.5 || whole.length < width * 0.5) return null;
  for (let at = 0; at < usual; at += 1)
    if (bend(whole.map((runs) => runs[at] as Stroke)) > width * STRAIGHT) return null;
  const upper = slope(whole.map((runs) => runs[0] as Stroke));
  if (usual === 2) {
    const lower = slope(whole.map((runs) => runs[1] as Stroke));
    if (Math.abs(upper) < 0.1 && Math.abs(lower) < 0.1) return height < width * 0.8 ? "=" : null;
    if (upper > 0.2 && lower < -0.2) return ">";
    if (upper < -0.2 && lower > 0.2) return "<";
    return null;
  }
  // ≥ with a flat or a slanted bar, ≧ with two bars.
  const second = slope(whole.map((runs) => runs[1] as Stroke));
  if (upper > 0.2 && second < -0.2) return "≥";
  if (upper < -0.2 && second > 0.2) return "≤";
  return null;
}

/** A vertical run of ink in one column. */
interface Stroke {
  x: number;
  middle: number;
}

/** Of the sign's width: how far a straight stroke strays from its line. */
const STRAIGHT = 0.09;

function strokesPerColumn(raster: Raster, from: number, to: number): Stroke[][] {
  const threshold = inkThreshold(raster);
  const columns: Stroke[][] = [];
  for (let x = Math.max(0, Math.floor(from)); x < Math.min(raster.width, Math.ceil(to)); x += 1) {
    const runs: Stroke[] = [];
    let start = -1;
    for (let y = 0; y <= raster.height; y += 1) {
      const ink = y < raster.height && (raster.data[y * raster.width + x] as number) < threshold;
      if (ink && start === -1) start = y;
      if (!ink && start !== -1) {
        runs.push({ x, middle: (start + y - 1) / 2 });
        start = -1;
      }
    }
    columns.push(runs);
  }
  return columns;
}

/** Dots by which the stroke strays most from the straight line through it; a tenth of its columns are left out as blots. */
function bend(strokes: readonly Stroke[]): number {
  const tilt = slope(strokes);
  const meanX = strokes.reduce((sum, stroke) => sum + stroke.x, 0) / strokes.length;
  const meanY = strokes.reduce((sum, stroke) => sum + stroke.middle, 0) / strokes.length;
  const strays = strokes
    .map((stroke) => Math.abs(stroke.middle - meanY - tilt * (stroke.x - meanX)))
    .toSorted((a, b) => a - b);
  return strays[Math.floor((strays.length - 1) * 0.9)] ?? 0;
}

/** Dots down for a dot to the right, by least squares. */
function slope(strokes: readonly Stroke[]): number {
  const count = strokes.length;
  const meanX = strokes.reduce((sum, stroke) => sum + stroke.x, 0) / count;
  const meanY = strokes.reduce((sum, stroke) => sum + stroke.middle, 0) / count;
  let products = 0;
  let squares = 0;
  for (const stroke of strokes) {
    products += (stroke.x - meanX) * (stroke.middle - meanY);
    squares += (stroke.x - meanX) ** 2;
  }
  return squares === 0 ? 0 : products / squares;
}
