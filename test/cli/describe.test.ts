import { readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { writeXlsx } from "hucre";
import { beforeEach, describe, expect, it } from "vitest";
import { sha256Of } from "../store/sample-document.ts";
import { useWorkFolder } from "./work-folder.ts";

const work = useWorkFolder();
beforeEach(async () => {
  work.write({ "r/a.txt": "total 86", "r/b.txt": "total 87", "s/b.txt": "total 88" });
  await work.fuhe(["ingest", "r", "s"]);
});

const described = async (): Promise<unknown[]> => {
  const sql =
    "select d.*, s.path from descriptions d join documents using (sha256) join sources s on s.document_id = documents.id order by path";
  return JSON.parse((await work.fuhe(["query", sql, "--format", "json"])).out) as unknown[];
};
const describeBy = (list: string, ...argv: string[]) => work.fuhe(["describe", "--list", list, ...argv]);

describe("fuhe describe", () => {
  it("takes a list as it is, by hash, path and file name, and keeps the bytes untouched", async () => {
    work.write({
      "lists/list.csv": `﻿sha256,路径,文件名,全宗号,档号,案卷号,件号,题名,责任者,文件日期,保管期限,密级,备注
${sha256Of("total 87").toUpperCase()},,,J001,J001-2021-002,3,0002,"某市""道路""养护,自评表",某市某中心,20210331,永久,内部,x
,..\\s\\b.txt,,J001,J001-2021-003,,,,,,,,
,,a.txt,J001,J001-2021-001,,,,,,10年,,
`,
    });
    const before = readFileSync(join(work.path, "r/b.txt"), "utf8");
    const { code, out, err } = await describeBy("lists/list.csv");
    expect({ code, out }).toEqual({ code: 0, out: "" });
    expect(err).toBe("Columns not taken: 备注\n3 added, 0 changed, 0 unchanged, 0 rows not taken.\n");
    expect(await described()).toMatchObject([
      { path: "r/a.txt", archival_code: "J001-2021-001", retention: "10年", title: null, list_row: 4 },
      {
        path: "r/b.txt",
        fonds_number: "J001",
        archival_code: "J001-2021-002",
        file_number: "3",
        item_number: "0002",
        title: '某市"道路"养护,自评表',
        creator: "某市某中心",
        date: "20210331",
        retention: "永久",
        security_class: "内部",
        list: "lists/list.csv",
        list_row: 2,
      },
      { path: "s/b.txt", archival_code: "J001-2021-003" },
    ]);
    expect(readFileSync(join(work.path, "r/b.txt"), "utf8")).toBe(before);
    expect((await describeBy("lists/list.csv")).err).toContain("0 added, 0 changed, 3 unchanged");
  });

  it("reads a workbook with a title above the headings, as its cells are shown", async () => {
    const rows = [
      ["归档文件目录", null, null],
      ["件 号", "文件名", "成文日期"],
      ["0007", "a.txt", new Date(Date.UTC(2021, 2, 31))],
    ];
    work.write({ "list.xlsx": await writeXlsx({ sheets: [{ name: "目录", rows }] }) });
    expect((await describeBy("list.xlsx")).err).toMatch(/1 added/u);
    expect(await described()).toMatchObject([
      { path: "r/a.txt", item_number: "0007", date: expect.stringContaining("2021") },
    ]);
  });

  it("lists rows that match nothing or several, name nothing, or contradict each other; takes the rest", async () => {
    work.write({
      "list.csv": `文件名,路径,档号
b.txt,,1
none.txt,,2
,,3
,r/a.txt,4
,r/b.txt,5
,./r/b.txt,6

`,
    });
    const { code, out, err } = await describeBy("list.csv", "--format", "json");
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual([
      { row: 2, refusal: "several", key: "b.txt", candidates: ["r/b.txt", "s/b.txt"] },
      { row: 3, refusal: "not-found", key: "none.txt", candidates: [] },
      { row: 4, refusal: "no-key", key: null, candidates: [] },
      { row: 6, refusal: "repeated", key: sha256Of("total 87"), candidates: ["7"] },
      { row: 7, refusal: "repeated", key: sha256Of("total 87"), candidates: ["6"] },
    ]);
    expect(err).toBe("1 added, 0 changed, 0 unchanged, 5 rows not taken.\n");
    expect(await described()).toMatchObject([{ path: "r/a.txt", archival_code: "4" }]);
    const zh = await describeBy("list.csv", "--lang", "zh");
    expect(zh.out).toMatch(/^ *2 +对应多个文件 +b\.txt +r\/b\.txt; s\/b\.txt$/mu);
  });

  it("does not look by name where the hash leads nowhere", async () => {
    work.write({ "list.csv": `sha256,文件名,题名\n${sha256Of("else")},a.txt,某题名\n` });
    expect((await describeBy("list.csv")).code).toBe(1);
    expect(await described()).toEqual([]);
  });

  it("replaces what the list has a column for, and leaves the rest", async () => {
    work.write({ "1.csv": "文件名,题名,密级\na.txt,甲,内部\n", "2.csv": "文件名,密级,档号\na.txt,,D1\n" });
    await describeBy("1.csv");
    expect((await describeBy("2.csv")).err).toContain("0 added, 1 changed");
    expect(await described()).toMatchObject([{ title: "甲", security_class: null, archival_code: "D1" }]);
  });

  it("is shown with the record, also after the file was moved and read again", async () => {
    work.write({ "list.csv": "文件名,题名,保管期限\na.txt,道路养护自评表,永久\n" });
    await describeBy("list.csv");
    renameSync(join(work.path, "r/a.txt"), join(work.path, "moved.txt"));
    await work.fuhe(["ingest", "moved.txt"]);
    const id = `${sha256Of("total 86").slice(0, 12)}-1`;
    const zh = await work.fuhe(["show", id, "--lang", "zh"]);
    expect(zh.out).toMatch(/档案著录\n {2}题名 +道路养护自评表\n {2}保管期限 +永久\n$/u);
    const other = await work.fuhe(["show", `${sha256Of("total 87").slice(0, 12)}-1`]);
    expect(other).toMatchObject({ code: 0, out: expect.not.stringContaining("Archival description") });
  });

  it("goes into a copy of a part of the records only for their documents", async () => {
    work.write({ "list.csv": "路径,档号\nr/a.txt,1\nr/b.txt,2\n" });
    await describeBy("list.csv");
    await work.fuhe(["export", "part", "--format", "sqlite", "--document", "r/a.txt"]);
    const copied = ["query", "select archival_code from descriptions", "--format", "json"];
    const { out } = await work.fuhe([...copied, "--db", "part/fuhe.db"]);
    expect(JSON.parse(out)).toEqual([{ archival_code: "1" }]);
  });

  it("reads GB18030", async () => {
    // 文件名,题名 / a.txt,甲 in GB18030.
    const bytes = Buffer.from("cec4bcfec3fb2ccce2c3fb0a612e7478742cbcd70a", "hex");
    work.write({ "gb.csv": bytes });
    expect((await describeBy("gb.csv")).code).toBe(0);
    expect(await described()).toMatchObject([{ title: "甲" }]);
  });

  it.each([
    ["没有表头\na.txt\n", "has no row of headings"],
    ["", "has no row of headings"],
    ["文件名,题名,文件题名\na.txt,甲,乙\n", "mean the same: 文件题名"],
  ])("says what is wrong with the list %j", async (content, told) => {
    work.write({ "list.csv": content });
    expect(await describeBy("list.csv")).toMatchObject({ code: 2, err: expect.stringContaining(told) });
    expect(await described()).toEqual([]);
  });

  it("says what is wrong with a list that is not there or damaged", async () => {
    expect(await describeBy("none.csv")).toMatchObject({ code: 3, err: expect.stringContaining("none.csv") });
    work.write({ "list.xlsx": "PK\u0003\u0004 cut off" });
    expect(await describeBy("list.xlsx")).toMatchObject({
      code: 1,
      err: expect.stringContaining("neither a workbook"),
    });
    const workbook = await writeXlsx({
      sheets: [
        {
          name: "目录",
          rows: [
            ["文件名", "题名"],
            ["a.txt", "甲"],
          ],
        },
      ],
    });
    work.write({ "half.xlsx": workbook.subarray(0, workbook.length / 2) });
    expect(await describeBy("half.xlsx")).toMatchObject({ code: 1, out: "" });
    expect(await described()).toEqual([]);
  });
});
