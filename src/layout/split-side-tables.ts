import type { Ruling, Word } from "../model/layout.ts";
import { boxAround, medianOf } from "./box.ts";
import { type Line, linesOfWords } from "./lines-of-words.ts";
import { bandsOf, textOfSegment } from "./segment-lines.ts";
import { isFigure } from "./tell-figures.ts";

/** Tables beside one another stand at least this far apart, as a share of the type size. */
const APART = 1.5;

/** Without rules that show it, the room between them is so much wider than between their columns. */
const WIDER = 1.6;

/** The fewest lines with texts on both sides. */
const FEWEST_LINES = 3;

/** The part of a table that a rule must reach over to be its own. */
const OWN_RULE = 0.6;

/** Lines of tables beside one another are level in no more than this part where they show that rows do not go on. */
const LEVEL = 0.4;

/** Rules this far from a text, as a share of the type size, may be of its table. */
const RULE_DISTANCE = 1.5;

/** No more places than this are tried on a page. */
const MOST_PLACES = 60;

interface Parting {
  at: number;
  /** The lines it parts: from the first to before the last. */
  from: number;
  to: number;
  parted: number;
}

/**
 * Words of tables that stand beside one another, each table for itself, and what stands above and below them. Rules that
 * end between them, rows that are not level, or a wide room with labels behind it tell such tables from one wide one.
 */
export function splitSideTables(words: readonly Word[], level: readonly Ruling[]): Word[][] {
  const lines = linesOfWords(words);
  for (const { at, from, to } of partingsOf(lines)) {
    const within = lines.slice(from, to).flatMap((line) => line.words);
    const left = within.filter(({ box }) => box[2] <= at);
    const right = within.filter(({ box }) => box[2] > at);
    if (!areTwoTables(left, right, at, level)) continue;
    const above = lines.slice(0, from).flatMap((line) => line.words);
    const below = lines.slice(to).flatMap((line) => line.words);
    return [above, left, right, below].flatMap((own) =>
      own.length === 0 ? [] : splitSideTables(own, level),
    );
  }
  return [[...words]];
}

/** The places at which some lines are parted, those that part most of them first. */
function partingsOf(lines: readonly Line[]): Parting[] {
  const [begin, , end] = boxAround(lines.map(({ box }) => box));
  const gaps = lines.flatMap(({ words, size, box: [left] }) => [
    ...(left > begin + (end - begin) / 4 ? [left - (size * APART) / 2] : []),
    ...words.slice(1).flatMap(({ box }, index) => {
      const before = (words[index] as Word).box[2];
      return box[0] - before >= size * APART ? [(before + box[0]) / 2] : [];
    }),
  ]);
  const places = new Set(gaps.map((gap) => Math.round(gap / 2) * 2));
  if (places.size > MOST_PLACES) return [];
  const found: Parting[] = [];
  for (const at of places) {
    let open = { at, from: 0, parted: 0, left: 0, right: 0 };
    const close = (to: number) => {
      // Rows that are not level make lines with texts on one side only.
      const parted = open.parted + Math.min(open.left, open.right);
      if (parted >= FEWEST_LINES) found.push({ at, from: open.from, to, parted });
    };
    lines.forEach(({ words, size }, index) => {
      const left = Math.max(-Infinity, ...words.filter(({ box }) => box[2] <= at).map(({ box }) => box[2]));
      const right = Math.min(Infinity, ...words.filter(({ box }) => box[0] >= at).map(({ box }) => box[0]));
      const crossed = words.some(({ box }) => box[0] < at && box[2] > at) || right - left < size * APART;
      if (crossed) {
        close(index);
        open = { at, from: index + 1, parted: 0, left: 0, right: 0 };
      } else if (left === -Infinity) open.right += 1;
      else if (right === Infinity) open.left += 1;
      else open.parted += 1;
    });
    close(lines.length);
  }
  return found.toSorted((a, b) => b.parted - a.parted);
}

function areTwoTables(
  left: readonly Word[],
  right: readonly Word[],
  at: number,
  level: readonly Ruling[],
): boolean {
  const [one, other] = [sideOf(left), sideOf(right)];
  if (!one.isTable || !other.isTable) return false;
  const [top, bottom] = [Math.min(one.box[1], other.box[1]), Math.max(one.box[3], other.box[3])];
  const reach = one.size * RULE_DISTANCE;
  const near = level.filter((rule) => rule.at > top - reach && rule.at < bottom + reach);
  const crossing = near.filter(({ from, to }) => from < at - 1 && to > at + 1).length;
  if (crossing > 0) return false;
  const owns = ({ box: [from, , to] }: Side) =>
    near.filter((rule) => Math.min(rule.to, to) - Math.max(rule.from, from) > (to - from) * OWN_RULE).length;
  const [ownLeft, ownRight] = [owns(one), owns(other)];
  if (ownLeft >= 1 && ownRight >= 1 && (other.labelled || (ownLeft >= 2 && ownRight >= 2))) return true;
  if (!other.labelled) return false;
  const same = one.tops.filter((y) => other.tops.some((z) => Math.abs(y - z) < one.size * 0.2)).length;
  if (same < Math.min(one.tops.length, other.tops.length) * LEVEL) return true;
  return one.endsInFigures && other.box[0] - one.box[2] > Math.max(one.room, other.room) * WIDER;
}

interface Side {
  box: [number, number, number, number];
  size: number;
  tops: number[];
  /** Most of its lines have several texts. */
  isTable: boolean;
  /** Its first column holds labels, and figures stand behind. */
  labelled: boolean;
  endsInFigures: boolean;
  /** The room between its columns. */
  room: number;
}

function sideOf(words: readonly Word[]): Side {
  const lines = bandsOf(words).flatMap((band) => band.lines);
  const several = lines.filter(({ segments }) => segments.length >= 2);
  const first = several.map(({ segments: [segment] }) =>
    segment === undefined ? "" : textOfSegment(segment),
  );
  const last = several.map(({ segments }) => textOfSegment(segments.at(-1) as (typeof segments)[number]));
  const rooms = several.flatMap(({ segments }) =>
    segments.slice(1).map(({ box }, index) => box[0] - (segments[index]?.box[2] ?? 0)),
  );
  const labels = first.filter((text) => !isFigure(text)).length;
  const figures = last.filter((text) => isFigure(text)).length;
  return {
    box: boxAround(words.map(({ box }) => box)),
    size: medianOf(words.map(({ size }) => size)),
    tops: lines.map(({ box }) => box[1]),
    isTable: several.length >= FEWEST_LINES && several.length * 2 >= lines.length,
    labelled: labels * 10 >= several.length * 7 && figures * 2 >= several.length,
    endsInFigures: figures * 2 >= several.length,
    room: medianOf(rooms),
  };
}
