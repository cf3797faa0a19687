import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { failedDocument, sampleDocument, STAMP } from "./sample-document.ts";
import { column, NAMED, temporaryStore } from "./temporary-store.ts";

const TABLES_AND_VIEWS = `select name from sqlite_schema where type in ('table', 'view') and ${NAMED}`;
const README = readFileSync(new URL("../../src/store/README.md", import.meta.url), "utf8");

/** What the README tells under the heading of a table or a view; undefined where it has none. */
function sectionOf(name: string): string | undefined {
  const sections = README.split(/^#+ /mu);
  return sections.find((section) => section.startsWith(`\`${name}\``));
}

test("the README names every table and view, and each of their columns", async () => {
  const { store } = await temporaryStore();
  const names = await column(store, TABLES_AND_VIEWS);
  expect(names).toHaveLength(32);
  const missing: string[] = [];
  for (const name of names.map(String)) {
    const section = sectionOf(name) ?? "";
    const columns = await column(store, "select name from pragma_table_info(?)", [name]);
    expect(columns.length).toBeGreaterThan(0);
    for (const told of columns.map(String)) {
      if (!section.includes(`\`${told}\``)) missing.push(`${name}.${told}`);
    }
  }
  expect(missing).toEqual([]);
});

test("the README names no table and no view that is not there", async () => {
  const { store } = await temporaryStore();
  const names = await column(store, TABLES_AND_VIEWS);
  const told = [...README.matchAll(/^### `(\w+)`/gmu)].map(([, name]) => name);
  expect(new Set(told)).toEqual(new Set(names));
});

test("every example query of the README is answered, and finds something", async () => {
  const { store } = await temporaryStore();
  const sample = sampleDocument("a.txt", { total: 96.5 });
  // An indicator with full marks that was missed.
  const [indicator] = sample.records[0]!.indicators;
  indicator!.actual!.value!.number = 90;
  indicator!.score!.value = 12.5;
  // A number nobody can read and nothing vouches for, a file that lies at two paths, and one that cannot be read.
  await store.saveDocument(sample, STAMP);
  await store.saveDocument({ ...sample, source: "copy.txt" }, STAMP);
  await store.saveDocument(failedDocument("b.bin", "unknown-format"), STAMP);

  const queries = [...README.matchAll(/^```sql\n(.*?)^```$/gmsu)].map(([, sql]) => sql!);
  expect(queries.length).toBeGreaterThan(5);
  for (const sql of queries) {
    const { rows } = await store.query(sql);
    expect([sql, rows.length > 0]).toEqual([sql, true]);
  }
});
