import type { Kysely } from "kysely";
import { Failure } from "../model/failure.ts";
import type { RecordChange } from "./compare-records.ts";
import type { Schema } from "./schema.ts";
import type { RunComparison } from "./store.ts";

/** As `Store.compareRuns`. */
export async function compareRuns(db: Kysely<Schema>, from: number, to: number): Promise<RunComparison> {
  const runs = await db
    .selectFrom("runs")
    .select(["id", "started_at"])
    .where("id", "in", [from, to])
    .execute();
  const missing = [from, to].filter((run) => !runs.some(({ id }) => id === run));
  if (missing.length > 0 || from >= to) {
    throw new Failure(
      "bad-query",
      missing.length > 0
        ? `没有第 ${String(missing[0])} 次运行，fuhe query "select * from runs" 可列出 / there is no run ${String(missing[0])}; fuhe query "select * from runs" lists them`
        : "请先写较早的一次运行 / name the earlier run first",
    );
  }
  const between = db.selectFrom("rereadings").where("run_id", ">", from).where("run_id", "<=", to);
  const read = await between.select(["sha256", "failure_before", "failure_after"]).orderBy("id").execute();
  const rows = await db
    .selectFrom("reading_changes as c")
    .innerJoin("rereadings as r", "r.id", "c.rereading_id")
    .select(["c.record_id", "c.kind", "c.pointer", "c.rule", "c.before", "c.after"])
    .where("r.run_id", ">", from)
    .where("r.run_id", "<=", to)
    .orderBy("c.rereading_id")
    .orderBy("c.ordinal")
    .execute();
  const { first } = await db
    .selectFrom("documents")
    .select((eb) => eb.fn.countAll<number>().as("first"))
    .where("run_id", ">", from)
    .where("run_id", "<=", to)
    .where("sha256", "is not", null)
    .where("sha256", "not in", between.select("sha256"))
    .executeTakeFirstOrThrow();
  const kept = await db
    .selectFrom("fuhe_migrations")
    .select("applied_at")
    .where("name", "=", "0006-rereadings")
    .executeTakeFirst();
  const since = kept?.applied_at ?? "";
  const started = runs.find(({ id }) => id === from)?.started_at ?? "";
  return {
    documents: new Set(read.map(({ sha256 }) => sha256)).size,
    changes: endToEnd(rows.map(({ record_id, ...row }) => ({ recordId: record_id, ...row }))),
    firstRead: first,
    keptSince: started < since ? since : null,
  };
}

/** Several changes of one place as one, from the first to the last; none where it is as it was. */
function endToEnd(changes: readonly RecordChange[]): RecordChange[] {
  const whole = new Map<string, RecordChange>();
  for (const change of changes) {
    const key = [change.recordId, change.kind, change.rule, change.pointer].join(" ");
    const earlier = whole.get(key);
    whole.set(key, earlier === undefined ? change : { ...change, before: earlier.before });
  }
  return [...whole.values()].filter(({ before, after }) => before !== after);
}
