import { decimal } from "../model/decimal.ts";
import { YUAN_EXPONENT, type MoneyUnit } from "../model/money.ts";
import { leadingNumber } from "./number.ts";
import { foldWidth } from "./text.ts";

/** What may follow the number of an amount. 千元 and foreign money are not among the units of the forms. */
const CELL_UNITS = new Map<string, MoneyUnit | null>([
  ["", null],
  ["元", "元"],
  ["元整", "元"],
  ["万", "万元"],
  ["万元", "万元"],
  ["亿", "亿元"],
  ["亿元", "亿元"],
]);

const CURRENCY_SIGN = /^\s*[¥￥]/u;

/**
 * Reads an amount of money that is the whole text, with the unit printed beside it: "8,993,600.00", "40万", "¥5.55".
 * Null where the text is no amount, also where its separators are garbled ("7,00.0,77").
 */
export function parseAmount(raw: string): { amount: string; unit: MoneyUnit | null } | null {
  const bare = raw.replace(CURRENCY_SIGN, "");
  const leading = leadingNumber(bare);
  if (leading === null) return null;
  const unit = CELL_UNITS.get(
    foldWidth(leading.rest)
      .trim()
      .replace(/^\((.*)\)$/su, "$1"),
  );
  if (unit === undefined) return null;
  return { amount: leading.number.text, unit: unit ?? (bare === raw ? null : "元") };
}

/** 元 alone also ends other words (单元, 多元), so it must stand by itself or after a word for money. */
const CAPTION_UNIT =
  /(?<![百千十])([万亿])[元兀]|\(([万亿])\)|(?:^|[(:,、/]|单位|人民币)[元兀](?!\p{Script=Han})/gu;

/**
 * The unit of money that a caption names: 项目资金（万元）, 单位:元, also with line breaks inside and with 元 misread as 兀.
 * Null where it names none, or several.
 */
export function moneyUnitIn(caption: string): MoneyUnit | null {
  const units = new Set(
    Array.from(foldWidth(caption).replace(/\s+/gu, "").matchAll(CAPTION_UNIT), ([, scaled, short]) =>
      CELL_UNITS.get(scaled ?? short ?? "元"),
    ),
  );
  const [unit] = units;
  return units.size === 1 ? (unit ?? null) : null;
}

/** The amount in 元, exactly, as the shortest plain decimal string: 5.55 万元 → "55500", 0.00 元 → "0". */
export function yuanOf(amount: string, unit: MoneyUnit): string {
  return decimal(amount)
    .times(decimal(`1e${YUAN_EXPONENT[unit]}`))
    .toFixed();
}
