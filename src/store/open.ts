import { resolve } from "node:path";
import { createStore } from "./create-store.ts";
import { connect } from "./sqlite/connect.ts";
import { createSqliteEngine } from "./sqlite/engine.ts";
import type { Store } from "./store.ts";

export interface OpenOptions {
  /** Only look: nothing can be saved, and the file is neither made nor brought up to date. */
  readonly?: boolean;
  /** Make the file where there is none; so unless it says otherwise. */
  create?: boolean;
  /** The clock that all timestamps come from. */
  now?: () => Date;
  /** Milliseconds to wait for another program that is writing; half a minute where it is not given. */
  busyTimeout?: number;
}

const BUSY_TIMEOUT = 30_000;

/**
 * Opens the store in a SQLite file, and makes it where there is none. Throws `Failure`: `bad-database` for a file that is
 * no database, another program's, a newer fuhe's, damaged or not writable, `database-busy`, `disk-full`.
 */
export async function open(path: string, options: OpenOptions = {}): Promise<Store> {
  const { readonly = false, create = true, now = () => new Date(), busyTimeout = BUSY_TIMEOUT } = options;
  const file = resolve(path);
  const connection = connect(file, { readonly, create, busyTimeout, now });
  const connectReader = () => connect(file, { readonly: true, create: false, busyTimeout, now });
  return createStore(createSqliteEngine(connection, connectReader), now);
}
