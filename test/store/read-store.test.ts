import { beforeEach, describe, expect, test } from "vitest";
import type { DocumentFilter, FailureFilter, FindingFilter, Store } from "../../src/store/store.ts";
import { failedDocument, sampleDocument, sha256Of, STAMP } from "./sample-document.ts";
import { column, temporaryStore } from "./temporary-store.ts";

let store: Store;

beforeEach(async () => {
  ({ store } = await temporaryStore());
  await store.saveDocument(sampleDocument("a.txt", { year: 2021, total: 96.5 }), STAMP);
  await store.saveDocument(sampleDocument("b.txt", { year: 2022, unit: "某县100%服务站" }), STAMP);
  await store.saveDocument(sampleDocument("two.txt", { records: 2, unit: "某县100号院" }), STAMP);
  await store.saveDocument(failedDocument("c.bin", "unknown-format"), STAMP);
});

async function documentPaths(filter: DocumentFilter): Promise<string[]> {
  return (await store.documents(filter)).map(({ path }) => path);
}

async function failurePaths(filter: FailureFilter): Promise<string[]> {
  return (await store.failures(filter)).map(({ path }) => path);
}

async function count(filter: FindingFilter): Promise<number> {
  return (await store.findings(filter)).length;
}

describe("documents", () => {
  test("are listed by path with what they hold", async () => {
    const list = await store.documents();
    expect(list.map(({ path, records, warnings, failures }) => [path, records, warnings, failures])).toEqual([
      ["a.txt", 1, 2, 0],
      ["b.txt", 1, 2, 0],
      ["c.bin", 0, 0, 1],
      ["two.txt", 2, 2, 0],
    ]);
    expect(list[0]).toMatchObject({
      sha256: sha256Of("a.txt"),
      media_type: "text/plain",
      pages: 2,
      profile_hash: STAMP.profileHash,
      program_version: STAMP.programVersion,
    });
  });

  test("can be narrowed by path, hash, failure and page of the list", async () => {
    expect(await documentPaths({ document: "b.txt" })).toEqual(["b.txt"]);
    expect(await documentPaths({ document: sha256Of("b.txt") })).toEqual(["b.txt"]);
    expect(await documentPaths({ document: sha256Of("b.txt").slice(0, 8) })).toEqual(["b.txt"]);
    expect(await documentPaths({ document: sha256Of("b.txt").slice(0, 4) })).toEqual([]);
    expect(await documentPaths({ document: "%" })).toEqual([]);
    expect(await documentPaths({ failed: true })).toEqual(["c.bin"]);
    expect(await documentPaths({ failed: false, limit: 2 })).toEqual(["a.txt", "b.txt"]);
    expect(await documentPaths({ offset: 3 })).toEqual(["two.txt"]);
  });
});

describe("failures", () => {
  test("can be narrowed by path, code and run", async () => {
    const run = await store.startRun({});
    await store.saveDocument(failedDocument("d.txt", "not-readable", null), { ...STAMP, run });
    expect(await failurePaths({})).toEqual(["c.bin", "d.txt"]);
    expect(await failurePaths({ code: "unknown-format" })).toEqual(["c.bin"]);
    expect(await failurePaths({ path: "d.txt" })).toEqual(["d.txt"]);
    expect(await failurePaths({ run })).toEqual(["d.txt"]);
    expect(await failurePaths({ limit: 1, offset: 1 })).toEqual(["d.txt"]);
  });
});

describe("findings", () => {
  test("tell what differs, where, by how much, and in both languages", async () => {
    expect(await store.findings({ document: "a.txt", rule: "total-score" })).toEqual([
      {
        path: "a.txt",
        page: 1,
        line: 60,
        column: 1,
        paragraph: null,
        table_number: null,
        row: null,
        sheet: null,
        cell: null,
        title: "项目支出绩效自评表",
        unit: "某市某中心",
        year: 2021,
        form: "national-2020",
        rule: "total-score",
        verdict: "differs",
        severity: "error",
        cause: "arithmetic",
        reported: "96.5",
        recalculated: "91.5",
        difference: 5,
        reported_number: 96.5,
        recalculated_number: 91.5,
        message_zh: "各项得分合计 91.5。",
        message_en: "The scores add to 91.5.",
        suggestion: "91.5 makes the sum agree",
        record_id: `${sha256Of("a.txt").slice(0, 12)}-1`,
        ordinal: 0,
        subject: "/total/score",
        document_id: 1,
      },
    ]);
  });

  test("come by severity, then in the order in which records were stored and printed", async () => {
    const list = await store.findings();
    expect(list).toHaveLength(16);
    const severities = ["error", "warning", "info"];
    const stored = await column(store, "select id from records order by key");
    const keys = list.map(({ severity, record_id, ordinal }) =>
      [severities.indexOf(severity), 10 + stored.indexOf(record_id), 10 + ordinal].join(" "),
    );
    expect(keys).toEqual(keys.toSorted());
  });

  test("come in pages that together are the whole", async () => {
    const whole = await store.findings();
    for (const limit of [1, 3, 5, 16]) {
      const pages = [];
      for (let offset = 0; offset < 20; offset += limit)
        pages.push(...(await store.findings({ limit, offset })));
      expect(pages).toEqual(whole);
    }
  });

  test("are the same however they are looked for", async () => {
    // More checks than are gone through one by one.
    const many = sampleDocument("many.txt", { records: 2600, indicators: 1 });
    await store.saveDocument(many, STAMP);
    const sum = async (condition: string) =>
      (await column(store, `select count(*) from findings where ${condition}`))[0];
    expect(await count({ year: 2021 })).toBe(await sum("year = 2021"));
    expect(await count({ verdict: "agrees" })).toBe(await sum("verdict = 'agrees'"));
    expect(await count({ rule: "grade", unit: "某市" })).toBe(
      await sum("rule = 'grade' and unit like '某市%'"),
    );
    expect(await count({ verdict: "agrees", year: 2022 })).toBe(2);
  });

  test("can be narrowed by each of their parts", async () => {
    expect(await count({ verdict: "differs" })).toBe(5);
    expect(await count({ verdict: "differs", severity: "error" })).toBe(1);
    expect(await count({ rule: "grade" })).toBe(4);
    expect(await count({ year: 2022 })).toBe(4);
    expect(await count({ form: "national-2020" })).toBe(16);
    expect(await count({ form: "national" })).toBe(0);
    expect(await count({ document: "two.txt" })).toBe(8);
    expect(await count({ document: "two.txt", verdict: "unverifiable" })).toBe(2);
    expect(await count({ limit: 3 })).toBe(3);
    expect(await count({ offset: 15 })).toBe(1);
  });

  test("find a unit by a part of its name, taken as it is written", async () => {
    expect(await count({ unit: "某县" })).toBe(12);
    expect(await count({ unit: "100%" })).toBe(4);
    expect(await count({ unit: "1_0" })).toBe(0);
    expect(await count({ unit: "\\" })).toBe(0);
  });
});

describe("getRecord", () => {
  const [first, second] = sampleDocument("two.txt", { records: 2, unit: "某县100号院" }).records;

  test("takes an id, or a beginning that only one has", async () => {
    expect(await store.getRecord(first!.id)).toEqual(first);
    expect(await store.getRecord(second!.id)).toEqual(second);
    const [only] = sampleDocument("b.txt", { year: 2022, unit: "某县100%服务站" }).records;
    expect(await store.getRecord(only!.id.slice(0, 7))).toEqual(only);
  });

  test("prefers the whole id to one that only begins so", async () => {
    const many = sampleDocument("many.txt", { records: 11 });
    await store.saveDocument(many, STAMP);
    expect(await store.getRecord(many.records[0]!.id)).toEqual(many.records[0]);
  });

  test("refuses to choose between several", async () => {
    await expect(store.getRecord(first!.id.slice(0, 12))).rejects.toMatchObject({
      name: "Failure",
      code: "bad-query",
      message: expect.stringContaining(`such as ${first!.id} and ${second!.id}`),
    });
  });

  test("gives null where there is none", async () => {
    for (const id of ["", "%", "0", "zz", "000000000000-1", `${first!.id}0`]) {
      expect([id, await store.getRecord(id)]).toEqual([id, null]);
    }
  });
});
