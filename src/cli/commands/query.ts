import type { Command } from "commander";
import { addExamples, databaseOption, formatOption, wholeNumber } from "../declare.ts";
import { withStore } from "../open-store.ts";
import { printRows, type RowFormat } from "../rows.ts";
import type { Session } from "../session.ts";

interface QueryFlags {
  db: string;
  format: RowFormat;
  limit?: number;
}

/** `fuhe query`: asks the database in SQL. */
export function declareQuery(program: Command, session: Session): void {
  const { text } = session;
  const command = program
    .command("query")
    .summary(text({ en: "ask the database in SQL", zh: "用 SQL 查询数据库" }))
    .description(
      text({
        en: "Answers one SQL statement that only reads; nothing it says can change the database.",
        zh: "执行一条只读的 SQL 语句，不会改动数据库。",
      }),
    )
    .argument("<sql>", text({ en: "the statement, in quotes", zh: "SQL 语句，加引号" }))
    .addOption(databaseOption(session))
    .option("--limit <n>", text({ en: "at most so many rows", zh: "最多输出行数" }), wholeNumber(session, 1))
    .addOption(formatOption(session, ["table", "json", "csv"], "table"))
    .action((sql: string, flags: QueryFlags) => query(sql, flags, session));
  addExamples(command, session, [
    `fuhe query "select path, message_zh from findings where severity = 'error'"`,
    `fuhe query "select name, type from sqlite_schema where type in ('table', 'view')"`,
  ]);
}

async function query(sql: string, flags: QueryFlags, session: Session): Promise<void> {
  const { limit } = flags;
  const result = await withStore(flags.db, session, (store) =>
    store.query(sql, [], limit === undefined ? {} : { limit }),
  );
  const columns = result.columns.map((name, at) => ({
    name,
    ...(result.rows.some((row) => typeof row[at] === "number")
      ? { align: "right" as const }
      : { elastic: "end" as const }),
  }));
  await printRows({ columns, rows: result.rows }, flags.format, session);
  const count = result.rows.length;
  session.talk(
    result.truncated
      ? session.text({
          en: `The first ${count} rows; there are more (--limit).`,
          zh: `前 ${count} 行，还有更多（--limit）。`,
        })
      : session.text({ en: `${count} rows.`, zh: `共 ${count} 行。` }),
  );
}
