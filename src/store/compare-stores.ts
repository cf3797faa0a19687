import type { Record } from "../model/record.ts";
import { compareRecords, type RecordChange } from "./compare-records.ts";
import type { Store } from "./store.ts";

const PAGE = 100;

/**
 * What the machine read otherwise in another database, record by record in the order of their ids, which are those of the
 * files' bytes. Corrections by persons are not looked at.
 */
export async function* compareStores(before: Store, after: Store): AsyncGenerator<RecordChange> {
  const [old, now] = [recordsOf(before), recordsOf(after)];
  let [a, b] = [await old.next(), await now.next()];
  while (a.done !== true || b.done !== true) {
    const [left, right] = [a.done === true ? null : a.value, b.done === true ? null : b.value];
    const isOld = left !== null && (right === null || left.id <= right.id);
    const isNew = right !== null && (left === null || right.id <= left.id);
    yield* compareRecords(isOld ? left : null, isNew ? right : null);
    if (isOld) a = await old.next();
    if (isNew) b = await now.next();
  }
}

async function* recordsOf(store: Store): AsyncGenerator<Record> {
  for (let last = ""; ;) {
    const { rows } = await store.query(
      `select r.id, coalesce(b.read, j.json) from records r join record_json j on j.record_key = r.key
       left join record_basis b on b.record_key = r.key where r.id > ? order by r.id limit ${String(PAGE)}`,
      [last],
    );
    for (const [, json] of rows) yield JSON.parse(String(json)) as Record;
    if (rows.length < PAGE) return;
    last = String(rows.at(-1)?.[0]);
  }
}
