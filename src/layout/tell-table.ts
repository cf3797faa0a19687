import type { Word } from "../model/layout.ts";
import { boxAround, medianOf } from "./box.ts";
import { type Grid, isBlank } from "./grid.ts";
import { isList, isLookAlike } from "./refuse-look-alikes.ts";
import { type Band, hasTextsAside, type Segment, textOfSegment } from "./segment-lines.ts";
import { isBroken, isFigure } from "./tell-figures.ts";

/** The fewest rows that make a table; fewer where rules are drawn above and below it. */
const FEWEST_ROWS = 3;
const FEWEST_RULED_ROWS = 2;

/** Figures in so many rows need not be set to an edge: those with different decimals may be set to their points. */
const ROWS_ENOUGH = 8;

/** Gaps of running text that is set out do not stand below one another on so many lines, twice each. */
const MANY_ROWS = 5;

/** The part of the cells behind the first column that must be figures in a table of figures. */
const FIGURES = 0.35;

/** The part of the cells, in lines with several texts, that are not blank in a table of figures without rules. */
const FEWEST_FILLED = 0.5;

/** The part of the texts that are figures where they are the labels of a drawing. */
const ONLY_FIGURES = 0.7;

/** Figures above one another in this part of the rows are those of a drawing. */
const STACKED = 0.1;

/** Texts of tables are short, those of running text wide: this many times the type size. */
const SHORT_TEXT = 16;

/** How far edges of one column may differ, as a share of the type size. */
const EDGE = 0.6;

/** Lines of so many words that fill this part of their width are running text. */
const WORDS_OF_TEXT = 5;
const INK = 0.7;

/**
 * Whether lines whose texts stand below one another are a table. `framed` says that rules stand above and below them, `led`
 * are the words behind which dots lead on.
 */
export function isTable(
  bands: readonly Band[],
  { xs, ys, cells }: Pick<Grid, "xs" | "ys" | "cells">,
  framed: boolean,
  led: ReadonlySet<Word>,
): boolean {
  const columns = xs.length - 1;
  const rows = bands.filter(hasTextsAside).map(({ lines }) => lines.flatMap(({ segments }) => segments));
  if (rows.length < (framed ? FEWEST_RULED_ROWS : FEWEST_ROWS)) return false;
  const texts = rows.map((segments) => segments.map(textOfSegment));
  if (isLookAlike(rows, texts, framed, led)) return false;
  if (columns === 2 && isList(texts)) return false;
  if (!framed && (columns === 2 || rows.length < MANY_ROWS) && isSetOut(rows)) return false;
  const behind = texts.flatMap((row) => row.slice(1));
  const areFigures = behind.filter(isFigure).length >= behind.length * FIGURES;
  if (areFigures && framed) return true;
  if (areFigures && isScattered(bands, rows, columns)) return false;
  if (areFigures && rows.length >= ROWS_ENOUGH) return true;
  const boxes = rows.flatMap((segments) => segments.map(({ box }) => box));
  const size = medianOf(bands.map((band) => band.size));
  const wide = boxes.filter((box) => box[2] - box[0] > size * SHORT_TEXT).length;
  const full = rows.filter((segments) => segments.length * 5 >= columns * 3).length;
  if (areFigures) return areAligned(boxes, xs, size);
  if (framed) return full * 2 >= rows.length;
  if (wide * 2 > boxes.length || columns < 3 || !areAligned(boxes, xs, size)) return false;
  if (wide * 3 <= boxes.length && full * 3 >= rows.length * 2) return true;
  // Texts of several lines: it is the rows that must be filled.
  const counts = Array.from({ length: ys.length - 1 }, (_, row) => {
    return cells.filter((cell) => cell.row === row && !isBlank(cell)).length;
  });
  const filled = counts.filter((count) => count * 4 >= columns * 3).length;
  return counts.length >= FEWEST_ROWS && filled * 5 >= counts.length * 4;
}

/** Whether most places of a table of figures are empty, or several figures stand in one, as the labels of a drawing do. */
function isScattered(
  bands: readonly Band[],
  rows: readonly (readonly Segment[])[],
  columns: number,
): boolean {
  const all = rows.flat();
  // A form has words beside its figures.
  if (all.filter((one) => isFigure(textOfSegment(one))).length < all.length * ONLY_FIGURES) return false;
  const texts = all.length;
  if (columns > 2 && texts < rows.length * columns * FEWEST_FILLED) return true;
  const stacked = bands.filter(({ lines }) => {
    const figures = lines.map(({ segments }) =>
      segments.filter((one) => isFigure(textOfSegment(one)) && !isBroken(textOfSegment(one))),
    );
    return figures.some((own, index) =>
      figures.some(
        (other, place) => place > index && own.some((one) => other.some((two) => areStacked(one, two))),
      ),
    );
  });
  return stacked.length >= rows.length * STACKED;
}

/** Whether two texts stand above one another. */
function areStacked({ box: one }: Segment, { box: other }: Segment): boolean {
  return Math.min(one[2], other[2]) > Math.max(one[0], other[0]);
}

/** Whether most lines are filled with words and end together, as running text that is set out to the width of its column. */
function isSetOut(rows: readonly (readonly Segment[])[]): boolean {
  const [left, , right] = boxAround(rows.flatMap((segments) => segments.map(({ box }) => box)));
  const filled = rows.filter((segments) => {
    const words = segments.flatMap((segment) => segment.words);
    const ink = words.reduce((sum, { box }) => sum + box[2] - box[0], 0);
    return words.length >= WORDS_OF_TEXT && ink > (right - left) * INK;
  });
  return filled.length * 2 > rows.length;
}

/** Whether the texts of most columns begin, end or have their middle at one place. */
function areAligned(
  boxes: readonly (readonly [number, number, number, number])[],
  xs: readonly number[],
  size: number,
): boolean {
  const aligned = xs.slice(1).filter((to, column) => {
    const from = xs[column] as number;
    const own = boxes.filter((box) => box[0] >= from - 1 && box[2] <= to + 1);
    const edges = [
      own.map((box) => box[0]),
      own.map((box) => box[2]),
      own.map((box) => (box[0] + box[2]) / 2),
    ];
    return edges.some((places) => {
      const middle = medianOf(places);
      const near = places.filter((place) => Math.abs(place - middle) <= size * EDGE);
      return places.length >= 2 && near.length >= places.length * 0.75;
    });
  });
  return aligned.length * 3 >= (xs.length - 1) * 2;
}
