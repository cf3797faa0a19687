import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate } from "../../src/evaluation/evaluate.ts";
import { parseGold } from "../../src/evaluation/gold.ts";
import { type Decimal, decimal } from "../../src/model/decimal.ts";
import { changeOneNumber } from "./change-one-number.ts";
import { documentOf } from "./document-of.ts";
import { formArbitrary } from "./form-arbitrary.ts";
import type { Family, PrintedForm } from "./printed-form.ts";

const FAMILIES: Family[] = ["national", "hunan", "jinzhong", "shanghai"];
const RUNS = { numRuns: 40 };

function sum(texts: string[]): string {
  return texts.reduce((total, text) => total.plus(text === "" ? "0" : text), decimal("0")).toFixed();
}

function amount(form: PrintedForm, measure: string, source?: string): Decimal {
  return form.funds
    .filter((fund) => fund.measure === measure && (source === undefined || fund.source === source))
    .reduce((total, fund) => total.plus(fund.amount.replaceAll(",", "")), decimal("0"));
}

/** What does not add up, by the arithmetic of such forms and nothing else; empty for a form that agrees with itself. */
function contradictions(form: PrintedForm): string[] {
  const found: string[] = [];
  const hold = (what: string, one: string, other: string): void => {
    if (!decimal(one).eq(decimal(other))) found.push(`${what}: ${one} against ${other}`);
  };
  const { execution, indicators, scorecard, caps, total } = form;
  const items = scorecard.filter(({ kind }) => kind === "item");
  // Indicators without points are promises only.
  const scored = [...indicators.filter(({ score }) => score !== ""), ...items];
  const own = execution.weight === "" ? [] : [execution];
  hold("weights", sum([...own, ...scored].map(({ weight }) => weight)), total.weight);
  hold("scores", sum([...own, ...scored].map(({ score }) => score)), total.score);
  for (const { group, weight } of caps) {
    const rows = [
      ...indicators.filter(({ level1 }) => level1 === group),
      ...items.filter((item) => item.group === group),
    ];
    hold(`caption ${group}`, sum(rows.map((row) => row.weight)), weight);
  }
  for (const line of scorecard.filter(({ kind }) => kind === "group")) {
    const rows = items.filter(({ group }) => group === line.group);
    hold(`weight of ${line.group}`, sum(rows.map(({ weight }) => weight)), line.weight);
    hold(`score of ${line.group}`, sum(rows.map(({ score }) => score)), line.score);
  }
  for (const row of [...own, ...scored]) {
    if (decimal(row.score).gt(row.weight === "" ? "0" : row.weight)) found.push(`score above ${row.weight}`);
  }
  holdFunds(form, hold);
  return found;
}

function holdFunds(form: PrintedForm, hold: (what: string, one: string, other: string) => void): void {
  const { execution, scorecard, family } = form;
  const hasTotal = family !== "jinzhong";
  const budget = amount(form, "annualBudget", hasTotal ? "total" : undefined);
  const executed = amount(form, "executed", hasTotal ? "total" : undefined);
  const ratio = executed.div(budget);
  if (family === "national" || family === "hunan") {
    for (const measure of ["initialBudget", "annualBudget", "executed"]) {
      const whole = amount(form, measure, "total");
      hold(measure, amount(form, measure).minus(whole).toFixed(), whole.toFixed());
    }
    hold("execution score", execution.score, ratio.times(execution.weight).round(2).toFixed());
  }
  if (family === "jinzhong") hold("allocated", amount(form, "allocated").toFixed(), budget.toFixed());
  if (execution.rate !== "")
    hold("rate", execution.rate.replace("%", ""), ratio.times("100").round(2).toFixed());
  const row = scorecard.find(({ name }) => name === "预算执行率");
  if (row !== undefined) hold("execution row", row.score, ratio.times(row.weight).round(2).toFixed());
}

describe.each(FAMILIES)("generated forms of %s", (family) => {
  test("agree with themselves", () => {
    fc.assert(
      fc.property(formArbitrary(family), ({ printed }) => {
        expect(contradictions(printed)).toEqual([]);
      }),
      RUNS,
    );
  });

  test("have a truth that a gold can state and a faultless reader meets", () => {
    fc.assert(
      fc.property(formArbitrary(family), ({ truth }) => {
        const gold = parseGold({ source: "form.txt", records: [truth] }, "form.json");
        const report = evaluate([documentOf("form.txt", [truth])], [gold]);
        expect(report.documents[0]?.faults).toEqual([]);
        expect(report.total.records.exact).toBe(1);
      }),
      RUNS,
    );
  });

  test("are not the same side by side", () => {
    const pairs = fc.sample(fc.tuple(formArbitrary(family), formArbitrary(family)), { numRuns: 20, seed: 1 });
    expect(pairs.filter(([one, other]) => leavesThatDiffer(one.printed, other.printed) === 0)).toEqual([]);
  });

  test("call each row by a name of its own", () => {
    fc.assert(
      fc.property(formArbitrary(family), ({ printed }) => {
        const names = printed.indicators.map(({ name }) => name);
        expect(new Set(names).size).toBe(names.length);
      }),
      RUNS,
    );
  });

  test("contradict themselves when one number is changed, and only that number is another", () => {
    const changed = formArbitrary(family).chain((form) => fc.tuple(fc.constant(form), changeOneNumber(form)));
    fc.assert(
      fc.property(changed, ([before, { form, what }]) => {
        expect({ what, contradicts: contradictions(form.printed).length > 0 }).toEqual({
          what,
          contradicts: true,
        });
        expect(leavesThatDiffer(before.printed, form.printed)).toBe(1);
      }),
      RUNS,
    );
  });
});

function leavesThatDiffer(one: unknown, other: unknown): number {
  if (typeof one !== "object" || one === null || typeof other !== "object" || other === null) {
    return one === other ? 0 : 1;
  }
  return Object.keys(one).reduce(
    (count, key) =>
      count +
      leavesThatDiffer((one as { [key: string]: unknown })[key], (other as { [key: string]: unknown })[key]),
    0,
  );
}
