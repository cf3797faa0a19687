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
  expect(first).toEqual([
    { name: "0001-tables", applied_at: "2026-01-01T00:00:00.000Z" },
    { name: "0002-views", applied_at: "2026-01-01T00:00:01.000Z" },
  ]);
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
