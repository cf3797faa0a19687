import { decimal, type Decimal } from "../model/decimal.ts";
import { YUAN_EXPONENT, type MoneyUnit } from "../model/money.ts";
import { findNumbers } from "../values/number.ts";

/** An amount of money in running text. */
export interface ProseAmount {
  amount: Decimal;
  unit: MoneyUnit;
  yuan: Decimal;
  /** One unit of the last printed place, in 元. */
  place: Decimal;
  /** As printed, with its unit. */
  text: string;
  start: number;
  end: number;
}

/** 元 after a number; 元/人 and 元每户 are prices, not amounts. */
const UNIT = /^\s*(万元|亿元|元)(?!\s*(?:[/每]|左右|上下|以上|以下|以内))/u;

/** The amounts of money in a text, in printed order. Numbers without a unit of money are none. */
export function findAmounts(text: string): ProseAmount[] {
  if (!text.includes("元")) return [];
  const amounts: ProseAmount[] = [];
  for (const { number, start, end } of findNumbers(text)) {
    const unit = number === null ? undefined : UNIT.exec(text.slice(end, end + 8));
    if (number === null || unit === undefined || unit === null) continue;
    const scale = decimal(`1e${YUAN_EXPONENT[unit[1] as MoneyUnit]}`);
    const stop = end + unit[0].length;
    amounts.push({
      amount: number.value,
      unit: unit[1] as MoneyUnit,
      yuan: number.value.times(scale),
      place: decimal(`1e-${number.decimals}`).times(scale),
      text: text.slice(start, stop).replace(/\s+/gu, ""),
      start,
      end: stop,
    });
  }
  return amounts;
}
