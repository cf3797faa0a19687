import { accessSync, constants, existsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import { Failure } from "../../model/failure.ts";
import { applyMigrations, pendingMigrations } from "./migrate.ts";
import { readOnlyFailure, sqliteFailure } from "./sqlite-failure.ts";

export interface ConnectOptions {
  readonly: boolean;
  create: boolean;
  /** Milliseconds to wait for another program that is writing. */
  busyTimeout: number;
  now: () => Date;
}

/**
 * A connection to the database file at an absolute path, brought to the newest schema unless it is read-only.
 * Throws `Failure`; a file that is not ours is looked at and left as it is.
 */
export function connect(
  path: string,
  { readonly, create, busyTimeout, now }: ConnectOptions,
): Database.Database {
  refuseUnusable(path, readonly, create);
  let db;
  try {
    db = new Database(path, { readonly, timeout: busyTimeout });
    prepareConnection(db, path, now);
    return db;
  } catch (error) {
    db?.close();
    throw sqliteFailure(error, path);
  }
}

/** What SQLite would only say later, or less clearly. */
function refuseUnusable(path: string, readonly: boolean, create: boolean): void {
  if (!existsSync(path)) {
    if (readonly || !create) {
      throw new Failure(
        "bad-database",
        `There is no database ${path}; name another file, or read reports into it first.`,
      );
    }
    if (!existsSync(dirname(path))) {
      throw new Failure(
        "bad-database",
        `There is no folder ${dirname(path)}; make it, or name another file.`,
      );
    }
    return;
  }
  if (!statSync(path).isFile()) {
    throw new Failure("bad-database", `${path} is not a file; name the file that is to hold the database.`);
  }
  // SQLite would open such a file for reading, and fail at the first save.
  if (!readonly && !mayWrite(path)) throw readOnlyFailure(path);
}

function mayWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function prepareConnection(db: Database.Database, path: string, now: () => Date): void {
  const pending = pendingMigrations(db, path);
  if (db.readonly) {
    if (pending.length > 0) {
      throw new Failure(
        "bad-database",
        `${path} was made by an older fuhe; open it once for writing, as ingest does, to bring it up to date.`,
      );
    }
    return;
  }
  // Readers and one writer do not hinder each other; a crash of the program loses nothing, a power cut at most the last
  // transactions, each of them whole.
  db.pragma("journal_mode = wal");
  db.pragma("synchronous = normal");
  db.pragma("foreign_keys = on");
  // 16 MB of log between checkpoints: small documents touch the same pages again and again.
  db.pragma("wal_autocheckpoint = 4000");
  applyMigrations(db, pending, now);
}
