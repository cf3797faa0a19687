import type { Transaction } from "kysely";
import type { ReadDocument } from "../model/extraction.ts";
import type { Record } from "../model/record.ts";
import { compareRecords } from "./compare-records.ts";
import type { Engine } from "./engine.ts";
import type { RowOf, Schema } from "./schema.ts";
import type { Stamp } from "./store.ts";

/** Notes what a new reading of a document changes, before it takes the place of the one that is stored under `id`. */
export async function noteChanges(
  trx: Transaction<Schema>,
  insertRows: Engine["insertRows"],
  id: number,
  document: ReadDocument,
  stamp: Stamp,
  at: string,
): Promise<void> {
  const before = await trx
    .selectFrom("documents as d")
    .leftJoin("failures as f", (join) => join.onRef("f.document_id", "=", "d.id").on("f.path", "is", null))
    .select(["d.sha256", "d.run_id", "d.profile_hash", "d.program_version", "f.code"])
    .where("d.id", "=", id)
    .executeTakeFirstOrThrow();
  if (before.sha256 === null) return;
  const stored = await trx
    .selectFrom("records as r")
    .innerJoin("record_json as j", "j.record_key", "r.key")
    .leftJoin("record_basis as b", "b.record_key", "r.key")
    .select(["r.id", "j.json", "b.read"])
    .where("r.document_id", "=", id)
    .orderBy("r.ordinal")
    .execute();
  const old = new Map(stored.map((row) => [row.id, JSON.parse(row.read ?? row.json) as Record]));
  const now = new Map(document.records.map((record) => [record.id, record]));
  const ids = new Set([...old.keys(), ...now.keys()]);
  const changes = [...ids].flatMap((each) => compareRecords(old.get(each) ?? null, now.get(each) ?? null));
  const rereading = {
    sha256: before.sha256,
    run_id: stamp.run ?? null,
    run_before: before.run_id,
    profile_hash_before: before.profile_hash,
    program_version_before: before.program_version,
    failure_before: before.code,
    failure_after: document.failure?.code ?? null,
    at,
  };
  const { id: rereading_id } = await trx
    .insertInto("rereadings")
    .values(rereading)
    .returning("id")
    .executeTakeFirstOrThrow();
  const rows = changes.map(({ recordId, ...change }, ordinal): RowOf<"reading_changes"> => ({
    rereading_id,
    ordinal,
    record_id: recordId,
    ...change,
  }));
  await insertRows(trx, "reading_changes", rows);
}
