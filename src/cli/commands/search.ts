import type { Command } from "commander";
import { Option } from "commander";
import type { Severity } from "../../model/check.ts";
import type { GradeLevel } from "../../model/record.ts";
import type { SearchHit, SearchResult } from "../../store/store.ts";
import { addExamples, databaseOption, formatOption, wholeNumber } from "../declare.ts";
import { EXIT } from "../exit-codes.ts";
import { withStore } from "../open-store.ts";
import { printRows } from "../rows.ts";
import { ruleNamed } from "../rule-option.ts";
import type { Session } from "../session.ts";
import { printable } from "../text-width.ts";
import { Trouble } from "../trouble.ts";

interface SearchFlags {
  db: string;
  year?: number;
  region?: string;
  unit?: string;
  form?: string;
  grade?: GradeLevel;
  rule?: string;
  severity?: Severity;
  limit: number;
  format: "text" | "json" | "csv";
}

/** `fuhe search`: full text over the stored records. */
export function declareSearch(program: Command, session: Session): void {
  const { text } = session;
  const command = program
    .command("search")
    .summary(text({ en: "find words in the stored records", zh: "全文检索" }))
    .description(
      text({
        en: "Finds the stored records that hold all words: in names first, then in indicators with their reasons, then in goals and narratives. A word is any run of characters, one is enough; white space and case do not matter.",
        zh: "查找包含全部检索词的记录：先名称，再指标及偏差原因，后目标与文字说明。检索词可以是任意长度的文字，一个字亦可；忽略空格、全半角和大小写。",
      }),
    )
    .argument("<words...>", text({ en: "what to find, all of it", zh: "检索词，须全部出现" }))
    .addOption(databaseOption(session))
    .option("--year <year>", text({ en: "of this fiscal year", zh: "年度" }), wholeNumber(session, 1))
    .option(
      "--region <name>",
      text({
        en: "of units, departments or titles that name this place",
        zh: "单位、部门或标题中含此地名",
      }),
    )
    .option("--unit <name>", text({ en: "of units whose name holds this", zh: "单位名称包含此文字" }))
    .option("--form <id>", text({ en: "of forms read by this profile", zh: "只查此模板" }))
    .addOption(
      new Option("--grade <level>", text({ en: "of this grade", zh: "等级" })).choices([
        "excellent",
        "good",
        "fair",
        "poor",
      ]),
    )
    .option("--rule <rule>", text({ en: "where a check of this rule differs", zh: "此规则核对不一致" }))
    .addOption(
      new Option(
        "--severity <severity>",
        text({ en: "where a check of this severity differs", zh: "有此级别的不一致" }),
      ).choices(["error", "warning", "info"]),
    )
    .option(
      "--limit <n>",
      text({ en: "at most so many records", zh: "最多列出条数" }),
      wholeNumber(session, 1),
      20,
    )
    .addOption(formatOption(session, ["text", "json", "csv"], "text"))
    .action((words: string[], flags: SearchFlags) => search(words, flags, session));
  addExamples(command, session, [
    "fuhe search 水库 除险加固 --year 2021",
    "fuhe search 未完成 --region 某县 --severity error --format csv > found.csv",
  ]);
}

async function search(words: readonly string[], flags: SearchFlags, session: Session): Promise<void> {
  const query = words.join(" ");
  if (query.trim() === "") {
    throw new Trouble(EXIT.usage, { en: "Name at least one word to find.", zh: "请给出检索词。" });
  }
  const { db, format, rule, ...filter } = flags;
  const named = rule === undefined ? {} : { rule: await ruleNamed(rule) };
  const result = await withStore(db, session, (store) => store.search(query, { ...filter, ...named }));
  if (format === "text") await session.out(result.hits.map((hit) => hitText(hit, session)).join(""));
  else await printHits(result.hits, format, session);
  session.talk(countLine(result, session));
}

/** The record and what it is about; below it the place and its words. */
function hitText(hit: SearchHit, session: Session): string {
  const { recordId, year, unit, project, title, path, pointer, snippet, match } = hit;
  const about = [year === null ? null : String(year), unit, project ?? title].filter((part) => part !== null);
  const shown = printable(snippet);
  const marked =
    match === "" ? shown : shown.replace(printable(match), (found) => session.paint("bold", found));
  return [
    `${session.paint("cyan", recordId)}  ${printable(about.join("  "))}  ${session.paint("dim", printable(path))}\n`,
    `  ${session.paint("dim", pointer)}  ${marked}\n`,
  ].join("");
}

function printHits(hits: readonly SearchHit[], format: "json" | "csv", session: Session): Promise<void> {
  const rows = hits.map((hit) => [
    hit.recordId,
    hit.path,
    hit.form,
    hit.title,
    hit.project,
    hit.unit,
    hit.year,
    hit.gradeLevel,
    hit.field,
    hit.pointer,
    hit.snippet,
    hit.match,
  ]);
  return printRows({ columns: COLUMNS.map((name) => ({ name })), rows }, format, session);
}

/** Named as the columns of the database are. */
const COLUMNS = [
  "record_id",
  "path",
  "form",
  "title",
  "project_name",
  "unit",
  "year",
  "grade_level",
  "field",
  "pointer",
  "snippet",
  "match",
] as const;

function countLine({ hits, more }: SearchResult, session: Session): string {
  const n = hits.length;
  return more
    ? session.text({
        en: `The best ${n}; there are more (--limit).`,
        zh: `显示前 ${n} 条，还有更多（--limit）。`,
      })
    : session.text({ en: `${n} found.`, zh: `共 ${n} 条。` });
}
