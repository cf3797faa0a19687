import type { GradeBand } from "../model/form-profile.ts";
import { decimal } from "../model/decimal.ts";
import { GradeLevel } from "../model/record.ts";
import { foldWidth, labelKey, withoutBrackets } from "./text.ts";

/** Words of the scales in use (等级): the national one, 上海's 合格 scale, and wordings of 湖南 and 广东. */
const LEVELS = new Map<string, GradeLevel>([
  ["优", "excellent"],
  ["优秀", "excellent"],
  ["優", "excellent"],
  ["優秀", "excellent"],
  ["良", "good"],
  ["良好", "good"],
  ["中", "fair"],
  ["中等", "fair"],
  ["合格", "fair"],
  ["及格", "fair"],
  ["一般", "fair"],
  ["差", "poor"],
  ["较差", "poor"],
  ["不合格", "poor"],
  ["不及格", "poor"],
]);

/** The level of a grade word, brackets and full stops aside; null for a word of no known scale. */
export function gradeLevelOf(word: string): GradeLevel | null {
  return LEVELS.get(withoutBrackets(labelKey(word)).replace(/[。.;,、]+$/u, "")) ?? null;
}

const SCORE = "(\\d{1,3}(?:\\.\\d{1,2})?)分?";
const INCLUSION = "(?:\\([^()]{1,8}\\))?";
const WORD = `(${[...LEVELS.keys()].sort((a, b) => b.length - a.length).join("|")})`;
const DASH = "(?:[-‐-―─~至到]{1,2})";
/** 90（含）-100分 · 80≤得分<90 · 90分以上, ≥90 · 60分以下, <60 */
const RANGE = [
  `${SCORE}${INCLUSION}${DASH}${SCORE}${INCLUSION}`,
  `${SCORE}[≤≦<][^\\d,，;；、]{0,6}[≤≦<]${SCORE}`,
  `${SCORE}${INCLUSION}[及或]?以上${INCLUSION}`,
  `(?:≥|≧|>=|不低于)${SCORE}`,
  `${SCORE}${INCLUSION}以下${INCLUSION}`,
  `(?:<|低于|不足)${SCORE}`,
].join("|");
/** Scores that RANGE captures, over all its notations. */
const RANGE_SCORES = 8;
const RANGE_THEN_WORD = new RegExp(`(?:${RANGE})(?:的?(?:评?定?为|是|[:=]))?["“]?${WORD}`, "gu");
const WORD_THEN_RANGE = new RegExp(`${WORD}["”]?[级等档]?(?:[:(为是]\\(?)?(?:得分)?(?:${RANGE})`, "gu");

interface Band {
  word: string;
  from: string;
  /** Upper bound; null where only a lower one is printed. */
  to: string | null;
}

/**
 * Reads the note in which a form prints its scale: 90（含）-100分为优秀，75（含）-90分为良好 …, 优(90-100)、良(80-90) …; best
 * band first, lower bounds included. Null where the text holds no whole scale: fewer than two bands, two bands of one
 * level, gaps or overlaps between them.
 */
export function parseGradeNote(text: string): GradeBand[] | null {
  const note = foldWidth(text).replace(/\s+/gu, "");
  const rangeFirst = Array.from(note.matchAll(RANGE_THEN_WORD), ([, ...parts]) =>
    bandOf(parts[RANGE_SCORES], parts),
  );
  const wordFirst = Array.from(note.matchAll(WORD_THEN_RANGE), ([, word, ...scores]) => bandOf(word, scores));
  return scaleOf(rangeFirst.length >= wordFirst.length ? rangeFirst : wordFirst);
}

function bandOf(word: string | undefined, scores: (string | undefined)[]): Band {
  const [low, high, fromScore, underScore, andAbove, notBelow, andBelow, below] = scores;
  return {
    word: word ?? "",
    from: low ?? fromScore ?? andAbove ?? notBelow ?? "0",
    to: high ?? underScore ?? andBelow ?? below ?? null,
  };
}

/** Levels from the best down: a scale must name them in this order. */
const ORDER: readonly GradeLevel[] = GradeLevel.options;

function scaleOf(printed: Band[]): GradeBand[] | null {
  const bands = printed
    .filter((band, index) => printed.findIndex((other) => sameBand(band, other)) === index)
    .sort((a, b) => decimal(b.from).cmp(decimal(a.from)));
  if (bands.length < 2) return null;
  const scale: GradeBand[] = [];
  let above: Band | null = null;
  let rank = -1;
  for (const band of bands) {
    const level = LEVELS.get(band.word);
    if (level === undefined || ORDER.indexOf(level) <= rank || (above !== null && !adjoins(band, above)))
      return null;
    rank = ORDER.indexOf(level);
    above = band;
    scale.push({ word: band.word, level, from: band.from });
  }
  return scale;
}

function sameBand(a: Band, b: Band): boolean {
  return a.word === b.word && a.from === b.from && a.to === b.to;
}

/** Whether a band ends where the one above it begins; whole points may be told as 80-89. */
function adjoins(band: Band, above: Band): boolean {
  if (decimal(band.from).gte(decimal(above.from))) return false;
  if (band.to === null) return true;
  const gap = decimal(above.from).minus(decimal(band.to));
  return gap.gte(decimal("0")) && gap.lte(decimal("1"));
}

const POINTS_ITEM =
  /(?:其中:?)?([\p{Script=Han}/]{2,16}?)[:为]?\(?(\d{1,3}(?:\.\d{1,2})?)分\)?(?:[、,，;；。和及]|$|(?=\)))/gu;

/**
 * Reads a note that gives the points of groups in a list: 产出指标50分、效益指标30分、满意度指标10分. Groups are named as
 * printed. Empty where there is no list of at least two; a single "100分" is no such note.
 */
export function parsePointsNote(text: string): { group: string; weight: string }[] {
  const note = foldWidth(text).replace(/\s+/gu, "");
  let longest: { group: string; weight: string }[] = [];
  let list: { group: string; weight: string }[] = [];
  let end = -1;
  for (const item of note.matchAll(POINTS_ITEM)) {
    if (item.index !== end) list = [];
    list.push({ group: item[1] ?? "", weight: item[2] ?? "" });
    end = item.index + item[0].length;
    if (list.length > longest.length) longest = list;
  }
  return longest.length >= 2 ? longest : [];
}
