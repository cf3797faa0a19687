import type { RuleId, Severity, Verdict } from "../model/check.ts";
import type { CorrectionState } from "../model/correction.ts";
import type { Description, NewDescription } from "../model/description.ts";
import type { ReadDocument } from "../model/extraction.ts";
import type { GradeLevel, Record } from "../model/record.ts";
import type { RecordChange } from "./compare-records.ts";
import type { Overview } from "./overview.ts";
import type { FacetCounts, QueueFilter, QueuePage } from "./queue.ts";
import type { CorrectionEntry, CurrentFailure, DocumentSummary, Finding } from "./schema.ts";

/** What read a document: the same stamp on the same bytes gives the same records. */
export interface Stamp {
  /** Hash of the form profiles that were in force. */
  profileHash: string;
  programVersion: string;
  /** The run it was read in, as `startRun` gave it. */
  run?: number;
}

/** What saving did to the path that the document came from. `added`: the store did not know the path. */
export type SaveOutcome = "added" | "unchanged" | "replaced";

/** A document, told by a path at which it lies, or by its sha256 or the first digits (at least 6) of that. */
export type DocumentKey = string;

export interface DocumentFilter {
  document?: DocumentKey;
  /** Run that stored it. */
  run?: number;
  /** Only those with a failure, or only those without. */
  failed?: boolean;
  /** At most so many rows, after `offset` rows. */
  limit?: number;
  offset?: number;
}

/** A path at which a document was read, and the sha256 of the bytes that were read there; null where they could never be had. */
export interface StoredOriginal {
  path: string;
  sha256: string | null;
}

/** Documents by what came of their descriptions. */
export interface DescribeSummary {
  added: number;
  changed: number;
  unchanged: number;
}

export interface FailureFilter {
  path?: string;
  code?: string;
  run?: number;
  limit?: number;
  offset?: number;
}

export interface FindingFilter {
  rule?: RuleId;
  severity?: Severity;
  verdict?: Verdict;
  /** Fiscal year. */
  year?: number;
  /** A part of the name of the implementing unit, or, where none is printed, of the department. */
  unit?: string;
  /** Id of the form profile. */
  form?: string;
  document?: DocumentKey;
  limit?: number;
  offset?: number;
}

export interface SearchFilter {
  /** Fiscal year. */
  year?: number;
  /** A part of the title or of the name of a unit or department, such as 某县. */
  region?: string;
  /** A part of the name of the implementing unit, or, where none is printed, of the department. */
  unit?: string;
  /** Id of the form profile. */
  form?: string;
  grade?: GradeLevel;
  /** Only records in which a check of this rule, or of this severity, or both, differs. */
  rule?: RuleId;
  severity?: Severity;
  /** At most so many records; 20 where it is not given. */
  limit?: number;
}

/** A record in which all words were found, and the place of the best hit. */
export interface SearchHit {
  recordId: string;
  path: string;
  title: string | null;
  project: string | null;
  unit: string | null;
  /** Fiscal year. */
  year: number | null;
  form: string;
  gradeLevel: GradeLevel | null;
  /** What kind of text it stands in: `names` (title, project, units), `indicators` (with reasons and scoring table), `narratives` (with goals and people). */
  field: "names" | "indicators" | "narratives";
  /** JSON Pointer of the text in the record. */
  pointer: string;
  /** What stands around the hit, as printed, cut with "…". */
  snippet: string;
  /** What was hit, as printed in `snippet`. */
  match: string;
}

export interface SearchResult {
  /** Best first. */
  hits: SearchHit[];
  /** There are more than `limit`. */
  more: boolean;
}

/** What changed from the end of one run to the end of a later one. */
export interface RunComparison {
  /** Files that were read again in between. */
  documents: number;
  /** In the order in which they were read again, each place once, from its first value to its last. */
  changes: RecordChange[];
  /** Files that were first read in between: nothing to compare with. */
  firstRead: number;
  /** Set where changes in between are missing: they are kept since then (ISO 8601, UTC). */
  keptSince: string | null;
}

/** What a person enters over a reading, or takes back. */
export interface NewCorrection {
  /** JSON Pointer of the reading in the record. */
  pointer: string;
  /** As typed, the way it is printed; "" where the page is blank there; null takes back what was entered before. */
  entered: string | null;
  by: string;
  note?: string;
}

/**
 * An entry of the log of corrections and what it does now: `applied`; `confirmed`, the person says that a doubted reading is right; `agrees`, the machine reads the same by itself;
 * `unplaced`, the machine no longer reads there what was corrected, so that it is not applied; `superseded` by a later entry, or an undo.
 */
export interface CorrectionHistory extends CorrectionEntry {
  state: CorrectionState | "superseded";
}

/** A value that a query can be given. */
export type Parameter = string | number | bigint | null;

export interface QueryOptions {
  /** At most so many rows; all where it is not given. */
  limit?: number;
  /**
   * Ends the query; one of `AbortSignal.timeout` sets a time limit. It is looked at between rows: a statement that
   * works long before its next row is not interrupted until that row.
   */
  signal?: AbortSignal;
}

export interface QueryResult {
  columns: string[];
  /** Whole numbers beyond 2^53 are bigint, blobs are Uint8Array. */
  rows: unknown[][];
  /** There were more rows than `limit`. */
  truncated: boolean;
}

/**
 * The store as it was at one moment, however much is written meanwhile. While it is open, a database grows by what is
 * written, so it is held no longer than the work needs.
 */
export interface Snapshot {
  /** Answers a statement that only reads, a row at a time, so that no result is held whole. */
  rows(sql: string, parameters?: readonly Parameter[]): AsyncIterable<SnapshotRow>;
  /** As `Store.getRecord`. */
  getRecord(id: string): Promise<Record | null>;
  /** As `Store.history`. */
  history(recordId: string): Promise<CorrectionHistory[]>;
}

/** A row by the names of its columns. */
export interface SnapshotRow {
  readonly [column: string]: string | number | Uint8Array | null;
}

/**
 * The store of everything that was read. All methods throw `Failure`: `database-busy`, `disk-full`, `bad-database`; what
 * fails leaves the store as it was.
 */
export interface Store {
  /**
   * Saves what came of one file, in one transaction. The same bytes read again under the same stamp change nothing.
   * Other bytes at a known path take the place of what the path had; records that are then at no path go. A file whose
   * bytes could not be had (`sha256` is "") leaves what was read at its path before, and adds the failure to it.
   */
  saveDocument(document: ReadDocument, stamp: Stamp): Promise<SaveOutcome>;
  /**
   * Whether there is nothing to do for this file: these bytes are stored for this path under this stamp, and were not
   * stopped by something that may pass (`timed-out`, `interrupted`).
   */
  isCurrent(source: string, sha256: string, stamp: Stamp): Promise<boolean>;

  /**
   * Takes back that a path could not be read, where nothing was ever read of it: a folder, or an archive, that is open
   * now. What was read of a path stays.
   */
  forgetUnread(path: string): Promise<void>;

  /** Notes the start of a run and what it was called with, kept as JSON; gives its number. */
  startRun(args: object): Promise<number>;
  /** Notes the end of a run and what came of it, kept as JSON. */
  finishRun(id: number, summary: object): Promise<void>;

  /** Documents by path. */
  documents(filter?: DocumentFilter): Promise<DocumentSummary[]>;
  /** All paths with what was read there, by path. */
  originals(): Promise<StoredOriginal[]>;
  /** Paths that could not be read when last tried, by path. */
  failures(filter?: FailureFilter): Promise<CurrentFailure[]>;
  /** Checks of all verdicts, the gravest first; of one severity in the order in which records were stored, and printed. */
  findings(filter?: FindingFilter): Promise<Finding[]>;
  /** Records in the order in which a person should look at them: gravest difference, largest amount, most doubted numbers. */
  queue(filter?: QueueFilter): Promise<QueuePage>;
  /** How many records of the queue each further filter would leave. */
  facets(filter?: QueueFilter): Promise<FacetCounts>;
  /** How everything that is stored stands, counted. */
  overview(): Promise<Overview>;
  /**
   * Records that hold all words of a query somewhere, white space between them: parts of names first, then of indicators,
   * then of narratives. Characters are compared after NFKC and without white space and case; one character is a word, too.
   */
  search(query: string, filter?: SearchFilter): Promise<SearchResult>;
  /**
   * The record with this id, or with the one id that begins so; null where there is none. Exactly as it was saved.
   * Throws `Failure` `bad-query` where several ids begin so.
   */
  getRecord(id: string): Promise<Record | null>;

  /**
   * What the machine reads otherwise since a run, up to and with a later one: documents that were read again with other profiles or
   * another version. Throws `Failure` `bad-query` where there is no such run.
   */
  compareRuns(from: number, to: number): Promise<RunComparison>;

  /**
   * Enters a value over a reading of the record with this id, or takes it back, and recalculates the record; gives it back. The log keeps
   * every entry. What the machine read stays beside it, and a new reading of the document keeps the correction. Throws `Failure`
   * `bad-query` where there is no such record or value, or where what was typed does not fit.
   */
  correct(recordId: string, correction: NewCorrection): Promise<Record>;
  /**
   * Keeps what an archive knows of documents, all in one transaction. Kept by the hash of the bytes: whatever path they lie
   * at, and also where they are not stored any longer.
   */
  describe(descriptions: readonly NewDescription[]): Promise<DescribeSummary>;
  /** What the archive knows of the document in which the record with this (whole) id stands; null where nothing was given. */
  description(recordId: string): Promise<Description | null>;

  /** Everything that was entered over the readings of a record, oldest first. */
  history(recordId: string): Promise<CorrectionHistory[]>;

  /**
   * Answers one SQL statement that only reads. Throws `Failure`: `bad-query` for any other statement and for mistakes in
   * it, `timed-out` or `interrupted` where `signal` ended it.
   */
  query(sql: string, parameters?: readonly Parameter[], options?: QueryOptions): Promise<QueryResult>;

  /** Does work on the store as it is at this moment; the snapshot is gone when the work is done. */
  withSnapshot<T>(work: (snapshot: Snapshot) => Promise<T>): Promise<T>;
  /**
   * Writes a copy of the store, as it is at this moment, into a new SQLite file; nothing that others write meanwhile
   * tears it. Where `only` has a condition on the records `r`, the copy holds those and their documents alone. Throws `Failure`: `disk-full`, `bad-database` where the file exists or cannot be written.
   */
  copyTo(path: string, only?: { sql: string; parameters: readonly Parameter[] }): Promise<void>;

  close(): Promise<void>;
}
