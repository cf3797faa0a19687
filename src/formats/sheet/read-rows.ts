import { Failure } from "../../model/failure.ts";
import type { Context } from "../../model/stage.ts";
import { checkSize } from "../check-size.ts";
import { decodeText } from "../decode-text.ts";
import { sniff, TEXT, XLS, XLSX } from "../sniff.ts";
import { readXls, readXlsx } from "./read.ts";

/** A row of a list: its number in the file, counted from 1, and its texts by column. Columns may be missing. */
export interface ListRow {
  row: number;
  cells: (string | undefined)[];
}

/**
 * The rows of a list as they are shown, sheet by sheet: of a workbook, or of separated values (CSV after RFC 4180, also
 * with semicolons or tabs), UTF-8, UTF-16 or GB18030. Throws the `Failure` of a file that cannot be read.
 */
export async function readRows(bytes: Uint8Array, context: Context): Promise<ListRow[][]> {
  checkSize(bytes, context);
  const kind = sniff(bytes);
  if (kind === XLSX) return (await readXlsx(bytes, context)).pages.map(rowsOfPage);
  if (kind === XLS) return (await readXls(bytes, context)).pages.map(rowsOfPage);
  if (bytes.length === 0) return [];
  const decoded = kind === TEXT ? decodeText(bytes) : null;
  if (decoded === null) {
    throw new Failure(
      "unknown-format",
      `既不是工作簿（.xlsx、.xls）也不是 CSV（${kind}），请另存后重试 / This is neither a workbook (.xlsx, .xls) nor CSV (${kind}); save it as one of them.`,
    );
  }
  const { parseCsv } = await import("hucre");
  return [parseCsv(decoded.text).map((cells, at) => ({ row: at + 1, cells: cells.map(textOf) }))];
}

type SheetPage = Awaited<ReturnType<typeof readXlsx>>["pages"][number];

function rowsOfPage({ blocks }: SheetPage): ListRow[] {
  const rows = new Map<number, ListRow>();
  for (const block of blocks) {
    if (block.kind !== "table") continue;
    for (const { text, at } of block.cells) {
      if (at.row === undefined || at.column === undefined) continue;
      const row = rows.get(at.row) ?? { row: at.row, cells: [] };
      row.cells[at.column - 1] = text;
      rows.set(at.row, row);
    }
  }
  return [...rows.values()];
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
