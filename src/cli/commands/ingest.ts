import { availableParallelism, totalmem } from "node:os";
import type { Command } from "commander";
import type { IngestSummary } from "../../ingest/ingest.ts";
import type { FoundFiles } from "../../ingest/find-files.ts";
import type { Stamp, Store } from "../../store/store.ts";
import { boundYoungMemory, growSlowly } from "../bound-memory.ts";
import {
  addExamples,
  databaseOption,
  passwordOption,
  pipelinesOption,
  timeLimitOption,
  wholeNumber,
} from "../declare.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { extractorFlags, poolOptions } from "../extractor-flags.ts";
import { failureLine } from "../failure-line.ts";
import { withNewStore } from "../open-store.ts";
import { showProgress } from "../progress.ts";
import { addScanOptions, type ScanFlags } from "../scan-flags.ts";
import type { Session } from "../session.ts";
import { padTo, widthOf } from "../text-width.ts";
import { programVersion } from "../version.ts";

interface IngestFlags extends ScanFlags {
  db: string;
  jobs?: number;
  timeLimit?: number;
  passwordFile?: string;
  pipelines?: string;
}

/** Two processes read as fast as the one writer stores. */
const USUAL_JOBS = 2;
/** Each takes some 100 MB. */
const MOST_JOBS = 64;
/** A process that reads scans, with its engines, takes up to this many bytes. */
const MEMORY_OF_JOB = 1.5 * 1024 ** 3;
const PICTURE = /\.(?:png|jpe?g|tiff?|webp|bmp|gif)$/iu;
const MAY_BE_SCAN = /\.(?:pdf|ofd|zip)$/iu;
/** Fewer of these, most of which are no scans, are not worth a process more. */
const FEW_DOCUMENTS = 4;
/** Below this many files starting a second process takes longer than they save. */
const WORTH_THREADS = 100;

/** `fuhe ingest`: reads reports into the database. */
export function declareIngest(program: Command, session: Session): void {
  const { text } = session;
  const command = program
    .command("ingest")
    .summary(text({ en: "read reports into the database", zh: "读取报告并入库" }))
    .description(
      text({
        en:
          "Reads files, folders (with all below them) and glob patterns into the database. What is stored already is " +
          "passed over, a changed file takes the place of what it said before, a file that cannot be read is listed " +
          "(fuhe failures) and stops nothing.",
        zh:
          "将文件、目录（含子目录）和通配符匹配的报告读取入库。已入库且未变的文件会跳过，有变化的文件替换其原有记录，" +
          "无法读取的文件列入失败清单（fuhe failures），不影响其他文件。",
      }),
    )
    .argument(
      "<path...>",
      text({ en: "files, folders, or patterns in quotes", zh: "文件、目录，或加引号的通配符" }),
    )
    .addOption(databaseOption(session))
    .option(
      "--jobs <n>",
      text({
        en: `files read at a time, each in a process of its own (by processors and files where it is not given: up to ${USUAL_JOBS}, for scans as many as there are processors and memory)`,
        zh: `同时读取的文件数，各占一个进程（默认按处理器和文件数，至多 ${USUAL_JOBS}；识别扫描件时按处理器数和内存）`,
      }),
      wholeNumber(session, 1, MOST_JOBS),
    )
    .addOption(timeLimitOption(session))
    .addOption(passwordOption(session))
    .option(
      "--reread",
      text({
        en: "read pictures themselves where the text recognised in them (.hocr, .xml, .tsv, .txt) lies beside them or invisibly over them",
        zh: "图片旁已有识别结果（.hocr、.xml、.tsv、.txt），或其上有不可见的文字层时，仍重新识别图片本身",
      }),
    )
    .addOption(pipelinesOption(session))
    .action(async (paths: string[], flags: IngestFlags) => {
      session.exitCode = await ingestPaths(paths, flags, session);
    });
  addScanOptions(command, session);
  addExamples(command, session, [
    "fuhe ingest reports/ --db data/fuhe.db",
    "fuhe ingest 'archive/2021/**/*.txt' --jobs 2",
  ]);
}

async function ingestPaths(
  paths: readonly string[],
  flags: IngestFlags,
  session: Session,
): Promise<ExitCode> {
  const { findFiles } = await import("../../ingest/find-files.ts");
  const found = await findFiles(paths, session.io.cwd, { reread: flags.reread === true });
  return withNewStore(flags.db, session, (store) => ingestInto(store, found, paths, flags, session));
}

async function ingestInto(
  store: Store,
  found: FoundFiles,
  paths: readonly string[],
  flags: IngestFlags,
  session: Session,
): Promise<ExitCode> {
  const { ingest } = await import("../../ingest/ingest.ts");
  const progress = showProgress(found.files.length + found.unreachable.length, session, () =>
    performance.now(),
  );
  const options = { ...extractorFlags(flags, session, flags.db), onPages: progress.pages };
  growSlowly();
  const jobs = flags.jobs ?? usualJobs(found.files, flags.ocr !== "off");
  const extractor = await session.services.createExtractor(options);
  const pool = await session.services.createPool(poolOptions(jobs, flags, options));
  const stop = new AbortController();
  const run = await store.startRun({ paths: [...paths], jobs });
  const stamp: Stamp = { profileHash: extractor.profileHash, programVersion: programVersion(), run };
  const stopListening = session.io.onInterrupt(() => {
    progress.note(
      session.text({
        en: "Stopping: what is under way is being finished; Ctrl-C again stops at once.",
        zh: "正在停止：先完成手头的文件；再按 Ctrl-C 立即停止。",
      }),
    );
    stop.abort();
  });
  try {
    const summary = await ingest(found, {
      store,
      extractor,
      pool,
      stamp,
      cwd: session.io.cwd,
      jobs,
      signal: stop.signal,
      onFile(file) {
        progress.pages(file.source, 1, 1);
        if (file.failure !== undefined) progress.note(failureLine(file.source, file.failure, session));
        boundYoungMemory();
      },
      onPath: () => progress.step(),
    });
    progress.end();
    await store.finishRun(run, { ...summary, interrupted: stop.signal.aborted });
    await session.out(renderSummary(summary, found, flags.db, session));
    if (stop.signal.aborted) return tellHowToGoOn(summary, session);
    return summary.failed > 0 ? EXIT.found : EXIT.ok;
  } finally {
    stopListening();
    progress.end();
    await pool.close();
  }
}

/** Reading scans keeps every processor busy that has the memory for it; reading anything else is as fast as it is stored. */
function usualJobs(files: readonly string[], readsScans: boolean): number {
  const pictures = readsScans ? files.filter((file) => PICTURE.test(file)).length : 0;
  const documents = readsScans ? files.filter((file) => MAY_BE_SCAN.test(file)).length : 0;
  const worth = Math.max(pictures, Math.floor(documents / FEW_DOCUMENTS));
  const most = Math.min(availableParallelism(), Math.floor(totalmem() / MEMORY_OF_JOB), MOST_JOBS);
  if (worth > 1) return Math.max(1, Math.min(most, worth));
  return files.length < WORTH_THREADS ? 1 : Math.min(availableParallelism(), USUAL_JOBS);
}

function renderSummary(
  summary: IngestSummary,
  found: FoundFiles,
  database: string,
  session: Session,
): string {
  const { text } = session;
  const { findings } = summary;
  const skipped = [...found.skipped].map(([extension, count]) => `${extension} ${count}`).join(", ");
  const lines: [string, string][] = [
    [text({ en: "read", zh: "新读取" }), String(summary.added)],
    [text({ en: "replaced", zh: "已替换" }), String(summary.replaced)],
    [text({ en: "unchanged", zh: "未变化" }), String(summary.unchanged)],
    [
      text({ en: "failed", zh: "失败" }),
      summary.failed === 0
        ? "0"
        : session.paint("red", String(summary.failed)) +
          text({ en: "  see: fuhe failures", zh: "  查看：fuhe failures" }),
    ],
    [text({ en: "records", zh: "记录" }), String(summary.records)],
    [
      text({ en: "findings", zh: "不一致" }),
      text({
        en: `error ${findings.error}, warning ${findings.warning}, info ${findings.info}`,
        zh: `错误 ${findings.error}，警告 ${findings.warning}，提示 ${findings.info}`,
      }),
    ],
    ...(skipped === ""
      ? []
      : [[text({ en: "passed over", zh: "略过" }), skipped] satisfies [string, string]]),
    [text({ en: "database", zh: "数据库" }), database],
  ];
  const width = Math.max(...lines.map(([label]) => widthOf(label)));
  return lines.map(([label, value]) => `${padTo(label, width)}  ${value}\n`).join("");
}

function tellHowToGoOn(summary: IngestSummary, session: Session): ExitCode {
  session.talk(
    session.text({
      en:
        `Interrupted; ${summary.left} files were not begun. All that was read is stored: ` +
        "run the same command again to go on, it passes over what is stored.",
      zh: `已中断，还有 ${summary.left} 个文件未处理。已读取的均已入库：再次运行同一命令即可继续，已入库的会跳过。`,
    }),
  );
  return EXIT.interrupted;
}
