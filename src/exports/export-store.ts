import type { Store } from "../store/store.ts";
import type { Exporter, ExportFormat, ExportOptions, ExportSummary } from "./exporter.ts";

/** What writes each format; loaded when it is asked for. */
const EXPORTERS: { [format in ExportFormat]: () => Promise<Exporter> } = {
  xlsx: async () => (await import("./workbook/export-workbook.ts")).exportWorkbook,
  csv: async () => (await import("./csv.ts")).exportCsv,
  ndjson: async () => (await import("./ndjson.ts")).exportNdjson,
  parquet: async () => (await import("./parquet.ts")).exportParquet,
  datapackage: async () => (await import("./csv.ts")).exportDataPackage,
  sqlite: async () => (await import("./sqlite-copy.ts")).exportSqlite,
};

/**
 * Writes what is in the store: `xlsx` is one workbook at the path `target`, all other formats are files in the folder
 * `target`. Files that are there are not replaced without `force`, and what could not be written whole is not there at
 * all. Throws `Failure`: `file-exists`, `not-writable`, `disk-full`, `interrupted`, and those of the store.
 */
export async function exportStore(
  store: Store,
  format: ExportFormat,
  target: string,
  options: ExportOptions = {},
): Promise<ExportSummary> {
  const exporter = await EXPORTERS[format]();
  return await exporter(store, target, options);
}
