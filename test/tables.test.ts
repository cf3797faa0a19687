import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { extractTables } from "../src/tables.ts";
import { keepWarnings } from "./formats/context.ts";
import { utf8 } from "./formats/bytes.ts";

const LAYOUTS = resolve(import.meta.dirname, "../fixtures/layouts");

async function tablesIn(name: string) {
  return await extractTables(readFileSync(resolve(LAYOUTS, name)), name, keepWarnings());
}

describe("the tables of a PDF", () => {
  it("come with name, pages, time, rows and cells", async () => {
    const found = await tablesIn("three-rules.pdf");
    expect(Object.keys(found)).toEqual(["pdf", "pages", "seconds", "tables"]);
    expect(found).toMatchObject({ pdf: "three-rules.pdf", pages: 1 });
    expect(found.seconds).toBeGreaterThan(0);
    const [table] = found.tables;
    expect(table?.rows).toEqual([
      ["Method", "Precision", "Recall", "F1"],
      ["Baseline", "0.71", "0.65", "0.68"],
      ["Ours (small)", "0.80", "0.77", "0.78"],
      ["Ours (large)", "0.84", "0.81", "0.82"],
    ]);
    expect(Object.keys(table?.cells[0] ?? {})).toEqual([
      "row",
      "column",
      "rowspan",
      "colspan",
      "text",
      "bbox",
    ]);
    expect(table?.cells[5]?.bbox).toHaveLength(4);
  });

  it("are found without a single ruling, with headers that span columns and labels of two lines", async () => {
    const [table] = (await tablesIn("statistics.pdf")).tables;
    expect(table?.rows).toEqual([
      ["Region", "Population", "", "Employment", "", "Change (%)"],
      ["", "2019", "2020", "2019", "2020", ""],
      ["North East", "2,669.9", "2,680.8", "1,212.0", "1,198.4", "-1.1"],
      [
        "Yorkshire and the Humber, excluding the coastal districts",
        "5,502.9",
        "5,526.4",
        "2,597.5",
        "2,571.0",
        "-1.0",
      ],
      ["East", "6,236.1", "6,269.2", "3,146.0", "3,104.9", "-1.3"],
      ["London", "8,961.9", "9,002.5", "4,702.3", "4,651.7", "-1.1"],
      ["Total", "23,370.8", "23,478.9", "11,657.8", "11,526.0", "-1.1"],
    ]);
    expect(table?.cells[1]).toMatchObject({ row: 0, column: 1, rowspan: 1, colspan: 2, text: "Population" });
    expect(table?.cells[0]).toMatchObject({ rowspan: 2, colspan: 1, text: "Region" });
  });

  it("are several on a page, with groups of rows and blank cells", async () => {
    const [sheet, currencies, ...others] = (await tablesIn("two-tables.pdf")).tables;
    expect(others).toEqual([]);
    expect(sheet?.rows.map(([label]) => label)).toEqual([
      "",
      "Assets",
      "Property, plant and equipment",
      "Intangible assets",
      "Deferred tax assets",
      "Total assets",
      "Liabilities",
      "Borrowings",
      "Trade payables",
    ]);
    expect(sheet?.rows[4]).toEqual(["Deferred tax assets", "", "–", "14"]);
    expect(currencies?.rows).toEqual([
      ["Currency", "Average", "Closing"],
      ["USD", "1.14", "1.23"],
      ["GBP", "0.89", "0.90"],
      ["CHF", "1.07", "1.08"],
    ]);
  });

  it("are one over a page break, with the header once and the cut row whole", async () => {
    const [table, ...others] = (await tablesIn("long-table.pdf")).tables;
    expect(others).toEqual([]);
    expect(table?.rows).toHaveLength(61);
    expect(table?.rows[0]).toEqual(["Line", "Passengers", "Share (%)", "Remark"]);
    expect(table?.rows.slice(1).map(([line]) => line)).toEqual(
      Array.from({ length: 60 }, (_, index) => `Line ${String(index + 1)}`),
    );
    expect(table?.rows[33]?.[3]?.match(/The line was closed for three weeks/gu)).toHaveLength(6);
  });

  it("are none where running text stands in two columns", async () => {
    expect((await tablesIn("prose-columns.pdf")).tables).toEqual([]);
  });
});

describe("the tables of other formats", () => {
  it("come from text with tabs", async () => {
    const found = await extractTables(utf8("标题\n\na\tb\n\tc\n"), "a.txt", keepWarnings());
    expect(found.tables.map(({ page, rows }) => ({ page, rows }))).toEqual([
      {
        page: 1,
        rows: [
          ["a", "b"],
          ["", "c"],
        ],
      },
    ]);
    expect(found.tables[0]?.cells[3]).toEqual({
      row: 1,
      column: 1,
      rowspan: 1,
      colspan: 1,
      text: "c",
      bbox: null,
    });
  });

  it("come from HTML with their spans", async () => {
    const html = "<html><table><tr><td rowspan=2>a</td><td>b</td></tr><tr><td>c</td></tr></table></html>";
    const [table] = (await extractTables(utf8(html), "a.html", keepWarnings())).tables;
    expect(table?.rows).toEqual([
      ["a", "b"],
      ["", "c"],
    ]);
    expect(table?.cells[0]).toMatchObject({ rowspan: 2, colspan: 1 });
  });

  it("are refused with the failure of the format", async () => {
    await expect(extractTables(utf8("%PDF-1.4"), "a.pdf", keepWarnings())).rejects.toMatchObject({
      code: "damaged-file",
    });
  });
});
