import { readFileSync } from "node:fs";
import Database from "better-sqlite3";
import { beforeEach, describe, expect, test } from "vitest";
import { createExtractor } from "../../src/extract.ts";
import type { ReadDocument } from "../../src/model/extraction.ts";
import type { Record } from "../../src/model/record.ts";
import type { Store } from "../../src/store/store.ts";
import { STAMP } from "./sample-document.ts";
import { dump, rows, temporaryStore } from "./temporary-store.ts";

/** Rows of 20, 30 and 40 of 50 points that the total of 90 is made of, the last one misread as 46. */
const FORM = `项目支出绩效自评表
项目名称\t古桥修缮
项目资金（万元）\t年初预算数\t全年预算数\t全年执行数
年度资金总额\t100\t100\t90
三级指标\t年度指标值\t实际完成值\t分值\t得分
修缮桥梁\t2座\t2座\t20\t20
验收合格率\t100%\t100%\t30\t30
群众满意度\t≥90%\t95%\t50\t46
总分\t\t\t100\t90
`;

const extractor = createExtractor();
const BY = { by: "李某某", note: "原图为40" };
let store: Store;
let document: ReadDocument;
let read: Record;
beforeEach(async () => {
  ({ store } = await temporaryStore());
  document = await extractor.extractBytes(Buffer.from(FORM), "a.txt");
  read = document.records[0] ?? expect.fail();
  await store.saveDocument(document, STAMP);
});

const SCORE = "/indicators/2/score";
const verdictOfTotal = (record: Record) => record.checks.find(({ rule }) => rule === "total-score")?.verdict;

describe("a correction", () => {
  test("stands over the reading, whose print stays, and the record is recalculated at once", async () => {
    expect(verdictOfTotal(read)).toBe("differs");
    const record = await store.correct(read.id, { pointer: SCORE, entered: "40", ...BY });
    expect(record.indicators[2]?.score).toMatchObject({
      value: 40,
      raw: "46",
      origin: "corrected",
      state: "sure",
      at: read.indicators[2]?.score?.at,
    });
    expect(verdictOfTotal(record)).toBe("agrees");
    expect(await store.getRecord(read.id)).toEqual(record);
    expect(await rows(store, "select verdict from checks where rule = 'total-score'")).toEqual([
      { verdict: "agrees" },
    ]);
    expect(await rows(store, "select score from indicators where ordinal = 2")).toEqual([{ score: 40 }]);
  });

  test("taken back leaves the record to the last digit as the machine read it", async () => {
    await store.correct(read.id, { pointer: SCORE, entered: "40", ...BY });
    const record = await store.correct(read.id, { pointer: SCORE, entered: null, by: "王某某" });
    expect(record).toEqual(read);
    expect((await store.history(read.id)).map(({ entered, by, state }) => [entered, by, state])).toEqual([
      ["40", "李某某", "superseded"],
      [null, "王某某", "superseded"],
    ]);
  });

  test("of a correction counts alone, and others stay", async () => {
    await store.correct(read.id, { pointer: SCORE, entered: "41", ...BY });
    await store.correct(read.id, { pointer: "/project/name", entered: "新桥修缮", ...BY });
    const record = await store.correct(read.id, { pointer: SCORE, entered: "40", ...BY });
    expect(record.indicators[2]?.score?.value).toBe(40);
    expect(record.project.name).toMatchObject({ value: "新桥修缮", raw: "古桥修缮" });
    const states = (await store.history(read.id)).map(({ state }) => state);
    expect(states).toEqual(["superseded", "applied", "applied"]);
  });

  test("that agrees with a doubted reading confirms it: it is sure, still as read, logged, and can be taken back", async () => {
    const open = await extractor.extractBytes(Buffer.from(FORM.trimEnd()), "open.txt");
    await store.saveDocument(open, STAMP);
    const before = open.records[0] as Record;
    const total = "/total/score";
    expect(before.total.score).toMatchObject({ value: 90, state: "doubtful" });
    const record = await store.correct(before.id, { pointer: total, entered: "90", ...BY });
    expect(record.total.score).toMatchObject({ value: 90, raw: "90", origin: "read", state: "sure" });
    expect((await store.history(before.id)).map(({ state }) => state)).toEqual(["confirmed"]);
    // What rested on a doubt can now be called a difference.
    expect([verdictOfTotal(before), verdictOfTotal(record)]).toEqual(["differs", "differs"]);
    await store.saveDocument(open, { ...STAMP, programVersion: "2" });
    expect(await store.getRecord(before.id)).toEqual(record);
    expect(await store.correct(before.id, { pointer: total, entered: null, ...BY })).toEqual(before);
  });

  test("that agrees with a reading which is in no doubt changes nothing", async () => {
    const record = await store.correct(read.id, { pointer: SCORE, entered: "46", ...BY });
    expect(record).toEqual(read);
    expect((await store.history(read.id)).map(({ state }) => state)).toEqual(["agrees"]);
  });

  test("of an amount changes what it is in 元", async () => {
    const index = read.funds.findIndex(({ measure }) => measure.value === "executed");
    const pointer = `/funds/${String(index)}/amount`;
    const record = await store.correct(read.id, { pointer, entered: "1,090.5", ...BY });
    expect(record.funds[index]).toMatchObject({ amount: { value: "1090.5", raw: "90" }, yuan: "10905000" });
  });

  test("may enter what was not read at all, and what is blank", async () => {
    const entered = await store.correct(read.id, {
      pointer: "/project/department",
      entered: "某县文物局",
      ...BY,
    });
    expect(entered.project.department).toMatchObject({ value: "某县文物局", raw: "", origin: "corrected" });
    const blank = await store.correct(read.id, { pointer: SCORE, entered: "", ...BY });
    expect(blank.indicators[2]?.score).toMatchObject({ value: null, raw: "46" });
  });

  test.each([
    ["/indicators/2/score", "四十", "a number"],
    ["/indicators/9/score", "40", "no value at /indicators/9/score"],
    ["/indicators/2", "40", "no value at /indicators/2"],
    ["/fiscalYear", "22", "a year"],
    ["/funds/0/unit", "美元", "one of 元, 万元, 亿元"],
    ["/checks/0/verdict", "agrees", "no value at"],
  ])("of %s as %j is refused and changes nothing", async (pointer, entered, words) => {
    const before = await dump(store);
    await expect(store.correct(read.id, { pointer, entered, ...BY })).rejects.toMatchObject({
      code: "bad-query",
      message: expect.stringContaining(words),
    });
    expect(await dump(store)).toEqual(before);
  });

  test("needs a name, a record, and for an undo something to take back", async () => {
    const entry = { pointer: SCORE, entered: "40", by: " " };
    await expect(store.correct(read.id, entry)).rejects.toMatchObject({ code: "bad-query" });
    await expect(store.correct("0123456789ab-1", { ...entry, ...BY })).rejects.toMatchObject({
      code: "bad-query",
    });
    await expect(store.correct(read.id, { pointer: SCORE, entered: null, ...BY })).rejects.toMatchObject({
      code: "bad-query",
    });
  });

  test("is never changed or taken away in the log, whoever writes to the file", async () => {
    const { store: own, path } = await temporaryStore();
    await own.saveDocument(document, STAMP);
    await own.correct(read.id, { pointer: SCORE, entered: "40", ...BY });
    const connection = new Database(path);
    expect(() => connection.exec("update corrections set entered = '41'")).toThrow("append-only");
    expect(() => connection.exec("delete from corrections")).toThrow("append-only");
    connection.close();
  });
});

describe("reading the document again", () => {
  const NEWER = { ...STAMP, programVersion: "2" };

  /** What another version reads: the same form with another score in the last row. */
  const readAs = (score: string): ReadDocument => {
    const again = structuredClone(document);
    const reading = again.records[0]?.indicators[2]?.score ?? expect.fail();
    reading.raw = score;
    reading.value = Number(score);
    return again;
  };

  test("keeps the correction", async () => {
    const record = await store.correct(read.id, { pointer: SCORE, entered: "40", ...BY });
    await store.saveDocument(document, NEWER);
    expect(await store.getRecord(read.id)).toEqual(record);
  });

  test("says where the machine now reads the same by itself", async () => {
    await store.correct(read.id, { pointer: SCORE, entered: "40", ...BY });
    await store.saveDocument(readAs("40"), NEWER);
    expect((await store.getRecord(read.id))?.indicators[2]?.score).toMatchObject({
      value: 40,
      origin: "read",
    });
    expect((await store.history(read.id))[0]?.state).toBe("agrees");
  });

  test("does not lay a correction over something else that now stands there, and says so", async () => {
    await store.correct(read.id, { pointer: SCORE, entered: "40", ...BY });
    await store.saveDocument(readAs("48"), NEWER);
    expect((await store.getRecord(read.id))?.indicators[2]?.score?.value).toBe(48);
    expect((await store.history(read.id))[0]?.state).toBe("unplaced");
  });

  test("keeps the log where the document is gone for a while", async () => {
    await store.correct(read.id, { pointer: SCORE, entered: "40", ...BY });
    const other = await extractor.extractBytes(readFileSync(import.meta.filename), "a.txt");
    await store.saveDocument(other, STAMP);
    expect(await store.getRecord(read.id)).toBeNull();
    await store.saveDocument(document, STAMP);
    expect((await store.getRecord(read.id))?.indicators[2]?.score?.value).toBe(40);
  });
});
