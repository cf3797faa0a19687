import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { throwIfAborted } from "./export-tables.ts";
import type { Exporter } from "./exporter.ts";
import { recordCondition } from "./filter.ts";
import { sqliteMetadata } from "./sqlite-metadata.ts";
import { stageFolder } from "./stage-output.ts";

const DATABASE = "fuhe.db";
const METADATA = "metadata.json";

/**
 * The whole database as one SQLite file that needs no other beside it, with a `metadata.json` for Datasette: what each
 * table, view and column is, by what rows are called. A copy of one state, whoever writes meanwhile.
 */
export const exportSqlite: Exporter = async (store, target, options) => {
  const { filter = {}, force = false, language = "zh", signal } = options;
  return await stageFolder(target, { force, names: [DATABASE, METADATA] }, async (folder) => {
    throwIfAborted(signal);
    const path = join(folder, DATABASE);
    await store.copyTo(path, recordCondition(filter));
    throwIfAborted(signal);
    await writeFile(join(folder, METADATA), `${JSON.stringify(sqliteMetadata(language), null, 2)}\n`);
    return { files: [DATABASE, METADATA], rows: {} };
  });
};
