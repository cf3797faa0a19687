import BigJs, { type Big } from "big.js";

/**
 * Exact decimals. Scores, rates and money are never computed in binary floating point: 8.99 + 87 must be 95.99 and
 * nothing else. `strict` makes the library refuse JavaScript numbers, so that a float cannot slip in unnoticed.
 */
export const Decimal = BigJs();
Decimal.strict = true;
Decimal.DP = 40;
Decimal.RM = BigJs.roundHalfUp;

/** An exact decimal number. */
export type Decimal = Big;

/** The most significant digits a JSON number carries without loss (IEEE 754 double: any 15 digits survive). */
const EXACT_DIGITS = 15;

/** An exact decimal from a plain decimal string such as "-12.50". Throws on anything else. */
export function decimal(text: string): Decimal {
  return Decimal(text);
}

/** The exact decimal that a JSON number of at most 15 significant digits stands for. */
export function decimalOf(value: number): Decimal {
  return Decimal(String(value));
}

/** The JSON number of exactly this decimal value, or null where a JSON number would lose digits. */
export function exactNumber(value: Decimal): number | null {
  return value.c.length <= EXACT_DIGITS && Math.abs(value.e) < EXACT_DIGITS ? Number(value.toString()) : null;
}
