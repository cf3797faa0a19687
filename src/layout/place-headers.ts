import type { Box, Ruling } from "../model/layout.ts";
import { boxAround, medianOf } from "./box.ts";
import { type Head, type Header, headerOfHeads } from "./header-of-heads.ts";
import { type Columns, middleOfStrip, type Placed, type Strip } from "./strips.ts";

/** Edges of a header and of its column that differ by this share of the type size stand below one another. */
const EDGE = 0.5;

/** A text over several columns stands in their middle up to this share of the type size; else it begins where they do. */
const OFF_MIDDLE = 0.5;

/** What it costs a line, as a share of the type size, to leave out a column with a header below. */
const LEFT_OUT = 0.6;

/** A header that ends, or begins, so exactly with its column, as a share of the type size, is its own. */
const SET_EDGE = 0.15;

/** Edges that differ by no more than this share of the type size are the same. */
const SAME_EDGE = 0.1;

/** How far, as a share of the type size, a text may reach out of the columns it heads. */
const REACH = 0.8;

/** A rule that is shorter than this part of the table stands below the header of some columns. */
const PART_RULE = 0.92;

/** Lines that overlap by more than this share of the type size stand beside one another, as in cells set to their middle. */
const OVERLAP = 0.15;

/** Lines of one text stand so close, and so exactly below one another, as shares of the type size. */
const TEXT_LINES = 0.35;
const TEXT_PLACE = 0.15;

/** So many columns and texts are compared with one another; a wider header is placed by what stands below its texts. */
const MOST_COLUMNS = 80;

/**
 * The header of a table without walls, put together from its lines. From the lowest line up, each text is given the columns
 * in whose middle, or at whose edge, it stands; one over several columns must have headers below it. Lines below one
 * another over the same columns are one text. A text reaches down to the next one below it, and up where nothing stands.
 */
export function placeHeaders(
  lines: readonly Strip[],
  columns: Columns,
  body: readonly Strip[],
  rules: readonly Ruling[],
): Header {
  const extents = extentsOf(columns, body);
  const below: Head[] = [];
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    const line = lines[index] as Strip;
    const next = lines[index + 1];
    const bottom = next === undefined ? (body[0]?.top ?? line.bottom + line.size) : next.top;
    const lower = below.filter(({ top }) => top > line.bottom - line.size * OVERLAP);
    // One rule below several texts, as where each cell draws its own, tells nothing about any of them.
    const under = rules.filter(
      ({ at, from, to }) =>
        at > middleOfStrip(line) &&
        at < bottom + line.size / 4 &&
        line.placed.filter(({ segment: { box } }) => box[0] + box[2] > from * 2 && box[0] + box[2] < to * 2)
          .length <= 1,
    );
    const placed = placeLine(line, extents, lower, under);
    below.unshift(...placed);
  }
  return headerOfHeads(below, extents.walls.length - 1, lines, rules);
}

interface Extents {
  /** Where the columns begin and end, judged by how their texts are set. */
  walls: number[];
  /** What their texts cover. */
  texts: { from: number; to: number; set: string }[];
}

/** Texts of a column that is set to the right end at its wall, and those of one that is set to the left begin there. */
function extentsOf({ xs, texts }: Columns, body: readonly Strip[]): Extents {
  const sides = texts.map(({ from, to }, column) => {
    const boxes = body.flatMap(({ placed }) =>
      placed.flatMap((own) => (own.column === column && own.span === 1 ? [own.segment.box] : [])),
    );
    if (boxes.length === 0) return { from, to, set: "middle" };
    const left = boxes.map((box) => box[0]);
    const right = boxes.map((box) => box[2]);
    const middle = boxes.map((box) => (box[0] + box[2]) / 2);
    const [l, r, m] = [left, right, middle].map(spreadOf) as [number, number, number];
    // Texts of one width are set to both sides: figures are mostly meant to end together.
    const slack = (body[0]?.size ?? 0) * SAME_EDGE;
    const set = r <= m && (r < l || (column > 0 && r <= l + slack)) ? "right" : l <= m ? "left" : "middle";
    return { from: Math.min(...left), to: Math.max(...right), set };
  });
  const rights = sides.flatMap(({ to, set }, column) =>
    set === "right" && sides[column - 1]?.set === "right" ? [to - (sides[column - 1]?.to ?? 0)] : [],
  );
  const pitch = medianOf(rights);
  const walls = xs.map((x, index) => {
    const before = sides[index - 1];
    const behind = sides[index];
    if (before === undefined || behind === undefined) return x;
    const room = Math.max(0, behind.from - before.to);
    const pad = Math.min(room / 2, 6);
    if (behind.set === "left") return behind.from - pad;
    if (before.set === "right") return before.to + pad;
    if (behind.set === "right" && pitch > 0)
      return Math.min(behind.from - pad, Math.max(before.to + pad, behind.to - pitch + pad));
    return x;
  });
  return { walls, texts: sides };
}

function spreadOf(places: readonly number[]): number {
  const middle = medianOf(places);
  return medianOf(places.map((place) => Math.abs(place - middle)));
}

/** The texts of a line with the columns that cost least together, in order. */
function placeLine(line: Strip, extents: Extents, below: readonly Head[], under: readonly Ruling[]): Head[] {
  const texts = line.placed.toSorted((a, b) => a.segment.box[0] - b.segment.box[0]);
  const headOf = ({ segment, size }: Placed, first: number, last: number): Head => {
    const [, top, , bottom] = segment.box;
    return { first, last, top, bottom, size, words: segment.words, level: 0 };
  };
  const byBody = () => texts.map((own) => headOf(own, own.column, own.column + own.span - 1));
  if (extents.texts.length > MOST_COLUMNS || texts.length > MOST_COLUMNS) return byBody();
  // best[c]: the least cost of the texts so far where the last one ends at column c or before.
  type Way = { cost: number; heads: Head[]; charged: boolean };
  // A text that leaves out headers below it is less likely than one over all of them.
  const size = line.size;
  const skipped = extents.texts.map((_, column) =>
    below.some(({ first, last }) => first <= column && last >= column) ? size * LEFT_OUT : 0,
  );
  let best: (Way | null)[] = [];
  texts.forEach((own, order) => {
    const next: (Way | null)[] = extents.texts.map(() => null);
    for (const { first, last, cost } of choicesOf(own, extents, below, under)) {
      const alone = { cost: Math.max(0, ...skipped.slice(0, first)), heads: [] };
      const before = order === 0 ? alone : first === 0 ? null : best[first - 1];
      if (before === null || before === undefined) continue;
      const sum = before.cost + cost;
      const kept = next[last];
      if (kept === null || kept === undefined || sum < kept.cost)
        next[last] = { cost: sum, heads: [...before.heads, headOf(own, first, last)], charged: false };
    }
    for (let column = 1; column < next.length; column += 1) {
      const [left, here] = [next[column - 1], next[column]];
      if (left === null || left === undefined) continue;
      const charge = left.charged ? 0 : (skipped[column] as number);
      const cost = left.cost + charge;
      if (here === null || here === undefined || cost < here.cost)
        next[column] = { ...left, cost, charged: left.charged || charge > 0 };
    }
    best = next;
  });
  return best.at(-1)?.heads ?? byBody();
}

/** The columns that a text may head, with what speaks against each, in points. */
function choicesOf(
  { segment, size }: Placed,
  { walls, texts }: Extents,
  below: readonly Head[],
  under: readonly Ruling[],
): { first: number; last: number; cost: number }[] {
  const [left, , right] = segment.box;
  const centre = (left + right) / 2;
  const [begin = 0, end = 0] = [walls[0], walls.at(-1)];
  const rule = under.find(
    ({ from, to }) => from <= centre && to >= centre && to - from < (end - begin) * PART_RULE,
  );
  const ruled = texts.flatMap(({ from, to }, column) =>
    rule !== undefined && (from + to) / 2 > rule.from && (from + to) / 2 < rule.to ? [column] : [],
  );
  const [firstRuled, lastRuled] = [ruled[0], ruled.at(-1)];
  if (firstRuled !== undefined && lastRuled !== undefined && lastRuled > firstRuled)
    return [{ first: firstRuled, last: lastRuled, cost: 0 }];
  const choices: { first: number; last: number; cost: number }[] = [];
  const lapOver = (first: number, last: number): number =>
    texts.reduce((sum, { from, to }, column) => {
      if (column >= first && column <= last) return sum;
      return sum + Math.max(0, Math.min(right, to) - Math.max(left, from));
    }, 0);
  texts.forEach((own, first) => {
    const wall = walls[first] as number;
    if (Math.min(wall, own.from) > left + size * REACH && first > 0 && wall > centre) return;
    for (let last = first; last < texts.length; last += 1) {
      const to = Math.max(walls[last + 1] as number, texts[last]?.to ?? 0);
      const from = Math.min(wall, own.from);
      const out = Math.max(0, from - left) + Math.max(0, right - to);
      const middle = Math.min(
        Math.abs(centre - (wall + (walls[last + 1] as number)) / 2),
        Math.abs(centre - (own.from + (texts[last]?.to ?? 0)) / 2),
      );
      const edges = Math.min(Math.abs(left - own.from), Math.abs(right - (texts[last]?.to ?? 0)));
      const cost = out * 2 + lapOver(first, last);
      if (last === first) {
        const set =
          own.set !== "middle" &&
          Math.abs(own.set === "left" ? left - own.from : right - own.to) < size * SET_EDGE;
        const off = Math.max(0, Math.min(middle, edges) - size * EDGE);
        const sure = set || wrapsOver(segment.box, size, below, first);
        choices.push({ first, last, cost: cost + off - (sure ? size * LEFT_OUT * 2 : 0) });
        continue;
      }
      const inner = below.filter((head) => head.last >= first && head.first <= last);
      const covered = new Set(
        inner.flatMap((head) =>
          Array.from({ length: head.last - head.first + 1 }, (_, at) => head.first + at),
        ),
      );
      const whole = inner.every((head) => head.first >= first && head.last <= last);
      const heads = new Set(inner.map((head) => `${String(head.first)} ${String(head.last)}`));
      if (!whole || heads.size < 2 || covered.size < last - first + 1) continue;
      const aside = Math.abs(left - own.from) <= size * EDGE ? size : Infinity;
      const again = isRepeated(below, first, last) ? size * LEFT_OUT * 3 : 0;
      choices.push({
        first,
        last,
        cost: cost + Math.min(Math.max(0, middle - size * OFF_MIDDLE), aside) + size * 0.1 - again,
      });
    }
  });
  return choices;
}

/** Whether a text stands so close above the header of one column that it is its first line. */
function wrapsOver(
  [left, , right, bottom]: Box,
  size: number,
  below: readonly Head[],
  column: number,
): boolean {
  const head = below.find(({ first, last }) => first === column && last === column);
  if (head === undefined || head.top - bottom > size * TEXT_LINES) return false;
  const [from, , to] = boxAround(head.words.map(({ box }) => box));
  const places = [left - from, right - to, (left + right - from - to) / 2];
  return places.some((miss) => Math.abs(miss) < size * TEXT_PLACE) && right - left > (to - from) / 2;
}

/** Whether the same headers stand below some columns and below as many ones beside them, as years under two headings. */
function isRepeated(below: readonly Head[], first: number, last: number): boolean {
  const textAt = (column: number): string | undefined => {
    const head = below.find((one) => one.first === column && one.last === column);
    return head?.words.map(({ text }) => text).join(" ");
  };
  const count = last - first + 1;
  return [first - count, first + count].some((other) =>
    Array.from({ length: count }, (_, at) => at).every((at) => {
      const text = textAt(first + at);
      return text !== undefined && text === textAt(other + at);
    }),
  );
}
