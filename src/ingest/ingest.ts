import { resolve } from "node:path";
import PQueue from "p-queue";
import type { Extractor } from "../extract.ts";
import type { Severity } from "../model/check.ts";
import type { Document } from "../model/extraction.ts";
import { Failure } from "../model/failure.ts";
import type { SaveOutcome, Stamp, Store } from "../store/store.ts";
import type { ApartExtractor } from "./extractor-pool.ts";
import { extractFile } from "./extract-file.ts";
import { failedDocument } from "./failed-document.ts";
import type { FoundFiles } from "./find-files.ts";
import { type InputFile, readFiles } from "./read-files.ts";

export interface IngestOptions {
  store: Store;
  extractor: Extractor;
  /** Extracts in processes of its own; without it extraction happens in this one, where no file can be given up. */
  pool?: ApartExtractor;
  stamp: Stamp;
  /** Folder that relative names start from. */
  cwd: string;
  /** Files under way at once, at least 1. No more documents than this are ever held in memory. */
  jobs: number;
  /** Once it is aborted no further file is begun; those under way are finished and stored. */
  signal?: AbortSignal;
  /** Told of each file when it is done; of an archive, of each file in it. */
  onFile?: (file: IngestedFile) => void;
  /** Told when all that lies at a path is done. */
  onPath?: () => void;
}

/** What came of one file. */
export interface IngestedFile {
  source: string;
  outcome: SaveOutcome;
  /** Set where nothing could be read, now or, where it is unchanged, when it was last read. */
  failure?: { code: string; message: string };
}

/** What came of a batch. Each file, in archives too, is counted in one of `added`, `replaced`, `unchanged`, `failed`. */
export interface IngestSummary {
  added: number;
  replaced: number;
  unchanged: number;
  failed: number;
  /** Paths that were not begun, or archives not read to their end, because the batch was interrupted. */
  left: number;
  /** Records of the files that were read. */
  records: number;
  /** Checks of these that differ. */
  findings: { [severity in Severity]: number };
}

/**
 * Reads files into the store; what is passed over in archives is added to `found.skipped`. A file that cannot be read is stored as a failure and stops nothing.
 * Rejects with the `Failure` of the store where that cannot go on (`disk-full`, …); what was stored stays.
 */
export async function ingest(found: FoundFiles, options: IngestOptions): Promise<IngestSummary> {
  const { store, jobs, signal } = options;
  const summary: IngestSummary = {
    added: 0,
    replaced: 0,
    unchanged: 0,
    failed: 0,
    left: found.files.length + found.unreachable.length,
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
  const stopped = (): boolean => signal?.aborted === true || trouble !== undefined;
  const readOne = async (file: InputFile): Promise<void> => {
    const { source } = file;
    if ("sha256" in file && (await store.isCurrent(source, file.sha256, options.stamp))) {
      const failure = knownFailures.get(source);
      done({ source, outcome: "unchanged", ...(failure === undefined ? {} : { failure }) });
      return;
    }
    await save(await extractFile(file, options.extractor, options.pool));
  };
  /** Reads what lies at a path, the files of an archive one after the other; false where it was stopped among them. */
  const readPath = async (path: string): Promise<boolean> => {
    let begun = false;
    for await (const file of readFiles(resolve(options.cwd, path), path, found.skipped)) {
      // Checked between files only: what was begun is finished.
      if (begun && stopped()) return false;
      begun = true;
      // An archive that could not be opened last time is open now.
      if (file.source !== path && knownFailures.delete(path)) await store.forgetUnread(path);
      await readOne(file);
    }
    return true;
  };
  const begin = async (task: () => Promise<boolean>): Promise<void> => {
    // No queue builds up: a file is looked at when there is a place for it.
    await readers.onSizeLessThan(1);
    readers
      .add(async () => {
        if (stopped() || !(await task())) return;
        summary.left -= 1;
        options.onPath?.();
      })
      .catch((error: unknown) => {
        trouble ??= error;
      });
  };

  for (const { source, failure } of found.unreachable)
    await begin(async () => {
      await save(failedDocument(source, failure));
      return true;
    });
  for (const path of found.files) await begin(() => readPath(path));
  await readers.onIdle();
  if (trouble !== undefined) throw trouble;
  return summary;
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
