import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { readXlsx, type Workbook } from "hucre";
import JSZip from "jszip";
import { describe, expect, it } from "vitest";
import { exportStore } from "../../src/exports/export-store.ts";
import type { ExportOptions, Originals } from "../../src/exports/exporter.ts";
import { findOffice } from "../../src/formats/office/find-office.ts";
import type { Store } from "../../src/store/store.ts";
import { sampleDocument, STAMP } from "../store/sample-document.ts";
import { rows, temporaryFolder, temporaryStore } from "../store/temporary-store.ts";
import { formAt, readForms, sampleStore } from "./filled-store.ts";

const FORMS = [
  "shanxi-jinzhong/fragments/source.txt",
  "shanxi-jinzhong/wide-sheet/source.xlsx",
  "hunan-zhuzhou/report-with-table/source.pdf",
  "national-ten-column/cell-lines-two-forms/source.pdf",
  "national-ten-column/other-funds/source.txt",
];

async function workbook(
  store: Store,
  options: ExportOptions = {},
): Promise<{ path: string; book: Workbook }> {
  const path = join(temporaryFolder(), "底稿.xlsx");
  await exportStore(store, "xlsx", path, options);
  return { path, book: await readXlsx(await readFile(path), { readStyles: true }) };
}

type Sheet = Workbook["sheets"][number];

function sheetNamed(book: Workbook, name: string): Sheet {
  const sheet = book.sheets.find((each) => each.name === name);
  if (sheet === undefined)
    throw new Error(`no sheet ${name} among ${book.sheets.map((each) => each.name).join(", ")}`);
  return sheet;
}

/** Rows of a table on a sheet, from below the row that begins with these headings to the next blank row. */
function tableUnder(sheet: Sheet, headings: readonly unknown[]): unknown[][] {
  const at = sheet.rows.findIndex((row) => headings.every((heading, column) => row[column] === heading));
  if (at === -1) throw new Error(`no headings ${headings.join(", ")} on ${sheet.name}`);
  const end = sheet.rows.findIndex((row, index) => index > at && (row[0] ?? null) === null);
  return sheet.rows.slice(at + 1, end === -1 ? undefined : end);
}

const CHECKS = ["序号", "规则", "对象", "复核说明", "填报", "复算", "差额"];

describe("the workbook", { timeout: 120_000 }, () => {
  it("has a summary whose counts are those of the findings", async () => {
    const store = await readForms(FORMS);
    const { book } = await workbook(store);
    const counted = await rows(
      store,
      `select sum(verdict = 'agrees') a, sum(verdict = 'differs' and severity = 'error') e,
        sum(verdict = 'differs' and severity = 'warning') w, sum(verdict = 'differs' and severity = 'info') i,
        sum(verdict = 'unverifiable') u, count(*) n from checks`,
    );
    const summary = sheetNamed(book, "汇总");
    const total = summary.rows.find((row) => row[0] === "合计") ?? [];
    expect(total.slice(1, 7)).toEqual(Object.values(counted[0] ?? {}));
    const listed = tableUnder(sheetNamed(book, "问题清单"), ["序号", "表"]);
    const wanted = await store.findings();
    expect(listed).toHaveLength(wanted.filter(({ verdict }) => verdict !== "agrees").length);
    expect(listed.map((row) => String(row[13])).sort()).toEqual(
      wanted
        .filter(({ verdict }) => verdict !== "agrees")
        .map((found) => found.message_zh)
        .sort(),
    );
  });

  it("has a sheet for each record with every check, its figures, tick, verdict, cause and suggestion", async () => {
    const store = await readForms(FORMS);
    const { book } = await workbook(store);
    const index = tableUnder(sheetNamed(book, "目录"), ["序号", "表"]);
    expect(index).toHaveLength(book.sheets.length - 3);
    for (const [, name, , , , , , , , , , , id] of index) {
      const record = await store.getRecord(String(id));
      const laid = tableUnder(sheetNamed(book, String(name)), CHECKS);
      const told = laid.map((row) => [
        row[3],
        row[4] ?? null,
        row[5] ?? null,
        row[6] ?? null,
        row[7],
        row[10] ?? null,
      ]);
      const ticks = { agrees: "✓", differs: "✗", unverifiable: "○" };
      const wanted = (record?.checks ?? []).map((check) => [
        check.message.zh,
        check.reported,
        check.recalculated,
        check.difference,
        ticks[check.verdict],
        check.suggestion,
      ]);
      const order = (list: unknown[][]): string[] => list.map((row) => JSON.stringify(row)).sort();
      expect(order(told)).toEqual(order(wanted));
    }
  });

  it("recalculates nearly all figures by formulas over the printed values, which come to what the checks say", async () => {
    const { book } = await workbook(await readForms(FORMS));
    let [live, all] = [0, 0];
    for (const sheet of book.sheets.slice(3)) {
      const first = sheet.rows.findIndex((row) => row[0] === "序号" && row[5] === "复算") + 1;
      for (const [at, row] of tableUnder(sheet, CHECKS).entries()) {
        if (typeof row[5] !== "number") continue;
        all += 1;
        if (sheet.cells?.get(`${String(first + at)},5`)?.formula !== undefined) live += 1;
      }
    }
    expect(all).toBeGreaterThan(60);
    expect(live / all).toBeGreaterThan(0.9);
  });

  it("takes nothing that a document says for a formula, a link or markup", async () => {
    const { store } = await temporaryStore();
    const document = sampleDocument("=cmd|' /C calc'!A0.txt", {
      unit: '=HYPERLINK("http://example.org","点")',
    });
    const [record] = document.records;
    record!.project.name!.value = "=1+1";
    record!.title!.value = "@SUM(A1)";
    record!.narratives[0]!.text.value = "+1\n-2 _x0041_ \0\u001b <b>&amp; \ud800";
    record!.checks[0]!.message = { zh: "=2+3", en: "=2+3" };
    await store.saveDocument(document, STAMP);
    const { path, book } = await workbook(store);
    const texts = book.sheets.flatMap((sheet) => sheet.rows.flat());
    for (const text of ['=HYPERLINK("http://example.org","点")', "=1+1", "@SUM(A1)", "=2+3"])
      expect(
        texts.filter((value) => typeof value === "string" && value.includes(text)).length,
      ).toBeGreaterThan(0);
    const zip = await JSZip.loadAsync(await readFile(path));
    for (const name of Object.keys(zip.files).filter((file) => /worksheets\/sheet\d+\.xml$/u.test(file))) {
      const xml = (await zip.file(name)?.async("string")) ?? "";
      const formulas = [...xml.matchAll(/<f>([^<]*)<\/f>/gu)].map(([, formula]) => formula ?? "");
      expect(formulas.filter((formula) => /HYPERLINK|1\+1|2\+3|cmd/u.test(formula))).toEqual([]);
    }
    const shared = (await zip.file("xl/sharedStrings.xml")?.async("string")) ?? "";
    expect(shared).toContain("_x005F_x0041_ \uFFFD\uFFFD &lt;b&gt;&amp;amp; \uFFFD");
  });

  it("names sheets as Excel takes them, however projects are called", async () => {
    const { store } = await temporaryStore();
    const names = [
      "a/b:c*[1]?\\'",
      "'",
      "",
      "道路养护".repeat(12),
      "道路养护".repeat(12),
      "History",
      "𠮷".repeat(40),
    ];
    for (const [at, name] of names.entries()) {
      const document = sampleDocument(`${String(at)}.txt`);
      document.records[0]!.project.name!.value = name;
      await store.saveDocument(document, STAMP);
    }
    const { book } = await workbook(store);
    const sheets = book.sheets.slice(3).map((sheet) => sheet.name);
    expect(sheets).toHaveLength(names.length);
    expect(new Set(sheets.map((name) => name.toLowerCase())).size).toBe(names.length);
    for (const name of sheets) {
      expect(name.length).toBeLessThanOrEqual(31);
      expect(name).not.toMatch(/[[\]:*?/\\]|^'|'$|^history$/iu);
      expect(name.isWellFormed()).toBe(true);
    }
    expect(sheets[0]).toBe("1 a b c 1");
    expect(sheets[3]).toMatch(/^4 道路养护/u);
  });

  it("marks what a person corrected, with who and why, and keeps what the page says", async () => {
    const store = await readForms(["shanxi-jinzhong/fragments/source.txt"]);
    const [found] = await rows(store, "select id, total_score from records");
    await store.correct(String(found?.["id"]), {
      pointer: "/total/score",
      entered: "91",
      by: "王某",
      note: "原图为91",
    });
    const { book } = await workbook(store);
    const sheet = book.sheets[3]!;
    const row = sheet.rows.findIndex((cells) => cells[3] === "总分" && cells[7] === 91);
    const note = sheet.cells?.get(`${String(row)},7`)?.comment?.text ?? "";
    expect(note).toContain("人工更正");
    expect(note).toContain("王某");
    expect(note).toContain("原图为91");
    expect(note).toContain(`页面原文：${String(found?.["total_score"])}`);
    const log = tableUnder(sheet, ["编号", "更正人"]);
    expect(log.map((cells) => [cells[1], cells[2], cells[3], cells[5], cells[6]])).toEqual([
      ["王某", "总分", "原图为91", "91", "有效"],
    ]);
  });

  it("shows the place of what differs, cut out of the original, and leads to the file", async () => {
    const path = "hunan-zhuzhou/report-with-table/source.pdf";
    const store = await readForms([path]);
    const originals: Originals = { crops: true, read: (name) => readFile(formAt(name)), locate: formAt };
    const differing = (await store.findings({ verdict: "differs" })).length;
    expect(differing).toBeGreaterThan(0);
    const sheet = (await workbook(store, { originals })).book.sheets[3]!;
    expect(sheet.images?.length).toBe(differing);
    const links = [...(sheet.cells?.values() ?? [])].flatMap(({ hyperlink }) => hyperlink ?? []);
    expect(links.some(({ target }) => decodeURIComponent(target).endsWith(path))).toBe(true);
    expect(links.some(({ location }) => /^'1 .*'!A\d+$/u.test(location ?? ""))).toBe(true);
    const gone: Originals = { crops: true, read: () => Promise.resolve(null), locate: () => null };
    const without = (await workbook(store, { originals: gone })).book.sheets[3]!;
    expect(without.images ?? []).toEqual([]);
    expect(without.rows.flat()).toContain("原件不在入库时的位置，未附截图。");
    // Other bytes at that path are not what the record was read from: no picture is better than a wrong one.
    const other = readFileSync(formAt("national-ten-column/other-funds/source.pdf"));
    const changed: Originals = { crops: true, read: () => Promise.resolve(other), locate: formAt };
    const stale = (await workbook(store, { originals: changed })).book.sheets[3]!;
    expect(stale.images ?? []).toEqual([]);
    expect(stale.rows.flat().join()).toContain("原件在入库之后已改变");
  });

  it("freezes and repeats its heads, and prints on A4", async () => {
    const { path, book } = await workbook(await sampleStore());
    for (const sheet of book.sheets) {
      expect(sheet.pageSetup).toMatchObject({ paperSize: "a4", orientation: "landscape", fitToWidth: 1 });
      expect(sheet.freezePane?.rows).toBe(/^\d/u.test(sheet.name) ? 3 : 1);
      expect(sheet.rows.flat()).not.toEqual([]);
    }
    const zip = await JSZip.loadAsync(await readFile(path));
    const xml = (await zip.file("xl/workbook.xml")?.async("string")) ?? "";
    const names = [...xml.matchAll(/<definedName name="([^"]+)" localSheetId="\d+">([^<]+)</gu)];
    expect(names).toHaveLength(book.sheets.length * 2);
    for (const [, name, range] of names)
      expect(range).toMatch(
        name === "_xlnm.Print_Titles" ? /^'[^']+'!\$1:\$[13]$/u : /^'[^']+'!\$A\$1:\$[A-Z]\$\d+$/u,
      );
    expect(book.sheets[3]?.rows[2]?.filter((value) => value !== null)).toEqual([
      "编制人",
      "编制日期",
      "复核人",
      "复核日期",
    ]);
  });

  it("says where it holds a part of the records alone", async () => {
    const store = await sampleStore();
    const path = join(temporaryFolder(), "a.xlsx");
    const summary = await exportStore(store, "xlsx", path, { limit: 2, offset: 1 });
    expect(summary).toMatchObject({ rows: { records: 2 }, available: 4 });
    const book = await readXlsx(await readFile(path));
    expect(book.sheets.slice(3).map(({ name }) => name)).toEqual(["2 道路养护", "3 道路养护"]);
    expect(String(book.sheets[0]?.rows[1]?.[0])).toContain("共 4 条，本工作簿只含第 2 至 3 条");
    const none = await workbook(store, { filter: { year: 1999 } });
    expect(none.book.sheets.map(({ name }) => name)).toEqual(["汇总", "目录", "问题清单"]);
  });

  it("speaks English where it is asked to", async () => {
    const { book } = await workbook(await sampleStore(), { language: "en" });
    expect(book.sheets.slice(0, 3).map(({ name }) => name)).toEqual(["Summary", "Records", "Findings"]);
    expect(sheetNamed(book, "Findings").rows[0]).toContain("Recalculated");
    expect(sheetNamed(book, "Findings").rows.flat()).toContain("The scores add to 91.5.");
  });
});

describe.skipIf((await findOffice()) === null)("LibreOffice", () => {
  /** Opens a workbook of which nothing computed is left, so that every formula must be worked out. */
  async function recalculated(
    path: string,
    change: (xml: string) => string = (xml) => xml,
  ): Promise<Workbook> {
    const zip = await JSZip.loadAsync(await readFile(path));
    for (const name of Object.keys(zip.files).filter((file) => /worksheets\/sheet\d+\.xml$/u.test(file))) {
      const xml = (await zip.file(name)?.async("string")) ?? "";
      zip.file(name, change(xml.replaceAll(/(<\/f>)<v>[^<]*<\/v>/gu, "$1")));
    }
    const folder = temporaryFolder();
    const bare = join(folder, "bare.xlsx");
    await writeFile(bare, await zip.generateAsync({ type: "nodebuffer" }));
    const out = join(folder, "out");
    await promisify(execFile)(
      (await findOffice()) ?? "soffice",
      [
        `-env:UserInstallation=${pathToFileURL(join(folder, "profile")).href}`,
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        out,
        bare,
      ],
      { timeout: 150_000 },
    );
    expect(readdirSync(out)).toEqual(["bare.xlsx"]);
    return await readXlsx(await readFile(join(out, "bare.xlsx")));
  }

  it("comes to the figures, differences and counts of the checks", { timeout: 180_000 }, async () => {
    const store = await readForms(FORMS);
    const { path, book } = await workbook(store);
    const opened = await recalculated(path);
    expect(opened.sheets.map(({ name }) => name)).toEqual(book.sheets.map(({ name }) => name));
    const ids = tableUnder(sheetNamed(opened, "目录"), ["序号", "表"]);
    let differences = 0;
    for (const [, name, , , , , , , , , , , id] of ids) {
      const record = await store.getRecord(String(id));
      const laid = tableUnder(sheetNamed(opened, String(name)), CHECKS);
      for (const check of record?.checks ?? []) {
        const row = laid.find(
          (cells) => cells[3] === check.message.zh && (cells[4] ?? null) === check.reported,
        );
        expect([check.message.zh, row?.[5] ?? null, row?.[6] ?? null]).toEqual([
          check.message.zh,
          check.recalculated,
          check.difference,
        ]);
        if (check.difference !== null) differences += 1;
      }
    }
    expect(differences).toBeGreaterThan(60);
    const counts = sheetNamed(opened, "汇总").rows.find((row) => row[0] === "合计");
    expect(counts).toEqual(sheetNamed(book, "汇总").rows.find((row) => row[0] === "合计"));
  });

  it("follows a printed value that is changed on the sheet", { timeout: 180_000 }, async () => {
    const { store } = await temporaryStore();
    await store.saveDocument(sampleDocument("a.txt"), STAMP);
    const { path, book } = await workbook(store);
    const before = tableUnder(book.sheets[3]!, CHECKS).find((row) => row[1] === "预算执行率");
    expect(before?.slice(4, 7)).toEqual([89.89, 89.8914, -0.0014]);
    // 239.40 becomes 200 wherever it stands as a number of its own.
    const opened = await recalculated(path, (xml) => xml.replaceAll("<v>239.4</v>", "<v>200</v>"));
    const after = tableUnder(opened.sheets[3]!, CHECKS).find((row) => row[1] === "预算执行率");
    expect(after?.slice(4, 7)).toEqual([89.89, 107.6, -17.71]);
  });
});
