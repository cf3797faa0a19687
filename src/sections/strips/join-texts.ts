import type { Row } from "../../model/layout.ts";
import { moved, tableRow } from "./build-row.ts";
import type { TextZone } from "./zone-strip.ts";

/**
 * Narrative texts whose lines were cut at the edges of the pages: the left strip holds the headings and the beginnings,
 * the others the rest, paragraph group by paragraph group. Lines are not woven into one another, for where one began and
 * ended is lost; every piece is kept, below its heading.
 */
export function joinTexts(strips: TextZone[][]): Row[] {
  const [left = [], ...others] = strips;
  if (left.length === 0)
    return others
      .flat()
      .map((zone) => tableRow([...(zone.heading === null ? [] : [zone.heading]), ...zone.lines]));
  const rows = left.map(({ heading, lines }) => [...(heading === null ? [] : [heading]), ...lines]);
  for (const zones of others) {
    for (const [index, { heading, lines }] of zones.entries()) {
      const target = rows[Math.min(index, rows.length - 1)];
      target?.push(
        ...[...(heading === null ? [] : [heading]), ...lines].map((cell) => ({
          ...moved(cell),
          repaired: cell.text,
        })),
      );
    }
  }
  return rows.map((cells) => tableRow(cells));
}
