import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { open, type OpenOptions } from "../../src/store/open.ts";
import type { Store } from "../../src/store/store.ts";

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "fuhe-store-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** A clock that is one second later each time it is asked. */
export function testClock(): () => Date {
  let seconds = 0;
  return () => new Date(Date.UTC(2026, 0, 1) + 1000 * seconds++);
}

/** A store in a new file, closed and gone after the test. */
export async function temporaryStore(options: OpenOptions = {}): Promise<{ store: Store; path: string }> {
  const path = join(temporaryFolder(), "fuhe.db");
  const store = await open(path, { now: testClock(), ...options });
  onTestFinished(() => store.close());
  return { store, path };
}

/** The first column of all rows. */
export async function column(
  store: Store,
  sql: string,
  parameters: (string | number)[] = [],
): Promise<unknown[]> {
  const result = await store.query(sql, parameters);
  return result.rows.map(([first]) => first);
}

export type Row = { [column: string]: string | number | null };

/** The rows as objects. */
export async function rows(store: Store, sql: string, parameters: (string | number)[] = []): Promise<Row[]> {
  const result = await store.query(sql, parameters);
  return result.rows.map(
    (row) => Object.fromEntries(result.columns.map((name, at) => [name, row[at]])) as Row,
  );
}

/** The tables and views; those in which FTS5 keeps its index are no part of the schema. */
export const NAMED = "name not glob '*_search_*'";

/** Everything in the store, table by table. */
export async function dump(store: Store): Promise<{ [table: string]: unknown[][] }> {
  const tables = await column(
    store,
    `select name from sqlite_schema where type = 'table' and ${NAMED} order by name`,
  );
  const all: { [table: string]: unknown[][] } = {};
  for (const table of tables)
    all[String(table)] = (await store.query(`select * from ${String(table)} order by 1, 2`)).rows;
  return all;
}
