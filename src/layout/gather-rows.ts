import type { Ruling } from "../model/layout.ts";
import { boxAround } from "./box.ts";
import { type Grid, type GridCell, stretchAt } from "./grid.ts";
import { isFull } from "./join-wrapped.ts";
import { type Band, isFigure, type Segment, splitWhere, textOfSegment } from "./segment-lines.ts";

/** A text that reaches so far into a column, as a share of the type size, stands in it. */
const REACH = 0.5;

/** Words part so near to the wall of a column, as a share of the type size, where it runs between them. */
const NEAR_WALL = 0.8;

/** Lines of one cell are not further apart than this share of the type size. */
const CELL_LINES = 0.8;

/** Years and quarters head columns: a line of them is no line of figures. */
const HEAD_FIGURE = /^(?:(?:FY)?(?:19|20)\d\d(?:[/–-]\d{2,4})?[a-z*]?|Q[1-4]|[一二三四]季度)$/iu;

/** The columns of a table: the walls between them, and where their texts stand. */
export interface Columns {
  xs: number[];
  texts: { from: number; to: number }[];
}

/** A text and the columns it covers. */
interface Placed {
  segment: Segment;
  column: number;
  span: number;
  size: number;
}

/** A line, or lines that overlap in height, with their texts in columns. */
interface Strip {
  top: number;
  bottom: number;
  size: number;
  placed: Placed[];
}

/** A row, from its first strip to its last. */
type RowStrips = Strip[];

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
  const header = countHeaderStrips(strips, rules);
  const lines = bands
    .slice(0, header)
    .flatMap((band) => band.lines.map((line) => ({ ...line, lines: [line] })));
  const head = splitSpans(
    splitBareSpans(
      lines.map((line) => placeBand(line, columns)),
      columns,
    ),
  );
  const body = joinStrips(strips.slice(header), xs, rules);
  const rows = [...head, ...body];
  const ys = wallsBetween(rows);
  const cells = rows.flatMap((row, index) => cellsOfRow(row, index, xs));
  const reaching = reachDown(cells, head.length);
  return {
    xs,
    ys,
    cells: reaching.map(({ row, column, rowSpan, columnSpan, words }): GridCell => {
      const box: GridCell["pieces"][0]["box"] = [
        xs[column] as number,
        ys[row] as number,
        xs[column + columnSpan] as number,
        ys[row + rowSpan] as number,
      ];
      return { row, column, rowSpan, columnSpan, pieces: [{ page, box, words }] };
    }),
  };
}

function placeBand({ lines, box, size }: Band, columns: Columns): Strip {
  const placed = lines.flatMap((line) => line.segments.map((segment) => place(segment, columns, line.size)));
  return { top: box[1], bottom: box[3], size, placed };
}

/** A text stands in the columns whose texts it covers; where it covers none, in the one its middle falls into. */
function place(segment: Segment, { texts, xs }: Columns, size: number): Placed {
  const [left, , right] = segment.box;
  const covered = texts.flatMap(({ from, to }, column) => {
    const common = Math.min(right, to) - Math.max(left, from);
    return common > Math.min(size * REACH, (right - left) / 2, (to - from) / 2) ? [column] : [];
  });
  const centre = (left + right) / 2;
  const [first = Math.max(0, stretchAt(xs, centre))] = covered;
  const last = covered.at(-1) ?? first;
  // A short header over two columns stands between their texts.
  const before = texts.findLastIndex(({ to }) => to <= left);
  const after = texts.findIndex(({ from, to }) => from > centre && to >= right);
  const between = before > 0 && after === before + 1 && first === last;
  if (between && centre < (texts[after]?.from ?? 0)) return { segment, column: before, span: 2, size };
  return { segment, column: first, span: last - first + 1, size };
}

/** The strips above the first rule within the table, or above the first line of figures. */
function countHeaderStrips(strips: readonly Strip[], rules: readonly Ruling[]): number {
  const [first] = strips;
  if (first === undefined) return 0;
  const inner = rules.filter(({ at }) => at > middle(first)).map(({ at }) => at);
  const above = strips.filter((strip) => middle(strip) < Math.min(Infinity, ...inner)).length;
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

function middle({ top, bottom }: Strip): number {
  return (top + bottom) / 2;
}

/**
 * Header lines as rows: each line with a text that spans columns is one, what stands below them is another. Without such a
 * line the header is one row.
 */
function splitSpans(lines: readonly Strip[]): RowStrips[] {
  const rows: RowStrips[] = [];
  let spanned = false;
  for (const line of lines) {
    const spans = line.placed.some(({ span }) => span > 1);
    if (rows.length === 0 || spans || spanned) rows.push([line]);
    else rows.at(-1)?.push(line);
    spanned = spans;
  }
  return rows;
}

/** Texts that stand so near to one another that they seem to span columns, though nothing stands below them there. */
function splitBareSpans(lines: readonly Strip[], columns: Columns): Strip[] {
  return lines.map((line, index) => ({
    ...line,
    placed: line.placed.flatMap((own) => {
      const { column, span, segment, size } = own;
      const last = column + span;
      const below = lines.slice(index + 1).flatMap(({ placed }) => placed);
      if (span === 1 || below.some((other) => other.column < last && other.column + other.span > column))
        return [own];
      const walls = columns.xs.slice(column + 1, last);
      const pieces = splitWhere(segment.words, (left, right) =>
        walls.some((x) => Math.abs((left.box[2] + right.box[0]) / 2 - x) < size * NEAR_WALL),
      );
      return pieces.length < span ? [own] : pieces.map((piece) => place(piece, columns, size));
    }),
  }));
}

/** Lines of the body as rows. */
function joinStrips(strips: readonly Strip[], xs: readonly number[], rules: readonly Ruling[]): RowStrips[] {
  const ruled = isParted(strips, rules);
  const rows: RowStrips[] = [];
  for (const strip of strips) {
    const row = rows.at(-1);
    const above = row?.at(-1);
    const parted = above === undefined || rules.some(({ at }) => at > middle(above) && at < middle(strip));
    if (row !== undefined && !parted && (ruled || goesOn(row, strip, xs))) row.push(strip);
    else rows.push([strip]);
  }
  return rows;
}

/** Whether rules part most rows of the table, so that what they do not part is one row. */
function isParted(strips: readonly Strip[], rules: readonly Ruling[]): boolean {
  const [first, last] = [strips[0], strips.at(-1)];
  if (first === undefined || last === undefined) return false;
  const inner = rules.filter(({ at }) => at > middle(first) && at < middle(last)).length;
  return inner >= 3 && inner * 3 >= strips.length;
}

/** Whether a strip has nothing of its own but goes on with cells of the row above, or is led up to by it. */
function goesOn(row: RowStrips, strip: Strip, xs: readonly number[]): boolean {
  const last = row.at(-1) as Strip;
  if (strip.top - last.bottom > strip.size * CELL_LINES) return false;
  const wraps = (own: Placed): boolean => {
    const upper = last.placed.findLast(({ column }) => column === own.column);
    return upper !== undefined && !isFigure(textOfSegment(own.segment)) && wrapsInto(upper, own, xs);
  };
  const most = Math.max(...row.map(({ placed }) => placed.length));
  if (strip.placed.length < most && strip.placed.every(wraps)) return true;
  // The row is but the beginning of a label, whose figures stand beside its end.
  const [label] = strip.placed;
  const lone = row.every(({ placed }) => placed.length === 1 && placed[0]?.column === 0);
  return lone && strip.placed.length > 1 && label?.column === 0 && wraps(label);
}

function wrapsInto(upper: Placed, lower: Placed, xs: readonly number[]): boolean {
  const [left] = upper.segment.box;
  const right = xs[upper.column + upper.span] as number;
  const lineOf = ({ segment: { words, box }, size }: Placed) => ({ words, box, size });
  return (
    Math.abs(lower.segment.box[0] - left) < upper.size * 2 &&
    isFull(lineOf(upper), lineOf(lower), right - left - upper.size)
  );
}

/** Walls half way between the rows. */
function wallsBetween(rows: readonly RowStrips[]): number[] {
  const boxes = rows.map((row) => boxAround(row.map(({ top, bottom }) => [0, top, 0, bottom])));
  return [
    boxes[0]?.[1] ?? 0,
    ...boxes.slice(1).map((box, index) => (box[1] + (boxes[index]?.[3] ?? 0)) / 2),
    boxes.at(-1)?.[3] ?? 0,
  ];
}

type BareCell = Omit<GridCell, "pieces"> & { words: Segment["words"] };

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

/** In a header of several rows, the columns that no text spans are one cell from where they are free to its bottom. */
function reachDown(cells: readonly BareCell[], header: number): BareCell[] {
  if (header < 2) return [...cells];
  const spanned = new Map<number, number>();
  for (const { row, column, columnSpan } of cells) {
    if (row < header && columnSpan > 1)
      for (let at = column; at < column + columnSpan; at += 1) spanned.set(at, row + 1);
  }
  const reaching = new Map<number, BareCell>();
  return cells.flatMap((cell) => {
    const { row, column, columnSpan } = cell;
    const from = spanned.get(column) ?? 0;
    if (row >= header || columnSpan > 1 || row < from) return [cell];
    const upper = reaching.get(column);
    if (upper === undefined) {
      const grown = { ...cell, rowSpan: header - row, words: [...cell.words] };
      reaching.set(column, grown);
      return [grown];
    }
    upper.words.push(...cell.words);
    return [];
  });
}
