import type { Place } from "../model/place.ts";
import type { Session } from "./session.ts";

/** The parts of a place that a person looks for, as a record or as the database has them. */
type PlaceParts = { [part in "sheet" | "cell" | "table" | "row" | "paragraph"]?: Place[part] | null };

/**
 * Where in a document without lines something stands: "Sheet1!C7", "table 2 row 3", "paragraph 5"; null where the format
 * knows none of them.
 */
export function placeText(at: PlaceParts, { text }: Session): string | null {
  const row = at.row ?? null;
  if (at.sheet != null && at.cell != null) return `${at.sheet}!${at.cell}`;
  if (at.sheet != null) {
    return row === null ? at.sheet : text({ en: `${at.sheet} row ${row}`, zh: `${at.sheet} 第${row}行` });
  }
  if (at.table != null) {
    return row === null
      ? text({ en: `table ${at.table}`, zh: `表${at.table}` })
      : text({ en: `table ${at.table} row ${row}`, zh: `表${at.table}第${row}行` });
  }
  if (at.paragraph != null) return text({ en: `paragraph ${at.paragraph}`, zh: `第${at.paragraph}段` });
  return null;
}
