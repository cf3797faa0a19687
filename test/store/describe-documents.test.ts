import { expect, test } from "vitest";
import { sampleDocument, sha256Of, STAMP } from "./sample-document.ts";
import { rows, temporaryStore } from "./temporary-store.ts";

const from = { list: "list.csv", row: 2 };

test("a description is kept by the hash: at any path, and when the document goes and comes again", async () => {
  const { store } = await temporaryStore();
  const document = sampleDocument("a.txt");
  const [record] = document.records;
  await store.saveDocument(document, STAMP);
  const description = { sha256: document.sha256, elements: { title: "某题名", retention: "永久" }, ...from };
  expect(await store.describe([description])).toEqual({ added: 1, changed: 0, unchanged: 0 });
  await store.saveDocument(sampleDocument("a.txt", { content: "other bytes" }), STAMP);
  expect(await store.originals()).toEqual([{ path: "a.txt", sha256: sha256Of("other bytes") }]);
  expect(await store.description(record!.id)).toBeNull();
  await store.saveDocument({ ...document, source: "moved.txt" }, STAMP);
  expect(await store.description(record!.id)).toMatchObject({
    title: "某题名",
    retention: "永久",
    archivalCode: null,
  });
});

test("elements left out stay, null clears, and what says the same changes nothing", async () => {
  const { store } = await temporaryStore();
  const sha256 = sha256Of("a");
  await store.describe([{ sha256, elements: { title: "甲", securityClass: "内部" }, ...from }]);
  const [before] = await rows(store, "select * from descriptions");
  expect(await store.describe([{ sha256, elements: { title: "甲" }, list: "b.csv", row: 9 }])).toEqual({
    added: 0,
    changed: 0,
    unchanged: 1,
  });
  expect(await rows(store, "select * from descriptions")).toEqual([before]);
  await store.describe([
    { sha256, elements: { securityClass: null, itemNumber: "0001" }, list: "b.csv", row: 9 },
  ]);
  expect(await rows(store, "select * from descriptions")).toMatchObject([
    { title: "甲", security_class: null, item_number: "0001", list: "b.csv", list_row: 9 },
  ]);
});
