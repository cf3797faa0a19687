import type { Command } from "commander";
import { addExamples, databaseOption, formatOption } from "../declare.ts";
import { withStore } from "../open-store.ts";
import { printRows, type RowFormat } from "../rows.ts";
import type { Session } from "../session.ts";
import { failureText } from "../../model/failure-text.ts";

interface FailuresFlags {
  db: string;
  format: RowFormat;
}

/** `fuhe failures`: files that could not be read. */
export function declareFailures(program: Command, session: Session): void {
  const { text } = session;
  const command = program
    .command("failures")
    .summary(text({ en: "list files that could not be read", zh: "列出无法读取的文件" }))
    .description(
      text({
        en: "Lists the files that could not be read when they were last tried, and what to do about each.",
        zh: "列出最近一次未能读取的文件及处理办法。",
      }),
    )
    .addOption(databaseOption(session))
    .addOption(formatOption(session, ["table", "json", "csv"], "table"))
    .action((flags: FailuresFlags) => listFailures(flags, session));
  addExamples(command, session, ["fuhe failures --format csv > failures.csv"]);
}

const COLUMNS = ["path", "code", "message", "failed_at", "records_kept"] as const;

async function listFailures(flags: FailuresFlags, session: Session): Promise<void> {
  const failures = await withStore(flags.db, session, (store) => store.failures());
  if (flags.format === "table") {
    await printRows(
      {
        columns: [
          { name: session.text({ en: "file", zh: "文件" }), elastic: "start" },
          { name: session.text({ en: "why", zh: "原因" }), elastic: "wrap" },
        ],
        rows: failures.map((failure) => [failure.path, session.text(failureText(failure))]),
      },
      "table",
      session,
    );
  } else {
    await printRows(
      {
        columns: COLUMNS.map((name) => ({ name })),
        rows: failures.map((failure) => COLUMNS.map((name) => failure[name])),
      },
      flags.format,
      session,
    );
  }
  session.talk(session.text({ en: `${failures.length} failed.`, zh: `共 ${failures.length} 个文件失败。` }));
}
