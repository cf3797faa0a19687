import Database from "better-sqlite3";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { RuleId } from "../../src/model/check.ts";
import { open } from "../../src/store/open.ts";
import { RULE_BITS, regionOf } from "../../src/store/queue-row.ts";
import type { QueueFilter } from "../../src/store/queue.ts";
import { MIGRATIONS } from "../../src/store/sqlite/migrate.ts";
import type { Store } from "../../src/store/store.ts";
import { createExtractor } from "../../src/extract.ts";
import { STAMP } from "./sample-document.ts";
import { temporaryFolder, temporaryStore } from "./temporary-store.ts";

/** A form in 万元 whose rows make 100, whatever its total says. */
const form = ({
  name = "古桥修缮",
  unit = "云岭县文物局",
  year = "2021",
  money = "100",
  total = "100",
}) => `${year}年度项目支出绩效自评表
项目名称\t${name}
主管部门\t${unit}
项目资金（万元）\t年初预算数\t全年预算数\t全年执行数
年度资金总额\t${money}\t${money}\t${money}
三级指标\t年度指标值\t实际完成值\t分值\t得分
修缮桥梁\t2座\t2座\t20\t20
验收合格率\t100%\t100%\t30\t30
群众满意度\t≥90%\t95%\t50\t50
总分\t\t\t100\t${total}
`;

const extractor = createExtractor();
let store: Store;
let path: string;
const save = async (name: string, text: string) =>
  store.saveDocument(await extractor.extractBytes(Buffer.from(text), name), STAMP);
beforeEach(async () => {
  ({ store, path } = await temporaryStore());
  await save("fits.txt", form({ name: "道路养护", money: "900" }));
  await save("small.txt", form({ total: "95", money: "10" }));
  await save(
    "large.txt",
    form({ name: "水库加固", unit: "青禾市水利局", year: "2022", total: "95", money: "5000" }),
  );
});

const namesOf = async (filter: QueueFilter = {}) =>
  (await store.queue(filter)).records.map(({ path: own }) => own);

describe("the queue", () => {
  test("begins with the gravest difference, of these with the most money", async () => {
    expect(await namesOf()).toEqual(["large.txt", "small.txt", "fits.txt"]);
    const [first, , last] = (await store.queue()).records;
    expect(first).toMatchObject({ severity: "error", stakeYuan: 50_000_000, region: "青禾市", year: 2022 });
    expect(first?.differs).toContain("total-score");
    expect(last).toMatchObject({ severity: null, totalScore: 100, differs: [] });
  });

  test.each([
    [{ year: 2022 }, ["large.txt"]],
    [{ region: "云岭县" }, ["small.txt", "fits.txt"]],
    [{ unit: "青禾市水利局" }, ["large.txt"]],
    [{ severity: "error" }, ["large.txt", "small.txt"]],
    [{ severity: "none" }, ["fits.txt"]],
    [{ rule: "total-score" }, ["large.txt", "small.txt"]],
    [{ rule: "total-score", verdict: "agrees" }, ["fits.txt"]],
    [{ rule: "grade", verdict: "differs" }, []],
    [{ score: [100, 101] }, ["fits.txt"]],
    [{ search: "水库" }, ["large.txt"]],
    [{ search: "文物局 道路" }, ["fits.txt"]],
    [{ search: "100%_" }, []],
    [{ grade: null, year: 2021 }, ["small.txt", "fits.txt"]],
    [{ limit: 1, offset: 1 }, ["small.txt"]],
  ] as [QueueFilter, string[]][])("narrowed to %j holds %j", async (filter, names) => {
    expect(await namesOf(filter)).toEqual(names);
  });

  test("finds words whatever their width, case and white space, as the search of all texts does", async () => {
    await save("wide.txt", form({ name: "ＡＩ 巡查平台" }));
    expect(await namesOf({ search: "ai巡查" })).toEqual(["wide.txt"]);
    expect(await namesOf({ search: "库" })).toEqual(["large.txt"]);
    expect((await store.facets({ search: "ai巡查" })).year).toEqual([{ value: 2021, records: 1 }]);
  });

  test("finds a record by the beginning of its id", async () => {
    const [first] = (await store.queue()).records;
    expect(await namesOf({ search: first?.id.slice(0, 8) ?? "" })).toEqual(["large.txt"]);
  });

  test("counts each facet over what the other filters leave", async () => {
    const facets = await store.facets({ year: 2021 });
    expect(facets.year).toEqual([
      { value: 2022, records: 1 },
      { value: 2021, records: 2 },
    ]);
    expect(facets.severity).toEqual([
      { value: "error", records: 1 },
      { value: "none", records: 1 },
    ]);
    expect(facets.region).toEqual([{ value: "云岭县", records: 2 }]);
    expect(facets.rule).toContainEqual({ value: "total-score", records: 1 });
  });

  test("follows a correction at once, and its undo", async () => {
    const id = String((await store.queue({ search: "水库" })).records[0]?.id);
    await store.correct(id, { pointer: "/total/score", entered: "100", by: "李某某" });
    expect(await namesOf({ severity: "error" })).toEqual(["small.txt"]);
    await store.correct(id, { pointer: "/total/score", entered: null, by: "李某某" });
    expect(await namesOf({ severity: "error" })).toEqual(["large.txt", "small.txt"]);
  });

  test("lets go of a record that is replaced", async () => {
    await save("large.txt", form({ name: "水库加固", total: "100" }));
    expect((await store.queue()).total).toBe(3);
    expect(await namesOf({ severity: "error" })).toEqual(["small.txt"]);
  });

  test("holds what an older program had stored, once the file is opened", async () => {
    const before = await store.queue();
    await store.close();
    const old = new Database(path);
    old.exec("drop table review_queue");
    old.prepare("delete from fuhe_migrations where name = '0008-queue'").run();
    old.close();
    const opened = await open(path);
    expect(await opened.queue()).toEqual(before);
    await opened.close();
    // The store of the test is closed again when it ends.
    store = await open(join(temporaryFolder(), "other.db"));
    await store.close();
  });
});

test("the overview counts what the queue lists", async () => {
  const overview = await store.overview();
  expect(overview).toMatchObject({ documents: 3, records: 3, failures: 0, corrections: 0 });
  expect(overview.severities).toEqual([
    { severity: "error", records: 2 },
    { severity: "none", records: 1 },
  ]);
  expect(overview.scores).toEqual([
    { from: 95, below: 96, records: 2 },
    { from: 100, below: 1e9, records: 1 },
  ]);
  expect(overview.rates).toEqual([]);
  expect(overview.years.map(({ year, budgetYuan }) => [year, budgetYuan])).toEqual([
    [2021, 9_100_000],
    [2022, 50_000_000],
  ]);
  expect(overview.regions).toEqual([
    { region: "云岭县", records: 2, budgetYuan: 9_100_000, executedYuan: 9_100_000 },
    { region: "青禾市", records: 1, budgetYuan: 50_000_000, executedYuan: 50_000_000 },
  ]);
});

test("each rule has a bit of its own", () => {
  expect(new Set(Object.keys(RULE_BITS))).toEqual(new Set(RuleId.options));
  expect(new Set(Object.values(RULE_BITS)).size).toBe(RuleId.options.length);
  expect(MIGRATIONS.map(({ name }) => name)).toContain("0008-queue");
});

test.each([
  ["新疆维吾尔自治区文化厅", "新疆维吾尔自治区"],
  ["云岭县气象观测站", "云岭县"],
  ["青禾市水利局", "青禾市"],
  ["江湾区疾病预防控制中心", "江湾区"],
  ["恩施土家族苗族自治州林业局", "恩施土家族苗族自治州"],
  ["市政工程管理处", null],
  ["社区体育发展中心", null],
  ["青禾市政府办公室", "青禾市"],
  ["县财政局", null],
  ["", null],
  [null, null],
])("the region of %j is %j", (name, region) => {
  expect(regionOf(name)).toBe(region);
});
