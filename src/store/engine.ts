import type { Kysely, Transaction } from "kysely";
import type { BulkTable, RowOf, Schema } from "./schema.ts";
import type { Snapshot, Store } from "./store.ts";

/** What one kind of database gives to the store; all that differs between them stands behind this. */
export interface Engine {
  readonly db: Kysely<Schema>;
  /** Inserts rows of one table, all with the same columns. */
  readonly insertRows: (
    trx: Transaction<Schema>,
    table: BulkTable,
    rows: readonly RowOf<BulkTable>[],
  ) => Promise<void>;
  readonly query: Store["query"];
  /** Opens the database as it is now, to be read alone, whatever is written meanwhile. */
  readonly openSnapshot: () => Promise<EngineSnapshot>;
  /** As `Store.copyTo`. */
  readonly copyTo: Store["copyTo"];
  /** The `Failure` that an error of the database stands for; any other error as it is. */
  readonly failureOf: (error: unknown) => unknown;
  readonly close: Store["close"];
}

/** The database as it was at one moment, until it is closed. */
export interface EngineSnapshot {
  readonly db: Kysely<Schema>;
  readonly rows: Snapshot["rows"];
  readonly close: () => Promise<void>;
}
