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

/** How many numbers follow each operator (GB/T 33190-2016, 9.3). */
const OPERANDS = new Map([
  ["S", 2],
  ["M", 2],
  ["L", 2],
  ["Q", 4],
  ["B", 6],
  ["A", 7],
  ["C", 0],
]);

/** Drawings with more operators than this hold no more walls of tables. */
const MAX_OPERATORS = 100_000;

/** The outlines of an AbbreviatedData, mapped by `matrix`. An operator that is not known ends it. */
export function tracePath(data: string, matrix: Matrix): Outline[] {
  const outlines: Outline[] = [];
  for (const { operator, point } of operatorsOf(data)) {
    const outline = outlines.at(-1);
    const last = outline?.points.at(-1);
    const [first] = outline?.points ?? [];
    const to = point === null ? first : apply(matrix, ...point);
    if (to === undefined) continue;
    if (operator === "M" || operator === "S" || outline === undefined || last === undefined) {
      outlines.push({ points: [to], lines: [], straight: true });
      continue;
    }
    const isLine = operator === "L" || operator === "C";
    if (isLine) outline.lines.push([last, to]);
    else outline.straight = false;
    outline.points.push(to);
  }
  return outlines;
}

/** Operators of OFD as SVG calls them. */
const SVG_NAMES = new Map([
  ["S", "M"],
  ["B", "C"],
  ["C", "Z"],
]);

/** An AbbreviatedData as the path data of SVG. */
export function svgPath(data: string): string {
  return Array.from(operatorsOf(data), ({ operator, numbers }) =>
    [SVG_NAMES.get(operator) ?? operator, ...numbers].join(" "),
  ).join(" ");
}

/** The operators, each with its numbers and the point it leads to; null for the one that leads back to the beginning. */
function* operatorsOf(data: string): Generator<{ operator: string; numbers: number[]; point: Point | null }> {
  const tokens = data.matchAll(TOKEN);
  for (let done = 0; done < MAX_OPERATORS; done += 1) {
    const operator = tokens.next().value?.[0] ?? "";
    const count = OPERANDS.get(operator);
    if (count === undefined) return;
    const numbers = Array.from({ length: count }, () => Number(tokens.next().value?.[0]));
    if (!numbers.every(Number.isFinite)) return;
    const [x, y] = numbers.slice(-2);
    yield { operator, numbers, point: x === undefined || y === undefined ? null : [x, y] };
  }
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
