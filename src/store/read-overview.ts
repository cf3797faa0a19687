import { type Kysely, sql } from "kysely";
import type { Severity } from "../model/check.ts";
import type { FundMeasure } from "../model/record.ts";
import type { Overview } from "./overview.ts";
import { SEVERITY_RANKS } from "./queue-row.ts";
import type { Schema } from "./schema.ts";

/** So many units and regions are listed. */
const LISTED = 12;

/** As `Store.overview`. */
export async function findOverview(db: Kysely<Schema>): Promise<Overview> {
  return {
    documents: await countRows(db, "documents"),
    records: await countRows(db, "records"),
    failures: await countRows(db, "failures_current"),
    corrections: await countRows(db, "corrections"),
    severities: await severities(db),
    rules: await rules(db),
    units: await units(db),
    scores: await histogram(db, "total_score", 1),
    rates: await histogram(db, "execution_rate", 10),
    years: (await money(db, "year"))
      .map(({ key, ...sums }) => ({ year: key as number | null, ...sums }))
      .toSorted((a, b) => (a.year ?? 0) - (b.year ?? 0)),
    regions: (await money(db, "region")).map(({ key, ...sums }) => ({
      region: key as string | null,
      ...sums,
    })),
  };
}

async function countRows(
  db: Kysely<Schema>,
  table: "documents" | "records" | "failures_current" | "corrections",
): Promise<number> {
  const { rows } = await db
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<number>().as("rows"))
    .executeTakeFirstOrThrow();
  return rows;
}

async function severities(db: Kysely<Schema>): Promise<Overview["severities"]> {
  const rows = await db
    .selectFrom("review_queue")
    .select((eb) => ["severity as rank", eb.fn.countAll<number>().as("records")])
    .groupBy("severity")
    .orderBy("severity", "desc")
    .execute();
  return rows.map(({ rank, records }) => ({
    severity: severityOf(rank) ?? "none",
    records,
  }));
}

async function rules(db: Kysely<Schema>): Promise<Overview["rules"]> {
  const rows = await db
    .selectFrom("checks")
    .select((eb) => [
      "rule",
      sql<number>`max(case severity when 'error' then 3 when 'warning' then 2 else 1 end)`.as("rank"),
      eb.fn.countAll<number>().as("findings"),
      eb.fn.count<number>("record_key").distinct().as("records"),
    ])
    .where("verdict", "=", "differs")
    .groupBy("rule")
    .orderBy("rank", "desc")
    .orderBy("findings", "desc")
    .execute();
  return rows.map(({ rank, ...row }) => ({ ...row, severity: severityOf(rank) ?? "info" }));
}

function severityOf(rank: number): Severity | undefined {
  return (Object.entries(SEVERITY_RANKS) as [Severity, number][]).find(([, own]) => own === rank)?.[0];
}

async function units(db: Kysely<Schema>): Promise<Overview["units"]> {
  return await db
    .selectFrom("review_queue")
    .select((eb) => [
      "unit",
      eb.fn.countAll<number>().as("records"),
      sql<number>`sum(severity = 3)`.as("errors"),
      sql<number>`sum(severity = 2)`.as("warnings"),
    ])
    .groupBy("unit")
    .having(sql<number>`sum(severity >= 2)`, ">", 0)
    .orderBy("errors", "desc")
    .orderBy("warnings", "desc")
    .orderBy("unit")
    .limit(LISTED)
    .execute();
}

async function histogram(
  db: Kysely<Schema>,
  column: "total_score" | "execution_rate",
  width: number,
): Promise<Overview["scores"]> {
  const bin = sql<number>`cast(min(max(${sql.ref(column)}, 0), 100) / ${sql.lit(width)} as integer)`;
  const rows = await db
    .selectFrom("records")
    .select((eb) => [bin.as("bin"), eb.fn.countAll<number>().as("records")])
    .where(column, "is not", null)
    .groupBy("bin")
    .orderBy("bin")
    .execute();
  return rows.map((row) => ({
    from: row.bin * width,
    below: row.bin * width >= 100 ? 1e9 : (row.bin + 1) * width,
    records: row.records,
  }));
}

async function money(
  db: Kysely<Schema>,
  column: "year" | "region",
): Promise<
  { key: string | number | null; records: number; budgetYuan: number | null; executedYuan: number | null }[]
> {
  const total = (measure: FundMeasure) =>
    sql<
      number | null
    >`sum((select max(f.yuan) from fund_lines f where f.record_key = q.record_key and f.measure = ${measure} and f.source = 'total'))`;
  return await db
    .selectFrom("review_queue as q")
    .select((eb) => [
      sql<string | number | null>`${sql.ref(`q.${column}`)}`.as("key"),
      eb.fn.countAll<number>().as("records"),
      total("annualBudget").as("budgetYuan"),
      total("executed").as("executedYuan"),
    ])
    .groupBy(`q.${column}`)
    .orderBy("records", "desc")
    .limit(LISTED)
    .execute();
}
