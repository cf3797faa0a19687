import type { Transaction } from "kysely";
import type { ReadDocument } from "../model/extraction.ts";
import { settleRecord } from "./settle-record.ts";
import type { Scoring } from "../model/parsed-form.ts";
import type { Record } from "../model/record.ts";
import type { Engine } from "./engine.ts";
import { noteChanges } from "./note-changes.ts";
import { partRows, placeColumns, recordRow } from "./record-rows.ts";
import type { PartRows, Schema } from "./schema.ts";
import { searchRow } from "./search-rows.ts";
import type { SaveOutcome, Stamp } from "./store.ts";

/*
 * Everything here runs inside one transaction and sees only that: a question to the outer connection would wait for the
 * transaction's end for ever.
 */

/** The save that is going on. */
interface Save {
  trx: Transaction<Schema>;
  insertRows: Engine["insertRows"];
  document: ReadDocument;
  stamp: Stamp;
  /** ISO 8601, UTC. */
  at: string;
}

/** Failures that may be gone at the next try, with the same bytes and the same program: another password may be given, or an engine be there. */
export const PASSING_FAILURES: readonly string[] = ["timed-out", "interrupted", "encrypted", "only-images"];

/** As `Store.saveDocument`, inside the transaction `trx`. */
export async function saveDocument(save: Save): Promise<SaveOutcome> {
  const { trx, document } = save;
  const known = await trx
    .selectFrom("sources")
    .select("document_id")
    .where("path", "=", document.source)
    .executeTakeFirst();
  const before = known?.document_id;
  if (document.sha256 === "") return saveUnread(save, before);

  const stored = await storedDocument(trx, document.sha256);
  if (stored !== undefined && outlasts(stored, save)) {
    if (before !== stored.id) {
      await forgetUnread(save);
      await moveSource(save, stored.id, before);
    }
    const outcome = await saveUnread(save, stored.id);
    return before === undefined ? "added" : outcome;
  }
  const wasUnread = before !== undefined && (await forgetUnread(save));
  if (stored !== undefined && isSameReading(stored, save)) {
    if (before === stored.id && !wasUnread) return "unchanged";
    await moveSource(save, stored.id, before);
  } else {
    if (stored !== undefined)
      await noteChanges(trx, save.insertRows, stored.id, document, save.stamp, save.at);
    const id = await writeDocument(save, stored?.id);
    await writeContent(save, id);
    await moveSource(save, id, before);
  }
  return before === undefined ? "added" : "replaced";
}

async function storedDocument(trx: Transaction<Schema>, sha256: string) {
  return trx
    .selectFrom("documents as d")
    .leftJoin("failures as f", (join) => join.onRef("f.document_id", "=", "d.id").on("f.path", "is", null))
    .select(["d.id", "d.profile_hash", "d.program_version", "f.code", "f.message"])
    .where("d.sha256", "=", sha256)
    .executeTakeFirst();
}

/**
 * Whether what is stored came of the same reading. A success under the same stamp is never given up for a failure; a
 * failure gives way to a success, and to another failure.
 */
function isSameReading(
  stored: { profile_hash: string; program_version: string; code: string | null; message: string | null },
  { document: { failure }, stamp }: Save,
): boolean {
  if (stored.profile_hash !== stamp.profileHash || stored.program_version !== stamp.programVersion)
    return false;
  return stored.code === null || (failure?.code === stored.code && failure.message === stored.message);
}

/** Whether what is stored is a success under another stamp, and what comes now a failure that may pass. */
function outlasts(
  stored: { profile_hash: string; program_version: string; code: string | null; message: string | null },
  save: Save,
): boolean {
  const { failure } = save.document;
  if (failure === undefined || !PASSING_FAILURES.includes(failure.code)) return false;
  return stored.code === null && !isSameReading(stored, save);
}

/** The row of the document; what hung on an earlier reading of the same bytes is taken away. */
async function writeDocument({ trx, document, stamp, at }: Save, id: number | undefined): Promise<number> {
  const values = {
    sha256: document.sha256 === "" ? null : document.sha256,
    media_type: document.mediaType,
    pages: document.pages,
    profile_hash: stamp.profileHash,
    program_version: stamp.programVersion,
    run_id: stamp.run ?? null,
    stored_at: at,
  };
  if (id === undefined) {
    const row = await trx.insertInto("documents").values(values).returning("id").executeTakeFirstOrThrow();
    return row.id;
  }
  await trx.updateTable("documents").set(values).where("id", "=", id).execute();
  await trx.deleteFrom("records").where("document_id", "=", id).execute();
  await trx.deleteFrom("warnings").where("document_id", "=", id).execute();
  await trx.deleteFrom("failures").where("document_id", "=", id).where("path", "is", null).execute();
  return id;
}

async function writeContent(save: Save, documentId: number): Promise<void> {
  const { trx, insertRows, document } = save;
  for (const [index, read] of document.records.entries()) {
    const scoring = document.scorings?.[index];
    const record = scoring === undefined ? read : await settleRecord(trx, read, scoring);
    const row = recordRow(record, documentId);
    const { key } = await trx.insertInto("records").values(row).returning("key").executeTakeFirstOrThrow();
    await writeParts(save, record, key);
    const unknown = document.unknownLabels?.[index] ?? [];
    const labels = unknown.map(({ text, at }, ordinal) => ({
      record_key: key,
      ordinal,
      text,
      ...placeColumns(at),
    }));
    await insertRows(trx, "unknown_labels", labels);
    if (scoring !== undefined) await writeBasis(trx, key, scoring, record === read ? null : read);
  }
  const warnings = document.warnings.map(({ code, message, at }, ordinal) => ({
    document_id: documentId,
    ordinal,
    code,
    message,
    ...placeColumns(at),
  }));
  await insertRows(trx, "warnings", warnings);
  if (document.failure !== undefined && document.sha256 !== "") await writeFailure(save, documentId, null);
}

/** The rows of the parts of a record, and its row in the search index. */
export async function writeParts(
  { trx, insertRows }: Pick<Save, "trx" | "insertRows">,
  record: Record,
  key: number,
): Promise<void> {
  for (const [table, rows] of Object.entries(partRows(record, key))) {
    await insertRows(trx, table as keyof PartRows, rows);
  }
  await insertRows(trx, "record_search", [searchRow(record, key)]);
}

async function writeBasis(
  trx: Transaction<Schema>,
  record_key: number,
  scoring: Scoring,
  read: Record | null,
): Promise<void> {
  const basis = {
    record_key,
    scoring: JSON.stringify(scoring),
    read: read === null ? null : JSON.stringify(read),
  };
  await trx.insertInto("record_basis").values(basis).execute();
}

/** Lets the path lead to a document. The one it led to before goes if no other path leads there. */
async function moveSource({ trx, document, at }: Save, to: number, from: number | undefined): Promise<void> {
  if (from === to) return;
  const values = { document_id: to, stored_at: at };
  await trx
    .insertInto("sources")
    .values({ path: document.source, ...values })
    .onConflict((conflict) => conflict.column("path").doUpdateSet(values))
    .execute();
  if (from !== undefined) await dropUnlessFound(trx, from);
}

/** Drops a document that no path leads to any more. */
async function dropUnlessFound(trx: Transaction<Schema>, id: number): Promise<void> {
  const path = await trx
    .selectFrom("sources")
    .select("path")
    .where("document_id", "=", id)
    .limit(1)
    .executeTakeFirst();
  if (path === undefined) await trx.deleteFrom("documents").where("id", "=", id).execute();
}

/**
 * The file is there and its bytes cannot be had, or could not be read this time: that says nothing about what they are,
 * so what was read before stays, with the failure beside it.
 */
async function saveUnread(save: Save, before: number | undefined): Promise<SaveOutcome> {
  const { trx, document } = save;
  if (before === undefined) {
    const id = await writeDocument(save, undefined);
    await writeContent(save, id);
    await moveSource(save, id, undefined);
    await writeFailure(save, id, document.source);
    return "added";
  }
  const noted = await trx
    .selectFrom("failures")
    .select(["code", "message"])
    .where("path", "=", document.source)
    .executeTakeFirst();
  if (noted?.code === document.failure?.code && noted?.message === document.failure?.message)
    return "unchanged";
  await forgetUnread(save);
  await writeFailure(save, before, document.source);
  return "replaced";
}

/** Takes back that the path could not be read; false where there was nothing to take back. */
async function forgetUnread({ trx, document }: Save): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom("failures")
    .where("path", "=", document.source)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** As `Store.forgetUnread`, inside the transaction `trx`. */
export async function forgetUnreadPath(trx: Transaction<Schema>, path: string): Promise<void> {
  const unread = await trx
    .selectFrom("sources as s")
    .innerJoin("documents as d", "d.id", "s.document_id")
    .innerJoin("failures as f", "f.document_id", "d.id")
    .select("d.id")
    .where("s.path", "=", path)
    .where((eb) => eb.or([eb("d.sha256", "is", null), eb("f.path", "is", null)]))
    .executeTakeFirst();
  if (unread === undefined) return;
  await trx.deleteFrom("sources").where("path", "=", path).execute();
  await dropUnlessFound(trx, unread.id);
}

async function writeFailure(
  { trx, document, stamp, at }: Save,
  documentId: number,
  path: string | null,
): Promise<void> {
  if (document.failure === undefined) throw new Error(`${document.source} has neither bytes nor a failure`);
  const { code, message } = document.failure;
  await trx
    .insertInto("failures")
    .values({ document_id: documentId, path, code, message, failed_at: at, run_id: stamp.run ?? null })
    .execute();
}
