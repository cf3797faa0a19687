import type Database from "better-sqlite3";
import { Failure } from "../../model/failure.ts";
import { CORRECTIONS } from "./corrections.ts";
import { fillQueue, QUEUE } from "./queue.ts";
import { DESCRIPTIONS } from "./descriptions.ts";
import { PLACES } from "./places.ts";
import { REREADINGS } from "./rereadings.ts";
import { indexStored, SEARCH } from "./search.ts";
import { TABLES } from "./tables.ts";
import { UNKNOWN_LABELS } from "./unknown-labels.ts";
import { VIEWS } from "./views.ts";

/** A change of the schema; once it is published, neither its name nor its statements change. */
export interface Migration {
  name: string;
  sql: string;
  /** What SQL alone cannot do, after it. */
  fill?: (db: Database.Database) => void;
}

/** All migrations, oldest first. */
export const MIGRATIONS: readonly Migration[] = [
  { name: "0001-tables", sql: TABLES },
  { name: "0002-views", sql: VIEWS },
  { name: "0003-places", sql: PLACES },
  { name: "0004-corrections", sql: CORRECTIONS },
  { name: "0005-search", sql: SEARCH, fill: indexStored },
  { name: "0006-rereadings", sql: REREADINGS },
  { name: "0007-unknown-labels", sql: UNKNOWN_LABELS },
  { name: "0008-queue", sql: QUEUE, fill: fillQueue },
  { name: "0009-descriptions", sql: DESCRIPTIONS },
];

/** Which migrations a database has had. */
const RECORD = `
create table if not exists fuhe_migrations (
  name text primary key,
  applied_at text not null
) strict, without rowid`;

/**
 * The migrations that are still to be applied. Throws `bad-database` where the file belongs to another program, or to a
 * newer fuhe, whose tables this one could damage. Changes nothing.
 */
export function pendingMigrations(db: Database.Database, path: string): Migration[] {
  const tables = db.prepare<[], string>("select name from sqlite_schema where type = 'table'").pluck().all();
  if (!tables.includes("fuhe_migrations")) {
    if (tables.length === 0) return [...MIGRATIONS];
    throw new Failure(
      "bad-database",
      `${path} is the database of another program; name another file. It was not changed.`,
    );
  }
  const applied = new Set(db.prepare<[], string>("select name from fuhe_migrations").pluck().all());
  const known = new Set(MIGRATIONS.map(({ name }) => name));
  const unknown = [...applied].filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new Failure(
      "bad-database",
      `${path} was made by a newer fuhe (it has ${unknown.join(", ")}); install that, or name another file. It was not changed.`,
    );
  }
  return MIGRATIONS.filter(({ name }) => !applied.has(name));
}

/** Applies the migrations, each once and whole with its record, also where several programs open the file at once. */
export function applyMigrations(
  db: Database.Database,
  migrations: readonly Migration[],
  now: () => Date,
): void {
  const apply = db.transaction(({ name, sql, fill }: Migration) => {
    db.exec(RECORD);
    const first = db
      .prepare("insert into fuhe_migrations (name, applied_at) values (?, ?) on conflict do nothing")
      .run(name, now().toISOString());
    if (first.changes === 0) return;
    db.exec(sql);
    fill?.(db);
  });
  for (const migration of migrations) apply.immediate(migration);
}
