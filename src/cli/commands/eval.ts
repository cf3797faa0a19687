import { resolve } from "node:path";
import type { Command } from "commander";
import type { Report } from "../../evaluation/report.ts";
import type { Document } from "../../model/extraction.ts";
import { addExamples, formatOption, passwordOption, pipelinesOption } from "../declare.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { extractorFlags, poolOptions } from "../extractor-flags.ts";
import { jsonText } from "../json-text.ts";
import { showPages } from "../page-progress.ts";
import { addScanOptions, type ScanFlags } from "../scan-flags.ts";
import type { Session } from "../session.ts";
import { printableLines } from "../text-width.ts";
import { failureText } from "../../model/failure-text.ts";
import { Trouble } from "../trouble.ts";

interface EvalFlags extends ScanFlags {
  format: "text" | "json";
  passwordFile?: string;
  pipelines?: string;
}

/** `fuhe eval`: measures what is read against what is known. */
export function declareEval(program: Command, session: Session): void {
  const { text } = session;
  const command = program
    .command("eval")
    .summary(text({ en: "measure reading against labelled samples", zh: "用已标注的样本检验读取质量" }))
    .description(
      text({
        en:
          "Reads documents and holds them against golds: JSON files that say what a document holds, in the form that " +
          "extract --plain prints. Prints precision, recall and F1 of the fields, exact rows and records, checks found, " +
          "and wrong numbers that carry no mark. Ends with 1 where anything differs from a gold.",
        zh:
          "读取文件并与标注文件比较。标注文件是 JSON 文件，写法与 extract --plain 的输出相同。" +
          "输出各字段的准确率、召回率和 F1，完全一致的行和记录，找到的核对结果，以及没有标记的错误数字。有任何不一致时退出码为 1。",
      }),
    )
    .argument(
      "<docs>",
      text({ en: "a folder of documents, or one document", zh: "文件所在目录，或单个文件" }),
    )
    .argument("<golds>", text({ en: "a folder of golds, or one gold", zh: "标注文件所在目录，或单个文件" }))
    .addOption(formatOption(session, ["text", "json"], "text"))
    .addOption(passwordOption(session))
    .addOption(pipelinesOption(session))
    .action(async (docs: string, golds: string, flags: EvalFlags) => {
      session.exitCode = await evaluateFiles(docs, golds, flags, session);
    });
  addScanOptions(command, session);
  addExamples(command, session, [
    "fuhe eval samples/ golds/",
    "fuhe eval samples/ golds/ --format json > report.json",
  ]);
}

async function evaluateFiles(
  docs: string,
  golds: string,
  flags: EvalFlags,
  session: Session,
): Promise<ExitCode> {
  const { readGolds } = await import("../read-golds.ts");
  const labelled = await readGolds(golds, session.io.cwd);
  if (labelled.length === 0) {
    throw new Trouble(EXIT.usage, {
      en: `There is no gold in ${golds}.\nA gold is a JSON file such as "fuhe extract FILE --plain" prints, corrected by hand.`,
      zh: `${golds} 中没有标注文件。\n标注文件是人工改正过的 "fuhe extract 文件 --plain" 输出（JSON）。`,
    });
  }
  const { evaluate } = await import("../../evaluation/evaluate.ts");
  const report = evaluate(await readDocuments(docs, flags, session), labelled);
  if (flags.format === "json") {
    await session.out(`${jsonText(report, 2)}\n`);
  } else {
    const { renderReport } = await import("../evaluation-text.ts");
    await session.out(printableLines(renderReport(report, session.language)));
  }
  return isFaultless(report) ? EXIT.ok : EXIT.found;
}

async function readDocuments(docs: string, flags: EvalFlags, session: Session): Promise<Document[]> {
  const { findFiles } = await import("../../ingest/find-files.ts");
  const { files, unreachable } = await findFiles([docs], session.io.cwd);
  const [missing] = unreachable;
  if (files.length === 0 && missing !== undefined) {
    const { en, zh } = failureText(missing.failure);
    throw new Trouble(EXIT.environment, { en: `${missing.source}: ${en}`, zh: `${missing.source}：${zh}` });
  }
  const { readFiles } = await import("../../ingest/read-files.ts");
  const { extractFile } = await import("../../ingest/extract-file.ts");
  const progress = showPages(session, () => performance.now());
  const options = { ...extractorFlags(flags, session), onPages: progress.show };
  const extractor = await session.services.createExtractor(options);
  const pool = await session.services.createPool(poolOptions(1, {}, options));
  try {
    const documents: Document[] = [];
    for (const source of files) {
      for await (const file of readFiles(resolve(session.io.cwd, source), source))
        documents.push(await extractFile(file, extractor, pool));
    }
    return documents;
  } finally {
    progress.end();
    await pool.close();
  }
}

/** Nothing that the golds claim came out otherwise. Checks that they do not list are for a person to judge. */
function isFaultless({ documents }: Report): boolean {
  return documents.every(
    (document) =>
      document.absent === null && document.faults.length === 0 && document.checksNotFound.length === 0,
  );
}
