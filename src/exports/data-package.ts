import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { ExportColumn, ExportTable } from "./dictionary.ts";
import type { TableFormat } from "./export-tables.ts";
import type { ExportFilter } from "./filter.ts";

/** The data dictionary: a Frictionless Data Package descriptor (https://specs.frictionlessdata.io/data-package/). */
export const DATA_PACKAGE = "datapackage.json";

/** A table with the file it was written to. */
export interface WrittenTable {
  table: ExportTable;
  file: string;
  rows: number;
}

interface PackageOptions {
  format: TableFormat;
  filter: ExportFilter;
  bom: boolean;
  language: "zh" | "en";
  /** A tabular data package, with the size and the hash of each file. */
  strict: boolean;
}

/** Writes the dictionary beside the files it tells of. */
export async function writeDataPackage(
  folder: string,
  tables: readonly WrittenTable[],
  options: PackageOptions,
): Promise<void> {
  const { filter, language, strict } = options;
  const resources = [];
  for (const table of tables) resources.push(await resourceOf(folder, table, options));
  const descriptor = {
    profile: strict ? "tabular-data-package" : "data-package",
    name: "fuhe-export",
    title: language === "zh" ? "绩效自评表数据" : "Performance self-evaluation forms",
    description: descriptionOf(filter, language),
    resources,
  };
  await writeFile(join(folder, DATA_PACKAGE), `${JSON.stringify(descriptor, null, 2)}\n`);
}

function descriptionOf(filter: ExportFilter, language: "zh" | "en"): string {
  const chosen = Object.entries(filter).map(([name, value]) => `${name}=${String(value)}`);
  const text =
    language === "zh"
      ? "由 fuhe 从绩效自评表读出并逐项复核的数据。分值与得分以分计，比率为百分数，金额单位见列名。"
      : "What fuhe read from performance self-evaluation forms and recalculated. Points and scores are points, rates per cent, money in the unit that the column names.";
  if (chosen.length === 0) return text;
  return text + (language === "zh" ? `筛选条件：${chosen.join("，")}。` : ` Filter: ${chosen.join(", ")}.`);
}

async function resourceOf(
  folder: string,
  { table, file, rows }: WrittenTable,
  { format, bom, language, strict }: PackageOptions,
): Promise<object> {
  const path = join(folder, file);
  return {
    name: table.name,
    title: table.title,
    description: table.description[language] + (bom ? APOSTROPHES[language] : ""),
    path: file,
    format: format.extension,
    mediatype: format.mediaType,
    ...(format.extension === "parquet" ? {} : { encoding: "utf-8" }),
    ...(strict
      ? {
          profile: "tabular-data-resource",
          bytes: (await stat(path)).size,
          hash: `sha256:${await sha256Of(path)}`,
        }
      : {}),
    rows,
    schema: schemaOf(table, language),
  };
}

const APOSTROPHES = {
  zh: "。以 = + - @ 开头的文字前加有撇号，以免 Excel 当作公式",
  en: ". Texts that begin with = + - @ have an apostrophe before them, so that Excel does not run them",
};

function schemaOf({ columns, key, foreign }: ExportTable, language: "zh" | "en"): object {
  return {
    fields: columns.map((column) => fieldOf(column, key, language)),
    missingValues: [""],
    ...(key.length === 0 ? {} : { primaryKey: key }),
    ...(foreign.length === 0
      ? {}
      : {
          foreignKeys: foreign.map(({ columns: fields, table }) => ({
            fields,
            reference: { resource: table, fields },
          })),
        }),
  };
}

function fieldOf(
  { name, type, title, description }: ExportColumn,
  key: readonly string[],
  language: "zh" | "en",
): object {
  return {
    name,
    type,
    ...(type === "datetime" ? { format: "any" } : {}),
    title,
    description: description[language],
    ...(key.includes(name) ? { constraints: { required: true } } : {}),
  };
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}
