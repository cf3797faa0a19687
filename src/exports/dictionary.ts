/** A text in both languages. */
export interface Bilingual {
  en: string;
  zh: string;
}

/** What the values of a column are; `array` is JSON text. All may be null. */
export type ColumnType = "string" | "integer" | "number" | "date" | "datetime" | "array";

/** A column of an exported table. */
export interface ExportColumn {
  name: string;
  type: ColumnType;
  title: string;
  description: Bilingual;
}

/** A table of an export: what it is, and the statement that fills it. */
export interface ExportTable {
  name: string;
  title: string;
  description: Bilingual;
  columns: readonly ExportColumn[];
  /** Names of the columns that no two rows share; none where rows may be equal. */
  key: readonly string[];
  /** Columns that lead to the key of another table. */
  foreign: readonly { columns: readonly string[]; table: string }[];
  /** Tables and joins; `r` is the record or `d` the document that filters are about. */
  from: string;
  /** What each column is taken from, in the order of the columns. */
  select: readonly string[];
  orderBy: string;
  /** Whether a filter of records is about the row's record, the document's records, or neither. */
  about: "record" | "document";
}

type ColumnLine = readonly [
  name: string,
  type: ColumnType,
  /** The Chinese name. */
  title: string,
  en: string,
  zh: string,
  /** The expression, where it is not the name in the table. */
  from?: string,
];

/** A table of a record's parts, or of a document's, from lines of columns; `alias` is the table that plain names are in. */
export function tableOf(
  table: Omit<ExportTable, "columns" | "select" | "foreign"> & {
    alias: string;
    lines: readonly ColumnLine[];
    foreign?: ExportTable["foreign"];
  },
): ExportTable {
  const { alias, lines, foreign = [], ...rest } = table;
  return {
    ...rest,
    foreign,
    columns: lines.map(([name, type, title, en, zh]) => ({ name, type, title, description: { en, zh } })),
    select: lines.map(([name, , , , , from]) => from ?? `${alias}."${name}"`),
  };
}

/** What a document is known by outside the database: its sha256, and where its bytes could not be had its first path. */
const DOCUMENT_ID =
  "coalesce(d.sha256, 'unread:' || (select min(s.path) from sources s where s.document_id = d.id))";

export const DOCUMENT: ColumnLine = [
  "document_id",
  "string",
  "文件编号",
  "sha256 of the file's bytes (hex); where they could not be had “unread:” and its path",
  "文件内容的 sha256（十六进制）；内容无法取得时为“unread:”加路径",
  DOCUMENT_ID,
];

export const RECORD: ColumnLine = [
  "record_id",
  "string",
  "记录编号",
  "Id of the record: first 12 digits of the document's sha256, “-”, number of the form in the document",
  "记录编号：文件 sha256 前 12 位、“-”、表在文件中的序号",
  "r.id",
];

const ORDINAL: ColumnLine = [
  "ordinal",
  "integer",
  "序号",
  "Printed order within the record, from 0",
  "在记录中的次序，从 0 开始",
];

/** Where something stands in its document. */
export const PLACE: readonly ColumnLine[] = [
  ["page", "integer", "页", "Page, from 1", "页码，从 1 开始"],
  ["line", "integer", "行号", "Line of the text file, from 1", "文本文件的行号，从 1 开始"],
  [
    "column",
    "integer",
    "列",
    "Position in the line of a text, or column of the table or sheet, from 1",
    "文本行内位置，或表格的列，从 1 开始",
  ],
  ["paragraph", "integer", "段落", "Paragraph outside the tables, from 1", "表格之外的段落，从 1 开始"],
  ["table_number", "integer", "表格", "Table of the document, from 1", "文件中的第几个表格，从 1 开始"],
  ["row", "integer", "表格行", "Row of the table or sheet, from 1", "表格或工作表的行，从 1 开始"],
  ["sheet", "string", "工作表", "Name of the sheet", "工作表名称"],
  ["cell", "string", "单元格", "Cell such as C7", "单元格，如 C7"],
];

export const OF_RECORD: ExportTable["foreign"] = [{ columns: ["record_id"], table: "records" }];
export const OF_DOCUMENT: ExportTable["foreign"] = [{ columns: ["document_id"], table: "documents" }];

/** A list inside the record: its rows go by record and printed order. */
export function listOf(
  name: string,
  title: string,
  description: Bilingual,
  lines: readonly ColumnLine[],
): ExportTable {
  return tableOf({
    name,
    title,
    description,
    alias: "t",
    lines: [RECORD, ORDINAL, ...lines],
    key: ["record_id", "ordinal"],
    foreign: OF_RECORD,
    // `cross join` keeps SQLite from turning the two round: so rows come in order without being sorted.
    from: `records r cross join ${name} t on t.record_key = r.key`,
    orderBy: "r.id, t.ordinal",
    about: "record",
  });
}
