import { decimal, decimalOf, type Decimal } from "../model/decimal.ts";
import type { Surplus } from "../model/parsed-form.ts";
import type { Reading } from "../model/reading.ts";
import type { CheckedForm } from "./checked-form.ts";
import { FULL_POINTS, isMissing, isUnused, weightOf, type ScoredRow } from "./scored-rows.ts";

/** What of a row is added up. */
export type Column = "weight" | "score";

/** An addend: a weight or a score of a row. */
export interface Part {
  row: ScoredRow;
  /** JSON Pointer of the reading. */
  pointer: string;
  reading: Reading<number> | null;
  value: Decimal | null;
}

/** A sum of printed numbers, with what it lacks. */
export interface Sum {
  parts: Part[];
  /** Sum of the parts that could be read. */
  value: Decimal;
  /** Parts that should be there and are not printed or could not be read. */
  lacking: Part[];
  /** Rows without points and score that may have lost them: they have no cell for points, not even a blank one. */
  silent: ScoredRow[];
  /** The sum with its figures: "3 + 4 + 0.35". */
  terms: string;
  /** Pointers of the parts that are printed or inferred. */
  evidence: string[];
}

/** Adds up a column of rows; rows that the unit did not use are left out. */
export function sumOf(rows: readonly ScoredRow[], column: Column): Sum {
  const parts = rows.filter((row) => !isUnused(row)).map((row) => partOf(row, column));
  const read = parts.filter((part) => part.value !== null);
  return {
    parts,
    value: read.reduce((sum, part) => sum.plus(part.value ?? "0"), decimal("0")),
    lacking: parts.filter((part) => part.value === null),
    silent: rows.filter((row) => row.weight === null && row.knownWeight === null && isMissing(row.score)),
    terms: read.map((part) => plain(part.value ?? decimal("0"))).join(" + "),
    evidence: read.filter((part) => part.reading !== null).map((part) => part.pointer),
  };
}

/**
 * The rows that keep a sum from being held against a printed one: those that lack their addend, and, where the two do
 * not agree, those that are silent, unless the other rows have all the points of the whole.
 */
export function gapsOf(sum: Sum, printed: Decimal | null, points: Decimal | null): ScoredRow[] {
  const lacking = sum.lacking.map((part) => part.row);
  const settled = printed === null || sum.value.eq(printed) || sum.silent.length === 0;
  return settled || hasAllPoints(sum, points) ? lacking : [...lacking, ...sum.silent];
}

/** The least and the most that a sum can come to, whatever its lacking scores are. */
export interface Bounds {
  low: Decimal;
  high: Decimal;
}

/**
 * What a sum of scores can come to: no score is below zero or above its points. Null where the points of the rows are not
 * all known or do not make those of the whole, so that rows may have been lost.
 */
export function boundsOf(sum: Sum, points: Decimal | null): Bounds | null {
  if (!hasAllPoints(sum, points)) return null;
  const open = sumOf(
    sum.lacking.map((part) => part.row),
    "weight",
  );
  return { low: sum.value, high: sum.value.plus(open.value) };
}

/** Whether the rows of a sum have the points of the whole, so that no row is missing. */
function hasAllPoints(sum: Sum, points: Decimal | null): boolean {
  const weights = sumOf(
    sum.parts.map((part) => part.row),
    "weight",
  );
  return points !== null && weights.lacking.length === 0 && weights.value.eq(points);
}

/** The total points of the form: as printed, else 100. */
export function totalPoints({ record }: CheckedForm): Decimal {
  const printed = record.total.weight?.value ?? null;
  return printed === null ? FULL_POINTS : decimalOf(printed);
}

function partOf(row: ScoredRow, column: Column): Part {
  const reading = row[column];
  const score = reading?.value ?? null;
  return {
    row,
    pointer: `${row.pointer}/${column}`,
    reading,
    value: column === "weight" ? weightOf(row) : score === null ? null : decimalOf(score),
  };
}

/** A decimal number as it is written, without exponent. */
export function plain(value: Decimal): string {
  return value.toFixed();
}

/** The sum that makes the form's total, and what it was made of. */
export interface TotalSum {
  sum: Sum;
  /** The group lines were added because the rows cannot be. */
  byGroups: boolean;
  /** More values stand among the rows than there are rows. */
  surplus: Surplus[];
}

/**
 * What the form's total must be made of: the rows and the execution row, each once. Where rows are unread, missing or
 * more values than rows compete for them, the group lines stand in, if more of them are there.
 */
export function sumOfTotal(form: CheckedForm, column: Column): TotalSum {
  const { rows, execution, basis } = form.sheet;
  const beside = execution !== null && basis === "inclusive" ? [execution] : [];
  const surplus = column === "score" ? surplusAmong(form, rows) : [];
  const byRows = sumOf([...rows, ...beside], column);
  if (byRows.lacking.length === 0 && surplus.length === 0) return { sum: byRows, byGroups: false, surplus };
  const lines = groupLines(form);
  const byGroups = lines === null ? null : sumOf([...lines, ...beside], column);
  const isClearer =
    byGroups !== null && (surplus.length > 0 || byGroups.lacking.length < byRows.lacking.length);
  return isClearer
    ? { sum: byGroups, byGroups: true, surplus: [] }
    : { sum: byRows, byGroups: false, surplus };
}

/** The group lines, where every row of the total stands below one; null where they do not make up the total. */
export function groupLines(form: CheckedForm): ScoredRow[] | null {
  const { rows, groups } = form.sheet;
  const below = groups.reduce((count, group) => count + Math.max(group.rows.length, 1), 0);
  const lines = groups.map((group) => group.line);
  return groups.length > 0 &&
    below === rows.length &&
    lines.some((line) => !isMissing(line.score) || !isMissing(line.weight))
    ? lines
    : null;
}

/**
 * Where more values stand on the page among these rows than there are rows. Surplus at a group line stands among the rows
 * of the group and leaves its own score alone; surplus near no row concerns all.
 */
export function surplusAmong(form: CheckedForm, rows: readonly ScoredRow[]): Surplus[] {
  const { surplus } = form.scoring;
  if (surplus.length === 0) return [];
  const here = new Set(rows.map((row) => row.pointer));
  return surplus.filter(({ near }) => {
    const group = form.sheet.groups.find(({ line }) => isAt(near, line.pointer));
    if (group !== undefined) return group.rows.some((row) => here.has(row.pointer));
    return (
      rows.some((row) => isAt(near, row.pointer)) || !form.sheet.rows.some((row) => isAt(near, row.pointer))
    );
  });
}

function isAt(pointer: string, row: string): boolean {
  return pointer === row || pointer.startsWith(`${row}/`);
}
