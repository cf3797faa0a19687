import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createExtractor, type Extractor } from "../../src/extract.ts";
import { ExtractorPool } from "../../src/ingest/extractor-pool.ts";
import { findFiles } from "../../src/ingest/find-files.ts";
import { ingest, type IngestOptions } from "../../src/ingest/ingest.ts";
import { type InputFile, unpackFiles } from "../../src/ingest/read-files.ts";
import { open } from "../../src/store/open.ts";
import type { Store } from "../../src/store/store.ts";
import { renamed, zipOf } from "../formats/zip/zip-of.ts";
import { sha256Of } from "../store/sample-document.ts";
import { dump } from "../store/temporary-store.ts";
import { fakeExtractor } from "./fake-extractor.ts";

const REPORTS = new URL("../../fixtures/forms/shanxi-jinzhong/fragments/", import.meta.url);
const fixture = (name: string): Buffer => readFileSync(new URL(name, REPORTS));

let folder: string;
let store: Store;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "fuhe-archives-"));
  store = await open(join(folder, "test.db"));
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const write = (name: string, bytes: Uint8Array): void => writeFileSync(join(folder, name), bytes);

async function ingestAll(extractor: Extractor, more: Partial<IngestOptions> = {}) {
  const found = await findFiles(["."], folder);
  const stamp = { profileHash: extractor.profileHash, programVersion: "1.0.0" };
  return ingest(found, { store, extractor, stamp, cwd: folder, jobs: 1, ...more });
}

const stored = async () =>
  (await store.documents()).map(({ path, sha256, records }) => [path, sha256, records]);
const failures = async () => (await store.failures()).map(({ path, code }) => [path, code]);

async function unpack(bytes: Uint8Array): Promise<InputFile[]> {
  const files: InputFile[] = [];
  for await (const file of unpackFiles(bytes, "a.zip")) files.push(file);
  return files;
}
const inShort = (file: InputFile) => [file.source, "failure" in file ? file.failure.code : "bytes" in file];

describe("a zip archive of reports", () => {
  it("becomes a document for each file in it, and failures for those that fail", async () => {
    const nested = await zipOf({ "c.txt": "1" });
    const files = {
      "村/报告.txt": fixture("source.txt"),
      "report.docx": fixture("source.docx"),
      "bad.bin": Buffer.from([0, 1, 2, 3, 0, 4]),
      "more.zip": nested,
    };
    write("a.zip", await zipOf(files));
    const extractor = createExtractor();
    const summary = await ingestAll(extractor);
    expect(summary).toMatchObject({ added: 2, failed: 2, left: 0 });
    const alone = await extractor.extractBytes(files["村/报告.txt"], "x");
    expect(alone.records.length).toBeGreaterThan(0);
    expect(await stored()).toEqual([
      ["a.zip/bad.bin", sha256Of(files["bad.bin"]), 0],
      ["a.zip/more.zip", sha256Of(nested), 0],
      ["a.zip/report.docx", sha256Of(files["report.docx"]), alone.records.length],
      ["a.zip/村/报告.txt", sha256Of(files["村/报告.txt"]), alone.records.length],
    ]);
    expect(await failures()).toEqual([
      ["a.zip/bad.bin", "binary-content"],
      ["a.zip/more.zip", "unknown-format"],
    ]);
    expect((await store.failures())[1]?.message).toContain("archive within an archive");

    const before = await dump(store);
    expect(await ingestAll(extractor)).toMatchObject({ added: 0, replaced: 0, unchanged: 2, failed: 2 });
    expect(await dump(store)).toEqual(before);
  });

  it("reads again only the file in it that has changed", async () => {
    write("a.zip", await zipOf({ "1.txt": "total 86", "2.txt": "total 91.5" }));
    await ingestAll(fakeExtractor());
    write("a.zip", await zipOf({ "1.txt": "total 86", "2.txt": "total 87" }));
    expect(await ingestAll(fakeExtractor())).toMatchObject({ added: 0, replaced: 1, unchanged: 1 });
  });

  it("is read in processes as other files are", async () => {
    write("a.zip", await zipOf({ "1.txt": "total 86", "2.txt": "break", "3.txt": "x" }));
    write("b.txt", Buffer.from("total 90"));
    const program = new URL("./fake-extract-process.ts", import.meta.url);
    const pool = new ExtractorPool({ processes: 2, program });
    const done: number[] = [];
    const options = { pool, jobs: 3, onPath: () => done.push(1) };
    expect(await ingestAll(fakeExtractor(), options)).toMatchObject({ added: 3, failed: 1, left: 0 });
    expect(done).toHaveLength(2);
    expect(await failures()).toEqual([["a.zip/2.txt", "internal"]]);
    await pool.close();
  });

  it("is begun no further once the batch is interrupted, and goes on later", async () => {
    write("a.zip", await zipOf({ "1.txt": "x", "2.txt": "y", "3.txt": "z" }));
    const stop = new AbortController();
    const options = { signal: stop.signal, onFile: () => stop.abort() };
    expect(await ingestAll(fakeExtractor(), options)).toMatchObject({ added: 1, left: 1 });
    expect(await ingestAll(fakeExtractor())).toMatchObject({ added: 2, unchanged: 1, left: 0 });
  });

  it("is one failure where it is damaged, which goes when it is whole", async () => {
    const zip = await zipOf({ "1.txt": "total 86" });
    const damaged = Buffer.from(zip);
    damaged.writeUInt32LE(0xff_ff_ff, damaged.indexOf("PK\x01\x02") + 42);
    damaged.writeUInt16LE(9, damaged.indexOf("PK\x05\x06") + 10);
    write("a.zip", damaged);
    write("b.zip", zip);
    expect(await ingestAll(fakeExtractor())).toMatchObject({ added: 1, failed: 1 });
    expect(await failures()).toEqual([["a.zip", "damaged-file"]]);
    write("a.zip", zip);
    expect(await ingestAll(fakeExtractor())).toMatchObject({ added: 1, failed: 0 });
    expect(await failures()).toEqual([]);
  });
});

describe("unpackFiles", () => {
  it("gives a file that is no archive as it is", async () => {
    const bytes = Buffer.from("PK 得分");
    expect(await unpack(bytes)).toEqual([{ source: "a.zip", bytes, sha256: sha256Of(bytes) }]);
  });

  it("leaves office documents to the extractor, of unknown kinds too", async () => {
    const slides = await zipOf({ "[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<p/>" });
    expect((await unpack(slides)).map(inShort)).toEqual([["a.zip", true]]);
    expect((await unpack(fixture("source.docx"))).map(inShort)).toEqual([["a.zip", true]]);
  });

  it("decodes names written in GB18030", async () => {
    const zip = renamed(await zipOf({ "abcd.txt": "1" }), "abcd.txt", "\xCF\xEE\xC4\xBF.txt");
    expect((await unpack(zip)).map(inShort)).toEqual([["a.zip/项目.txt", true]]);
  });

  it("leaves out hidden files, and keeps files of one name apart", async () => {
    const zip = await zipOf({
      "__MACOSX/._1.txt": "",
      ".git/x": "",
      "d/.DS_Store": "",
      "1.txt": "a",
      "2.txt": "b",
    });
    expect((await unpack(renamed(zip, "2.txt", "1.txt"))).map(inShort)).toEqual([
      ["a.zip/1.txt", true],
      ["a.zip/1.txt (2)", true],
    ]);
  });

  it("passes over what is never a report, as folders do, and says how many", async () => {
    const zip = await zipOf({
      "1.txt": "a",
      "说明.md": "b",
      "d/Thumbs.db": "c",
      "d/gold.json": "d",
      "e.JSON": "e",
    });
    const passed = new Map<string, number>();
    const files: InputFile[] = [];
    for await (const file of unpackFiles(zip, "a.zip", passed)) files.push(file);
    expect(files.map(inShort)).toEqual([["a.zip/1.txt", true]]);
    expect(Object.fromEntries(passed)).toEqual({ ".md": 1, ".db": 1, ".json": 2 });
    expect((await unpack(await zipOf({ "说明.md": "b" }))).map(inShort)).toEqual([["a.zip", "empty-file"]]);
  });

  it("refuses as a whole what would be too large, or holds nothing", async () => {
    const bomb = await zipOf({ "1.txt": Buffer.alloc(9 * 1024 * 1024), "2.txt": "total 86" });
    expect((await unpack(bomb)).map(inShort)).toEqual([["a.zip", "too-large"]]);
    expect((await unpack(await zipOf({}))).map(inShort)).toEqual([["a.zip", "empty-file"]]);
  });

  it("refuses alone a file that is too large, and one that is damaged", async () => {
    // So large that the size of one file is what is refused, not how far it would shrink.
    const noise = createHash("shake256", { outputLength: 300_000 }).update("noise").digest();
    const zip = await zipOf({
      "0.bin": noise,
      "1.txt": "total 86",
      "2.txt": "total 87",
      "3.txt": "total 88",
    });
    const entry = (name: string): number => zip.lastIndexOf(name) - 46;
    zip.writeUInt32LE(65 * 1024 * 1024, entry("1.txt") + 24);
    zip.writeUInt32LE(1, entry("2.txt") + 16);
    expect((await unpack(zip)).map(inShort)).toEqual([
      ["a.zip/0.bin", true],
      ["a.zip/1.txt", "too-large"],
      ["a.zip/2.txt", "damaged-file"],
      ["a.zip/3.txt", true],
    ]);
  });
});
