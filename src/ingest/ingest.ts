import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import PQueue from "p-queue";
import type { Extractor } from "../extract.ts";
import type { Severity } from "../model/check.ts";
import type { Document } from "../model/extraction.ts";
import { Failure } from "../model/failure.ts";
import { DEFAULT_LIMITS } from "../model/stage.ts";
import type { SaveOutcome, Stamp, Store } from "../store/store.ts";
import type { ExtractorPool } from "./extractor-pool.ts";
import { failedDocument } from "./failed-document.ts";
import type { FoundFiles } from "./find-files.ts";

export interface IngestOptions {
  store: Store;
  extractor: Extractor;
  /** Threads to extract in; without it extraction happens in this one. */
  pool?: ExtractorPool;
  stamp: Stamp;
  /** Folder that relative names start from. */
  cwd: string;
  /** Files under way at once, at least 1. No more documents than this are ever held in memory. */
  jobs: number;
  /** Once it is aborted no further file is begun; those under way are finished and stored. */
  signal?: AbortSignal;
  /** Told of each file when it is done. */
  onFile?: (file: IngestedFile) => void;
}

/** What came of one file. */
export interface IngestedFile {
  source: string;
  outcome: SaveOutcome;
  /** Set where nothing could be read, now or, where it is unchanged, when it was last read. */
  failure?: { code: string; message: string };
}

/** What came of a batch. Each file is counted in one of `added`, `replaced`, `unchanged`, `failed`. */
export interface IngestSummary {
  added: number;
  replaced: number;
  unchanged: number;
  failed: number;
  /** Those that were not begun because the batch was interrupted. */
  left: number;
  /** Records of the files that were read. */
  records: number;
  /** Checks of these that differ. */
  findings: { [severity in Severity]: number };
}

/**
 * Reads files into the store. A file that cannot be read is stored as a failure and stops nothing.
 * Rejects with the `Failure` of the store where that cannot go on (`disk-full`, …); what was stored stays.
 */
export async function ingest(found: FoundFiles, options: IngestOptions): Promise<IngestSummary> {
  const { store, jobs, signal } = options;
  const summary: IngestSummary = {
    added: 0,
    replaced: 0,
    unchanged: 0,
    failed: 0,
    left: 0,
    records: 0,
    findings: { error: 0, warning: 0, info: 0 },
  };
  const knownFailures = new Map((await store.failures()).map((failure) => [failure.path, failure]));
  // A folder that was closed last time is open now.
  for (const folder of found.folders) if (knownFailures.has(folder)) await store.forgetUnread(folder);
  const writer = new PQueue({ concurrency: 1 });
  const readers = new PQueue({ concurrency: jobs });
  let trouble: unknown;

  const done = (file: IngestedFile, document?: Document): void => {
    summary[file.failure === undefined ? file.outcome : "failed"] += 1;
    summary.records += document?.records.length ?? 0;
    for (const record of document?.records ?? []) {
      for (const check of record.checks)
        if (check.verdict === "differs") summary.findings[check.severity] += 1;
    }
    options.onFile?.(file);
  };
  const save = async (document: Document): Promise<void> => {
    const { outcome, saved } = await writer.add(() => saveSafely(document, options));
    const { source, failure } = saved;
    done({ source, outcome, ...(failure === undefined ? {} : { failure }) }, saved);
  };
  const readOne = async (source: string): Promise<void> => {
    const file = await readSmall(resolve(options.cwd, source));
    if (file !== null && (await store.isCurrent(source, file.sha256, options.stamp))) {
      const failure = knownFailures.get(source);
      done({ source, outcome: "unchanged", ...(failure === undefined ? {} : { failure }) });
      return;
    }
    await save(await extractOne(source, file, options));
  };
  const begin = async (task: () => Promise<void>): Promise<void> => {
    // No queue builds up: a file is looked at when there is a place for it.
    await readers.onSizeLessThan(1);
    readers
      .add(async () => {
        if (signal?.aborted !== true && trouble === undefined) await task();
      })
      .catch((error: unknown) => {
        trouble ??= error;
      });
  };

  for (const { source, failure } of found.unreachable)
    await begin(() => save(failedDocument(source, failure)));
  for (const source of found.files) await begin(() => readOne(source));
  await readers.onIdle();
  if (trouble !== undefined) throw trouble;
  const { added, replaced, unchanged, failed } = summary;
  summary.left = found.files.length + found.unreachable.length - added - replaced - unchanged - failed;
  return summary;
}

interface SmallFile {
  bytes: Uint8Array;
  sha256: string;
}

/** The bytes of a file; null where it cannot be read or is too large, which the extractor then says in its own words. */
async function readSmall(path: string): Promise<SmallFile | null> {
  try {
    if ((await stat(path)).size > DEFAULT_LIMITS.bytes) return null;
    const bytes = await readFile(path);
    return { bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
  } catch {
    return null;
  }
}

async function extractOne(source: string, file: SmallFile | null, options: IngestOptions): Promise<Document> {
  const { extractor, pool } = options;
  if (file === null) return { ...(await extractor.extractFile(resolve(options.cwd, source))), source };
  if (pool === undefined) return extractor.extractBytes(file.bytes, source);
  return pool.extractBytes(file.bytes, source, file.sha256);
}

/** Saves the document; where that uncovers a fault of the program, saves in its place that this file failed. */
async function saveSafely(
  document: Document,
  { store, stamp }: IngestOptions,
): Promise<{ outcome: SaveOutcome; saved: Document }> {
  try {
    return { outcome: await store.saveDocument(document, stamp), saved: document };
  } catch (error) {
    // A Failure is trouble of the store itself, which every further file would meet.
    if (error instanceof Failure) throw error;
    const message = `无法入库 / it could not be stored: ${error instanceof Error ? error.message : String(error)}`;
    const saved = failedDocument(document.source, { code: "internal", message }, document.sha256);
    return { outcome: await store.saveDocument(saved, stamp), saved };
  }
}
