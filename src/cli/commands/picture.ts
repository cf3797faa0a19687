import { mkdir, writeFile } from "node:fs/promises";
import { basename, extname, join, resolve } from "node:path";
import type { Command } from "commander";
import type { Warning } from "../../model/extraction.ts";
import { Failure } from "../../model/failure.ts";
import type { Record } from "../../model/record.ts";
import { DEFAULT_LIMITS } from "../../model/stage.ts";
import type { Drawing } from "../../pictures/draw-page.ts";
import { addExamples, passwordOption, pipelinesOption } from "../declare.ts";
import { EXIT } from "../exit-codes.ts";
import { extractorFlags } from "../extractor-flags.ts";
import { failureLine } from "../failure-line.ts";
import { showPages } from "../page-progress.ts";
import { addScanOptions, readerPlan, rereadOption, type ScanFlags } from "../scan-flags.ts";
import type { Session } from "../session.ts";
import { Trouble } from "../trouble.ts";
import { warningLine } from "../warning-line.ts";
import { writingTrouble } from "../writing-trouble.ts";

interface PictureFlags extends ScanFlags {
  output: string;
  pages?: string;
  passwordFile?: string;
  pipelines?: string;
}

/** `fuhe picture`: draws the pages of a document with what was understood of them. */
export function declarePicture(program: Command, session: Session): void {
  const { text } = session;
  const command = program
    .command("picture")
    .summary(text({ en: "draw pages with what was understood", zh: "画出页面及识别结果" }))
    .description(
      text({
        en: "Draws the pages of a PDF, an OFD or a picture with the recovered tables (violet), the labels (blue), the values (green) and the doubtful ones (red) over them: NAME-p1.png for page 1.",
        zh: "画出 PDF、OFD 或图片的页面，并标出还原的表格（紫）、标签（蓝）、数值（绿）和存疑的数值（红）：第 1 页为 文件名-p1.png。",
      }),
    )
    .argument(
      "<file>",
      text({
        en: "the document; one in an archive as archive.zip/name.pdf",
        zh: "要画的文件；压缩包中的写作 archive.zip/name.pdf",
      }),
    )
    .option("-o, --output <dir>", text({ en: "folder for the pictures", zh: "图片所在目录" }), ".")
    .option("--pages <pages>", text({ en: "only these, as 1-3 or 2,5-7", zh: "只画这些页，如 1-3 或 2,5-7" }))
    .addOption(passwordOption(session))
    .addOption(rereadOption(session))
    .addOption(pipelinesOption(session))
    .action((file: string, flags: PictureFlags) => picture(file, flags, session));
  addScanOptions(command, session);
  addExamples(command, session, [
    "fuhe picture report.pdf",
    "fuhe picture report.pdf -o pictures --pages 1-3",
  ]);
}

async function picture(file: string, flags: PictureFlags, session: Session): Promise<void> {
  const { readStored } = await import("../../ingest/read-stored.ts");
  const bytes = await readStored(file, session.io.cwd);
  if (bytes === null)
    throw new Failure(
      "not-readable",
      `无法读取 ${file}，请检查路径和权限 / ${file} cannot be read; check the path and its permissions`,
    );
  const { openPageReader } = await import("../../scans/open-page-reader.ts");
  const { rememberPages } = await import("../../scans/remember-pages.ts");
  const plan = readerPlan(flags, session);
  const reader = plan === undefined ? null : openPageReader(plan);
  // Pages are asked for twice: to read the records, and to draw them.
  const ocr = reader === null ? null : rememberPages(reader);
  const progress = showPages(session, () => performance.now());
  const { ocr: _, ...options } = extractorFlags(flags, session);
  const extractor = await session.services.createExtractor({
    ...options,
    ...(ocr === null ? {} : { ocr }),
    onPages: progress.show,
  });
  const { records, failure } = await extractor.extractBytes(bytes, file);
  progress.end();
  const { openDrawing } = await import("../../pictures/draw-page.ts");
  const isLabel = await labelsOf(records, flags, session);
  // Doubts about the record are for "fuhe extract"; here it matters which pages could not be read.
  const warn = (warning: Warning): void => {
    session.talk(warningLine(file, warning, session));
  };
  const drawing = await openDrawing(
    bytes,
    { records, isLabel, reread: flags.reread === true },
    {
      warn,
      limits: DEFAULT_LIMITS,
      ...(ocr === null ? {} : { ocr }),
      ...(options.password === undefined ? {} : { password: options.password }),
    },
  );
  try {
    // Its pages and tables can be drawn all the same.
    if (failure !== undefined) session.talk(failureLine(file, failure, session));
    await drawPages(drawing, file, flags, session);
  } finally {
    await drawing.close();
    await ocr?.close();
  }
}

async function drawPages(
  drawing: Drawing,
  file: string,
  flags: PictureFlags,
  session: Session,
): Promise<void> {
  const pages = choosePages(flags.pages, drawing.pages, file);
  const folder = resolve(session.io.cwd, flags.output);
  await mkdir(folder, { recursive: true }).catch((error: Error) => {
    throw writingTrouble(flags.output, error);
  });
  for (const page of pages) {
    const name = `${basename(file, extname(file))}-p${String(page)}.png`;
    const png = await drawing.draw(page);
    await writeFile(join(folder, name), png).catch((error: Error) => {
      throw writingTrouble(join(flags.output, name), error);
    });
    await session.out(`${join(flags.output, name)}\n`);
  }
}

/** The numbers of the pages that are asked for, in order, each once; all where nothing is said. */
function choosePages(pages: string | undefined, count: number, file: string): number[] {
  const chosen = new Set<number>();
  for (const part of pages?.split(",") ?? [`1-${String(count)}`]) {
    const [, first = "", last = first] = /^\s*(\d+)\s*(?:-\s*(\d+)\s*)?$/u.exec(part) ?? [];
    const [from, to] = [Number(first), Number(last)];
    if (first === "" || from < 1 || from > to || to > count) {
      throw new Trouble(EXIT.usage, {
        en: `--pages ${part}: ${file} has the pages 1 to ${String(count)}; write 1-3, 2 or 2,5-7.`,
        zh: `--pages ${part}：${file} 的页码为 1 到 ${String(count)}；写法如 1-3、2 或 2,5-7。`,
      });
    }
    for (let page = from; page <= to; page += 1) chosen.add(page);
  }
  return [...chosen].sort((a, b) => a - b);
}

/** Tells the labels of the forms that the records were read by, those of the general profile where there is no record. */
async function labelsOf(
  records: readonly Record[],
  { pipelines }: PictureFlags,
  session: Session,
): Promise<(text: string) => boolean> {
  const { BUILT_IN_PROFILES, GENERAL, loadProfiles } = await import("../../forms/load-profiles.ts");
  const { compileLexicon } = await import("../../forms/lexicon.ts");
  const own = pipelines === undefined ? [] : [resolve(session.io.cwd, pipelines)];
  const used = new Set([GENERAL, ...records.map(({ form }) => form)]);
  const lexicons = loadProfiles([BUILT_IN_PROFILES, ...own])
    .filter(({ id }) => used.has(id))
    .map(compileLexicon);
  return (text) => lexicons.some((lexicon) => lexicon.look(text).length > 0);
}
