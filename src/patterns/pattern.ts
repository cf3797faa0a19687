/** A question about all stored records that no single form answers: what stands out over units, projects and years. It proves nothing; it says where to look. */
export interface Pattern {
  id: string;
  title: { en: string; zh: string };
  /** Numbers that decide what stands out, each with its usual value and what it means. */
  thresholds: { readonly [name: string]: { usual: number; en: string; zh: string } };
  /** The whole query for SQLite, on the tables and views that `src/store/README.md` tells. */
  sql(threshold: (name: string) => string): string;
}

/** The query of a pattern with these thresholds, or the usual ones, as plain numbers in it. */
export function queryOf(pattern: Pattern, values: { readonly [name: string]: number } = {}): string {
  return pattern
    .sql((name) => {
      const value = values[name] ?? pattern.thresholds[name]?.usual;
      if (value === undefined || !Number.isFinite(value)) throw new RangeError(`${pattern.id} ${name}`);
      return String(value);
    })
    .trim();
}
