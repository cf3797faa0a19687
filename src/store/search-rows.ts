import type { Check } from "../model/check.ts";
import type { Record } from "../model/record.ts";
import type { RowOf } from "./schema.ts";
import { indexText, searchLeaves, type SearchField } from "./search-text.ts";

/** What filters of a search ask for, as words of the index; a check counts where it differs. */
export const facet = {
  year: (year: number) => `year/${String(year)}`,
  form: (form: string) => `form/${form}`,
  grade: (level: string) => `grade/${level}`,
  finding: (rule: Check["rule"] | undefined, severity: Check["severity"] | undefined) =>
    `finding/${rule ?? ""}/${severity ?? ""}`,
};

/** The row of the search index for a record. */
export function searchRow(record: Record, rowid: number): RowOf<"record_search"> {
  const leaves = searchLeaves(record);
  const textOf = (field: SearchField) =>
    indexText(leaves.filter((leaf) => leaf.field === field).map(({ text }) => text));
  const { department, implementingUnit, office } = record.project;
  const given = (texts: (string | null | undefined)[]) => texts.filter((text) => typeof text === "string");
  return {
    rowid,
    names: textOf("names"),
    indicators: textOf("indicators"),
    narratives: textOf("narratives"),
    unit: indexText(given([implementingUnit?.value ?? department?.value])),
    region: indexText(
      given([record.title?.value, department?.value, implementingUnit?.value, office?.value]),
    ),
    facets: facetsOf(record).join(" "),
  };
}

function facetsOf({ fiscalYear, form, gradeLevel, checks }: Record): string[] {
  const differing = checks.filter(({ verdict }) => verdict === "differs");
  const findings = differing.flatMap(({ rule, severity }) => [
    facet.finding(rule, undefined),
    facet.finding(undefined, severity),
    facet.finding(rule, severity),
  ]);
  return [
    ...(fiscalYear?.value == null ? [] : [facet.year(fiscalYear.value)]),
    facet.form(form),
    ...(gradeLevel === null ? [] : [facet.grade(gradeLevel)]),
    ...new Set(findings),
  ];
}
