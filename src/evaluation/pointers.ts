import { isReading, type Reading } from "../model/reading.ts";
import type { Record } from "../model/record.ts";
import { foldText } from "./folded-text.ts";

/** The parts of a JSON Pointer (RFC 6901). */
export function partsOf(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** The parts of the record that a pointer leads through, from the record's own keys to the end. */
export function pathThrough(record: Record, parts: readonly string[]): unknown[] {
  const steps: unknown[] = [];
  let at: unknown = record;
  for (const part of parts) {
    at = stepInto(at, part);
    if (at === undefined || at === null) break;
    steps.push(at);
  }
  return steps;
}

function stepInto(at: unknown, part: string): unknown {
  return typeof at === "object" && at !== null && Object.hasOwn(at, part)
    ? (at as { [key: string]: unknown })[part]
    : undefined;
}

/** Keys by which a gold may name a row instead of numbering it. */
const ROW_NAMES = ["group", "name", "measure", "heading"];

/**
 * The reading at a pointer whose rows are numbered, or named by their group, name, measure or heading
 * ("/scorecard/投入/score"). Where several rows bear the name, the first of them: a group's own row stands before its items.
 */
export function readingAt(record: Record, named: string): { pointer: string; of: Reading<unknown> } | null {
  const numbered: string[] = [];
  let at: unknown = record;
  for (const part of partsOf(named)) {
    const step = Array.isArray(at) && !/^\d+$/u.test(part) ? String(rowNamed(at, part)) : part;
    numbered.push(step);
    at = stepInto(at, step);
  }
  return isReading(at) ? { pointer: `/${numbered.join("/")}`, of: at } : null;
}

/** Position of the first row of that name; -1 where there is none. */
function rowNamed(rows: readonly unknown[], name: string): number {
  const wanted = foldText(name);
  return rows.findIndex((row) =>
    ROW_NAMES.some((key) => {
      const cell = stepInto(row, key);
      return isReading(cell) && typeof cell.value === "string" && foldText(cell.value) === wanted;
    }),
  );
}
