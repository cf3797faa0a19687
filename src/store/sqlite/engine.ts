import Database from "better-sqlite3";
import { Kysely, SqliteDialect, type SqliteDatabase } from "kysely";
import type { Engine } from "../engine.ts";
import type { BulkTable, Schema } from "../schema.ts";
import { query } from "./query.ts";
import { sqliteFailure } from "./sqlite-failure.ts";

/** The store's engine on one connection to a SQLite file. `connectReader` gives another that cannot write. */
export function createSqliteEngine(
  connection: Database.Database,
  connectReader: () => Database.Database,
): Engine {
  const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: kyselyDatabase(connection) }) });
  const inserts = new Map<BulkTable, { columns: string[]; statement: Database.Statement }>();

  function insertOf(table: BulkTable, row: object) {
    const known = inserts.get(table);
    if (known !== undefined) return known;
    const columns = Object.keys(row);
    const names = columns.map((column) => `"${column}"`).join(", ");
    const values = columns.map(() => "?").join(", ");
    const made = {
      columns,
      statement: connection.prepare(`insert into ${table} (${names}) values (${values})`),
    };
    inserts.set(table, made);
    return made;
  }

  return {
    db,
    // Compiling each insert through kysely takes ten times as long as running it; the transaction is the connection's.
    insertRows: async (_trx, table, rows) => {
      const [first] = rows;
      if (first === undefined) return;
      const { columns, statement } = insertOf(table, first);
      for (const row of rows)
        statement.run(columns.map((column) => (row as { [name: string]: unknown })[column]));
    },
    query: (sql, parameters, options) => query(connectReader, sql, parameters, options),
    failureOf: (error) => sqliteFailure(error, connection.name),
    close: async () => {
      connection.close();
    },
  };
}

/** What kysely asks of a connection, with its two traps taken out. */
function kyselyDatabase(connection: Database.Database): SqliteDatabase {
  return {
    prepare: (sql) => {
      // A transaction that reads before it writes would fail at once, without waiting, if another program wrote between.
      if (sql === "begin") return connection.prepare("begin immediate");
      // SQLite may have rolled back by itself (disk full): the rollback's own error would hide the one that matters.
      if (sql === "rollback" && !connection.inTransaction) return connection.prepare("select 1");
      return connection.prepare(sql);
    },
    close: () => connection.close(),
  };
}
