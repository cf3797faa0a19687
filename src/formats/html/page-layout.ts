import type { HtmlCell } from "./collect-content.ts";

/** Whether a row holds a table in its own right, with no more beside it than one text, such as its heading. */
export function laysOutPage(row: readonly HtmlCell[]): boolean {
  const texts = row.filter((cell) => !cell.content.some((item) => typeof item !== "string" && item.isGrid));
  return texts.length < row.length && texts.filter(hasOwnText).length <= 1;
}

/** Whether rows have cells side by side, and so say something by how they stand; or hold a table that does. */
export function isGrid(rows: readonly HtmlCell[][]): boolean {
  return rows.filter(isFilled).length >= 2 || rows.some(laysOutPage);
}

/** Whether a row has texts side by side. */
export function isFilled(row: readonly HtmlCell[]): boolean {
  return row.filter(hasOwnText).length >= 2;
}

function hasOwnText(cell: HtmlCell): boolean {
  return cell.content.some((item) => typeof item === "string");
}
