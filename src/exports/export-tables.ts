import { join } from "node:path";
import { Failure } from "../model/failure.ts";
import type { Snapshot, SnapshotRow } from "../store/store.ts";
import { correctionStates } from "./correction-states.ts";
import type { Exporter } from "./exporter.ts";
import { DATA_PACKAGE, writeDataPackage, type WrittenTable } from "./data-package.ts";
import type { ExportTable } from "./dictionary.ts";
import { type ExportFilter, statementOf } from "./filter.ts";
import { stageFolder } from "./stage-output.ts";
import { EXPORT_TABLES } from "./tables.ts";

/** A table that is to become a file. */
export interface TableFile {
  table: ExportTable;
  rows: AsyncIterable<SnapshotRow>;
  path: string;
  /** For Excel; CSV alone knows it. */
  bom: boolean;
}

/** A kind of file that tables are written as. */
export interface TableFormat {
  extension: string;
  mediaType: string;
  /** Writes the rows as they come, without holding them. */
  write: (file: TableFile) => Promise<void>;
}

/**
 * All tables, a file each, with the data dictionary beside them. Everything is read from one state of the store and
 * nothing is held whole; what is written takes its final name when all of it is there.
 */
export function tablesExporter(format: TableFormat, { strict = false } = {}): Exporter {
  return async (store, target, options) => {
    const { filter = {}, force = false, bom = false, language = "zh", signal, onTable } = options;
    const fileOf = (table: ExportTable) => `${table.name}.${format.extension}`;
    const names = [...EXPORT_TABLES.map(fileOf), DATA_PACKAGE];
    return await stageFolder(target, { force, names }, (folder) =>
      store.withSnapshot(async (snapshot) => {
        const written: WrittenTable[] = [];
        for (const table of EXPORT_TABLES) {
          const counted = countRows(rowsOf(table, snapshot, filter), signal);
          await format.write({ table, rows: counted.rows, path: join(folder, fileOf(table)), bom });
          written.push({ table, file: fileOf(table), rows: counted.count() });
          onTable?.(table.name, counted.count());
        }
        await writeDataPackage(folder, written, { format, filter, bom, language, strict });
        return {
          files: [...written.map(({ file }) => file), DATA_PACKAGE],
          rows: Object.fromEntries(written.map(({ table, rows }) => [table.name, rows])),
        };
      }),
    );
  };
}

function rowsOf(table: ExportTable, snapshot: Snapshot, filter: ExportFilter): AsyncIterable<SnapshotRow> {
  const { sql, parameters } = statementOf(table, filter);
  const rows = snapshot.rows(sql, parameters);
  return table.name === "corrections" ? correctionStates(rows, snapshot) : rows;
}

function countRows(
  rows: AsyncIterable<SnapshotRow>,
  signal: AbortSignal | undefined,
): { rows: AsyncIterable<SnapshotRow>; count: () => number } {
  let count = 0;
  async function* counted(): AsyncGenerator<SnapshotRow> {
    throwIfAborted(signal);
    for await (const row of rows) {
      if (signal?.aborted === true) throwIfAborted(signal);
      count += 1;
      yield row;
    }
  }
  return { rows: counted(), count: () => count };
}

/** Ends an export that was interrupted. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return;
  throw new Failure(
    "interrupted",
    "导出已中断，没有留下文件 / The export was interrupted; no file was left.",
  );
}
