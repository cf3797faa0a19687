import { type Expression, type ExpressionBuilder, type Kysely, sql, type SqlBool } from "kysely";
import type { RuleId, Severity } from "../model/check.ts";
import { RULE_BITS, SEVERITY_RANKS } from "./queue-row.ts";
import type { Schema } from "./schema.ts";
import { indexPhrase, searchWords } from "./search-text.ts";
import type { FacetCounts, QueuedRecord, QueueFilter, QueuePage } from "./queue.ts";

type Column = "year" | "region" | "unit" | "form" | "grade_level";
type Counts = { value: string | number | null; records: number }[];
type Queue = ExpressionBuilder<Schema & { q: Schema["review_queue"] }, "q">;

const SEVERITIES = Object.entries(SEVERITY_RANKS) as [Severity, number][];
const RULES = Object.entries(RULE_BITS) as [RuleId, number][];

/** Values that one facet lists at most, the most frequent first. */
const LISTED = 60;

/** As `Store.queue`. */
export async function findQueue(db: Kysely<Schema>, filter: QueueFilter): Promise<QueuePage> {
  const { total } = await db
    .selectFrom("review_queue as q")
    .select((eb) => eb.fn.countAll<number>().as("total"))
    .where((eb) => eb.and(conditions(eb, filter)))
    .executeTakeFirstOrThrow();
  const keys = db
    .selectFrom("review_queue as q")
    .select("q.record_key")
    .where((eb) => eb.and(conditions(eb, filter)))
    .orderBy("q.severity", "desc")
    .orderBy("q.stake_yuan", "desc")
    .orderBy("q.doubtful", "desc")
    .orderBy("q.unguarded", "desc")
    .orderBy("q.record_key")
    .limit(filter.limit ?? Number.MAX_SAFE_INTEGER)
    .offset(filter.offset ?? 0);
  const rows = await db
    .selectFrom("review_queue as q")
    .innerJoin("records as r", "r.key", "q.record_key")
    .select((eb) => [
      "r.id",
      "r.title",
      "r.project_name as project",
      "q.unit",
      "q.region",
      "q.year",
      "q.form",
      "r.grade",
      "q.grade_level as gradeLevel",
      "r.total_score as totalScore",
      "r.total_weight as totalWeight",
      "q.severity as severityRank",
      "q.stake_yuan as stakeYuan",
      "q.doubtful",
      "q.unguarded",
      "r.coverage_numbers as numbers",
      "q.differs as differsBits",
      "q.unverifiable as unverifiableBits",
      eb
        .selectFrom("sources as s")
        .select((own) => own.fn.min("s.path").as("path"))
        .whereRef("s.document_id", "=", "r.document_id")
        .as("path"),
    ])
    .where("q.record_key", "in", keys)
    .orderBy("q.severity", "desc")
    .orderBy("q.stake_yuan", "desc")
    .orderBy("q.doubtful", "desc")
    .orderBy("q.unguarded", "desc")
    .orderBy("q.record_key")
    .execute();
  const records = rows.map(({ severityRank, differsBits, unverifiableBits, ...row }): QueuedRecord => ({
    ...row,
    severity: SEVERITIES.find(([, rank]) => rank === severityRank)?.[0] ?? null,
    differs: rulesIn(differsBits),
    unverifiable: rulesIn(unverifiableBits),
  }));
  return { total, records };
}

/** As `Store.facets`: each facet is counted over what all other filters leave. */
export async function findFacets(db: Kysely<Schema>, filter: QueueFilter): Promise<FacetCounts> {
  const count = async (column: Column, facet: keyof QueueFilter): Promise<Counts> =>
    await db
      .selectFrom("review_queue as q")
      .select((eb) => [
        sql<string | number | null>`${sql.ref(`q.${column}`)}`.as("value"),
        eb.fn.countAll<number>().as("records"),
      ])
      .where((eb) => eb.and(conditions(eb, without(filter, facet))))
      .groupBy(`q.${column}`)
      .orderBy("records", "desc")
      .orderBy("value")
      .limit(LISTED)
      .execute();
  const years = (await count("year", "year")) as FacetCounts["year"];
  return {
    year: years.toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0)),
    region: (await count("region", "region")) as FacetCounts["region"],
    unit: (await count("unit", "unit")) as FacetCounts["unit"],
    form: (await count("form", "form")) as FacetCounts["form"],
    grade: (await count("grade_level", "grade")) as FacetCounts["grade"],
    severity: await severityCounts(db, without(filter, "severity")),
    rule: await ruleCounts(db, without(filter, "rule")),
  };
}

/** The filter without one of its parts. */
function without(filter: QueueFilter, part: keyof QueueFilter): QueueFilter {
  const { [part]: _, ...others } = filter;
  return others;
}

async function severityCounts(db: Kysely<Schema>, filter: QueueFilter) {
  const rows = await db
    .selectFrom("review_queue as q")
    .select((eb) => ["q.severity as rank", eb.fn.countAll<number>().as("records")])
    .where((eb) => eb.and(conditions(eb, filter)))
    .groupBy("q.severity")
    .orderBy("rank", "desc")
    .execute();
  return rows.map(({ rank, records }) => ({
    value: SEVERITIES.find(([, own]) => own === rank)?.[0] ?? ("none" as const),
    records,
  }));
}

async function ruleCounts(db: Kysely<Schema>, filter: QueueFilter) {
  const sums = await db
    .selectFrom("review_queue as q")
    .select(RULES.map(([rule, bit]) => sql<number>`sum((q.differs & ${sql.lit(bit)}) <> 0)`.as(rule)))
    .where((eb) => eb.and(conditions(eb, filter)))
    .executeTakeFirstOrThrow();
  return RULES.map(([value]) => ({ value, records: (sums as { [rule: string]: number | null })[value] ?? 0 }))
    .filter(({ records }) => records > 0)
    .toSorted((a, b) => b.records - a.records);
}

function conditions(eb: Queue, filter: QueueFilter): Expression<SqlBool>[] {
  const all: Expression<SqlBool>[] = [];
  const same = (column: Column, value: string | number | null | undefined) => {
    if (value === undefined) return;
    all.push(value === null ? eb(`q.${column}`, "is", null) : eb(`q.${column}`, "=", value as never));
  };
  same("year", filter.year);
  same("region", filter.region);
  same("unit", filter.unit);
  same("form", filter.form);
  same("grade_level", filter.grade);
  if (filter.severity !== undefined)
    all.push(eb("q.severity", "=", filter.severity === "none" ? 0 : SEVERITY_RANKS[filter.severity]));
  for (const [column, range] of [
    ["q.total_score", filter.score],
    ["q.execution_rate", filter.rate],
  ] as const) {
    if (range !== undefined) all.push(eb(column, ">=", range[0]), eb(column, "<", range[1]));
  }
  all.push(...verdictConditions(filter));
  for (const word of searchWords(filter.search ?? "")) {
    const match = `names : ${indexPhrase(word)}`;
    const holds = sql<SqlBool>`q.record_key in (select rowid from record_search where record_search match ${match})`;
    const isId = /^[0-9a-f]{4,12}(?:-\d*)?$/u.test(word);
    // "g" is above all hex digits, so that these are the ids that begin so.
    const byId = eb
      .selectFrom("records as r")
      .select("r.key")
      .where("r.id", ">=", word)
      .where("r.id", "<", `${word}g`);
    all.push(isId ? eb.or([holds, eb("q.record_key", "in", byId)]) : holds);
  }
  return all;
}

function verdictConditions({ rule, verdict }: QueueFilter): Expression<SqlBool>[] {
  const bits = sql.lit(rule === undefined ? -1 : RULE_BITS[rule]);
  if (verdict === "differs") return [sql<SqlBool>`(q.differs & ${bits}) <> 0`];
  if (verdict === "unverifiable") return [sql<SqlBool>`(q.unverifiable & ${bits}) <> 0`];
  if (verdict === "agrees") return [sql<SqlBool>`((q.differs | q.unverifiable) & ${bits}) = 0`];
  return rule === undefined ? [] : [sql<SqlBool>`(q.differs & ${bits}) <> 0`];
}

function rulesIn(bits: number): RuleId[] {
  return RULES.flatMap(([rule, bit]) => ((bits & bit) === 0 ? [] : [rule]));
}
