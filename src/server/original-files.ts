import { createHash } from "node:crypto";
import { readStored } from "../ingest/read-stored.ts";
import { Failure } from "../model/failure.ts";
import { type Context, DEFAULT_LIMITS } from "../model/stage.ts";
import type { PageReader } from "../model/recognition.ts";
import { openStoredPages, type StoredPage, type StoredPages } from "../pictures/stored-pages.ts";
import type { Store } from "../store/store.ts";
import type { Desk } from "./desk.ts";
import { type ShownOriginal, showOriginal } from "./show-original.ts";

export type { StoredPage };

/** So many documents are kept open, and so many pictures of pages in memory. */
const KEPT_OPEN = 3;
const KEPT_PICTURES = 24;

interface OpenOriginal {
  shown: ShownOriginal;
  source: StoredPages | null;
}

/**
 * The files that records were read from. Only the paths that the store has for a record's document are ever opened, and only
 * if their bytes are still those that were read.
 */
export class OriginalFiles {
  readonly #store: Store;
  readonly #cwd: string;
  readonly #context: Context;
  readonly #openReader: () => PageReader | null;
  #reader: PageReader | null | undefined;
  readonly #open = new Map<string, Promise<OpenOriginal>>();
  readonly #pictures = new Map<string, Promise<Uint8Array>>();
  /** Pages are recognised and drawn one after the other: a canvas of a page may take hundreds of megabytes. */
  #drawing: Promise<unknown> = Promise.resolve();

  constructor({ store, cwd, password, openPageReader }: Desk) {
    this.#store = store;
    this.#cwd = cwd;
    this.#openReader = openPageReader;
    this.#context = {
      warn: () => undefined,
      limits: DEFAULT_LIMITS,
      ...(password === undefined ? {} : { password }),
    };
  }

  /** What of the original stands on the left of a record. Throws the Failures of `readOriginal` and of the format. */
  async shown(documentId: string): Promise<ShownOriginal> {
    return (await this.#opened(documentId)).shown;
  }

  /** How large a page is, and whether the places of its values can be shown on it. */
  async page(documentId: string, page: number): Promise<StoredPage> {
    const source = await this.#paged(documentId, page);
    return await this.#inTurn(() => source.page(page));
  }

  /** A page as PNG. */
  async picture(documentId: string, page: number): Promise<Uint8Array> {
    const source = await this.#paged(documentId, page);
    return await keep(this.#pictures, `${documentId} ${String(page)}`, KEPT_PICTURES, () =>
      this.#inTurn(() => source.picture(page)),
    );
  }

  async close(): Promise<void> {
    await this.#drawing;
    for (const open of this.#open.values()) await closeSource(open);
    this.#open.clear();
    await this.#reader?.close();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#drawing.then(work);
    this.#drawing = done.catch(() => undefined);
    return done;
  }

  async #paged(documentId: string, page: number): Promise<StoredPages> {
    const { source } = await this.#opened(documentId);
    if (source === null || page > source.pages) {
      throw new Failure("no-pages", `没有第 ${String(page)} 页 / There is no page ${String(page)}.`);
    }
    return source;
  }

  async #opened(documentId: string): Promise<OpenOriginal> {
    return await keep(
      this.#open,
      documentId,
      KEPT_OPEN,
      async () => {
        const bytes = await this.#readOriginal(documentId);
        const { shown, paged } = await showOriginal(bytes, this.#context);
        return { shown, source: paged ? await this.#openPages(documentId, bytes) : null };
      },
      // A page that is being drawn is finished first.
      (dropped) => void this.#drawing.then(() => closeSource(dropped)),
    );
  }

  async #openPages(documentId: string, bytes: Uint8Array): Promise<StoredPages> {
    const { rows } = await this.#store.query(
      "select w.page from warnings w join documents d on d.id = w.document_id where w.code = 'recognised-page' and d.sha256 >= ? and d.sha256 < ?",
      [documentId, `${documentId}g`],
    );
    const recognised = new Set(rows.map(([page]) => Number(page)));
    if (recognised.size === 0) return await openStoredPages(bytes, recognised, this.#context);
    this.#reader ??= this.#openReader();
    const ocr = this.#reader;
    return await openStoredPages(bytes, recognised, {
      ...this.#context,
      ...(ocr === null ? {} : { ocr }),
    });
  }

  /** The bytes a document was read from; `documentId` are the first 12 hex digits of their sha256. */
  async #readOriginal(documentId: string): Promise<Uint8Array> {
    const paths = await this.#store.query(
      "select s.path from sources s join documents d on d.id = s.document_id where d.sha256 >= ? and d.sha256 < ? order by s.path",
      [documentId, `${documentId}g`],
    );
    let changed = false;
    for (const [path] of paths.rows) {
      const bytes = await readStored(String(path), this.#cwd);
      if (bytes === null) continue;
      if (createHash("sha256").update(bytes).digest("hex").startsWith(documentId)) return bytes;
      changed = true;
    }
    if (changed) {
      throw new Failure(
        "changed-file",
        "文件在入库之后已改变，位置可能不再对应；请重新入库（fuhe ingest） / The file has changed since it was stored, so the places in it may be others; store it again (fuhe ingest).",
      );
    }
    const listed = paths.rows.map(([path]) => String(path)).join(", ");
    throw new Failure(
      "not-readable",
      `原文件不在 ${listed}，请放回原文件，或在入库时所在的目录中运行 fuhe serve / The original file is not at ${listed}; put it back, or run fuhe serve in the folder in which it was stored.`,
    );
  }
}

async function closeSource(open: Promise<OpenOriginal>): Promise<void> {
  await open.then(({ source }) => source?.close()).catch(() => undefined);
}

/** The kept value of a key, else a new one; of more than `most` the one that was not asked for longest is dropped. */
async function keep<T>(
  kept: Map<string, Promise<T>>,
  key: string,
  most: number,
  make: () => Promise<T>,
  drop: (dropped: Promise<T>) => void = () => undefined,
): Promise<T> {
  const value = kept.get(key) ?? make();
  kept.delete(key);
  kept.set(key, value);
  for (const [oldest, dropped] of kept) {
    if (kept.size <= most) break;
    kept.delete(oldest);
    drop(dropped);
  }
  try {
    return await value;
  } catch (error) {
    // What is not there now may be there when it is asked for again.
    if (kept.get(key) === value) kept.delete(key);
    throw error;
  }
}
