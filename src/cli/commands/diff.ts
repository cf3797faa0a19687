import type { Command } from "commander";
import type { RecordChange } from "../../store/compare-records.ts";
import type { RunComparison } from "../../store/store.ts";
import { addExamples, databaseOption, formatOption } from "../declare.ts";
import { withStore } from "../open-store.ts";
import { printRows, type RowFormat } from "../rows.ts";
import type { Session } from "../session.ts";

/** `fuhe diff`: what another run, or another database, reads otherwise. */
export function declareDiff(program: Command, session: Session): void {
  const { text } = session;
  const command = program
    .command("diff")
    .summary(text({ en: "compare two runs or two databases", zh: "比较两次运行或两个数据库" }))
    .description(
      text({
        en: "Lists which values and which findings changed between two runs of one database, or between two databases. Files are compared with themselves only, known by their bytes; corrections by persons are left out.",
        zh: "列出同一数据库两次运行之间、或两个数据库之间，哪些读数和核对结果发生了变化。同一文件按内容对应；不计人工更正。",
      }),
    )
    .argument("<before>", text({ en: "number of a run, or a database file", zh: "运行编号，或数据库文件" }))
    .argument("<after>", text({ en: "a later run, or another database", zh: "较晚的运行，或另一数据库" }))
    .addOption(databaseOption(session))
    .addOption(formatOption(session, ["table", "json", "csv"], "table"))
    .action((before: string, after: string, flags: { db: string; format: RowFormat }) =>
      diff(before, after, flags, session),
    );
  addExamples(command, session, ["fuhe diff 3 7", "fuhe diff old.db new.db --format csv > changes.csv"]);
}

const RUN = /^\d+$/u;

async function diff(
  before: string,
  after: string,
  { db, format }: { db: string; format: RowFormat },
  session: Session,
): Promise<void> {
  if (RUN.test(before) && RUN.test(after)) {
    const found = await withStore(db, session, (store) => store.compareRuns(Number(before), Number(after)));
    await printChanges(found.changes, format, session);
    for (const line of runLines(found, session)) session.talk(line);
    return;
  }
  const changes = await withStore(before, session, (old) =>
    withStore(after, session, async (now) => {
      const { compareStores } = await import("../../store/compare-stores.ts");
      const all: RecordChange[] = [];
      for await (const change of compareStores(old, now)) all.push(change);
      return all;
    }),
  );
  await printChanges(changes, format, session);
  session.talk(countLine(changes, session));
}

function printChanges(changes: readonly RecordChange[], format: RowFormat, session: Session): Promise<void> {
  const rows = changes.map(({ recordId, kind, rule, pointer, before, after }) => [
    recordId,
    kind,
    rule,
    pointer,
    before,
    after,
  ]);
  const columns = ["record_id", "kind", "rule", "pointer", "before", "after"].map((name, at) => ({
    name,
    ...(at < 4 ? {} : { elastic: "wrap" as const }),
  }));
  return printRows({ columns, rows }, format, session);
}

function countLine(changes: readonly RecordChange[], { text }: Session): string {
  const records = new Set(changes.map(({ recordId }) => recordId)).size;
  const [values, findings, whole] = (["value", "finding", "record"] as const).map((kind) =>
    String(changes.filter((change) => change.kind === kind).length),
  ) as [string, string, string];
  return text({
    en: `${values} values and ${findings} findings differ, ${whole} records are in one only; ${records} records in all.`,
    zh: `读数变化 ${values} 处，核对结果变化 ${findings} 条，仅见于一方的记录 ${whole} 条；共涉及 ${records} 条记录。`,
  });
}

/** What was compared, and what could not be. */
function runLines({ documents, changes, firstRead, keptSince }: RunComparison, session: Session): string[] {
  const { text } = session;
  return [
    countLine(changes, session),
    text({
      en: `${documents} files were read again in between and compared.`,
      zh: `其间重新读取并比较的文件 ${documents} 个。`,
    }),
    ...(firstRead === 0
      ? []
      : [
          text({
            en: `${firstRead} files were first read in between: there is nothing to compare them with.`,
            zh: `其间首次读取的文件 ${firstRead} 个，无从比较。`,
          }),
        ]),
    ...(keptSince === null
      ? []
      : [
          text({
            en: `Changes before ${keptSince} were not kept yet and are missing here; compare with a copy of the database from that time.`,
            zh: `${keptSince} 之前的变化当时未作保留，此处缺失；可与当时的数据库副本比较。`,
          }),
        ]),
  ];
}
