import type { Store } from "../store/store.ts";
import type { ExportFilter } from "./filter.ts";

/** The formats of an export. */
export const EXPORT_FORMATS = ["xlsx", "csv", "ndjson", "parquet", "datapackage", "sqlite"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export interface ExportOptions {
  filter?: ExportFilter;
  /** Language of the workbook and of the descriptions in the data dictionary; Chinese where it is not given. */
  language?: "zh" | "en";
  /** Replace files that are there. */
  force?: boolean;
  /** CSV for Excel: a mark that says UTF-8 goes first, and texts that Excel would run as formulas get an apostrophe. */
  bom?: boolean;
  /** Workbook: at most so many records, after `offset` records. */
  limit?: number;
  offset?: number;
  /** Workbook: where the files are that the records were read from; without it places are told in words alone. */
  originals?: Originals;
  /** Ends the export; nothing is left of it. */
  signal?: AbortSignal;
  /** Told of each table, or of each record of a workbook, that is done. */
  onTable?: (name: string, rows: number) => void;
}

/** The files that records were read from, by their stored paths. */
export interface Originals {
  /** The bytes of the file at a stored path; null where it is not there. */
  read(path: string): Promise<Uint8Array | null>;
  /** The absolute path of the file, or of the archive that holds it; null where it is not there. */
  locate(path: string): string | null;
  /** Cut out the places of findings as pictures; links to the files alone where it is false. */
  crops: boolean;
}

/** What was written. */
export interface ExportSummary {
  /** Names of the files, below the target or the target itself. */
  files: string[];
  /** Rows by table; of a workbook `records` and `checks`. */
  rows: { [table: string]: number };
  /** Workbook: the records there are, where a limit left some out. */
  available?: number;
}

/** One signature for all formats: what is in the store, to a file or a folder. Throws `Failure`; then nothing is written. */
export type Exporter = (store: Store, target: string, options: ExportOptions) => Promise<ExportSummary>;
