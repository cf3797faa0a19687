import type { Check } from "../../src/model/check.ts";
import { Document } from "../../src/model/extraction.ts";
import type { Reading } from "../../src/model/reading.ts";
import type { Record } from "../../src/model/record.ts";
import type { GoldRecord } from "../../src/evaluation/gold.ts";

/** A plain record as a reader without a fault would hand it on: every value a sure Reading, one line of the page each. */
export function documentOf(source: string, records: GoldRecord[]): Document {
  let line = 0;
  const read = <T>(value: T | null | undefined, raw: string = String(value)): Reading<T> | null =>
    value === null || value === undefined
      ? null
      : {
          value,
          raw,
          origin: "read",
          confidence: 1,
          state: "sure",
          guards: 0,
          at: { page: 1, line: ++line },
        };
  const readText = (value: GoldRecord["title"]): Reading<string> | null =>
    read(typeof value === "object" && value !== null ? value.contains.join(" … ") : value);
  const quantity = (target: NonNullable<GoldRecord["indicators"]>[number]["target"]) => {
    if (target === null || target === undefined) return null;
    const text = readText(target.text)?.value ?? "";
    const { comparator = null, number = null, unit } = target;
    return read({ text, comparator, number, unit: readText(unit)?.value ?? null }, text);
  };
  const recordOf = (plain: GoldRecord, at: number): Record => ({
    id: `0123456789ab-${at + 1}`,
    form: "general",
    title: readText(plain.title),
    fiscalYear: read(plain.fiscalYear),
    filedOn: read(plain.filedOn),
    project: {
      name: readText(plain.project?.name),
      subproject: readText(plain.project?.subproject),
      department: readText(plain.project?.department),
      departmentCode: readText(plain.project?.departmentCode),
      implementingUnit: readText(plain.project?.implementingUnit),
      office: readText(plain.project?.office),
      attribute: readText(plain.project?.attribute),
      periodStart: read(plain.project?.periodStart),
      periodEnd: read(plain.project?.periodEnd),
    },
    funds: (plain.funds ?? []).map((fund) => ({
      measure: must(read(fund.measure)),
      source: must(read(fund.source)),
      amount: must(read(fund.amount)),
      unit: must(read(fund.unit)),
      yuan: fund.yuan ?? null,
    })),
    execution: {
      rate: read(plain.execution?.rate),
      weight: read(plain.execution?.weight),
      score: read(plain.execution?.score),
    },
    goals: { expected: readText(plain.goals?.expected), actual: readText(plain.goals?.actual) },
    indicators: (plain.indicators ?? []).map((row) => ({
      level1: readText(row.level1),
      level2: readText(row.level2),
      name: readText(row.name),
      target: quantity(row.target),
      actual: quantity(row.actual),
      weight: read(row.weight),
      score: read(row.score),
      completion: read(row.completion),
      deviation: readText(row.deviation),
    })),
    scorecard: (plain.scorecard ?? []).map((row) => ({
      kind: row.kind ?? "item",
      group: readText(row.group),
      subgroup: readText(row.subgroup),
      name: readText(row.name),
      weight: read(row.weight),
      score: read(row.score),
      remark: readText(row.remark),
    })),
    caps: (plain.caps ?? []).map((cap) => ({
      group: must(readText(cap.group)),
      weight: must(read(cap.weight)),
    })),
    total: { weight: read(plain.total?.weight), score: read(plain.total?.score) },
    grade: readText(plain.grade),
    gradeLevel: plain.gradeLevel ?? null,
    narratives: (plain.narratives ?? []).map((narrative) => ({
      heading: must(readText(narrative.heading)),
      text: must(readText(narrative.text)),
    })),
    people: (plain.people ?? []).map((person) => ({
      role: readText(person.role),
      name: readText(person.name),
      position: readText(person.position),
      office: readText(person.office),
      phone: readText(person.phone),
    })),
    checks: [],
    coverage: {
      numbers: 0,
      guarded: 0,
      checks: { agrees: 0, differs: 0, unverifiable: 0, notApplicable: 0 },
    },
  });
  return Document.parse({
    source,
    sha256: "0".repeat(64),
    mediaType: "text/plain",
    pages: 1,
    records: records.map(recordOf),
    warnings: [],
  } satisfies Document);
}

/** A differing error of the given rule; keys that are named replace these. */
export function differing(check: Partial<Check> & Pick<Check, "rule" | "subject">): Check {
  return {
    verdict: "differs",
    reported: null,
    recalculated: null,
    difference: null,
    severity: "error",
    cause: "arithmetic",
    suggestion: null,
    message: { en: "", zh: "" },
    evidence: [],
    ...check,
  };
}

function must<T>(reading: Reading<T> | null): Reading<T> {
  if (reading === null) throw new Error("this key cannot be left out of a record");
  return reading;
}
