import type { Decimal } from "../model/decimal.ts";
import { leadingNumber } from "./number.ts";

export interface ParsedPercent {
  /** In per cent: 38.9 for "38.9%". */
  value: Decimal;
  /** The number as a plain decimal string, with the printed decimal places. */
  text: string;
  /** Printed decimal places. */
  decimals: number;
  /** Whether a % is printed; without it the number may also be a share of 1. */
  sign: boolean;
  /** What is printed after it, such as how it was worked out; "" for none. */
  rest: string;
}

const SIGN = /^\s*[%％﹪]/u;

/**
 * Reads the percentage that a text begins with: "100.00%", "5.09% (…)", bare "100". Without a % the number must be the
 * whole text, or it counts something else.
 */
export function parsePercent(raw: string): ParsedPercent | null {
  const leading = leadingNumber(raw);
  if (leading === null) return null;
  const sign = SIGN.test(leading.rest);
  const rest = leading.rest.replace(SIGN, "").trim();
  return sign || rest === "" ? { ...leading.number, sign, rest } : null;
}
