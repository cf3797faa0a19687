import { exactNumber, type Decimal } from "../model/decimal.ts";
import type { Comparator, Quantity } from "../model/record.ts";
import {
  AFTER_SOURCE,
  BEFORE_SOURCE,
  comparatorAfter,
  comparatorBefore,
  comparatorInColumn,
} from "./comparator.ts";
import { parseDate } from "./date.ts";
import { findNumbers, parseNumber, type ParsedNumber } from "./number.ts";
import { foldWidth, nilKind, tidySpace } from "./text.ts";
import { COUNTED_SOURCE, tidyUnit, UNIT_SOURCE } from "./unit.ts";

/** What the columns beside a value say of it, where the form has such columns (指标性质, 度量单位). */
interface QuantityColumns {
  comparator?: string;
  unit?: string;
}

interface Measured {
  number: ParsedNumber;
  comparator: Comparator | null;
  unit: string | null;
}

/** A few words that may stand before the number: 满意度, 完成率:, 累计开展. */
const LEAD_SOURCE = "[\\p{Script=Han}A-Za-z/%()“”]{0,14}?\\s*:?";
const BEFORE_NUMBER = new RegExp(`^(${LEAD_SOURCE})\\s*(${BEFORE_SOURCE})?\\s*(百分之)?$`, "u");
const AFTER_NUMBER = new RegExp(
  `^\\s*(${UNIT_SOURCE})?\\s*(?:${COUNTED_SOURCE})?\\s*(?:\\(?含\\)?)?\\s*(${AFTER_SOURCE})?\\s*(?:\\(含\\))?(\\([^()\\d]{1,12}\\))?[。.;,、!]?$`,
  "u",
);
/** 80余家, 3万多人: more than the number. */
const AND_MORE = /^([百千万亿]{0,2})[余多]/u;

/**
 * Words that make a number say something else than how much there is: what was not done, ordinals, shares of each, what
 * is beyond a target,
 * approximations, decreases, a negation that a comparator would lose.
 */
const DOUBT =
  /未|没|尚|超额|每|减|降|剩|人均|户均|各(?![类项级种])|(?:第|后|近|缺|欠|余|(?<![目当])前|(?<![签合履])约|(?<![偏误温])差|不(?:[能应可会得宜要再]该?|允许|准)?)$/u;

/**
 * Reads a target or an actual value. The text is always what is printed, white space tidied; number, unit and comparator
 * are given only where the text is one number with an optional unit, comparator and short lead-in, "=" where no comparator
 * is printed. Prose, ranges, dates and years have none, nor has a number that a JSON number cannot carry exactly.
 * A comparator or unit in the text itself goes before that of a column.
 */
export function parseQuantity(raw: string, columns: QuantityColumns = {}): Quantity {
  const text = tidySpace(raw);
  const measured = measure(text);
  const number = measured === null ? null : exactNumber(measured.number.value);
  const unit = measured?.unit ?? unitInColumn(columns.unit);
  if (measured === null || number === null || isCalendar(measured.number.text, unit)) {
    return { text, comparator: null, number: null, unit: null };
  }
  const inColumn =
    columns.comparator === undefined ? undefined : comparatorInColumn(foldWidth(columns.comparator));
  return { text, comparator: measured.comparator ?? inColumn ?? "=", number, unit };
}

function measure(text: string): Measured | null {
  const [found, another] = findNumbers(text);
  if (found === undefined || another !== undefined || found.number === null) return null;
  const before = BEFORE_NUMBER.exec(foldWidth(text.slice(0, found.start)));
  const following = foldWidth(text.slice(found.end));
  const after = AFTER_NUMBER.exec(following.replace(AND_MORE, "$1"));
  if (before === null || after === null) return null;
  const [, lead = "", sign, percent] = before;
  const [, unit, word, note = ""] = after;
  if (DOUBT.test(lead.replace(/\s*:$/u, "")) || DOUBT.test(note)) return null;
  if (percent !== undefined && unit !== undefined) return null;
  const comparator = combine(
    sign === undefined ? undefined : comparatorBefore(sign),
    word === undefined ? undefined : comparatorAfter(word),
    AND_MORE.test(following) ? ">" : undefined,
  );
  if (comparator === undefined) return null;
  return { number: found.number, comparator, unit: percent === undefined ? unitOf(unit) : "%" };
}

/** The first comparator of several that point the same way; null for none; undefined where they contradict. */
function combine(...printed: (Comparator | undefined)[]): Comparator | null | undefined {
  const [first, ...others] = printed.filter((comparator) => comparator !== undefined);
  if (first === undefined) return null;
  return others.every((other) => other[0] === first[0]) ? first : undefined;
}

function unitOf(printed: string | undefined): string | null {
  return printed === undefined ? null : tidyUnit(printed);
}

function unitInColumn(printed: string | undefined): string | null {
  return printed === undefined || nilKind(printed) !== null ? null : tidyUnit(foldWidth(printed));
}

/** A year (2021年) or a date whose 年 and 月 are lost (20211231日) is no quantity. */
function isCalendar(number: string, unit: string | null): boolean {
  if (unit === "年") return /^(?:19[89]\d|20\d\d|2100)$/u.test(number);
  return (unit === null || unit === "日") && /^\d{8}$/u.test(number) && parseDate(number) !== null;
}

const PLAIN_NUMBER = "\\d+(?:[.,]\\d+)*";
const RANGE = new RegExp(
  `^(${LEAD_SOURCE})\\s*(${PLAIN_NUMBER})\\s*(${UNIT_SOURCE})?\\s*[-‐-―─~至到]{1,2}\\s*(${PLAIN_NUMBER})\\s*(${UNIT_SOURCE})?\\s*(?:${COUNTED_SOURCE})?(?:不等|之间)?[。.;,、]?$`,
  "u",
);
const YEAR_LIKE = /^(?:19|20|21)\d\d$/u;

/** Reads a range: 60-70户, 2～3次, 60%—70%. Null for years, for months (1-12月) and where the second number is the lower. */
export function parseRange(raw: string): { low: Decimal; high: Decimal; unit: string | null } | null {
  const range = RANGE.exec(foldWidth(tidySpace(raw)));
  if (range === null) return null;
  const [, lead = "", first = "", firstUnit, second = "", secondUnit] = range;
  const low = parseNumber(first);
  const high = parseNumber(second);
  if (low === null || high === null || low.value.gt(high.value) || DOUBT.test(lead)) return null;
  const unit = unitOf(secondUnit ?? firstUnit);
  if (firstUnit !== undefined && unitOf(firstUnit) !== unit) return null;
  if (YEAR_LIKE.test(first) && YEAR_LIKE.test(second) && (unit === null || unit === "年")) return null;
  return { low: low.value, high: high.value, unit };
}
