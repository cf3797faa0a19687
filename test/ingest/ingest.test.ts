import { mkdirSync, mkdtempSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Extractor } from "../../src/extract.ts";
import { failedDocument } from "../../src/ingest/failed-document.ts";
import { findFiles } from "../../src/ingest/find-files.ts";
import { ingest, type IngestedFile, type IngestOptions } from "../../src/ingest/ingest.ts";
import { Failure } from "../../src/model/failure.ts";
import { open } from "../../src/store/open.ts";
import type { Store } from "../../src/store/store.ts";
import { fakeExtractor } from "./fake-extractor.ts";

let folder: string;
let store: Store;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "fuhe-ingest-"));
  store = await open(join(folder, "test.db"));
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const STAMP = { profileHash: "profiles-1", programVersion: "1.0.0" };

function write(contents: { [path: string]: string }): void {
  for (const [path, content] of Object.entries(contents)) writeFileSync(join(folder, path), content);
}

async function ingestAll(more: Partial<IngestOptions> = {}, ...paths: string[]) {
  const found = await findFiles(paths.length === 0 ? ["*.txt"] : paths, folder);
  return ingest(found, {
    store,
    extractor: fakeExtractor(),
    stamp: STAMP,
    cwd: folder,
    jobs: 2,
    ...more,
  });
}

const paths = async (): Promise<string[]> => (await store.documents()).map((document) => document.path);

describe("ingest", () => {
  it("stores every report, and counts what it read", async () => {
    write({ "a.txt": "total 91.5", "b.txt": "total 86", "c.txt": "another" });
    const summary = await ingestAll();
    expect(summary).toMatchObject({ added: 3, replaced: 0, unchanged: 0, failed: 0, left: 0, records: 3 });
    expect(summary.findings.error).toBe(1);
    expect(await paths()).toEqual(["a.txt", "b.txt", "c.txt"]);
  });

  it("passes over what is stored, and replaces only what has changed", async () => {
    write({ "a.txt": "total 91.5", "b.txt": "total 86" });
    await ingestAll();
    write({ "b.txt": "total 87" });
    const read: string[] = [];
    const extractor = fakeExtractor();
    const counting: Extractor = {
      ...extractor,
      extractBytes(bytes, source) {
        read.push(source);
        return extractor.extractBytes(bytes, source);
      },
    };
    expect(await ingestAll({ extractor: counting })).toMatchObject({ added: 0, replaced: 1, unchanged: 1 });
    expect(read).toEqual(["b.txt"]);
    const totals = await store.query("select total_score from records order by 1");
    expect(totals.rows).toEqual([[87], [91.5]]);
  });

  it("reads everything again under other profiles", async () => {
    write({ "a.txt": "x" });
    await ingestAll();
    expect(await ingestAll({ stamp: { ...STAMP, profileHash: "profiles-2" } })).toMatchObject({
      unchanged: 0,
    });
  });

  it("lists files that fail, and loses no other", async () => {
    write({
      "a.txt": "fail empty-file",
      "b.txt": "total 86",
      "c.txt": "fail not-a-report",
      "d.txt": "total 91.5",
    });
    const told: IngestedFile[] = [];
    const summary = await ingestAll({ onFile: (file) => told.push(file) }, "*.txt", "missing.txt");
    expect(summary).toMatchObject({ added: 2, failed: 3, records: 2 });
    expect(told.flatMap((file) => file.failure?.code ?? []).sort()).toEqual([
      "empty-file",
      "not-a-report",
      "not-readable",
    ]);
    expect((await store.failures()).map((failure) => [failure.path, failure.code])).toEqual([
      ["a.txt", "empty-file"],
      ["c.txt", "not-a-report"],
      ["missing.txt", "not-readable"],
    ]);
  });

  it("counts a file that failed before and has not changed as failed again", async () => {
    write({ "a.txt": "fail empty-file" });
    await ingestAll();
    expect(await ingestAll()).toMatchObject({ failed: 1, unchanged: 0 });
  });

  it("lists a file that vanishes before it is read", async () => {
    write({ "a.txt": "x", "b.txt": "y" });
    const found = await findFiles(["*.txt"], folder);
    unlinkSync(join(folder, "a.txt"));
    const summary = await ingest(found, {
      store,
      extractor: fakeExtractor(),
      stamp: STAMP,
      cwd: folder,
      jobs: 1,
    });
    expect(summary).toMatchObject({ added: 1, failed: 1 });
    expect((await store.failures())[0]).toMatchObject({ path: "a.txt", code: "not-readable" });
  });

  it("leaves a file too large for memory to the extractor, which refuses it unread", async () => {
    writeFileSync(join(folder, "big.txt"), Buffer.alloc(65 * 1024 * 1024, "x"));
    const extractor = fakeExtractor({
      extractBytes: () => Promise.reject(new Error("its bytes were read")),
      extractFile: async (path) => ({
        ...(await fakeExtractor().extractBytes(new TextEncoder().encode("fail too-large"), path)),
        sha256: "",
      }),
    });
    expect(await ingestAll({ extractor })).toMatchObject({ failed: 1 });
    expect((await store.failures())[0]).toMatchObject({ path: "big.txt", code: "too-large" });
  });

  it("takes a folder off the failures once it can be read", async () => {
    await store.saveDocument(failedDocument("r", { code: "not-readable", message: "no permission" }), STAMP);
    mkdirSync(join(folder, "r"));
    write({ "r/a.txt": "x" });
    expect(await ingestAll({}, "r")).toMatchObject({ added: 1, failed: 0 });
    expect(await store.failures()).toEqual([]);
    expect(await paths()).toEqual(["r/a.txt"]);
  });

  it("takes a pattern off the failures once it leads somewhere", async () => {
    expect(await ingestAll({}, "*.txt")).toMatchObject({ failed: 1 });
    write({ "a.txt": "x" });
    expect(await ingestAll({}, "*.txt")).toMatchObject({ added: 1, failed: 0 });
    expect(await store.failures()).toEqual([]);
    expect(await paths()).toEqual(["a.txt"]);
  });

  it("never has more files under way than it was told", async () => {
    write(Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`${at}.txt`, `content ${at}`])));
    let underWay = 0;
    let most = 0;
    const plainExtractor = fakeExtractor();
    const extractor = fakeExtractor({
      async extractBytes(bytes, source) {
        underWay += 1;
        most = Math.max(most, underWay);
        await new Promise((resolve) => setTimeout(resolve, 10));
        underWay -= 1;
        return plainExtractor.extractBytes(bytes, source);
      },
    });
    expect(await ingestAll({ extractor, jobs: 3 })).toMatchObject({ added: 20 });
    expect(most).toBeLessThanOrEqual(3);
    expect(most).toBeGreaterThan(1);
  });

  it("finishes what is under way when it is interrupted, begins nothing more, and can go on later", async () => {
    write(Object.fromEntries(Array.from({ length: 10 }, (_, at) => [`${at}.txt`, `content ${at}`])));
    const stop = new AbortController();
    let read = 0;
    const summary = await ingestAll({
      jobs: 1,
      signal: stop.signal,
      onFile: () => {
        read += 1;
        if (read === 3) stop.abort();
      },
    });
    expect(summary.added).toBeGreaterThanOrEqual(3);
    expect(summary.added + summary.left).toBe(10);
    expect(summary.left).toBeGreaterThan(0);
    expect(await paths()).toHaveLength(summary.added);
    expect(await ingestAll()).toMatchObject({ added: summary.left, unchanged: summary.added });
  });

  it("lists a file that uncovers a fault in the store, and goes on", async () => {
    write({ "a.txt": "x", "b.txt": "y" });
    const faulty: Store = {
      ...bound(store),
      saveDocument: (document, stamp) =>
        document.source === "a.txt" && document.failure === undefined
          ? Promise.reject(new TypeError("no such column"))
          : store.saveDocument(document, stamp),
    };
    expect(await ingestAll({ store: faulty })).toMatchObject({ added: 1, failed: 1 });
    expect((await store.failures())[0]).toMatchObject({ path: "a.txt", code: "internal" });
  });

  it("stops where the store cannot go on", async () => {
    write(Object.fromEntries(Array.from({ length: 10 }, (_, at) => [`${at}.txt`, `content ${at}`])));
    const full: Store = {
      ...bound(store),
      saveDocument: () => Promise.reject(new Failure("disk-full", "the disk is full")),
    };
    await expect(ingestAll({ store: full })).rejects.toMatchObject({ code: "disk-full" });
  });
});

/** The methods of a store as plain functions, so that some can be exchanged. */
function bound(whole: Store): Store {
  return {
    saveDocument: (...args) => whole.saveDocument(...args),
    isCurrent: (...args) => whole.isCurrent(...args),
    forgetUnread: (...args) => whole.forgetUnread(...args),
    startRun: (...args) => whole.startRun(...args),
    finishRun: (...args) => whole.finishRun(...args),
    documents: (...args) => whole.documents(...args),
    originals: (...args) => whole.originals(...args),
    describe: (...args) => whole.describe(...args),
    description: (...args) => whole.description(...args),
    failures: (...args) => whole.failures(...args),
    findings: (...args) => whole.findings(...args),
    search: (...args) => whole.search(...args),
    compareRuns: (...args) => whole.compareRuns(...args),
    queue: (...args) => whole.queue(...args),
    facets: (...args) => whole.facets(...args),
    overview: () => whole.overview(),
    getRecord: (...args) => whole.getRecord(...args),
    correct: (...args) => whole.correct(...args),
    history: (...args) => whole.history(...args),
    query: (...args) => whole.query(...args),
    withSnapshot: (...args) => whole.withSnapshot(...args),
    copyTo: (...args) => whole.copyTo(...args),
    close: () => whole.close(),
  };
}
