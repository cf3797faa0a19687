import { type Check, RuleId } from "../../model/check.ts";
import type { Record } from "../../model/record.ts";
import { inOrderOfGravity, styleOf } from "./checks-section.ts";
import { readingOf } from "./crop-places.ts";
import { pageSetup, type PrintedSheet } from "./page-setup.ts";
import { placeText } from "./record-sheet.ts";
import { SheetGrid } from "./sheet-grid.ts";
import { cellOf } from "./sheet-names.ts";
import { CAUSES, type Language, RULES, SEVERITIES, subjectName, TICKS, VERDICTS } from "./wording.ts";

/** What the front of the workbook tells of a record. */
export interface Listed {
  sheet: string;
  record: Pick<Record, "id" | "form">;
  project: string;
  unit: string;
  year: number | null;
  score: number | null;
  grade: string;
  path: string;
  corrections: number;
  /** Those that differ or could not be verified, the gravest first. */
  findings: { check: Check; place: string }[];
  agrees: number;
  agreesByRule: ReadonlyMap<RuleId, number>;
}

/** What stays of a record once its sheet is laid out. */
export function listed(
  sheet: string,
  record: Record,
  path: string,
  corrections: number,
  language: Language,
): Listed {
  const { project, title, fiscalYear, total, grade } = record;
  const agreeing = record.checks.filter(({ verdict }) => verdict === "agrees");
  const agreesByRule = new Map<RuleId, number>();
  for (const { rule } of agreeing) agreesByRule.set(rule, (agreesByRule.get(rule) ?? 0) + 1);
  return {
    sheet,
    record: { id: record.id, form: record.form },
    project: project.name?.value ?? title?.value ?? record.id,
    unit: project.implementingUnit?.value ?? project.department?.value ?? "",
    year: fiscalYear?.value ?? null,
    score: total.score?.value ?? null,
    grade: grade?.value ?? grade?.raw ?? "",
    path,
    corrections,
    findings: inOrderOfGravity(record.checks)
      .filter(({ verdict }) => verdict !== "agrees")
      .map((check) => {
        const reading = readingOf(check, record);
        return { check, place: reading === null ? "" : placeText(reading.at, language) };
      }),
    agrees: agreeing.length,
    agreesByRule,
  };
}

export const FRONT_NAMES = {
  summary: { zh: "汇总", en: "Summary" },
  index: { zh: "目录", en: "Records" },
  findings: { zh: "问题清单", en: "Findings" },
} as const;

const FINDING_COLUMNS = [
  { zh: "序号", en: "No.", width: 7 },
  { zh: "表", en: "Sheet", width: 14 },
  { zh: "单位", en: "Unit", width: 22 },
  { zh: "年度", en: "Year", width: 8 },
  { zh: "规则", en: "Rule", width: 13 },
  { zh: "对象", en: "Subject", width: 20 },
  { zh: "填报", en: "Printed", width: 12 },
  { zh: "复算", en: "Recalculated", width: 12 },
  { zh: "差额", en: "Difference", width: 12 },
  { zh: "标记", en: "Tick", width: 7 },
  { zh: "结论", en: "Verdict", width: 11 },
  { zh: "级别", en: "Severity", width: 9 },
  { zh: "原因", en: "Cause", width: 12 },
  { zh: "说明", en: "Finding", width: 52 },
  { zh: "建议", en: "Suggestion", width: 26 },
  { zh: "位置", en: "Place", width: 14 },
] as const;

/** Everything that differs or could not be verified, of all records. */
export function findingsSheet(records: readonly Listed[], language: Language): PrintedSheet {
  const grid = new SheetGrid(FINDING_COLUMNS.map(({ width }) => width));
  grid.putAll(
    "header",
    FINDING_COLUMNS.map((column) => column[language]),
  );
  grid.skip();
  let number = 0;
  for (const { sheet, unit, year, findings } of records) {
    for (const { check, place } of findings) {
      number += 1;
      const { verdict, severity, cause } = check;
      const style = styleOf(check);
      grid.put(0, "centred", number);
      grid.put(1, "link", { value: sheet, link: cellOf(sheet, "A1") });
      grid.put(2, "text", unit);
      grid.put(3, "centred", year);
      grid.put(4, "text", RULES[check.rule][language]);
      grid.put(5, "text", subjectName(check.subject, language));
      grid.put(6, typeof check.reported === "number" ? "number" : "text", check.reported);
      grid.put(7, typeof check.recalculated === "number" ? "number" : "text", check.recalculated);
      grid.put(8, "number", check.difference);
      grid.put(9, style, TICKS[verdict]);
      grid.put(10, style, VERDICTS[verdict][language]);
      grid.put(11, "centred", SEVERITIES[severity][language]);
      grid.put(12, "text", cause === null ? null : CAUSES[cause][language]);
      grid.put(13, "text", check.message[language]);
      grid.put(14, "text", check.suggestion);
      grid.put(15, "text", place);
      grid.skip();
    }
  }
  return grid.printed(FRONT_NAMES.findings[language], 1, {
    ...pageSetup(1, language),
    autoFilter: { range: `A1:P${String(grid.row)}` },
  });
}

const INDEX_COLUMNS = [
  { zh: "序号", en: "No.", width: 7 },
  { zh: "表", en: "Sheet", width: 26 },
  { zh: "项目", en: "Project", width: 34 },
  { zh: "单位", en: "Unit", width: 26 },
  { zh: "年度", en: "Year", width: 8 },
  { zh: "总分", en: "Score", width: 9 },
  { zh: "等级", en: "Grade", width: 9 },
  { zh: "一致", en: "Agree", width: 8 },
  { zh: "不一致", en: "Differ", width: 8 },
  { zh: "其中错误", en: "Errors", width: 9 },
  { zh: "无法复核", en: "Unverifiable", width: 10 },
  { zh: "更正", en: "Corrections", width: 8 },
  { zh: "记录编号", en: "Record", width: 18 },
  { zh: "文件", en: "File", width: 34 },
] as const;

/** A line for each record, with the link to its sheet. */
export function indexSheet(records: readonly Listed[], language: Language): PrintedSheet {
  const grid = new SheetGrid(INDEX_COLUMNS.map(({ width }) => width));
  grid.putAll(
    "header",
    INDEX_COLUMNS.map((column) => column[language]),
  );
  grid.skip();
  for (const [at, one] of records.entries()) {
    const differing = one.findings.filter(({ check }) => check.verdict === "differs");
    const errors = differing.filter(({ check }) => check.severity === "error").length;
    grid.put(0, "centred", at + 1);
    grid.put(1, "link", { value: one.sheet, link: cellOf(one.sheet, "A1") });
    grid.put(2, "text", one.project);
    grid.put(3, "text", one.unit);
    grid.put(4, "centred", one.year);
    grid.put(5, "number", one.score);
    grid.put(6, "centred", one.grade);
    grid.put(7, "centred", one.agrees);
    grid.put(8, differing.length > 0 ? "error" : "centred", differing.length);
    grid.put(9, errors > 0 ? "error" : "centred", errors);
    grid.put(10, "centred", one.findings.length - differing.length);
    grid.put(11, "centred", one.corrections);
    grid.put(12, "text", one.record.id);
    grid.put(13, "text", one.path);
    grid.skip();
  }
  return grid.printed(FRONT_NAMES.index[language], 1, {
    ...pageSetup(1, language),
    autoFilter: { range: `A1:N${String(grid.row)}` },
  });
}

/** Rules that say something of these records, in their order. */
export function rulesOf(records: readonly Listed[]): RuleId[] {
  return RuleId.options.filter((rule) =>
    records.some(
      ({ agreesByRule, findings }) =>
        agreesByRule.has(rule) || findings.some(({ check }) => check.rule === rule),
    ),
  );
}
