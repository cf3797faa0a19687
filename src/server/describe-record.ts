import type { Record } from "../model/record.ts";
import type { CorrectionHistory, Store } from "../store/store.ts";
import { noSuchRecord } from "./http-failure.ts";

/** A record with what the desk shows beside it. */
export interface DescribedRecord {
  record: Record;
  document: {
    /** All paths at which the document lies. */
    paths: string[];
    mediaType: string;
    pages: number;
    storedAt: string;
    /** Ids of all records of the document, in printed order. */
    records: string[];
    warnings: { code: string; message: string; page: number | null; line: number | null }[];
  };
  history: CorrectionHistory[];
}

/** Everything that is stored about a record. Throws an HttpFailure `not-found`. */
export async function describeRecord(store: Store, id: string): Promise<DescribedRecord> {
  const record = await store.getRecord(id);
  if (record === null || record.id !== id) throw noSuchRecord(id);
  const found = await store.query(
    "select d.id, d.media_type, d.pages, d.stored_at from documents d join records r on r.document_id = d.id where r.id = ?",
    [id],
  );
  const [documentId, mediaType, pages, storedAt] = found.rows[0] as [number, string, number, string];
  const listOf = async (sql: string) => (await store.query(sql, [documentId])).rows;
  const paths = await listOf("select path from sources where document_id = ? order by path");
  const records = await listOf("select id from records where document_id = ? order by ordinal");
  const warnings = await listOf(
    "select code, message, page, line from warnings where document_id = ? order by ordinal limit 200",
  );
  return {
    record,
    document: {
      paths: paths.map(([path]) => String(path)),
      mediaType,
      pages,
      storedAt,
      records: records.map(([own]) => String(own)),
      warnings: warnings.map(([code, message, page, line]) => ({
        code: String(code),
        message: String(message),
        page: page as number | null,
        line: line as number | null,
      })),
    },
    history: await store.history(id),
  };
}
