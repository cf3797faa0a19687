/** A cell as it is written into a page; its truth follows from where it stands in its table. */
export interface ModelCell {
  text: string;
  colspan: number;
  rowspan: number;
  align: "left" | "right" | "center";
  bold?: boolean;
  /** Steps by which a label is set in. */
  indent?: number;
  /** A sign that stands at the left edge of the cell, as the unit of money before a right-set amount. */
  lead?: string;
  /** An underline of this cell alone, as over and under sums. */
  underline?: "single" | "double";
}

export interface ModelTable {
  /** Shares of the width, one for each column. */
  widths: number[];
  header: number;
  rows: ModelCell[][];
  caption?: string;
  captionBelow?: boolean;
  notes: string[];
}

export type Rules = "all" | "booktabs" | "rows" | "none" | "frame" | "columns" | "header";

export interface Style {
  rules: Rules;
  zebra: boolean;
  headFill: boolean;
  /** Dots lead from the labels to the figures (LaTeX only). */
  leaders: boolean;
  /** Points of room above and below the text of a cell. */
  padding: number;
  width: "full" | "auto";
}

export type Block =
  | { kind: "heading" | "prose"; text: string }
  | { kind: "table"; table: ModelTable; style: Style; across?: boolean }
  | { kind: "side"; tables: ModelTable[]; style: Style }
  | { kind: "list" | "bibliography"; items: string[] }
  | { kind: "contents"; items: [string, string][] }
  | { kind: "chart"; values: number[]; labels: string[] };

export interface ModelDocument {
  name: string;
  kind: string;
  pages: Block[][];
  columns: 1 | 2;
  landscape: boolean;
  language: "en" | "zh";
  size: number;
  font: string;
}

export interface TrueCell {
  row: number;
  column: number;
  rowspan: number;
  colspan: number;
  text: string;
}

export interface TrueTable {
  page: number;
  cells: TrueCell[];
}

/** What stands in a document: its truth. */
export interface Truth {
  kind: string;
  producer: string;
  pages: number;
  tables: TrueTable[];
}

/** Text without blanks and without the dots that lead to figures. */
function truthOf(table: ModelTable, page: number): TrueTable {
  const taken = new Set<string>();
  const cells: TrueCell[] = [];
  table.rows.forEach((line, row) => {
    let column = 0;
    for (const { text, colspan, rowspan, lead } of line) {
      while (taken.has(`${String(row)},${String(column)}`)) column += 1;
      for (let down = 0; down < rowspan; down += 1)
        for (let right = 0; right < colspan; right += 1)
          taken.add(`${String(row + down)},${String(column + right)}`);
      cells.push({ row, column, rowspan, colspan, text: lead === undefined ? text : `${lead} ${text}` });
      column += colspan;
    }
  });
  return { page, cells };
}

export function truthOfDocument({ kind, pages }: ModelDocument, producer: string): Truth {
  const tables = pages.flatMap((blocks, index) =>
    blocks.flatMap((block) => {
      if (block.kind === "table") return [truthOf(block.table, index + 1)];
      return block.kind === "side" ? block.tables.map((table) => truthOf(table, index + 1)) : [];
    }),
  );
  return { kind, producer, pages: pages.length, tables };
}
