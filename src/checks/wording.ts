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
