import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, onTestFinished, test } from "vitest";
import { open } from "../../../src/store/open.ts";
import { applyMigrations, MIGRATIONS, pendingMigrations } from "../../../src/store/sqlite/migrate.ts";
import { temporaryFolder, testClock } from "../temporary-store.ts";

function newDatabase(): { db: Database.Database; path: string } {
  const path = join(temporaryFolder(), "fuhe.db");
  const db = new Database(path);
  onTestFinished(() => {
    db.close();
  });
  return { db, path };
}

const applied = (db: Database.Database) =>
  db.prepare("select name, applied_at from fuhe_migrations order by name").all();

test("each migration is applied once and noted with its time", () => {
  const { db, path } = newDatabase();
  const clock = testClock();
  expect(pendingMigrations(db, path)).toEqual(MIGRATIONS);
  applyMigrations(db, MIGRATIONS, clock);
  const first = applied(db);
  expect(first.slice(0, 4)).toEqual([
    { name: "0001-tables", applied_at: "2026-01-01T00:00:00.000Z" },
    { name: "0002-views", applied_at: "2026-01-01T00:00:01.000Z" },
    { name: "0003-places", applied_at: "2026-01-01T00:00:02.000Z" },
    { name: "0004-corrections", applied_at: "2026-01-01T00:00:03.000Z" },
  ]);
  expect(first).toHaveLength(MIGRATIONS.length);
  expect(pendingMigrations(db, path)).toEqual([]);
  // Another program was faster: what it has done is not done again.
  applyMigrations(db, MIGRATIONS, clock);
  expect(applied(db)).toEqual(first);
});

test("a migration that fails leaves nothing of itself", () => {
  const { db, path } = newDatabase();
  const broken = {
    name: "9999-broken",
    sql: "create table half (a text) strict; create table fails (a nonsense) strict",
  };
  expect(() => {
    applyMigrations(db, [...MIGRATIONS, broken], testClock());
  }).toThrow("unknown datatype for fails.a");
  expect(db.prepare("select count(*) from sqlite_schema where name = 'half'").pluck().get()).toBe(0);
  expect(pendingMigrations(db, path)).toEqual([]);
});

test("an older database is brought up to date by whoever may write, and left alone by others", async () => {
  const { db, path } = newDatabase();
  applyMigrations(db, MIGRATIONS.slice(0, 1), testClock());
  db.prepare("insert into runs (started_at, arguments) values ('then', '[]')").run();
  await expect(open(path, { readonly: true })).rejects.toMatchObject({
    name: "Failure",
    code: "bad-database",
    message: expect.stringContaining("older fuhe"),
  });
  expect(pendingMigrations(db, path)).toEqual(MIGRATIONS.slice(1));
  const store = await open(path);
  onTestFinished(() => store.close());
  expect(pendingMigrations(db, path)).toEqual([]);
  expect((await store.query("select started_at from runs")).rows).toEqual([["then"]]);
  expect(await store.documents()).toEqual([]);
});

test("what was stored before a migration stays, and is shown by the views made anew", async () => {
  const { db, path } = newDatabase();
  applyMigrations(db, MIGRATIONS.slice(0, 2), testClock());
  db.exec(`
    insert into documents (sha256, media_type, pages, profile_hash, program_version, stored_at)
      values ('ab', 'text/plain', 1, 'p', '1', 'then');
    insert into sources values ('a.txt', 1, 'then');
    insert into records (id, document_id, ordinal, form, coverage_numbers, coverage_guarded,
      coverage_checks_agrees, coverage_checks_differs, coverage_checks_unverifiable, coverage_checks_not_applicable)
      values ('ab-1', 1, 1, 'general', 1, 0, 0, 0, 0, 0);
    insert into readings (record_key, pointer, kind, raw, value, number, origin, confidence, state, guards, page, line)
      values (1, '/total/score', 'number', '86', '86', 86, 'read', 1, 'sure', 0, 1, 60);`);
  const store = await open(path);
  onTestFinished(() => store.close());
  const { rows } = await store.query("select path, line, sheet, raw from unguarded_numbers");
  expect(rows).toEqual([["a.txt", 60, null, "86"]]);
});
