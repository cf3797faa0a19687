import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { describe, expect, onTestFinished, test } from "vitest";
import { MIGRATIONS } from "../../src/store/sqlite/migrate.ts";
import { createStore } from "../../src/store/create-store.ts";
import { open } from "../../src/store/open.ts";
import { connect } from "../../src/store/sqlite/connect.ts";
import { createSqliteEngine } from "../../src/store/sqlite/engine.ts";
import type { Store } from "../../src/store/store.ts";
import { rebuildRecord } from "./rebuild-record.ts";
import { sampleDocument, STAMP } from "./sample-document.ts";
import { column, dump, rows, temporaryFolder, temporaryStore, testClock } from "./temporary-store.ts";

const PROCESS = fileURLToPath(new URL("./store-process.ts", import.meta.url));

/** A closed database with three documents. */
async function storedFile(): Promise<string> {
  const path = join(temporaryFolder(), "fuhe.db");
  const store = await open(path, { now: testClock() });
  for (const source of ["a.txt", "b.txt", "c.txt"]) await store.saveDocument(sampleDocument(source), STAMP);
  await store.close();
  return path;
}

function raw(path: string): Database.Database {
  const db = new Database(path);
  onTestFinished(() => {
    db.close();
  });
  return db;
}

/** Runs as somebody without rights: root may write everything. */
function tryAsNobody(path: string): string[] {
  const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const { stdout, stderr } = spawnSync(process.execPath, [PROCESS, "try", path], {
    encoding: "utf8",
    ...nobody,
  });
  expect(stderr).toBe("");
  return stdout.trimEnd().split("\n");
}

async function expectWhole(store: Store): Promise<string[]> {
  expect(await column(store, "select * from pragma_integrity_check")).toEqual(["ok"]);
  expect(await column(store, "select * from pragma_foreign_key_check")).toEqual([]);
  const ids = await column(store, "select id from records");
  for (const id of ids)
    expect(await rebuildRecord(store, String(id))).toEqual(await store.getRecord(String(id)));
  const documents = await rows(store, "select path, records, warnings from document_summary");
  for (const { path, records, warnings } of documents)
    expect([path, records, warnings]).toEqual([path, 1, 2]);
  return documents.map(({ path }) => String(path));
}

describe("open", () => {
  test("makes the file and sets it up for several users", async () => {
    const { store, path } = await temporaryStore();
    expect(await column(store, "select name from fuhe_migrations order by name")).toEqual(
      MIGRATIONS.map(({ name }) => name),
    );
    const connection = connect(path, { readonly: false, create: false, busyTimeout: 1234, now: testClock() });
    onTestFinished(() => {
      connection.close();
    });
    const settings = ["journal_mode", "synchronous", "foreign_keys", "busy_timeout"];
    expect(settings.map((name) => connection.pragma(name, { simple: true }))).toEqual(["wal", 1, 1, 1234]);
  });

  test("changes nothing in a file it knows", async () => {
    const path = await storedFile();
    const before = readFileSync(path);
    const store = await open(path);
    expect(await store.documents()).toHaveLength(3);
    await store.close();
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test("makes no file where it is only to look, or is told not to", async () => {
    const path = join(temporaryFolder(), "none.db");
    const refusal = {
      name: "Failure",
      code: "bad-database",
      message: expect.stringContaining("no database"),
    };
    await expect(open(path, { readonly: true })).rejects.toMatchObject(refusal);
    await expect(open(path, { create: false })).rejects.toMatchObject(refusal);
    await expect(open(join(path, "in", "no.db"))).rejects.toMatchObject({
      message: expect.stringContaining("no folder"),
    });
    await expect(open(temporaryFolder())).rejects.toMatchObject({
      message: expect.stringContaining("not a file"),
    });
  });

  test("only looks when it is asked to", async () => {
    const store = await open(await storedFile(), { readonly: true });
    onTestFinished(() => store.close());
    expect(await store.documents()).toHaveLength(3);
    await expect(store.saveDocument(sampleDocument("d.txt"), STAMP)).rejects.toMatchObject({
      code: "bad-database",
    });
    await expect(store.startRun({})).rejects.toMatchObject({ code: "bad-database" });
    expect(await store.documents()).toHaveLength(3);
  });
});

describe("a file that is not for this program", () => {
  test.each([
    {
      what: "no database",
      says: "is not a database",
      spoil: (path: string) => {
        writeFileSync(path, "项目支出绩效自评表\n".repeat(500));
      },
    },
    {
      what: "the database of another program",
      says: "another program",
      spoil: (path: string) => {
        rmSync(path);
        new Database(path).exec("create table documents (id integer primary key)").close();
      },
    },
    {
      what: "the database of a newer fuhe",
      says: "newer fuhe (it has 9999-future)",
      spoil: (path: string) => {
        new Database(path).exec("insert into fuhe_migrations values ('9999-future', '')").close();
      },
    },
    {
      what: "a database cut off in the middle",
      says: "is damaged",
      spoil: (path: string) => {
        truncateSync(path, 8 * 4096);
      },
    },
  ])("is left as it is: $what", async ({ says, spoil }) => {
    const path = await storedFile();
    spoil(path);
    const before = readFileSync(path);
    const refusal = { name: "Failure", code: "bad-database", message: expect.stringContaining(says) };
    await expect(open(path)).rejects.toMatchObject(refusal);
    expect(readdirSync(dirname(path))).toEqual([basename(path)]);
    await expect(open(path, { readonly: true })).rejects.toMatchObject(refusal);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test("is told when the damage shows only later", async () => {
    const path = await storedFile();
    const bytes = readFileSync(path);
    const page = Number(raw(path).pragma("page_size", { simple: true }));
    const root = raw(path).prepare("select rootpage from sqlite_schema where name = 'records'").pluck().get();
    bytes.fill(0xff, (Number(root) - 1) * page, Number(root) * page);
    writeFileSync(path, bytes);
    const store = await open(path);
    onTestFinished(() => store.close());
    await expect(store.findings()).rejects.toMatchObject({
      code: "bad-database",
      message: expect.stringContaining("damaged"),
    });
    await expect(store.query("select * from records")).rejects.toMatchObject({ code: "bad-database" });
  });
});

describe("a file that may not be written", () => {
  test.skipIf(process.platform === "win32")("is refused for saving, and can be looked at", async () => {
    const path = await storedFile();
    chmodSync(path, 0o444);
    chmodSync(join(path, ".."), 0o777);
    const before = readFileSync(path);
    expect(tryAsNobody(path)).toEqual([
      expect.stringMatching(/^bad-database: .*cannot be written.*give yourself the right to/u),
      "3",
    ]);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test.skipIf(process.platform === "win32")(
    "is refused with the reason when its folder may not be written either",
    async () => {
      const path = await storedFile();
      chmodSync(path, 0o444);
      chmodSync(join(path, ".."), 0o555);
      onTestFinished(() => {
        chmodSync(join(path, ".."), 0o755);
      });
      expect(tryAsNobody(path)).toEqual([
        expect.stringContaining("cannot be written"),
        expect.stringMatching(/^bad-database: .*its folder.*work on a copy/u),
      ]);
    },
  );
});

describe("a locked database", () => {
  test("fails clearly after the wait, and works when the lock is gone", async () => {
    const { store, path } = await temporaryStore({ busyTimeout: 20 });
    await store.saveDocument(sampleDocument("a.txt"), STAMP);
    const other = raw(path);
    other.exec("begin immediate");
    await expect(store.saveDocument(sampleDocument("b.txt"), STAMP)).rejects.toMatchObject({
      name: "Failure",
      code: "database-busy",
      message: expect.stringContaining("wait until that has finished"),
    });
    expect(await store.documents()).toHaveLength(1);
    other.exec("rollback");
    expect(await store.saveDocument(sampleDocument("b.txt"), STAMP)).toBe("added");
  });

  test("cannot be opened while another program has it for itself", async () => {
    const path = await storedFile();
    const other = raw(path);
    other.exec(
      "pragma locking_mode = exclusive; begin exclusive; update documents set pages = pages; commit",
    );
    await expect(open(path, { busyTimeout: 20 })).rejects.toMatchObject({ code: "database-busy" });
  });
});

describe("a full disk", () => {
  test("stops the save, leaves what was there, and is over when there is room", async () => {
    const path = await storedFile();
    const connection = connect(path, { readonly: false, create: false, busyTimeout: 20, now: testClock() });
    const connectReader = () =>
      connect(path, { readonly: true, create: false, busyTimeout: 20, now: testClock() });
    const store = createStore(createSqliteEngine(connection, connectReader), testClock());
    onTestFinished(() => store.close());
    const before = await dump(store);

    const pages = Number(connection.pragma("page_count", { simple: true }));
    connection.pragma(`max_page_count = ${String(pages + 4)}`);
    const large = sampleDocument("large.txt", { indicators: 200 });
    await expect(store.saveDocument(large, STAMP)).rejects.toMatchObject({
      name: "Failure",
      code: "disk-full",
      message: expect.stringContaining("make room"),
    });
    expect(await dump(store)).toEqual(before);
    expect(await column(store, "select * from pragma_integrity_check")).toEqual(["ok"]);

    connection.pragma("max_page_count = 1000000");
    expect(await store.saveDocument(large, STAMP)).toBe("added");
  });
});

describe("several programs", () => {
  test("one that is killed while it saves leaves all that it had saved, and nothing by halves", async () => {
    const path = await storedFile();
    const expected = new Set(["a.txt", "b.txt", "c.txt"]);
    for (const round of [1, 2, 3]) {
      const args = [PROCESS, "write", path, `round${String(round)}-`, "100000", "150"];
      const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
      const exit = once(child, "exit");
      let printed = "";
      for await (const chunk of child.stdout) {
        printed += String(chunk);
        if (printed.split("\n").length > 3 * round) child.kill("SIGKILL");
      }
      expect(await exit).toEqual([null, "SIGKILL"]);
      const saved = printed.split("\n").slice(0, -1);
      for (const source of saved) expected.add(source);

      const store = await open(path);
      const found = await expectWhole(store);
      expect(found).toEqual(expect.arrayContaining([...expected]));
      // One may have been saved and the program killed before it could say so.
      expect(found.length - expected.size).toBeLessThanOrEqual(1);
      for (const source of found) expected.add(source);
      await store.close();
    }
  });

  test("that open a new file and write at once all succeed", async () => {
    const path = join(temporaryFolder(), "fuhe.db");
    const writers = ["x", "y", "z"].map(async (name) => {
      const child = spawn(process.execPath, [PROCESS, "write", path, `${name}-`, "60"], {
        stdio: ["ignore", "ignore", "pipe"],
      });
      let stderr = "";
      child.stderr.on("data", (chunk) => (stderr += String(chunk)));
      const [code] = await once(child, "close");
      return { code: code as unknown, stderr };
    });
    expect(await Promise.all(writers)).toEqual([0, 0, 0].map((code) => ({ code, stderr: "" })));
    const store = await open(path, { readonly: true });
    onTestFinished(() => store.close());
    expect(await expectWhole(store)).toHaveLength(180);
  });
});
