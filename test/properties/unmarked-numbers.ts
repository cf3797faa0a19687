import { foldText } from "../../src/evaluation/folded-text.ts";
import type { GoldRecord } from "../../src/evaluation/gold.ts";
import { decimal, decimalOf } from "../../src/model/decimal.ts";
import type { Document } from "../../src/model/extraction.ts";
import type { Reading } from "../../src/model/reading.ts";
import type { Indicator, Quantity, Record, ScoreLine } from "../../src/model/record.ts";

/** What may stand at a place: one of these values. Undefined where the form leaves it open. */
type Allowed = readonly unknown[] | undefined;

/** A number of a record, beside what is true at its place. */
interface NumberAt {
  pointer: string;
  reading: Reading<unknown>;
  value: number | string;
  allowed: Allowed;
}

/**
 * The numbers of a document that are not what the page says and carry no mark: their reading is not doubtful, and no
 * differing check rests on them. Rows are held against the rows of their name. A row whose name was lost, or run together
 * with its neighbour, can only be one that no other row bears the name of; its numbers must be those of such a row, or
 * carry a mark.
 */
export function unmarkedNumbers(document: Document, truth: GoldRecord): string[] {
  return document.records.flatMap((record) => {
    const marked = new Set(
      record.checks.filter(({ verdict }) => verdict === "differs").flatMap(({ evidence }) => evidence),
    );
    return numbersOf(record, truth)
      .filter(({ value, allowed }) => allowed !== undefined && !allowed.some((other) => isSame(value, other)))
      .filter(({ pointer, reading }) => reading.state !== "doubtful" && !marked.has(pointer))
      .map(({ pointer, reading, value, allowed = [] }) => {
        const { page, line = 0 } = reading.at;
        return `${pointer}: ${value} (${reading.raw}, page ${page} line ${line}) for ${allowed.join(" or ")}`;
      });
  });
}

function isSame(value: number | string, other: unknown): boolean {
  if (typeof value === "number") return typeof other === "number" && decimalOf(value).eq(decimalOf(other));
  return typeof other === "string" && decimal(value).eq(decimal(other));
}

function numbersOf(record: Record, truth: GoldRecord): NumberAt[] {
  const numbers: NumberAt[] = [];
  const add = (pointer: string, reading: Reading<unknown> | null, value: unknown, allowed: Allowed): void => {
    if (reading !== null && (typeof value === "number" || typeof value === "string")) {
      numbers.push({ pointer, reading, value, allowed });
    }
  };
  const addNumber = (pointer: string, reading: Reading<unknown> | null, allowed: Allowed): void => {
    if (typeof reading?.value === "number") add(pointer, reading, reading.value, allowed);
  };
  const addQuantity = (pointer: string, reading: Reading<Quantity> | null, allowed: Allowed): void =>
    add(pointer, reading, reading?.value?.number ?? null, allowed);

  addNumber("/fiscalYear", record.fiscalYear, single(truth, "fiscalYear"));
  for (const key of ["rate", "weight", "score"] as const) {
    addNumber(`/execution/${key}`, record.execution[key], single(truth.execution, key));
  }
  for (const key of ["weight", "score"] as const) {
    addNumber(`/total/${key}`, record.total[key], single(truth.total, key));
  }
  for (const [at, fund] of record.funds.entries()) {
    const same = (truth.funds ?? []).filter(
      ({ measure, source }) => measure === fund.measure.value && source === fund.source.value,
    );
    add(
      `/funds/${at}/amount`,
      fund.amount,
      fund.amount.value,
      same.map(({ amount }) => amount),
    );
    add(
      `/funds/${at}/amount`,
      fund.amount,
      fund.yuan,
      same.map(({ yuan }) => yuan),
    );
  }
  for (const [at, cap] of record.caps.entries()) {
    const same = sameOrLeft(truth.caps ?? [], record.caps, cap, (other, read) =>
      isNamed(other.group, read.group),
    );
    addNumber(
      `/caps/${at}/weight`,
      cap.weight,
      same.map(({ weight }) => weight),
    );
  }
  for (const [at, row] of record.indicators.entries()) {
    const same = sameOrLeft(truth.indicators ?? [], record.indicators, row, (other, read) =>
      isNamed(other.name, read.name),
    );
    for (const key of ["weight", "score", "completion"] as const satisfies (keyof Indicator)[]) {
      addNumber(
        `/indicators/${at}/${key}`,
        row[key],
        same.map((other) => other[key]),
      );
    }
    for (const key of ["target", "actual"] as const) {
      addQuantity(
        `/indicators/${at}/${key}`,
        row[key],
        same.map((other) => other[key]?.number),
      );
    }
  }
  for (const [at, row] of record.scorecard.entries()) {
    const same = sameOrLeft(truth.scorecard ?? [], record.scorecard, row, (other, read) =>
      sameScoreLines(truth, read).includes(other),
    );
    for (const key of ["weight", "score"] as const) {
      addNumber(
        `/scorecard/${at}/${key}`,
        row[key],
        same.map((other) => other[key]),
      );
    }
  }
  return numbers;
}

/** The rows of the form that a row is by its name, or else those that no row is. */
function sameOrLeft<T, R>(
  rows: readonly T[],
  read: readonly R[],
  row: R,
  isSameRow: (row: T, read: R) => boolean,
): T[] {
  const same = rows.filter((other) => isSameRow(other, row));
  return same.length > 0 ? same : rows.filter((other) => !read.some((each) => isSameRow(other, each)));
}

function single<K extends string>(part: { [key in K]?: unknown } | undefined, key: K): Allowed {
  const value = part?.[key];
  return value === undefined ? undefined : [value];
}

/** Whether a row of the form bears the name that was read. */
function isNamed(name: unknown, read: Reading<string> | null): boolean {
  return (
    typeof name === "string" && typeof read?.value === "string" && foldText(name) === foldText(read.value)
  );
}

/** The rows of the scoring table that a row may be: of its name, and of its second level where several bear the name. */
function sameScoreLines(truth: GoldRecord, row: ScoreLine): NonNullable<GoldRecord["scorecard"]> {
  const lines = (truth.scorecard ?? []).filter(({ kind }) => kind === row.kind);
  if (row.kind === "group") return lines.filter(({ group }) => isNamed(group, row.group));
  const named = lines.filter(({ name }) => isNamed(name, row.name));
  const nearest = named.filter(({ subgroup }) => isNamed(subgroup, row.subgroup));
  return nearest.length > 0 ? nearest : named;
}
