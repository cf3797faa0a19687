import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Command } from "commander";
import { Failure } from "../../model/failure.ts";
import { DEFAULT_LIMITS } from "../../model/stage.ts";
import type { BareTable, DocumentTables } from "../../tables.ts";
import { addExamples, formatOption, passwordOption } from "../declare.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { failureLine } from "../failure-line.ts";
import { jsonText } from "../json-text.ts";
import { readPassword } from "../read-password.ts";
import { showPages } from "../page-progress.ts";
import { addScanOptions, readerPlan, type ScanFlags } from "../scan-flags.ts";
import type { Session } from "../session.ts";
import { renderTable } from "../table.ts";
import { printable } from "../text-width.ts";
import { warningLine } from "../warning-line.ts";

interface TablesFlags extends ScanFlags {
  format?: "json" | "ndjson" | "text";
  passwordFile?: string;
}

/** `fuhe tables`: prints the bare tables of any document. */
export function declareTables(program: Command, session: Session): void {
  const { text } = session;
  const command = program
    .command("tables")
    .summary(text({ en: "print the bare tables of any document", zh: "输出任意文件中的表格" }))
    .description(
      text({
        en: "Prints the tables of documents as they stand there, whatever they are about. Nothing is stored.",
        zh: "原样输出文件中的表格，不论内容是什么，不入库。",
      }),
    )
    .argument("<file...>", text({ en: "documents to read", zh: "要读取的文件" }))
    .addOption(
      formatOption(session, ["json", "ndjson", "text"]).default(
        undefined,
        text({ en: "text on a terminal, else ndjson", zh: "终端为 text，否则为 ndjson" }),
      ),
    )
    .addOption(passwordOption(session))
    .action(async (files: string[], flags: TablesFlags) => {
      session.exitCode = await printTables(files, flags, session);
    });
  addScanOptions(command, session);
  addExamples(command, session, [
    "fuhe tables report.pdf",
    "fuhe tables *.pdf --format ndjson > tables.ndjson",
  ]);
}

async function printTables(
  files: readonly string[],
  flags: TablesFlags,
  session: Session,
): Promise<ExitCode> {
  const password = readPassword(flags, session);
  const { extractTables } = await import("../../tables.ts");
  const { openPageReader } = await import("../../scans/open-page-reader.ts");
  const plan = readerPlan(flags, session);
  const ocr = plan === undefined ? null : openPageReader(plan);
  const progress = showPages(session, () => performance.now());
  const format = flags.format ?? (session.io.stdout.isTTY ? "text" : "ndjson");
  let exitCode: ExitCode = EXIT.ok;
  const found: DocumentTables[] = [];
  for (const file of files) {
    try {
      const bytes = await readFile(resolve(session.io.cwd, file)).catch(refuseUnreadable);
      const tables = await extractTables(bytes, file, {
        warn: (warning) => {
          progress.end();
          session.talk(warningLine(file, warning, session));
        },
        limits: DEFAULT_LIMITS,
        onPages: (done, total) => progress.show(file, done, total),
        ...(ocr === null ? {} : { ocr }),
        ...(password === undefined ? {} : { password }),
      });
      if (format === "json") found.push(tables);
      else if (format === "ndjson") await session.out(`${jsonText(tables)}\n`);
      else await session.out(renderTables(tables, session));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      exitCode = EXIT.found;
      progress.end();
      session.talk(failureLine(file, error, session));
    }
  }
  await ocr?.close();
  if (format === "json") await session.out(`${jsonText(found, 2)}\n`);
  return exitCode;
}

/** Tables for a person: their texts in columns, under a line that says where they stand. */
function renderTables({ pdf, tables }: DocumentTables, session: Session): string {
  const shown = tables.map((table) => renderOne(table, session));
  const none = session.text({ en: "no tables", zh: "没有表格" });
  const title = session.paint("cyan", `── ${printable(pdf)}`);
  return `${title}\n${shown.length === 0 ? `${none}\n` : shown.join("\n")}\n`;
}

function renderOne({ page, rows }: BareTable, session: Session): string {
  const columns = (rows[0] ?? []).map((_, column) => ({
    heading: String(column + 1),
    elastic: "wrap" as const,
  }));
  const texts = rows.map((row) => row.map((text) => text.replaceAll("\n", " ")));
  const heading = session.paint("bold", session.text({ en: `page ${page}`, zh: `第 ${page} 页` }));
  return `${heading}\n${renderTable(columns, texts, { width: session.width })}`;
}

function refuseUnreadable(cause: Error): never {
  throw new Failure("not-readable", `无法读取文件 / the file cannot be read: ${cause.message}`, { cause });
}
