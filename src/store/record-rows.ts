import type { Check } from "../model/check.ts";
import { partAt } from "../model/part-at.ts";
import type { Place } from "../model/place.ts";
import { isReading, type Reading } from "../model/reading.ts";
import type { FundLine, Indicator, Record } from "../model/record.ts";
import { queueRow } from "./queue-row.ts";
import type { PartRows, RowOf } from "./schema.ts";

/** The row of a record itself. */
export function recordRow(record: Record, documentId: number): RowOf<"records"> {
  const { project, execution, goals, total, coverage } = record;
  return {
    id: record.id,
    document_id: documentId,
    ordinal: Number(record.id.slice(record.id.indexOf("-") + 1)),
    form: record.form,
    title: valueOf(record.title),
    fiscal_year: valueOf(record.fiscalYear),
    filed_on: valueOf(record.filedOn),
    project_name: valueOf(project.name),
    project_subproject: valueOf(project.subproject),
    project_department: valueOf(project.department),
    project_department_code: valueOf(project.departmentCode),
    project_implementing_unit: valueOf(project.implementingUnit),
    project_office: valueOf(project.office),
    project_attribute: valueOf(project.attribute),
    project_period_start: valueOf(project.periodStart),
    project_period_end: valueOf(project.periodEnd),
    execution_rate: valueOf(execution.rate),
    execution_weight: valueOf(execution.weight),
    execution_score: valueOf(execution.score),
    goals_expected: valueOf(goals.expected),
    goals_actual: valueOf(goals.actual),
    total_weight: valueOf(total.weight),
    total_score: valueOf(total.score),
    grade: valueOf(record.grade),
    grade_level: record.gradeLevel,
    coverage_numbers: coverage.numbers,
    coverage_guarded: coverage.guarded,
    coverage_checks_agrees: coverage.checks.agrees,
    coverage_checks_differs: coverage.checks.differs,
    coverage_checks_unverifiable: coverage.checks.unverifiable,
    coverage_checks_not_applicable: coverage.checks.notApplicable,
  };
}

/** The rows that the parts of a record become, in printed order. */
export function partRows(record: Record, record_key: number): PartRows {
  return {
    record_json: [{ record_key, json: JSON.stringify(record) }],
    fund_lines: record.funds.map((line, ordinal) => fundLineRow(line, record_key, ordinal)),
    indicators: record.indicators.map((indicator, ordinal) => indicatorRow(indicator, record_key, ordinal)),
    score_lines: record.scorecard.map((line, ordinal) => ({
      record_key,
      ordinal,
      kind: line.kind,
      group_name: valueOf(line.group),
      subgroup: valueOf(line.subgroup),
      name: valueOf(line.name),
      weight: valueOf(line.weight),
      score: valueOf(line.score),
      remark: valueOf(line.remark),
    })),
    caps: record.caps.map(({ group, weight }, ordinal) => ({
      record_key,
      ordinal,
      group_name: group.value,
      weight: weight.value,
    })),
    checks: record.checks.map((check, ordinal) => checkRow(check, record, record_key, ordinal)),
    narratives: record.narratives.map(({ heading, text }, ordinal) => ({
      record_key,
      ordinal,
      heading: heading.value,
      text: text.value,
    })),
    people: record.people.map((person, ordinal) => ({
      record_key,
      ordinal,
      role: valueOf(person.role),
      name: valueOf(person.name),
      position: valueOf(person.position),
      office: valueOf(person.office),
      phone: valueOf(person.phone),
    })),
    readings: readingRows(record, record_key),
    review_queue: [queueRow(record, record_key)],
  };
}

/** A place as columns. */
export function placeColumns(at: Place | undefined) {
  return {
    page: at?.page ?? null,
    line: at?.line ?? null,
    column: at?.column ?? null,
    paragraph: at?.paragraph ?? null,
    table_number: at?.table ?? null,
    row: at?.row ?? null,
    sheet: at?.sheet ?? null,
    cell: at?.cell ?? null,
    bbox: at?.bbox === undefined ? null : JSON.stringify(at.bbox),
  };
}

function valueOf<T>(reading: Reading<T> | null): T | null {
  return reading === null ? null : reading.value;
}

function fundLineRow(line: FundLine, record_key: number, ordinal: number): RowOf<"fund_lines"> {
  return {
    record_key,
    ordinal,
    measure: line.measure.value,
    source: line.source.value,
    amount_text: line.amount.value,
    unit: line.unit.value,
    yuan_text: line.yuan,
    yuan: line.yuan === null ? null : Number(line.yuan),
  };
}

function indicatorRow(indicator: Indicator, record_key: number, ordinal: number): RowOf<"indicators"> {
  const target = valueOf(indicator.target);
  const actual = valueOf(indicator.actual);
  const completion = valueOf(indicator.completion);
  return {
    record_key,
    ordinal,
    level1: valueOf(indicator.level1),
    level2: valueOf(indicator.level2),
    name: valueOf(indicator.name),
    target_text: target?.text ?? null,
    target_comparator: target?.comparator ?? null,
    target_number: target?.number ?? null,
    target_unit: target?.unit ?? null,
    actual_text: actual?.text ?? null,
    actual_comparator: actual?.comparator ?? null,
    actual_number: actual?.number ?? null,
    actual_unit: actual?.unit ?? null,
    weight: valueOf(indicator.weight),
    score: valueOf(indicator.score),
    completion: completion === null ? null : String(completion),
    completion_percent: typeof completion === "number" ? completion : null,
    deviation: valueOf(indicator.deviation),
  };
}

function checkRow(check: Check, record: Record, record_key: number, ordinal: number): RowOf<"checks"> {
  const { bbox: _, ...place } = placeColumns(placeOf(check, record));
  return {
    record_key,
    ordinal,
    rule: check.rule,
    verdict: check.verdict,
    subject: check.subject,
    reported: check.reported === null ? null : String(check.reported),
    reported_number: typeof check.reported === "number" ? check.reported : null,
    recalculated: check.recalculated === null ? null : String(check.recalculated),
    recalculated_number: typeof check.recalculated === "number" ? check.recalculated : null,
    difference: check.difference,
    severity: check.severity,
    cause: check.cause,
    suggestion: check.suggestion,
    message_en: check.message.en,
    message_zh: check.message.zh,
    evidence: JSON.stringify(check.evidence),
    ...place,
  };
}

/** Where a person should look: at what the check is about, and where that is not printed, at its evidence. */
function placeOf(check: Check, record: Record): Place | undefined {
  for (const pointer of [check.subject, ...check.evidence]) {
    const reading = firstReading(partAt(record, pointer));
    if (reading !== undefined) return reading.at;
  }
  return undefined;
}

/** The part itself where it is a reading, else the first one inside it. */
function firstReading(part: unknown): Reading<unknown> | undefined {
  if (isReading(part)) return part;
  if (typeof part !== "object" || part === null) return undefined;
  for (const inner of Object.values(part)) {
    const reading = firstReading(inner);
    if (reading !== undefined) return reading;
  }
  return undefined;
}

function readingRows(record: Record, record_key: number): RowOf<"readings">[] {
  const rows: RowOf<"readings">[] = [];
  collectReadings(record, "", record_key, rows);
  // In the order of the table's key, so that its pages are filled one after the other.
  return rows.sort((a, b) => (a.pointer < b.pointer ? -1 : 1));
}

function collectReadings(
  part: unknown,
  pointer: string,
  record_key: number,
  rows: RowOf<"readings">[],
): void {
  if (typeof part !== "object" || part === null) return;
  if (isReading(part)) {
    rows.push(readingRow(part, pointer, record_key));
    return;
  }
  // The names of the record's fields hold neither "~" nor "/", so that nothing in a pointer needs escaping.
  for (const [name, inner] of Object.entries(part)) {
    collectReadings(inner, `${pointer}/${name}`, record_key, rows);
  }
}

function readingRow(reading: Reading<unknown>, pointer: string, record_key: number): RowOf<"readings"> {
  const kind = kindAt(pointer);
  return {
    record_key,
    pointer,
    kind,
    raw: reading.raw,
    value: textOf(reading.value),
    number: numberIn(kind, reading.value),
    origin: reading.origin,
    confidence: reading.confidence,
    state: reading.state,
    guards: reading.guards,
    ...placeColumns(reading.at),
  };
}

/** Words as they are, a number in the digits of JSON, a quantity as JSON: nothing is lost. */
function textOf(value: unknown): string | null {
  if (value === null) return null;
  if (typeof value === "string") return value;
  return typeof value === "number" ? String(value) : JSON.stringify(value);
}

const NUMBERS = /\/(?:fiscalYear|rate|weight|score)$/u;
const QUANTITIES = /^\/indicators\/\d+\/(?:target|actual)$/u;

/** What the field holds, whether it could be read or not: an unread score is a doubtful number, not a text. */
function kindAt(pointer: string): RowOf<"readings">["kind"] {
  if (NUMBERS.test(pointer)) return "number";
  if (pointer.endsWith("/amount")) return "amount";
  if (pointer.endsWith("/completion")) return "completion";
  return QUANTITIES.test(pointer) ? "quantity" : "text";
}

function numberIn(kind: RowOf<"readings">["kind"], value: unknown): number | null {
  if (value === null) return null;
  if (kind === "amount") return Number(value);
  const number = kind === "quantity" ? (value as { number: unknown }).number : value;
  return kind !== "text" && typeof number === "number" ? number : null;
}
