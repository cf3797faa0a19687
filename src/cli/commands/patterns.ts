import { type Command, Option } from "commander";
import { PATTERNS } from "../../patterns/index.ts";
import { type Pattern, queryOf } from "../../patterns/pattern.ts";
import { addExamples, databaseOption, formatOption, wholeNumber } from "../declare.ts";
import { EXIT } from "../exit-codes.ts";
import { withStore } from "../open-store.ts";
import { printRows, type Rows } from "../rows.ts";
import type { Session } from "../session.ts";
import { Trouble } from "../trouble.ts";

interface PatternsFlags {
  db: string;
  set: string[];
  sql?: boolean;
  limit?: number;
  format: "text" | "json" | "csv";
}

/** `fuhe patterns`: what stands out over all stored records. */
export function declarePatterns(program: Command, session: Session): void {
  const { text } = session;
  const command = program
    .command("patterns")
    .summary(text({ en: "find what stands out over the archive", zh: "全库异常模式" }))
    .description(
      text({
        en: "Asks all stored records for what no single form shows: without a pattern says how much each finds, with one lists it. What stands out proves nothing; it says where to look.",
        zh: "在全部已入库记录中查找单份表格看不出的模式：不指定模式时列出各模式的条数，指定时列出明细。结果只是线索，不是结论。",
      }),
    )
    .argument("[pattern]", PATTERNS.map(({ id }) => id).join(", "))
    .addOption(databaseOption(session))
    .addOption(
      new Option(
        "--set <name=number>",
        text({ en: "another threshold, again and again", zh: "改用其他阈值，可多次给出" }),
      )
        .default([], text({ en: "those of the pattern", zh: "各模式的默认值" }))
        .argParser((value: string, before: string[]) => [...before, value]),
    )
    .option("--sql", text({ en: "print the query, to go on from it", zh: "显示查询语句，供继续分析" }))
    .option("--limit <n>", text({ en: "at most so many rows", zh: "最多列出行数" }), wholeNumber(session, 1))
    .addOption(formatOption(session, ["text", "json", "csv"], "text"))
    .action((id: string | undefined, flags: PatternsFlags) => showPatterns(id, flags, session));
  addExamples(command, session, [
    "fuhe patterns",
    "fuhe patterns pasted-reasons --set projects=5 --format csv > pasted.csv",
    'fuhe query "$(fuhe patterns full-marks --sql)"',
  ]);
}

async function showPatterns(id: string | undefined, flags: PatternsFlags, session: Session): Promise<void> {
  const format = flags.format === "text" ? "table" : flags.format;
  if (id === undefined) {
    if (flags.sql === true || flags.set.length > 0) throw unknown("");
    await printRows(await overview(flags.db, session), format, session);
    return;
  }
  const pattern = PATTERNS.find((each) => each.id === id);
  if (pattern === undefined) throw unknown(id);
  const sql = queryOf(pattern, thresholdsOf(flags.set, pattern));
  if (flags.sql === true) {
    await session.out(`${sql}\n`);
    return;
  }
  const limit = flags.limit === undefined ? {} : { limit: flags.limit };
  const { columns, rows, truncated } = await withStore(flags.db, session, (store) =>
    store.query(sql, [], limit),
  );
  const wide = columns.map((name) => ({ name, elastic: "end" as const }));
  await printRows({ columns: wide, rows }, format, session);
  session.talk(
    truncated
      ? session.text({
          en: `The first ${rows.length}; there are more (--limit).`,
          zh: `显示前 ${rows.length} 条，还有更多（--limit）。`,
        })
      : session.text({ en: `${rows.length} found.`, zh: `共 ${rows.length} 条。` }),
  );
}

async function overview(db: string, session: Session): Promise<Rows> {
  const rows = await withStore(db, session, async (store) => {
    const all: unknown[][] = [];
    for (const pattern of PATTERNS) {
      const { rows: counted } = await store.query(`select count(*) from (${queryOf(pattern)})`);
      all.push([
        pattern.id,
        counted[0]?.[0],
        Object.entries(pattern.thresholds)
          .map(([name, { usual }]) => `${name}=${String(usual)}`)
          .join(" "),
        session.text(pattern.title),
      ]);
    }
    return all;
  });
  const names = ["pattern", "found", "thresholds", "title"];
  return {
    columns: names.map((name) => ({ name, ...(name === "title" ? { elastic: "wrap" as const } : {}) })),
    rows,
  };
}

function thresholdsOf(settings: readonly string[], { id, thresholds }: Pattern): { [name: string]: number } {
  return Object.fromEntries(
    settings.map((setting) => {
      const [, name = "", digits = ""] = /^(\w+)=(\d+(?:\.\d+)?)$/u.exec(setting) ?? [];
      if (Object.hasOwn(thresholds, name) && Number(digits) > (name === "step" ? 0 : -1))
        return [name, Number(digits)];
      const known = Object.entries(thresholds).map(([each, { en, zh, usual }]) => ({
        en: `  ${each}=${String(usual)}  ${en}`,
        zh: `  ${each}=${String(usual)}  ${zh}`,
      }));
      throw new Trouble(EXIT.usage, {
        en: `"${setting}" is no threshold of ${id}.\nIts thresholds are:\n${known.map(({ en }) => en).join("\n")}`,
        zh: `"${setting}" 不是 ${id} 的阈值。\n可用的阈值：\n${known.map(({ zh }) => zh).join("\n")}`,
      });
    }),
  );
}

function unknown(id: string): Trouble {
  const known = PATTERNS.map((pattern) => pattern.id);
  return new Trouble(EXIT.usage, {
    en: `${id === "" ? "Name the pattern." : `There is no pattern "${id}".`}\nThe patterns are: ${known.join(", ")}.`,
    zh: `${id === "" ? "请指定模式。" : `没有模式 "${id}"。`}\n可用的模式：${known.join("，")}。`,
  });
}
