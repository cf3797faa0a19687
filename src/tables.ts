import { readDocument } from "./formats/index.ts";
import { blocksOfPages, recoverLayout } from "./layout/recover-layout.ts";
import type { Block, Box, Page, Row } from "./model/layout.ts";
import type { Context } from "./model/stage.ts";
import { recognisePages } from "./scans/recognise-pages.ts";

/** A cell of a bare table. Rows and columns count from 0. */
export interface BareCell {
  row: number;
  column: number;
  rowspan: number;
  colspan: number;
  text: string;
  /** Left, top, right, bottom in points from the top left corner of its page; null where the format has no places. */
  bbox: Box | null;
}

/** A table as it stands in the document, whatever it means. */
export interface BareTable {
  /** The page it begins on, counted from 1. */
  page: number;
  /** Its texts; that of a merged cell stands in its first cell, the others are empty. */
  rows: string[][];
  cells: BareCell[];
}

/** The bare tables of one document. */
export interface DocumentTables {
  /** Name of the file as given. */
  pdf: string;
  pages: number;
  /** How long it took. */
  seconds: number;
  tables: BareTable[];
}

/**
 * The tables of a document of any format, in reading order: found by their walls or by the alignment of their words, put
 * together where page breaks cut them. Pages that are only pictures are recognised where the context can. Throws the Failure of a document that cannot be read.
 */
export async function extractTables(
  bytes: Uint8Array,
  name: string,
  context: Context,
): Promise<DocumentTables> {
  const began = performance.now();
  const found = await readDocument(bytes, context);
  const pages = await recognisePages(found.pages, context);
  const tables = tablesOfPages(pages, context);
  const seconds = Math.round(performance.now() - began) / 1000;
  return { pdf: name, pages: pages.length, seconds, tables };
}

function tablesOfPages(pages: Page[], context: Context): BareTable[] {
  if (pages.every(({ kind }) => kind === "lines")) return tablesOfRows(recoverLayout(pages, context).rows);
  return blocksOfPages(pages, context).flatMap((block) =>
    block.kind === "table" ? [tableOfBlock(block)] : [],
  );
}

function tableOfBlock({ page, rows, columns, cells }: Extract<Block, { kind: "table" }>): BareTable {
  const texts = Array.from({ length: rows }, () => Array.from({ length: columns }, () => ""));
  for (const { row, column, text } of cells) {
    const line = texts[row];
    if (line !== undefined) line[column] = text;
  }
  return {
    page,
    rows: texts,
    cells: cells.map(({ row, column, rowSpan, columnSpan, text, at }) => ({
      row,
      column,
      rowspan: rowSpan,
      colspan: columnSpan,
      text,
      bbox: at.bbox ?? null,
    })),
  };
}

/** Tables of a text are its stretches of lines with tabs; nothing in them tells merged cells from blank ones. */
function tablesOfRows(rows: readonly Row[]): BareTable[] {
  const tables = new Map<number, Row[]>();
  for (const row of rows) {
    if (row.table === null) continue;
    const own = tables.get(row.table);
    if (own === undefined) tables.set(row.table, [row]);
    else own.push(row);
  }
  return [...tables.values()].map((own) => {
    const columns = Math.max(...own.map(({ cells }) => cells.length));
    const texts = own.map(({ cells }) =>
      Array.from({ length: columns }, (_, column) => cells[column]?.text ?? ""),
    );
    return {
      page: own[0]?.page ?? 1,
      rows: texts,
      cells: texts.flatMap((line, row) =>
        line.map((text, column) => ({ row, column, rowspan: 1, colspan: 1, text, bbox: null })),
      ),
    };
  });
}
