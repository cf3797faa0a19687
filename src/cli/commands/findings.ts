import type { Command } from "commander";
import { Option } from "commander";
import type { Severity, Verdict } from "../../model/check.ts";
import type { Finding } from "../../store/schema.ts";
import type { FindingFilter } from "../../store/store.ts";
import { addExamples, databaseOption, formatOption, wholeNumber } from "../declare.ts";
import { withStore } from "../open-store.ts";
import { SEVERITY_STYLE } from "../paint.ts";
import { placeText } from "../place-text.ts";
import { printRows, type RowFormat } from "../rows.ts";
import { ruleNamed } from "../rule-option.ts";
import type { Session } from "../session.ts";

interface FindingsFlags {
  db: string;
  rule?: string;
  severity?: Severity;
  verdict: Verdict | "all";
  year?: number;
  unit?: string;
  form?: string;
  format: RowFormat;
  limit?: number;
}

/** `fuhe findings`: what the rules found in the stored records. */
export function declareFindings(program: Command, session: Session): void {
  const { text } = session;
  const command = program
    .command("findings")
    .summary(text({ en: "list what does not add up", zh: "列出核对不一致之处" }))
    .description(
      text({
        en: "Lists what the rules found in the stored records, the gravest first.",
        zh: "列出已入库记录的核对结果，重要的在前。",
      }),
    )
    .addOption(databaseOption(session))
    .option(
      "--rule <rule>",
      text({ en: "of this rule only, as total-score", zh: "只列此规则，如 total-score" }),
    )
    .addOption(
      new Option("--severity <severity>", text({ en: "of this severity only", zh: "只列此级别" })).choices([
        "error",
        "warning",
        "info",
      ]),
    )
    .addOption(
      new Option("--verdict <verdict>", text({ en: "of this verdict", zh: "按结论" }))
        .choices(["differs", "unverifiable", "agrees", "all"])
        .default("differs"),
    )
    .option(
      "--year <year>",
      text({ en: "of this fiscal year only", zh: "只列此年度" }),
      wholeNumber(session, 1),
    )
    .option("--unit <name>", text({ en: "of units whose name holds this", zh: "单位名称包含此文字" }))
    .option("--form <id>", text({ en: "of forms read by this profile", zh: "只列此模板" }))
    .option("--limit <n>", text({ en: "at most so many", zh: "最多列出条数" }), wholeNumber(session, 1))
    .addOption(formatOption(session, ["table", "json", "csv"], "table"))
    .action((flags: FindingsFlags) => listFindings(flags, session));
  addExamples(command, session, [
    "fuhe findings --severity error --year 2021",
    "fuhe findings --rule total-score --unit 水利局 --format csv > findings.csv",
  ]);
}

async function listFindings(flags: FindingsFlags, session: Session): Promise<void> {
  const filter = await filterOf(flags);
  const { limit } = flags;
  // One more than is shown tells that there are more.
  const asked = limit === undefined ? filter : { ...filter, limit: limit + 1 };
  const found = await withStore(flags.db, session, (store) => store.findings(asked));
  const shown = found.slice(0, limit);
  if (flags.format === "table") await printTable(shown, session);
  else await printAll(shown, flags.format, session);
  session.talk(countLine(shown.length, shown.length < found.length, session));
}

async function filterOf(flags: FindingsFlags): Promise<FindingFilter> {
  const { rule, severity, verdict, year, unit, form } = flags;
  return {
    ...(rule === undefined ? {} : { rule: await ruleNamed(rule) }),
    ...(severity === undefined ? {} : { severity }),
    ...(verdict === "all" ? {} : { verdict }),
    ...(year === undefined ? {} : { year }),
    ...(unit === undefined ? {} : { unit }),
    ...(form === undefined ? {} : { form }),
  };
}

function printTable(findings: readonly Finding[], session: Session): Promise<void> {
  const { text } = session;
  return printRows(
    {
      columns: [
        {
          name: text({ en: "severity", zh: "级别" }),
          paint: (cell) => session.paint(SEVERITY_STYLE[cell.trim() as Severity], cell),
        },
        { name: text({ en: "rule", zh: "规则" }) },
        { name: text({ en: "record", zh: "记录" }) },
        { name: text({ en: "unit", zh: "单位" }), elastic: "end" },
        { name: text({ en: "printed", zh: "填报" }), align: "right" },
        { name: text({ en: "recalculated", zh: "复算" }), align: "right" },
        { name: text({ en: "finding", zh: "说明" }), elastic: "wrap" },
        { name: text({ en: "where", zh: "位置" }), elastic: "start" },
      ],
      rows: findings.map((finding) => [
        finding.severity,
        finding.rule,
        finding.record_id,
        finding.unit,
        finding.reported,
        finding.recalculated,
        session.language === "zh" ? finding.message_zh : finding.message_en,
        whereText(finding, session),
      ]),
    },
    "table",
    session,
  );
}

/** "reports/a.txt:12", "reports/a.xlsx Sheet1!C7" */
function whereText(finding: Finding, session: Session): string {
  const { path, page, line, table_number: table } = finding;
  if (line !== null) return `${path}:${line}`;
  return `${path} ${placeText({ ...finding, table }, session) ?? `p${page ?? 1}`}`;
}

/** For programs: all columns, named as in the database. */
const COLUMNS = [
  "path",
  "record_id",
  "form",
  "title",
  "unit",
  "year",
  "rule",
  "verdict",
  "severity",
  "cause",
  "subject",
  "reported",
  "recalculated",
  "difference",
  "message_en",
  "message_zh",
  "suggestion",
  "page",
  "line",
  "column",
  "paragraph",
  "table_number",
  "row",
  "sheet",
  "cell",
] as const satisfies (keyof Finding)[];

function printAll(findings: readonly Finding[], format: RowFormat, session: Session): Promise<void> {
  return printRows(
    {
      columns: COLUMNS.map((name) => ({ name })),
      rows: findings.map((finding) => COLUMNS.map((name) => finding[name])),
    },
    format,
    session,
  );
}

function countLine(shown: number, more: boolean, session: Session): string {
  return more
    ? session.text({
        en: `The first ${shown}; there are more (--limit).`,
        zh: `显示前 ${shown} 条，还有更多（--limit）。`,
      })
    : session.text({ en: `${shown} found.`, zh: `共 ${shown} 条。` });
}
