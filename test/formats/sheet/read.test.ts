import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { writeXlsx, type Cell, type CellValue, type WriteSheet } from "hucre";
import JSZip from "jszip";
import { describe, expect, it } from "vitest";
import { readDocument } from "../../../src/formats/index.ts";
import type { Limits } from "../../../src/model/stage.ts";
import { keepWarnings } from "../context.ts";
import { inShort } from "../in-short.ts";

const FORMS = resolve(import.meta.dirname, "../../../fixtures/forms");

async function read(sheets: WriteSheet[]) {
  return await readBytes(await writeXlsx({ sheets }));
}

async function readBytes(bytes: Uint8Array, limits?: Partial<Limits>) {
  const context = keepWarnings(limits);
  const { mediaType, pages } = await readDocument(bytes, context);
  return { mediaType, pages, blocks: inShort(pages), warnings: context.warnings };
}

/** The workbook with a part written anew. */
async function changePart(
  bytes: Uint8Array,
  name: RegExp,
  change: (xml: string) => string,
): Promise<Uint8Array> {
  const zip = await JSZip.loadAsync(bytes);
  for (const [file] of zip.file(name).map((part) => [part.name]))
    zip.file(file as string, change(await (zip.file(file as string)?.async("string") ?? "")));
  return await zip.generateAsync({ type: "uint8array", compression: "DEFLATE" });
}

const cell = (value: CellValue, numFmt: string) => ({ value, style: { numFmt } });

describe("a workbook", () => {
  it("gives each sheet as a page, with its merged cells and the places of all", async () => {
    const rows = [
      ["题", null, null],
      ["产出", "数量", 8],
      [null, "质量", 9],
    ];
    const merges = [
      { startRow: 0, startCol: 0, endRow: 0, endCol: 2 },
      { startRow: 1, startCol: 0, endRow: 2, endCol: 0 },
    ];
    const { pages, blocks } = await read([
      { name: "表一", rows, merges },
      { name: "空", rows: [] },
      {
        name: "表二",
        rows: [
          [null, null],
          [null, "a"],
        ],
      },
    ]);
    expect(blocks).toEqual([
      "题",
      [
        ["产出", "数量", "8"],
        [null, "质量", "9"],
      ],
      [["a"]],
    ]);
    expect(pages.map(({ number }) => number)).toEqual([1, 3]);
    const places = pages
      .flatMap((page) => (page.kind === "blocks" ? page.blocks : []))
      .map((block) => (block.kind === "table" ? block.cells.at(-1)?.at : block.at));
    expect(places).toEqual([
      { page: 1, sheet: "表一", row: 1, column: 1, cell: "A1" },
      { page: 1, sheet: "表一", row: 3, column: 3, cell: "C3" },
      { page: 3, sheet: "表二", row: 2, column: 2, cell: "B2" },
    ]);
  });

  it("shows numbers and dates as they stand on the sheet", async () => {
    const day = new Date(Date.UTC(2021, 1, 25));
    const rows = [[0.389, 1234.5, 9.6, day, 96.350_000_000_000_01, true, "一\r\n二"]];
    const cells = new Map([
      ["0,0", cell(0.389, "0.00%")],
      ["0,1", cell(1234.5, "#,##0.00")],
      ["0,2", cell(9.6, "0.00")],
      ["0,3", cell(day, 'yyyy"年"m"月"d"日"')],
    ]);
    expect((await read([{ name: "1", rows, cells }])).blocks).toEqual([
      [["38.90%", "1,234.50", "9.60", "2021年2月25日", "96.35", "TRUE", "一\n二"]],
    ]);
  });

  it("knows the formats that are named by number alone in Chinese workbooks", async () => {
    const bytes = await writeXlsx({
      sheets: [
        {
          name: "1",
          rows: [[44_252, 44_252]],
          cells: new Map([
            ["0,0", cell(44_252, "0.0")],
            ["0,1", cell(44_252, "0.00")],
          ]),
        },
      ],
    });
    const numbered = await changePart(bytes, /xl\/styles\.xml$/u, (xml) => {
      const ids = ["31", "14"];
      return xml
        .replace(/<numFmts.*?<\/numFmts>/u, "")
        .replace(/(<cellXfs.*)<\/cellXfs>/u, (xfs) =>
          xfs.replace(/numFmtId="(?!0")\d+"/gu, () => `numFmtId="${ids.shift() ?? "0"}"`),
        );
    });
    expect((await readBytes(numbered)).blocks).toEqual([[["2021年2月25日", "2021/2/25"]]]);
  });

  it("reads formulas by their stored results, and warns where there is none", async () => {
    const cells = new Map<string, Partial<Cell>>([
      ["0,1", { formula: "SUM(1,2)", formulaResult: 3, value: null, style: { numFmt: "0.00" } }],
      ["0,2", { formula: "A1*2", value: null }],
    ]);
    const { blocks, warnings } = await read([{ name: "1", rows: [["a", null, null, "b"]], cells }]);
    expect(blocks).toEqual([[["a", "3.00", "", "b"]]]);
    expect(warnings).toMatchObject([
      { code: "uncomputed-formula", message: expect.stringContaining("R1C3") as string },
    ]);
  });

  it("keeps what is hidden, and says so", async () => {
    const { blocks, warnings } = await read([
      {
        name: "一",
        rows: [
          ["a", 1],
          ["b", 2],
        ],
        columns: [{}, { hidden: true }],
        rowDefs: new Map([[1, { hidden: true }]]),
      },
      { name: "二", rows: [["c"]], hidden: true },
    ]);
    expect(blocks).toEqual([
      [
        ["a", "1"],
        ["b", "2"],
      ],
      [["c"]],
    ]);
    expect(warnings).toMatchObject([
      {
        code: "hidden-cells",
        message: expect.stringContaining("R2 C2") as string,
        at: { page: 1, sheet: "一" },
      },
      { code: "hidden-cells", at: { page: 2, sheet: "二" } },
    ]);
  });

  it("warns of values that it does not show, and of formats that it cannot follow", async () => {
    const cells = new Map([
      ["0,1", cell(5, ";;;")],
      ["0,2", cell(1.5, "# ?/?")],
    ]);
    const merges = [{ startRow: 1, startCol: 0, endRow: 1, endCol: 1 }];
    const { blocks, warnings } = await read([
      {
        name: "1",
        rows: [
          ["a", 5, 1.5],
          ["b", "下面", "c"],
        ],
        cells,
        merges,
      },
    ]);
    expect(blocks).toEqual([
      [
        ["a", "", "1.5"],
        ["b", null, "c"],
      ],
    ]);
    expect(warnings).toMatchObject([
      { code: "hidden-text", message: expect.stringContaining("B1 5 | B2 下面") as string },
      { code: "number-format", message: expect.stringContaining("C1") as string },
    ]);
  });

  it("takes merged ranges that no program writes", async () => {
    const merges = [
      { startRow: 0, startCol: 0, endRow: 1, endCol: 1 },
      { startRow: 1, startCol: 1, endRow: 2, endCol: 2 },
      { startRow: 2, startCol: 0, endRow: 9999, endCol: 999 },
    ];
    const bytes = await writeXlsx({
      sheets: [
        {
          name: "1",
          rows: [
            ["a", null, "b"],
            [null, null, "c"],
            ["d", null, null],
          ],
        },
      ],
    });
    const list = merges.map(
      ({ startRow, startCol, endRow, endCol }) =>
        `<mergeCell ref="${String.fromCharCode(65 + startCol)}${String(startRow + 1)}:${endCol > 25 ? "ALL" : String.fromCharCode(65 + endCol)}${String(endRow + 1)}"/>`,
    );
    const changed = await changePart(bytes, /sheet1\.xml$/u, (xml) =>
      xml.replace("</sheetData>", `</sheetData><mergeCells>${list.join("")}</mergeCells>`),
    );
    expect((await readBytes(changed)).blocks).toEqual([
      [
        ["a", null, "b"],
        [null, null, "c"],
      ],
      "d",
    ]);
  });

  it("loses no row where blank ones stand before the last, whatever the limit", async () => {
    const blank = Array.from({ length: 20 }, () => [null]);
    const rows = [...blank, ...Array.from({ length: 8 }, (_, at) => [`第${String(at + 1)}行`, at])];
    const bytes = await changePart(
      await writeXlsx({ sheets: [{ name: "1", rows }] }),
      /sheet1\.xml$/u,
      (xml) =>
        xml.replace(
          "<sheetData>",
          `<sheetData>${blank.map((_, at) => `<row r="${String(at + 1)}"><c r="A${String(at + 1)}"/></row>`).join("")}`,
        ),
    );
    const { pages } = await readBytes(bytes, { lines: 10 });
    const [page] = pages;
    const table = page?.kind === "blocks" ? page.blocks[0] : undefined;
    expect(table?.kind === "table" ? table.cells.at(-2)?.text : null).toBe("第8行");
  });

  it.each([
    ["no cells", () => writeXlsx({ sheets: [{ name: "1", rows: [] }] }), {}, "empty-file"],
    [
      "too many rows",
      () => writeXlsx({ sheets: [{ name: "1", rows: Array.from({ length: 12 }, () => ["a"]) }] }),
      { lines: 10 },
      "too-large",
    ],
    [
      "a password",
      () =>
        writeXlsx({ sheets: [{ name: "1", rows: [["a"]] }], encryption: { password: "x", spinCount: 1 } }),
      {},
      "encrypted",
    ],
    [
      "its directory cut off",
      async () => (await writeXlsx({ sheets: [{ name: "1", rows: [["a"]] }] })).subarray(0, 900),
      {},
      "damaged-file",
    ],
    ["two cells in opposite corners", () => changeCell('<c r="XFD1048576"><v>1</v></c>'), {}, "too-large"],
    ["a row beyond the limit", () => changeCell('<c r="A999999"><v>1</v></c>'), {}, "too-large"],
    [
      "merged ranges over each other without end",
      () =>
        changeSheet((xml) =>
          xml
            .replace("</sheetData>", '<row r="150"><c r="CV150"><v>1</v></c></row></sheetData>')
            .replace(
              "</sheetData>",
              `</sheetData><mergeCells>${'<mergeCell ref="A1:CV150"/>'.repeat(300)}</mergeCells>`,
            ),
        ),
      {},
      "too-large",
    ],
    [
      "entities that grow",
      () => changeSheet((xml) => xml.replace("<worksheet", '<!DOCTYPE x [<!ENTITY a "aaa">]><worksheet')),
      {},
      "damaged-file",
    ],
    ["a sheet that breaks off", () => changeSheet((xml) => xml.slice(0, xml.length / 2)), {}, "damaged-file"],
  ])("is refused with %s", async (_, make, limits, code) => {
    await expect(readBytes(await make(), limits)).rejects.toMatchObject({ name: "Failure", code });
  });
});

async function changeSheet(change: (xml: string) => string): Promise<Uint8Array> {
  return await changePart(
    await writeXlsx({ sheets: [{ name: "1", rows: [["a", 1]] }] }),
    /sheet1\.xml$/u,
    change,
  );
}

async function changeCell(xml: string): Promise<Uint8Array> {
  const row = /r="[A-Z]+(\d+)"/u.exec(xml)?.[1] ?? "";
  return await changeSheet((sheet) =>
    sheet.replace("</sheetData>", `<row r="${row}">${xml}</row></sheetData>`),
  );
}

describe("a workbook of Excel 97", () => {
  const path = join(FORMS, "yunnan-public-table/public-14/source.xls");

  it("shows its numbers by their formats", async () => {
    const { mediaType, blocks } = await readBytes(readFileSync(path));
    expect(mediaType).toBe("application/vnd.ms-excel");
    const shown = new Set(blocks.flat(2));
    for (const text of ["1,050,000.00", "98.00%", "9.80", "98.91", "36", "92%"])
      expect(shown).toContain(text);
  });

  it("is refused where it is cut off, not read in part", async () => {
    const bytes = readFileSync(path);
    await expect(readBytes(bytes.subarray(0, bytes.length / 2))).rejects.toMatchObject({ name: "Failure" });
  });
});
