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
  const money = await moneyGroups(db);
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
    years: sumBy(money, "year")
      .map(({ key, ...sums }) => ({ year: key, ...sums }))
      .toSorted((a, b) => (a.year ?? 0) - (b.year ?? 0)),
    regions: sumBy(money, "region").map(({ key, ...sums }) => ({ region: key, ...sums })),
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
    .selectFrom("review_queue")
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

/** Money of the records of one year in one region. */
interface MoneyGroup {
  year: number | null;
  region: string | null;
  records: number;
  budgetYuan: number | null;
  executedYuan: number | null;
}

/** The money of all records, gone through once: years and regions are summed from these few groups. */
async function moneyGroups(db: Kysely<Schema>): Promise<MoneyGroup[]> {
  const largest = (measure: FundMeasure) =>
    sql<number | null>`max(case when measure = ${measure} then yuan end)`;
  const totals = db
    .selectFrom("fund_lines")
    .select(["record_key", largest("annualBudget").as("budget"), largest("executed").as("executed")])
    .where("source", "=", "total")
    .groupBy("record_key");
  return await db
    .selectFrom("review_queue as q")
    .leftJoin(totals.as("t"), "t.record_key", "q.record_key")
    .select((eb) => [
      "q.year",
      "q.region",
      eb.fn.countAll<number>().as("records"),
      sql<number | null>`sum(t.budget)`.as("budgetYuan"),
      sql<number | null>`sum(t.executed)`.as("executedYuan"),
    ])
    .groupBy(["q.year", "q.region"])
    .execute();
}

/** The groups of each year, or of each region, as one; the largest first. */
function sumBy<K extends "year" | "region">(groups: readonly MoneyGroup[], column: K) {
  const sums = new Map<MoneyGroup[K], Omit<MoneyGroup, "year" | "region">>();
  for (const group of groups) {
    const sum = sums.get(group[column]) ?? { records: 0, budgetYuan: null, executedYuan: null };
    sums.set(group[column], {
      records: sum.records + group.records,
      budgetYuan: plus(sum.budgetYuan, group.budgetYuan),
      executedYuan: plus(sum.executedYuan, group.executedYuan),
    });
  }
  return [...sums]
    .map(([key, sum]) => ({ key, ...sum }))
    .toSorted((a, b) => b.records - a.records)
    .slice(0, LISTED);
}

/** Null where neither is known. */
function plus(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : a + b;
}
