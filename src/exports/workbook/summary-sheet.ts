import type { Severity, Verdict } from "../../model/check.ts";
import { FRONT_NAMES, type Listed, rulesOf } from "./front-sheets.ts";
import { pageSetup, type PrintedSheet } from "./page-setup.ts";
import { SheetGrid } from "./sheet-grid.ts";
import { cellOf } from "./sheet-names.ts";
import type { StyleName } from "./styles.ts";
import { type Language, RULES, SEVERITIES, VERDICTS } from "./wording.ts";

/** What the summary says beside the counts. */
export interface SummaryInput {
  /** Records that fit the filter, those that are not in this workbook among them. */
  available: number;
  offset: number;
  /** The filter in words; "" where there is none. */
  filter: string;
}

const WIDTHS = [24, 13, 14, 16, 14, 14, 13];
const COLUMNS = WIDTHS.length;

/** Counts by rule and verdict, as formulas over the list of findings; who made it; what the marks mean. */
export function summarySheet(
  records: readonly Listed[],
  input: SummaryInput,
  language: Language,
): PrintedSheet {
  const zh = language === "zh";
  const grid = new SheetGrid(WIDTHS);
  grid.span(
    0,
    COLUMNS - 1,
    "title",
    zh ? "绩效自评复核工作底稿 — 汇总" : "Work papers on performance self-evaluations — summary",
  );
  grid.height(30);
  grid.skip();
  writeScope(grid, records, input, language);
  writeSignatures(grid, language);
  grid.skip();
  writeCounts(grid, records, language);
  grid.skip();
  writeLegend(grid, language);
  return grid.printed(FRONT_NAMES.summary[language], 1, pageSetup(1, language));
}

function writeScope(
  grid: SheetGrid,
  records: readonly Listed[],
  { available, offset, filter }: SummaryInput,
  language: Language,
): void {
  const zh = language === "zh";
  const isWhole = records.length === available;
  const scope = zh
    ? isWhole
      ? `本工作簿含记录 ${records.length} 条。`
      : `注意：符合条件的记录共 ${available} 条，本工作簿只含第 ${offset + 1} 至 ${offset + records.length} 条，以下计数只及于此。`
    : isWhole
      ? `This workbook holds ${records.length} records.`
      : `Note: ${available} records fit; this workbook holds numbers ${offset + 1} to ${offset + records.length} alone, and the counts are of those.`;
  grid.span(
    0,
    COLUMNS - 1,
    isWhole ? "meta" : "warning",
    scope + (filter === "" ? "" : zh ? `筛选条件：${filter}。` : ` Filter: ${filter}.`),
  );
  grid.skip();
}

function writeSignatures(grid: SheetGrid, language: Language): void {
  const rows =
    language === "zh"
      ? [
          ["编制人", "编制日期"],
          ["复核人", "复核日期"],
          ["审定人", "审定日期"],
        ]
      : [
          ["Prepared by", "Date"],
          ["Reviewed by", "Date"],
          ["Approved by", "Date"],
        ];
  for (const [name = "", date = ""] of rows) {
    grid.put(0, "label", name);
    grid.span(1, 3, "blank", null);
    grid.put(4, "label", date);
    grid.span(5, 6, "blank", null);
    grid.height(26);
    grid.skip();
  }
}

function writeCounts(grid: SheetGrid, records: readonly Listed[], language: Language): void {
  const zh = language === "zh";
  const columns: readonly { name: string; verdict: Verdict; severity: Severity | null; style: StyleName }[] =
    [
      { name: VERDICTS.agrees[language], verdict: "agrees", severity: null, style: "agrees" },
      ...(["error", "warning", "info"] as const).map((severity) => ({
        name: `${VERDICTS.differs[language]}·${SEVERITIES[severity][language]}`,
        verdict: "differs" as const,
        severity,
        style: severity,
      })),
      {
        name: VERDICTS.unverifiable[language],
        verdict: "unverifiable",
        severity: null,
        style: "unverifiable",
      },
    ];
  grid.putAll("header", [zh ? "规则" : "Rule", ...columns.map(({ name }) => name), zh ? "合计" : "All"]);
  grid.skip();
  const first = grid.next;
  const all = records.flatMap(({ findings }) => findings.map(({ check }) => check));
  const list = FRONT_NAMES.findings[language];
  const rules = rulesOf(records);
  for (const rule of rules) {
    const row = String(grid.next);
    grid.put(0, "label", RULES[rule][language]);
    for (const [at, { verdict, severity, style }] of columns.entries()) {
      const agreeing = records.reduce((sum, one) => sum + (one.agreesByRule.get(rule) ?? 0), 0);
      const found = all.filter(
        (check) =>
          check.rule === rule &&
          check.verdict === verdict &&
          (severity === null || check.severity === severity),
      ).length;
      const conditions: [column: string, word: string][] = [
        ["E", RULES[rule][language]],
        ["K", VERDICTS[verdict][language]],
        ...(severity === null ? [] : [["L", SEVERITIES[severity][language]] as [string, string]]),
      ];
      const value = verdict === "agrees" ? agreeing : found;
      grid.put(at + 1, value === 0 ? "centred" : style, {
        value,
        ...(verdict === "agrees" ? {} : { formula: countIn(list, conditions, all.length) }),
      });
    }
    const value =
      all.filter((check) => check.rule === rule).length +
      records.reduce((sum, one) => sum + (one.agreesByRule.get(rule) ?? 0), 0);
    grid.put(6, "centred", { value, formula: `SUM(B${row}:F${row})` });
    grid.skip();
  }
  grid.put(0, "label", zh ? "合计" : "All");
  const last = String(grid.row);
  for (const [at, { verdict, severity }] of columns.entries()) {
    const column = "BCDEF"[at] ?? "B";
    const value =
      verdict === "agrees"
        ? records.reduce((sum, one) => sum + one.agrees, 0)
        : all.filter(
            (check) => check.verdict === verdict && (severity === null || check.severity === severity),
          ).length;
    grid.put(at + 1, "label", {
      value,
      formula: rules.length === 0 ? "0" : `SUM(${column}${String(first)}:${column}${last})`,
    });
  }
  const total = all.length + records.reduce((sum, one) => sum + one.agrees, 0);
  grid.put(6, "label", {
    value: total,
    formula: rules.length === 0 ? "0" : `SUM(G${String(first)}:G${last})`,
  });
  grid.skip();
}

/** COUNTIFS over the list of findings. */
function countIn(sheet: string, conditions: readonly [column: string, word: string][], rows: number): string {
  const last = String(rows + 1);
  const parts = conditions.map(
    ([column, word]) => `${cellOf(sheet, `$${column}$2:$${column}$${last}`)},"${word}"`,
  );
  return rows === 0 ? "0" : `COUNTIFS(${parts.join(",")})`;
}

function writeLegend(grid: SheetGrid, language: Language): void {
  const zh = language === "zh";
  const lines: [StyleName, string, string][] = zh
    ? [
        ["agrees", "✓ 一致", "填报值与复算值相符（取整差异见“原因”）。"],
        ["error", "✗ 不一致", "填报值与复算值不符；红为错误，黄为警告，蓝为提示。"],
        ["unverifiable", "○ 无法复核", "内容在表内而无法计算，原因见说明；须人工核对，不等于相符。"],
        ["formula", "公式", "蓝底为单元格公式，随填报值变动；差额 = 填报 − 复算。"],
        ["fixed", "数值", "灰色斜体为程序的复算值，所依据的关系无法以本表单元格的公式表达。"],
        ["corrected", "更正", "橙底为人工更正，批注记有更正人、时间、理由和页面原文。"],
        ["inferred", "推得", "蓝色斜体为未印出而推得，或标签经修复。"],
        ["doubtful", "存疑", "黄底为存疑或无法识别的读数，照录页面原文。"],
      ]
    : [
        ["agrees", "✓ agrees", "The printed figure is the recalculated one (rounding is told under cause)."],
        ["error", "✗ differs", "It is not: red is an error, yellow a warning, blue for information."],
        [
          "unverifiable",
          "○ unverifiable",
          "It is on the form and cannot be computed; the finding says why. That is not agreement.",
        ],
        [
          "formula",
          "formula",
          "Blue ground: a formula that follows the printed values; difference = printed − recalculated.",
        ],
        [
          "fixed",
          "figure",
          "Grey italics: recalculated by the program by a relation that the cells of the sheet do not give.",
        ],
        [
          "corrected",
          "corrected",
          "Orange ground: entered by a person; the note says who, when, why and what the page says.",
        ],
        [
          "inferred",
          "inferred",
          "Blue italics: not printed but following from what is, or a label put together again.",
        ],
        [
          "doubtful",
          "doubtful",
          "Yellow ground: a person should look; what could not be read stands as on the page.",
        ],
      ];
  grid.span(0, COLUMNS - 1, "section", zh ? "标记说明" : "Marks");
  grid.skip();
  for (const [style, mark, meaning] of lines) {
    grid.put(0, style, mark);
    grid.span(1, COLUMNS - 1, "text", meaning);
    grid.skip();
  }
}
