import type { Check, Severity, Verdict } from "../model/check.ts";
import type { Warning } from "../model/extraction.ts";
import { isReading, type Reading } from "../model/reading.ts";
import type { FundLine, Quantity, Record } from "../model/record.ts";
import type { Bilingual } from "./language.ts";
import { SEVERITY_STYLE } from "./paint.ts";
import type { Session } from "./session.ts";
import { type Column, renderTable } from "./table.ts";
import { padTo, PAGE_WIDTH, printable, printableLines, widthOf, wrapTo } from "./text-width.ts";
import { warningText } from "./warning-line.ts";

const MEASURES: { [measure in Exclude<FundLine["measure"]["value"], null>]: Bilingual } = {
  initialBudget: { en: "initial budget", zh: "年初预算" },
  annualBudget: { en: "annual budget", zh: "全年预算" },
  allocated: { en: "allocated", zh: "到位资金" },
  executed: { en: "executed", zh: "执行数" },
  priorYearBudget: { en: "prior-year budget", zh: "上年预算" },
  balance: { en: "balance", zh: "结余" },
  totalInvestment: { en: "total investment", zh: "总投资" },
};

const SOURCES: { [source in Exclude<FundLine["source"]["value"], null>]: Bilingual } = {
  total: { en: "total", zh: "合计" },
  currentYear: { en: "current year", zh: "当年财政拨款" },
  carriedOver: { en: "carried over", zh: "上年结转" },
  higherLevel: { en: "higher level", zh: "上级资金" },
  cityLevel: { en: "city", zh: "市级资金" },
  countyLevel: { en: "county", zh: "县级资金" },
  other: { en: "other", zh: "其他资金" },
};

const SEVERITIES: { [severity in Severity]: Bilingual } = {
  error: { en: "error", zh: "错误" },
  warning: { en: "warning", zh: "警告" },
  info: { en: "info", zh: "提示" },
};

/** A record for people: head, funds, tables of scores, what the rules found. With `narratives`, the prose too. */
export function renderRecord(record: Record, session: Session, options: { narratives: boolean }): string {
  const parts = [
    renderHead(record, session),
    renderFunds(record, session),
    renderIndicators(record, session),
    renderScorecard(record, session),
    renderTotal(record, session),
    ...(options.narratives ? [renderProse(record, session)] : []),
    renderFindings(record, session),
    renderLegend(record, session),
  ];
  return parts.filter((part) => part !== "").join("\n");
}

/** What was read but is doubted or could not be placed, with where it stands. */
export function renderWarnings(warnings: readonly Warning[], session: Session): string {
  const title = session.paint("bold", session.text({ en: "Warnings", zh: "警告" }));
  const lines = warnings.map((warning) =>
    renderMarked(session.paint("yellow", warning.code), warningText(warning, session), session),
  );
  return `${title}\n${lines.join("")}`;
}

/** A mark, and behind it a text that is wrapped below itself. */
function renderMarked(mark: string, text: string, session: Session): string {
  const indent = 2 + widthOf(mark) + 2;
  return wrapTo(text, pageWidth(session) - indent)
    .map((line, at) => (at === 0 ? `  ${mark}  ${line}\n` : `${" ".repeat(indent)}${line}\n`))
    .join("");
}

function renderHead(record: Record, session: Session): string {
  const { project } = record;
  const name = printed(project.name) || printed(record.title) || record.id;
  const fields: [Bilingual, string][] = [
    [{ en: "form", zh: "模板" }, `${record.form}  ${printed(record.title)}`],
    [{ en: "year", zh: "年度" }, printed(record.fiscalYear)],
    [{ en: "subproject", zh: "子项目" }, printed(project.subproject)],
    [
      { en: "department", zh: "主管部门" },
      [printed(project.departmentCode), printed(project.department)].join(" ").trim(),
    ],
    [
      { en: "unit", zh: "实施单位" },
      [printed(project.implementingUnit), printed(project.office)].join(" ").trim(),
    ],
    [
      { en: "period", zh: "项目期" },
      [printed(project.periodStart), printed(project.periodEnd)].filter(Boolean).join(" – "),
    ],
    [{ en: "filed on", zh: "填报日期" }, printed(record.filedOn)],
  ];
  return `${session.paint("bold", name)}  ${session.paint("dim", record.id)}\n${renderFields(fields, session)}`;
}

/** Labels and values, one below the other; what is empty is left out. */
function renderFields(fields: readonly [Bilingual, string][], session: Session): string {
  const filled = fields.filter(([, value]) => value !== "");
  const width = Math.max(0, ...filled.map(([label]) => widthOf(session.text(label))));
  return filled
    .map(([label, value]) => {
      const lines = wrapTo(value, pageWidth(session) - width - 4);
      return lines
        .map((line, at) => `  ${padTo(at === 0 ? session.text(label) : "", width)}  ${line}\n`)
        .join("");
    })
    .join("");
}

function renderFunds(record: Record, session: Session): string {
  const units = [...new Set(record.funds.flatMap((line) => line.unit.value ?? []))];
  const measures = [...new Set(record.funds.map((line) => line.measure.value))];
  const sources = [...new Set(record.funds.map((line) => line.source.value))];
  if (record.funds.length === 0) return "";
  const oneUnit = units.length === 1 ? units[0] : undefined;
  const columns: Column[] = [
    { heading: session.text({ en: "source", zh: "来源" }) },
    ...measures.map((measure): Column => ({
      heading: measure === null ? "?" : session.text(MEASURES[measure]),
      align: "right",
    })),
  ];
  const rows = sources.map((source) => [
    source === null ? "?" : session.text(SOURCES[source]),
    ...measures.map((measure) =>
      record.funds
        .filter((line) => line.source.value === source && line.measure.value === measure)
        .map((line) => printed(line.amount) + (oneUnit === undefined ? (line.unit.value ?? "") : ""))
        .join(" / "),
    ),
  ]);
  const title = session.text({ en: "Funds", zh: "资金" }) + (oneUnit === undefined ? "" : ` (${oneUnit})`);
  return renderPart(title, columns, rows, session);
}

function renderIndicators(record: Record, session: Session): string {
  if (record.indicators.length === 0) return "";
  const columns = columnsOf(session, [
    [{ en: "level 1", zh: "一级指标" }, "elastic"],
    [{ en: "level 2", zh: "二级指标" }, "elastic"],
    [{ en: "indicator", zh: "三级指标" }, "elastic"],
    [{ en: "target", zh: "指标值" }, "elastic"],
    [{ en: "actual", zh: "完成值" }, "elastic"],
    [{ en: "points", zh: "分值" }, "number"],
    [{ en: "score", zh: "得分" }, "number"],
    [{ en: "completion", zh: "进度" }, "elastic"],
  ]);
  const rows = record.indicators.map((row) => [
    printed(row.level1),
    printed(row.level2),
    printed(row.name),
    printed(row.target),
    printed(row.actual),
    printed(row.weight),
    printed(row.score),
    completionText(row.completion, session),
  ]);
  return renderPart(session.text({ en: "Indicators", zh: "绩效指标" }), columns, rows, session);
}

function renderScorecard(record: Record, session: Session): string {
  if (record.scorecard.length === 0) return "";
  const columns = columnsOf(session, [
    [{ en: "group", zh: "一级" }, "elastic"],
    [{ en: "subgroup", zh: "二级" }, "elastic"],
    [{ en: "item", zh: "三级" }, "elastic"],
    [{ en: "points", zh: "分值" }, "number"],
    [{ en: "score", zh: "得分" }, "number"],
  ]);
  const rows = record.scorecard.map((row) => [
    printed(row.group),
    printed(row.subgroup),
    printed(row.name),
    printed(row.weight),
    printed(row.score),
  ]);
  return renderPart(session.text({ en: "Scoring table", zh: "评分表" }), columns, rows, session);
}

function renderTotal(record: Record, session: Session): string {
  const { execution, total } = record;
  const rate = printed(execution.rate);
  const fields: [Bilingual, string][] = [
    [
      { en: "budget execution", zh: "预算执行率" },
      [rate === "" ? "" : `${rate} %`, outOf(execution.score, execution.weight)].filter(Boolean).join("   "),
    ],
    [{ en: "total", zh: "总分" }, outOf(total.score, total.weight)],
    [{ en: "grade", zh: "等级" }, [printed(record.grade), record.gradeLevel].filter(Boolean).join("  ")],
  ];
  return renderFields(fields, session);
}

function renderProse(record: Record, session: Session): string {
  const width = pageWidth(session) - 4;
  const sections: [string, string][] = [
    [session.text({ en: "Goal", zh: "预期目标" }), printedLines(record.goals.expected)],
    [session.text({ en: "Achieved", zh: "实际完成情况" }), printedLines(record.goals.actual)],
    ...record.narratives.map((section): [string, string] => [
      printed(section.heading),
      printedLines(section.text),
    ]),
  ];
  const people = record.people.map((person) =>
    [person.role, person.name, person.position, person.office, person.phone]
      .map(printed)
      .filter(Boolean)
      .join("  "),
  );
  if (people.length > 0) sections.push([session.text({ en: "People", zh: "人员" }), people.join("\n")]);
  return sections
    .filter(([, body]) => body !== "")
    .map(([heading, body]) => {
      const lines = wrapTo(body, width).map((line) => (line === "" ? "" : `    ${line}`));
      return `${session.paint("bold", heading)}\n${lines.join("\n")}\n`;
    })
    .join("\n");
}

const SEVERITY_ORDER: readonly Severity[] = ["error", "warning", "info"];
const VERDICT_ORDER: readonly Verdict[] = ["differs", "unverifiable"];

function renderFindings(record: Record, session: Session): string {
  const { coverage } = record;
  const counts = session.text({
    en:
      `${coverage.checks.agrees} agree, ${coverage.checks.differs} differ, ` +
      `${coverage.checks.unverifiable} cannot be verified; ` +
      `${coverage.guarded} of ${coverage.numbers} numbers are guarded by a check`,
    zh:
      `${coverage.checks.agrees} 项一致，${coverage.checks.differs} 项不一致，${coverage.checks.unverifiable} 项无法核对；` +
      `${coverage.numbers} 个数字中 ${coverage.guarded} 个有核对依据`,
  });
  const found = VERDICT_ORDER.flatMap((verdict) =>
    SEVERITY_ORDER.flatMap((severity) =>
      record.checks.filter((check) => check.verdict === verdict && check.severity === severity),
    ),
  );
  const title = session.paint("bold", session.text({ en: "Checks", zh: "核对" }));
  return `${title}  ${counts}\n${found.map((check) => renderCheck(check, session)).join("")}`;
}

function renderCheck(check: Check, session: Session): string {
  const differs = check.verdict === "differs";
  const mark = differs
    ? session.text(SEVERITIES[check.severity])
    : session.text({ en: "unverified", zh: "未核" });
  const style = differs ? SEVERITY_STYLE[check.severity] : "dim";
  const label = padTo(mark, session.language === "zh" ? 4 : 10);
  const body = [
    `${check.rule}  ${session.text(check.message)}`,
    ...(check.suggestion === null
      ? []
      : [session.text({ en: "suggestion: ", zh: "建议：" }) + check.suggestion]),
  ];
  return renderMarked(session.paint(style, label), body.map(printable).join("\n"), session);
}

/** What the marks behind values mean, where there are any. */
function renderLegend(record: Record, session: Session): string {
  const { notRead, doubtful } = marksIn(record);
  const { text } = session;
  const legend = [
    ...(notRead ? [text({ en: "* inferred, repaired or corrected", zh: "* 推断、修复或更正" })] : []),
    ...(doubtful ? [text({ en: "? doubtful", zh: "? 存疑" })] : []),
  ];
  return legend.length === 0 ? "" : `${session.paint("dim", legend.join("   "))}\n`;
}

function marksIn(part: unknown): { notRead: boolean; doubtful: boolean } {
  if (isReading(part)) {
    return { notRead: part.origin !== "read", doubtful: part.state === "doubtful" || isUnread(part) };
  }
  if (typeof part !== "object" || part === null) return { notRead: false, doubtful: false };
  const marks = Object.values(part).map(marksIn);
  return { notRead: marks.some((mark) => mark.notRead), doubtful: marks.some((mark) => mark.doubtful) };
}

/** Something is printed, and what it says could not be read. */
function isUnread({ value, raw }: Reading<unknown>): boolean {
  return value === null && raw.trim() !== "";
}

/** A table under its title; columns that hold nothing are left out. */
function renderPart(title: string, columns: Column[], rows: string[][], session: Session): string {
  const filled = columns.map((_, at) => rows.some((row) => row[at] !== ""));
  const table = renderTable(
    columns.filter((_, at) => filled[at]),
    rows.map((row) => row.filter((_, at) => filled[at])),
    { width: session.width },
  );
  return `${session.paint("bold", title)}\n${table}`;
}

function columnsOf(session: Session, columns: readonly [Bilingual, "elastic" | "number"][]): Column[] {
  return columns.map(([heading, kind]) => ({
    heading: session.text(heading),
    ...(kind === "number" ? { align: "right" } : { elastic: "end" }),
  }));
}

function outOf(score: Reading<number> | null, weight: Reading<number> | null): string {
  const [given, of] = [printed(score), printed(weight)];
  return given === "" && of === "" ? "" : `${given || "—"} / ${of || "—"}`;
}

type Printed = Reading<string | number | Quantity> | null;

/**
 * A reading for people: its value, or in quotation marks what is printed where that could not be read. "*" marks what
 * was not simply read (inferred, repaired, corrected), "?" what is doubtful.
 */
function printed(reading: Printed): string {
  return printable(printedLines(reading));
}

/** As `printed`, with the line breaks of the text. */
function printedLines(reading: Printed): string {
  if (reading === null) return "";
  const { value, raw } = reading;
  if (value === null) return isUnread(reading) ? `"${printableLines(raw)}"?` : "";
  const text = typeof value === "object" ? value.text : String(value);
  return (
    printableLines(text) + (reading.origin === "read" ? "" : "*") + (reading.state === "doubtful" ? "?" : "")
  );
}

const COMPLETIONS: ReadonlyMap<unknown, Bilingual> = new Map<unknown, Bilingual>([
  ["completed", { en: "completed", zh: "已完成" }],
  ["not completed", { en: "not completed", zh: "未完成" }],
]);

function completionText(reading: Record["indicators"][number]["completion"], session: Session): string {
  const value = reading?.value ?? null;
  if (reading === null || value === null) return printed(reading);
  const word = COMPLETIONS.get(value);
  return printed({ ...reading, value: word === undefined ? `${value} %` : session.text(word) });
}

function pageWidth(session: Session): number {
  return session.width ?? PAGE_WIDTH;
}
