import type { Comparator } from "../model/record.ts";

/**
 * Signs before a number. 》 and 〉 alone are worn ≥, 《 and 〈 worn ≤: no form compares with quotation marks. A printed >
 * stays >.
 */
const SIGNS: readonly (readonly [Comparator, readonly string[]])[] = [
  [">=", ["≥", "≧", "⩾", "≽", "≮", ">=", "=>", "≥=", "》=", "〉=", "》", "〉", "﹥="]],
  ["<=", ["≤", "≦", "⩽", "≼", "≯", "<=", "=<", "≤=", "《=", "〈=", "《", "〈", "﹤="]],
  [">", [">", "﹥"]],
  ["<", ["<", "﹤"]],
  ["=", ["=", "═", "﹦", "=="]],
];

const MORE = ["超过", "高于", "大于", "多于"];
const LESS = ["少于", "低于", "小于"];
const NEGATIONS = ["不", "不得", "不能", "不应", "不可"];

const WORDS_BEFORE: readonly (readonly [Comparator, readonly string[]])[] = [
  [">=", [...negated(LESS), "大于等于", "大于或等于", "至少", "最少", "达到"]],
  ["<=", [...negated(MORE), "小于等于", "小于或等于", "至多", "最多", "控制在"]],
  [">", [...MORE, "超", "逾"]],
  ["<", [...LESS, "不足", "不到", "不满"]],
  ["=", ["等于"]],
];

function negated(words: readonly string[]): string[] {
  return NEGATIONS.flatMap((negation) => words.map((word) => negation + word));
}

const WORDS_AFTER: readonly (readonly [Comparator, readonly string[]])[] = [
  [">=", ["以上", "及以上", "或以上", "及其以上", "以上不等"]],
  ["<=", ["以下", "及以下", "或以下", "以内", "之内", "内", "范围内", "范围之内"]],
];

/** 指标性质 of forms with a column for it: a positive indicator is better the higher it is. */
const DIRECTIONS: readonly (readonly [Comparator, readonly string[]])[] = [
  [">=", ["正向", "正向指标"]],
  ["<=", ["反向", "负向", "逆向", "反向指标", "负向指标", "逆向指标"]],
];

function lookUp(
  ...tables: (readonly (readonly [Comparator, readonly string[]])[])[]
): Map<string, Comparator> {
  return new Map(
    tables.flat().flatMap(([comparator, words]) => words.map((word) => [word, comparator] as const)),
  );
}

const BEFORE = lookUp(SIGNS, WORDS_BEFORE);
const AFTER = lookUp(WORDS_AFTER);
const COLUMN = lookUp(SIGNS, WORDS_BEFORE, DIRECTIONS);

/** Sources of regular expressions for a comparator before and after a number, width folded. */
export const BEFORE_SOURCE = Array.from(BEFORE.keys(), spaced).sort(longestFirst).join("|");
export const AFTER_SOURCE = Array.from(AFTER.keys()).sort(longestFirst).join("|");

function spaced(word: string): string {
  return word.length === 2 && word.endsWith("=") ? `${word[0]}\\s*=` : word;
}

function longestFirst(a: string, b: string): number {
  return b.length - a.length;
}

/** The comparator that a word or sign before a number stands for; undefined for any other text. */
export function comparatorBefore(printed: string): Comparator | undefined {
  return BEFORE.get(printed.replace(/\s+/gu, ""));
}

/** The comparator that a word after a number stands for. */
export function comparatorAfter(printed: string): Comparator | undefined {
  return AFTER.get(printed.replace(/\s+/gu, ""));
}

/** The comparator in a column of its own (指标性质, 计算符号): ≥, 大于等于, 正向; undefined for 定性 and anything else. */
export function comparatorInColumn(printed: string): Comparator | undefined {
  return COLUMN.get(printed.replace(/\s+/gu, ""));
}
