import { cutTo, padTo, printable, widthOf } from "./text-width.ts";

/** A column of a table for people. */
export interface Column {
  heading: string;
  align?: "left" | "right";
  /** Whether its texts may be cut where the table is wider than the terminal. */
  elastic?: boolean;
  /** Puts colour on a cell. */
  paint?: (cell: string) => string;
}

const GAP = 2;
/** No column is cut below this, nor below its heading. */
const NARROWEST = 8;

/**
 * A table in columns that stand under one another also where they hold Chinese.
 * Where it does not fit into `width`, the widest elastic columns are cut first; without a width nothing is.
 */
export function renderTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  options: { width?: number | undefined; paintHeading?: (text: string) => string } = {},
): string {
  const cells = rows.map((row) => row.map(printable));
  const natural = columns.map((column, at) =>
    Math.max(widthOf(column.heading), ...cells.map((row) => widthOf(row[at] ?? ""))),
  );
  const widths = options.width === undefined ? natural : fitWidths(columns, natural, options.width);
  const fill = (text: string, at: number): string =>
    padTo(cutTo(text, widths[at] ?? 0), widths[at] ?? 0, columns[at]?.align);
  const join = (texts: readonly string[]): string => `${texts.join(" ".repeat(GAP)).trimEnd()}\n`;
  const paintHeading = options.paintHeading ?? ((text: string) => text);
  return [
    join(columns.map((column, at) => paintHeading(fill(column.heading, at)))),
    join(widths.map((width) => "─".repeat(width))),
    ...cells.map((row) =>
      join(columns.map((column, at) => (column.paint ?? String)(fill(row[at] ?? "", at)))),
    ),
  ].join("");
}

/** Takes from the widest elastic column, down to the next one, until the whole fits or nothing more can be taken. */
function fitWidths(columns: readonly Column[], natural: readonly number[], available: number): number[] {
  const widths = [...natural];
  const least = columns.map((column, at) =>
    column.elastic === true ? Math.max(NARROWEST, widthOf(column.heading)) : (natural[at] ?? 0),
  );
  const spare = (at: number): number => (widths[at] ?? 0) - (least[at] ?? 0);
  let surplus = widths.reduce((sum, width) => sum + width, 0) + GAP * (widths.length - 1) - available;
  while (surplus > 0) {
    const [widest, next] = [...widths.keys()]
      .filter((at) => spare(at) > 0)
      .sort((a, b) => (widths[b] ?? 0) - (widths[a] ?? 0));
    if (widest === undefined) break;
    const width = widths[widest] ?? 0;
    const step = Math.max(1, width - (next === undefined ? 0 : (widths[next] ?? 0)));
    const taken = Math.min(surplus, step, spare(widest));
    widths[widest] = width - taken;
    surplus -= taken;
  }
  return widths;
}
