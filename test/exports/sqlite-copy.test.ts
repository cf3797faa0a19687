import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { exportStore } from "../../src/exports/export-store.ts";
import { open } from "../../src/store/open.ts";
import { dump, rows, temporaryFolder } from "../store/temporary-store.ts";
import { readForms, sampleStore } from "./filled-store.ts";

it("is the whole database in one file, that fuhe opens as well", async () => {
  const store = await sampleStore();
  const folder = join(temporaryFolder(), "out");
  await exportStore(store, "sqlite", folder);
  expect(readdirSync(folder).sort()).toEqual(["fuhe.db", "metadata.json"]);
  const copy = await open(join(folder, "fuhe.db"));
  const all = await dump(copy);
  await copy.close();
  expect(all).toEqual(await dump(store));
});

it("holds the chosen records, their documents and corrections alone, and the log stays append-only", async () => {
  const store = await readForms([
    "shanxi-jinzhong/fragments/source.txt",
    "hunan-zhuzhou/report-with-table/source.txt",
  ]);
  const ids = (await rows(store, "select id from records order by form")).map(({ id }) => String(id));
  for (const id of ids) await store.correct(id, { pointer: "/total/score", entered: "91", by: "王某" });
  const folder = join(temporaryFolder(), "out");
  await exportStore(store, "sqlite", folder, { filter: { form: "shanxi-jinzhong" } });
  const db = new Database(join(folder, "fuhe.db"));
  try {
    expect(db.prepare("select form from records").pluck().all()).toEqual(["shanxi-jinzhong"]);
    expect(db.prepare("select path from sources").pluck().all()).toEqual([
      "shanxi-jinzhong/fragments/source.txt",
    ]);
    expect(db.prepare("select record_id from corrections").pluck().all()).toEqual(
      db.prepare("select id from records").pluck().all(),
    );
    const searched = db.prepare("select rowid from record_search where record_search match ?").pluck();
    expect(searched.all('facets : "form/shanxi-jinzhong"')).toHaveLength(1);
    expect(searched.all('facets : "form/hunan-zhuzhou"')).toEqual([]);
    expect(db.pragma("foreign_key_check")).toEqual([]);
    expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
    expect(db.pragma("journal_mode", { simple: true })).toBe("delete");
    expect(() => db.exec("delete from corrections")).toThrow("append-only");
  } finally {
    db.close();
  }
  expect(await rows(store, "select * from corrections")).toHaveLength(2);
});

it.each(["zh", "en"] as const)(
  "comes with metadata for Datasette in %s on every table, view and label that is there",
  async (language) => {
    const store = await sampleStore();
    const folder = join(temporaryFolder(), "out");
    await exportStore(store, "sqlite", folder, { language });
    const { databases } = JSON.parse(readFileSync(join(folder, "metadata.json"), "utf8")) as {
      databases: {
        fuhe: {
          tables: { [name: string]: { description?: string; hidden?: boolean; label_column?: string } };
        };
      };
    };
    const { tables } = databases.fuhe;
    const names = await rows(store, "select name from sqlite_schema where type in ('table', 'view')");
    expect(new Set(Object.keys(tables))).toEqual(new Set(names.map(({ name }) => name)));
    for (const [name, { description, hidden, label_column }] of Object.entries(tables)) {
      expect([name, hidden === true || (description ?? "") !== ""]).toEqual([name, true]);
      const columns = (await rows(store, "select name from pragma_table_info(?)", [name])).map(
        (column) => column["name"],
      );
      expect([name, ...columns]).toContain(label_column ?? name);
    }
  },
);
