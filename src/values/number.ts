import { decimal, type Decimal } from "../model/decimal.ts";
import { foldWidth } from "./text.ts";

/** A number as it is printed. */
export interface ParsedNumber {
  value: Decimal;
  /** Plain decimal string, without separators; the printed decimal places are kept. */
  text: string;
  /** Printed decimal places. */
  decimals: number;
}

/** A number within a text; `number` is null where digits and points form none ("7,00.0,77", "2022.6.28"). */
export interface FoundNumber {
  number: ParsedNumber | null;
  start: number;
  end: number;
}

/**
 * Thousands groups must be well formed to be dropped. More digits than any amount has are a code, not a number; the
 * bound also keeps later arithmetic cheap.
 */
const NUMBER = /^([+-]?)(\d{1,30}|[1-9]\d{0,2}(?:,\d{3}){1,9})(?:\.(\d{1,20}))?$/u;
const LEADING_ZEROS = /^0+(?=\d)/u;
const ZERO = /^[0.]+$/u;
/** U+2212 and U+FE63 are minus signs; dashes are not: "—5" may be a range cut off. */
const MINUS = /[\u2212\uFE63]/gu;

/**
 * Everything that hangs together as digits, points and commas. Digits within a latin word are none (A4, m2). A hyphen
 * right after a digit, a letter or a bracket joins; it is no sign.
 */
const RUN = /(?<![A-Za-z\d])(?:(?<![\w%)\p{Script=Han}])[+-])?\d+(?:[.,]\d+)*/gu;
const LEADING_RUN = /^\s*([+-]?\d+(?:[.,]\d+)*)/u;

/** Reads a number that is the whole text; sign, full width and thousands separators are understood, else null. */
export function parseNumber(raw: string): ParsedNumber | null {
  return readNumber(fold(raw).trim());
}

/** Reads the number a text begins with; null where it begins with none. `rest` is as printed. */
export function leadingNumber(raw: string): { number: ParsedNumber; rest: string } | null {
  const run = LEADING_RUN.exec(fold(raw));
  const number = run?.[1] === undefined ? null : readNumber(run[1]);
  return run === null || number === null ? null : { number, rest: raw.slice(run[0].length) };
}

/** All numbers of a text in printed order, with their places in it. */
export function findNumbers(raw: string): FoundNumber[] {
  return Array.from(fold(raw).matchAll(RUN), (run) => ({
    number: readNumber(run[0]),
    start: run.index,
    end: run.index + run[0].length,
  }));
}

function fold(raw: string): string {
  return foldWidth(raw).replace(MINUS, "-");
}

function readNumber(text: string): ParsedNumber | null {
  const parts = NUMBER.exec(text);
  if (parts === null) return null;
  const [, sign, whole = "", fraction] = parts;
  const digits = whole.replaceAll(",", "").replace(LEADING_ZEROS, "");
  const plain = fraction === undefined ? digits : `${digits}.${fraction}`;
  const signed = sign === "-" && !ZERO.test(plain) ? `-${plain}` : plain;
  return { value: decimal(signed), text: signed, decimals: fraction?.length ?? 0 };
}
