import type { WriteSheet } from "hucre";
import type { Language } from "./wording.ts";

/** A4 across, as wide as the page, with the rows of the head on every page; frozen on the screen likewise. */
export function pageSetup(
  columns: number,
  rows: number,
  head: { from: number; to: number },
  language: Language,
): Pick<WriteSheet, "pageSetup" | "headerFooter" | "freezePane" | "view"> {
  const last = columnName(columns - 1);
  return {
    pageSetup: {
      paperSize: "a4",
      orientation: "landscape",
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      horizontalCentered: true,
      margins: { top: 0.6, bottom: 0.6, left: 0.4, right: 0.4, header: 0.3, footer: 0.3 },
      printArea: `$A$1:$${last}$${String(rows)}`,
      printTitlesRow: `$${String(head.from)}:$${String(head.to)}`,
    },
    headerFooter: {
      oddFooter: language === "zh" ? "&L&A&R第 &P 页 共 &N 页" : "&L&A&RPage &P of &N",
    },
    freezePane: { rows: head.to },
    view: { showGridLines: false },
  };
}

/** 0 → "A" */
export function columnName(index: number): string {
  return index < 26
    ? String.fromCodePoint(65 + index)
    : columnName(Math.floor(index / 26) - 1) + columnName(index % 26);
}
