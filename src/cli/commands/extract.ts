import { resolve } from "node:path";
import type { Command } from "commander";
import type { Extractor } from "../../extract.ts";
import type { ApartExtractor } from "../../ingest/extractor-pool.ts";
import type { PassedOver } from "../../ingest/never-reports.ts";
import type { InputFile } from "../../ingest/read-files.ts";
import type { Document, ReadDocument } from "../../model/extraction.ts";
import { DEFAULT_LIMITS } from "../../model/stage.ts";
import { addExamples, formatOption, passwordOption, pipelinesOption, timeLimitOption } from "../declare.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { extractorFlags, poolOptions } from "../extractor-flags.ts";
import { failureLine } from "../failure-line.ts";
import { jsonText } from "../json-text.ts";
import { showPages } from "../page-progress.ts";
import { addScanOptions, rereadOption, type ScanFlags } from "../scan-flags.ts";
import type { Session } from "../session.ts";
import { printable } from "../text-width.ts";

interface ExtractFlags extends ScanFlags {
  format?: "json" | "ndjson" | "text";
  plain?: boolean;
  timeLimit?: number;
  passwordFile?: string;
  pipelines?: string;
}

/** `fuhe extract`: prints what reports say. */
export function declareExtract(program: Command, session: Session): void {
  const { text } = session;
  const command = program
    .command("extract")
    .summary(text({ en: "print what reports say, as JSON or text", zh: "读取报告，输出 JSON 或文本" }))
    .description(
      text({
        en: "Reads reports and prints what they say and what the rules find. Nothing is stored.",
        zh: "读取报告，输出其内容和核对结果，不入库。",
      }),
    )
    .argument(
      "<file...>",
      text({ en: "reports to read; - is standard input", zh: "要读取的文件；- 表示标准输入" }),
    )
    .addOption(
      formatOption(session, ["json", "ndjson", "text"]).default(
        undefined,
        text({ en: "text on a terminal, else json", zh: "终端为 text，否则为 json" }),
      ),
    )
    .option(
      "--plain",
      text({ en: "values alone, without what was printed and where", zh: "只输出值，省略原文和位置" }),
    )
    .addOption(timeLimitOption(session))
    .addOption(passwordOption(session))
    .addOption(rereadOption(session))
    .addOption(pipelinesOption(session))
    .action(async (files: string[], flags: ExtractFlags) => {
      session.exitCode = await extract(files, flags, session);
    });
  addScanOptions(command, session);
  addExamples(command, session, [
    "fuhe extract report.txt",
    "fuhe extract scan.pdf photo.jpg",
    "fuhe extract reports/*.txt --format json --plain > reports.json",
    "iconv -f GB18030 report.txt | fuhe extract - --format ndjson",
  ]);
}

async function extract(files: readonly string[], flags: ExtractFlags, session: Session): Promise<ExitCode> {
  const progress = showPages(session, () => performance.now());
  const options = { ...extractorFlags(flags, session), onPages: progress.show };
  const extractor = await session.services.createExtractor(options);
  const pool = await session.services.createPool(poolOptions(1, flags, options));
  try {
    return await print(documentsOf(files, { extractor, pool }, session), flags, session);
  } finally {
    progress.end();
    await pool.close();
  }
}

async function print(
  documents: AsyncIterable<ReadDocument>,
  flags: ExtractFlags,
  session: Session,
): Promise<ExitCode> {
  const format = flags.format ?? (session.io.stdout.isTTY ? "text" : "json");
  const shown =
    flags.plain === true && format !== "text"
      ? (await import("../../model/reading.ts")).plain
      : (document: Document): unknown => document;
  const { EXTRACTION_SCHEMA, withoutScorings } = await import("../../model/extraction.ts");
  let exitCode: ExitCode = EXIT.ok;
  if (format === "json")
    await session.out(`{\n  "schema": ${JSON.stringify(EXTRACTION_SCHEMA)},\n  "documents": [`);
  let following = false;
  // Each document is printed before the next is read, so that many files need no more memory than one.
  for await (const read of documents) {
    const document = withoutScorings(read);
    if (document.failure !== undefined) {
      exitCode = EXIT.found;
      session.talk(failureLine(document.source, document.failure, session));
    }
    if (format === "json")
      await session.out(`${following ? "," : ""}\n${indent(jsonText(shown(document), 2))}`);
    else if (format === "ndjson") await session.out(`${jsonText(shown(document))}\n`);
    else await session.out(await renderDocument(document, following, session));
    following = true;
  }
  if (format === "json") await session.out("\n  ]\n}\n");
  return exitCode;
}

/** In JSON a line feed stands only between tokens; other line separators may stand inside a text. */
function indent(json: string): string {
  return `    ${json.replaceAll("\n", "\n    ")}`;
}

/** The documents of the files, and of the files in archives, in the order they were named. */
async function* documentsOf(
  files: readonly string[],
  { extractor, pool }: { extractor: Extractor; pool: ApartExtractor },
  session: Session,
): AsyncGenerator<ReadDocument> {
  const { readFiles } = await import("../../ingest/read-files.ts");
  const { extractFile } = await import("../../ingest/extract-file.ts");
  const passed: PassedOver = new Map();
  for (const file of files) {
    const inputs =
      file === "-" ? readStdin(session, passed) : readFiles(resolve(session.io.cwd, file), file, passed);
    for await (const input of inputs) yield await extractFile(input, extractor, pool);
  }
  if (passed.size === 0) return;
  const listed = [...passed].map(([extension, count]) => `${extension} ${String(count)}`).join(", ");
  session.talk(
    session.text({ en: `Passed over in archives: ${listed}`, zh: `压缩包中略过的文件：${listed}` }),
  );
}

async function* readStdin(session: Session, passed: PassedOver): AsyncGenerator<InputFile> {
  const { stdin } = session.io;
  if (stdin.isTTY === true) {
    session.talk(
      session.text({
        en: "Reading from the terminal; Ctrl-D ends it.",
        zh: "正在从终端读取，按 Ctrl-D 结束。",
      }),
    );
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stdin) {
    chunks.push(chunk);
    size += chunk.length;
    // One byte too many is enough for the extractor to refuse it; the rest need not be held.
    if (size > DEFAULT_LIMITS.bytes) break;
  }
  const { unpackFiles } = await import("../../ingest/read-files.ts");
  yield* unpackFiles(Buffer.concat(chunks), "-", passed);
}

async function renderDocument(document: Document, following: boolean, session: Session): Promise<string> {
  const { renderRecord, renderWarnings } = await import("../record-text.ts");
  const parts = document.records.map((record) => renderRecord(record, session, { narratives: false }));
  if (document.warnings.length > 0) parts.push(renderWarnings(document.warnings, session));
  const title = session.paint("cyan", `── ${printable(document.source)}`);
  return `${following ? "\n" : ""}${title}\n${parts.join("\n")}`;
}
