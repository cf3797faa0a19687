import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkRecord } from "../../src/checks/check-record.ts";
import { decimal, type Decimal } from "../../src/model/decimal.ts";
import { alarmsOf, draft, type FormDraft } from "./draft.ts";

/** A consistent form of the national kind, in hundredths: weights of 90 points, scores, budget and execution. */
interface Figures {
  weights: number[];
  /** Hundredths of each row's weight that are docked, with a reason. */
  docked: number[];
  budget: number;
  executed: number;
}

const figures: fc.Arbitrary<Figures> = fc
  .array(fc.integer({ min: 1, max: 20 }), { minLength: 2, maxLength: 8 })
  .filter((weights) => weights.reduce((sum, weight) => sum + weight, 0) < 90)
  .chain((weights) => {
    const rest = 90 - weights.reduce((sum, weight) => sum + weight, 0);
    const all = [...weights, rest];
    return fc.record({
      weights: fc.constant(all),
      docked: fc.tuple(...all.map((weight) => fc.integer({ min: 0, max: weight * 100 }))),
      budget: fc.integer({ min: 1_000, max: 10_000_000 }),
      executed: fc.integer({ min: 0, max: 100 }),
    });
  })
  .map(({ weights, docked, budget, executed }) => ({
    weights,
    docked: [...docked],
    budget,
    executed: Math.floor((budget * executed) / 100),
  }));

function hundredths(value: number): string {
  return decimal(String(value)).div("100").toFixed(2);
}

function print(value: Decimal): string {
  return value.toFixed(2);
}

function formOf({ weights, docked, budget, executed }: Figures, changed: Partial<FormDraft> = {}): FormDraft {
  const rate = decimal(String(executed)).div(decimal(String(budget)));
  const executionScore = rate.times("10").round(2);
  const scores = weights.map((weight, index) => decimal(hundredths(weight * 100 - (docked[index] ?? 0))));
  const total = scores.reduce((sum, score) => sum.plus(score), executionScore);
  return {
    funds: [
      ["annualBudget", "total", hundredths(budget)],
      ["executed", "total", hundredths(executed)],
      ["annualBudget", "currentYear", hundredths(budget)],
      ["executed", "currentYear", hundredths(executed)],
    ],
    execution: { rate: `${print(rate.times("100").round(2))}%`, weight: "10", score: print(executionScore) },
    indicators: weights.map((weight, index) => ({
      level1: index === 0 ? "产出指标" : "效益指标",
      name: `指标${index}`,
      target: "持续改善",
      actual: "有所改善",
      weight: String(weight),
      score: print(scores[index] ?? decimal("0")),
      deviation: "原因已分析",
    })),
    caps: [
      ["产出指标", String(weights[0])],
      ["效益指标", String(90 - (weights[0] ?? 0))],
    ],
    total: { weight: "100", score: print(total) },
    ...changed,
  };
}

/** A grouped form of the same figures: groups of one scoring table instead of indicators. */
function groupedFormOf({ weights, docked }: Figures): FormDraft {
  const scores = weights.map((weight, index) => decimal(hundredths(weight * 100 - (docked[index] ?? 0))));
  const sum = (values: Decimal[]): string => print(values.reduce((a, b) => a.plus(b), decimal("0")));
  const line = (group: string, from: number, to?: number) => [
    {
      group,
      weight: String(weights.slice(from, to).reduce((a, b) => a + b, 0)),
      score: sum(scores.slice(from, to)),
    },
    ...weights.slice(from, to).map((weight, index) => ({
      group,
      name: `行${from + index}`,
      weight: String(weight),
      score: print(scores[from + index] ?? decimal("0")),
    })),
  ];
  return {
    scorecard: [...line("投入", 0, 1), ...line("产出", 1)],
    total: { weight: "90", score: sum(scores) },
    modes: { executionIn: "scorecard" },
  };
}

const differing = (form: FormDraft): string[] =>
  checkRecord(draft(form))
    .checks.filter(({ verdict }) => verdict === "differs")
    .map(({ rule, subject }) => `${rule} ${subject}`);

describe("a consistent form", () => {
  test("has no differences", () => {
    fc.assert(
      fc.property(figures, (consistent) => {
        expect(differing(formOf(consistent))).toEqual([]);
      }),
    );
  });

  test("in groups has none but the points that are not 100", () => {
    fc.assert(
      fc.property(figures, (consistent) => {
        expect(differing(groupedFormOf(consistent))).toEqual(["total-weight /total/weight"]);
      }),
    );
  });
});

/** A number other than this one, with as many places. */
function other(printed: string, seed: number): string {
  const places = printed.replace("%", "").split(".")[1]?.length ?? 0;
  const step = decimal(String(seed)).times(decimal(`1e-${places}`));
  const changed = decimal(printed.replace("%", "")).plus(step).toFixed(places);
  return printed.endsWith("%") ? `${changed}%` : changed;
}

describe("one changed number gives a difference", () => {
  // More than one unit of the last place, which rounding could explain.
  const step = fc.integer({ min: 2, max: 5_000 });

  test("in a row's score or points", () => {
    fc.assert(
      fc.property(
        figures,
        step,
        fc.nat(),
        fc.constantFrom("score", "weight"),
        (consistent, seed, at, field) => {
          const form = formOf(consistent);
          const index = at % consistent.weights.length;
          const indicators = (form.indicators ?? []).map((row, place) =>
            place === index ? { ...row, [field]: other(row[field] ?? "", seed) } : row,
          );
          expect(alarmsOf({ ...form, indicators })).not.toEqual([]);
        },
      ),
    );
  });

  test("in the total, its points, or the points of the execution row", () => {
    fc.assert(
      fc.property(figures, step, (consistent, seed) => {
        const form = formOf(consistent);
        const total = { weight: "100", score: other(form.total?.score ?? "", seed) };
        expect(alarmsOf({ ...form, total })).not.toEqual([]);
        expect(alarmsOf({ ...form, total: { ...form.total, weight: other("100", seed) } })).not.toEqual([]);
        const execution = { ...form.execution, weight: other("10", seed) };
        expect(alarmsOf({ ...form, execution })).not.toEqual([]);
      }),
    );
  });

  test("in the execution rate or score", () => {
    fc.assert(
      fc.property(figures, step, (consistent, seed) => {
        const form = formOf(consistent);
        const rate = { ...form.execution, rate: other(form.execution?.rate ?? "", seed) };
        expect(alarmsOf({ ...form, execution: rate })).not.toEqual([]);
        const score = { ...form.execution, score: other(form.execution?.score ?? "", seed) };
        expect(alarmsOf({ ...form, execution: score })).not.toEqual([]);
      }),
    );
  });

  test("in an amount of the fund table", () => {
    fc.assert(
      fc.property(figures, step, fc.nat({ max: 3 }), (consistent, seed, at) => {
        const form = formOf(consistent);
        const funds = (form.funds ?? []).map((line, index): typeof line =>
          index === at ? [line[0], line[1], other(line[2], seed)] : line,
        );
        expect(alarmsOf({ ...form, funds })).not.toEqual([]);
      }),
    );
  });

  test("in a group score", () => {
    fc.assert(
      fc.property(figures, step, (consistent, seed) => {
        const form = groupedFormOf(consistent);
        const scorecard = (form.scorecard ?? []).map((row, index) =>
          index === 0 ? { ...row, score: other(row.score ?? "", seed) } : row,
        );
        expect(differing({ ...form, scorecard })).toContain("group-score /scorecard/0");
      }),
    );
  });
});

test("what cannot be read is never a difference", () => {
  fc.assert(
    fc.property(figures, fc.nat(), (consistent, at) => {
      const form = formOf(consistent);
      const index = at % consistent.weights.length;
      const indicators = (form.indicators ?? []).map((row, place) =>
        place === index ? { ...row, weight: "l5", score: "l5" } : row,
      );
      expect(alarmsOf({ ...form, indicators })).toEqual([]);
    }),
  );
});

test("printed values are never changed", () => {
  fc.assert(
    fc.property(figures, fc.nat(), (consistent, at) => {
      const form = formOf(consistent);
      const index = at % consistent.weights.length;
      const indicators = (form.indicators ?? []).map((row, place) =>
        place === index ? { ...row, score: "" } : row,
      );
      const before = draft({ ...form, indicators });
      const printed = (scores: readonly (number | null | undefined)[]): unknown =>
        scores.filter((_, place) => place !== index);
      const after = checkRecord(before);
      expect(printed(after.indicators.map((row) => row.score?.value))).toEqual(
        printed(before.record.indicators.map((row) => row.score?.value)),
      );
    }),
  );
});
