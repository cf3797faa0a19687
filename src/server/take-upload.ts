import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Bilingual } from "../model/bilingual.ts";
import { messageOf } from "../model/failure-text.ts";
import { ingest } from "../ingest/ingest.ts";
import { findFiles } from "../ingest/find-files.ts";
import type { SaveOutcome } from "../store/store.ts";
import type { Desk, Reader } from "./desk.ts";

/** What came of an uploaded file, or of one file in an uploaded archive. */
export interface UploadedFile {
  path: string;
  outcome: SaveOutcome;
  /** Ids of its records. */
  records: string[];
  failure?: { code: string; message: Bilingual };
}

/** Keeps uploaded files and reads them into the store, one after the other. */
export class Uploads {
  readonly #desk: Desk;
  #reader: Promise<Reader> | null = null;
  #last: Promise<unknown> = Promise.resolve();

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** Keeps the bytes beside the database, in a folder named by their hash, under their own name, and reads them. */
  take(bytes: Uint8Array, name: string): Promise<UploadedFile[]> {
    const work = this.#last.then(() => this.#read(bytes, name));
    this.#last = work.catch(() => undefined);
    return work;
  }

  async close(): Promise<void> {
    await this.#last;
    await this.#reader?.then(({ pool }) => pool.close());
  }

  async #read(bytes: Uint8Array, name: string): Promise<UploadedFile[]> {
    const { store, cwd, uploads, programVersion } = this.#desk;
    const folder = join(uploads, createHash("sha256").update(bytes).digest("hex").slice(0, 12));
    await mkdir(folder, { recursive: true });
    const path = join(folder, safeName(name));
    await writeFile(path, bytes);
    this.#reader ??= this.#desk.openReader();
    const { extractor, pool } = await this.#reader;
    const run = await store.startRun({ upload: name });
    const files: Omit<UploadedFile, "records">[] = [];
    const found = await findFiles([path], cwd);
    const summary = await ingest(found, {
      store,
      extractor,
      pool,
      stamp: { profileHash: extractor.profileHash, programVersion, run },
      cwd,
      jobs: 1,
      onFile: ({ source, outcome, failure }) => {
        const told =
          failure === undefined ? {} : { failure: { code: failure.code, message: messageOf(failure) } };
        files.push({ path: source, outcome, ...told });
      },
    });
    await store.finishRun(run, summary);
    return await Promise.all(
      files.map(async (file) => ({ ...file, records: await this.#recordsAt(file.path) })),
    );
  }

  async #recordsAt(path: string): Promise<string[]> {
    const { rows } = await this.#desk.store.query(
      "select r.id from records r join sources s on s.document_id = r.document_id where s.path = ? order by r.ordinal",
      [path],
    );
    return rows.map(([id]) => String(id));
  }
}

const LONGEST_NAME = 120;

/** The name of a file as this machine may have it: no folders, nothing hidden, nothing that a file system refuses. */
export function safeName(name: string): string {
  const own = (name.split(/[/\\]/u).at(-1) ?? "")
    .replaceAll(/[\p{Cc}\p{Cf}<>:"|?*]/gu, "_")
    .replace(/^[.\s]+/u, "")
    .replace(/[.\s]+$/u, "");
  if (own.length > LONGEST_NAME) {
    const extension = /\.\w{1,8}$/u.exec(own)?.[0] ?? "";
    return own.slice(0, LONGEST_NAME - extension.length) + extension;
  }
  return own === "" ? "unnamed" : own;
}
