import { cutTo, padTo, printable, widthOf, wrapTo } from "./text-width.ts";

/** A column of a table for people. */
export interface Column {
  heading: string;
  align?: "left" | "right";
  /**
   * What may be done to its texts when the table is wider than the terminal: cut them at the end or at the start, or wrap
   * them below themselves. Nothing where it is not given.
   */
  elastic?: "end" | "start" | "wrap";
  /** Puts colour on a cell. */
  paint?: (cell: string) => string;
}

const GAP = 2;
/** No column is cut below this, nor below its heading. */
const NARROWEST = 8;

/**
 * A table in columns that stand under one another also where they hold Chinese.
 * Where it does not fit into `width`, the widest elastic columns become narrower first; without a width nothing does.
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
  const fit = (text: string, at: number): string[] => {
    const [width, elastic] = [widths[at] ?? 0, columns[at]?.elastic];
    return elastic === "wrap" ? wrapTo(text, width) : [cutTo(text, width, elastic)];
  };
  const paintHeading = options.paintHeading ?? ((text: string) => text);
  const line = (texts: readonly string[], paints: readonly ((text: string) => string)[]): string => {
    const filled = columns.map((column, at) =>
      (paints[at] ?? String)(padTo(texts[at] ?? "", widths[at] ?? 0, column.align)),
    );
    return `${filled.join(" ".repeat(GAP)).trimEnd()}\n`;
  };
  const paints = columns.map((column) => column.paint ?? String);
  const body = cells.flatMap((row) => {
    const fitted = columns.map((_, at) => fit(row[at] ?? "", at));
    const height = Math.max(...fitted.map((lines) => lines.length));
    return Array.from({ length: height }, (_, step) =>
      line(
        fitted.map((lines) => lines[step] ?? ""),
        paints,
      ),
    );
  });
  return [
    line(
      columns.map((column) => column.heading),
      columns.map(() => paintHeading),
    ),
    line(
      widths.map((width) => "─".repeat(width)),
      [],
    ),
    ...body,
  ].join("");
}

/** Takes from the widest elastic column, down to the next one, until the whole fits or nothing more can be taken. */
function fitWidths(columns: readonly Column[], natural: readonly number[], available: number): number[] {
  const widths = [...natural];
  const least = columns.map((column, at) =>
    column.elastic !== undefined ? Math.max(NARROWEST, widthOf(column.heading)) : (natural[at] ?? 0),
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
