import type { Box, Ruling } from "../model/layout.ts";
import { boxAround } from "./box.ts";
import { gatherBody, type RowStrips } from "./gather-body.ts";
import type { BareCell, Grid, GridCell } from "./grid.ts";
import { placeHeaders } from "./place-headers.ts";
import { type Band, textOfSegment } from "./segment-lines.ts";
import { isFigure } from "./tell-figures.ts";
import { spanGroups } from "./span-groups.ts";
import { type Columns, middleOfStrip, placeBand, type Placed, type Strip } from "./strips.ts";

/** Years and quarters head columns: a line of them is no line of figures. */
const HEAD_FIGURE = /^(?:(?:FY)?(?:19|20)\d\d(?:[/–-]\d{2,4})?[a-z*]?|Q[1-4]|[一二三四]季度)$/iu;

/**
 * The rows of a table whose columns are known. A line is a row, unless it only goes on with cells of the line above or
 * below: a label that had no room, a header of two lines, lines that no rule parts where rules part the others.
 */
export function gatherRows(
  bands: readonly Band[],
  columns: Columns,
  rules: readonly Ruling[],
  page: number,
): Pick<Grid, "xs" | "ys" | "cells"> {
  const { xs } = columns;
  const strips = bands.map((band) => placeBand(band, columns));
  const [left = 0, right = 0] = [xs[0], xs.at(-1)];
  const wide = rules.filter(
    ({ from, to }) => Math.min(to, right) - Math.max(from, left) > (right - left) / 2,
  );
  const header = countHeaderStrips(strips, wide, xs);
  const lines = bands
    .slice(0, header)
    .flatMap((band) => band.lines.map((line) => placeBand({ ...line, lines: [line] }, columns)));
  const body = strips.slice(header);
  const head = lines.length === 0 ? null : placeHeaders(lines, columns, body, rules);
  const rows = gatherBody(body, columns, wide);
  const top = head?.rows ?? 0;
  const walls = wallsBetween(
    rows,
    head === null ? null : boxAround(lines.map((one) => [0, one.top, 0, one.bottom])),
  );
  const ys = [...walls.slice(0, 1), ...(head?.walls ?? []), ...walls.slice(1)];
  const below = rows.flatMap((row, index) => cellsOfRow(row, top + index, xs));
  const cells = [...(head?.cells ?? []), ...spanGroups(below, ys, wide)];
  return {
    xs,
    ys,
    cells: cells.map(({ row, column, rowSpan, columnSpan, words }): GridCell => {
      const box: GridCell["pieces"][0]["box"] = [
        xs[column] as number,
        ys[row] as number,
        xs[column + columnSpan] as number,
        ys[row + rowSpan] as number,
      ];
      return { row, column, rowSpan, columnSpan, pieces: [{ page, box, words: [...words] }] };
    }),
  };
}

/** The strips above the first rule within the table, or above the first line of figures. */
function countHeaderStrips(
  strips: readonly Strip[],
  rules: readonly Ruling[],
  xs: readonly number[],
): number {
  const [first] = strips;
  if (first === undefined) return 0;
  // A rule that leaves out the labels stands below a text that spans columns.
  const begin = ((xs[0] ?? 0) + (xs[1] ?? 0)) / 2;
  const inner = rules.filter(({ at, from }) => at > middleOfStrip(first) && from < begin).map(({ at }) => at);
  const above = strips.filter((strip) => middleOfStrip(strip) < Math.min(Infinity, ...inner)).length;
  const figures = strips.findIndex(({ placed }) => {
    const behind = placed.filter(({ column }) => column > 0).map(({ segment }) => textOfSegment(segment));
    if (behind.every((text) => HEAD_FIGURE.test(text))) return false;
    return behind.filter((text) => isFigure(text) && !HEAD_FIGURE.test(text)).length * 2 > behind.length;
  });
  if (inner.length > 0 && above < strips.length && above <= Math.max(3, figures)) return above;
  // The label right above the figures heads a group of rows, not the columns.
  let header = Math.max(0, figures);
  while (header > 1 && strips[header - 1]?.placed.every(({ column, span }) => column === 0 && span === 1))
    header -= 1;
  return header;
}

/** Walls half way between the rows; the header, where there is one, stands above them as one. */
function wallsBetween(rows: readonly RowStrips[], head: Box | null): number[] {
  const boxes = rows.map((row) => boxAround(row.map(({ top, bottom }) => [0, top, 0, bottom])));
  if (head !== null) boxes.unshift(head);
  return [
    boxes[0]?.[1] ?? 0,
    ...boxes.slice(1).map((box, index) => (box[1] + (boxes[index]?.[3] ?? 0)) / 2),
    boxes.at(-1)?.[3] ?? 0,
  ];
}

function cellsOfRow(row: RowStrips, index: number, xs: readonly number[]): BareCell[] {
  const byColumn = new Map<number, Placed[]>();
  for (const own of row.flatMap(({ placed }) => placed)) {
    const column = byColumn.get(own.column);
    if (column === undefined) byColumn.set(own.column, [own]);
    else column.push(own);
  }
  const columns = xs.length - 1;
  const cells: BareCell[] = [];
  for (let column = 0; column < columns;) {
    const own = byColumn.get(column) ?? [];
    const next = Math.min(columns, ...[...byColumn.keys()].filter((at) => at > column));
    const columnSpan = Math.min(Math.max(1, ...own.map(({ span }) => span)), next - column);
    cells.push({
      row: index,
      column,
      rowSpan: 1,
      columnSpan,
      words: own.flatMap(({ segment }) => segment.words),
    });
    column += columnSpan;
  }
  return cells;
}
