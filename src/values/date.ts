import { foldWidth, tidySpace } from "./text.ts";

/** Years that a form of our time can speak of; other four digits are no year. */
const FIRST_YEAR = 1980;
const LAST_YEAR = 2100;

const CHINESE_DIGITS = "〇一二三四五六七八九";
const HAN_YEAR = "[〇○零一二三四五六七八九]{4}";
const HAN_MONTH = "元|十?[一二三四五六七八九]|十";
const HAN_DAY = "[二三]?十[一二三四五六七八九]?|[一二三四五六七八九]";

/** A full date in each notation: 2021年4月22日, 2022.6.28, 20211231日 (年 and 月 lost). */
const DATE_SOURCE = [
  `(?<!\\d)(?:(\\d{4}|${HAN_YEAR})\\s*年\\s*(\\d{1,2}|${HAN_MONTH})\\s*月\\s*(\\d{1,2}|${HAN_DAY})(?:\\s*[日号])?`,
  `(\\d{4})\\s*([-./])\\s*(\\d{1,2})\\s*\\5\\s*(\\d{1,2})\\s*日?`,
  `(\\d{4})(\\d{2})(\\d{2})\\s*日?)(?!\\d)`,
].join("|");
const DATES = new RegExp(DATE_SOURCE, "gu");
const ONE_DATE = new RegExp(`^\\s*(?:${DATE_SOURCE})(?:[ T]\\d{1,2}:\\d{2}(?::\\d{2})?)?\\s*$`, "u");

const BLANK_DATE = /^\s*年\s*月\s*日\s*$/u;

/** Whether a text is the room for the date of a signature, left blank: 年 月 日. */
export function isBlankDate(raw: string): boolean {
  return BLANK_DATE.test(raw);
}

/** Reads a text that is one full, existing date of the years 1980 to 2100; gives YYYY-MM-DD. */
export function parseDate(raw: string): string | null {
  const match = ONE_DATE.exec(foldTidy(raw));
  return match === null ? null : dateOf(match);
}

/** Runs of white space are closed first, so that no expression can take long over them. */
function foldTidy(raw: string): string {
  return foldWidth(tidySpace(raw));
}

function dateOf(match: RegExpExecArray): string | null {
  const [, y1, m1, d1, y2, , m2, d2, y3, m3, d3] = match;
  const year = y1 ?? y2 ?? y3 ?? "";
  return isoDate(numberOf(year), numberOf(m1 ?? m2 ?? m3 ?? ""), numberOf(d1 ?? d2 ?? d3 ?? ""));
}

/** A whole number in ASCII or Chinese digits: 2021, 二○二一, 元 (the first month), 三十一. */
function numberOf(text: string): number {
  if (/^\d+$/u.test(text)) return Number.parseInt(text, 10);
  if (text === "元") return 1;
  const ten = text.indexOf("十");
  if (ten === -1) return Array.from(text).reduce((sum, digit) => sum * 10 + digitOf(digit), 0);
  const tens = ten === 0 ? 1 : digitOf(text.slice(0, ten));
  return tens * 10 + (ten === text.length - 1 ? 0 : digitOf(text.slice(ten + 1)));
}

/** 〇 has many shapes (○, 零): what is none of the other digits is 0. */
function digitOf(digit: string): number {
  return Math.max(0, CHINESE_DIGITS.indexOf(digit));
}

function isoDate(year: number, month: number, day: number): string | null {
  const exists = isYear(year) && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
  return exists ? `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}` : null;
}

function isYear(year: number): boolean {
  return year >= FIRST_YEAR && year <= LAST_YEAR;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

const JOIN = "\\s*起?\\s*(?:至|到|[-—–―─~]{1,2})\\s*";
const FROM = /^\s*[自从由]?\s*$/u;
const BETWEEN = new RegExp(`^${JOIN}$`, "u");
const OPEN_END = new RegExp(`^${JOIN}(?:今|长期)?\\s*$`, "u");
const UNTIL = /^\s*(?:截?至|截?止|到|[-—–―─~]{1,2})\s*$/u;
const AFTER = /^\s*止?\s*$/u;
/** An end whose year is the start's: 2021年1月1日至12月31日. */
const SAME_YEAR_END = new RegExp(`^${JOIN}(\\d{1,2})\\s*月\\s*(\\d{1,2})\\s*[日号]\\s*止?\\s*$`, "u");

/**
 * Reads a period between two full dates (项目期): 2021-01-01至2023-12-31. A side that is missing or does not exist is null;
 * where the text is anything else ("2019011至", "2021年1月至12月", one date alone) both are.
 */
export function parsePeriod(raw: string): { start: string | null; end: string | null } {
  const text = foldTidy(raw);
  const [first, second, third] = [...text.matchAll(DATES)];
  const nothing = { start: null, end: null };
  if (first === undefined || third !== undefined) return nothing;
  const before = text.slice(0, first.index);
  const rest = text.slice(first.index + first[0].length);
  if (second === undefined) {
    if (UNTIL.test(before) && AFTER.test(rest)) return { start: null, end: dateOf(first) };
    if (!FROM.test(before)) return nothing;
    if (OPEN_END.test(rest)) return { start: dateOf(first), end: null };
    return sameYearPeriod(dateOf(first), SAME_YEAR_END.exec(rest)) ?? nothing;
  }
  const between = text.slice(first.index + first[0].length, second.index);
  const after = text.slice(second.index + second[0].length);
  if (!FROM.test(before) || !BETWEEN.test(between) || !AFTER.test(after)) return nothing;
  return { start: dateOf(first), end: dateOf(second) };
}

function sameYearPeriod(
  start: string | null,
  end: RegExpExecArray | null,
): { start: string | null; end: string | null } | null {
  if (start === null || end === null) return null;
  return { start, end: isoDate(numberOf(start.slice(0, 4)), numberOf(end[1] ?? ""), numberOf(end[2] ?? "")) };
}

const YEAR_TEXT = `(?<!\\d)(\\d{4}|${HAN_YEAR})`;
/** Notations of a fiscal year, surest first; a span of years (2021-2022年度) is none of them. */
const FISCAL_YEARS = [
  new RegExp(`(?<![-—–~至到/]\\s*)${YEAR_TEXT}\\s*年\\s*度`, "gu"),
  new RegExp(`\\(\\s*${YEAR_TEXT}\\s*年\\s*\\)`, "gu"),
  new RegExp(`^\\s*${YEAR_TEXT}\\s*年(?!\\s*(?:\\d|[至到-]|(?:${HAN_MONTH})月))`, "gu"),
  new RegExp(`^\\s*${YEAR_TEXT}\\s*年?\\s*$`, "gu"),
];

/**
 * The fiscal year that a title, a caption or a field names: (2021年度), 2022年度…, 2021年…, bare 2021; of the years 1980
 * to 2100. Null where none is named, or several.
 */
export function parseFiscalYear(raw: string): number | null {
  const text = foldTidy(raw);
  for (const notation of FISCAL_YEARS) {
    const years = new Set(Array.from(text.matchAll(notation), (match) => numberOf(match[1] ?? "")));
    const [year] = years;
    if (year !== undefined) return years.size === 1 && isYear(year) ? year : null;
  }
  return null;
}

const TAIL = "\\p{Script=Han}{0,8}[。.]?\\s*$";
const LEAD = "^\\s*(?:应?[于在])?\\s*";
const BY = "(?:之前|以前|前)";
const DATE_BEFORE = new RegExp(`${LEAD}(?:${DATE_SOURCE})\\s*${BY}${TAIL}`, "u");
const NOT_AFTER = new RegExp(`^\\s*(?:截[至止]到?|不[晚迟]于)\\s*(?:${DATE_SOURCE})\\s*[。.]?\\s*$`, "u");
const MONTH_END = new RegExp(
  `${LEAD}${YEAR_TEXT}\\s*年\\s*(\\d{1,2}|${HAN_MONTH})\\s*月份?[底末]${BY}?${TAIL}`,
  "u",
);
const YEAR_END = new RegExp(`${LEAD}${YEAR_TEXT}\\s*年?\\s*年[底末]${BY}?${TAIL}`, "u");

/**
 * The latest date that a target of time allows: 2021年12月31日之前, 2021年6月底前, 2021年底前. Null where the year is not
 * printed (9月前), or where the words leave the day open (2021年12月前).
 */
export function parseDeadline(raw: string): string | null {
  const text = foldTidy(raw);
  const date = DATE_BEFORE.exec(text) ?? NOT_AFTER.exec(text);
  if (date !== null) return dateOf(date);
  const monthEnd = MONTH_END.exec(text);
  if (monthEnd !== null) return lastDay(numberOf(monthEnd[1] ?? ""), numberOf(monthEnd[2] ?? ""));
  const yearEnd = YEAR_END.exec(text);
  return yearEnd === null ? null : lastDay(numberOf(yearEnd[1] ?? ""), 12);
}

function lastDay(year: number, month: number): string | null {
  return isoDate(year, month, daysIn(year, month));
}
