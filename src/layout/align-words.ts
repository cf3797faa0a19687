import type { Ruling, Word } from "../model/layout.ts";
import { boxAround, medianOf } from "./box.ts";
import { findGutters, type Gutter, tellingLines } from "./find-gutters.ts";
import { gatherRows } from "./gather-rows.ts";
import { type GluedWords, glueSigns } from "./glue-signs.ts";
import type { Grid } from "./grid.ts";
import { joinRulings } from "./join-rulings.ts";
import {
  type Band,
  bandsOf,
  hasTextsAside,
  type SegmentedLine,
  splitWhere,
  textOfSegment,
} from "./segment-lines.ts";
import { splitSideTables } from "./split-side-tables.ts";
import { splitTextColumns } from "./split-text-columns.ts";
import { isTable } from "./tell-table.ts";

/** Bands further apart than this share of the type size do not belong to one table. */
const FARTHEST = 2.6;

/** So many bands in a row may hold one text only: labels, and cells of several lines. */
const LONE_BANDS = 3;

/** A single text that fills this part of its column is running text. */
const RUNNING = 0.6;

/** So many lines of headers may stand above the first line with several texts, and how close, as a share of the type size. */
const HEADERS = 2;
const HEADER_ROOM = 0.8;

/** How far above and below its text, as a share of the type size, the rules of a table stand. */
const RULE_DISTANCE = 1.2;

/** How far, in points, rules may miss one another and still be one. */
const RULE_TOLERANCE = 1.5;

/**
 * Type that is so many times as large as that beside it, with this share of it as room between, is of a heading. Recognised
 * lines differ as much in size without any room.
 */
const LARGER = 1.3;
const HEADING_ROOM = 0.5;

/** How far edges of one column may differ, as a share of the type size. */
const EDGE = 0.6;

/** Lines of so many words may be sentences. */
const WORDS_OF_TEXT = 5;

/** Words further apart than this share of the type size are two texts where this part of the gap is a gutter. */
const APART = 0.55;
const WITHIN = 0.8;

/** Captions and notes stand above and below tables, never in them. */
const CAPTION =
  /^(?:(?:Table|Tab\.|Figure|Fig\.|Exhibit|Chart)\s?(?:[\dIVX]|[A-Z][\d.]|[A-Z]\b)|(?:表|图)\s?[\d一二三四五六七八九十])/u;
const NOTE = /^(?:Sources?|Notes?|注|资料来源|数据来源|说明)\s?[:：]/u;

/** Room between the lines of a cell, as a share of the type size, and how far behind the labels its text stands. */
const CELL_ROOM = 0.5;
const BEHIND_LABELS = 2;

/** Paragraphs are set in by no more than this share of the type size. */
const INDENT = 3;

/** A table that was found without walls, and the words that are in it. */
interface Aligned {
  grid: Grid;
  words: Word[];
}

/**
 * Tables without walls, or with level rules only: lines whose texts stand below one another with the same gaps between
 * them. It is cautious: running text in columns, lists, tables of contents and single lines with wide gaps are no tables.
 */
export function alignWords(words: readonly Word[], rulings: readonly Ruling[], page: number): Aligned[] {
  const [, , rightEdge] = boxAround(words.map(({ box }) => box));
  // Programs draw the rule of each cell for itself.
  const level = joinRulings(
    rulings.filter(({ orientation }) => orientation === "horizontal"),
    RULE_TOLERANCE,
  );
  const glued = glueSigns(words);
  const columns = splitTextColumns(glued.words, rightEdge, level).flatMap((column) =>
    splitSideTables(column.words, level),
  );
  return columns.flatMap((own) => {
    const bands = bandsOf(own);
    const [left, , right] = boxAround(bands.map(({ box }) => box));
    return findRegions(bands, left, (right - left) * RUNNING, level).flatMap((region) => {
      const found = alignRegion(region, level, page, glued.led);
      return found === null ? [] : [takeApart(found, glued)];
    });
  });
}

/** The table with the words as they are printed. */
function takeApart({ grid, words }: Aligned, { made }: GluedWords): Aligned {
  const printed = (own: readonly Word[]): Word[] => own.flatMap((word) => made.get(word) ?? [word]);
  for (const { pieces } of grid.cells) for (const piece of pieces) piece.words = printed(piece.words);
  return { grid, words: printed(words) };
}

/** Bands that may be a table, and those right above them. */
interface Region {
  bands: Band[];
  above: Band[];
}

/** Stretches of bands in which texts stand beside one another; a single text as wide as `running` points ends them. */
function findRegions(
  bands: readonly Band[],
  left: number,
  running: number,
  level: readonly Ruling[],
): Region[] {
  const regions: Region[] = [];
  let open: Band[] = [];
  let lone = 0;
  const close = () => {
    const end = withRest(open, open.findLastIndex(hasTextsAside) + 1, left, level);
    const begin = bands.indexOf(open[0] as Band);
    if (end > 0)
      regions.push({ bands: open.slice(0, end), above: bands.slice(Math.max(0, begin - HEADERS), begin) });
    open = [];
    lone = 0;
  };
  bands.forEach((band, index) => {
    const before = bands[index - 1];
    if (before !== undefined && areApart(before, band)) close();
    if (isBeside(band)) {
      close();
      return;
    }
    const aside = hasTextsAside(band);
    lone = aside ? 0 : lone + 1;
    const runs = band.box[0] - left < running / 4 && band.box[2] - band.box[0] > running;
    if (lone > LONE_BANDS || (!aside && (runs || isSentence(band, open)))) close();
    else if (aside || open.length > 0) open.push(band);
  });
  close();
  return regions;
}

/** Whether two bands are too far apart, or set in too different types, to be of one table. */
function areApart(above: Band, below: Band): boolean {
  const [small, large] = [Math.min(above.size, below.size), Math.max(above.size, below.size)];
  const room = below.box[1] - above.box[3];
  return room > large * FARTHEST || (large > small * LARGER && room > large * HEADING_ROOM);
}

/** Whether a line alone is a sentence between two tables: it begins before the rows above it, or runs on over their columns. */
function isSentence({ box, size, lines }: Band, above: readonly Band[]): boolean {
  if (above.length === 0) return false;
  const [left, , right] = boxAround(above.map((band) => band.box));
  const words = lines.flatMap(({ segments }) => segments.flatMap((segment) => segment.words)).length;
  if (words < WORDS_OF_TEXT) return false;
  if (box[0] < left - size * EDGE || (box[0] < left + size * INDENT && box[2] > right + size)) return true;
  return box[0] < left + size && box[2] - box[0] > (right - left) * RUNNING;
}

/** Whether a line is a caption or a note. */
function isBeside({ lines: [line] }: Band): boolean {
  const text = line?.segments.map(textOfSegment).join(" ") ?? "";
  return (line?.segments.length ?? 0) <= 2 && (CAPTION.test(text) || NOTE.test(text));
}

/** The end of a table with the lines below its last row that go on with cells of it. */
function withRest(bands: readonly Band[], end: number, left: number, level: readonly Ruling[]): number {
  let rest = end;
  const last = bands[end - 1];
  if (last === undefined) return end;
  // What stands between the last row and the rule right below it is of the last row.
  const closed = bands.findIndex((band, index) => index >= end && isClosed(band, last, level));
  if (closed >= 0) return closed + 1;
  for (; rest > 0 && rest < bands.length; rest += 1) {
    const [above, band] = [bands[rest - 1] as Band, bands[rest] as Band];
    if (band.box[1] - above.box[3] > band.size * CELL_ROOM || isRuledOff(above, band, level)) break;
    const behind = band.box[0] > left + band.size * BEHIND_LABELS;
    if (!behind && !/^[\p{Ll}(]/u.test(band.lines[0]?.segments[0]?.words[0]?.text ?? "")) break;
  }
  return rest;
}

/** Whether a rule over most of a line stands between it and the next one. */
function isRuledOff({ box: above }: Band, { box: below }: Band, level: readonly Ruling[]): boolean {
  const [left, , right] = above;
  return level.some(
    ({ at, from, to }) =>
      at > (above[1] + above[3]) / 2 &&
      at < (below[1] + below[3]) / 2 &&
      Math.min(to, right) - Math.max(from, left) > (right - left) / 2,
  );
}

/** Whether a rule as wide as the last row stands right below a line, and none between the two. */
function isClosed({ box: [, , , bottom], size }: Band, last: Band, level: readonly Ruling[]): boolean {
  const [left, , right, top] = last.box;
  const wide = level.filter(
    ({ from, to }) => Math.min(to, right) - Math.max(from, left) > (right - left) / 2,
  );
  const middle = bottom - size / 2;
  return (
    wide.some(({ at }) => at > middle && at < bottom + size * RULE_DISTANCE) &&
    !wide.some(({ at }) => at > top - size / 2 && at < middle)
  );
}

function alignRegion(
  { bands: own, above }: Region,
  level: readonly Ruling[],
  page: number,
  led: ReadonlySet<Word>,
): Aligned | null {
  const found = findGutters(own.filter(hasTextsAside).map(lineOfBand));
  const [first] = found;
  if (first === undefined) return null;
  const region = [...headersIn(above, own, first), ...own];
  const lines = region.flatMap((band) => band.lines);
  const gutters = [passLabels(first, lines), ...found.slice(1)];
  const telling = new Set(tellingLines(region.map(lineOfBand)).flatMap((line) => line.segments));
  const bands = region.map((band) => ({
    ...band,
    lines: band.lines.map((line) =>
      splitAtGutters(
        line,
        gutters,
        line.segments.some((segment) => telling.has(segment)),
      ),
    ),
  }));
  const words = bands.flatMap((band) =>
    band.lines.flatMap(({ segments }) => segments.flatMap((one) => one.words)),
  );
  const [left, top, right, bottom] = boxAround(words.map(({ box }) => box));
  const texts = [...gutters, { from: right, to: right }].map(({ from: to }, column) => ({
    from: gutters[column - 1]?.to ?? left,
    to,
  }));
  const xs = [left, ...gutters.map(({ from, to }) => (from + to) / 2), right];
  const reach = medianOf(words.map(({ size }) => size)) * RULE_DISTANCE;
  const rules = level.filter(
    ({ at, from, to }) =>
      at > top - reach && at < bottom + reach && Math.min(to, right) > Math.max(from, left),
  );
  const wide = rules.filter(
    ({ from, to }) => Math.min(to, right) - Math.max(from, left) > (right - left) / 2,
  );
  const rowed = gatherRows(bands, { xs, texts }, rules, page);
  if (!isTable(bands, rowed, wide.length >= 2, led)) return null;
  return { grid: { page, ruled: false, ...rowed }, words };
}

/** Texts right above a table that stand behind its first column span its columns. */
function headersIn(above: readonly Band[], own: readonly Band[], { from }: Gutter): Band[] {
  const headers: Band[] = [];
  const [top] = own as [Band];
  const rooms = own.slice(1).map((band, index) => band.box[1] - (own[index] as Band).box[3]);
  const usual = medianOf(rooms) * 1.2;
  for (const band of above.toReversed()) {
    const room = (headers[0] ?? top).box[1] - band.box[3];
    if (room > Math.max(band.size * HEADER_ROOM, usual) || band.box[0] < from || isBeside(band)) break;
    headers.unshift(band);
  }
  return headers;
}

/** Long labels reach into the gutter behind their column: the wall stands behind them. */
function passLabels({ from, to }: Gutter, lines: readonly SegmentedLine[]): Gutter {
  const labels = lines.flatMap(({ segments }) =>
    segments.map(({ box }) => box).filter((box) => box[0] < from),
  );
  return { from: Math.max(from, ...labels.map((box) => box[2]).filter((end) => end < to)), to };
}

/** Words of a line that stand in two columns are two texts, however near they are. */
function splitAtGutters(line: SegmentedLine, gutters: readonly Gutter[], telling: boolean): SegmentedLine {
  const parts = (left: Word, right: Word) =>
    gutters.some(({ from, to }) => {
      const common = Math.min(to, right.box[0]) - Math.max(from, left.box[2]);
      const gap = right.box[0] - left.box[2];
      return (telling && common > (to - from) / 2) || (gap > left.size * APART && common > gap * WITHIN);
    });
  return { ...line, segments: line.segments.flatMap(({ words }) => splitWhere(words, parts)) };
}

/**
 * The line of a band with the most texts, and the texts of its other lines that stand beside them: a figure in the middle of
 * its row stands between the lines of its label.
 */
function lineOfBand({ lines, box, size }: Band): SegmentedLine {
  const [main = { segments: [] }, ...others] = lines.toSorted(
    (a, b) => b.segments.length - a.segments.length,
  );
  const segments = [...main.segments];
  for (const segment of others.flatMap((line) => line.segments)) {
    const [left, , right] = segment.box;
    if (main.segments.every((other) => other.box[2] < left || other.box[0] > right)) segments.push(segment);
  }
  return { segments, box, size };
}
