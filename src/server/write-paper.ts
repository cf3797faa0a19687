import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exportStore } from "../exports/export-store.ts";
import { locateStored, readStored } from "../ingest/read-stored.ts";
import type { Store } from "../store/store.ts";

/** The work paper of a document as a workbook, with the places of its findings cut out. `documentId`: the first 12 hex digits of its sha256. */
export async function writePaper(
  store: Store,
  documentId: string,
  cwd: string,
  language: "zh" | "en",
): Promise<Uint8Array<ArrayBuffer>> {
  const folder = await mkdtemp(join(tmpdir(), "fuhe-paper-"));
  try {
    const target = join(folder, "paper.xlsx");
    await exportStore(store, "xlsx", target, {
      filter: { document: documentId },
      language,
      originals: {
        read: (path) => readStored(path, cwd),
        locate: (path) => locateStored(path, cwd),
        crops: true,
      },
    });
    return new Uint8Array(await readFile(target));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
