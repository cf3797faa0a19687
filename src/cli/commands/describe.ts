import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Command } from "commander";
import type { RefusedRow, Refusal } from "../../description/match-list.ts";
import type { DescribedRow } from "../../description/read-list.ts";
import { DEFAULT_LIMITS } from "../../model/stage.ts";
import type { DescribeSummary } from "../../store/store.ts";
import { addExamples, databaseOption, formatOption } from "../declare.ts";
import { EXIT } from "../exit-codes.ts";
import type { Bilingual } from "../language.ts";
import { withStore } from "../open-store.ts";
import { printRows } from "../rows.ts";
import type { Session } from "../session.ts";
import { printable } from "../text-width.ts";
import { Trouble } from "../trouble.ts";
import { warningText } from "../warning-line.ts";

interface DescribeFlags {
  list: string;
  db: string;
  format: "text" | "json" | "csv";
}

const REFUSALS: { [refusal in Refusal]: Bilingual } = {
  "no-key": { en: "names no document", zh: "未写明是哪个文件" },
  "not-found": { en: "no such document", zh: "库中没有此文件" },
  several: { en: "several documents", zh: "对应多个文件" },
  repeated: { en: "other rows say otherwise", zh: "与其他行矛盾" },
};

/** `fuhe describe`: takes what an archive knows of the documents from its list. */
export function declareDescribe(program: Command, session: Session): void {
  const { text } = session;
  const command = program
    .command("describe")
    .summary(text({ en: "take archival descriptions from a list", zh: "从目录导入档案著录信息" }))
    .description(
      text({
        en: "Takes what the archive knows of the stored documents (全宗号, 档号, 案卷号, 件号, 题名, 责任者, 文件日期, 保管期限, 密级) from a list, CSV or a workbook. Each row names its document by sha256, path or file name. Rows that match no document or several are listed, and not taken. The originals stay as they are.",
        zh: "从目录（CSV 或工作簿）导入已入库文件的著录信息：全宗号、档号、案卷号、件号、题名、责任者、文件日期、保管期限、密级。每行以 sha256、路径或文件名写明文件；对应不到或对应多个文件的行会列出，不予导入。不改动原件。",
      }),
    )
    .requiredOption(
      "--list <file>",
      text({ en: "the list: .csv, .xlsx, .xls", zh: "目录文件：.csv、.xlsx、.xls" }),
    )
    .addOption(databaseOption(session))
    .addOption(formatOption(session, ["text", "json", "csv"], "text"))
    .action((flags: DescribeFlags) => describe(flags, session));
  addExamples(command, session, [
    "fuhe describe --list 归档文件目录.xlsx",
    "fuhe describe --list list.csv --format csv > rest.csv",
  ]);
}

async function describe(flags: DescribeFlags, session: Session): Promise<void> {
  const rows = await readList(flags.list, session);
  const { matchList } = await import("../../description/match-list.ts");
  const folders = [session.io.cwd, dirname(resolve(session.io.cwd, flags.list))];
  const { summary, refused } = await withStore(
    flags.db,
    session,
    async (store) => {
      const found = matchList(rows, await store.originals(), { list: flags.list, folders });
      return { summary: await store.describe(found.matched), refused: found.refused };
    },
    { write: true },
  );
  await printRefused(refused, flags.format, session);
  session.talk(countLine(summary, refused.length, session));
  if (refused.length > 0) session.exitCode = EXIT.found;
}

async function readList(file: string, session: Session): Promise<DescribedRow[]> {
  const { readDescriptionList } = await import("../../description/read-list.ts");
  const bytes = await readFile(resolve(session.io.cwd, file)).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Trouble(EXIT.environment, {
      en: `The list ${file} cannot be read: ${reason}`,
      zh: `无法读取目录 ${file}：${reason}`,
    });
  });
  const list = await readDescriptionList(bytes, {
    warn: (warning) => {
      session.talk(`${printable(file)}: ${warningText(warning, session)}`);
    },
    limits: DEFAULT_LIMITS,
  });
  if ("problem" in list) {
    throw new Trouble(
      EXIT.usage,
      list.problem === "twice"
        ? {
            en: `Two columns of ${file} mean the same: ${list.heading}. Leave one of them.`,
            zh: `${file} 中有两列含义相同：${list.heading}。请只保留一列。`,
          }
        : {
            en: `${file} has no row of headings.\nIt needs one of sha256, 路径 (path), 文件名 (file name), and at least one of 全宗号, 档号, 案卷号, 件号, 题名, 责任者, 文件日期, 保管期限, 密级.`,
            zh: `${file} 中没有表头行。\n表头须有 sha256、路径、文件名之一，以及全宗号、档号、案卷号、件号、题名、责任者、文件日期、保管期限、密级中的至少一项。`,
          },
    );
  }
  if (list.ignored.length > 0) {
    const names = printable(list.ignored.join(", "));
    session.talk(session.text({ en: `Columns not taken: ${names}`, zh: `未导入的列：${names}` }));
  }
  return list.rows;
}

function printRefused(
  refused: readonly RefusedRow[],
  format: DescribeFlags["format"],
  session: Session,
): Promise<void> {
  const { text } = session;
  if (format !== "text") {
    return printRows(
      {
        columns: ["row", "refusal", "key", "candidates"].map((name) => ({ name })),
        rows: refused.map(({ row, refusal, key, candidates }) => [
          row,
          refusal,
          key,
          format === "json" ? candidates : candidates.join("; "),
        ]),
      },
      format,
      session,
    );
  }
  return printRows(
    {
      columns: [
        { name: text({ en: "row", zh: "行" }), align: "right" },
        { name: text({ en: "not taken", zh: "未导入原因" }) },
        { name: text({ en: "looked for", zh: "查找依据" }), elastic: "start" },
        { name: text({ en: "candidates", zh: "可能是" }), elastic: "wrap" },
      ],
      rows: refused.map(({ row, refusal, key, candidates }) => [
        row,
        text(REFUSALS[refusal]),
        key,
        candidates.join("; "),
      ]),
    },
    "table",
    session,
  );
}

function countLine(
  { added, changed, unchanged }: DescribeSummary,
  refused: number,
  session: Session,
): string {
  return session.text({
    en: `${String(added)} added, ${String(changed)} changed, ${String(unchanged)} unchanged, ${String(refused)} rows not taken.`,
    zh: `新增 ${String(added)}，更新 ${String(changed)}，未变 ${String(unchanged)}，未导入 ${String(refused)} 行。`,
  });
}
