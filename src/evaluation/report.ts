import type { Check } from "../model/check.ts";
import { decimalOf, exactNumber } from "../model/decimal.ts";
import type { Place } from "../model/place.ts";
import type { Expected, Outcome } from "./leaves.ts";
import type { GoldCheck } from "./gold.ts";

/** How many leaves that golds list came out right. */
export interface Counts {
  /** Leaves that the golds claim to hold something: right + wrong + missing. */
  listed: number;
  right: number;
  wrong: number;
  missing: number;
  /** Leaves read where the gold claims that nothing is, those of rows beyond the gold's included. */
  extra: number;
}

/** Counts, and the three measures that are made of them; each 0 to 1, to four places, cut; null where it has no base. */
export interface Score extends Counts {
  /** right / (right + wrong + extra) */
  precision: number | null;
  /** right / listed */
  recall: number | null;
  /** Harmonic mean of the two. */
  f1: number | null;
}

/**
 * How a person is told to look at a number: its reading is doubtful, or a differing check rests on it. null: not at all.
 */
export type NumberMark = "doubtful" | "finding" | null;

/**
 * What came of the numbers alone: a wrong one is the worst that can happen, and less bad where a person is told of it.
 * Numbers in texts are not among them.
 */
export interface NumberCounts {
  /** Numbers that golds claim to be there. */
  listed: number;
  right: number;
  /** Of those that are right: how many a person is asked to look at for nothing, since their reading is doubtful. */
  rightDoubtful: number;
  /** Nothing was read where the gold has a number. */
  missing: number;
  /** Numbers that are wrong, or that stand where the gold has none, by their mark. */
  wrongDoubtful: number;
  wrongInFinding: number;
  wrongSilent: number;
  /** Records of the gold in which no number is wrong or missing. */
  wholeRecords: number;
}

export const NO_NUMBERS: Readonly<NumberCounts> = {
  listed: 0,
  right: 0,
  rightDoubtful: 0,
  missing: 0,
  wrongDoubtful: 0,
  wrongInFinding: 0,
  wrongSilent: 0,
  wholeRecords: 0,
};

export function addNumbers(one: NumberCounts, other: NumberCounts): NumberCounts {
  return {
    listed: one.listed + other.listed,
    right: one.right + other.right,
    rightDoubtful: one.rightDoubtful + other.rightDoubtful,
    missing: one.missing + other.missing,
    wrongDoubtful: one.wrongDoubtful + other.wrongDoubtful,
    wrongInFinding: one.wrongInFinding + other.wrongInFinding,
    wrongSilent: one.wrongSilent + other.wrongSilent,
    wholeRecords: one.wholeRecords + other.wholeRecords,
  };
}

/** A leaf that did not come out as the gold has it. */
export interface LeafFault {
  /** JSON Pointer into the gold document: "/records/0/total/score". */
  path: string;
  /** The row it belongs to, in the gold's words; "" where it belongs to none. */
  row: string;
  outcome: Exclude<Outcome, "right" | "empty">;
  expected: Expected;
  got: string | number | null;
  /** What the page says there, and where; null where nothing was read. */
  raw: string | null;
  at: Place | null;
  /** A wrong number that carries no mark: its reading is not doubtful and no differing check rests on it. */
  silent: boolean;
}

/** A leaf that is right but written in another form: "40.0" for "40.00". */
interface FormDifference {
  path: string;
  expected: string;
  got: string;
}

/** A check and the record of the document it belongs to, counted from 0. */
interface OfRecord<T> {
  record: number;
  check: T;
}

/** What came of one gold. */
export interface DocumentReport {
  source: string;
  /** Why there is nothing to compare: no such document, or it could not be read. */
  absent: { code: string; message: string } | null;
  score: Score;
  numbers: NumberCounts;
  records: { listed: number; got: number; exact: number };
  /** Rows of tables that the gold lists, and how many came out with every listed leaf right. */
  rows: { listed: number; exact: number; extra: number };
  checks: { listed: number; found: number };
  faults: LeafFault[];
  /** Wrong numbers without a mark. */
  silent: number;
  formDifferences: FormDifference[];
  checksNotFound: OfRecord<GoldCheck>[];
  /** Checks that differ, of severity error or warning, which the gold does not name: it need not list all. */
  checksNotListed: OfRecord<Check>[];
}

/** The sums over all golds. */
export type Totals = Pick<DocumentReport, "score" | "numbers" | "records" | "rows" | "checks" | "silent"> & {
  documents: number;
  checksNotListed: number;
};

/** What a set of documents is worth, held against what they are known to hold. */
export interface Report {
  documents: DocumentReport[];
  fields: { field: string; score: Score }[];
  total: Totals;
  /** Documents that no gold speaks of; not judged. */
  documentsWithoutGold: string[];
}

export const NO_COUNTS: Readonly<Counts> = { listed: 0, right: 0, wrong: 0, missing: 0, extra: 0 };

export function addCounts(one: Counts, other: Counts): Counts {
  return {
    listed: one.listed + other.listed,
    right: one.right + other.right,
    wrong: one.wrong + other.wrong,
    missing: one.missing + other.missing,
    extra: one.extra + other.extra,
  };
}

export function scoreOf(counts: Counts): Score {
  const { listed, right, wrong, extra } = counts;
  return {
    ...counts,
    precision: share(right, right + wrong + extra),
    recall: share(right, listed),
    f1: share(2 * right, right + wrong + extra + listed),
  };
}

/** Cut, not rounded: 1 means all. */
function share(part: number, whole: number): number | null {
  return whole === 0 ? null : exactNumber(decimalOf(part).div(decimalOf(whole)).round(4, 0));
}
