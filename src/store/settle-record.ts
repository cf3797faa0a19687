import type { Transaction } from "kysely";
import { applyCorrections } from "../corrections/apply-corrections.ts";
import type { Correction } from "../model/correction.ts";
import type { Scoring } from "../model/parsed-form.ts";
import type { Record } from "../model/record.ts";
import type { CorrectionEntry, Schema } from "./schema.ts";

/** All entries of the log about one record, in the order they were made. */
export async function logOf(
  trx: Pick<Transaction<Schema>, "selectFrom">,
  recordId: string,
): Promise<CorrectionEntry[]> {
  return trx.selectFrom("corrections").selectAll().where("record_id", "=", recordId).orderBy("id").execute();
}

/** The corrections that are in force: the last entry of each place, unless it is an undo. */
export function correctionsInForce(log: readonly CorrectionEntry[]): Correction[] {
  const last = new Map<string, CorrectionEntry>();
  for (const entry of log) last.set(entry.pointer, entry);
  return [...last.values()].flatMap(({ pointer, entered, read_raw }) =>
    entered === null ? [] : [{ pointer, entered, readRaw: read_raw }],
  );
}

/** The record as it is to be shown: what the machine read with the corrections that persons made earlier; itself where there are none. */
export async function settleRecord(
  trx: Transaction<Schema>,
  read: Record,
  scoring: Scoring,
): Promise<Record> {
  const corrections = correctionsInForce(await logOf(trx, read.id));
  return corrections.length === 0 ? read : applyCorrections(read, scoring, corrections).record;
}
