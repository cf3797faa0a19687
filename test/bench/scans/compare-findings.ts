import type { Check } from "../../../src/model/check.ts";
import { isReading } from "../../../src/model/reading.ts";
import type { Record } from "../../../src/model/record.ts";
import { foldCell } from "./compare-cells.ts";

export interface FindingCounts {
  /** Findings of the report as text. */
  listed: number;
  missed: number;
  /** Findings that the report as text does not have, by whether they say of themselves that a misreading may be the cause. */
  extraMarked: number;
  extra: number;
}

/**
 * Holds the findings on a scan against those on the same report as text. A finding is the same where rule and subject are:
 * by pointer, or by the names of the rows on the way.
 */
export function compareFindings(
  text: readonly Record[],
  scan: readonly Record[],
): FindingCounts & { faults: string[] } {
  const counts = { listed: 0, missed: 0, extraMarked: 0, extra: 0, faults: [] as string[] };
  for (let at = 0; at < Math.max(text.length, scan.length); at += 1) {
    const [of, got] = [text[at], scan[at]];
    const wanted = findingsOf(of);
    const found = findingsOf(got);
    counts.listed += wanted.length;
    for (const finding of wanted) {
      if (found.some((other) => isSame(finding, other))) continue;
      counts.missed += 1;
      counts.faults.push(`missed ${finding.check.rule} ${finding.check.subject}`);
    }
    for (const finding of found) {
      if (wanted.some((other) => isSame(finding, other))) continue;
      if (got !== undefined && isMarked(finding.check, got)) counts.extraMarked += 1;
      else {
        counts.extra += 1;
        counts.faults.push(
          `extra ${finding.check.rule} ${finding.check.subject}: ${finding.check.message.zh}`,
        );
      }
    }
  }
  return counts;
}

interface Finding {
  check: Check;
  name: string;
}

function findingsOf(record: Record | undefined): Finding[] {
  return (record?.checks ?? [])
    .filter(({ verdict, severity }) => verdict === "differs" && severity !== "info")
    .map((check) => ({ check, name: nameOf(check.subject, record) }));
}

function isSame(one: Finding, other: Finding): boolean {
  return (
    one.check.rule === other.check.rule &&
    (one.check.subject === other.check.subject || one.name === other.name)
  );
}

/** Says that a misreading may be the cause, or rests on a reading that is doubtful. */
function isMarked(check: Check, record: Record): boolean {
  if (check.cause === "likely-misread") return true;
  return check.evidence.some((pointer) => {
    let part: unknown = record;
    for (const step of pointer.split("/").slice(1)) {
      if (isReading(part)) break;
      part =
        typeof part === "object" && part !== null ? (part as { [key: string]: unknown })[step] : undefined;
    }
    return isReading(part) && part.state === "doubtful";
  });
}

/** A pointer with the names of rows in place of their numbers. */
function nameOf(pointer: string, record: Record | undefined): string {
  let part: unknown = record;
  return pointer
    .split("/")
    .slice(1)
    .map((step) => {
      part =
        typeof part === "object" && part !== null ? (part as { [key: string]: unknown })[step] : undefined;
      if (!/^\d+$/u.test(step) || typeof part !== "object" || part === null) return step;
      const row = part as { [key: string]: unknown };
      const names = ["kind", "name", "group", "measure", "source", "heading"].flatMap((key) => {
        const cell = row[key];
        const value = isReading(cell) ? cell.value : cell;
        return typeof value === "string" ? [foldCell(value)] : [];
      });
      return names.join("|");
    })
    .join("/");
}
