import type { Sheet } from "hucre";
import { Failure } from "../../model/failure.ts";
import { damagedFile } from "../damaged-file.ts";
import type { BlocksPage } from "../../model/layout.ts";
import type { Context } from "../../model/stage.ts";
import { checkSize } from "../check-size.ts";
import { convertWithOffice } from "../office/convert-with-office.ts";
import { openOle } from "../ole/open-ole.ts";
import { XLS, XLSX } from "../sniff.ts";
import { listEntries } from "../zip/list-entries.ts";
import { readBiffFormats } from "./biff-formats.ts";
import { repackWorkbook } from "./repack-workbook.ts";
import { pagesOfSheets } from "./pages-of-sheets.ts";
import type { SheetValues } from "./sheet-values.ts";

/**
 * Reads a workbook: every sheet a page, numbers and dates as they are shown, formulas by the results that are stored in the
 * file, merged cells. Warns with the codes of `warnOfSheet`. Throws a Failure: `too-large`, `encrypted`, `damaged-file`, or
 * `empty-file`.
 */
export async function readXlsx(
  bytes: Uint8Array,
  context: Context,
): Promise<{ mediaType: string; pages: BlocksPage[] }> {
  checkSize(bytes, context);
  const workbook = await repackWorkbook(await listEntries(bytes, context));
  const { readXlsx: read } = await import("hucre/xlsx");
  // A limit of rows here would cut off the last ones where blank rows stand before them.
  const { sheets } = await read(workbook, { readStyles: true }).catch(refuse);
  return { mediaType: XLSX, pages: pagesOfSheets(sheets.map(valuesOf), context) };
}

/** As `readXlsx`, for workbooks of Excel 97 to 2003, and those of WPS that are written as such (.et). LibreOffice reads those
 * of Excel 5 and 95, with a Failure `needs-converter` where it is not on the machine. */
export async function readXls(
  bytes: Uint8Array,
  context: Context,
): Promise<{ mediaType: string; pages: BlocksPage[] }> {
  checkSize(bytes, context);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const file = openOle(buffer);
  if (file?.names.has("Workbook") !== true) return await readOldXls(bytes, context);
  const stream = file.read("Workbook");
  if (stream === null) throw damagedFile("the workbook stream is cut off");
  const formats = readBiffFormats(stream);
  const { readXls: read } = await import("hucre");
  const { sheets } = await read(bytes).catch(refuse);
  const values = sheets.map((sheet, index): SheetValues => {
    const shown = formats[index];
    return {
      name: sheet.name,
      hidden: shown?.hidden ?? false,
      rows: sheet.rows,
      merges: sheet.merges ?? [],
      isHiddenRow: (row) => shown?.hiddenRows.has(row) ?? false,
      isHiddenColumn: (column) => shown?.hiddenColumns.has(column) ?? false,
      formatOf: (row, column) => shown?.formatOf(row, column),
      uncomputed: [],
      boxes: shown?.boxes ?? [],
    };
  });
  return { mediaType: XLS, pages: pagesOfSheets(values, context) };
}

/** Excel 5 and 95 keep their workbook in a stream of another name, in another format. */
async function readOldXls(
  bytes: Uint8Array,
  context: Context,
): Promise<{ mediaType: string; pages: BlocksPage[] }> {
  const { pages } = await readXlsx(await convertWithOffice(bytes, "xls", "xlsx", context), context);
  return { mediaType: XLS, pages };
}

function valuesOf(sheet: Sheet): SheetValues {
  const cells = sheet.cells ?? new Map();
  return {
    name: sheet.name,
    hidden: sheet.hidden === true || sheet.veryHidden === true,
    rows: sheet.rows,
    merges: sheet.merges ?? [],
    isHiddenRow: (row) => sheet.rowDefs?.get(row)?.hidden === true,
    isHiddenColumn: (column) => sheet.columns?.[column]?.hidden === true,
    formatOf: (row, column) => cells.get(`${String(row)},${String(column)}`)?.style?.numFmt,
    uncomputed: [...cells]
      .filter(([, cell]) => cell.formula !== undefined && cell.value === null)
      .map(([key]) => {
        const [row = 0, column = 0] = key.split(",").map(Number);
        return { row, column };
      }),
    boxes: (sheet.textBoxes ?? []).map(({ text }) => text).filter((text) => text.trim() !== ""),
  };
}

/** The reader tells sheets that are too large only by its words. */
function refuse(error: unknown): never {
  const reason = error instanceof Error ? error.message : String(error);
  if (/limit|exceeds/iu.test(reason)) {
    throw new Failure(
      "too-large",
      `工作表过大，请删除多余的行列或拆分（${reason}） / A sheet is too large; remove rows and columns that are not needed, or split it (${reason}).`,
      { cause: error },
    );
  }
  throw damagedFile(error);
}
