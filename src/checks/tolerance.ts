import { Decimal, decimal } from "../model/decimal.ts";
import type { Reading } from "../model/reading.ts";
import { parseNumber } from "../values/number.ts";
import { parsePercent } from "../values/percent.ts";

/**
 * How a printed value stands to the exact one it should be. Only the printed places count, there is no fixed tolerance:
 * - `exact`: the same number;
 * - `rounded`: the exact value, rounded to the printed places;
 * - `cut`: the exact value with its further places cut off, which hand-filled forms do as often as rounding;
 * - `near`: less than one unit of the last place away and neither of these, so that rounding alone cannot have made it;
 * - `apart`: another number.
 */
export type Closeness = "exact" | "rounded" | "cut" | "near" | "apart";

/** What a comparison comes to: agrees or differs, and whether rounding is behind what difference there is. */
export interface Judgement {
  verdict: "agrees" | "differs";
  cause: "rounding" | null;
}

/** Places to which row scores and rates are rounded by the systems that compute them. */
const USUAL_PLACES = 2;

/** One unit of the last of so many decimal places: 0.01 for two. */
export function unitOf(places: number): Decimal {
  return decimal(`1e-${places}`);
}

/** Stands the printed value to the exact one as rounding and cutting by one unit of the last place leave it? */
export function closeness(exact: Decimal, printed: Decimal, unit: Decimal): Closeness {
  const distance = exact.minus(printed).abs();
  if (distance.eq("0")) return "exact";
  if (distance.times("2").lte(unit)) return "rounded";
  if (distance.gte(unit)) return "apart";
  return printed.lt(exact) ? "cut" : "near";
}

/**
 * Judges a printed value against the exact value of its formula. What shows as a difference at the usual two places is
 * put down to rounding even where it is within half a unit: 4 for 3.897 is said to be rounded, 8.99 for 8.9891 is not.
 */
export function judge(exact: Decimal, printed: Decimal, unit: Decimal): Judgement {
  switch (closeness(exact, printed, unit)) {
    case "exact":
      return { verdict: "agrees", cause: null };
    case "rounded":
      return { verdict: "agrees", cause: exact.round(USUAL_PLACES).eq(printed) ? null : "rounding" };
    case "cut":
      return { verdict: "agrees", cause: "rounding" };
    case "near":
      return { verdict: "differs", cause: "rounding" };
    case "apart":
      return { verdict: "differs", cause: null };
  }
}

/**
 * Judges a printed sum. Printed parts add up exactly or they do not; only where one part is itself a product
 * (`exactSum`: the sum with that part unrounded, null where no part is) may the total have been made of the unrounded
 * product. Forms in whole points are added by hand: no point is put down to that.
 */
export function judgeSum(sum: Decimal, exactSum: Decimal | null, printed: Decimal, unit: Decimal): Judgement {
  if (sum.eq(printed)) return { verdict: "agrees", cause: null };
  if (exactSum === null || unit.gte("1")) return { verdict: "differs", cause: null };
  const close = closeness(exactSum, printed, unit);
  if (close === "exact" || close === "rounded") return { verdict: "agrees", cause: "rounding" };
  const withinUnit = sum.minus(printed).abs().lte(unit);
  return { verdict: "differs", cause: close !== "apart" || withinUnit ? "rounding" : null };
}

/** Decimal places with which a number was printed; those of its value where the print holds more than the number. */
export function printedPlaces(reading: Reading<number>): number {
  const printed = parseNumber(reading.raw) ?? parsePercent(reading.raw);
  if (printed !== null) return printed.decimals;
  return reading.value === null ? 0 : (String(reading.value).split(".")[1]?.length ?? 0);
}

/** One unit of the last place with which a number was printed. */
export function printedUnit(reading: Reading<number>): Decimal {
  return unitOf(printedPlaces(reading));
}

/** The printed form of a computed number: all its places where they are at most six, else four, rounded half up. */
export function legible(value: Decimal): Decimal {
  const places = value.c.length - 1 - value.e;
  return places <= 6 ? value : value.round(4, Decimal.roundHalfUp);
}
