import type { BesideText } from "../beside-text.ts";
import type { HtmlContent } from "../html/collect-content.ts";
import { isGrid } from "../html/page-layout.ts";
import { countLists } from "../lists/count-lists.ts";
import type { OleFile } from "../ole/open-ole.ts";
import { buildTable, type WordRow } from "./build-table.ts";
import { readListDefinitions } from "./list-definitions.ts";
import { CELL_END, readParagraphs, type TextFindings, type TextParagraph } from "./plain-text.ts";
import { isSet, numberOf, paragraphProperties, type Property } from "./properties.ts";
import { cellsOfRow } from "./row-cells.ts";
import { readStories, type Span } from "./stories.ts";

/** A document as it was read, and what was not understood in it. */
export interface WordContent extends TextFindings {
  content: HtmlContent[];
  beside: BesideText;
  /** Rows whose cells could not be told apart by their places. */
  rowsWithoutPlaces: number;
}

const IN_TABLE = 0x24_16;
const ROW_END = 0x24_17;
const DEPTH = 0x66_49;
const INNER_ROW_END = 0x24_4c;
const LIST = 0x46_0b;
const LIST_LEVEL = 0x26_0a;

/**
 * Reads a document of Word 97 to 2003 ([MS-DOC]): paragraphs, and tables with their merged cells. Tables within a cell stay
 * in it, line by line. Notes and text boxes stand at the end; headers, footers and remarks by themselves. Throws as `readStories`
 * does.
 */
export function readWord97(file: OleFile): WordContent {
  const word = readStories(file);
  const propertiesAt = paragraphProperties(word);
  const result: WordContent = {
    content: [],
    beside: { headers: [], footers: [], remarks: [] },
    hidden: [],
    unknownSymbols: 0,
    unknownBoxes: 0,
    rowsWithoutPlaces: 0,
  };
  const numberIn = countLists(readListDefinitions(word));
  const tables = new TableReader(result);
  for (const span of [word.main, word.footnotes, word.endnotes, word.textBoxes]) {
    for (const paragraph of readParagraphs(word, span, result)) {
      const properties = propertiesAt(paragraph.offset);
      const inTable = isInTable(paragraph, properties);
      // An empty paragraph of a list prints its number in a cell only: elsewhere it is a blank line.
      if ((inTable && !isSet(properties, ROW_END)) || paragraph.text.trim() !== "") {
        const list = String(numberOf(properties, LIST));
        paragraph.text = numberIn({ list, level: numberOf(properties, LIST_LEVEL) }) + paragraph.text;
      }
      if (inTable) tables.take(paragraph, properties);
      else {
        tables.end();
        result.content.push(...linesIn(paragraph.text));
      }
    }
    tables.end();
  }
  const linesOf = (spans: readonly Span[]) =>
    spans.flatMap((span) => readParagraphs(word, span, result).flatMap(({ text }) => linesIn(text)));
  result.beside.headers = linesOf([...word.headers, word.headerBoxes]);
  result.beside.footers = linesOf(word.footers);
  result.beside.remarks = linesOf([word.remarks]);
  return result;
}

function isInTable({ mark }: TextParagraph, properties: readonly Property[]): boolean {
  return mark === CELL_END || isSet(properties, IN_TABLE);
}

/** Puts the paragraphs of tables together, cell by cell and row by row. */
class TableReader {
  readonly #result: WordContent;
  #rows: WordRow[] = [];
  #cells: string[][] = [];
  #lines: string[] = [];
  /** The row of a table within the cell. */
  #inner: string[] = [];

  constructor(result: WordContent) {
    this.#result = result;
  }

  take(paragraph: TextParagraph, properties: readonly Property[]): void {
    if (isSet(properties, INNER_ROW_END)) {
      this.#endInnerRow();
      return;
    }
    if (numberOf(properties, DEPTH) > 1) {
      this.#inner.push(...linesIn(paragraph.text));
      return;
    }
    this.#endInnerRow();
    if (isSet(properties, ROW_END) && paragraph.mark === CELL_END) {
      this.#endRow(properties);
      return;
    }
    this.#lines.push(...linesIn(paragraph.text));
    if (paragraph.mark !== CELL_END) return;
    this.#cells.push(this.#lines);
    this.#lines = [];
  }

  /** A paragraph outside ends the table. */
  end(): void {
    if (this.#cells.length > 0 || this.#lines.length > 0) this.#endRow([]);
    if (this.#rows.length === 0) return;
    const rows = buildTable(this.#rows);
    this.#result.content.push({ rows, isGrid: isGrid(rows) });
    this.#rows = [];
  }

  #endInnerRow(): void {
    if (this.#inner.length > 0) this.#lines.push(this.#inner.join(" "));
    this.#inner = [];
  }

  #endRow(properties: readonly Property[]): void {
    this.#endInnerRow();
    if (this.#lines.length > 0) this.#cells.push(this.#lines);
    const cells = cellsOfRow(properties);
    if (cells === null || cells.length < this.#cells.length) this.#result.rowsWithoutPlaces += 1;
    if (this.#cells.length > 0) this.#rows.push({ texts: this.#cells, cells });
    this.#cells = [];
    this.#lines = [];
  }
}

/** The lines of a paragraph, without blank ones. */
function linesIn(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.replaceAll("\u00A0", " ").trim())
    .filter((line) => line !== "");
}
