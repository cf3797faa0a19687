import type { Check, Coverage } from "../model/check.ts";
import type { DraftRecord } from "../model/parsed-form.ts";
import { isReading, type Reading } from "../model/reading.ts";

/** An amount of money, which a reading holds as a decimal string. */
const AMOUNT = /^-?\d+(?:\.\d+)?$/u;

/** How much of the form the checks vouch for. */
export function measureCoverage(
  record: DraftRecord,
  checks: readonly Check[],
  notApplicable: number,
): Coverage {
  const numbers = numbersOf(record);
  const count = (verdict: Check["verdict"]): number =>
    checks.filter((check) => check.verdict === verdict).length;
  return {
    numbers: numbers.length,
    guarded: numbers.filter((reading) => reading.guards > 0).length,
    checks: {
      agrees: count("agrees"),
      differs: count("differs"),
      unverifiable: count("unverifiable"),
      notApplicable,
    },
  };
}

/** The readings that are numbers and were read off the page, not inferred. */
function numbersOf(record: DraftRecord): Reading<unknown>[] {
  const { funds, execution, indicators, scorecard, caps, total, fiscalYear } = record;
  const readings: unknown[] = [
    fiscalYear,
    ...Object.values(execution),
    ...Object.values(total),
    ...funds.map((line) => line.amount),
    ...indicators.flatMap((row) => [row.target, row.actual, row.weight, row.score, row.completion]),
    ...scorecard.flatMap((row) => [row.weight, row.score]),
    ...caps.map((cap) => cap.weight),
  ];
  return readings
    .filter(isReading)
    .filter((reading) => reading.origin !== "inferred" && isNumeric(reading.value));
}

function isNumeric(value: unknown): boolean {
  if (typeof value === "number") return true;
  if (typeof value === "string") return AMOUNT.test(value);
  return typeof value === "object" && value !== null && "number" in value && value.number !== null;
}
