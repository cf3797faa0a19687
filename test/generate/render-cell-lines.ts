import type { GeneratedForm } from "./printed-form.ts";
import { BREAK, expandRows, PLAIN_STYLE, type SheetStyle } from "./sheet.ts";
import { sheetOf } from "./sheets.ts";

/**
 * The form with each cell on a line of its own after a tab; a blank line ends a row, and what breaks inside a cell goes
 * on in a line without a tab. A cell over several columns is one cell, one over several rows is empty in the others.
 */
export function renderCellLines({ printed }: GeneratedForm, style: SheetStyle = PLAIN_STYLE): string {
  const rows = sheetOf(printed, style).flatMap((block) =>
    block.kind === "line"
      ? block.text.split(BREAK).map((text) => [text])
      : expandRows(block.rows, false).map((cells) => cells.map(({ text }) => text)),
  );
  return rows.map((cells) => cells.map((text) => `\t${text.replaceAll(BREAK, "\n")}\n`).join("")).join("\n");
}
