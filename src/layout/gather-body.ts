import type { Ruling } from "../model/layout.ts";
import { medianOf } from "./box.ts";
import { isFull } from "./join-wrapped.ts";
import { textOfSegment } from "./segment-lines.ts";
import { isFigure } from "./tell-figures.ts";
import { type Columns, middleOfStrip, type Placed, type Strip } from "./strips.ts";

/** Lines of one cell are not further apart than this share of the type size. */
const CELL_LINES = 0.8;

/** Lines of a cell closer than this share of the type size may be as far apart as rows; others are closer than rows are. */
const SINGLE_SPACED = 0.5;
const WIDE_AS_USUAL = 0.8;

/** A text this share of the type size above or below a line stands between lines. */
const BETWEEN = 0.3;

/** Room between rows is wider than that within cells by so much, as a share of the type size and in points. */
const ROW_ROOM = 0.1;
const LEAST_ROW_ROOM = 0.8;

/** The part of the lines that must go on with what stands above them before the room between lines tells the rows. */
const GOING_ON = 0.8;

/** Texts that begin so far behind those above them, as a share of the type size, are set in. */
const SET_IN = 0.4;

/** What the further lines of a label begin with. */
const WITHIN_SENTENCE = /^[\p{Ll}(（&]/u;

/** What a line of a label ends with that goes on. */
const UNFINISHED = /[,，、\-–(（&/±]$|\s(?:and|of|the|or|for|to|in|by|on|with|from|a|an)$/iu;

/** What a figure ends with whose second part had no room beside it. */
const OPEN_FIGURE = /\d\s?(?:±|\+\/-|[–-])$/u;

const HAN = /^\p{Script=Han}/u;

/** A row, from its first strip to its last. */
export type RowStrips = Strip[];

/**
 * Lines of the body of a table as rows. What parts rows is told by the strongest evidence there is: rules or edges of shades
 * between most of them, more room between lines than within cells, or whether a line only goes on with cells above it.
 */
export function gatherBody(
  strips: readonly Strip[],
  columns: Columns,
  rules: readonly Ruling[],
): RowStrips[] {
  const parted = strips.map((strip, index) => {
    const above = strips[index - 1];
    return (
      above !== undefined && rules.some(({ at }) => at > middleOfStrip(above) && at < middleOfStrip(strip))
    );
  });
  if (isParted(strips, rules)) return rowsWhere(strips, (index) => parted[index] === true);
  const rooms = strips.slice(1).map((strip, index) => strip.top - (strips[index] as Strip).bottom);
  const usual = medianOf(rooms);
  return (
    rowsByRoom(strips, columns, parted) ??
    rowsWhere(strips, (index, row) => parted[index] === true || !goesOn(row, strips, index, columns, usual))
  );
}

function rowsWhere(
  strips: readonly Strip[],
  begins: (index: number, row: RowStrips) => boolean,
): RowStrips[] {
  const rows: RowStrips[] = [];
  strips.forEach((strip, index) => {
    const row = rows.at(-1);
    if (row === undefined || begins(index, row)) rows.push([strip]);
    else row.push(strip);
  });
  return rows;
}

/** Whether rules part most rows of the table, so that what they do not part is one row. */
function isParted(strips: readonly Strip[], rules: readonly Ruling[]): boolean {
  const [first, last] = [strips[0], strips.at(-1)];
  if (first === undefined || last === undefined) return false;
  const inner = rules.filter(({ at }) => at > middleOfStrip(first) && at < middleOfStrip(last)).length;
  return inner >= 3 && inner * 3 >= strips.length;
}

/** The rows where there is more room between them than within their cells; null where the room tells nothing. */
function rowsByRoom(
  strips: readonly Strip[],
  columns: Columns,
  parted: readonly boolean[],
): RowStrips[] | null {
  const rooms = strips.slice(1).map((strip, index) => strip.top - (strips[index] as Strip).bottom);
  const sorted = rooms.toSorted((a, b) => a - b);
  for (let at = 1; at < sorted.length; at += 1) {
    const [narrow, wide] = [sorted[at - 1] as number, sorted[at] as number];
    const size = strips[0]?.size ?? 0;
    if (narrow > size * CELL_LINES) return null;
    if (wide - narrow < Math.max(LEAST_ROW_ROOM, size * ROW_ROOM)) continue;
    const rows = rowsWhere(
      strips,
      (index) => parted[index] === true || (rooms[index - 1] as number) > (narrow + wide) / 2,
    );
    if (areRows(rows, columns)) return rows;
  }
  return null;
}

/** Whether the further lines of rows go on with what stands above them. */
function areRows(rows: readonly RowStrips[], columns: Columns): boolean {
  let further = 0;
  let goingOn = 0;
  for (const row of rows) {
    const figures = row.flatMap(({ placed }, index) =>
      placed.flatMap((own) => {
        const upper = lastAbove(row.slice(0, index), own.column);
        return own.column > 0 && isFigure(textOfSegment(own.segment)) && !isOpen(upper) ? [own.column] : [];
      }),
    );
    if (new Set(figures).size < figures.length) return false;
    row.slice(1).forEach((strip, index) => {
      further += 1;
      const above = row.slice(0, index + 1);
      const wraps = strip.placed.map((own) => {
        const upper = lastAbove(above, own.column);
        return upper === undefined ? null : wrapsInto(upper, own, columns);
      });
      // Texts in the middle of their rows have nothing above them.
      if (wraps.every((wrap) => wrap !== false)) goingOn += 1;
    });
  }
  return rows.length > 1 && goingOn >= further * GOING_ON;
}

/** Whether a text of a strip stands in the middle beside two lines of its label: then no lines of labels stand alone. */
function isCentred({ placed, size }: Strip): boolean {
  const labels = placed.filter(({ column }) => column === 0).map(({ segment }) => segment.box[1]);
  if (labels.length < 2) return false;
  return placed.some(
    ({ column, segment: { box } }) =>
      column > 0 && labels.every((top) => Math.abs(top - box[1]) > size * BETWEEN),
  );
}

function lastAbove(row: RowStrips, column: number): Placed | undefined {
  return row.flatMap(({ placed }) => placed).findLast((own) => own.column === column);
}

/** Whether a figure ends with a sign behind which it must go on. */
function isOpen(upper: Placed | undefined): boolean {
  return upper !== undefined && OPEN_FIGURE.test(textOfSegment(upper.segment));
}

/** Whether a strip has nothing of its own but goes on with cells of the row above, or is led up to by it. */
function goesOn(
  row: RowStrips,
  strips: readonly Strip[],
  index: number,
  columns: Columns,
  usual: number,
): boolean {
  const strip = strips[index] as Strip;
  const last = row.at(-1) as Strip;
  const room = strip.top - last.bottom;
  if (room > strip.size * CELL_LINES || (room > strip.size * SINGLE_SPACED && room > usual * WIDE_AS_USUAL))
    return false;
  const [label] = strip.placed;
  const wraps = (own: Placed): boolean => {
    const upper = lastAbove(row, own.column);
    if (upper === undefined || !wrapsInto(upper, own, columns)) return false;
    return !isFigure(textOfSegment(own.segment)) || isOpen(upper);
  };
  const most = Math.max(...row.map(({ placed }) => placed.length));
  if (strip.placed.length === 1 && label?.column === 0 && strips.some(isCentred)) return false;
  if (strip.placed.length < most && strip.placed.every(wraps))
    return (
      label?.column !== 0 ||
      isRestOfLabel(lastAbove(row, 0), label, strip.placed.length, room < usual * WIDE_AS_USUAL)
    );
  // The row is but the beginning of a label, whose figures stand beside its end.
  const lone = row.every(({ placed }) => placed.length === 1 && placed[0]?.column === 0);
  const begin = row.at(-1)?.placed[0];
  return (
    lone &&
    strip.placed.length > 1 &&
    label?.column === 0 &&
    begin !== undefined &&
    wraps(label) &&
    (isUnfinished(begin, label) ||
      (label.segment.box[0] >= begin.segment.box[0] + label.size * SET_IN && !isLevel(label, strips)))
  );
}

/** Whether labels that begin as far to the right as this one follow upon whole rows: then it is set in below a heading. */
function isLevel({ segment, size }: Placed, strips: readonly Strip[]): boolean {
  return strips.some(({ placed: [first, ...others] }, index) => {
    const above = strips[index - 1];
    return (
      first?.column === 0 &&
      others.length > 0 &&
      above !== undefined &&
      above.placed.length > 1 &&
      Math.abs(first.segment.box[0] - segment.box[0]) < size * SET_IN
    );
  });
}

/** Whether a label below another one is its end, and neither the label of a row nor the heading of a group of rows. */
function isRestOfLabel(upper: Placed | undefined, lower: Placed, count: number, isClose: boolean): boolean {
  if (upper === undefined) return false;
  if (isUnfinished(upper, lower)) return true;
  const [begin] = upper.segment.box;
  const [left] = lower.segment.box;
  if (left > begin + lower.size * SET_IN) return true;
  if (left < begin - lower.size * SET_IN || count > 1) return false;
  // A new sentence as far below as rows are is the heading of a group of rows.
  return isClose;
}

function isUnfinished(upper: Placed, lower: Placed): boolean {
  const text = textOfSegment(lower.segment);
  return WITHIN_SENTENCE.test(text) || HAN.test(text) || UNFINISHED.test(textOfSegment(upper.segment));
}

/** Whether a text had to go on below: with its first word the line above would be wider than any of its column. */
function wrapsInto(upper: Placed, lower: Placed, { texts }: Columns): boolean {
  const column = texts[upper.column];
  if (column === undefined) return false;
  const last = texts[upper.column + upper.span - 1] ?? column;
  const lineOf = ({ segment: { words, box }, size }: Placed) => ({ words, box, size });
  const [left] = upper.segment.box;
  const aligned = Math.abs(lower.segment.box[0] - left) < upper.size * 2;
  const centred =
    Math.abs(lower.segment.box[0] + lower.segment.box[2] - left - upper.segment.box[2]) < upper.size;
  return (
    (aligned || centred) &&
    isFull(lineOf(upper), lineOf(lower), last.to - Math.min(left, Math.max(left, column.from)))
  );
}
