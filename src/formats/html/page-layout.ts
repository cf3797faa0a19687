import type { HtmlCell } from "./collect-content.ts";

/**
 * Which rows are only there to lay out the page: they hold a table in its own right, with no more beside it than one text,
 * such as its heading. A row into which a text from above reaches is a part of the table.
 */
export function layoutRows(rows: readonly HtmlCell[][]): boolean[] {
  let reached = 0;
  return rows.map((row, index) => {
    const laysOut = index >= reached && laysOutPage(row);
    for (const cell of row) if (hasOwnText(cell)) reached = Math.max(reached, index + cell.rowSpan);
    return laysOut;
  });
}

function laysOutPage(row: readonly HtmlCell[]): boolean {
  const texts = row.filter((cell) => !cell.content.some((item) => typeof item !== "string" && item.isGrid));
  return texts.length < row.length && texts.filter(hasOwnText).length <= 1;
}

/** Whether rows have cells side by side, and so say something by how they stand; or hold a table that does. */
export function isGrid(rows: readonly HtmlCell[][]): boolean {
  return rows.filter(isFilled).length >= 2 || layoutRows(rows).includes(true);
}

/** Whether a row has texts side by side. */
export function isFilled(row: readonly HtmlCell[]): boolean {
  return row.filter(hasOwnText).length >= 2;
}

function hasOwnText(cell: HtmlCell): boolean {
  return cell.content.some((item) => typeof item === "string");
}
