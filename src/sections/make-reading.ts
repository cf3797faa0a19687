import type { Cell } from "../model/layout.ts";
import { exactNumber } from "../model/decimal.ts";
import { SURE_CONFIDENCE, type Origin, type Reading } from "../model/reading.ts";
import type { Quantity } from "../model/record.ts";
import { parseNumber } from "../values/number.ts";
import { parsePercent } from "../values/percent.ts";
import { parseQuantity } from "../values/quantity.ts";
import { foldWidth, nilKind } from "../values/text.ts";

/** What a reading is made from: a cell, or a part of one. */
export type Source = Pick<Cell, "text" | "at" | "confidence" | "repaired">;

/** Confidence of a value that could not be understood although something is printed. */
const NOT_UNDERSTOOD = 0.5;

/** White space between two characters of Chinese writing is a line break or a gap of the typesetting, never a word gap. */
const GAP_BESIDE_HAN =
  /(?<=[\p{Script=Han}，。；：、（）《》“”％])\s+|\s+(?=[\p{Script=Han}，。；：、（）《》“”％])/gu;

/** The text of a cell as one line: breaks of the typesetting closed, other white space single. */
export function tidyText(text: string): string {
  return text.trim().replace(GAP_BESIDE_HAN, "").replace(/\s+/gu, " ");
}

/** A reading of any value, of a text put together again unless told otherwise; `state` is settled after the checks, by them. */
export function makeReading<T>(
  source: Source,
  value: T | null,
  origin: Origin = source.repaired === undefined ? "read" : "repaired",
): Reading<T> {
  return {
    value,
    raw: source.text.trim(),
    origin,
    confidence: source.confidence,
    state: source.confidence >= SURE_CONFIDENCE ? "sure" : "doubtful",
    guards: 0,
    at: source.at,
  };
}

/** The words of a cell; null value for a blank one. */
export function readText(source: Source): Reading<string> {
  const text = tidyText(source.repaired ?? source.text);
  return makeReading(source, text === "" ? null : text);
}

/** The canonical name for a printed label; `repaired` where the print was cut or misread. */
export function readLabel(source: Source, name: string, repaired: boolean): Reading<string> {
  return repaired ? makeReading(source, name, "repaired") : makeReading(source, name);
}

/** A score or points (得分, 分值): a number, also with 分 behind it. Nil marks and blanks have no value. */
export function readPoints(source: Source): Reading<number> {
  const number = parseNumber(foldWidth(source.text).replace(/分\s*$/u, ""));
  return numberOrDoubt(source, number === null ? null : exactNumber(number.value));
}

/** A percentage (执行率): 38.9 for "38.9%". */
export function readPercentage(source: Source): Reading<number> {
  const percent = parsePercent(source.text);
  return numberOrDoubt(source, percent === null ? null : exactNumber(percent.value));
}

/** A target or an actual value. */
export function readQuantity(
  source: Source,
  columns?: { comparator?: string; unit?: string },
): Reading<Quantity> {
  if (nilKind(source.text) === "blank") return makeReading<Quantity>(source, null);
  const quantity = parseQuantity(source.text, columns);
  return makeReading(source, { ...quantity, text: tidyText(source.repaired ?? quantity.text) });
}

function numberOrDoubt(source: Source, value: number | null): Reading<number> {
  if (value !== null || nilKind(source.text) !== null) return makeReading<number>(source, value);
  return makeReading<number>({ ...source, confidence: Math.min(source.confidence, NOT_UNDERSTOOD) }, null);
}
