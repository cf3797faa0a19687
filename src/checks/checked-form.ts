import type { DraftRecord, ParsedForm, Scoring } from "../model/parsed-form.ts";
import { readScoreSheet, type ScoreSheet } from "./scored-rows.ts";

/** Why an inferred value stands where nothing is printed. */
export interface Inference {
  /** JSON Pointer of the inferred reading. */
  pointer: string;
  /** The relations it was inferred from, directly or by other inferred values: none of them can be checked with it. */
  relations: ReadonlySet<string>;
  /** JSON Pointers of the readings it directly rests on. */
  restsOn: string[];
  /** The equation it solves, with figures: "95 − 30 − 25 = 40 = 20 + 20". */
  equation: string;
}

/** A form as the rules see it: the record with what was inferred, and what has points on it. */
export interface CheckedForm {
  record: DraftRecord;
  scoring: Scoring;
  sheet: ScoreSheet;
  /** Values that are not printed and were inferred, by pointer. */
  inferences: ReadonlyMap<string, Inference>;
}

/** Prepares a form for the rules. */
export function viewForm(
  { record, scoring }: ParsedForm,
  inferences: ReadonlyMap<string, Inference>,
): CheckedForm {
  return { record, scoring, sheet: readScoreSheet(record, scoring), inferences };
}

/** The inferences among these pointers that rest on a relation: it cannot be checked with their values. */
export function inferredFrom(form: CheckedForm, relation: string, pointers: readonly string[]): Inference[] {
  return pointers.flatMap((pointer) => {
    const inference = form.inferences.get(pointer);
    return inference?.relations.has(relation) === true ? [inference] : [];
  });
}
