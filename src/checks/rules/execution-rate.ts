import { decimal, decimalOf, type Decimal } from "../../model/decimal.ts";
import type { ParsedForm } from "../../model/parsed-form.ts";
import type { Reading } from "../../model/reading.ts";
import type { FundMeasure } from "../../model/record.ts";
import { parseAmount } from "../../values/money.ts";
import { parsePercent } from "../../values/percent.ts";
import { labelKey } from "../../values/text.ts";
import type { CheckedForm } from "../checked-form.ts";
import {
  capRate,
  executionRow,
  MEASURE_NAMES,
  rateRoutes,
  readRate,
  type PrintedRate,
} from "../execution.ts";
import { isOneDigitApart } from "../misread.ts";
import {
  finding,
  orNotApplicable,
  type Bilingual,
  type Finding,
  type FindingBase,
  type Rule,
} from "../rule.ts";
import { isMissing, isUnread, weightOf } from "../scored-rows.ts";
import { plain } from "../sums.ts";
import { judge, legible, printedPlaces, unitOf } from "../tolerance.ts";
import { quote } from "../wording.ts";

const SUBJECT = "/execution/rate";
const HUNDRED = decimal("100");
const ROW_BUDGET: Bilingual = { en: "budget of the row", zh: "该行预算数" };

type RepeatedRow = ParsedForm["scoring"]["repeatedExecution"][number];

/** A rate as it was recalculated: what was divided by what, of which row. */
interface Quotient {
  name: string;
  quotient: string;
  denominator: Bilingual;
  exact: string;
  printed: string;
}

const MESSAGES = {
  agrees: (a: Quotient & { rounded: boolean; above: boolean }): Bilingual => ({
    en: `${quote(a.name)}: ${a.quotient} = ${a.exact}% (by the ${a.denominator.en}), ${a.printed}% is printed${a.rounded ? ": rounded or cut" : ""}.${a.above ? " More was spent than the budget." : ""}`,
    zh: `${quote(a.name)}：${a.quotient} = ${a.exact}%（按${a.denominator.zh}），表内 ${a.printed}%，${a.rounded ? "属取整或截位" : "一致"}。${a.above ? "执行数超过预算数。" : ""}`,
  }),
  differs: (a: Quotient & { others: string | null }): Bilingual => ({
    en: `${quote(a.name)}: ${a.quotient} = ${a.exact}% (by the ${a.denominator.en}), but ${a.printed}% is printed${a.others === null ? "" : `; the other budgets do not fit either (${a.others})`}.`,
    zh: `${quote(a.name)}：${a.quotient} = ${a.exact}%（按${a.denominator.zh}），而表内为 ${a.printed}%${a.others === null ? "" : `；按其他预算口径也不相符（${a.others}）`}。`,
  }),
  near: (a: Quotient): Bilingual => ({
    en: `${quote(a.name)}: ${a.quotient} = ${a.exact}% (by the ${a.denominator.en}), ${a.printed}% is printed: one unit too high in the last place.`,
    zh: `${quote(a.name)}：${a.quotient} = ${a.exact}%（按${a.denominator.zh}），表内 ${a.printed}%，末位偏高不足一个单位。`,
  }),
  capped: (a: Quotient): Bilingual => ({
    en: `${quote(a.name)}: ${a.quotient} = ${a.exact}% (by the ${a.denominator.en}): more was spent than the budget; 100% is printed.`,
    zh: `${quote(a.name)}：${a.quotient} = ${a.exact}%（按${a.denominator.zh}），执行数超过预算数，表内按 100% 填列。`,
  }),
  unread: (a: { name: string; raw: string }): Bilingual => ({
    en: `The execution rate “${a.raw}” of ${quote(a.name)} could not be read.`,
    zh: `${quote(a.name)}“${a.raw}”无法识别。`,
  }),
  baseless: (a: { name: string; printed: string }): Bilingual => ({
    en: `${quote(a.name)}: the printed ${a.printed} cannot be recalculated: no budget above 0 and executed amount were read for it.`,
    zh: `${quote(a.name)}：表内 ${a.printed} 无法复算：未识别到大于零的预算数及执行数。`,
  }),
};

const SUGGESTION = (a: { repaired: string; quotient: string; score: string }): string =>
  `${a.repaired}%: 与 ${a.quotient} 及得分 ${a.score} 均相符 / fits both the amounts and the execution score`;

/** Executed amount over budget against the printed execution rate, of the total row and of the rows that repeat it. */
export const executionRate: Rule = {
  id: "execution-rate",
  title: { en: "Execution rate", zh: "预算执行率复算" },
  check(form) {
    return orNotApplicable([...checkTotal(form), ...checkRepeated(form)]);
  },
};

function checkTotal(form: CheckedForm): Finding[] {
  const reading = form.record.execution.rate;
  if (reading === null || isMissing(reading)) return [];
  const name = "预算执行率";
  const base: FindingBase = { subject: SUBJECT, evidence: [SUBJECT] };
  if (isUnread(reading)) {
    return [finding("unverifiable", { ...base, message: MESSAGES.unread({ name, raw: reading.raw }) })];
  }
  const routes = rateRoutes(form).map((route) => ({
    percent: route.rate.times(HUNDRED),
    quotient: route.quotient,
    denominator: MEASURE_NAMES[route.denominator],
    evidence: route.evidence,
  }));
  const found = compare(name, routes, readRate(reading), base, reading.raw);
  const suggestion = found.severity === "error" ? suggest(form, reading) : null;
  return [suggestion === null ? found : { ...found, cause: "likely-misread", suggestion }];
}

/** A rate one digit apart from that of the fund table, which the printed execution score fits, was misread. */
function suggest(form: CheckedForm, reading: Reading<number>): string | null {
  const row = executionRow(form);
  const [weight, score] = row === null ? [null, null] : [weightOf(row), row.score?.value ?? null];
  if (weight === null || score === null || reading.value === null) return null;
  for (const { rate, quotient } of rateRoutes(form)) {
    const repaired = rate.times(HUNDRED).round(printedPlaces(reading));
    const fits = judge(capRate(rate).times(weight), decimalOf(score), form.sheet.unit).verdict === "agrees";
    if (fits && isOneDigitApart(decimalOf(reading.value), repaired)) {
      return SUGGESTION({ repaired: plain(repaired), quotient, score: plain(decimalOf(score)) });
    }
  }
  return null;
}

/** One way to a rate in per cent. */
interface Route {
  percent: Decimal;
  quotient: string;
  denominator: Bilingual;
  evidence: string[];
}

/** The first budget that fits is taken; where none does, the first of the form's profile speaks. */
function compare(
  name: string,
  routes: readonly Route[],
  printed: readonly PrintedRate[],
  base: FindingBase,
  raw: string,
): Finding {
  const [first] = routes;
  const [reported] = printed;
  if (first === undefined || reported === undefined) {
    const message = MESSAGES.baseless({ name, printed: raw });
    return finding("unverifiable", { ...base, cause: "missing-value", message });
  }
  const pairs = routes.flatMap((route) => printed.map((rate) => ({ route, rate })));
  const judged = pairs.map((pair) => ({
    ...pair,
    ...judge(pair.route.percent, pair.rate.percent, pair.rate.unit),
  }));
  const best =
    judged.find(({ verdict }) => verdict === "agrees") ?? judged.find(({ cause }) => cause === "rounding");
  const { route, rate } = best ?? { route: first, rate: reported };
  const figures: Quotient = {
    name,
    quotient: route.quotient,
    denominator: route.denominator,
    exact: plain(legible(route.percent)),
    printed: plain(rate.percent),
  };
  const details: FindingBase = {
    ...base,
    evidence: [...base.evidence, ...route.evidence],
    reported: rate.percent,
    recalculated: route.percent,
  };
  const above = route.percent.gt(HUNDRED);
  if (best?.verdict === "agrees") {
    const message = MESSAGES.agrees({ ...figures, rounded: best.cause !== null, above });
    return finding("agrees", {
      ...details,
      severity: above ? "warning" : "info",
      cause: best.cause,
      message,
    });
  }
  if (best !== undefined) {
    const severity = above ? "warning" : "info";
    return finding("differs", { ...details, severity, cause: "rounding", message: MESSAGES.near(figures) });
  }
  const fault = { ...details, cause: "arithmetic" } as const;
  if (above && rate.percent.eq(HUNDRED)) {
    return finding("differs", { ...fault, severity: "warning", message: MESSAGES.capped(figures) });
  }
  const others = routes.slice(1).map((other) => `${other.quotient} = ${plain(legible(other.percent))}%`);
  const message = MESSAGES.differs({ ...figures, others: others.length === 0 ? null : others.join("; ") });
  return finding("differs", { ...fault, severity: "error", message });
}

/** Rows below the first that print a rate of their own; the subject is the row's executed amount in the fund table. */
function checkRepeated({ record, scoring }: CheckedForm): Finding[] {
  const subjects = new Set(isMissing(record.execution.rate) ? [] : [SUBJECT]);
  return scoring.repeatedExecution.flatMap((row) => {
    const printed = row.rate === null ? null : parsePercent(row.rate);
    const pointer = pointerOf(record.funds, "executed", row.label);
    const subject = pointer ?? SUBJECT;
    if (row.rate === null || printed === null || subjects.has(subject)) return [];
    subjects.add(subject);
    const rate = { percent: printed.value, unit: unitOf(printed.decimals) };
    const share = { percent: printed.value.times(HUNDRED), unit: unitOf(Math.max(0, printed.decimals - 2)) };
    const rates = printed.sign || printed.value.gt("1") || printed.value.lte("0") ? [rate] : [rate, share];
    const route = routeInUnits(record.funds, row.label) ?? routeOf(row, pointer);
    // A row without a budget often says 0 or 100 % of nothing.
    if (route === null) return [];
    return [compare(row.label, [route], rates, { subject, evidence: [] }, row.rate)];
  });
}

type Funds = CheckedForm["record"]["funds"];

function lineOf(funds: Funds, measure: FundMeasure, label: string): number {
  const key = labelKey(label);
  return funds.findIndex((line) => line.measure.value === measure && labelKey(line.source.raw) === key);
}

function pointerOf(funds: Funds, measure: FundMeasure, label: string): string | null {
  const index = lineOf(funds, measure, label);
  return index === -1 ? null : `/funds/${index}/amount`;
}

/** Of amounts in different units, 200000元 of 40万元; null where they are in the same, or not both known. */
function routeInUnits(funds: Funds, label: string): Route | null {
  const [executedAt, budgetAt] = [lineOf(funds, "executed", label), lineOf(funds, "annualBudget", label)];
  const [executed, budget] = [funds[executedAt], funds[budgetAt]];
  if (executed === undefined || budget === undefined || executed.unit.value === budget.unit.value)
    return null;
  if (executed.yuan === null || budget.yuan === null || decimal(budget.yuan).lte("0")) return null;
  const [part, whole] = [executed, budget].map(
    ({ amount, unit }) => `${amount.value ?? ""}${unit.value ?? ""}`,
  );
  return {
    percent: decimal(executed.yuan).div(decimal(budget.yuan)).times(HUNDRED),
    quotient: `${part ?? ""} / ${whole ?? ""}`,
    denominator: ROW_BUDGET,
    evidence: [`/funds/${executedAt}/amount`, `/funds/${budgetAt}/amount`],
  };
}

function routeOf(row: RepeatedRow, pointer: string | null): Route | null {
  const budget = row.budget === null ? null : parseAmount(row.budget);
  const executed = row.executed === null ? null : parseAmount(row.executed);
  if (budget === null || executed === null || decimal(budget.amount).lte("0")) return null;
  return {
    percent: decimal(executed.amount).div(decimal(budget.amount)).times(HUNDRED),
    quotient: `${executed.amount} / ${budget.amount}`,
    denominator: ROW_BUDGET,
    evidence: pointer === null ? [] : [pointer],
  };
}
