import type * as fc from "fast-check";
import { type Decimal, decimal } from "../../src/model/decimal.ts";
import { type Draws, drawn, print, withSeparators } from "./draws.ts";
import { type GeneratedForm, generatedForm, type PrintedForm } from "./printed-form.ts";

/** A form of which one number is another than its others ask for. */
export interface ChangedForm {
  form: GeneratedForm;
  /** Which number, from what to what. */
  what: string;
}

/** One printed number that can be changed, and values that no rounding excuses. */
interface Change {
  what: string;
  from: string;
  to: string[];
  apply(form: PrintedForm, to: string): void;
}

/** The form with one score, weight, total, executed amount or rate changed by more than rounding may. */
export function changeOneNumber(form: GeneratedForm): fc.Arbitrary<ChangedForm> {
  const kinds = [scores, weights, totals, executedAmounts, rates]
    .map((list) => list(form.printed).filter((change) => change.to.length > 0))
    .filter((changes) => changes.length > 0);
  return drawn((draws) => {
    const change = drawFrom(draws, drawFrom(draws, kinds));
    const to = drawFrom(draws, change.to);
    const printed = structuredClone(form.printed);
    change.apply(printed, to);
    return { form: generatedForm(printed), what: `${change.what}: ${to} for ${change.from}` };
  });
}

function drawFrom<T>(draws: Draws, choices: readonly T[]): T {
  const [first, ...others] = choices;
  if (first === undefined) throw new Error("nothing to choose from");
  return draws.pick([first, ...others]);
}

function decimalsOf(text: string): number {
  return text.replace("%", "").split(".")[1]?.length ?? 0;
}

/** The number a step away, with the decimal places it needs; null where it would be negative. */
function stepped(from: string, step: Decimal): string | null {
  const value = decimal(from).plus(step);
  return value.lt("0") ? null : print(value, Math.max(decimalsOf(from), decimalsOf(value.toFixed())));
}

function steps(from: string, sizes: readonly string[], unit: Decimal): string[] {
  return sizes
    .flatMap((size) => [stepped(from, unit.times(size)), stepped(from, unit.times(`-${size}`))])
    .filter((text) => text !== null);
}

/** One unit in the last place that any score of the form is printed to: sums may differ by as much. */
function lastPlace(form: PrintedForm): Decimal {
  const printed = [
    form.execution.score,
    form.total.score,
    ...form.indicators.map(({ score }) => score),
    ...form.scorecard.map(({ score }) => score),
  ];
  return decimal("1").div(`1${"0".repeat(Math.max(...printed.map(decimalsOf)))}`);
}

/** Twice what sums may differ by is the least that must be found. */
const SCORE_STEPS = ["2", "3", "9", "50"] as const;
const WEIGHT_STEPS = ["1", "2", "5", "10"] as const;
const ONE = decimal("1");

function scores(form: PrintedForm): Change[] {
  const unit = lastPlace(form);
  return [
    ...cellsOf(form.indicators, "indicators", "score"),
    ...cellsOf(form.scorecard, "scorecard", "score"),
    ...cellOf(form.execution, "execution", "score"),
  ].map((place) => withSteps(place, SCORE_STEPS, unit));
}

function weights(form: PrintedForm): Change[] {
  return [
    ...cellsOf(form.indicators, "indicators", "weight"),
    ...cellsOf(form.scorecard, "scorecard", "weight"),
    ...cellsOf(form.caps, "caps", "weight"),
    ...cellOf(form.execution, "execution", "weight"),
  ].map((place) => withSteps(place, WEIGHT_STEPS, ONE));
}

function totals(form: PrintedForm): Change[] {
  return [
    ...cellOf(form.total, "total", "score").map((place) => withSteps(place, SCORE_STEPS, lastPlace(form))),
    ...cellOf(form.total, "total", "weight").map((place) => withSteps(place, WEIGHT_STEPS, ONE)),
  ];
}

type Place = Omit<Change, "to">;

function withSteps(place: Place, sizes: readonly string[], unit: Decimal): Change {
  return Object.assign(place, {
    to: steps(place.from, sizes, unit).filter((text) => !decimal(text).eq("0")),
  });
}

/** The printed cells of one key in rows. */
function cellsOf<K extends "score" | "weight">(
  rows: readonly { [key in K]: string }[],
  part: "indicators" | "scorecard" | "caps",
  key: K,
): Place[] {
  return rows.flatMap(({ [key]: from }, at) =>
    from === ""
      ? []
      : [
          {
            what: `/${part}/${at}/${key}`,
            from,
            apply: (form: PrintedForm, to: string): void => {
              const row = form[part][at];
              if (row !== undefined) Object.assign(row, { [key]: to });
            },
          },
        ],
  );
}

function cellOf<K extends "score" | "weight">(
  row: { [key in K]: string },
  part: "execution" | "total",
  key: K,
): Place[] {
  const { [key]: from } = row;
  if (from === "") return [];
  return [
    { what: `/${part}/${key}`, from, apply: (form, to) => void Object.assign(form[part], { [key]: to }) },
  ];
}

/** Points of a rate that no denominator may come near. */
const CLEAR = decimal("2");

/** The rates that spending makes of each budget the form prints, in per cent. */
function ratesOf(form: PrintedForm, executed: Decimal): Decimal[] {
  return ["annualBudget", "initialBudget", "allocated"].flatMap((measure) => {
    const lines = form.funds.filter((fund) => fund.measure === measure);
    const total = lines.filter((fund) => fund.source === "total");
    const budget = sumOfFunds(total.length > 0 ? total : lines);
    return budget.eq("0") ? [] : [executed.div(budget).times("100")];
  });
}

function sumOfFunds(funds: PrintedForm["funds"]): Decimal {
  return funds.reduce((sum, { amount }) => sum.plus(decimal(amount.replaceAll(",", ""))), decimal("0"));
}

function executedAmounts(form: PrintedForm): Change[] {
  const at = form.funds.findIndex(({ measure }) => measure === "executed");
  const from = form.funds[at]?.amount;
  if (from === undefined) return [];
  const plain = decimal(from.replaceAll(",", ""));
  const lines = form.funds.filter(({ measure, source }) => measure === "executed" && source !== "total");
  const isTotal = form.funds[at]?.source === "total";
  // Where no total is printed, the other lines are spent as well.
  const others = isTotal ? decimal("0") : sumOfFunds(lines).minus(plain);
  const before = ratesOf(form, plain.plus(others))[0] ?? decimal("0");
  const to = ["0.1", "0.5", "0.8", "0.9"]
    .map((factor) => plain.times(factor).round(decimalsOf(from), 0))
    .filter((value) => ratesOf(form, value.plus(others)).every((rate) => rate.minus(before).abs().gt(CLEAR)))
    .map((value) => print(value, decimalsOf(from)));
  return [
    {
      what: `/funds/${at}/amount`,
      from,
      to: from.includes(",") ? to.map(withSeparators) : to,
      apply: (printed, amount) => {
        const fund = printed.funds[at];
        if (fund !== undefined) fund.amount = amount;
      },
    },
  ];
}

function rates(form: PrintedForm): Change[] {
  const { rate: from } = form.execution;
  if (from === "") return [];
  const executed = form.funds.filter((fund) => fund.measure === "executed" && fund.source === "total");
  const possible = ratesOf(form, sumOfFunds(executed));
  const to = steps(from.replace("%", ""), ["3", "10", "30"], ONE)
    .filter((text) => possible.every((rate) => rate.minus(decimal(text)).abs().gt(CLEAR)))
    .map((text) => `${text}%`);
  return [
    {
      what: "/execution/rate",
      from,
      to,
      apply: (printed, rate) => {
        printed.execution.rate = rate;
      },
    },
  ];
}
