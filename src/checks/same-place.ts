import type { Place } from "../model/place.ts";

/** Whether two readings were taken from one place of the page; places that are not told are not the same. */
export function isSamePlace(a: Place, b: Place): boolean {
  if (a.page !== b.page) return false;
  if (a.line !== undefined) return a.line === b.line && a.column === b.column;
  return a.bbox !== undefined && a.bbox.every((edge, index) => edge === b.bbox?.[index]);
}
