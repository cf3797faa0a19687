/** Where a cell that is narrow on paper breaks its line; other notations print nothing there. */
export const BREAK = "\u00AD";

export interface SheetCell {
  text: string;
  /** Columns it takes. */
  span: number;
  /** Rows it takes. */
  down: number;
  /** Its text may stand in the middle of its rows. */
  floats?: boolean;
}

export interface SheetRow {
  cells: SheetCell[];
  /** The labels of the columns, which a new page may repeat. */
  isHeader?: boolean;
  /** A row of the indicator table. */
  isIndicator?: boolean;
}

/** A page as it was filled in, before it became text. */
export type Block = { kind: "line"; text: string } | { kind: "table"; rows: SheetRow[] };

export function cell(text: string, span = 1, down = 1): SheetCell {
  return { text, span, down };
}

export function line(text: string): Block {
  return { kind: "line", text };
}

export function row(...cells: SheetCell[]): SheetRow {
  return { cells };
}

/** What may be printed in one way or another on any form. */
export interface SheetStyle {
  /** 指标1：in front of the names of indicators. */
  numbered: boolean;
  /** 全年预算数（A）, 执行率（B/A） */
  lettered: boolean;
  /** Long texts carry the HTML of the system they were exported from. */
  html: boolean;
  /** Vertical headings came out as two of their characters (晋中), the goal table with its labels mixed up (湖南). */
  garbled: boolean;
}

export const PLAIN_STYLE: SheetStyle = { numbered: false, lettered: false, html: false, garbled: false };

/** A cell of an expanded row: its own, or one that a cell of a row above covers. */
export interface PlacedCell extends SheetCell {
  isCovered: boolean;
}

/**
 * The rows with the places that cells above them cover. Where `centred`, the text of a cell that floats over three rows
 * or more stands in the middle of them, as in a merged cell on paper.
 */
export function expandRows(rows: readonly SheetRow[], centred: boolean): PlacedCell[][] {
  let covers: Cover[] = [];
  return rows.map(({ cells }, at) => {
    covers = covers.filter((cover) => cover.until > at);
    const placed: PlacedCell[] = [];
    const own = [...cells];
    for (let column = 0; ; column += placed.at(-1)?.span ?? 1) {
      const cover = covers.find((open) => open.column === column && open.from < at);
      if (cover !== undefined) {
        const { above, textAt } = cover;
        placed.push({ text: textAt === at ? above.text : "", span: above.span, down: 1, isCovered: true });
        continue;
      }
      const next = own.shift();
      if (next === undefined) break;
      const textAt = centred && next.floats === true && next.down >= 3 ? at + Math.floor(next.down / 2) : at;
      if (next.down > 1) covers.push({ column, from: at, until: at + next.down, above: next, textAt });
      placed.push({ ...next, text: textAt === at ? next.text : "", isCovered: false });
    }
    return placed;
  });
}

/** A cell that goes on in the rows below its own. */
interface Cover {
  column: number;
  from: number;
  /** The first row that it does not take. */
  until: number;
  above: SheetCell;
  /** The row that its text stands in. */
  textAt: number;
}
