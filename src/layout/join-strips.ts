import type { Box, PositionedPage, Ruling, Word } from "../model/layout.ts";
import { clusterPlaces, joinRulings } from "./join-rulings.ts";

/** A page as it was printed, within the sheet it is part of. */
interface Strip {
  page: number;
  /** Where it begins on the sheet, in points; the first begins at the left of everything. */
  from: number;
  /** How far its places were moved to the right. */
  shift: number;
}

/** A page, or several that were printed side by side, as one. */
export interface Sheet extends PositionedPage {
  strips: Strip[];
}

/** How far apart, in points, the walls of one row may stand on two pages. */
const SAME_ROW = 2;

/** Lines nearer to one another than this, in points, are one wall. */
const ONE_WALL = 2.5;

/** So many rows must go on, and this part of all rows. */
const COMMON_ROWS = { least: 4, share: 0.8 };

/** Row heights that differ by more than this, in points, are different ones. */
const ROW_HEIGHT_STEP = 2;

/** Text that comes so near to the edge, in points, goes on behind it. */
const AT_EDGE = 1.5;

/** Sheets are not cut into more pages from top to bottom than this. */
const TALLEST = 12;

/** Parts of the page height that headers and footers stand in. */
const MARGIN_ZONE = 0.1;

/**
 * Puts pages together that a wide sheet was printed on side by side: their rows have the same heights at the same places,
 * and either walls are missing where the sheet was cut, because cells go on behind the cut, or rows of various heights
 * agree while the columns do not. Sheets that are also several pages high are told by their order: all pages of the
 * left side first, or all pages of the top first. Only lines and places are looked at.
 */
export function joinStrips(pages: readonly PositionedPage[]): Sheet[] {
  const edges = pages.map(edgesOf);
  const sheets: Sheet[] = [];
  for (let index = 0; index < pages.length;) {
    const found = findSheet(edges, index);
    for (let down = 0; down < found.high; down += 1) {
      const strips = Array.from({ length: found.wide }, (_, across) => index + across * found.high + down);
      sheets.push(
        layAside(
          strips.map((at) => pages[at] as PositionedPage),
          strips.map((at) => edges[at] as Edges),
        ),
      );
    }
    index += found.high * found.wide;
  }
  return sheets;
}

/** What a page shows at its sides. */
interface Edges {
  /** Walls of the rows, and of the columns. */
  rows: number[];
  columns: number[];
  left: number;
  right: number;
  /** The stretches between row walls in which the side is drawn. */
  leftWalls: boolean[];
  rightWalls: boolean[];
}

function edgesOf({ rulings }: PositionedPage): Edges {
  const joined = joinRulings(rulings, ONE_WALL);
  const level = joined.filter(({ orientation }) => orientation === "horizontal");
  const upright = joined.filter(({ orientation }) => orientation === "vertical");
  const rows = clusterPlaces(
    level.map(({ at }) => at),
    ONE_WALL,
  );
  const left = Math.min(Infinity, ...level.map(({ from }) => from));
  const right = Math.max(-Infinity, ...level.map(({ to }) => to));
  return {
    rows,
    columns: clusterPlaces(
      upright.map(({ at }) => at),
      ONE_WALL,
    ),
    left,
    right,
    leftWalls: wallsAt(upright, left, rows),
    rightWalls: wallsAt(upright, right, rows),
  };
}

function wallsAt(upright: readonly Ruling[], place: number, rows: readonly number[]): boolean[] {
  const walls = upright.filter(({ at }) => Math.abs(at - place) <= ONE_WALL * 2);
  return rows.slice(1).map((bottom, index) => {
    const middle = (bottom + (rows[index] as number)) / 2;
    return walls.some(({ from, to }) => from <= middle && to >= middle);
  });
}

/** How many pages wide and high the sheet is that begins here; one by one for a page by itself. */
function findSheet(edges: readonly Edges[], first: number): { wide: number; high: number } {
  const most = Math.min(TALLEST, Math.floor((edges.length - first) / 2));
  for (let high = 1; high <= most; high += 1) {
    let wide = 1;
    while (standsBeside(edges, first + (wide - 1) * high, first + wide * high, high)) wide += 1;
    if (wide > 1) return { wide, high };
  }
  return { wide: 1, high: 1 };
}

/** At least one of the pages must tell; where a sheet ends, there may be too few rows on a page to tell anything. */
function standsBeside(edges: readonly Edges[], left: number, right: number, high: number): boolean {
  let told = false;
  for (let down = 0; down < high; down += 1) {
    const [a, b] = [edges[left + down], edges[right + down]];
    if (a === undefined || b === undefined) return false;
    const pairs = pairRows(a.rows, b.rows);
    if (pairs.length === 0 || pairs.length < Math.min(a.rows.length, b.rows.length) * COMMON_ROWS.share)
      return false;
    told ||= goesOnAside(a, b, pairs);
  }
  return told;
}

function goesOnAside(left: Edges, right: Edges, pairs: readonly RowPair[]): boolean {
  const rows = Math.max(left.rows.length, right.rows.length);
  if (pairs.length <= COMMON_ROWS.least) return false;
  if (pairs.length < rows * COMMON_ROWS.share && !haveSameEnds(left, right, pairs)) return false;
  const cut = pairs.some(
    ({ index, other }) => left.rightWalls[index] === false && right.leftWalls[other] === false,
  );
  const closed = pairs.every(
    ({ index, other }) => left.rightWalls[index] !== false || right.leftWalls[other] !== false,
  );
  // A table that is open at both sides by its design shows no wall at any of them.
  const walled = [left.leftWalls, left.rightWalls, right.leftWalls, right.rightWalls].flat().some(Boolean);
  if (cut && walled) return true;
  return closed && haveVariousHeights(left.rows) && !haveSameColumns(left, right);
}

/** Where cells reach over many rows on one side, that side has fewer walls; top and bottom are those of the other side. */
function haveSameEnds(left: Edges, right: Edges, pairs: readonly RowPair[]): boolean {
  const [first, last] = [pairs[0], pairs.at(-1)];
  return (
    first?.index === 0 &&
    first.other === 0 &&
    last?.index === left.rows.length - 1 &&
    last.other === right.rows.length - 1
  );
}

interface RowPair {
  index: number;
  other: number;
}

/** Row walls that stand at the same height on both pages; both lists are in order. */
function pairRows(left: readonly number[], right: readonly number[]): RowPair[] {
  const pairs: RowPair[] = [];
  let other = 0;
  left.forEach((row, index) => {
    while ((right[other] ?? Infinity) < row - SAME_ROW) other += 1;
    if (Math.abs((right[other] ?? Infinity) - row) <= SAME_ROW) pairs.push({ index, other });
  });
  return pairs;
}

function haveVariousHeights(rows: readonly number[]): boolean {
  const heights = rows.slice(1).map((bottom, index) => bottom - (rows[index] as number));
  return clusterPlaces(heights, ROW_HEIGHT_STEP).length >= 3;
}

/** Forms of one kind on pages of their own have the same columns, and so has a table that goes on below. */
function haveSameColumns(a: Edges, b: Edges): boolean {
  const [few, many] = [a.columns, b.columns].toSorted((x, y) => x.length - y.length) as [number[], number[]];
  const common = few.filter((place) => many.some((other) => Math.abs(other - place) <= SAME_ROW));
  return common.length >= few.length * COMMON_ROWS.share;
}

/** Lays pages beside one another, the left side of each on the right side of the one before. */
function layAside(pages: readonly PositionedPage[], edges: readonly Edges[]): Sheet {
  const [first, ...others] = pages as [PositionedPage, ...PositionedPage[]];
  const sheet: Sheet = { ...first, strips: [{ page: first.number, from: -Infinity, shift: 0 }] };
  if (others.length === 0) return sheet;
  const words = first.words.map((word) => ({ ...word }));
  sheet.rulings = [...first.rulings];
  sheet.images = [...first.images];
  let seam = (edges[0] as Edges).right;
  others.forEach((page, index) => {
    const { left, right, rows } = edges[index + 1] as Edges;
    const shift = seam - left;
    const own = page.words
      .filter((word) => isInGrid(word, rows) || !isRunning(word, page, first))
      .map((word) => moveWord(word, shift));
    const crossed = joinAtSeam(words, own, seam);
    sheet.rulings.push(...page.rulings.map((ruling) => moveRuling(ruling, shift)));
    sheet.rulings = openSeam(sheet.rulings, seam, crossed, rows);
    sheet.images.push(...page.images.map((box) => moveBox(box, shift)));
    sheet.strips.push({ page: page.number, from: seam, shift });
    sheet.width = page.width + shift;
    words.push(...own.filter(({ text }) => text !== ""));
    seam = right + shift;
  });
  return { ...sheet, words };
}

/** A grid may reach into the zone of headers and footers: what stands between its first and last wall belongs to it. */
function isInGrid({ box }: Word, rows: readonly number[]): boolean {
  const middle = (box[1] + box[3]) / 2;
  return middle > (rows[0] ?? Infinity) && middle < (rows.at(-1) ?? -Infinity);
}

/** Headers and footers are printed on every page at the same place; page numbers count up. */
function isRunning({ text, box }: Word, { height, number }: PositionedPage, first: PositionedPage): boolean {
  if (box[3] > height * MARGIN_ZONE && box[1] < height * (1 - MARGIN_ZONE)) return false;
  return first.words.some(
    (other) =>
      (other.text === text || countsUp(other.text, text, number - first.number)) &&
      Math.abs(other.box[1] - box[1]) < AT_EDGE &&
      Math.abs(other.box[0] - box[0]) < box[3] - box[1],
  );
}

/** Digits of a number with a point or a comma count no pages. */
const NO_COUNT = /\d[.．,，:：/]\d|%/u;

/** Whether two texts are the same but for numbers, of which one is greater by as many pages and the others are the same. */
function countsUp(before: string, after: string, pages: number): boolean {
  if (NO_COUNT.test(after) || before.replace(/\d+/gu, "#") !== after.replace(/\d+/gu, "#")) return false;
  const numbers = (text: string) => (text.match(/\d+/gu) ?? []).map(Number);
  const steps = numbers(after).map((value, index) => value - (numbers(before)[index] ?? Number.NaN));
  return (
    steps.filter((step) => step === pages).length === 1 && steps.filter((step) => step !== 0).length === 1
  );
}

/**
 * Where text was cut at the edge of the page, both pages may show the character that stands on the cut: the second one
 * goes. Gives back the heights at which text crosses the cut.
 */
function joinAtSeam(left: readonly Word[], right: Word[], seam: number): number[] {
  // Of a character on the cut, the page that shows less of it may show none: then there is room between edge and text.
  const ends = left.filter(
    ({ box, size, cut }) => box[0] < seam && box[2] >= seam - (cut?.right === true ? size : AT_EDGE),
  );
  const crossed: number[] = [];
  for (const word of right) {
    if (word.box[0] > seam + (word.cut?.left === true ? word.size : AT_EDGE)) continue;
    const middle = (word.box[1] + word.box[3]) / 2;
    const before = ends.find(({ box }) => box[1] < middle && box[3] > middle);
    if (before === undefined) continue;
    crossed.push(middle);
    if (before.cut !== undefined) before.cut = { ...before.cut, right: false };
    if (word.cut !== undefined) word.cut = { ...word.cut, left: false };
    const [first = ""] = word.text;
    if (before.box[2] - word.box[0] > word.size / 4 && before.text.endsWith(first)) {
      word.text = word.text.slice(first.length);
      word.box[0] = before.box[2];
    }
  }
  return crossed;
}

/** Takes the wall at the cut away in the rows in which text crosses it: it is the edge of the page, not of a cell. */
function openSeam(
  rulings: readonly Ruling[],
  seam: number,
  crossed: readonly number[],
  rows: readonly number[],
): Ruling[] {
  if (crossed.length === 0) return [...rulings];
  const open = crossed.map((place): [number, number] => [
    Math.max(-Infinity, ...rows.filter((row) => row < place)),
    Math.min(Infinity, ...rows.filter((row) => row > place)),
  ]);
  return rulings.flatMap((ruling) => {
    if (ruling.orientation === "horizontal" || Math.abs(ruling.at - seam) > ONE_WALL) return [ruling];
    return open.reduce<Ruling[]>((pieces, band) => pieces.flatMap((piece) => cutOut(piece, band)), [ruling]);
  });
}

function cutOut(ruling: Ruling, [from, to]: [number, number]): Ruling[] {
  if (to <= ruling.from || from >= ruling.to) return [ruling];
  const above = { ...ruling, to: from };
  const below = { ...ruling, from: to };
  return [above, below].filter((piece) => piece.to > piece.from);
}

function moveBox([left, top, right, bottom]: Box, shift: number): Box {
  return [left + shift, top, right + shift, bottom];
}

function moveWord(word: Word, shift: number): Word {
  return { ...word, box: moveBox(word.box, shift) };
}

function moveRuling(ruling: Ruling, shift: number): Ruling {
  return ruling.orientation === "vertical"
    ? { ...ruling, at: ruling.at + shift }
    : { ...ruling, from: ruling.from + shift, to: ruling.to + shift };
}

/**
 * The page on which a box of a sheet was printed, and where on it. Of a box that was cut it is the part around `x`, where
 * its text begins.
 */
export function placeOnPage({ strips }: Sheet, box: Box, x: number): { page: number; box: Box } {
  const index = Math.max(
    0,
    strips.findLastIndex(({ from }) => from <= x + AT_EDGE),
  );
  const { page, shift, from } = strips[index] as Strip;
  const end = strips[index + 1]?.from ?? Infinity;
  return { page, box: [Math.max(box[0], from) - shift, box[1], Math.min(box[2], end) - shift, box[3]] };
}

/** Whether words stand on both sides of a cut of the sheet, so that they were never printed as one text. */
export function areCut({ strips }: Sheet, words: readonly Word[]): boolean {
  const middles = words.map(({ box }) => (box[0] + box[2]) / 2);
  return strips.slice(1).some(({ from }) => middles.some((x) => x < from) && middles.some((x) => x > from));
}
