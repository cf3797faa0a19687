/** Reads scanned pages in a process of its own: `run-reader.ts` starts it, sends it documents and takes the pages. */
import { DEFAULT_LIMITS } from "../../../src/model/stage.ts";
import type { PositionedPage } from "../../../src/model/layout.ts";
import type { PageReader } from "../../../src/model/recognition.ts";
import { readPerfectly } from "./read-perfectly.ts";
import { standIn } from "./stand-in.ts";
import { pictureOnly, type ScannedDocument, type ScannedPage } from "./scanned-documents.ts";

/** What a module that is named with --reader must export. */
interface ReaderModule {
  openReader(engines: string): Promise<PageReader>;
}

/** A page as it was read, or why it was not; `seconds` on the clock. */
export type ReadPage =
  | { page: PositionedPage; seconds: number }
  | { failure: string; page: null; seconds: number };

export type ToWorker = { document: ScannedDocument; at: number } | "close";
export type FromWorker = { ready: true } | { at: number; pages: ReadPage[] };

const [module = "", engines = ""] = process.argv.slice(2);
const readerOf = await openReader();

function say(message: FromWorker): Promise<void> {
  return new Promise((resolve) => process.send?.(message, () => resolve()));
}

process.on("message", (message: ToWorker) => {
  void (message === "close" ? readerOf.close().then(() => process.exit()) : readAll(message));
});
await say({ ready: true });

async function readAll({ document, at }: Exclude<ToWorker, "close">): Promise<void> {
  const pages: ReadPage[] = [];
  for (const [index, scan] of document.pages.entries()) pages.push(await readOne(scan, index + 1));
  await say({ at, pages });
}

async function readOne(scan: ScannedPage, number: number): Promise<ReadPage> {
  const start = performance.now();
  const context = { warn() {}, limits: DEFAULT_LIMITS };
  const seconds = (): number => (performance.now() - start) / 1000;
  try {
    const { picture: _, ...page } = await readerOf.of(scan).readPage(pictureOnly(scan, number), context);
    return { page, seconds: seconds() };
  } catch (error) {
    return {
      page: null,
      failure: error instanceof Error ? error.message : String(error),
      seconds: seconds(),
    };
  }
}

async function openReader(): Promise<{ of(scan: ScannedPage): PageReader; close(): Promise<void> }> {
  if (module === "stand-in") return { of: standIn, close: () => Promise.resolve() };
  if (module === "perfect") return { of: readPerfectly, close: () => Promise.resolve() };
  const opened = (await import(module)) as ReaderModule;
  const reader = await opened.openReader(engines);
  return { of: () => reader, close: () => reader.close() };
}
