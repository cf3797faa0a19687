import { jinzhongSheet } from "./jinzhong-sheet.ts";
import { hunanSheet, nationalSheet } from "./national-sheets.ts";
import type { Family, PrintedForm } from "./printed-form.ts";
import { shanghaiSheet } from "./shanghai-sheet.ts";
import type { Block, SheetStyle } from "./sheet.ts";

/** The page of a form, as its family lays it out. */
export function sheetOf(form: PrintedForm, style: SheetStyle): Block[] {
  return SHEETS[form.family](form, style);
}

const SHEETS: { [family in Family]: (form: PrintedForm, style: SheetStyle) => Block[] } = {
  national: nationalSheet,
  hunan: hunanSheet,
  jinzhong: jinzhongSheet,
  shanghai: shanghaiSheet,
};
