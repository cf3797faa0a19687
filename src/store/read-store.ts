import type { Expression, ExpressionBuilder, Kysely, SqlBool } from "kysely";
import { Failure } from "../model/failure.ts";
import type { Record } from "../model/record.ts";
import { PASSING_FAILURES } from "./save-document.ts";
import type { CurrentFailure, DocumentSummary, Schema } from "./schema.ts";
import type { DocumentFilter, DocumentKey, FailureFilter, Stamp, StoredOriginal } from "./store.ts";

/** As `Store.isCurrent`. */
export async function isCurrent(
  db: Kysely<Schema>,
  source: string,
  sha256: string,
  stamp: Stamp,
): Promise<boolean> {
  const found = await db
    .selectFrom("sources as s")
    .innerJoin("documents as d", "d.id", "s.document_id")
    .leftJoin("failures as f", "f.document_id", "d.id")
    .select(["f.path", "f.code"])
    .where("s.path", "=", source)
    .where("d.sha256", "=", sha256)
    .where("d.profile_hash", "=", stamp.profileHash)
    .where("d.program_version", "=", stamp.programVersion)
    .execute();
  const mayPass = ({ path, code }: { path: string | null; code: string | null }) =>
    code !== null && (path === null ? PASSING_FAILURES.includes(code) : path === source);
  return found.length > 0 && !found.some(mayPass);
}

/** As `Store.documents`. */
export async function findDocuments(db: Kysely<Schema>, filter: DocumentFilter): Promise<DocumentSummary[]> {
  const { document, run, failed } = filter;
  let rows = db.selectFrom("document_summary").selectAll().orderBy("path").orderBy("document_id");
  if (document !== undefined) rows = rows.where((eb) => isDocument(eb, document));
  if (run !== undefined) rows = rows.where("run_id", "=", run);
  if (failed !== undefined) rows = rows.where("failures", failed ? ">" : "=", 0);
  return rows
    .limit(filter.limit ?? ALL)
    .offset(filter.offset ?? 0)
    .execute();
}

/** As `Store.originals`. */
export function findOriginals(db: Kysely<Schema>): Promise<StoredOriginal[]> {
  return db
    .selectFrom("sources as s")
    .innerJoin("documents as d", "d.id", "s.document_id")
    .select(["s.path", "d.sha256"])
    .orderBy("s.path")
    .execute();
}

/** As `Store.failures`. */
export async function findFailures(db: Kysely<Schema>, filter: FailureFilter): Promise<CurrentFailure[]> {
  let rows = db.selectFrom("failures_current").selectAll().orderBy("path").orderBy("code");
  if (filter.path !== undefined) rows = rows.where("path", "=", filter.path);
  if (filter.code !== undefined) rows = rows.where("code", "=", filter.code);
  if (filter.run !== undefined) rows = rows.where("run_id", "=", filter.run);
  return rows
    .limit(filter.limit ?? ALL)
    .offset(filter.offset ?? 0)
    .execute();
}

/** As `Store.getRecord`. */
export async function findRecord(db: Kysely<Schema>, id: string): Promise<Record | null> {
  const records = db
    .selectFrom("records as r")
    .innerJoin("record_json as j", "j.record_key", "r.key")
    .select(["r.id", "j.json"]);
  const exact = await records.where("r.id", "=", id).executeTakeFirst();
  if (exact !== undefined) return JSON.parse(exact.json) as Record;
  if (!/^[0-9a-f]+(?:-\d*)?$/u.test(id)) return null;
  const [first, second] = await records
    .where("r.id", ">=", id)
    .where("r.id", "<", endOfPrefix(id))
    .orderBy("r.id")
    .limit(2)
    .execute();
  if (first === undefined) return null;
  if (second !== undefined) {
    throw new Failure(
      "bad-query",
      `Several records begin with ${id}, such as ${first.id} and ${second.id}; give more of the id.`,
    );
  }
  return JSON.parse(first.json) as Record;
}

/** For "no limit": an offset needs one in SQLite. */
const ALL = Number.MAX_SAFE_INTEGER;

function isDocument(
  eb: ExpressionBuilder<Schema, "document_summary">,
  key: DocumentKey,
): Expression<SqlBool> {
  const byPath = eb.selectFrom("sources").select("document_id").where("path", "=", key);
  if (!/^[0-9a-f]{6,64}$/u.test(key)) return eb("document_id", "in", byPath);
  const byHash = eb
    .selectFrom("documents")
    .select("id")
    .where("sha256", ">=", key)
    .where("sha256", "<", endOfPrefix(key));
  return eb.or([eb("document_id", "in", byPath), eb("document_id", "in", byHash)]);
}

/** What comes right after all texts of hex digits and "-" that begin so: "g" is above them all. */
function endOfPrefix(prefix: string): string {
  return `${prefix}g`;
}
