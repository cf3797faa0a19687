import type { Box } from "../model/layout.ts";
import type { Drift } from "./drift.ts";

/** From the page as it is to the page as it would be, were it straight, and back. */
export class StraightPlaces {
  readonly #across: Drift;
  readonly #down: Drift;

  constructor(across: Drift, down: Drift) {
    this.#across = across;
    this.#down = down;
  }

  straight(x: number, y: number): [number, number] {
    return [x - this.#across.at(y, x), y - this.#down.at(x, y)];
  }

  bend([left, top, right, bottom]: Box): Box {
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    return [
      left + this.#across.at(y, left),
      top + this.#down.at(x, top),
      right + this.#across.at(y, right),
      bottom + this.#down.at(x, bottom),
    ];
  }
}
