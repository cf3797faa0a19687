import { describe, expect, test } from "vitest";
import { MIGRATIONS } from "../../src/store/sqlite/migrate.ts";
import { failedDocument, sampleDocument, sha256Of, STAMP } from "./sample-document.ts";
import { column, dump, rows, temporaryStore } from "./temporary-store.ts";

const NEWER = { ...STAMP, programVersion: "1.1.0" };

describe("forgetting that a path could not be read", () => {
  test("takes away the path of which nothing was ever read, and nothing else", async () => {
    const { store } = await temporaryStore();
    await store.saveDocument(sampleDocument("a.txt"), STAMP);
    const before = await dump(store);
    await store.saveDocument(failedDocument("folder", "not-readable", null), STAMP);
    await store.forgetUnread("folder");
    await store.forgetUnread("a.txt");
    await store.forgetUnread("no such path");
    expect(await dump(store)).toEqual(before);
  });

  test("takes away a path whose content could not be read, and leaves it where else it lies", async () => {
    const { store } = await temporaryStore();
    await store.saveDocument(failedDocument("a.zip", "damaged-file"), STAMP);
    const before = await dump(store);
    await store.saveDocument(failedDocument("b.zip", "damaged-file"), STAMP);
    await store.forgetUnread("b.zip");
    expect(await dump(store)).toEqual(before);
    await store.forgetUnread("a.zip");
    expect(await rows(store, "select * from documents")).toEqual([]);
  });
});

describe("saving a document", () => {
  test("gives back every record exactly as it was saved", async () => {
    const { store } = await temporaryStore();
    const document = sampleDocument("a.txt", { records: 2 });
    expect(await store.saveDocument(document, STAMP)).toBe("added");
    for (const record of document.records) expect(await store.getRecord(record.id)).toEqual(record);
  });

  test("changes nothing the second time, not even a time", async () => {
    const { store } = await temporaryStore();
    await store.saveDocument(sampleDocument("a.txt"), STAMP);
    await store.saveDocument(failedDocument("b.bin", "unknown-format"), STAMP);
    await store.saveDocument(failedDocument("c.txt", "not-readable", null), STAMP);
    const before = await dump(store);
    expect(await store.saveDocument(sampleDocument("a.txt"), STAMP)).toBe("unchanged");
    expect(await store.saveDocument(failedDocument("b.bin", "unknown-format"), STAMP)).toBe("unchanged");
    expect(await store.saveDocument(failedDocument("c.txt", "not-readable", null), STAMP)).toBe("unchanged");
    expect(await dump(store)).toEqual(before);
  });

  test("replaces the records of a changed file and touches no other", async () => {
    const { store } = await temporaryStore();
    await store.saveDocument(sampleDocument("a.txt", { content: "first" }), STAMP);
    await store.saveDocument(sampleDocument("b.txt"), STAMP);
    const others = () =>
      rows(
        store,
        "select * from documents d join records r on r.document_id = d.id join readings x on x.record_key = r.key where d.sha256 = ?",
        [sha256Of("b.txt")],
      );
    const before = await others();
    expect(before.length).toBeGreaterThan(0);

    const changed = sampleDocument("a.txt", { content: "second", records: 2 });
    expect(await store.saveDocument(changed, STAMP)).toBe("replaced");
    expect(await column(store, "select id from records order by id")).toEqual(
      [...changed.records, ...sampleDocument("b.txt").records].map(({ id }) => id).toSorted(),
    );
    expect(await column(store, "select count(distinct record_key) from readings")).toEqual([3]);
    expect(await others()).toEqual(before);
  });

  test("leaves no row behind when the last record goes", async () => {
    const { store } = await temporaryStore();
    await store.saveDocument(sampleDocument("a.txt", { content: "first" }), STAMP);
    await store.saveDocument(
      { ...sampleDocument("a.txt", { content: "second", records: 0 }), warnings: [] },
      STAMP,
    );
    const { fuhe_migrations: _, ...tables } = await dump(store);
    const left = Object.entries(tables).flatMap(([table, all]) => (all.length > 0 ? [table] : []));
    expect(left).toEqual(["documents", "sources"]);
  });

  test("reads the same bytes anew under a newer stamp", async () => {
    const { store } = await temporaryStore();
    await store.saveDocument(sampleDocument("a.txt", { records: 2 }), STAMP);
    expect(await store.saveDocument(sampleDocument("a.txt", { total: 90 }), NEWER)).toBe("replaced");
    expect(
      await rows(
        store,
        "select d.program_version, r.total_score from documents d join records r on r.document_id = d.id",
      ),
    ).toEqual([{ program_version: "1.1.0", total_score: 90 }]);
  });

  test("keeps one document for the same content at several paths", async () => {
    const { store } = await temporaryStore();
    expect(await store.saveDocument(sampleDocument("a.txt", { content: "same" }), STAMP)).toBe("added");
    expect(await store.saveDocument(sampleDocument("copy/a.txt", { content: "same" }), STAMP)).toBe("added");
    expect(await store.documents()).toMatchObject([{ path: "a.txt", paths: 2, records: 1 }]);

    // The first path gets other content: the second still has the old one.
    expect(await store.saveDocument(sampleDocument("a.txt", { content: "other" }), STAMP)).toBe("replaced");
    expect((await store.documents()).map(({ path, paths, sha256 }) => [path, paths, sha256])).toEqual([
      ["a.txt", 1, sha256Of("other")],
      ["copy/a.txt", 1, sha256Of("same")],
    ]);

    // Now nobody has it any more.
    expect(await store.saveDocument(sampleDocument("copy/a.txt", { content: "other" }), STAMP)).toBe(
      "replaced",
    );
    expect(await store.documents()).toMatchObject([{ path: "a.txt", paths: 2, sha256: sha256Of("other") }]);
    expect(await column(store, "select count(*) from records")).toEqual([1]);
  });

  test("keeps the warnings with their places", async () => {
    const { store } = await temporaryStore();
    await store.saveDocument(sampleDocument("a.txt"), STAMP);
    expect(
      await rows(store, 'select ordinal, code, message, page, line, "column", bbox from warnings'),
    ).toEqual([
      {
        ordinal: 0,
        code: "label-repaired",
        message: "目概 was taken for 项目概况",
        page: 1,
        line: 3,
        column: 1,
        bbox: null,
      },
      {
        ordinal: 1,
        code: "left-over",
        message: "a cell fits no column",
        page: null,
        line: null,
        column: null,
        bbox: null,
      },
    ]);
  });

  /** What the clock of the tests says, so many times after it was asked for each migration. */
  const after = (times: number) =>
    new Date(Date.UTC(2026, 0, 1) + 1000 * (MIGRATIONS.length + times)).toISOString();

  test("notes the run that stored a document", async () => {
    const { store } = await temporaryStore();
    const run = await store.startRun({ paths: ["a.txt"] });
    await store.saveDocument(sampleDocument("a.txt"), { ...STAMP, run });
    await store.finishRun(run, { added: 1 });
    expect(await rows(store, "select * from runs")).toEqual([
      {
        id: run,
        started_at: after(0),
        finished_at: after(2),
        arguments: '{"paths":["a.txt"]}',
        summary: '{"added":1}',
      },
    ]);
    expect(await store.documents({ run })).toMatchObject([{ path: "a.txt", stored_at: after(1) }]);
    expect(await store.documents({ run: run + 1 })).toEqual([]);
  });

  test("saves what is given at the same time one after the other", async () => {
    const { store } = await temporaryStore();
    const paths = Array.from({ length: 20 }, (_, at) => `${String(at)}.txt`);
    await Promise.all(paths.map((path) => store.saveDocument(sampleDocument(path), STAMP)));
    expect(await store.documents()).toHaveLength(20);
  });
});

describe("saving a failure", () => {
  test("stores the document without records, and gives way to a success", async () => {
    const { store } = await temporaryStore();
    expect(await store.saveDocument(failedDocument("a.txt", "timed-out"), STAMP)).toBe("added");
    expect(await store.failures()).toMatchObject([
      { path: "a.txt", code: "timed-out", sha256: sha256Of("a.txt"), records_kept: 0 },
    ]);
    expect(await store.saveDocument(sampleDocument("a.txt"), STAMP)).toBe("replaced");
    expect(await store.failures()).toEqual([]);
    expect(await store.documents()).toMatchObject([{ path: "a.txt", records: 1, failures: 0 }]);
  });

  test("does not give up a success for a failure under the same stamp, but under a newer one", async () => {
    const { store } = await temporaryStore();
    await store.saveDocument(sampleDocument("a.txt"), STAMP);
    expect(await store.saveDocument(failedDocument("a.txt", "timed-out"), STAMP)).toBe("unchanged");
    expect(await store.failures()).toEqual([]);
    expect(await store.saveDocument(failedDocument("a.txt", "not-a-report"), NEWER)).toBe("replaced");
    expect(await store.failures()).toMatchObject([{ code: "not-a-report", records_kept: 0 }]);
  });

  test("keeps a success under an older stamp where the failure may pass, and notes it for the path", async () => {
    const { store } = await temporaryStore();
    const { sha256 } = sampleDocument("a.txt");
    await store.saveDocument(sampleDocument("a.txt"), STAMP);
    expect(await store.saveDocument(failedDocument("a.txt", "timed-out"), NEWER)).toBe("replaced");
    expect(await store.failures()).toMatchObject([{ path: "a.txt", code: "timed-out", records_kept: 1 }]);
    expect(await store.isCurrent("a.txt", sha256, NEWER)).toBe(false);
    expect(await store.saveDocument(failedDocument("a.txt", "timed-out"), NEWER)).toBe("unchanged");
    const moved = { ...failedDocument("a.txt", "timed-out"), source: "b.txt" };
    expect(await store.saveDocument(moved, NEWER)).toBe("added");
    expect((await store.failures()).map(({ path }) => path)).toEqual(["a.txt", "b.txt"]);
    expect(await store.saveDocument(sampleDocument("a.txt"), NEWER)).toBe("replaced");
    expect((await store.failures()).map(({ path }) => path)).toEqual(["b.txt"]);
    expect(await store.isCurrent("a.txt", sha256, NEWER)).toBe(true);
  });

  test("takes the newest of several failures", async () => {
    const { store } = await temporaryStore();
    await store.saveDocument(failedDocument("a.txt", "timed-out"), STAMP);
    expect(await store.saveDocument(failedDocument("a.txt", "interrupted"), STAMP)).toBe("replaced");
    expect((await store.failures()).map(({ code }) => code)).toEqual(["interrupted"]);
  });

  test("is told for every path of the document", async () => {
    const { store } = await temporaryStore();
    await store.saveDocument(failedDocument("a.bin", "unknown-format", "same"), STAMP);
    await store.saveDocument(
      { ...failedDocument("a.bin", "unknown-format", "same"), source: "b.bin" },
      STAMP,
    );
    expect((await store.failures()).map(({ path, code }) => [path, code])).toEqual([
      ["a.bin", "unknown-format"],
      ["b.bin", "unknown-format"],
    ]);
  });
});

describe("a file whose bytes cannot be had", () => {
  const unread = failedDocument("a.txt", "not-readable", null);

  test("keeps what was read at its path before, with the failure beside it", async () => {
    const { store } = await temporaryStore();
    await store.saveDocument(sampleDocument("a.txt"), STAMP);
    expect(await store.saveDocument(unread, STAMP)).toBe("replaced");
    expect(await store.failures()).toMatchObject([{ path: "a.txt", code: "not-readable", records_kept: 1 }]);
    expect(await store.documents()).toMatchObject([{ path: "a.txt", records: 1, failures: 1 }]);

    // When it can be read again, with the same bytes, only the failure goes.
    expect(await store.isCurrent("a.txt", sha256Of("a.txt"), STAMP)).toBe(false);
    expect(await store.saveDocument(sampleDocument("a.txt"), STAMP)).toBe("replaced");
    expect(await store.failures()).toEqual([]);
    expect(await store.isCurrent("a.txt", sha256Of("a.txt"), STAMP)).toBe(true);
  });

  test("does not speak for another path of the same document", async () => {
    const { store } = await temporaryStore();
    await store.saveDocument(sampleDocument("a.txt", { content: "same" }), STAMP);
    await store.saveDocument(sampleDocument("b.txt", { content: "same" }), STAMP);
    await store.saveDocument(unread, STAMP);
    expect((await store.failures()).map(({ path }) => path)).toEqual(["a.txt"]);
    expect(await store.isCurrent("b.txt", sha256Of("same"), STAMP)).toBe(true);

    // Other bytes at the path: the failure goes, the document stays for the other path.
    await store.saveDocument(sampleDocument("a.txt", { content: "new" }), STAMP);
    expect(await store.failures()).toEqual([]);
    expect((await store.documents()).map(({ path, paths }) => [path, paths])).toEqual([
      ["a.txt", 1],
      ["b.txt", 1],
    ]);
  });

  test("is a document of its own where nothing was read before", async () => {
    const { store } = await temporaryStore();
    expect(await store.saveDocument(unread, STAMP)).toBe("added");
    expect(await store.saveDocument({ ...unread, source: "b.txt" }, STAMP)).toBe("added");
    expect((await store.documents({ failed: true })).map(({ path, sha256 }) => [path, sha256])).toEqual([
      ["a.txt", null],
      ["b.txt", null],
    ]);
    expect(await store.saveDocument(sampleDocument("a.txt"), STAMP)).toBe("replaced");
    expect((await store.documents()).map(({ path, failures }) => [path, failures])).toEqual([
      ["a.txt", 0],
      ["b.txt", 1],
    ]);
  });
});

describe("isCurrent", () => {
  const sha256 = sha256Of("a.txt");

  test("is so only for the same bytes at the same path under the same stamp", async () => {
    const { store } = await temporaryStore();
    expect(await store.isCurrent("a.txt", sha256, STAMP)).toBe(false);
    await store.saveDocument(sampleDocument("a.txt"), STAMP);
    expect(await store.isCurrent("a.txt", sha256, STAMP)).toBe(true);
    expect(await store.isCurrent("b.txt", sha256, STAMP)).toBe(false);
    expect(await store.isCurrent("a.txt", sha256Of("other"), STAMP)).toBe(false);
    expect(await store.isCurrent("a.txt", sha256, NEWER)).toBe(false);
    expect(await store.isCurrent("a.txt", sha256, { ...STAMP, profileHash: "profiles-2" })).toBe(false);
  });

  test("asks for another try after a failure that may pass, and only after such a one", async () => {
    const { store } = await temporaryStore();
    await store.saveDocument(failedDocument("a.txt", "unknown-format"), STAMP);
    expect(await store.isCurrent("a.txt", sha256, STAMP)).toBe(true);
    await store.saveDocument(failedDocument("a.txt", "timed-out"), STAMP);
    expect(await store.isCurrent("a.txt", sha256, STAMP)).toBe(false);
  });
});
