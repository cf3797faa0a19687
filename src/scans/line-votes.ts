import type { LineImage, LineReading, Recogniser } from "../model/recognition.ts";
import { type Ballot, sameKey } from "./ballot.ts";
import type { DigitRun } from "./digit-runs.ts";
import type { LineMarks } from "./line-marks.ts";
import type { MendedReading } from "./mend-reading.ts";

/**
 * Least confidence of a reading that needs no second one (labels of at least so many letters: a figure alone is easily read as 中), of one that a second may
 * confirm, of the characters beside the figures that only one reads, and of figures where there is no other engine.
 */
const TRUST = {
  neural: { alone: 0.9, confirmed: 0.75, beside: 0.9, letters: 2, figures: 0.97 },
  plain: { alone: 0.85, confirmed: 0.3, beside: 0.95, letters: 3, figures: 0.3 },
};
export type Trust = (typeof TRUST)["neural"];
const DIGIT = /[\d０-９]/u;
const WELL_FORMED =
  /^(?:-?\d+(?:\.\d+)?[%‰]?|-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{4}([-.])\d{1,2}(?:\1\d{1,2})?|\d{1,2}:\d{2}|\d+(?:\.\d+)?[%‰]?-\d+(?:\.\d+)?[%‰]?|\d{1,2}[.,])$/u;
/** Characters from which on a line is running text: what it says is not calculated with. */
const PROSE = 14;
/** What a reading counts that leaves ink unread. */
const UNREAD = 0.5;

/** One line while it is being read. */
export interface Line {
  image: LineImage;
  /** As it was given, where it was cleaned of specks. */
  raw: LineImage | null;
  marks: LineMarks;
  first: MendedReading;
  runs: DigitRun[];
  ballot: Ballot;
  confidence: number | null;
}

/** Reads with one recogniser; null where it failed, which was warned of. */
export type Read = (
  recogniser: Recogniser,
  lines: readonly LineImage[],
  kind: "text" | "digits",
) => Promise<LineReading[] | null>;

/** Engines whose confidence of each character is a probability. */
export function isNeural(recogniser: Recogniser): boolean {
  return recogniser.id.startsWith("PP-OCR");
}

export function trustOf(recogniser: Recogniser): Trust {
  return isNeural(recogniser) ? TRUST.neural : TRUST.plain;
}

/** Running text rather than a label or a value. */
export function isProse(text: string): boolean {
  return (text.match(/\p{Script=Han}/gu) ?? []).length >= PROSE;
}

export function vote(ballot: Ballot, reading: MendedReading, reader: string, weight: number): void {
  if (reading.text === "") return;
  const own = weight * Math.max(0.05, reading.confidence) * (reading.unread ? UNREAD : 1);
  ballot.add(reading.text, reader, own);
  for (const other of reading.alternatives)
    if (other.text !== "") ballot.add(other.text, reader, weight * other.weight * 0.5);
  for (const rival of reading.rivals)
    ballot.add(rival.text, rival.reader === "" ? reader : rival.reader, weight * rival.weight * 0.5);
}

/** Only one engine reads what is not a figure; and which of point and comma it is hangs on a few dots. */
export function restIsTrusted({ first, runs }: Line, least: number): boolean {
  const characters = Array.from(first.text);
  return (first.confidences ?? []).every(
    (confidence, at) =>
      confidence >= least ||
      (DIGIT.test(characters[at] as string) && runs.some((run) => at >= run.from && at < run.to)),
  );
}

/** Whether figures are written as numbers and dates are: nobody prints two points in a number, or groups of two. */
export function isWellFormed(text: string): boolean {
  return WELL_FORMED.test(sameKey(text));
}

/** The same of all figures in a text; months and days have two figures at most: a 日 is easily read as 11. */
export function areWellFormed(text: string): boolean {
  if (/[年月]\d{3}/u.test(sameKey(text))) return false;
  return (sameKey(text).match(/[\d.,%‰:-]*\d[\d.,%‰:-]*/gu) ?? []).every(isWellFormed);
}

/** The first reading with its figures as another engine read them. */
export function withFigures(line: Line, figures: readonly LineReading[]): string {
  const characters = Array.from(line.first.text);
  for (const [at, run] of [...line.runs.entries()].reverse())
    characters.splice(run.from, run.to - run.from, (figures[at] as LineReading).text.replaceAll(" ", ""));
  return characters.join("");
}
