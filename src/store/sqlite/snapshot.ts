import { setImmediate as nextTurn } from "node:timers/promises";
import type Database from "better-sqlite3";
import { Kysely, SqliteDialect } from "kysely";
import type { EngineSnapshot } from "../engine.ts";
import type { Schema } from "../schema.ts";
import type { Parameter, SnapshotRow } from "../store.ts";
import { kyselyDatabase } from "./kysely-database.ts";
import { sqliteFailure } from "./sqlite-failure.ts";

/** So many rows are taken in one go; then others get their turn, an abort signal among them. */
const ROWS_OF_A_TURN = 500;

/**
 * The database as it is now, on a connection of its own that cannot write: one read transaction, which in WAL mode goes on
 * seeing the same state while others write.
 */
export function openSnapshot(connect: () => Database.Database): EngineSnapshot {
  const connection = connect();
  try {
    connection.exec("begin");
    // The state is that of the first read, not of "begin".
    connection.prepare("select count(*) from sqlite_schema").get();
  } catch (error) {
    connection.close();
    throw sqliteFailure(error, connection.name);
  }
  return {
    db: new Kysely<Schema>({ dialect: new SqliteDialect({ database: kyselyDatabase(connection) }) }),
    rows: (sql, parameters = []) => rowsOf(connection, sql, parameters),
    close: async () => {
      connection.close();
    },
  };
}

async function* rowsOf(
  connection: Database.Database,
  sql: string,
  parameters: readonly Parameter[],
): AsyncGenerator<SnapshotRow> {
  try {
    const statement = connection.prepare<Parameter[], SnapshotRow>(sql);
    let taken = 0;
    for (const row of statement.iterate(...parameters)) {
      yield row;
      taken += 1;
      if (taken % ROWS_OF_A_TURN === 0) await nextTurn();
    }
  } catch (error) {
    throw sqliteFailure(error, connection.name);
  }
}
