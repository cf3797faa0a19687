import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { open } from "../../src/store/open.ts";
import { fakeExtractor } from "../ingest/fake-extractor.ts";
import { FAKE_SERVICES } from "./fake-services.ts";
import { useWorkFolder } from "./work-folder.ts";

const work = useWorkFolder();

describe("fuhe ingest", () => {
  it("makes the database, and sums up what it did on stdout", async () => {
    work.write({ "r/a.txt": "total 86", "r/b.txt": "total 91.5", "r/notes.md": "" });
    const { code, out } = await work.fuhe(["ingest", "r"]);
    expect(code).toBe(0);
    expect(existsSync(join(work.path, "data/fuhe.db"))).toBe(true);
    expect(out).toBe(
      [
        "read         2",
        "replaced     0",
        "unchanged    0",
        "failed       0",
        "records      2",
        "findings     error 1, warning 2, info 0",
        "passed over  .md 1",
        "database     data/fuhe.db",
        "",
      ].join("\n"),
    );
  });

  it("tells failures on stderr as they come, and ends with 1", async () => {
    work.write({ "r/a.txt": "fail empty-file", "r/b.txt": "total 86" });
    const { code, out, err } = await work.fuhe(["ingest", "r", "nowhere.txt"]);
    expect(code).toBe(1);
    expect(err).toContain("r/a.txt: [empty-file]");
    expect(err).toContain("nowhere.txt: [not-readable] there is no such file or folder");
    expect(out).toMatch(/^read +1$/mu);
    expect(out).toMatch(/^failed +2 {2}see: fuhe failures$/mu);
  });

  it("passes over what is stored, and speaks Chinese", async () => {
    work.write({ "a.txt": "total 86", "b.txt": "x" });
    await work.fuhe(["ingest", "a.txt", "b.txt", "--db", "x/y.db"]);
    work.write({ "b.txt": "y" });
    const { out } = await work.fuhe(["ingest", "a.txt", "b.txt", "--db", "x/y.db", "--lang", "zh"]);
    expect(out).toContain("已替换  1\n未变化  1\n失败    0\n");
    expect(out).toContain("数据库  x/y.db");
  });

  it("extracts in several processes with --jobs, with the same result", async () => {
    const names = Array.from({ length: 30 }, (_, at) => `r/${String(at).padStart(2, "0")}.txt`);
    work.write(Object.fromEntries(names.map((name) => [name, name])));
    const { code, out } = await work.fuhe(["ingest", "r", "--jobs", "3"]);
    expect(code).toBe(0);
    expect(out).toMatch(/^read +30$/mu);
    const store = await open(join(work.path, "data/fuhe.db"));
    expect((await store.documents()).map((document) => document.path)).toEqual(names);
    await store.close();
  });

  it("notes each run in the database", async () => {
    work.write({ "a.txt": "total 86" });
    await work.fuhe(["ingest", "a.txt"]);
    const json = await work.fuhe(["query", "select arguments, summary from runs", "--format", "json"]);
    const [run] = JSON.parse(json.out) as { arguments: string; summary: string }[];
    expect(JSON.parse(run?.arguments ?? "")).toEqual({ paths: ["a.txt"], jobs: 1 });
    expect(JSON.parse(run?.summary ?? "")).toMatchObject({ added: 1, failed: 0, interrupted: false });
  });

  it("finishes what is under way at Ctrl-C, says how to go on, and ends with 130", async () => {
    const names = Array.from({ length: 20 }, (_, at) => `r/${String(at).padStart(2, "0")}.txt`);
    work.write(Object.fromEntries(names.map((name) => [name, name])));
    let press = (): void => {
      throw new Error("nobody listens to Ctrl-C");
    };
    const plain = fakeExtractor();
    const services = {
      ...FAKE_SERVICES,
      createExtractor: () =>
        Promise.resolve({
          ...plain,
          extractBytes(bytes: Uint8Array, source: string) {
            if (source === "r/04.txt") press();
            return plain.extractBytes(bytes, source);
          },
        }),
    };
    const { code, out, err } = await work.fuhe(["ingest", "r"], {
      services,
      interrupt: (listener) => {
        press = listener;
      },
    });
    expect(code).toBe(130);
    expect(err).toContain("Ctrl-C again stops at once");
    expect(err).toMatch(/Interrupted; \d+ files were not begun\..*run the same command again/u);
    const read = Number(/^read +(\d+)$/mu.exec(out)?.[1]);
    expect(read).toBeGreaterThanOrEqual(5);
    expect(read).toBeLessThan(20);
    const again = await work.fuhe(["ingest", "r"]);
    expect(again.code).toBe(0);
    expect(again.out).toMatch(new RegExp(`^read +${20 - read}\\n.*\\nunchanged +${read}$`, "mu"));
  });

  it("refuses a database that cannot be used, before it reads anything", async () => {
    work.write({ "a.txt": "x", "notes.txt": "this is no database, and long enough to look at" });
    expect(await work.fuhe(["ingest", "a.txt", "--db", "notes.txt"])).toMatchObject({
      code: 3,
      out: "",
      err: expect.stringContaining("[bad-database]"),
    });
    expect(await work.fuhe(["ingest", "a.txt", "--db", "notes.txt/x/y.db"])).toMatchObject({
      code: 3,
      err: expect.stringContaining("Name another place with --db."),
    });
  });
});
