import type { Block, TableCell } from "../../model/layout.ts";
import { collectContent, type HtmlCell, type HtmlContent, type HtmlTable } from "./collect-content.ts";
import { isFilled, laysOutPage } from "./page-layout.ts";
import { placeCells } from "./place-cells.ts";

export interface HtmlBlocks {
  blocks: Block[];
  /** Text that the document holds but does not show. */
  hidden: string[];
}

export interface TableOptions {
  /** Number of the page or sheet the blocks stand on; 1 unless told. */
  page?: number;
  /**
   * Paragraphs whose parts are set at tabs are rows of a table, as in documents of a word processor. In pages of the web a
   * tab is a space.
   */
  tabsPartCells?: boolean;
}

/**
 * Reads HTML as paragraphs and tables in reading order. Line breaks of a cell are "\n". A table within a cell stays in
 * it, line by line, unless the row it stands in is only there for the layout of the page: then it is a table by itself.
 */
export function readTables(html: string, options: TableOptions = {}): HtmlBlocks {
  const { content, hidden } = collectContent(html, options.tabsPartCells);
  const writer = new BlockWriter(options);
  writer.writeContent(content);
  return { blocks: writer.blocks, hidden };
}

/** A list number before a tab parts nothing: 1. or （一）. */
const LIST_NUMBER = /^[（(]?[\d一二三四五六七八九十]{1,3}[.、)）]?$/u;

/** Puts what was collected into blocks, and counts the tables and paragraphs. */
class BlockWriter {
  readonly blocks: Block[] = [];
  readonly #page: number;
  readonly #tabsPartCells: boolean;
  #tables = 0;
  #paragraphs = 0;

  constructor({ page = 1, tabsPartCells = false }: TableOptions) {
    this.#page = page;
    this.#tabsPartCells = tabsPartCells;
  }

  writeContent(content: readonly HtmlContent[]): void {
    let rowsAtTabs: string[][] = [];
    const endRows = () => {
      if (rowsAtTabs.length > 0) this.#writeCells(rowsAtTabs.map((parts) => parts.map(cellOf)));
      rowsAtTabs = [];
    };
    for (const item of content) {
      const parts = typeof item === "string" && this.#tabsPartCells ? splitAtTabs(item) : null;
      if (parts !== null) {
        rowsAtTabs.push(parts);
        continue;
      }
      endRows();
      if (typeof item === "string") this.#writeParagraph(item);
      else this.#writeTable(item);
    }
    endRows();
  }

  #writeParagraph(text: string): void {
    this.#paragraphs += 1;
    const at = { page: this.#page, paragraph: this.#paragraphs };
    this.blocks.push({ kind: "paragraph", text: text.replaceAll("\t", " "), at, confidence: 1 });
  }

  /** Rows that lay out the page are taken apart; the rows between them are a table as before. */
  #writeTable(table: HtmlTable): void {
    let rows: HtmlCell[][] = [];
    const layout = table.rows.some(laysOutPage);
    const endRows = () => {
      if (rows.length > 0 && (!layout || rows.some(isFilled))) this.#writeCells(rows);
      else for (const cell of rows.flat()) this.writeContent(cell.content);
      rows = [];
    };
    for (const row of table.rows) {
      if (!laysOutPage(row)) {
        rows.push(row);
        continue;
      }
      endRows();
      for (const cell of row) this.writeContent(cell.content);
    }
    endRows();
  }

  #writeCells(lines: readonly HtmlCell[][]): void {
    const { rows, columns, cells } = placeCells(lines);
    if (columns === 0) return;
    this.#tables += 1;
    const table = this.#tables;
    const page = this.#page;
    this.blocks.push({
      kind: "table",
      rows,
      columns,
      page,
      cells: cells.map(({ row, column, rowSpan, columnSpan, cell }): TableCell => {
        const at = { page, table, row: row + 1, column: column + 1 };
        return { row, column, rowSpan, columnSpan, text: linesOf(cell).join("\n"), at, confidence: 1 };
      }),
    });
  }
}

/** The parts of a line between its tabs; null where it is one piece, or a numbered one. */
function splitAtTabs(line: string): string[] | null {
  const parts = line.split("\t").map((part) => part.trim());
  const [first = ""] = parts;
  return parts.length > 1 && !(parts.length === 2 && LIST_NUMBER.test(first)) ? parts : null;
}

function cellOf(text: string): HtmlCell {
  return { rowSpan: 1, columnSpan: 1, content: [text] };
}

/** The lines of a cell; a row of a table within it is one line. */
function linesOf(cell: HtmlCell): string[] {
  return cell.content.flatMap((item) =>
    typeof item === "string"
      ? [item.replaceAll("\t", " ")]
      : item.rows
          .map((row) => row.map((inner) => linesOf(inner).join(" ")).join(" "))
          .filter((line) => line.trim() !== ""),
  );
}
