import { type Kysely, type RawBuilder, sql } from "kysely";
import type { Severity, Verdict } from "../model/check.ts";
import type { Finding, Schema } from "./schema.ts";
import type { FindingFilter } from "./store.ts";

const SEVERITIES: readonly Severity[] = ["error", "warning", "info"];
const VERDICTS: readonly Verdict[] = ["differs", "unverifiable", "agrees"];

/** Checks that are gone through one by one, and sorted, rather than asked for record by record. */
const FEW = 5000;

/**
 * As `Store.findings`. Severity by severity, so that the first rows of any filter come without a look at the rest: from the
 * checks where few are of that rule, verdict and severity, else down the records, asking for the checks of each that passes.
 */
export async function findFindings(db: Kysely<Schema>, filter: FindingFilter): Promise<Finding[]> {
  const { severity, offset = 0, limit = Number.POSITIVE_INFINITY } = filter;
  const found: Finding[] = [];
  // What is passed over is counted from the first severity on.
  let skip = offset;
  for (const each of severity === undefined ? SEVERITIES : [severity]) {
    const wanted = limit - found.length;
    if (wanted <= 0) break;
    const rows = await ofSeverity(db, filter, each, skip, wanted);
    found.push(...rows);
    if (rows.length === 0 && skip > 0) skip -= await countUpTo(db, filter, each, skip);
    else if (rows.length > 0) skip = 0;
  }
  return found;
}

/** `-1` is "no limit" in SQLite, which an offset needs. */
const orAll = (limit: number): number => (Number.isFinite(limit) ? limit : -1);

async function ofSeverity(
  db: Kysely<Schema>,
  filter: FindingFilter,
  severity: Severity,
  offset: number,
  limit: number,
): Promise<Finding[]> {
  const keys = await keysOf(db, filter, severity, sql`limit ${orAll(limit)} offset ${offset}`);
  const { rows } = await sql<Finding>`
    select f.* from (${keys}) k
    cross join findings f on f.record_id = k.id and f.ordinal = k.ordinal
    order by k.key, k.ordinal`.execute(db);
  return rows;
}

async function countUpTo(
  db: Kysely<Schema>,
  filter: FindingFilter,
  severity: Severity,
  most: number,
): Promise<number> {
  const keys = await keysOf(db, filter, severity, sql`limit ${most}`);
  const { rows } = await sql<{ n: number }>`select count(*) as n from (${keys})`.execute(db);
  return rows[0]?.n ?? 0;
}

/** Which checks of a severity pass: key and id of the record, ordinal of the check. */
async function keysOf(
  db: Kysely<Schema>,
  filter: FindingFilter,
  severity: Severity,
  page: RawBuilder<unknown>,
): Promise<RawBuilder<unknown>> {
  const { rule, verdict } = filter;
  const verdicts = sql.join(verdict === undefined ? VERDICTS : [verdict]);
  const checks = sql`c.severity = ${severity} and c.verdict in (${verdicts})${
    rule === undefined ? sql`` : sql` and c.rule = ${rule}`
  }`;
  const order = sql`order by r.key, c.ordinal ${page}`;
  const columns = sql`select r.key, r.id, c.ordinal`;
  const records = ofRecord(filter);
  if (filter.document !== undefined)
    return sql`${columns} from records r cross join checks c on c.record_key = r.key where ${records} and ${checks} ${order}`;
  const few = await sql<{ n: number }>`
    select count(*) as n from (select 1 from checks c where ${checks} limit ${FEW})`.execute(db);
  return (few.rows[0]?.n ?? 0) < FEW
    ? sql`${columns} from checks c cross join records r on r.key = c.record_key where ${records} and ${checks} ${order}`
    : sql`${columns} from records r indexed by records_filtered cross join checks c on c.record_key = r.key
          where ${records} and ${checks} ${order}`;
}

function ofRecord({ year, unit, form, document }: FindingFilter): RawBuilder<unknown> {
  const conditions = [
    sql`1`,
    ...(year === undefined ? [] : [sql`r.fiscal_year = ${year}`]),
    ...(form === undefined ? [] : [sql`r.form = ${form}`]),
    ...(unit === undefined
      ? []
      : [
          sql`coalesce(r.project_implementing_unit, r.project_department) like ${patternOf(unit)} escape '\\'`,
        ]),
    ...(document === undefined ? [] : [documentIs(document)]),
  ];
  return sql.join(conditions, sql` and `);
}

function documentIs(document: string): RawBuilder<unknown> {
  const byPath = sql`select document_id from sources where path = ${document}`;
  if (!/^[0-9a-f]{6,64}$/u.test(document)) return sql`r.document_id in (${byPath})`;
  const byHash = sql`select id from documents where sha256 >= ${document} and sha256 < ${`${document}g`}`;
  return sql`r.document_id in (${byPath} union ${byHash})`;
}

function patternOf(part: string): string {
  return `%${part.replaceAll(/[\\%_]/gu, String.raw`\$&`)}%`;
}
