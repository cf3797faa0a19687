import { existsSync } from "node:fs";
import { beforeEach, describe, expect, test } from "vitest";
import type { Store } from "../../../src/store/store.ts";
import { sampleDocument, STAMP } from "../sample-document.ts";
import { dump, temporaryStore } from "../temporary-store.ts";

let store: Store;
let path: string;

beforeEach(async () => {
  ({ store, path } = await temporaryStore());
  await store.saveDocument(sampleDocument("a.txt"), STAMP);
});

/** Counts for ever, each row at once. */
const ENDLESS = "with recursive n (i) as (select 1 union all select i + 1 from n) select i from n";

describe("query", () => {
  test("gives columns and rows, also of statements with comments and parameters", async () => {
    expect(await store.query("select path, 1 + 1 as two from sources")).toEqual({
      columns: ["path", "two"],
      rows: [["a.txt", 2]],
      truncated: false,
    });
    const commented = "-- every path\n/* of\nall */ SELECT count(*) FROM sources WHERE path = ?;";
    expect((await store.query(commented, ["a.txt"])).rows).toEqual([[1]]);
    expect((await store.query("values (?, ?, ?)", ["字", 1.5, null])).rows).toEqual([["字", 1.5, null]]);
    expect((await store.query("explain query plan select * from sources")).columns).toContain("detail");
    expect((await store.query("select name from pragma_table_info('sources')")).rows).toContainEqual([
      "path",
    ]);
  });

  test("keeps two columns of one name, and whole numbers exactly", async () => {
    expect(await store.query("select 1 as x, 2 as x, 9007199254740993 as large")).toMatchObject({
      columns: ["x", "x", "large"],
      rows: [[1, 2, 9_007_199_254_740_993n]],
    });
  });

  test("stops at the limit and says so", async () => {
    expect(await store.query(ENDLESS, [], { limit: 2 })).toEqual({
      columns: ["i"],
      rows: [[1], [2]],
      truncated: true,
    });
    expect(await store.query("values (1), (2)", [], { limit: 2 })).toMatchObject({ truncated: false });
    expect(await store.query("select 1", [], { limit: 0 })).toMatchObject({ rows: [], truncated: true });
  });

  test.each([
    "insert into sources values ('x', 1, '')",
    "insert into sources values ('x', 1, '') returning path",
    "with x as (select 1) insert into sources select 'x', 1, '' from x",
    "with x as (select 1) delete from sources returning path",
    "update documents set pages = 0",
    "delete from sources",
    "drop table sources",
    "create table x (a)",
    "create temp table x (a)",
    "pragma user_version = 7",
    "pragma user_version",
    "pragma journal_mode = delete",
    "pragma query_only = off",
    "pragma hard_heap_limit = 1000",
    "explain pragma hard_heap_limit = 1000",
    "/* select */ pragma writable_schema = on",
    "attach 'ATTACHED' as x",
    "vacuum into 'ATTACHED'",
    "begin immediate",
    "select 1; delete from sources",
    "select 1; select 2",
    "",
    "-- select 1",
  ])("refuses %j", async (sql) => {
    const before = await dump(store);
    const attached = `${path}-attached`;
    await expect(store.query(sql.replace("ATTACHED", attached))).rejects.toMatchObject({
      name: "Failure",
      code: "bad-query",
    });
    expect(await dump(store)).toEqual(before);
    expect(existsSync(attached)).toBe(false);
  });

  test.each([
    { sql: "select unknown from sources", says: "no such column: unknown" },
    { sql: "select from from from", says: "syntax error" },
    { sql: "select ?", says: "Too few parameter values" },
    { sql: "select json_extract('{', '$')", says: "malformed JSON" },
  ])("tells what is wrong with $sql", async ({ sql, says }) => {
    await expect(store.query(sql)).rejects.toMatchObject({
      name: "Failure",
      code: "bad-query",
      message: expect.stringContaining(says),
    });
  });

  test("ends when it is told to, or when its time is up", async () => {
    await expect(store.query(ENDLESS, [], { signal: AbortSignal.timeout(5) })).rejects.toMatchObject({
      name: "Failure",
      code: "timed-out",
    });
    const controller = new AbortController();
    const answer = store.query(ENDLESS, [], { signal: controller.signal });
    controller.abort();
    await expect(answer).rejects.toMatchObject({ name: "Failure", code: "interrupted" });
    await expect(store.query("select 1", [], { signal: controller.signal })).rejects.toMatchObject({
      code: "interrupted",
    });
  });

  test("does not hold up a save while it goes on", async () => {
    const controller = new AbortController();
    const answer = store.query(ENDLESS.replace("from n)", "from n, sources)"), [], {
      signal: controller.signal,
    });
    expect(await store.saveDocument(sampleDocument("b.txt"), STAMP)).toBe("added");
    controller.abort();
    await expect(answer).rejects.toMatchObject({ code: "interrupted" });
    expect(await store.documents()).toHaveLength(2);
  });
});
