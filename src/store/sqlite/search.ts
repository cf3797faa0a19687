import type Database from "better-sqlite3";
import type { Record } from "../../model/record.ts";
import { searchRow } from "../search-rows.ts";

/**
 * The full-text index: a row for each record, known by its key, that holds words only and no text a second time. White
 * space alone parts words, so that every other character can be looked for. It is filled by the program; that a record
 * goes, for whatever reason, takes its row away here. What `findings` are filtered by is indexed beside it.
 */
export const SEARCH = `
create virtual table record_search using fts5 (
  names,                       -- title, project, units
  indicators,                  -- with targets, actual values, reasons and the scoring table
  narratives,                  -- with goals and people
  unit,
  region,
  facets,
  content = '', contentless_delete = 1, prefix = '1',
  tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co Cn'"
);
create trigger records_unsearched after delete on records begin
  delete from record_search where rowid = old.key;
end;

create index checks_grave on checks (verdict, severity, record_key, rule);
create index checks_of_rule on checks (rule, record_key, verdict, severity);
drop index checks_differs;
create index records_filtered on records (key, fiscal_year, form, project_implementing_unit, project_department);
`;

/** Puts the records that are stored already into the index. */
export function indexStored(db: Database.Database): void {
  const columns = ["rowid", "names", "indicators", "narratives", "unit", "region", "facets"] as const;
  const insert = db.prepare(
    `insert into record_search (${columns.join(", ")}) values (${columns.map(() => "?").join(", ")})`,
  );
  // A page at a time: the driver cannot write while it reads.
  const read = db.prepare<[number], { key: number; json: string }>(
    "select record_key as key, json from record_json where record_key > ? order by record_key limit 200",
  );
  for (let last = 0, page = read.all(last); page.length > 0; page = read.all(last)) {
    for (const { key, json } of page) {
      const row = searchRow(JSON.parse(json) as Record, key);
      insert.run(columns.map((column) => row[column]));
      last = key;
    }
  }
}
