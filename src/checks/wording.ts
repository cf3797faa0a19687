import type { Reading } from "../model/reading.ts";
import type { Quantity } from "../model/record.ts";
import { parseNumber } from "../values/number.ts";
import { tidySpace } from "../values/text.ts";
import type { ScoredRow } from "./scored-rows.ts";

/** Names in the order given, quoted as in Chinese print: “投入”、“过程”. */
export function quoteAll(names: readonly string[]): string {
  return names.map(quote).join("、");
}

/** A name as it is printed, in the quotation marks both languages of the messages share. */
export function quote(name: string): string {
  return `“${name}”`;
}

/** The names of rows. */
export function namesOf(rows: readonly ScoredRow[]): string {
  return quoteAll(rows.map((row) => row.name));
}

const SIGNS = { "=": "", ">=": "≥", "<=": "≤", ">": ">", "<": "<" } as const;

/** A target or actual value as printed; comparator and unit of columns beside it are added. "—" where nothing is. */
export function quantityText(reading: Reading<Quantity> | null): string {
  const quantity = reading?.value ?? null;
  const text = tidySpace(quantity?.text ?? reading?.raw ?? "");
  if (text === "") return "—";
  if (quantity === null || parseNumber(text) === null) return text;
  return `${SIGNS[quantity.comparator ?? "="]}${text}${quantity.unit ?? ""}`;
}
