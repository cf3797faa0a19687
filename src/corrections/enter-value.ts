import { exactNumber } from "../model/decimal.ts";
import { Failure } from "../model/failure.ts";
import { MoneyUnit } from "../model/money.ts";
import { FundMeasure, FundSource } from "../model/record.ts";
import { parseCompletion } from "../values/completion.ts";
import { parseDate } from "../values/date.ts";
import { parseAmount } from "../values/money.ts";
import { parseNumber } from "../values/number.ts";
import { parsePercent } from "../values/percent.ts";
import { parseQuantity } from "../values/quantity.ts";
import { foldWidth, tidySpace } from "../values/text.ts";

/** A kind of value: how what a person types becomes one, and what is asked for where it does not. */
interface Kind {
  pointer: RegExp;
  parse(text: string): unknown;
  wanted: { zh: string; en: string };
}

const KINDS: readonly Kind[] = [
  {
    pointer: /\/fiscalYear$/u,
    parse: (text) => (/^(?:19|20)\d\d$/u.test(text) ? Number(text) : null),
    wanted: { zh: "四位数年度，如 2022", en: "a year, such as 2022" },
  },
  {
    pointer: /\/rate$/u,
    parse: (text) => numberOf(parsePercent(text)),
    wanted: { zh: "百分数，如 88.9%", en: "a percentage, such as 88.9%" },
  },
  {
    pointer: /\/(?:weight|score)$/u,
    parse: (text) => numberOf(parseNumber(text)),
    wanted: { zh: "数字，如 8.5", en: "a number, such as 8.5" },
  },
  {
    pointer: /\/amount$/u,
    parse: (text) => parseAmount(text)?.amount ?? null,
    wanted: { zh: "金额，如 1250.00", en: "an amount, such as 1250.00" },
  },
  { pointer: /\/unit$/u, parse: wordOf(MoneyUnit.options), wanted: oneOf(MoneyUnit.options) },
  { pointer: /\/measure$/u, parse: wordOf(FundMeasure.options), wanted: oneOf(FundMeasure.options) },
  { pointer: /\/source$/u, parse: wordOf(FundSource.options), wanted: oneOf(FundSource.options) },
  {
    pointer: /\/(?:filedOn|periodStart|periodEnd)$/u,
    parse: parseDate,
    wanted: { zh: "日期，如 2022-12-31", en: "a date, such as 2022-12-31" },
  },
  {
    pointer: /^\/indicators\/\d+\/(?:target|actual)$/u,
    parse: (text) => parseQuantity(text),
    wanted: { zh: "指标值", en: "a quantity" },
  },
  {
    pointer: /\/completion$/u,
    parse: parseCompletion,
    wanted: { zh: "百分数或“已完成”“未完成”", en: "a percentage, 已完成 or 未完成" },
  },
];

/**
 * The value that a typed text stands for at a place of a record: the same rules by which the page is read. Null for an empty
 * text: the page is blank there. Throws a Failure `bad-query` that says what is wanted.
 */
export function enterValue(pointer: string, entered: string): unknown {
  const text = tidySpace(foldWidth(entered)).trim();
  if (text === "") return null;
  const kind = KINDS.find((one) => one.pointer.test(pointer));
  if (kind === undefined) return tidySpace(entered).trim();
  const value = kind.parse(text);
  if (value !== null) return value;
  throw new Failure(
    "bad-query",
    `${pointer} 处应填${kind.wanted.zh}，而不是“${entered}” / ${kind.wanted.en}, is wanted at ${pointer}, not “${entered}”`,
  );
}

function numberOf(parsed: { value: Parameters<typeof exactNumber>[0] } | null): number | null {
  return parsed === null ? null : exactNumber(parsed.value);
}

function wordOf(words: readonly string[]): (text: string) => string | null {
  return (text) => (words.includes(text) ? text : null);
}

function oneOf(words: readonly string[]): Kind["wanted"] {
  return { zh: `以下之一：${words.join("、")}`, en: `one of ${words.join(", ")}` };
}
