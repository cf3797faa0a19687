import type { Generated, Insertable, Selectable } from "kysely";
import type { Cause, RuleId, Severity, Verdict } from "../model/check.ts";
import type { MoneyUnit } from "../model/money.ts";
import type { Origin, ReadingState } from "../model/reading.ts";
import type { RecordChange } from "./compare-records.ts";
import type { Comparator, FundMeasure, FundSource, GradeLevel, ScoreLine } from "../model/record.ts";

/*
 * The tables and views as TypeScript sees them, whatever the database is. What each column means is told once, in the
 * comments of the schema itself (`sqlite/tables.ts`) and in the README of this folder.
 */

interface Runs {
  id: Generated<number>;
  started_at: string;
  finished_at: string | null;
  arguments: string;
  summary: string | null;
}

interface Documents {
  id: Generated<number>;
  sha256: string | null;
  media_type: string;
  pages: number;
  profile_hash: string;
  program_version: string;
  run_id: number | null;
  stored_at: string;
}

interface Sources {
  path: string;
  document_id: number;
  stored_at: string;
}

interface Failures {
  id: Generated<number>;
  document_id: number;
  path: string | null;
  code: string;
  message: string;
  failed_at: string;
  run_id: number | null;
}

/** Where something stands in its document. */
interface Placed {
  page: number | null;
  line: number | null;
  column: number | null;
  paragraph: number | null;
  table_number: number | null;
  row: number | null;
  sheet: string | null;
  cell: string | null;
}

interface Warnings extends Placed {
  document_id: number;
  ordinal: number;
  code: string;
  message: string;
  bbox: string | null;
}

interface Records {
  key: Generated<number>;
  id: string;
  document_id: number;
  ordinal: number;
  form: string;
  title: string | null;
  fiscal_year: number | null;
  filed_on: string | null;
  project_name: string | null;
  project_subproject: string | null;
  project_department: string | null;
  project_department_code: string | null;
  project_implementing_unit: string | null;
  project_office: string | null;
  project_attribute: string | null;
  project_period_start: string | null;
  project_period_end: string | null;
  execution_rate: number | null;
  execution_weight: number | null;
  execution_score: number | null;
  goals_expected: string | null;
  goals_actual: string | null;
  total_weight: number | null;
  total_score: number | null;
  grade: string | null;
  grade_level: GradeLevel | null;
  coverage_numbers: number;
  coverage_guarded: number;
  coverage_checks_agrees: number;
  coverage_checks_differs: number;
  coverage_checks_unverifiable: number;
  coverage_checks_not_applicable: number;
}

interface RecordJson {
  record_key: number;
  json: string;
}

interface RecordBasis {
  record_key: number;
  scoring: string;
  read: string | null;
}

interface Corrections {
  id: Generated<number>;
  record_id: string;
  pointer: string;
  entered: string | null;
  read_raw: string;
  read_value: string | null;
  by: string;
  note: string | null;
  at: string;
}

/** A row of a list inside a record. */
interface Listed {
  record_key: number;
  ordinal: number;
}

interface FundLines extends Listed {
  measure: FundMeasure | null;
  source: FundSource | null;
  amount_text: string | null;
  unit: MoneyUnit | null;
  yuan_text: string | null;
  yuan: number | null;
}

interface Indicators extends Listed {
  level1: string | null;
  level2: string | null;
  name: string | null;
  target_text: string | null;
  target_comparator: Comparator | null;
  target_number: number | null;
  target_unit: string | null;
  actual_text: string | null;
  actual_comparator: Comparator | null;
  actual_number: number | null;
  actual_unit: string | null;
  weight: number | null;
  score: number | null;
  completion: string | null;
  completion_percent: number | null;
  deviation: string | null;
}

interface ScoreLines extends Listed {
  kind: ScoreLine["kind"];
  group_name: string | null;
  subgroup: string | null;
  name: string | null;
  weight: number | null;
  score: number | null;
  remark: string | null;
}

interface Caps extends Listed {
  group_name: string | null;
  weight: number | null;
}

interface Checks extends Listed, Placed {
  rule: RuleId;
  verdict: Verdict;
  subject: string;
  reported: string | null;
  reported_number: number | null;
  recalculated: string | null;
  recalculated_number: number | null;
  difference: number | null;
  severity: Severity;
  cause: Cause | null;
  suggestion: string | null;
  message_en: string;
  message_zh: string;
  evidence: string;
}

interface Narratives extends Listed {
  heading: string | null;
  text: string | null;
}

interface People extends Listed {
  role: string | null;
  name: string | null;
  position: string | null;
  office: string | null;
  phone: string | null;
}

interface Readings extends Placed {
  record_key: number;
  pointer: string;
  kind: "text" | "number" | "amount" | "quantity" | "completion";
  raw: string;
  value: string | null;
  number: number | null;
  origin: Origin;
  confidence: number;
  state: ReadingState;
  guards: number;
  bbox: string | null;
}

interface UnknownLabels extends Listed, Placed {
  text: string;
  bbox: string | null;
}

export interface Descriptions {
  sha256: string;
  fonds_number: string | null;
  archival_code: string | null;
  file_number: string | null;
  item_number: string | null;
  title: string | null;
  creator: string | null;
  date: string | null;
  retention: string | null;
  security_class: string | null;
  list: string;
  list_row: number;
  described_at: string;
}

interface Rereadings {
  id: Generated<number>;
  sha256: string;
  run_id: number | null;
  run_before: number | null;
  profile_hash_before: string;
  program_version_before: string;
  failure_before: string | null;
  failure_after: string | null;
  at: string;
}

interface ReadingChanges {
  rereading_id: number;
  ordinal: number;
  record_id: string;
  kind: RecordChange["kind"];
  pointer: string;
  rule: string | null;
  before: string | null;
  after: string | null;
}

/** The full-text index; `rowid` is the record's key. */
interface RecordSearch {
  rowid: number;
  names: string;
  indicators: string;
  narratives: string;
  unit: string;
  region: string;
  facets: string;
}

interface ReviewQueue {
  record_key: number;
  severity: number;
  stake_yuan: number | null;
  doubtful: number;
  unguarded: number;
  differs: number;
  unverifiable: number;
  year: number | null;
  region: string | null;
  unit: string | null;
  form: string;
  grade_level: GradeLevel | null;
  total_score: number | null;
  execution_rate: number | null;
  words: string;
}

/** The tables that hold the parts of a record. */
interface PartTables {
  record_json: RecordJson;
  fund_lines: FundLines;
  indicators: Indicators;
  score_lines: ScoreLines;
  caps: Caps;
  checks: Checks;
  narratives: Narratives;
  people: People;
  readings: Readings;
  review_queue: ReviewQueue;
}

interface DocumentSummaryView {
  document_id: number;
  path: string;
  paths: number;
  sha256: string | null;
  media_type: string;
  pages: number;
  records: number;
  warnings: number;
  failures: number;
  profile_hash: string;
  program_version: string;
  stored_at: string;
  run_id: number | null;
}

interface FailuresCurrentView {
  path: string;
  sha256: string | null;
  media_type: string;
  code: string;
  message: string;
  failed_at: string;
  run_id: number | null;
  records_kept: number;
}

interface FindingsView
  extends
    Placed,
    Pick<
      Checks,
      | "ordinal"
      | "rule"
      | "verdict"
      | "subject"
      | "reported"
      | "reported_number"
      | "recalculated"
      | "recalculated_number"
      | "difference"
      | "severity"
      | "cause"
      | "suggestion"
      | "message_en"
      | "message_zh"
    > {
  path: string;
  title: string | null;
  unit: string | null;
  year: number | null;
  form: string;
  record_id: string;
  document_id: number;
}

/** The tables, and of the views those that the program itself asks. */
export interface Schema extends PartTables {
  runs: Runs;
  documents: Documents;
  sources: Sources;
  failures: Failures;
  records: Records;
  record_basis: RecordBasis;
  corrections: Corrections;
  descriptions: Descriptions;
  fuhe_migrations: { name: string; applied_at: string };
  reading_changes: ReadingChanges;
  record_search: RecordSearch;
  rereadings: Rereadings;
  unknown_labels: UnknownLabels;
  warnings: Warnings;
  document_summary: DocumentSummaryView;
  failures_current: FailuresCurrentView;
  findings: FindingsView;
}

/** Tables that are filled many rows at a time. */
export type BulkTable =
  | keyof PartTables
  | "reading_changes"
  | "record_search"
  | "unknown_labels"
  | "warnings";

/** A row to be stored. */
export type RowOf<T extends keyof Schema> = Insertable<Schema[T]>;

/** The rows that the parts of one record become, by table. */
export type PartRows = { [T in keyof PartTables]: RowOf<T>[] };

/** One entry of the log of corrections. */
export type CorrectionEntry = Selectable<Corrections>;

/** One document of the store, as the view `document_summary` shows it. */
export type DocumentSummary = Selectable<DocumentSummaryView>;

/** One path that could not be read, as the view `failures_current` shows it. */
export type CurrentFailure = Selectable<FailuresCurrentView>;

/** One check with what is needed to find it, as the view `findings` shows it. */
export type Finding = Selectable<FindingsView>;
