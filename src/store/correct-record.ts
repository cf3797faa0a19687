import type { Transaction } from "kysely";
import { applyCorrections, changesRecord } from "../corrections/apply-corrections.ts";
import { Failure } from "../model/failure.ts";
import { partAt } from "../model/part-at.ts";
import type { Scoring } from "../model/parsed-form.ts";
import { isReading } from "../model/reading.ts";
import type { Record } from "../model/record.ts";
import type { Engine } from "./engine.ts";
import { recordRow } from "./record-rows.ts";
import { writeParts } from "./save-document.ts";
import type { Schema } from "./schema.ts";
import { correctionsInForce, logOf } from "./settle-record.ts";
import type { CorrectionHistory, NewCorrection } from "./store.ts";

/** Tables whose rows are written anew when a record is corrected. */
const PARTS = [
  "record_json",
  "fund_lines",
  "indicators",
  "score_lines",
  "caps",
  "checks",
  "narratives",
  "people",
  "readings",
  "review_queue",
] as const;

interface Basis {
  key: number;
  documentId: number;
  read: Record;
  scoring: Scoring;
}

/** As `Store.correct`, inside the transaction `trx`. */
export async function correctRecord(
  trx: Transaction<Schema>,
  insertRows: Engine["insertRows"],
  recordId: string,
  { pointer, entered, by, note }: NewCorrection,
  at: string,
): Promise<Record> {
  if (by.trim() === "") {
    throw new Failure("bad-query", "请注明更正人 / Say who makes the correction.");
  }
  const basis = await basisOf(trx, recordId);
  const log = await logOf(trx, recordId);
  const readNow = partAt(basis.read, pointer);
  if (entered === null && log.findLast((entry) => entry.pointer === pointer)?.entered == null) {
    throw new Failure(
      "bad-query",
      `${pointer} 处没有可撤销的更正 / there is no correction at ${pointer} to undo`,
    );
  }
  const entry = {
    record_id: recordId,
    pointer,
    entered,
    read_raw: isReading(readNow) && readNow.origin !== "inferred" ? readNow.raw : "",
    read_value: isReading(readNow) ? JSON.stringify(readNow.value) : null,
    by: by.trim(),
    note: note ?? null,
    at,
  };
  const before = correctionsInForce(log).filter((correction) => correction.pointer !== pointer);
  const added = entered === null ? [] : [{ pointer, entered, readRaw: entry.read_raw }];
  const { record, states } = applyCorrections(basis.read, basis.scoring, [...before, ...added]);
  if (entered !== null && states.at(-1) === "unplaced") {
    throw new Failure(
      "bad-query",
      `记录 ${recordId} 中 ${pointer} 处没有可更正的值 / there is no value at ${pointer} in ${recordId} to correct`,
    );
  }
  await trx.insertInto("corrections").values(entry).execute();
  await trx
    .updateTable("records")
    .set(recordRow(record, basis.documentId))
    .where("key", "=", basis.key)
    .execute();
  for (const table of PARTS) await trx.deleteFrom(table).where("record_key", "=", basis.key).execute();
  await trx.deleteFrom("record_search").where("rowid", "=", basis.key).execute();
  await writeParts({ trx, insertRows }, record, basis.key);
  const read = states.some(changesRecord) ? JSON.stringify(basis.read) : null;
  await trx.updateTable("record_basis").set({ read }).where("record_key", "=", basis.key).execute();
  return record;
}

/** As `Store.history`. */
export async function historyOf(
  trx: Pick<Transaction<Schema>, "selectFrom">,
  recordId: string,
): Promise<CorrectionHistory[]> {
  const log = await logOf(trx, recordId);
  if (log.length === 0) return [];
  const { read, scoring } = await basisOf(trx, recordId);
  const inForce = correctionsInForce(log);
  const { states } = applyCorrections(read, scoring, inForce);
  const lastOf = new Map(log.map(({ pointer, id }) => [pointer, id]));
  return log.map((entry) => {
    const index = inForce.findIndex(({ pointer }) => pointer === entry.pointer);
    const isLast = lastOf.get(entry.pointer) === entry.id;
    const state = isLast && entry.entered !== null ? (states[index] ?? "unplaced") : "superseded";
    return { ...entry, state };
  });
}

async function basisOf(trx: Pick<Transaction<Schema>, "selectFrom">, recordId: string): Promise<Basis> {
  const found = await trx
    .selectFrom("records as r")
    .innerJoin("record_json as j", "j.record_key", "r.key")
    .leftJoin("record_basis as b", "b.record_key", "r.key")
    .select(["r.key", "r.document_id", "j.json", "b.scoring", "b.read"])
    .where("r.id", "=", recordId)
    .executeTakeFirst();
  if (found === undefined) {
    throw new Failure("bad-query", `没有记录 ${recordId} / there is no record ${recordId}`);
  }
  if (found.scoring === null) {
    throw new Failure(
      "bad-query",
      `记录 ${recordId} 由旧版本读取，请先重新入库（fuhe ingest）再更正 / ${recordId} was read by an older version; read its file again (fuhe ingest), then correct it`,
    );
  }
  return {
    key: found.key,
    documentId: found.document_id,
    read: JSON.parse(found.read ?? found.json) as Record,
    scoring: JSON.parse(found.scoring) as Scoring,
  };
}
