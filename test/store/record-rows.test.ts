import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Document } from "../../src/model/extraction.ts";
import type { Store } from "../../src/store/store.ts";
import { arbitraryDocument } from "./arbitrary-document.ts";
import { rebuildRecord } from "./rebuild-record.ts";
import { sampleDocument, STAMP } from "./sample-document.ts";
import { type Row, rows, temporaryStore } from "./temporary-store.ts";

test("what is saved is what is read back, and the tables alone tell all of it", async () => {
  const { store } = await temporaryStore();
  await fc.assert(
    fc.asyncProperty(arbitraryDocument, async (document) => {
      await store.saveDocument(document, STAMP);
      for (const record of document.records) {
        expect(await store.getRecord(record.id)).toEqual(record);
        expect(await rebuildRecord(store, record.id)).toEqual(record);
        await expectColumnsToAgree(store, record.id);
      }
    }),
    { numRuns: 100 },
  );
});

test("the samples keep to the contract", () => {
  expect(Document.parse(sampleDocument("a.txt"))).toEqual(sampleDocument("a.txt"));
  fc.assert(
    fc.property(arbitraryDocument, (document) => {
      expect(Document.parse(document)).toEqual(document);
    }),
    { numRuns: 20 },
  );
});

const LISTS = new Map([
  ["funds", "fund_lines"],
  ["indicators", "indicators"],
  ["scorecard", "score_lines"],
  ["caps", "caps"],
  ["narratives", "narratives"],
  ["people", "people"],
]);

/** Every reading stands again in a column named for its field: "/project/implementingUnit" in project_implementing_unit. */
async function expectColumnsToAgree(store: Store, id: string): Promise<void> {
  const [record] = await rows(store, "select * from records where id = ?", [id]);
  const key = Number(record!["key"]);
  const lists = new Map<string, Row[]>();
  for (const [list, table] of LISTS) {
    lists.set(list, await rows(store, `select * from ${table} where record_key = ? order by ordinal`, [key]));
  }
  for (const { pointer, kind, value, number } of await rows(
    store,
    "select * from readings where record_key = ?",
    [key],
  )) {
    const [list, at, ...fields] = String(pointer).split("/").slice(1);
    const row = lists.get(list!)?.[Number(at)];
    const path = row === undefined ? String(pointer).slice(1).split("/") : fields;
    const name = path.join("_").replaceAll(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`);
    const found = columnValue(row ?? record!, name, String(kind));
    expect([pointer, found]).toEqual([pointer, kind === "number" ? number : value]);
  }
}

function columnValue(row: Row, name: string, kind: string): unknown {
  if (name === "amount") return row["amount_text"];
  if (name === "group") return row["group_name"];
  if (kind !== "quantity") return row[name];
  if (row[`${name}_text`] === null) return null;
  return JSON.stringify({
    text: row[`${name}_text`],
    comparator: row[`${name}_comparator`],
    number: row[`${name}_number`],
    unit: row[`${name}_unit`],
  });
}

async function sampleRows(sql: string) {
  const { store } = await temporaryStore();
  await store.saveDocument(sampleDocument("a.txt", { total: 96.5 }), STAMP);
  return rows(store, sql);
}

describe("the rows of a record", () => {
  test("keep money exactly as text, and as a number for sums", async () => {
    expect(
      await sampleRows("select measure, amount_text, unit, yuan_text, yuan from fund_lines order by ordinal"),
    ).toEqual([
      { measure: "annualBudget", amount_text: "239.40", unit: "万元", yuan_text: "2394000", yuan: 2394000 },
      { measure: "executed", amount_text: "215.20", unit: "万元", yuan_text: "2152000", yuan: 2152000 },
      { measure: "executed", amount_text: "0.1234567", unit: "万元", yuan_text: "1234.567", yuan: 1234.567 },
    ]);
  });

  test("know a number that could not be read from a text", async () => {
    const pointers = ["/indicators/1/score", "/indicators/1/target", "/funds/0/amount", "/project/office"];
    const list = pointers.map((pointer) => `'${pointer}'`).join(", ");
    expect(
      await sampleRows(
        `select pointer, kind, value, number from readings where pointer in (${list}) order by pointer`,
      ),
    ).toEqual([
      { pointer: "/funds/0/amount", kind: "amount", value: "239.40", number: 239.4 },
      { pointer: "/indicators/1/score", kind: "number", value: null, number: null },
      {
        pointer: "/indicators/1/target",
        kind: "quantity",
        value: '{"text":"及时","comparator":null,"number":null,"unit":null}',
        number: null,
      },
      { pointer: "/project/office", kind: "text", value: null, number: null },
    ]);
  });

  test("lead from a check to its subject, to the first reading inside it, or to its evidence", async () => {
    expect(await sampleRows("select subject, page, line from checks order by ordinal")).toEqual([
      { subject: "/total/score", page: 1, line: 60 },
      { subject: "/execution/rate", page: 1, line: 8 },
      // Not printed itself: the grade it was told from is its first evidence.
      { subject: "/gradeLevel", page: 1, line: 60 },
      { subject: "/indicators/1", page: 1, line: 13 },
    ]);
  });

  test("keep every part of a place: of a sheet, of a table, of a paragraph", async () => {
    const document = sampleDocument("a.xlsx");
    const { total, project, title } = document.records[0]!;
    total.score!.at = { page: 2, sheet: "汇总 表", cell: "C7", row: 7, column: 3 };
    project.name!.at = { page: 1, table: 2, row: 3, column: 4 };
    title!.at = { page: 1, paragraph: 5 };
    const { store } = await temporaryStore();
    await store.saveDocument(document, STAMP);
    const places = 'page, paragraph, table_number, row, "column", sheet, cell';
    const pointers = "'/project/name', '/title', '/total/score'";
    const readings = await store.query(
      `select ${places} from readings where pointer in (${pointers}) order by pointer`,
    );
    expect(readings.rows).toEqual([
      [1, null, 2, 3, 4, null, null],
      [1, 5, null, null, null, null, null],
      [2, null, null, 7, 3, "汇总 表", "C7"],
    ]);
    const checks = await store.query(`select ${places} from checks where subject = '/total/score'`);
    expect(checks.rows).toEqual([readings.rows[2]]);
  });

  test("keep words and numbers apart in what a check compares", async () => {
    expect(
      await sampleRows(
        "select reported, reported_number, recalculated, recalculated_number, difference from checks where verdict = 'differs' order by ordinal",
      ),
    ).toEqual([
      {
        reported: "96.5",
        reported_number: 96.5,
        recalculated: "91.5",
        recalculated_number: 91.5,
        difference: 5,
      },
      {
        reported: "优",
        reported_number: null,
        recalculated: "良",
        recalculated_number: null,
        difference: null,
      },
    ]);
  });
});
