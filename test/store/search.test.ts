import Database from "better-sqlite3";
import { beforeEach, describe, expect, test } from "vitest";
import { createExtractor } from "../../src/extract.ts";
import type { ReadDocument } from "../../src/model/extraction.ts";
import { open } from "../../src/store/open.ts";
import { applyMigrations, MIGRATIONS } from "../../src/store/sqlite/migrate.ts";
import type { SearchFilter, Store } from "../../src/store/store.ts";
import { sampleDocument, STAMP } from "./sample-document.ts";
import { column, temporaryFolder, temporaryStore, testClock } from "./temporary-store.ts";

const form = (project: string, reason: string) => `（2021年度）项目支出绩效自评表
项目名称\t${project}
主管部门\t东河县水利局
项目资金（万元）\t年初预算数\t全年预算数\t全年执行数
年度资金总额\t100\t100\t90
三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因分析
修缮ＡＢＣ型水闸\t2座\t2座\t60\t60\t
群众满意度\t≥90%\t80%\t40\t30\t${reason}
总分\t\t\t100\t95
`;

const extractor = createExtractor();
const read = (name: string, text: string): Promise<ReadDocument> =>
  extractor.extractBytes(Buffer.from(text), name);

let store: Store;
let path: string;
let first: ReadDocument;
beforeEach(async () => {
  ({ store, path } = await temporaryStore());
  first = await read("a.txt", form("清溪水库除险加固", "汛期延长，“水毁”路段停工。"));
  await store.saveDocument(first, STAMP);
  await store.saveDocument(await read("b.txt", form("古桥修缮", "水库蓄水推迟")), STAMP);
});

const found = async (query: string, filter: SearchFilter = {}) =>
  (await store.search(query, filter)).hits.map(({ path: source, pointer }) => `${source} ${pointer}`);

describe("a search", () => {
  test.each([
    ["库", "one character"],
    ["水库", "two"],
    ["水库除", "three"],
    ["清溪水库除险加固", "a whole name"],
    ["固", "the last character of a text"],
  ])("finds %s in names: %s", async (query) => {
    expect((await found(query))[0]).toBe("a.txt /project/name");
  });

  test("puts names before indicators, and says where each stands", async () => {
    expect(await found("水库")).toEqual(["a.txt /project/name", "b.txt /indicators/1/deviation"]);
    const { hits } = await store.search("推迟");
    expect(hits).toMatchObject([
      {
        recordId: expect.stringMatching(/^[0-9a-f]{12}-1$/u),
        field: "indicators",
        snippet: "水库蓄水推迟",
        match: "推迟",
        unit: "东河县水利局",
        year: 2021,
      },
    ]);
  });

  test("does not see width, case, white space and line breaks, and shows what is printed", async () => {
    for (const query of ["ABC型", "abc", "ＡＢＣ型水闸"]) expect(await found(query)).toHaveLength(2);
    expect((await store.search("abc")).hits[0]?.match).toBe("ＡＢＣ");
    const spaced = await read("c.txt", form("石 桥　改 建", "无"));
    await store.saveDocument(spaced, STAMP);
    expect(await found("石桥改建")).toEqual(["c.txt /project/name"]);
  });

  test("wants all words, each anywhere in the record", async () => {
    expect(await found("水库 古桥")).toHaveLength(1);
    expect(await found("水库　清溪 停工")).toHaveLength(1);
    expect(await found("清溪 古桥")).toEqual([]);
  });

  test("takes every character as it is, also those of the index's own language", async () => {
    expect(await found("“水毁”")).toEqual(["a.txt /indicators/1/deviation"]);
    expect(await found("≥90%")).toHaveLength(2);
    for (const query of ['"', "*", "水库 AND 古桥 OR", "names:水", "(", "水*", "NEAR(水)", "'", "%", "\0"])
      await expect(store.search(query)).resolves.toBeDefined();
    expect(await found("*")).toEqual([]);
    expect(await found("水_")).toEqual([]);
    expect(await found("  ")).toEqual([]);
  });

  test("finds nothing that runs from one text into the next", async () => {
    expect(await found("加固东河")).toEqual([]);
  });

  test("is narrowed by every filter", async () => {
    const count = async (filter: SearchFilter) => (await found("水", filter)).length;
    expect(await count({ year: 2021 })).toBe(2);
    expect(await count({ year: 2020 })).toBe(0);
    expect(await count({ region: "东河县" })).toBe(2);
    expect(await count({ region: "西河县" })).toBe(0);
    expect(await count({ unit: "水利" })).toBe(2);
    expect(await count({ form: first.records[0]?.form ?? "" })).toBe(2);
    expect(await count({ form: "no-such" })).toBe(0);
    expect(await count({ rule: "total-score" })).toBe(2);
    expect(await count({ rule: "total-score", severity: "error" })).toBe(2);
    expect(await count({ rule: "total-score", severity: "info" })).toBe(0);
    expect(await count({ grade: "poor" })).toBe(0);
    expect(await count({ limit: 1 })).toBe(1);
    expect((await store.search("水", { limit: 1 })).more).toBe(true);
    expect((await store.search("水", { limit: 2 })).more).toBe(false);
  });
});

describe("the index", () => {
  const rowsOf = () => column(store, "select rowid from record_search order by rowid");

  test("has one row for each record, whatever is replaced or goes", async () => {
    await store.saveDocument(await read("a.txt", form("新桥", "无")), STAMP);
    expect(await found("清溪")).toEqual([]);
    expect(await found("新桥")).toEqual(["a.txt /project/name"]);
    await store.saveDocument(await read("b.txt", form("新桥", "无")), { ...STAMP, programVersion: "2" });
    expect(await rowsOf()).toEqual(await column(store, "select key from records order by key"));
  });

  test("follows a correction and its undo", async () => {
    const id = first.records[0]?.id ?? "";
    await store.correct(id, { pointer: "/project/name", entered: "清泉水库", by: "李某" });
    expect(await found("清泉")).toEqual(["a.txt /project/name"]);
    expect(await found("清溪")).toEqual([]);
    await store.correct(id, { pointer: "/project/name", entered: null, by: "李某" });
    expect(await found("清溪")).toEqual(["a.txt /project/name"]);
    expect(await rowsOf()).toHaveLength(2);
  });

  test("loses a row with its record when another program deletes it", async () => {
    const other = new Database(path);
    other.pragma("foreign_keys = on");
    other.exec("delete from documents where id = 1");
    other.close();
    expect(await found("清溪")).toEqual([]);
    expect(await rowsOf()).toHaveLength(1);
  });

  test("takes in what was stored before there was one", async () => {
    const older = `${temporaryFolder()}/older.db`;
    const db = new Database(older);
    applyMigrations(db, MIGRATIONS.slice(0, 4), testClock());
    const record = sampleDocument("old.txt").records[0];
    db.exec(`insert into documents (sha256, media_type, pages, profile_hash, program_version, stored_at)
      values ('ab', 'text/plain', 1, 'p', '1', '2026-01-01'); insert into sources values ('old.txt', 1, '2026-01-01');`);
    const coverage = "coverage_numbers, coverage_guarded, coverage_checks_agrees, coverage_checks_differs";
    db.prepare(
      `insert into records (key, id, document_id, ordinal, form, ${coverage}, coverage_checks_unverifiable, coverage_checks_not_applicable)
       values (7, ?, 1, 1, 'general', 0, 0, 0, 0, 0, 0)`,
    ).run(record?.id);
    db.prepare("insert into record_json values (7, ?)").run(JSON.stringify(record));
    db.close();
    const opened = await open(older, { now: testClock() });
    const { rows } = await opened.query(`select rowid from record_search where record_search match '"养护"'`);
    await opened.close();
    expect(rows).toEqual([[7]]);
  });
});
