import { resolve } from "node:path";
import type { ExtractorOptions } from "../extract.ts";
import type { PoolOptions } from "../ingest/extractor-pool.ts";
import type { Session } from "./session.ts";
import { readPassword } from "./read-password.ts";
import { readerPlan, type ScanFlags } from "./scan-flags.ts";
import { stackOf } from "./stack.ts";
import { printableLines } from "./text-width.ts";

/** How files are extracted apart from this process, so many at a time. */
export function poolOptions(
  processes: number,
  { timeLimit }: { timeLimit?: number },
  extractor: ExtractorOptions,
): PoolOptions {
  return { processes, extractor, ...(timeLimit === undefined ? {} : { timeLimit: timeLimit * 1000 }) };
}

/** What the flags of a command say about how to extract; readings of scans are kept beside the database where one is named. */
export function extractorFlags(
  { pipelines, ...flags }: { pipelines?: string; passwordFile?: string } & ScanFlags,
  session: Session,
  database?: string,
): ExtractorOptions {
  const password = readPassword(flags, session);
  const ocr = readerPlan(flags, session, database);
  return {
    ...(ocr === undefined ? {} : { ocr }),
    ...(flags.reread === true ? { reread: true } : {}),
    ...(password === undefined ? {} : { password }),
    ...(pipelines === undefined ? {} : { pipelines: resolve(session.io.cwd, pipelines) }),
    ...(session.debug
      ? { onFault: (error, source) => session.talk(printableLines(`${source}: ${stackOf(error)}`)) }
      : {}),
  };
}
