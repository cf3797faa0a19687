import { decimalOf, type Decimal } from "../model/decimal.ts";
import type { CheckedForm } from "./checked-form.ts";
import { weightOf, type ScoredRow } from "./scored-rows.ts";
import { gapsOf, plain, sumOf, sumOfTotal, totalPoints } from "./sums.ts";

/**
 * Whether two numbers are one digit apart, as a misreading leaves them: one digit taken for another, one lost or one too
 * many, or the decimal point lost or shifted by one place.
 */
export function isOneDigitApart(read: Decimal, repaired: Decimal): boolean {
  if (read.eq(repaired)) return false;
  const shifted = read.times("10").eq(repaired) || repaired.times("10").eq(read);
  return shifted || isOneEditApart(plain(read), plain(repaired));
}

/** One character replaced, or one too many in one of the two. */
function isOneEditApart(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1) return false;
  let start = 0;
  while (start < short.length && short[start] === long[start]) start += 1;
  const restOfShort = short.slice(long.length === short.length ? start + 1 : start);
  return restOfShort === long.slice(start + 1);
}

/** A row score that may have been misread, and what it may have been. */
export interface Suspect {
  row: ScoredRow;
  group: ScoredRow;
  repaired: Decimal;
}

/**
 * The one row score whose repair by one digit makes two relations hold at once: the sum of its group and that of the
 * whole form, which are both out by the same amount. Null where none or several fit.
 */
export function suspectScore(form: CheckedForm): Suspect | null {
  const total = form.record.total.score?.value ?? null;
  const { sum, byGroups } = sumOfTotal(form, "score");
  if (total === null || byGroups || gapsOf(sum, decimalOf(total), totalPoints(form)).length > 0) return null;
  const excess = sum.value.minus(decimalOf(total));
  if (excess.eq("0")) return null;
  const suspects: Suspect[] = [];
  for (const { line, rows } of form.sheet.groups) {
    const printed = line.score?.value ?? null;
    const group = sumOf(rows, "score");
    if (printed === null || !group.value.minus(decimalOf(printed)).eq(excess)) continue;
    for (const { row, value } of group.parts) {
      if (value === null) continue;
      const repaired = value.minus(excess);
      const fits = repaired.gte("0") && repaired.lte(weightOf(row) ?? repaired);
      if (fits && isOneDigitApart(value, repaired)) suspects.push({ row, group: line, repaired });
    }
  }
  return suspects.length === 1 ? (suspects[0] ?? null) : null;
}
