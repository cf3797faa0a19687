import type { Store } from "../../src/store/store.ts";
import { rows, type Row } from "./temporary-store.ts";

type Part = { [field: string]: unknown };

/**
 * A record put together from the tables alone, without the JSON that is stored beside them: if this is the record that
 * was saved, nothing stands in the JSON that an analyst cannot find in the tables.
 */
export async function rebuildRecord(store: Store, id: string): Promise<unknown> {
  const [row] = await rows(store, "select * from records where id = ?", [id]);
  if (row === undefined) throw new Error(`no record ${id}`);
  const key = Number(row["key"]);
  const part = (table: string) =>
    rows(store, `select * from ${table} where record_key = ? order by ordinal`, [key]);

  const record: Part = {
    id: row["id"],
    form: row["form"],
    ...blank("title", "fiscalYear", "filedOn", "grade"),
    project: blank(
      "name",
      "subproject",
      "department",
      "departmentCode",
      "implementingUnit",
      "office",
      "attribute",
      "periodStart",
      "periodEnd",
    ),
    funds: (await part("fund_lines")).map((line) => ({ yuan: line["yuan_text"] })),
    execution: blank("rate", "weight", "score"),
    goals: blank("expected", "actual"),
    indicators: (await part("indicators")).map(() =>
      blank("level1", "level2", "name", "target", "actual", "weight", "score", "completion", "deviation"),
    ),
    scorecard: (await part("score_lines")).map((line) =>
      Object.assign(blank("group", "subgroup", "name", "weight", "score", "remark"), { kind: line["kind"] }),
    ),
    caps: (await part("caps")).map(() => ({})),
    total: blank("weight", "score"),
    gradeLevel: row["grade_level"],
    narratives: (await part("narratives")).map(() => ({})),
    people: (await part("people")).map(() => blank("role", "name", "position", "office", "phone")),
    checks: (await part("checks")).map(checkOf),
    coverage: {
      numbers: row["coverage_numbers"],
      guarded: row["coverage_guarded"],
      checks: {
        agrees: row["coverage_checks_agrees"],
        differs: row["coverage_checks_differs"],
        unverifiable: row["coverage_checks_unverifiable"],
        notApplicable: row["coverage_checks_not_applicable"],
      },
    },
  };
  for (const reading of await rows(store, "select * from readings where record_key = ?", [key])) {
    place(record, String(reading["pointer"]), readingOf(reading));
  }
  return record;
}

function blank(...fields: string[]): Part {
  return Object.fromEntries(fields.map((field) => [field, null]));
}

function place(record: Part, pointer: string, reading: Part): void {
  const tokens = pointer.split("/").slice(1);
  const last = tokens.pop()!;
  let part = record;
  for (const token of tokens) part = part[token] as Part;
  part[last] = reading;
}

function readingOf(row: Row): Part {
  const at: Part = { page: row["page"] };
  for (const part of ["line", "column", "paragraph", "row", "sheet", "cell"]) {
    if (row[part] !== null) at[part] = row[part];
  }
  if (row["table_number"] !== null) at["table"] = row["table_number"];
  if (row["bbox"] !== null) at["bbox"] = JSON.parse(String(row["bbox"]));
  return {
    value: row["value"] === null ? null : valueOf(String(row["kind"]), String(row["value"])),
    raw: row["raw"],
    origin: row["origin"],
    confidence: row["confidence"],
    state: row["state"],
    guards: row["guards"],
    at,
  };
}

function valueOf(kind: string, value: string): unknown {
  switch (kind) {
    case "number":
    case "quantity":
      return JSON.parse(value);
    case "completion":
      return value === "completed" || value === "not completed" ? value : Number(value);
    default:
      return value;
  }
}

function checkOf(row: Row): Part {
  return {
    rule: row["rule"],
    verdict: row["verdict"],
    subject: row["subject"],
    reported: row["reported_number"] ?? row["reported"],
    recalculated: row["recalculated_number"] ?? row["recalculated"],
    difference: row["difference"],
    severity: row["severity"],
    cause: row["cause"],
    suggestion: row["suggestion"],
    message: { en: row["message_en"], zh: row["message_zh"] },
    evidence: JSON.parse(String(row["evidence"])),
  };
}
