import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { stringify } from "csv-stringify";
import { type TableFile, type TableFormat, tablesExporter } from "./export-tables.ts";

/** What a spreadsheet would take for the beginning of a formula. */
const FORMULA = /^[=+\-@\t\r][^]/u;
const NUMBER = /^[+-]?\d+(?:\.\d+)?%?$/u;

/**
 * A table as CSV (RFC 4180) in UTF-8: a line of names, lines end with CRLF, an empty text is `""` and nothing at all is a
 * null. With `bom` for Excel: the mark at the front, and an apostrophe before texts that Excel would run as formulas.
 */
async function writeCsv({ table, rows, path, bom }: TableFile): Promise<void> {
  const names = table.columns.map(({ name }) => name);
  const csv = stringify({
    bom,
    record_delimiter: "windows",
    // An empty text is quoted, and a null is not: readers that can tell them apart do.
    cast: { string: (value) => (value === "" ? { value, quoted_empty: true } : value) },
  });
  await pipeline(
    async function* () {
      yield names;
      for await (const row of rows) {
        yield names.map((name) => (bom ? unarmed(row[name]) : row[name]));
      }
    },
    csv,
    createWriteStream(path),
  );
}

function unarmed(value: unknown): unknown {
  return typeof value === "string" && FORMULA.test(value) && !NUMBER.test(value) ? `'${value}` : value;
}

const CSV: TableFormat = { extension: "csv", mediaType: "text/csv", write: writeCsv };

export const exportCsv = tablesExporter(CSV);
/** CSV as a tabular data package that a validator takes: with sizes, hashes, keys. */
export const exportDataPackage = tablesExporter(CSV, { strict: true });
