import type { Context } from "../../model/stage.ts";
import { warnOfHidden } from "../warn-of-hidden.ts";
import type { SheetValues } from "./sheet-values.ts";

/** What was found in the cells of a sheet that a person should know. */
export interface SheetNotes {
  /** Values that the sheet does not show: below merged cells, or by a format that hides them. */
  unshown: string[];
  /** Cells whose number format could not be followed. */
  unfaithful: string[];
}

const MOST_NAMED = 20;

/** Warns with the codes `hidden-cells`, `hidden-text`, `number-format` and `uncomputed-formula`. */
export function warnOfSheet(
  sheet: SheetValues,
  range: { top: number; left: number; bottom: number; right: number } | null,
  notes: SheetNotes,
  page: number,
  context: Context,
): void {
  const { name } = sheet;
  const at = { page, sheet: name };
  const warn = (code: string, message: string) => {
    context.warn({ code, message, at });
  };
  if (sheet.hidden)
    warn("hidden-cells", `工作表“${name}”是隐藏的，已读取 / the sheet "${name}" is hidden; it was read`);
  if (range !== null) {
    const rows = numbersFrom(range.top, range.bottom).filter((row) => sheet.isHiddenRow(row));
    const columns = numbersFrom(range.left, range.right).filter((column) => sheet.isHiddenColumn(column));
    if (rows.length + columns.length > 0) {
      const places = [
        ...rows.map((row) => `R${String(row + 1)}`),
        ...columns.map((column) => `C${String(column + 1)}`),
      ];
      warn(
        "hidden-cells",
        `工作表“${name}”有隐藏的行或列，已读取：${list(places)} / hidden rows or columns of the sheet "${name}", which were read: ${list(places)}`,
      );
    }
  }
  warnOfHidden(notes.unshown, context);
  if (notes.unfaithful.length > 0)
    warn(
      "number-format",
      `无法按格式显示的数字，取其原值：${list(notes.unfaithful)} / numbers whose format could not be followed, taken by their values: ${list(notes.unfaithful)}`,
    );
  if (sheet.uncomputed.length > 0) {
    const places = sheet.uncomputed.map(({ row, column }) => `R${String(row + 1)}C${String(column + 1)}`);
    warn(
      "uncomputed-formula",
      `公式没有保存结果，读作空白；请在 Excel 或 WPS 中打开后另存：${list(places)} / formulas without a stored result, read as blank; open the file in Excel or WPS and save it: ${list(places)}`,
    );
  }
}

function numbersFrom(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMED).join(" ");
  return names.length > MOST_NAMED ? `${shown} … (${String(names.length)})` : shown;
}
