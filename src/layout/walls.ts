import type { Ruling } from "../model/layout.ts";
import { stretchAt } from "./grid.ts";
import type { Lines } from "./group-crossing.ts";

/** What part of the side of a box must be drawn for it to be a wall. */
const WALL_SHARE = 0.5;

/** Which sides of the boxes of a grid are walls. */
export class Walls {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  readonly columns: number;
  readonly rows: number;
  /** Drawn length of each side in points, by line and stretch. */
  readonly #upright: Float64Array;
  readonly #level: Float64Array;

  constructor(xs: readonly number[], ys: readonly number[], { horizontal, vertical }: Lines) {
    this.xs = xs;
    this.ys = ys;
    this.columns = xs.length - 1;
    this.rows = ys.length - 1;
    this.#upright = drawnLengths(vertical, xs, ys);
    this.#level = drawnLengths(horizontal, ys, xs);
  }

  /** Whether the wall at the left of a column is drawn beside a row. */
  upright(line: number, row: number): boolean {
    return this.uprightShare(line, row) >= WALL_SHARE;
  }

  /** Whether the wall above a row is drawn over a column. */
  level(line: number, column: number): boolean {
    return this.levelShare(line, column) >= WALL_SHARE;
  }

  uprightShare(line: number, row: number): number {
    const length = (this.ys[row + 1] as number) - (this.ys[row] as number);
    return (this.#upright[line * this.rows + row] as number) / length;
  }

  levelShare(line: number, column: number): number {
    const length = (this.xs[column + 1] as number) - (this.xs[column] as number);
    return (this.#level[line * this.columns + column] as number) / length;
  }
}

function drawnLengths(
  rulings: readonly Ruling[],
  lines: readonly number[],
  stretches: readonly number[],
): Float64Array {
  const count = stretches.length - 1;
  const drawn = new Float64Array(lines.length * count);
  for (const { at, from, to } of rulings) {
    const line = nearest(lines, at);
    const first = Math.max(0, stretchAt(stretches, Math.max(from, stretches[0] as number)));
    for (let stretch = first; stretch < count && (stretches[stretch] as number) < to; stretch += 1) {
      const begin = Math.max(from, stretches[stretch] as number);
      const end = Math.min(to, stretches[stretch + 1] as number);
      const index = line * count + stretch;
      if (end > begin) drawn[index] = (drawn[index] as number) + end - begin;
    }
  }
  return drawn;
}

function nearest(places: readonly number[], place: number): number {
  let best = 0;
  for (let index = 1; index < places.length; index += 1) {
    if (Math.abs((places[index] as number) - place) < Math.abs((places[best] as number) - place))
      best = index;
    else break;
  }
  return best;
}
