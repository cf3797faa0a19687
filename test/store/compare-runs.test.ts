import { beforeEach, describe, expect, test } from "vitest";
import { compareStores } from "../../src/store/compare-stores.ts";
import type { Store } from "../../src/store/store.ts";
import { failedDocument, sampleDocument, STAMP } from "./sample-document.ts";
import { column, rows, temporaryStore } from "./temporary-store.ts";

let store: Store;
beforeEach(async () => {
  ({ store } = await temporaryStore());
});

/** Stores reports in a run of its own, read by that version. */
async function runOf(
  programVersion: string,
  documents: ReturnType<typeof sampleDocument>[],
): Promise<number> {
  const run = await store.startRun({});
  for (const document of documents) await store.saveDocument(document, { ...STAMP, programVersion, run });
  await store.finishRun(run, {});
  return run;
}

const BYTES = { content: "the same bytes" };

describe("two runs", () => {
  test("differ in the values and the findings that another version reads otherwise", async () => {
    const first = await runOf("1", [
      sampleDocument("a.txt", { ...BYTES, total: 91.5 }),
      sampleDocument("b.txt"),
    ]);
    const second = await runOf("2", [
      sampleDocument("a.txt", { ...BYTES, total: 96 }),
      sampleDocument("b.txt"),
    ]);
    const found = await store.compareRuns(first, second);
    expect(found).toMatchObject({ documents: 2, firstRead: 0, keptSince: null });
    expect(found.changes).toEqual([
      {
        recordId: sampleDocument("a.txt", BYTES).records[0]?.id,
        kind: "value",
        pointer: "/total/score",
        rule: null,
        before: "91.5",
        after: "96",
      },
      expect.objectContaining({
        kind: "finding",
        rule: "total-score",
        pointer: "/total/score",
        before: expect.stringContaining("agrees"),
        after: expect.stringContaining("differs"),
      }),
    ]);
  });

  test("are compared from end to end, and what came back is no change", async () => {
    const totals = [91.5, 96, 91.5, 80];
    const runs = [];
    for (const [at, total] of totals.entries())
      runs.push(await runOf(String(at), [sampleDocument("a.txt", { ...BYTES, total })]));
    const [first = 0, , third = 0, last = 0] = runs;
    expect((await store.compareRuns(first, third)).changes).toEqual([]);
    const [change] = (await store.compareRuns(first, last)).changes;
    expect([change?.before, change?.after]).toEqual(["91.5", "80"]);
  });

  test("say which files were first read in between, and what became of a file that could not be read", async () => {
    const first = await runOf("1", [failedDocument("a.txt", "damaged-file", BYTES.content)]);
    const second = await runOf("2", [sampleDocument("a.txt", BYTES), sampleDocument("new.txt")]);
    const { documents, firstRead, changes } = await store.compareRuns(first, second);
    expect({ documents, firstRead }).toEqual({ documents: 1, firstRead: 1 });
    expect(changes).toMatchObject([{ kind: "record", before: null, after: "national-2020" }]);
    expect(await rows(store, "select failure_before, failure_after from rereadings")).toEqual([
      { failure_before: "damaged-file", failure_after: null },
    ]);
  });

  test("keep nothing where nothing changed, and compare what the machine read, not what persons entered", async () => {
    const first = await runOf("1", [sampleDocument("a.txt", BYTES)]);
    await runOf("1", [sampleDocument("a.txt", BYTES)]);
    expect(await column(store, "select count(*) from rereadings")).toEqual([0]);
    const last = await runOf("2", [sampleDocument("a.txt", BYTES)]);
    expect(await store.compareRuns(first, last)).toMatchObject({ documents: 1, changes: [] });
  });

  test("must be there, the earlier one first", async () => {
    const run = await runOf("1", [sampleDocument("a.txt")]);
    await expect(store.compareRuns(run, 9)).rejects.toMatchObject({ code: "bad-query" });
    await expect(store.compareRuns(run, run)).rejects.toMatchObject({ code: "bad-query" });
  });
});

test("two databases differ in records that one lacks, and in what they read otherwise", async () => {
  const { store: other } = await temporaryStore();
  for (let n = 0; n < 120; n += 1) {
    const name = `${String(n)}.txt`;
    if (n !== 7) await store.saveDocument(sampleDocument(name, { indicators: 1 }), STAMP);
    await other.saveDocument(sampleDocument(name, { indicators: 1, total: n === 90 ? 80 : 91.5 }), STAMP);
  }
  const changes = [];
  for await (const change of compareStores(store, other)) changes.push(change);
  expect(
    changes.map(({ kind, before, after }) => [kind, kind === "finding" ? null : before, after === null]),
  ).toEqual(
    expect.arrayContaining([
      ["record", null, false],
      ["value", "91.5", false],
      ["finding", null, false],
    ]),
  );
  expect(changes).toHaveLength(3);
  const none = [];
  for await (const change of compareStores(other, other)) none.push(change);
  expect(none).toEqual([]);
});
