import type { NamedRange, WriteSheet } from "hucre";
import { cellOf } from "./sheet-names.ts";
import type { Language } from "./wording.ts";

/** A sheet with what of it is printed. */
export interface PrintedSheet {
  sheet: WriteSheet;
  columns: number;
  rows: number;
  /** Rows that stay in sight and are printed on each page, counted from 1. */
  headRows: number;
}

/** A4 across, as wide as the page; the rows of the head stay in sight. */
export function pageSetup(
  headRows: number,
  language: Language,
): Pick<WriteSheet, "pageSetup" | "headerFooter" | "freezePane" | "view"> {
  return {
    pageSetup: {
      paperSize: "a4",
      orientation: "landscape",
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      horizontalCentered: true,
      margins: { top: 0.6, bottom: 0.6, left: 0.4, right: 0.4, header: 0.3, footer: 0.3 },
    },
    headerFooter: {
      oddFooter: language === "zh" ? "&L&A&R第 &P 页 共 &N 页" : "&L&A&RPage &P of &N",
    },
    freezePane: { rows: headRows },
    view: { showGridLines: false },
  };
}

/**
 * The print area of a sheet and the rows that head each page, as the names that Excel keeps them under: what the library
 * makes of its own settings leaves the names of sheets unquoted, which programs then cannot read.
 */
export function printNames({ sheet, columns, rows, headRows }: PrintedSheet): NamedRange[] {
  const last = columnName(columns - 1);
  return [
    {
      name: "_xlnm.Print_Area",
      range: cellOf(sheet.name, `$A$1:$${last}$${String(Math.max(rows, 1))}`),
      scope: sheet.name,
    },
    { name: "_xlnm.Print_Titles", range: cellOf(sheet.name, `$1:$${String(headRows)}`), scope: sheet.name },
  ];
}

/** 0 → "A" */
export function columnName(index: number): string {
  return index < 26
    ? String.fromCodePoint(65 + index)
    : columnName(Math.floor(index / 26) - 1) + columnName(index % 26);
}
