import { decimal, type Decimal } from "../model/decimal.ts";

/** A number with the unit printed beside it; null where none is. */
export interface Counted {
  number: Decimal;
  unit: string | null;
}

/** Units that count alike. */
const ALIKE = new Map([
  ["日", "天"],
  ["个工作日", "工作日"],
  ["个小时", "小时"],
  ["个月", "月"],
  ["个季度", "季度"],
  ["场次", "场"],
  ["次数", "次"],
  ["百分点", "个百分点"],
]);

/** Powers of ten written into a unit: 万元, 百万人, 亿. 千 and 百 alone begin other words (千米, 百分点). */
const SCALES = new Map([
  ["万", 4],
  ["十万", 5],
  ["百万", 6],
  ["千万", 7],
  ["亿", 8],
  ["百亿", 10],
  ["千亿", 11],
  ["万亿", 12],
]);
const SCALED = /^([十百千万]?[万亿])(.*)$/su;

/**
 * Brings two numbers to one unit: 4.5万户 against 30000户, 40万元 against 400000元. A number without a unit takes that of
 * the other, and its scale too; null where the units count different things.
 */
export function inOneUnit(a: Counted, b: Counted): [Decimal, Decimal] | null {
  if (a.unit === null || b.unit === null) return takeUnit(a, b);
  const [first, second] = [scaleOf(a.unit), scaleOf(b.unit)];
  const same = first.base === second.base || first.base === "" || second.base === "";
  return same ? [a.number.times(first.scale), b.number.times(second.scale)] : null;
}

/** Whether a unit is one of money. */
export function isMoney(unit: string | null): boolean {
  return unit !== null && (unit === "千元" || scaleOf(unit).base === "元");
}

function scaleOf(unit: string): { scale: Decimal; base: string } {
  const parts = SCALED.exec(unit);
  const exponent = SCALES.get(parts?.[1] ?? "") ?? 0;
  const base = exponent === 0 ? unit : (parts?.[2] ?? "");
  return { scale: decimal(`1e${exponent}`), base: ALIKE.get(base) ?? base };
}

/**
 * A number without a unit takes the other's. Beside a percentage it may be a share: 1 beside at least 50 % is 100 %; of
 * other numbers up to 1 it cannot be told.
 */
function takeUnit(a: Counted, b: Counted): [Decimal, Decimal] | null {
  if (a.unit === null && b.unit === "%") {
    const percent = percentOf(a.number, b.number);
    return percent === null ? null : [percent, b.number];
  }
  if (b.unit === null && a.unit === "%") {
    const percent = percentOf(b.number, a.number);
    return percent === null ? null : [a.number, percent];
  }
  return [a.number, b.number];
}

function percentOf(bare: Decimal, percent: Decimal): Decimal | null {
  const [one, half] = [decimal("1"), decimal("50")];
  if (bare.gt(one) || bare.lte("0") || percent.lte(one)) return bare;
  return bare.eq(one) && percent.gte(half) ? decimal("100") : null;
}
