import { type Check, EQUALITY_RULES } from "../model/check.ts";
import type { DraftRecord } from "../model/parsed-form.ts";
import { isReading, SURE_CONFIDENCE, type Reading, type ReadingState } from "../model/reading.ts";

/** A check, and whether the printed figure is the recalculated one to the last place. */
export interface SettledCheck {
  check: Check;
  exact: boolean;
}

/** What the checks say of one reading. */
interface Testimony {
  /** Checks that rest on it and could be computed. */
  checks: number;
  /** An equality that it is part of holds. */
  confirmed: boolean;
  /** A check that rests on it differs, with severity error or warning. */
  contradicted: boolean;
}

/** Readings of no more than this confidence are not vouched for by sums: too many other readings would fit as well. */
const LEAST_CONFIDENCE = 0.5;

/**
 * The record with guards and states of its readings as the checks leave them. A doubtful number becomes `guarded` only by
 * an equality that holds (of a rounded one only the result), that the number was not itself chosen to fulfil, and that
 * nothing contradicts.
 */
export function settleReadings(
  record: DraftRecord,
  found: readonly SettledCheck[],
  circular: readonly string[],
): DraftRecord {
  const testimonies = collect(found);
  const chosen = new Set(circular);
  const settle = (part: unknown, pointer: string): unknown => {
    if (Array.isArray(part)) return part.map((item, index) => settle(item, `${pointer}/${index}`));
    if (typeof part !== "object" || part === null) return part;
    if (isReading(part)) return settled(part, testimonies.get(pointer), chosen.has(pointer));
    return Object.fromEntries(
      Object.entries(part).map(([key, value]) => [key, settle(value, `${pointer}/${key}`)]),
    );
  };
  return settle(record, "") as DraftRecord;
}

function collect(found: readonly SettledCheck[]): Map<string, Testimony> {
  const testimonies = new Map<string, Testimony>();
  for (const { check, exact } of found) {
    if (check.verdict === "unverifiable") continue;
    const holds = check.verdict === "agrees" && isEquality(check);
    const contradicts = check.verdict === "differs" && check.severity !== "info";
    for (const pointer of check.evidence) {
      const testimony = testimonies.get(pointer) ?? { checks: 0, confirmed: false, contradicted: false };
      testimony.checks += 1;
      // What was rounded does not tell the last digits of what it was taken from.
      testimony.confirmed ||= holds && (exact || pointer === check.subject);
      testimony.contradicted ||= contradicts;
      testimonies.set(pointer, testimony);
    }
  }
  return testimonies;
}

/** A completion told in words is no equality of numbers. */
function isEquality(check: Check): boolean {
  const numeric = check.rule !== "completion-rate" || typeof check.recalculated === "number";
  return EQUALITY_RULES.has(check.rule) && numeric;
}

function settled(
  reading: Reading<unknown>,
  testimony: Testimony | undefined,
  chosen: boolean,
): Reading<unknown> {
  // A zero adds nothing to a sum: that the sum holds does not say where the zero stands.
  const nothing = Number(reading.value) === 0;
  // An inferred value was taken from sums: they cannot vouch for it as well.
  const open = testimony?.confirmed === true && !testimony.contradicted && reading.origin !== "inferred";
  const readable = reading.confidence > LEAST_CONFIDENCE;
  const confirmed = open && readable && !chosen && !nothing;
  const state: ReadingState =
    reading.confidence >= SURE_CONFIDENCE ? "sure" : confirmed ? "guarded" : "doubtful";
  return { ...reading, state, guards: testimony?.checks ?? 0 };
}
