import { decimal, decimalOf, type Decimal } from "../model/decimal.ts";
import type { DraftRecord, Scoring } from "../model/parsed-form.ts";
import type { Reading } from "../model/reading.ts";
import type { Indicator, ScoreLine } from "../model/record.ts";
import { labelKey, nilKind, withoutBrackets } from "../values/text.ts";
import { printedPlaces, unitOf } from "./tolerance.ts";

/** A printed row that points belong to. */
export interface ScoredRow {
  /** JSON Pointer of the row. */
  pointer: string;
  /** The row's name as printed. */
  name: string;
  /** Key of the first-level category (一级); null where none was read. */
  group: string | null;
  /** Key of the second-level category (二级); null where none was read. */
  subgroup: string | null;
  weight: Reading<number> | null;
  score: Reading<number> | null;
  /** Points of the row where no weight is printed and the form's profile tells it. */
  knownWeight: Decimal | null;
}

/** A printed group line of the scoring table, with the rows below it. */
export interface RowGroup {
  line: ScoredRow;
  rows: ScoredRow[];
}

/** The indicator that a row with points is; null for rows of other tables. */
export function indicatorAt(record: DraftRecord, pointer: string): Indicator | null {
  const index = INDICATOR_POINTER.exec(pointer)?.[1];
  return index === undefined ? null : (record.indicators[Number(index)] ?? null);
}

/** Everything on a form that has points. */
export interface ScoreSheet {
  /** The rows whose points make the total; the execution row of the fund table is not among them. */
  rows: ScoredRow[];
  groups: RowGroup[];
  /** All rows of the indicator table, with points or without. */
  indicators: ScoredRow[];
  /** The execution row of the fund table (预算执行率), where its points are not those of one of the rows. */
  execution: ScoredRow | null;
  /** Whether the execution row is one of those that make the printed total weight, or stands beside them. */
  basis: "inclusive" | "exclusive";
  /** One unit of the last place of the finest printed score. */
  unit: Decimal;
}

/** Points of a form where no total is printed. */
export const FULL_POINTS = decimal("100");

const INDICATOR_POINTER = /^\/indicators\/(\d+)$/u;
const CATEGORY_SUFFIX = /(?:指标|目标)$/u;

/** Names of the row that scores the budget execution, and of captions with its points. */
const EXECUTION_NAME = /^(?:项目|年度)?(?:预算|资金)*执行(?:率|情况|进度)?$/u;

/** Whether a row or caption of this name is about the budget execution. */
export function isExecutionName(name: string): boolean {
  return EXECUTION_NAME.test(withoutBrackets(labelKey(name)));
}

/** What two printings of one category have in common: 产出指标(50分), 产出: and 产出目标 are one. */
export function groupKey(name: string): string {
  const key = withoutBrackets(labelKey(name));
  return key.replace(CATEGORY_SUFFIX, "") || key;
}

/** The words of a reading: as understood, else as printed; "" where there are none. */
export function wordsOf(reading: Reading<string> | null): string {
  return (reading?.value ?? reading?.raw ?? "").trim();
}

/** Nothing is printed there: no cell, a blank one, or a sign for nothing. */
export function isMissing(reading: Reading<unknown> | null): boolean {
  return reading === null || (reading.value === null && nilKind(reading.raw) !== null);
}

/** Something is printed there that could not be read. */
export function isUnread(reading: Reading<unknown> | null): boolean {
  return reading !== null && reading.value === null && nilKind(reading.raw) === null;
}

/** A row that the unit did not use: no weight, and no score or a score of zero. */
export function isUnused(row: ScoredRow): boolean {
  const weightless = isMissing(row.weight) && row.knownWeight === null;
  return weightless && (isMissing(row.score) || row.score?.value === 0);
}

/** The points of a row, null where they are not printed and not known. */
export function weightOf(row: ScoredRow): Decimal | null {
  const printed = row.weight?.value ?? null;
  return printed === null ? row.knownWeight : decimalOf(printed);
}

/** Reads off the record what has points and how it hangs together. */
export function readScoreSheet(record: DraftRecord, scoring: Scoring): ScoreSheet {
  const indicators = record.indicators.map(indicatorRow);
  const { items, groups } = readScorecard(record);
  const printed = executionRow(record, scoring);
  const total = record.total.weight?.value ?? null;
  const whole = total === null ? FULL_POINTS : decimalOf(total);
  const rows = rowsOfTotal(indicators, items, printed, whole);
  const alone = reaches(rows, null, whole);
  const execution = printed === null || isAmong(rows, printed, scoring, whole) ? null : printed;
  return {
    rows,
    groups,
    indicators,
    execution,
    basis: execution !== null && alone ? "exclusive" : "inclusive",
    unit: scoreUnit(record, [...rows, ...groups.map((group) => group.line)]),
  };
}

/**
 * Whether the points printed in the fund table are those of a row that is scored: the form's profile says so and nothing
 * speaks against it, or rows that have the full points without them hold a row of the same name and points.
 */
function isAmong(
  rows: readonly ScoredRow[],
  execution: ScoredRow,
  { modes }: Scoring,
  whole: Decimal,
): boolean {
  if (modes.executionIn !== "funds") return !reaches(rows, execution, whole);
  const weight = weightOf(execution);
  const twin = rows.some(
    (row) => isExecutionName(row.name) && weight !== null && weightOf(row)?.eq(weight) === true,
  );
  return twin && reaches(rows, null, whole);
}

function indicatorRow(indicator: DraftRecord["indicators"][number], index: number): ScoredRow {
  const pointer = `/indicators/${index}`;
  return {
    pointer,
    name:
      [indicator.name, indicator.level2, indicator.level1].map(wordsOf).find((name) => name !== "") ??
      pointer,
    group: keyOf(indicator.level1),
    subgroup: keyOf(indicator.level2),
    weight: indicator.weight,
    score: indicator.score,
    knownWeight: null,
  };
}

function keyOf(reading: Reading<string> | null): string | null {
  const words = wordsOf(reading);
  return words === "" ? null : groupKey(words);
}

/**
 * Items belong to the group they name, wherever its line stands; those that name none to the group line above them. A group
 * line without rows is a row of the total itself, unless it repeats another one (a header printed again on a new page).
 */
function readScorecard(record: DraftRecord): { items: ScoredRow[]; groups: RowGroup[] } {
  const items: ScoredRow[] = [];
  const groups: RowGroup[] = [];
  const above = new Map<ScoredRow, RowGroup>();
  const byKey = new Map<string, RowGroup>();
  for (const [index, line] of record.scorecard.entries()) {
    const row = scorecardRow(line, `/scorecard/${index}`);
    const last = groups.at(-1);
    if (line.kind === "item") {
      items.push(row);
      if (last !== undefined) above.set(row, last);
      continue;
    }
    const group = { line: row, rows: [] };
    if (row.group !== null && byKey.has(row.group)) continue;
    if (row.group !== null) byKey.set(row.group, group);
    groups.push(group);
  }
  for (const row of items) {
    const group = row.group === null ? above.get(row) : byKey.get(row.group);
    row.group ??= group?.line.group ?? null;
    group?.rows.push(row);
  }
  const alone = groups.filter((group) => group.rows.length === 0).map((group) => group.line);
  return { items: [...items, ...alone], groups };
}

function scorecardRow(line: ScoreLine, pointer: string): ScoredRow {
  const names = line.kind === "group" ? [line.group] : [line.name, line.subgroup, line.group];
  return {
    pointer,
    name: names.map(wordsOf).find((name) => name !== "") ?? pointer,
    group: keyOf(line.group),
    subgroup: keyOf(line.subgroup),
    weight: line.weight,
    score: line.score,
    knownWeight: null,
  };
}

function executionRow(record: DraftRecord, scoring: Scoring): ScoredRow | null {
  const { weight, score } = record.execution;
  const { executionWeight } = scoring.modes;
  if (isMissing(weight) && isMissing(score) && executionWeight === undefined) return null;
  return {
    pointer: "/execution",
    name: "预算执行率",
    group: null,
    subgroup: null,
    weight,
    score,
    knownWeight: executionWeight === undefined ? null : decimalOf(executionWeight),
  };
}

/** Where both tables have points, the one that reaches the total alone makes it; else both do. */
function rowsOfTotal(
  indicators: ScoredRow[],
  items: ScoredRow[],
  execution: ScoredRow | null,
  whole: Decimal,
): ScoredRow[] {
  const tables = [indicators, items].filter((rows) => rows.some(hasPoints));
  const [only = [], other] = tables;
  if (other === undefined) return only;
  return (
    tables.find((rows) => reaches(rows, execution, whole) || reaches(rows, null, whole)) ?? [
      ...only,
      ...other,
    ]
  );
}

function hasPoints(row: ScoredRow): boolean {
  return !isMissing(row.weight) || !isMissing(row.score);
}

function reaches(rows: readonly ScoredRow[], execution: ScoredRow | null, whole: Decimal): boolean {
  const all = execution === null ? rows : [...rows, execution];
  return all.reduce((sum, row) => sum.plus(weightOf(row) ?? "0"), decimal("0")).eq(whole);
}

function scoreUnit(record: DraftRecord, rows: readonly ScoredRow[]): Decimal {
  const scores = [...rows.map((row) => row.score), record.execution.score, record.total.score];
  const places = scores.map((score) =>
    score === null || score.value === null || score.origin === "inferred" ? 0 : printedPlaces(score),
  );
  return unitOf(Math.max(0, ...places));
}
