import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { type TableFile, tablesExporter } from "./export-tables.ts";

/** A table as JSON, one row to a line, with the names of all columns in each; `array` columns are arrays. */
async function writeNdjson({ table, rows, path }: TableFile): Promise<void> {
  const arrays = new Set(table.columns.filter(({ type }) => type === "array").map(({ name }) => name));
  await pipeline(async function* () {
    for await (const row of rows) {
      const line = Object.entries(row).map(([name, value]) => [
        name,
        arrays.has(name) && typeof value === "string" ? (JSON.parse(value) as unknown) : value,
      ]);
      yield `${JSON.stringify(Object.fromEntries(line))}\n`;
    }
  }, createWriteStream(path));
}

export const exportNdjson = tablesExporter({
  extension: "ndjson",
  mediaType: "application/x-ndjson",
  write: writeNdjson,
});
