import type Database from "better-sqlite3";
import type { SqliteDatabase } from "kysely";

/** So many statements of kysely's are kept ready; the store itself asks some thirty different ones. */
const KEPT_STATEMENTS = 100;

/** What kysely asks of a connection, with its traps taken out. */
export function kyselyDatabase(connection: Database.Database): SqliteDatabase {
  // Kysely prepares anew each time, and what it leaves behind is freed late: the memory of a long run would grow.
  const kept = new Map<string, Database.Statement>();
  function prepare(sql: string): Database.Statement {
    let statement = kept.get(sql);
    if (statement === undefined) {
      statement = connection.prepare(sql);
      if (kept.size >= KEPT_STATEMENTS) kept.clear();
      kept.set(sql, statement);
    }
    return statement;
  }
  return {
    prepare: (sql) => {
      // A transaction that reads before it writes would fail at once, without waiting, if another program wrote between.
      if (sql === "begin") return prepare("begin immediate");
      // SQLite may have rolled back by itself (disk full): the rollback's own error would hide the one that matters.
      if (sql === "rollback" && !connection.inTransaction) return prepare("select 1");
      return prepare(sql);
    },
    close: () => connection.close(),
  };
}
