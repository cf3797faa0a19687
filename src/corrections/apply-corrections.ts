import { checkRecord } from "../checks/check-record.ts";
import type { Correction, CorrectionState } from "../model/correction.ts";
import { Failure } from "../model/failure.ts";
import { partAt } from "../model/part-at.ts";
import type { DraftRecord, Scoring } from "../model/parsed-form.ts";
import type { Place } from "../model/place.ts";
import { isReading, type Reading } from "../model/reading.ts";
import { Record } from "../model/record.ts";
import { gradeLevelOf } from "../values/grade.ts";
import { yuanOf } from "../values/money.ts";
import { enterValue } from "./enter-value.ts";

/** A record with corrections in it, and what became of each of them, in the order they were given. */
export interface CorrectedRecord {
  record: Record;
  states: CorrectionState[];
}

/**
 * A record as the machine read it, with values that persons entered over its readings, recalculated. What the page says
 * (`raw`) stays; a corrected value has the origin `corrected`, is sure, and is no longer what the machine inferred.
 *
 * A correction is applied only where the machine still reads what was corrected: after another reading the same pointer may lead
 * to another row. Throws a Failure `bad-query` where a value does not fit its place.
 */
export function applyCorrections(
  read: Record,
  scoring: Scoring,
  corrections: readonly Correction[],
): CorrectedRecord {
  const draft = draftOf(read);
  const states = corrections.map((correction) => apply(draft, correction));
  if (!states.includes("applied")) return { record: read, states };
  for (const line of draft.funds) {
    const [amount, unit] = [line.amount.value, line.unit.value];
    line.yuan = amount === null || unit === null ? null : yuanOf(amount, unit);
  }
  if (draft.grade?.origin === "corrected") draft.gradeLevel = levelOf(draft.grade.value, scoring);
  const checked = Record.safeParse(checkRecord({ record: draft, scoring }));
  if (checked.success) return { record: checked.data, states };
  const [issue] = checked.error.issues;
  const at = `/${issue?.path.join("/") ?? ""}`;
  throw new Failure(
    "bad-query",
    `${at} 处的值不合要求 / the value at ${at} does not fit: ${issue?.message ?? ""}`,
  );
}

/** The record before it was checked: without what the checks inferred. */
function draftOf(read: Record): DraftRecord {
  const { checks: _, coverage: __, ...draft } = structuredClone(read);
  for (const row of [...draft.indicators, ...draft.scorecard, draft.execution]) {
    if (row.score?.origin === "inferred") row.score = null;
  }
  return draft;
}

function apply(draft: DraftRecord, { pointer, entered, readRaw }: Correction): CorrectionState {
  const cut = pointer.lastIndexOf("/");
  const parent = partAt(draft, pointer.slice(0, cut));
  const name = pointer.slice(cut + 1);
  if (typeof parent !== "object" || parent === null || isReading(parent) || !Object.hasOwn(parent, name))
    return "unplaced";
  const holder = parent as { [name: string]: unknown };
  const old = holder[name];
  if (old !== null && !isReading(old)) return "unplaced";
  const value = enterValue(pointer, entered);
  if (old !== null && JSON.stringify(old.value) === JSON.stringify(value)) return "agrees";
  if ((old?.raw ?? "") !== readRaw) return "unplaced";
  const reading: Reading<unknown> = {
    value,
    raw: readRaw,
    origin: "corrected",
    confidence: 1,
    state: "sure",
    guards: 0,
    at: old?.at ?? placeBeside(parent) ?? { page: 1 },
  };
  holder[name] = reading;
  return "applied";
}

/** Where a value that was not read belongs: at the first reading beside it. */
function placeBeside(parent: object): Place | undefined {
  return Object.values(parent).find(isReading)?.at;
}

function levelOf(word: string | null, { gradeScale }: Scoring): Record["gradeLevel"] {
  if (word === null) return null;
  return gradeScale.bands.find((band) => band.word === word)?.level ?? gradeLevelOf(word);
}
