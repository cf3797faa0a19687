import { compareRuns } from "./compare-runs.ts";
import { correctRecord, historyOf } from "./correct-record.ts";
import { describeDocuments, findDescription } from "./describe-documents.ts";
import type { Engine } from "./engine.ts";
import { findFindings } from "./find-findings.ts";
import { findDocuments, findFailures, findOriginals, findRecord, isCurrent } from "./read-store.ts";
import { findOverview } from "./read-overview.ts";
import { findFacets, findQueue } from "./read-queue.ts";
import { forgetUnreadPath, saveDocument } from "./save-document.ts";
import { searchRecords } from "./search-records.ts";
import type { Store } from "./store.ts";

/** The store on an engine: what is the same whatever the database is. */
export function createStore(engine: Engine, now: () => Date): Store {
  const { db, insertRows } = engine;

  /** Lets errors of the database leave the store as failures only. */
  async function guard<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      throw engine.failureOf(error);
    }
  }

  const at = () => now().toISOString();

  return {
    saveDocument: (document, stamp) =>
      guard(db.transaction().execute((trx) => saveDocument({ trx, insertRows, document, stamp, at: at() }))),
    isCurrent: (source, sha256, stamp) => guard(isCurrent(db, source, sha256, stamp)),
    forgetUnread: (path) => guard(db.transaction().execute((trx) => forgetUnreadPath(trx, path))),
    startRun: async (args) => {
      const run = { started_at: at(), arguments: JSON.stringify(args), finished_at: null, summary: null };
      const { id } = await guard(db.insertInto("runs").values(run).returning("id").executeTakeFirstOrThrow());
      return id;
    },
    finishRun: async (id, summary) => {
      const end = { finished_at: at(), summary: JSON.stringify(summary) };
      await guard(db.updateTable("runs").set(end).where("id", "=", id).execute());
    },
    documents: (filter = {}) => guard(findDocuments(db, filter)),
    originals: () => guard(findOriginals(db)),
    failures: (filter = {}) => guard(findFailures(db, filter)),
    findings: (filter = {}) => guard(findFindings(db, filter)),
    search: (query, filter = {}) => guard(searchRecords(db, query, filter)),
    compareRuns: (from, to) => guard(compareRuns(db, from, to)),
    queue: (filter = {}) => guard(findQueue(db, filter)),
    facets: (filter = {}) => guard(findFacets(db, filter)),
    overview: () => guard(findOverview(db)),
    getRecord: (id) => guard(findRecord(db, id)),
    correct: (id, correction) =>
      guard(db.transaction().execute((trx) => correctRecord(trx, insertRows, id, correction, at()))),
    describe: (descriptions) =>
      guard(db.transaction().execute((trx) => describeDocuments(trx, descriptions, at()))),
    description: (recordId) => guard(findDescription(db, recordId)),
    history: (id) => guard(historyOf(db, id)),
    query: (sql, parameters, options) => engine.query(sql, parameters, options),
    withSnapshot: async (work) => {
      const snapshot = await engine.openSnapshot();
      try {
        return await work({
          rows: snapshot.rows,
          getRecord: (id) => guard(findRecord(snapshot.db, id)),
          history: (id) => guard(historyOf(snapshot.db, id)),
        });
      } finally {
        await snapshot.close();
      }
    },
    copyTo: (path, only) => engine.copyTo(path, only),
    close: () => engine.close(),
  };
}
