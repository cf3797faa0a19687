/**
 * fuhe as a library: reads performance self-evaluation reports (绩效自评表), recalculates every score, and keeps what was
 * read in SQLite.
 *
 * ```ts
 * import { extract, open, createExtractor } from "fuhe";
 *
 * const document = await extract("report.txt");
 * for (const record of document.records)
 *   for (const check of record.checks) if (check.verdict === "differs") console.log(check.message.zh);
 *
 * const store = await open("archive.db");
 * const extractor = createExtractor();
 * await store.saveDocument(await extractor.extractFile("report.txt"), {
 *   profileHash: extractor.profileHash,
 *   programVersion: "1",
 * });
 * await store.close();
 * ```
 */
import { createExtractor, type Extractor, type ExtractorOptions } from "./extract.ts";
import { type Document, withoutScorings } from "./model/extraction.ts";

export interface ExtractOptions extends ExtractorOptions {
  /** The name that a report given as bytes goes by; "-" where it has none. */
  source?: string;
  signal?: AbortSignal;
}

let usual: Extractor | undefined;

/**
 * Reads one report: a file by its path, or its bytes. A report that cannot be read gives a document with a `failure`;
 * rejects only where `signal` is aborted, and with `Failure` `bad-profile`.
 * For many files with options of their own, make an extractor once with `createExtractor`.
 */
export async function extract(report: string | Uint8Array, options: ExtractOptions = {}): Promise<Document> {
  const { source = "-", signal, ...rest } = options;
  const extractor = Object.keys(rest).length > 0 ? createExtractor(rest) : (usual ??= createExtractor());
  const read =
    typeof report === "string"
      ? await extractor.extractFile(report, signal)
      : await extractor.extractBytes(report, source, signal);
  return withoutScorings(read);
}

export { createExtractor, type Extractor, type ExtractorOptions } from "./extract.ts";

export { extractTables, type BareCell, type BareTable, type DocumentTables } from "./tables.ts";
export { open, type OpenOptions } from "./store/open.ts";
export type {
  CorrectionHistory,
  DescribeSummary,
  DocumentFilter,
  FailureFilter,
  FindingFilter,
  NewCorrection,
  QueryOptions,
  QueryResult,
  RunComparison,
  SaveOutcome,
  SearchFilter,
  SearchHit,
  SearchResult,
  Snapshot,
  SnapshotRow,
  Stamp,
  Store,
  StoredOriginal,
} from "./store/store.ts";
export { compareStores } from "./store/compare-stores.ts";
export type { RecordChange } from "./store/compare-records.ts";
export type { CorrectionEntry, CurrentFailure, DocumentSummary, Finding } from "./store/schema.ts";

export { PATTERNS } from "./patterns/index.ts";
export { type Pattern, queryOf } from "./patterns/pattern.ts";

export { findFiles, type FoundFiles } from "./ingest/find-files.ts";
export { ingest, type IngestedFile, type IngestOptions, type IngestSummary } from "./ingest/ingest.ts";
export { readDescriptionList, type DescribedRow, type DescriptionList } from "./description/read-list.ts";
export { matchList, type MatchOptions, type RefusedRow } from "./description/match-list.ts";
export type { Description, NewDescription } from "./model/description.ts";

export {
  type Standing,
  type Verification,
  type VerifiedOriginal,
  verifyOriginals,
  type VerifyOptions,
} from "./ingest/verify-originals.ts";

export { exportStore } from "./exports/export-store.ts";
export {
  EXPORT_FORMATS,
  type ExportFormat,
  type ExportOptions,
  type ExportSummary,
  type Originals,
} from "./exports/exporter.ts";
export type { ExportFilter } from "./exports/filter.ts";

export { evaluate } from "./evaluation/evaluate.ts";
export { type Gold, parseGold } from "./evaluation/gold.ts";
export type { Report } from "./evaluation/report.ts";

export { loadProfiles } from "./forms/load-profiles.ts";

export { Document, Extraction, EXTRACTION_SCHEMA, type ReadDocument, Warning } from "./model/extraction.ts";
export { FundLine, Indicator, Quantity, Record, ScoreLine } from "./model/record.ts";
export { Check, Coverage, RuleId, Severity, Verdict } from "./model/check.ts";
export { isReading, plain, type Reading } from "./model/reading.ts";
export { Place } from "./model/place.ts";
export { FormProfile } from "./model/form-profile.ts";
export { Failure, type FailureCode } from "./model/failure.ts";
