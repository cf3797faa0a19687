import type { DocumentKey, Parameter } from "../store/store.ts";
import type { ExportTable } from "./dictionary.ts";

/** Which records are exported, and with them their documents; all where nothing is said. */
export interface ExportFilter {
  /** Fiscal year. */
  year?: number;
  /** A part of the name of the implementing unit, or, where none is printed, of the department. */
  unit?: string;
  /** Id of the form profile. */
  form?: string;
  document?: DocumentKey;
}

/** A condition of SQL with its parameters. */
export interface Condition {
  sql: string;
  parameters: Parameter[];
}

/** The condition on a record `r`. */
export function recordCondition({ year, unit, form, document }: ExportFilter): Condition {
  return joined([
    year === undefined ? null : { sql: "r.fiscal_year = ?", parameters: [year] },
    unit === undefined
      ? null
      : {
          sql: "coalesce(r.project_implementing_unit, r.project_department) like ? escape '\\'",
          parameters: [`%${unit.replaceAll(/[\\%_]/gu, String.raw`\$&`)}%`],
        },
    form === undefined ? null : { sql: "r.form = ?", parameters: [form] },
    document === undefined ? null : among("r.document_id", document),
  ]);
}

/**
 * The condition on a document `d`: where records are filtered, it holds one of them. A document without records then
 * belongs to none, whatever its year or unit may be.
 */
function documentCondition(filter: ExportFilter): Condition {
  const { document, ...ofRecords } = filter;
  const records = recordCondition(ofRecords);
  return joined([
    document === undefined ? null : among("d.id", document),
    records.sql === ""
      ? null
      : {
          sql: `exists (select 1 from records r where r.document_id = d.id and ${records.sql})`,
          parameters: records.parameters,
        },
  ]);
}

/** The statement that gives the rows of a table, in the order of the table. */
export function statementOf(table: ExportTable, filter: ExportFilter): Condition {
  const { sql, parameters } = table.about === "record" ? recordCondition(filter) : documentCondition(filter);
  const columns = table.columns.map(({ name }, at) => `${table.select[at] ?? name} as "${name}"`);
  const where = sql === "" ? "" : ` where ${sql}`;
  return {
    sql: `select ${columns.join(", ")} from ${table.from}${where} order by ${table.orderBy}`,
    parameters,
  };
}

/** As everywhere in the store a document is told by a path, or by its sha256 or the first digits (at least 6) of that. */
function among(column: string, key: DocumentKey): Condition {
  const byPath = `${column} in (select document_id from sources where path = ?)`;
  if (!/^[0-9a-f]{6,64}$/u.test(key)) return { sql: byPath, parameters: [key] };
  return {
    sql: `(${byPath} or ${column} in (select id from documents where sha256 >= ? and sha256 < ?))`,
    parameters: [key, key, `${key}g`],
  };
}

function joined(conditions: readonly (Condition | null)[]): Condition {
  const given = conditions.filter((condition) => condition !== null);
  return {
    sql: given.map(({ sql }) => sql).join(" and "),
    parameters: given.flatMap(({ parameters }) => parameters),
  };
}
