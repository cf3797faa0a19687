import type { Box } from "../../model/layout.ts";
import { apply, type Matrix, type Point } from "../pdf/matrix.ts";

/** One stroke of the pen: from a move to the next. */
export interface Outline {
  points: Point[];
  /** Straight pieces between points; a curve leaves none. */
  lines: [from: Point, to: Point][];
  /** Whether all of it is straight. */
  straight: boolean;
}

const TOKEN = /[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[A-Za-z]/gu;

/** How many numbers follow each operator (GB/T 33190-2016, 9.1, table 36). */
const OPERANDS: { [operator: string]: number } = { S: 2, M: 2, L: 2, Q: 4, B: 6, A: 7, C: 0 };

/** The outlines of an AbbreviatedData, mapped by `matrix`. An operator that is not known ends it. */
export function tracePath(data: string, matrix: Matrix): Outline[] {
  const tokens = data.match(TOKEN) ?? [];
  const outlines: Outline[] = [];
  let outline: Outline | null = null;
  let at = 0;
  const begin = (point: Point): Outline => {
    const next: Outline = { points: [point], lines: [], straight: true };
    outlines.push(next);
    return next;
  };
  while (at < tokens.length) {
    const operator = tokens[at] ?? "";
    const count = OPERANDS[operator];
    if (count === undefined) break;
    const numbers = tokens.slice(at + 1, at + 1 + count).map(Number);
    if (numbers.length < count || numbers.some((number) => !Number.isFinite(number))) break;
    at += 1 + count;
    const last: Point | undefined = outline?.points.at(-1);
    if (operator === "C") {
      const first: Point | undefined = outline?.points[0];
      if (first !== undefined && last !== undefined && outline !== null) addLine(outline, last, first);
      continue;
    }
    const [x = 0, y = 0] = numbers.slice(-2);
    const point = apply(matrix, x, y);
    if (operator === "M" || operator === "S" || outline === null || last === undefined) {
      outline = begin(point);
    } else if (operator === "L") {
      addLine(outline, last, point);
    } else {
      outline.points.push(point);
      outline.straight = false;
    }
  }
  return outlines;
}

function addLine(outline: Outline, from: Point, to: Point): void {
  outline.lines.push([from, to]);
  outline.points.push(to);
}

/** The box of an outline whose pieces are all level or upright within `slack` points; null for any other. */
export function rectangleOf({ points, lines, straight }: Outline, slack: number): Box | null {
  const upright = lines.every(
    ([[x, y], [toX, toY]]) => Math.abs(x - toX) <= slack || Math.abs(y - toY) <= slack,
  );
  if (!straight || !upright || lines.length < 3) return null;
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  return [least(xs), least(ys), -least(xs.map((x) => -x)), -least(ys.map((y) => -y))];
}

/** Outlines may have more points than a function takes arguments. */
function least(values: number[]): number {
  return values.reduce((one, other) => Math.min(one, other), Infinity);
}
