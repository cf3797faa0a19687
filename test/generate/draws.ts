import * as fc from "fast-check";
import { type Decimal, decimal, decimalOf } from "../../src/model/decimal.ts";

/** Choices of a generator. What comes first in a list, and the smallest number, is what a failing case shrinks to. */
export interface Draws {
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number;
  pick<const T extends readonly [unknown, ...unknown[]]>(choices: T): T[number];
  /** One in `of`. */
  oneIn(of: number): boolean;
  /** So many different ones, in the order of the list. */
  several<T>(choices: readonly T[], count: number): T[];
  /** Whole numbers of at least 1 that add up to the total. */
  partition(total: number, parts: number): number[];
}

/**
 * What is built by choices, and shrinks by them.
 *
 * `fc.gen` takes its numbers from a copy of the random stream and leaves the stream where it was: two values side by side
 * would be the same, and a filter would see one value for ever. So the stream is moved on, further than a form draws.
 * What is built is frozen, or fast-check would build it anew for each use.
 */
export function drawn<T extends object>(build: (draws: Draws) => T): fc.Arbitrary<T> {
  const movesOn = fc.noShrink(fc.array(fc.nat(), { minLength: 400, maxLength: 400, size: "max" }));
  return fc.tuple(fc.gen(), movesOn).map(([generator]) => Object.freeze(build(drawsOf(generator))));
}

function drawsOf(generator: fc.GeneratorValue): Draws {
  const whole = (least: number, most: number): number => generator(fc.integer, { min: least, max: most });
  // Floyd's way of sampling: nothing is listed, as there may be millions to draw from.
  const distinct = (among: number, count: number): number[] => {
    const picked = new Set<number>();
    for (let last = among - Math.min(count, among); last < among; last++) {
      const at = whole(0, last);
      picked.add(picked.has(at) ? last : at);
    }
    return [...picked].toSorted((a, b) => a - b);
  };
  return {
    whole,
    pick: (choices) => choices[whole(0, choices.length - 1)],
    oneIn: (of) => whole(1, of) === of,
    several: (choices, count) => distinct(choices.length, count).flatMap((at) => choices.slice(at, at + 1)),
    partition: (total, parts) => {
      const cuts = [0, ...distinct(total - 1, parts - 1).map((at) => at + 1), total];
      return cuts.slice(1).map((cut, at) => cut - (cuts[at] ?? 0));
    },
  };
}

/** So many units of the last of `places` decimal places. */
export function inUnits(units: number, places: number): Decimal {
  return decimalOf(units).div(`1${"0".repeat(places)}`);
}

export function sumOf(texts: readonly string[]): Decimal {
  return texts.reduce((sum, text) => sum.plus(decimal(text)), decimal("0"));
}

/** As a form prints it: with so many places, or as short as it goes. */
export function print(value: Decimal, places: number | "shortest"): string {
  return places === "shortest" ? value.toFixed() : value.toFixed(places);
}

/** 8993600.00 as 8,993,600.00. */
export function withSeparators(amount: string): string {
  return amount.replace(/\B(?=(?:\d{3})+(?!\d))(?<!\.\d*)/gu, ",");
}
