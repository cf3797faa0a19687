import Database from "better-sqlite3";
import { Kysely, SqliteDialect } from "kysely";
import type { Engine } from "../engine.ts";
import type { BulkTable, Schema } from "../schema.ts";
import { BulkInsert } from "./bulk-insert.ts";
import { copyTo } from "./copy-to.ts";
import { kyselyDatabase } from "./kysely-database.ts";
import { query } from "./query.ts";
import { openSnapshot } from "./snapshot.ts";
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
    openSnapshot: async () => openSnapshot(connectReader),
    copyTo: (path, only) => copyTo(connectReader, path, only),
    failureOf: (error) => sqliteFailure(error, connection.name),
    close: async () => {
      connection.close();
    },
  };
}
