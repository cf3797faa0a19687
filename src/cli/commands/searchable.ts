import { writeFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
import type { Command } from "commander";
import type { Warning } from "../../model/extraction.ts";
import { Failure } from "../../model/failure.ts";
import { DEFAULT_LIMITS } from "../../model/stage.ts";
import { addExamples, passwordOption } from "../declare.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { showPages } from "../page-progress.ts";
import { readPassword } from "../read-password.ts";
import { addScanOptions, readerPlan, type ScanFlags } from "../scan-flags.ts";
import type { Session } from "../session.ts";
import { printable } from "../text-width.ts";
import { Trouble } from "../trouble.ts";
import { programVersion } from "../version.ts";
import { warningLine } from "../warning-line.ts";
import { writingTrouble } from "../writing-trouble.ts";

interface SearchableFlags extends ScanFlags {
  output: string;
  passwordFile?: string;
}

/** `fuhe searchable`: puts the recognised text invisibly over a scan. */
export function declareSearchable(program: Command, session: Session): void {
  const { text } = session;
  const command = program
    .command("searchable")
    .summary(text({ en: "make a searchable PDF of a scan", zh: "将扫描件制成可检索的 PDF" }))
    .description(
      text({
        en: "Writes a PDF (PDF/A-2b where its pages allow it) that looks like the scan and in which its text can be found: the pictures stay as they are, the text lies over them unseen.",
        zh: "生成与扫描件外观相同、文字可检索的 PDF（页面允许时为 PDF/A-2b）：图像保持原样，文字不可见地覆于其上。",
      }),
    )
    .argument("<file>", text({ en: "a PDF or a picture", zh: "PDF 或图片" }))
    .requiredOption("-o, --output <file>", text({ en: "the PDF to write", zh: "要写入的 PDF 文件" }))
    .addOption(passwordOption(session))
    .action(async (file: string, flags: SearchableFlags) => {
      session.exitCode = await searchable(file, flags, session);
    });
  addScanOptions(command, session);
  addExamples(command, session, ["fuhe searchable scan.pdf -o scan-searchable.pdf"]);
}

async function searchable(file: string, flags: SearchableFlags, session: Session): Promise<ExitCode> {
  const output = resolve(session.io.cwd, flags.output);
  if (output === resolve(session.io.cwd, file)) {
    throw new Trouble(EXIT.usage, {
      en: `-o ${flags.output} is the scan itself, which stays as it is; name another file.`,
      zh: `-o ${flags.output} 就是扫描件本身，原件不会被改动；请指定其他文件。`,
    });
  }
  const password = readPassword(flags, session);
  const { readStored } = await import("../../ingest/read-stored.ts");
  const bytes = await readStored(file, session.io.cwd);
  if (bytes === null)
    throw new Failure(
      "not-readable",
      `无法读取 ${file}，请检查路径和权限 / ${file} cannot be read; check the path and its permissions`,
    );
  const { openPageReader } = await import("../../scans/open-page-reader.ts");
  const { writeSearchable } = await import("../../searchable/write-searchable.ts");
  const plan = readerPlan(flags, session);
  const ocr = plan === undefined ? null : openPageReader(plan);
  const progress = showPages(session, () => performance.now());
  let exitCode: ExitCode = EXIT.ok;
  const warn = (warning: Warning): void => {
    progress.end();
    if (warning.code === "page-not-recognised") exitCode = EXIT.found;
    session.talk(warningLine(file, warning, session));
  };
  try {
    const made = await writeSearchable(
      bytes,
      { title: basename(file), program: `fuhe ${programVersion()}` },
      {
        warn,
        limits: DEFAULT_LIMITS,
        onPages: (done, total) => progress.show(file, done, total),
        ...(ocr === null ? {} : { ocr }),
        ...(password === undefined ? {} : { password }),
      },
    );
    progress.end();
    await writeFile(output, made.bytes).catch((error: Error) => {
      throw writingTrouble(flags.output, error);
    });
    if (made.notArchival !== null) {
      session.talk(
        session.text({
          en: `${printable(file)}: not marked as PDF/A, because of what the original holds: ${made.notArchival}`,
          zh: `${printable(file)}：原件含有 ${made.notArchival}，因此未标为 PDF/A`,
        }),
      );
    }
    await session.out(`${flags.output}\n`);
    return exitCode;
  } finally {
    progress.end();
    await ocr?.close();
  }
}
