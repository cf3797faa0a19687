import { isReading } from "../model/reading.ts";
import type { Record } from "../model/record.ts";

/**
 * What is not the same in two readings of a form. `value`: a value at a pointer; `finding`: a check of a rule at a pointer; `record`: the whole form
 * is in one of them only. `before` and `after` are null where there is nothing.
 */
export interface RecordChange {
  recordId: string;
  kind: "record" | "value" | "finding";
  /** JSON Pointer; of a finding its subject; "" of a record. */
  pointer: string;
  /** Of a finding its rule, else null. */
  rule: string | null;
  before: string | null;
  after: string | null;
}

/** What changed between two readings of one form, values in the order of the record, then findings. */
export function compareRecords(before: Record | null, after: Record | null): RecordChange[] {
  const recordId = after?.id ?? before?.id ?? "";
  if (before === null || after === null) {
    const told = (record: Record | null) => (record === null ? null : record.form);
    return before === after
      ? []
      : [{ recordId, kind: "record", pointer: "", rule: null, before: told(before), after: told(after) }];
  }
  return [
    ...differences(valuesOf(before), valuesOf(after)).map(([pointer, ...values]): RecordChange =>
      changeOf(recordId, "value", pointer, null, values),
    ),
    ...differences(findingsOf(before), findingsOf(after)).map(([key, ...values]): RecordChange => {
      const [rule = "", pointer = ""] = key.split(" ");
      return changeOf(recordId, "finding", pointer, rule, values);
    }),
  ];
}

function changeOf(
  recordId: string,
  kind: RecordChange["kind"],
  pointer: string,
  rule: string | null,
  [before, after]: [string | null, string | null],
): RecordChange {
  return { recordId, kind, pointer, rule, before, after };
}

type Told = Map<string, string>;

function differences(before: Told, after: Told): [string, string | null, string | null][] {
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys].flatMap((key): [string, string | null, string | null][] => {
    const [old = null, now = null] = [before.get(key), after.get(key)];
    return old === now ? [] : [[key, old, now]];
  });
}

/** Every value as JSON, with the mark where it is doubted; the profile that read the form, and the level of the grade. */
function valuesOf(record: Record): Told {
  const values: Told = new Map([
    ["/form", record.form],
    ["/gradeLevel", record.gradeLevel ?? "null"],
  ]);
  const take = (part: unknown, pointer: string): void => {
    if (typeof part !== "object" || part === null) return;
    if (isReading(part)) {
      const doubt = part.state === "doubtful" ? " (doubtful)" : "";
      values.set(pointer, `${JSON.stringify(part.value)}${doubt}`);
      return;
    }
    for (const [name, inner] of Object.entries(part)) take(inner, `${pointer}/${name}`);
  };
  take(record, "");
  return values;
}

/** Every check by rule and subject: its verdict, severity and words. */
function findingsOf({ checks }: Record): Told {
  const findings: Told = new Map();
  for (const { rule, subject, verdict, severity, message } of checks) {
    const key = `${rule} ${subject}`;
    const told = `${verdict} (${severity}): ${message.zh}`;
    findings.set(key, findings.has(key) ? `${findings.get(key) ?? ""}\n${told}` : told);
  }
  return findings;
}
