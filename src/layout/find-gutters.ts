import type { Box } from "../model/layout.ts";
import { medianOf } from "./box.ts";
import { type SegmentedLine, textOfSegment } from "./segment-lines.ts";
import { isFigure } from "./tell-figures.ts";

/** An upright stretch between two columns that hardly any text crosses. */
export interface Gutter {
  from: number;
  to: number;
}

/** Lines with at least this part of the most texts of a line show the columns. */
const TELLING = 0.6;

/** The part of the telling lines that may cross a gutter. */
const CROSSING = 0.12;

/** Gutters are this wide, as a share of the type size; narrower ones must have an edge that texts are set to. */
const WIDE = 0.5;
const NARROW = 0.2;

/** The part of the lines whose texts must begin, or end, at one place beside a narrow gutter; and how exactly. */
const SET_SHARE = 0.8;
const SET_PLACE = 0.15;
const FEWEST_SET = 3;

/** So many rows of figures show the columns without their header. */
const FEWEST_BODY = 5;

/** So many lines must be parted by a gutter that is hardly seen, and how wide the usual room there is. */
const FEWEST_APART = 4;
const ROOM = 0.8;

/** The lines that show the columns of a table: headers that span columns, and labels alone, do not. */
export function tellingLines(lines: readonly SegmentedLine[]): SegmentedLine[] {
  // A single line with more texts than all others shows nothing.
  const counts = lines.map(({ segments }) => segments.length).toSorted((a, b) => b - a);
  const most = counts[Math.min(FEWEST_SET, counts.length) - 1] ?? 0;
  return lines.filter(({ segments }) => segments.length >= Math.max(2, most * TELLING));
}

/** Headers over several columns cross the gutters between them: in a table of figures those show the columns by themselves. */
function withoutHeader(lines: SegmentedLine[]): SegmentedLine[] {
  const begin = lines.findIndex(({ segments }) => segments.some((one) => isFigure(textOfSegment(one))));
  const body = lines.slice(Math.max(0, begin));
  const figures = body.filter(({ segments }) => {
    return segments.filter((one) => isFigure(textOfSegment(one))).length * 2 >= segments.length;
  });
  return body.length >= FEWEST_BODY && figures.length * 2 > body.length ? body : lines;
}

/** The gutters between the words of lines. */
export function findGutters(lines: readonly SegmentedLine[]): Gutter[] {
  const telling = withoutHeader(tellingLines(lines));
  const size = medianOf(telling.map((line) => line.size));
  const texts = telling.map(({ segments }) => segments.map(({ words }) => words.map(({ box }) => box)));
  const boxes = texts.map((own) => own.flat());
  const gutters = freeStretches(boxes.flat(), Math.floor(telling.length * CROSSING)).filter((gutter) => {
    const width = gutter.to - gutter.from;
    if (width >= size * WIDE || (width >= size * NARROW && isSet(boxes, gutter, size))) return true;
    return isApart(texts, gutter, size);
  });
  if (telling.length < FEWEST_SET) return gutters;
  return dropStrays(boxes, dropShared(texts, gutters));
}

/** Whether every line has two texts beside a gutter, however narrow it is, and most have much room between them. */
function isApart(lines: readonly Box[][][], { from, to }: Gutter, size: number): boolean {
  const rooms = lines.flatMap((texts) => {
    if (texts.some((own) => own.some((box) => box[0] < from) && own.some((box) => box[2] > to))) return [-1];
    const boxes = texts.flat();
    const end = Math.max(-Infinity, ...boxes.map((box) => box[2]).filter((x) => x <= from));
    const begin = Math.min(Infinity, ...boxes.map((box) => box[0]).filter((x) => x >= to));
    return end === -Infinity || begin === Infinity ? [] : [begin - end];
  });
  return rooms.length >= FEWEST_APART && rooms.every((room) => room > 0) && medianOf(rooms) >= size * ROOM;
}

/** A column with texts on so few lines is a header, or a text that stands out of its own column. */
const FEW_TEXTS = 2;

/**
 * Leaves out gutters beside which no line has texts on both sides, such as between short labels and their header; words of
 * one text on both sides are none.
 */
function dropShared(lines: readonly Box[][][], gutters: readonly Gutter[]): Gutter[] {
  const kept = [...gutters];
  for (let index = 0; index < kept.length;) {
    const { from, to } = kept[index] as Gutter;
    const before = kept[index - 1]?.to ?? -Infinity;
    const behind = kept[index + 1]?.from ?? Infinity;
    const sides = lines.map((texts) => {
      const boxes = texts.flat();
      return {
        left: boxes.some((box) => box[2] > before && box[0] < from),
        right: boxes.some((box) => box[2] > to && box[0] < behind),
        one: texts.some((own) => own.some((box) => box[0] < from) && own.some((box) => box[2] > to)),
      };
    });
    const fewer = Math.min(
      sides.filter(({ left, one }) => left && !one).length,
      sides.filter(({ right, one }) => right && !one).length,
    );
    const apart = sides.filter(({ left, right, one }) => left && right && !one).length;
    const crossed = sides.filter(({ one }) => one).length;
    if (fewer <= FEW_TEXTS && apart <= crossed) kept.splice(index, 1);
    else index += 1;
  }
  return kept;
}

/** Leaves out gutters around a column in which only one line has a text: it belongs to the nearer column. */
function dropStrays(lines: readonly Box[][], gutters: readonly Gutter[]): Gutter[] {
  const kept = [...gutters];
  for (let column = 0; column <= kept.length && kept.length > 0;) {
    const left = kept[column - 1];
    const right = kept[column];
    const from = left?.to ?? -Infinity;
    const to = right?.from ?? Infinity;
    const filled = lines.filter((boxes) => boxes.some((box) => box[2] > from && box[0] < to)).length;
    if (filled >= 2) {
      column += 1;
      continue;
    }
    const dropsLeft = left !== undefined && (right === undefined || widthOf(left) <= widthOf(right));
    kept.splice(dropsLeft ? column - 1 : column, 1);
    column = 0;
  }
  return kept;
}

function widthOf({ from, to }: Gutter): number {
  return to - from;
}

/** The stretches between the first and the last box that at most so many of them cover. */
function freeStretches(boxes: readonly Box[], allowed: number): Gutter[] {
  const edges = boxes
    .flatMap((box) => [
      { at: box[0], change: 1 },
      { at: box[2], change: -1 },
    ])
    .toSorted((a, b) => a.at - b.at || b.change - a.change);
  const stretches: Gutter[] = [];
  let covered = 0;
  let from: number | null = null;
  for (const { at, change } of edges) {
    const was = covered;
    covered += change;
    if (was > allowed && covered <= allowed) from = at;
    if (was <= allowed && covered > allowed && from !== null) {
      if (at > from) stretches.push({ from, to: at });
      from = null;
    }
  }
  return stretches;
}

/**
 * Whether what stands at the right of a gutter begins at one place, or what stands at its left ends at one, and most lines
 * have more room there than between words: only a long label or header comes near.
 */
function isSet(lines: readonly Box[][], { from, to }: Gutter, size: number): boolean {
  const slack = size * SET_PLACE;
  const sides = lines.map((boxes) => ({
    end: Math.max(-Infinity, ...boxes.map((box) => box[2]).filter((x) => x <= from + slack)),
    begin: Math.min(Infinity, ...boxes.map((box) => box[0]).filter((x) => x >= to - slack)),
  }));
  const areSet = (places: readonly number[]): boolean => {
    const middle = medianOf(places);
    const near = places.filter((place) => Math.abs(place - middle) <= slack);
    return places.length >= FEWEST_SET && near.length >= lines.length * SET_SHARE;
  };
  const rooms = sides.map(({ end, begin }) => begin - end).filter(Number.isFinite);
  return (
    medianOf(rooms) >= size * WIDE &&
    (areSet(sides.map(({ begin }) => begin).filter(Number.isFinite)) ||
      areSet(sides.map(({ end }) => end).filter(Number.isFinite)))
  );
}
