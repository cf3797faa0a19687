import { type ListRow, readRows } from "../formats/sheet/read-rows.ts";
import { type Description, DESCRIPTION_ELEMENTS } from "../model/description.ts";
import type { Context } from "../model/stage.ts";

/** A row of an archive's list: what it says, and by what the document is to be found. */
export interface DescribedRow {
  /** In the file, counted from 1. */
  row: number;
  sha256: string | null;
  path: string | null;
  /** Name of the file, without folders. */
  name: string | null;
  /** Only elements that the list has a column for; null where the cell is blank. */
  elements: Partial<Description>;
}

export type DescriptionList =
  | {
      rows: DescribedRow[];
      /** Headings of columns that are not taken. */
      ignored: string[];
    }
  /** No row names both how to find a document and what is said of it; or a column stands there twice. */
  | { problem: "no-headings" }
  | { problem: "twice"; heading: string };

type Key = "sha256" | "path" | "name";
type Column = Key | keyof Description;

/** Folded headings; what else lists call a column besides the standard's name. */
const HEADINGS: ReadonlyMap<string, Column> = new Map<string, Column>([
  ...DESCRIPTION_ELEMENTS.flatMap(({ key, en, zh }): [string, Column][] => [
    [fold(en), key],
    [zh, key],
  ]),
  ["文件题名", "title"],
  ["成文日期", "date"],
  ["形成日期", "date"],
  ["日期", "date"],
  ["retentionperiod", "retention"],
  ["sha256", "sha256"],
  ["哈希值", "sha256"],
  ["path", "path"],
  ["路径", "path"],
  ["文件路径", "path"],
  ["filename", "name"],
  ["文件名", "name"],
  ["电子文件名", "name"],
]);

const KEYS: ReadonlySet<Column> = new Set<Column>(["sha256", "path", "name"]);

/** Titles may stand above the headings. */
const MOST_ROWS_ABOVE = 20;

/** Reads an archive's list, a workbook or separated values; of a workbook the first sheet that has the headings. Throws the `Failure` of a file that cannot be read. */
export async function readDescriptionList(bytes: Uint8Array, context: Context): Promise<DescriptionList> {
  for (const rows of await readRows(bytes, context)) {
    const at = rows.slice(0, MOST_ROWS_ABOVE).findIndex(isHeading);
    const heading = rows[at];
    if (heading !== undefined) return readBelow(heading, rows.slice(at + 1));
  }
  return { problem: "no-headings" };
}

function isHeading({ cells }: ListRow): boolean {
  const columns = Array.from(cells, (cell) => HEADINGS.get(fold(cell ?? ""))).filter(
    (column) => column !== undefined,
  );
  return columns.some((column) => KEYS.has(column)) && columns.some((column) => !KEYS.has(column));
}

function readBelow(heading: ListRow, below: readonly ListRow[]): DescriptionList {
  const columns = new Map<Column, number>();
  const ignored: string[] = [];
  for (const [at, cell] of Array.from(heading.cells, (text) => text?.trim() ?? "").entries()) {
    const column = HEADINGS.get(fold(cell));
    if (column !== undefined && columns.has(column)) return { problem: "twice", heading: cell };
    if (column !== undefined) columns.set(column, at);
    else if (cell !== "") ignored.push(cell);
  }
  const rows = below.flatMap(({ row, cells }): DescribedRow[] => {
    const textAt = (column: Column): string | null => {
      const at = columns.get(column);
      const text = at === undefined ? "" : (cells[at] ?? "").trim();
      return text === "" ? null : text;
    };
    if ([...columns.keys()].every((column) => textAt(column) === null)) return [];
    const elements: Partial<Description> = {};
    for (const { key } of DESCRIPTION_ELEMENTS) if (columns.has(key)) elements[key] = textAt(key);
    return [{ row, sha256: textAt("sha256"), path: textAt("path"), name: textAt("name"), elements }];
  });
  return { rows, ignored };
}

/** "File number", "file_number" and "fileNumber" are one heading. */
function fold(text: string): string {
  return text
    .normalize("NFKC")
    .replaceAll(/[\s_-]/gu, "")
    .toLowerCase();
}
