import type { Kysely, Selectable, Transaction } from "kysely";
import type { Description, NewDescription } from "../model/description.ts";
import type { Descriptions, Schema } from "./schema.ts";
import type { DescribeSummary } from "./store.ts";

/** As `Store.describe`. */
export async function describeDocuments(
  trx: Transaction<Schema>,
  descriptions: readonly NewDescription[],
  at: string,
): Promise<DescribeSummary> {
  const summary: DescribeSummary = { added: 0, changed: 0, unchanged: 0 };
  for (const { sha256, elements, list, row } of descriptions) {
    const known = await trx
      .selectFrom("descriptions")
      .selectAll()
      .where("sha256", "=", sha256)
      .executeTakeFirst();
    const before = known === undefined ? BLANK : elementsOf(known);
    const after = { ...before, ...elements };
    if (known !== undefined && JSON.stringify(after) === JSON.stringify(before)) {
      summary.unchanged += 1;
      continue;
    }
    const values = { ...rowOf(after), list, list_row: row, described_at: at };
    await trx
      .insertInto("descriptions")
      .values({ sha256, ...values })
      .onConflict((conflict) => conflict.column("sha256").doUpdateSet(values))
      .execute();
    summary[known === undefined ? "added" : "changed"] += 1;
  }
  return summary;
}

/** As `Store.description`. */
export async function findDescription(db: Kysely<Schema>, recordId: string): Promise<Description | null> {
  const found = await db
    .selectFrom("records as r")
    .innerJoin("documents as d", "d.id", "r.document_id")
    .innerJoin("descriptions as a", "a.sha256", "d.sha256")
    .selectAll("a")
    .where("r.id", "=", recordId)
    .executeTakeFirst();
  return found === undefined ? null : elementsOf(found);
}

const BLANK: Description = {
  fondsNumber: null,
  archivalCode: null,
  fileNumber: null,
  itemNumber: null,
  title: null,
  creator: null,
  date: null,
  retention: null,
  securityClass: null,
};

function elementsOf(row: Selectable<Descriptions>): Description {
  return {
    fondsNumber: row.fonds_number,
    archivalCode: row.archival_code,
    fileNumber: row.file_number,
    itemNumber: row.item_number,
    title: row.title,
    creator: row.creator,
    date: row.date,
    retention: row.retention,
    securityClass: row.security_class,
  };
}

function rowOf(description: Description) {
  return {
    fonds_number: description.fondsNumber,
    archival_code: description.archivalCode,
    file_number: description.fileNumber,
    item_number: description.itemNumber,
    title: description.title,
    creator: description.creator,
    date: description.date,
    retention: description.retention,
    security_class: description.securityClass,
  };
}
