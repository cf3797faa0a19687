import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import dataPackages from "datapackage";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { describe, expect, it } from "vitest";
import { statementOf } from "../../src/exports/filter.ts";
import { exportStore } from "../../src/exports/export-store.ts";
import type { ExportOptions } from "../../src/exports/exporter.ts";
import { EXPORT_TABLES } from "../../src/exports/tables.ts";
import type { Store } from "../../src/store/store.ts";
import { sampleDocument, STAMP } from "../store/sample-document.ts";
import { rows, temporaryFolder, temporaryStore } from "../store/temporary-store.ts";
import { readForms, sampleStore } from "./filled-store.ts";

type Rows = { [column: string]: unknown }[];

/** Exports, and reads each table back as objects. */
async function ndjson(store: Store, options: ExportOptions = {}): Promise<{ [table: string]: Rows }> {
  const folder = join(temporaryFolder(), "out");
  await exportStore(store, "ndjson", folder, options);
  const read = (name: string): Rows =>
    readFileSync(join(folder, `${name}.ndjson`), "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as Rows[number]);
  return Object.fromEntries(EXPORT_TABLES.map(({ name }) => [name, read(name)]));
}

describe("the tables", () => {
  it("hold every row of the database, under ids that do not depend on it", async () => {
    const store = await sampleStore();
    const tables = await ndjson(store);
    for (const name of ["documents", "sources", "records", "fund_lines", "indicators", "score_lines", "caps"])
      expect([name, tables[name]?.length]).toEqual([
        name,
        (await rows(store, `select * from ${name}`)).length,
      ]);
    for (const name of ["checks", "narratives", "people", "readings", "warnings", "corrections"])
      expect([name, tables[name]?.length]).toEqual([
        name,
        (await rows(store, `select * from ${name}`)).length,
      ]);
    expect(tables["failures"]?.map(({ path, code }) => [path, code])).toEqual([
      ["away.txt", "not-readable"],
      ["c.bin", "unknown-format"],
    ]);
    const ids = new Set(tables["documents"]?.map((row) => row["document_id"]));
    expect(ids).toContain("unread:away.txt");
    expect(tables["records"]?.every((row) => ids.has(row["document_id"]))).toBe(true);
    // The same reports saved in another order have other keys, and the same rows.
    const { store: other } = await temporaryStore();
    await other.saveDocument(sampleDocument("b.txt", { total: 86, year: 2022, unit: "某县水利局" }), STAMP);
    const again = await ndjson(other);
    const [record] = again["records"] ?? [];
    expect(again["readings"]).toEqual(
      tables["readings"]?.filter((row) => row["record_id"] === record?.["record_id"]),
    );
  });

  it("no two rows share a key, and what they lead to is there", async () => {
    const tables = await ndjson(await sampleStore());
    for (const { name, key, foreign } of EXPORT_TABLES) {
      const own = tables[name] ?? [];
      const keyOf = (row: Rows[number], columns: readonly string[]) =>
        JSON.stringify(columns.map((column) => row[column]));
      const keys = own.map((row, at) => (key.length === 0 ? at : keyOf(row, key)));
      expect(new Set(keys).size).toBe(own.length);
      for (const { columns, table } of foreign) {
        const there = new Set((tables[table] ?? []).map((row) => keyOf(row, columns)));
        expect(own.filter((row) => !there.has(keyOf(row, columns)))).toEqual([]);
      }
    }
  });

  it("are those of the records that a filter lets through", async () => {
    const store = await sampleStore();
    const units = async (filter: ExportOptions["filter"]): Promise<unknown[]> =>
      ((await ndjson(store, { filter: filter ?? {} }))["records"] ?? []).map(
        (row) => row["project_implementing_unit"],
      );
    expect(await units({ year: 2022 })).toEqual(["某县水利局"]);
    expect(await units({ unit: "水利" })).toEqual(["某县水利局"]);
    expect(await units({ unit: "%" })).toEqual([]);
    expect(await units({ document: "two, forms.txt" })).toHaveLength(2);
    expect(await units({ form: "no-such-form" })).toEqual([]);
    const filtered = await ndjson(store, { filter: { year: 2022 } });
    expect(filtered["documents"]).toHaveLength(1);
    expect(filtered["failures"]).toEqual([]);
    expect(filtered["warnings"]).toHaveLength(2);
  });

  it("tell of corrections who made them, why, and what they do now", async () => {
    const store = await readForms(["shanxi-jinzhong/fragments/source.txt"]);
    const [found] = await rows(store, "select id from records");
    const id = String(found?.["id"]);
    await store.correct(id, { pointer: "/total/score", entered: "90", by: "李某" });
    await store.correct(id, { pointer: "/total/score", entered: "91", by: "王某", note: "原图为91" });
    const { corrections, readings } = await ndjson(store);
    expect(corrections?.map(({ entered, by, note, state }) => [entered, by, note, state])).toEqual([
      ["90", "李某", null, "superseded"],
      ["91", "王某", "原图为91", "applied"],
    ]);
    expect(readings?.find(({ pointer }) => pointer === "/total/score")).toMatchObject({
      origin: "corrected",
      value: "91",
    });
  });

  it("are of one moment, whatever is written meanwhile", async () => {
    const store = await sampleStore();
    const folder = join(temporaryFolder(), "out");
    let saved: Promise<unknown> | undefined;
    const { rows: counts } = await exportStore(store, "ndjson", folder, {
      onTable: () => {
        saved ??= store.saveDocument(sampleDocument("late.txt", { content: "late" }), STAMP);
      },
    });
    await saved;
    expect((await rows(store, "select * from records")).length).toBe(5);
    expect(counts["records"]).toBe(4);
    expect(counts["people"]).toBe(4);
  });

  it("come in order without being sorted or held", async () => {
    const store = await sampleStore();
    for (const table of EXPORT_TABLES) {
      const { sql } = statementOf(table, {});
      const plan = (await store.query(`explain query plan ${sql}`)).rows.map((row) => String(row[3]));
      expect([table.name, plan.filter((step) => step.includes("TEMP B-TREE FOR ORDER BY"))]).toEqual([
        table.name,
        [],
      ]);
    }
  });
});

describe("CSV", () => {
  const csv = async (store: Store, options: ExportOptions = {}): Promise<(name: string) => string> => {
    const folder = join(temporaryFolder(), "out");
    await exportStore(store, "csv", folder, options);
    return (name) => readFileSync(join(folder, `${name}.csv`), "utf8");
  };
  const hostile = async (): Promise<Store> => {
    const { store } = await temporaryStore();
    const document = sampleDocument("x.txt", { unit: '=HYPERLINK("http://example.org","点击")' });
    document.records[0]!.project.office!.value = "";
    document.records[0]!.people[0]!.phone!.value = "-3";
    await store.saveDocument(document, STAMP);
    return store;
  };

  it("keeps texts as they are, a null apart from an empty text", async () => {
    const text = (await csv(await hostile()))("records");
    expect(text.split("\r\n")[0]).toMatch(/^record_id,document_id,ordinal,form,title,fiscal_year,filed_on,/u);
    expect(text).toContain(',"=HYPERLINK(""http://example.org"",""点击"")","",,2021-01-01,');
  });

  it("has for Excel the mark of UTF-8, and no text that would run as a formula", async () => {
    const read = await csv(await hostile(), { bom: true });
    expect(read("records").codePointAt(0)).toBe(0xfeff);
    expect(read("records")).toContain(`,"'=HYPERLINK(""http://example.org"",""点击"")",`);
    expect(read("people")).toContain(",-3\r\n");
  });
});

describe("the data package", () => {
  it("is accepted by the validator of Frictionless, with all its rows, types, keys and relations", async () => {
    const store = await readForms([
      "shanxi-jinzhong/fragments/source.txt",
      "national-ten-column/other-funds/source.pdf",
    ]);
    const [found] = await rows(store, "select id from records where form = 'shanxi-jinzhong'");
    await store.correct(String(found?.["id"]), { pointer: "/total/score", entered: "91", by: "王某" });
    const folder = join(temporaryFolder(), "out");
    const { rows: counts } = await exportStore(store, "datapackage", folder);
    const read = await dataPackages.Package.load(join(folder, "datapackage.json"), { basePath: folder });
    expect(read.errors.map(String)).toEqual([]);
    expect(read.valid).toBe(true);
    expect(read.resources.map(({ name }) => name)).toEqual(EXPORT_TABLES.map(({ name }) => name));
    for (const resource of read.resources) {
      const all = await resource.read({ relations: true });
      expect([resource.name, all.length]).toEqual([resource.name, counts[resource.name]]);
    }
    expect(counts["readings"]).toBeGreaterThan(200);
  });

  it.each(["zh", "en"] as const)("tells in %s of every column what it is", async (language) => {
    const folder = join(temporaryFolder(), "out");
    await exportStore(await sampleStore(), "datapackage", folder, { language, filter: { year: 2022 } });
    const { description, resources } = JSON.parse(readFileSync(join(folder, "datapackage.json"), "utf8")) as {
      description: string;
      resources: { schema: { fields: { description: string }[] } }[];
    };
    expect(description).toContain("year=2022");
    const told = resources.flatMap(({ schema }) => schema.fields.map((field) => field.description));
    expect(told.filter((text) => text === "")).toEqual([]);
    expect(told.filter((text) => /\p{Script=Han}{3}/u.test(text)).length > 50).toBe(language === "zh");
  });
});

describe("Parquet", () => {
  it("reads back row for row as the tables of the database are", async () => {
    const store = await readForms([
      "shanxi-jinzhong/fragments/source.txt",
      "hunan-zhuzhou/report-with-table/source.txt",
    ]);
    const folder = join(temporaryFolder(), "out");
    await exportStore(store, "parquet", folder);
    for (const table of EXPORT_TABLES) {
      const { sql, parameters } = statementOf(table, {});
      const wanted = await rows(store, sql, parameters as string[]);
      const file = await asyncBufferFromFile(join(folder, `${table.name}.parquet`));
      const read = (await parquetReadObjects({ file })).map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([name, value]) => [
            name,
            typeof value === "bigint" ? Number(value) : value,
          ]),
        ),
      );
      expect([table.name, read]).toEqual([table.name, wanted]);
    }
    const file = await asyncBufferFromFile(join(folder, "fund_lines.parquet"));
    const [line] = await parquetReadObjects({ file });
    expect([typeof line?.["yuan"], typeof line?.["yuan_text"], typeof line?.["ordinal"]]).toEqual([
      "number",
      "string",
      "bigint",
    ]);
  });
});

describe("what is there", () => {
  it("is not replaced without force, and other files stay even then", async () => {
    const store = await sampleStore();
    const folder = temporaryFolder();
    writeFileSync(join(folder, "mine.txt"), "mine");
    await exportStore(store, "ndjson", folder);
    await expect(exportStore(store, "ndjson", folder)).rejects.toMatchObject({ code: "file-exists" });
    writeFileSync(join(folder, "records.ndjson"), "old");
    await exportStore(store, "ndjson", folder, { force: true, filter: { year: 2022 } });
    expect(readFileSync(join(folder, "records.ndjson"), "utf8")).toContain("某县水利局");
    expect(readFileSync(join(folder, "mine.txt"), "utf8")).toBe("mine");
  });

  it.each(["csv", "ndjson", "parquet", "datapackage", "sqlite", "xlsx"] as const)(
    "is nothing at all where a %s export is interrupted",
    async (format) => {
      const store = await sampleStore();
      const folder = temporaryFolder();
      const stop = new AbortController();
      if (format === "sqlite") stop.abort();
      const target = join(folder, "out");
      const work = exportStore(store, format, target, { signal: stop.signal, onTable: () => stop.abort() });
      await expect(work).rejects.toMatchObject({ code: "interrupted" });
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  it.each(["csv", "parquet", "xlsx"] as const)(
    "is nothing at all where a %s export is killed",
    async (format) => {
      const { store, path } = await temporaryStore();
      for (const name of ["a.txt", "b.txt"]) await store.saveDocument(sampleDocument(name), STAMP);
      const folder = temporaryFolder();
      const target = join(folder, "out");
      const program = `
      import { exportStore } from ${JSON.stringify(new URL("../../src/exports/export-store.ts", import.meta.url).href)};
      import { open } from ${JSON.stringify(new URL("../../src/store/open.ts", import.meta.url).href)};
      let done = 0;
      await exportStore(await open(${JSON.stringify(path)}), ${JSON.stringify(format)}, ${JSON.stringify(target)}, {
        onTable: () => { if (++done === 2) process.kill(process.pid, "SIGKILL"); },
      });`;
      const { signal } = spawnSync(process.execPath, ["--input-type=module", "-e", program]);
      expect(signal).toBe("SIGKILL");
      expect(readdirSync(folder).filter((name) => !name.includes("fuhe-partial"))).toEqual([]);
      await exportStore(store, format, target);
      expect(readdirSync(folder)).toContain("out");
    },
  );

  it("is nothing at all where the disk is full or the place cannot be written, and the message says so", async () => {
    const store = await sampleStore();
    const folder = temporaryFolder();
    const full = Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
    const work = exportStore(store, "csv", join(folder, "out"), {
      onTable: (name) => {
        if (name === "checks") throw full;
      },
    });
    await expect(work).rejects.toMatchObject({ code: "disk-full", message: expect.stringContaining(folder) });
    expect(readdirSync(folder)).toEqual([]);
    writeFileSync(join(folder, "file"), "");
    await expect(exportStore(store, "csv", join(folder, "file/out"))).rejects.toMatchObject({
      code: "not-writable",
    });
    await expect(exportStore(store, "csv", join(folder, "file"))).rejects.toMatchObject({
      code: "file-exists",
    });
    await expect(exportStore(store, "xlsx", folder, { force: true })).rejects.toMatchObject({
      code: "file-exists",
    });
  });
});
