import { z } from "zod";

/** Units of money that forms are filled in: 元, 万元 (10⁴ 元), 亿元 (10⁸ 元). */
export const MoneyUnit = z.enum(["元", "万元", "亿元"]);
export type MoneyUnit = z.infer<typeof MoneyUnit>;

/** Decimal places by which a unit stands above 元. */
export const YUAN_EXPONENT: Readonly<Record<MoneyUnit, number>> = { 元: 0, 万元: 4, 亿元: 8 };

/** An amount as a plain decimal string: no thousands separators, the printed number of decimal places. */
export const AmountText = z.string().regex(/^-?\d+(\.\d+)?$/u);
