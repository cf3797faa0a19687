import { fileWriter, parquetWriteRows } from "hyparquet-writer";
import type { SnapshotRow } from "../store/store.ts";
import type { ColumnType } from "./dictionary.ts";
import { type TableFile, tablesExporter } from "./export-tables.ts";

const TYPES: { [type in ColumnType]: "STRING" | "INT64" | "DOUBLE" } = {
  string: "STRING",
  integer: "INT64",
  number: "DOUBLE",
  date: "STRING",
  datetime: "STRING",
  array: "STRING",
};

/** Rows that are held at a time; each such group is written before the next is read. */
const ROW_GROUP = 10_000;

/**
 * A table as Parquet (Snappy): texts, dates and times are strings as in the other formats, whole numbers 64 bits, other
 * numbers doubles; exact decimals are the text columns beside those.
 */
async function writeParquet({ table, rows, path }: TableFile): Promise<void> {
  const integers = table.columns.filter(({ type }) => type === "integer").map(({ name }) => name);
  await parquetWriteRows({
    writer: fileWriter(path),
    rows: withBigIntegers(rows, integers),
    columns: table.columns.map(({ name, type }) => ({ name, type: TYPES[type] })),
    rowGroupSize: ROW_GROUP,
    createdBy: "fuhe",
  });
}

async function* withBigIntegers(
  rows: AsyncIterable<SnapshotRow>,
  integers: readonly string[],
): AsyncGenerator<{ [column: string]: unknown }> {
  for await (const row of rows) {
    const out: { [column: string]: unknown } = { ...row };
    for (const name of integers) {
      const value = row[name];
      if (typeof value === "number") out[name] = BigInt(value);
    }
    yield out;
  }
}

export const exportParquet = tablesExporter({
  extension: "parquet",
  mediaType: "application/vnd.apache.parquet",
  write: writeParquet,
});
