import Database from "better-sqlite3";
import { Kysely, SqliteDialect, type SqliteDatabase } from "kysely";
import type { Engine } from "../engine.ts";
import type { BulkTable, Schema } from "../schema.ts";
import { BulkInsert } from "./bulk-insert.ts";
import { query } from "./query.ts";
import { sqliteFailure } from "./sqlite-failure.ts";

/** The store's engine on one connection to a SQLite file. `connectReader` gives another that cannot write. */
export function createSqliteEngine(
  connection: Database.Database,
  connectReader: () => Database.Database,
): Engine {
  const inserts = new Map<BulkTable, BulkInsert>();
  return {
    db: new Kysely<Schema>({ dialect: new SqliteDialect({ database: kyselyDatabase(connection) }) }),
    // Compiling each insert through kysely takes ten times as long as running it; the transaction is the connection's.
    insertRows: async (_trx, table, rows) => {
      const [first] = rows;
      if (first === undefined) return;
      let insert = inserts.get(table);
      if (insert === undefined) {
        insert = new BulkInsert(connection, table, Object.keys(first));
        inserts.set(table, insert);
      }
      insert.run(rows);
    },
    query: (sql, parameters, options) => query(connectReader, sql, parameters, options),
    failureOf: (error) => sqliteFailure(error, connection.name),
    close: async () => {
      connection.close();
    },
  };
}

/** So many statements of kysely's are kept ready; the store itself asks some thirty different ones. */
const KEPT_STATEMENTS = 100;

/** What kysely asks of a connection, with its traps taken out. */
function kyselyDatabase(connection: Database.Database): SqliteDatabase {
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
