import { describe, expect, test } from "vitest";
import type { Check, RuleId } from "../../src/model/check.ts";
import { alarmsOf, theCheck, type FormDraft } from "./draft.ts";

/** A form of two rows and an execution row that agrees in everything; each probe changes what it is about. */
function form(changed: FormDraft = {}): FormDraft {
  return {
    funds: [
      ["annualBudget", "total", "100"],
      ["executed", "total", "100"],
    ],
    execution: { rate: "100%", weight: "10", score: "10" },
    indicators: [
      {
        level1: "产出指标",
        name: "设施完好率",
        target: "≥95%",
        actual: "96%",
        weight: "60",
        score: "60",
        deviation: "无",
      },
      {
        level1: "效益指标",
        name: "居民满意度",
        target: "≥90%",
        actual: "92%",
        weight: "30",
        score: "30",
        deviation: "无",
      },
    ],
    total: { weight: "100", score: "100" },
    ...changed,
  };
}

/** The form with other values in its first row, the total left as it is printed. */
function withRow(
  row: Partial<NonNullable<FormDraft["indicators"]>[number]>,
  changed: FormDraft = {},
): FormDraft {
  const [first, ...rest] = form().indicators ?? [];
  return form({ indicators: first === undefined ? [] : [{ ...first, ...row }, ...rest], ...changed });
}

interface Probe {
  probe: string;
  form: FormDraft;
  rule: RuleId;
  subject?: string;
  expected: Partial<Check>;
}

const PROBES: Probe[] = [
  {
    probe: "1: cost target ≤ 90, spent 80, full marks",
    form: withRow({ level2: "成本指标", name: "设备购置成本", target: "≤90万元", actual: "80万元" }),
    rule: "indicator-score",
    subject: "/indicators/0/score",
    expected: { verdict: "agrees", reported: 60, recalculated: 60 },
  },
  {
    probe: "1: the same with a bare cost target",
    form: withRow({ level2: "成本指标", name: "设备购置成本", target: "90万元", actual: "80万元" }),
    rule: "indicator-score",
    subject: "/indicators/0/score",
    expected: { verdict: "agrees", reported: 60, recalculated: 60 },
  },
  {
    probe: "2: accidents, target 0, actual 0, full marks",
    form: withRow({ name: "安全事故", target: "0起", actual: "0起" }),
    rule: "indicator-score",
    subject: "/indicators/0/score",
    expected: { verdict: "agrees", reported: 60, recalculated: 60 },
  },
  {
    probe: "3: executed 120 of 100, execution score 10 of 10",
    form: form({
      funds: [
        ["annualBudget", "total", "100"],
        ["executed", "total", "120"],
      ],
      execution: { rate: "120%", weight: "10", score: "10" },
    }),
    rule: "execution-score",
    expected: { verdict: "agrees", reported: 10, recalculated: 10, severity: "info" },
  },
  {
    probe: "4: an 其中 row repeats the execution row's 10 points",
    form: form({
      scoring: {
        repeatedExecution: [
          {
            label: "其中：当年财政拨款",
            budget: "100",
            executed: "100",
            rate: "100%",
            at: { page: 1, line: 9 },
          },
        ],
      },
    }),
    rule: "total-score",
    expected: { verdict: "agrees", reported: 100, recalculated: 100 },
  },
  {
    probe: "5: target ≥95%, actual 80%, full marks",
    form: withRow({ actual: "80%" }),
    rule: "indicator-score",
    subject: "/indicators/0/score",
    expected: { verdict: "differs", severity: "warning", cause: "unmet-target", recalculated: 50.5263 },
  },
  {
    probe: "6: 95 spent of 100, printed rate 59 %",
    form: form({
      funds: [
        ["annualBudget", "total", "100"],
        ["executed", "total", "95"],
      ],
      execution: { rate: "59%", weight: "10", score: "9.5" },
      total: { weight: "100", score: "99.5" },
    }),
    rule: "execution-rate",
    expected: { verdict: "differs", severity: "error", reported: 59, recalculated: 95, difference: -36 },
  },
  {
    probe: "7: weights add to 97, printed total weight 100",
    form: withRow({ weight: "57", score: "57" }, { total: { weight: "100", score: "97" } }),
    rule: "total-weight",
    expected: {
      verdict: "differs",
      severity: "error",
      reported: 100,
      recalculated: 97,
      difference: 3,
      cause: "arithmetic",
    },
  },
  {
    probe: "8: a qualitative row scored 12 of 10",
    form: withRow({ name: "管理制度", target: "健全", actual: "健全", weight: "60", score: "72" }),
    rule: "score-range",
    subject: "/indicators/0/score",
    expected: { verdict: "differs", severity: "error", reported: 72, cause: "arithmetic" },
  },
  {
    probe: "9: the total is not printed",
    form: form({ total: { weight: "100", score: "" } }),
    rule: "total-score",
    expected: { verdict: "unverifiable", cause: "missing-value", reported: null, recalculated: 100 },
  },
  {
    probe: "10: two-decimal scores, one off by 0.09",
    form: withRow({ target: "50人次", actual: "43人次", score: "51.69", deviation: "天气原因" }),
    rule: "indicator-score",
    subject: "/indicators/0/score",
    expected: { verdict: "differs", reported: 51.69, recalculated: 51.6, difference: 0.09 },
  },
];

describe("probes of the scoring rules", () => {
  test("the form they start from raises no alarm", () => {
    expect(alarmsOf(form())).toEqual([]);
  });

  test.each(PROBES)("$probe", ({ form: probed, rule, subject, expected }) => {
    expect(theCheck(probed, rule, subject)).toMatchObject(expected);
  });

  test("3: one warning that execution is above 100 %", () => {
    const probed = PROBES.find(({ probe }) => probe.startsWith("3"))?.form ?? {};
    expect(theCheck(probed, "execution-rate")).toMatchObject({ verdict: "agrees", severity: "warning" });
    expect(alarmsOf(probed)).toEqual([]);
  });

  test("3: the warning stands at the score where no rate is printed", () => {
    const probed = form({
      funds: [
        ["annualBudget", "total", "100"],
        ["executed", "total", "120"],
      ],
      execution: { weight: "10", score: "10" },
    });
    expect(theCheck(probed, "execution-score")).toMatchObject({ verdict: "agrees", severity: "warning" });
  });

  test("10: the total of such a form differs by the same 0.09", () => {
    const probed = withRow({ score: "59.91" }, { total: { weight: "100", score: "100.00" } });
    expect(theCheck(probed, "total-score")).toMatchObject({ verdict: "differs", difference: 0.09 });
  });
});
