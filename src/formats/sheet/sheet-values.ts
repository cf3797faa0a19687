import type { CellValue } from "hucre";

/** A sheet of a workbook as its file holds it, whatever the kind of file. Rows and columns count from 0. */
export interface SheetValues {
  name: string;
  hidden: boolean;
  /** Sparse: rows and cells may be missing. */
  rows: readonly (readonly CellValue[] | undefined)[];
  merges: readonly { startRow: number; startCol: number; endRow: number; endCol: number }[];
  isHiddenRow(row: number): boolean;
  isHiddenColumn(column: number): boolean;
  /** The number format of a cell; undefined where it has none. */
  formatOf(row: number, column: number): string | undefined;
  /** Cells whose formula was never computed by the program that wrote them. */
  uncomputed: readonly { row: number; column: number }[];
  /** Texts of drawn boxes on the sheet. */
  boxes: readonly string[];
}
