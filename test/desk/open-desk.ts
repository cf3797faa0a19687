import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "vite";
import { createExtractor } from "../../src/extract.ts";
import { createApp, type DeskApp } from "../../src/server/create-app.ts";
import type { Desk } from "../../src/server/desk.ts";
import { listen } from "../../src/server/listen.ts";
import { open } from "../../src/store/open.ts";
import type { Store } from "../../src/store/store.ts";

export const ROOT = resolve(import.meta.dirname, "../..");

/** A page that answers as the built one does, for tests that open no browser. */
const PLAIN_PAGE = join(import.meta.dirname, "plain-page");

export interface OpenDesk {
  address: string;
  folder: string;
  store: Store;
  app: DeskApp;
  /** Faults of the program that came up. */
  faults: unknown[];
  close(): Promise<void>;
}

/** Builds the page into a folder. */
export async function buildPage(outDir: string): Promise<string> {
  await build({
    root: join(ROOT, "src/desk"),
    configFile: join(ROOT, "src/desk/vite.config.ts"),
    logLevel: "error",
    build: { outDir, emptyOutDir: true },
  });
  return outDir;
}

/** A desk over these fixtures (patterns below `fixtures`), read in this process. */
export async function openDesk(
  patterns: readonly string[],
  { page = PLAIN_PAGE, ...changes }: Partial<Desk> = {},
): Promise<OpenDesk> {
  const folder = mkdtempSync(join(tmpdir(), "fuhe-desk-"));
  mkdirSync(join(folder, "uploads"));
  const store = await open(join(folder, "fuhe.db"));
  const extractor = createExtractor();
  const stamp = { profileHash: extractor.profileHash, programVersion: "test" };
  for (const path of globSync(patterns, { cwd: join(ROOT, "fixtures") }).toSorted()) {
    const source = join("fixtures", path);
    await store.saveDocument(await extractor.extractBytes(readFileSync(join(ROOT, source)), source), stamp);
  }
  const faults: unknown[] = [];
  const app = createApp({
    store,
    database: "fuhe.db",
    programVersion: "test",
    cwd: ROOT,
    uploads: join(folder, "uploads"),
    page,
    access: { loopback: true, names: [] },
    user: "李审核",
    openReader: () =>
      Promise.resolve({
        extractor,
        pool: {
          extractBytes: (bytes, source) => extractor.extractBytes(bytes, source),
          close: () => Promise.resolve(),
        },
      }),
    openPageReader: () => null,
    onFault: (error) => {
      faults.push(error);
    },
    ...changes,
  });
  const listening = await listen(app, "127.0.0.1", 0);
  return {
    address: `http://127.0.0.1:${String(listening.port)}`,
    folder,
    store,
    app,
    faults,
    async close() {
      await listening.close();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
