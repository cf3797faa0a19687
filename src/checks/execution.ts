import { decimal, decimalOf, type Decimal } from "../model/decimal.ts";
import type { Reading } from "../model/reading.ts";
import type { FundMeasure } from "../model/record.ts";
import { parseNumber } from "../values/number.ts";
import type { CheckedForm } from "./checked-form.ts";
import { amountOf } from "./funds.ts";
import { isExecutionName, isMissing, weightOf, type ScoredRow } from "./scored-rows.ts";
import type { Sum } from "./sums.ts";
import { judge, printedUnit } from "./tolerance.ts";

/** One way to the execution rate (预算执行率): what was executed, over one of the budgets. */
export interface RateRoute {
  denominator: FundMeasure;
  /** The rate as a share, not in per cent; above 1 where more was spent. */
  rate: Decimal;
  /** The quotient with figures and units: "4.68万元 / 40万元". */
  quotient: string;
  evidence: string[];
}

/** The budgets by which an execution rate may have been taken, in both languages of the messages. */
export const MEASURE_NAMES: Readonly<{ [measure in FundMeasure]: { en: string; zh: string } }> = {
  initialBudget: { en: "initial budget", zh: "年初预算数" },
  annualBudget: { en: "full-year budget", zh: "全年预算数" },
  allocated: { en: "allocated funds", zh: "到位资金" },
  executed: { en: "executed amount", zh: "全年执行数" },
  priorYearBudget: { en: "prior-year budget", zh: "上年预算金额" },
  balance: { en: "balance", zh: "结余" },
  totalInvestment: { en: "total investment", zh: "项目总投资" },
};

const ONE = decimal("1");
const HUNDRED = decimal("100");

/**
 * The ways to the rate that the fund table allows, in the order of the form's profile. A budget of 0 gives none, one of the
 * same amount as an earlier one no other.
 */
export function rateRoutes({ record, scoring }: CheckedForm): RateRoute[] {
  const executed = amountOf(record, "executed");
  if (executed === null) return [];
  const routes: RateRoute[] = [];
  const taken = new Set<string>();
  for (const denominator of scoring.modes.executionDenominators) {
    const budget = amountOf(record, denominator);
    if (budget === null || budget.yuan.lte("0") || taken.has(budget.yuan.toFixed())) continue;
    taken.add(budget.yuan.toFixed());
    routes.push({
      denominator,
      rate: executed.yuan.div(budget.yuan),
      quotient: `${executed.shown} / ${budget.shown}`,
      evidence: [...executed.evidence, ...budget.evidence],
    });
  }
  return routes;
}

/** A printed rate in per cent, with one unit of its last printed place. */
export interface PrintedRate {
  percent: Decimal;
  unit: Decimal;
}

/** What a printed rate can mean: per cent, or, without a sign and not above 1, a share (1 for 100 %). */
export function readRate(reading: Reading<number>): PrintedRate[] {
  if (reading.value === null) return [];
  const percent = decimalOf(reading.value);
  const unit = printedUnit(reading);
  const bare = parseNumber(reading.raw);
  if (bare === null || !bare.value.gt("0") || bare.value.gt("1")) return [{ percent, unit }];
  // A share of so few places would excuse anything: never more than one per cent.
  const shareUnit = unit.times(HUNDRED);
  const share = { percent: bare.value.times(HUNDRED), unit: shareUnit.gt("1") ? decimal("1") : shareUnit };
  return percent.eq(share.percent) ? [share] : [{ percent, unit }, share];
}

/**
 * The row that scores the budget execution: that of the fund table, or the row of this name in the scoring table. Among
 * the indicators such a row has a target of its own, unless the form has its execution points there.
 */
export function executionRow({ sheet, scoring }: CheckedForm): ScoredRow | null {
  const { execution, rows } = sheet;
  if (execution !== null && !isMissing(execution.score)) return execution;
  const table = scoring.modes.executionIn === "indicators" ? "/indicators/" : "/scorecard/";
  const named = rows.filter(
    (row) => row.pointer.startsWith(table) && !isMissing(row.score) && isExecutionName(row.name),
  );
  return named.length === 1 ? (named[0] ?? null) : null;
}

/** A score never exceeds its weight: more than the whole budget spent earns the full points. */
export function capRate(rate: Decimal): Decimal {
  return rate.gt(ONE) ? ONE : rate;
}

/**
 * A sum of scores with that of the execution row unrounded. Null where that row is not part of it, or its printed score
 * is not its product.
 */
export function sumWithExactExecution(form: CheckedForm, sum: Sum): Decimal | null {
  const row = executionRow(form);
  const weight = row === null ? null : weightOf(row);
  const value = sum.parts.find((part) => part.row.pointer === row?.pointer)?.value ?? null;
  if (weight === null || value === null) return null;
  for (const { rate } of rateRoutes(form)) {
    const product = capRate(rate).times(weight);
    if (judge(product, value, form.sheet.unit).verdict === "agrees")
      return sum.value.minus(value).plus(product);
  }
  return null;
}
