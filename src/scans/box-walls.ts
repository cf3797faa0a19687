import type { Wall } from "./accept-walls.ts";

/** What share of the side of a box must be drawn for it to be a wall. */
const DRAWN = 0.75;

/** Which sides of the boxes between all lines are drawn. */
export class BoxWalls {
  readonly columns: number;
  readonly rows: number;
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  readonly #upright: Uint8Array;
  readonly #level: Uint8Array;

  constructor(
    xs: readonly number[],
    ys: readonly number[],
    levels: readonly Wall[],
    uprights: readonly Wall[],
  ) {
    this.xs = xs;
    this.ys = ys;
    this.columns = xs.length - 1;
    this.rows = ys.length - 1;
    this.#upright = drawnSides(uprights, xs, ys);
    this.#level = drawnSides(levels, ys, xs);
  }

  /** Whether the wall at the left of a column is drawn beside a row. */
  upright(line: number, row: number): boolean {
    return this.#upright[line * this.rows + row] === 1;
  }

  /** Whether the wall above a row is drawn over a column. */
  level(line: number, column: number): boolean {
    return this.#level[line * this.columns + column] === 1;
  }
}

function drawnSides(
  walls: readonly Wall[],
  places: readonly number[],
  across: readonly number[],
): Uint8Array {
  const count = across.length - 1;
  const pieces: [number, number][][] = places.map(() => []);
  for (const { at, from, to } of walls) {
    let line = 0;
    places.forEach((place, index) => {
      if (Math.abs(place - at) < Math.abs((places[line] as number) - at)) line = index;
    });
    pieces[line]?.push([from, to]);
  }
  const drawn = new Uint8Array(places.length * count);
  pieces.forEach((own, line) => {
    own.sort((a, b) => a[0] - b[0]);
    for (let stretch = 0; stretch < count; stretch += 1) {
      const [begin, end] = [across[stretch] as number, across[stretch + 1] as number];
      let covered = 0;
      let reached = begin;
      for (const [from, to] of own) {
        const first = Math.max(reached, from);
        const last = Math.min(end, to);
        if (last > first) covered += last - first;
        reached = Math.max(reached, last);
      }
      if (covered >= (end - begin) * DRAWN) drawn[line * count + stretch] = 1;
    }
  });
  return drawn;
}
