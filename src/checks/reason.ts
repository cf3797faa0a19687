import { nilKind } from "../values/text.ts";
import type { CheckedForm } from "./checked-form.ts";
import { indicatorAt, wordsOf } from "./scored-rows.ts";

/**
 * Whether an indicator row gives a reason for a deviation (偏差原因): blank, 无, — and 0 are none. Null where the form has no
 * column for it.
 */
export function isReasonGiven({ record, scoring }: CheckedForm, row: string): boolean | null {
  if (!scoring.indicatorColumns.includes("deviation")) return null;
  const reason = wordsOf(indicatorAt(record, row)?.deviation ?? null);
  return nilKind(reason) === null && reason !== "0";
}
