import { checkRecord } from "../checks/check-record.ts";
import type { Correction, CorrectionState } from "../model/correction.ts";
import { Failure } from "../model/failure.ts";
import { partAt } from "../model/part-at.ts";
import type { DraftRecord, Scoring } from "../model/parsed-form.ts";
import type { Place } from "../model/place.ts";
import { isReading, type Reading, SURE_CONFIDENCE } from "../model/reading.ts";
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
 * (`raw`) stays; a corrected value has the origin `corrected`, is sure, and is no longer what the machine inferred. A doubtful reading
 * is confirmed by entering its value, or what is printed there: it becomes sure and keeps its value and its origin.
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
  if (!states.some(changesRecord)) return { record: read, states };
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

/** Whether a correction in this state makes the record another one than the machine read. */
export function changesRecord(state: CorrectionState): boolean {
  return state === "applied" || state === "confirmed";
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
  const isDoubted = old !== null && isDoubtful(old, readRaw);
  // What is typed as it is printed stands for what was read there, also where the unit stands in a column of its own.
  const value = isDoubted && entered === old.raw ? old.value : enterValue(pointer, entered);
  if (old !== null && JSON.stringify(old.value) === JSON.stringify(value)) {
    if (!isDoubted) return "agrees";
    holder[name] = { ...old, confidence: 1 };
    return "confirmed";
  }
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

/** Whether a person's word settles a doubt: the reading is still the one that was looked at, and not sure by itself. */
function isDoubtful({ raw, origin, confidence }: Reading<unknown>, readRaw: string): boolean {
  return raw === readRaw && origin === "read" && confidence < SURE_CONFIDENCE;
}

/** Where a value that was not read belongs: at the first reading beside it. */
function placeBeside(parent: object): Place | undefined {
  return Object.values(parent).find(isReading)?.at;
}

function levelOf(word: string | null, { gradeScale }: Scoring): Record["gradeLevel"] {
  if (word === null) return null;
  return gradeScale.bands.find((band) => band.word === word)?.level ?? gradeLevelOf(word);
}
