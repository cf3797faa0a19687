import type Database from "better-sqlite3";
import type { Record } from "../../model/record.ts";
import { queueRow } from "../queue-row.ts";
import { BulkInsert } from "./bulk-insert.ts";

/**
 * The queue of the reviewing desk: what a list of 100,000 records is ordered, filtered and counted by, in one narrow table, so
 * that no question about the whole list touches the wide ones.
 */
export const QUEUE = `
create table review_queue (
  record_key integer primary key references records (key) on delete cascade,
  severity integer not null,   -- gravest check that differs: 3 error, 2 warning, 1 info, 0 nothing differs
  stake_yuan real,             -- the largest amount of the form in 元; null where none is known
  doubtful integer not null,   -- numbers that a person should look at
  unguarded integer not null,  -- numbers that no check rests on
  differs integer not null,    -- rules that differ, a bit each (src/store/queue-row.ts)
  unverifiable integer not null, -- rules that could not be computed, a bit each
  year integer,
  region text,                 -- province, prefecture or county that the name of the unit begins with
  unit text,                   -- implementing unit, and where none is printed the department
  form text not null,
  grade_level text,
  total_score real,            -- points
  execution_rate real,         -- per cent
  words text not null          -- title, project, unit and department in lower case: what is searched
) strict;
create index review_queue_risk on review_queue (severity desc, stake_yuan desc, doubtful desc, unguarded desc, record_key);
create index review_queue_year on review_queue (year);
create index review_queue_region on review_queue (region);
create index review_queue_unit on review_queue (unit);
create index review_queue_form on review_queue (form);
create index review_queue_grade on review_queue (grade_level);
create index review_queue_filters on review_queue (severity, differs, unverifiable, total_score, execution_rate, year, form, grade_level, region, unit);
`;

/** Puts the records that were stored before there was a queue into it. */
export function fillQueue(db: Database.Database): void {
  const records = db.prepare<[number], { record_key: number; json: string }>(
    "select record_key, json from record_json where record_key > ? order by record_key limit 500",
  );
  let insert: BulkInsert | undefined;
  let last = 0;
  for (let rows = records.all(last); rows.length > 0; rows = records.all(last)) {
    const filled = rows.map(({ record_key, json }) => queueRow(JSON.parse(json) as Record, record_key));
    insert ??= new BulkInsert(db, "review_queue", Object.keys(filled[0] as object));
    insert.run(filled);
    last = rows.at(-1)?.record_key ?? last;
  }
}
