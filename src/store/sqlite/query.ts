import { setImmediate as nextTurn } from "node:timers/promises";
import Database from "better-sqlite3";
import { Failure } from "../../model/failure.ts";
import type { Parameter, QueryOptions, QueryResult } from "../store.ts";
import { sqliteFailure } from "./sqlite-failure.ts";

const GAP = String.raw`(?:\s|--[^\n]*(?:\n|$)|/\*[\s\S]*?\*/)*`;

/**
 * Statements that only read. `pragma` is not among them: some change the whole process, and some of those already while
 * the statement is prepared. `pragma_table_info(…)` and its like can be selected from.
 */
const READING = new RegExp(
  `^${GAP}(?:explain${GAP}(?:query${GAP}plan${GAP})?)?(?:select|with|values)\\b`,
  "iu",
);

/** For so many milliseconds rows are taken in one go; then others get their turn, the abort signal among them. */
const TURN = 20;

/**
 * Answers one statement on a connection of its own that cannot write. That connection is gone afterwards, and with it
 * all that a statement could have set on it.
 */
export async function query(
  connect: () => Database.Database,
  sql: string,
  parameters: readonly Parameter[] = [],
  { limit = Infinity, signal }: QueryOptions = {},
): Promise<QueryResult> {
  if (!READING.test(sql)) throw notReading();
  const db = connect();
  try {
    const statement = prepare(db, sql, parameters);
    const columns = statement.columns().map(({ name }) => name);
    const rows: unknown[][] = [];
    let turnEnds = performance.now();
    for (const row of statement.iterate()) {
      if (performance.now() >= turnEnds) {
        await nextTurn();
        if (signal?.aborted === true) throw stopped(signal);
        turnEnds = performance.now() + TURN;
      }
      if (rows.length >= limit) return { columns, rows, truncated: true };
      rows.push(row.map(plainNumber));
    }
    return { columns, rows, truncated: false };
  } catch (error) {
    const failure = sqliteFailure(error, db.name);
    throw failure instanceof Database.SqliteError ? badQuery(failure) : failure;
  } finally {
    db.close();
  }
}

function prepare(
  db: Database.Database,
  sql: string,
  parameters: readonly Parameter[],
): Database.Statement<[], unknown[]> {
  let statement;
  try {
    statement = db.prepare<[], unknown[]>(sql).bind(...(parameters as []));
  } catch (error) {
    // The driver's own complaints: no statement or several, parameters missing, left over or of a wrong kind.
    throw error instanceof RangeError || error instanceof TypeError ? badQuery(error) : error;
  }
  if (!statement.reader || !statement.readonly) throw notReading();
  return statement.raw().safeIntegers();
}

function notReading(): Failure {
  return new Failure(
    "bad-query",
    "Only statements that read are answered: select, with … select, values, explain. Nothing was changed.",
  );
}

function badQuery(error: Error): Failure {
  return new Failure(
    "bad-query",
    `The query cannot be answered: ${error.message}. Correct it and try again.`,
    {
      cause: error,
    },
  );
}

function stopped(signal: AbortSignal): Failure {
  const late = signal.reason instanceof DOMException && signal.reason.name === "TimeoutError";
  return late
    ? new Failure("timed-out", "The query took longer than allowed; narrow it, or allow it more time.")
    : new Failure("interrupted", "The query was interrupted.");
}

/** Whole numbers come as bigint, so that none is rounded; those that a number can hold become one. */
function plainNumber(value: unknown): unknown {
  return typeof value === "bigint" && BigInt(Number(value)) === value && Number.isSafeInteger(Number(value))
    ? Number(value)
    : value;
}
