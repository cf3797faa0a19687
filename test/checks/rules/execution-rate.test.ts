import { describe, expect, test } from "vitest";
import { checksOf, theCheck, type FormDraft } from "../draft.ts";

type Funds = NonNullable<FormDraft["funds"]>;

function form(rate: string, funds: Funds, changed: FormDraft = {}): FormDraft {
  return { funds, execution: { rate, weight: "10", score: "10" }, ...changed };
}

const spent = (executed: string, budget = "597"): Funds => [
  ["annualBudget", "total", budget],
  ["executed", "total", executed],
];

describe("a printed rate", () => {
  test.each([
    ["38.97%", "agrees", null, "info"],
    ["38.9%", "agrees", "rounding", "info"],
    ["39%", "agrees", "rounding", "info"],
    ["0.3897", "agrees", null, "info"],
    ["38.98", "differs", "arithmetic", "error"],
    ["100.00%", "differs", "arithmetic", "error"],
    ["59%", "differs", "arithmetic", "error"],
  ])("of %s for 232.63 of 597 %s", (rate, verdict, cause, severity) => {
    expect(theCheck(form(rate, spent("232.63")), "execution-rate")).toMatchObject({
      verdict,
      cause,
      severity,
    });
  });

  test("one unit too high in the last place is told as such", () => {
    expect(theCheck(form("39.1%", spent("233")), "execution-rate")).toMatchObject({
      verdict: "differs",
      cause: "rounding",
      severity: "info",
      recalculated: 39.0285,
    });
  });

  test("of 1 may mean the whole budget", () => {
    expect(theCheck(form("1", spent("597")), "execution-rate")).toMatchObject({
      verdict: "agrees",
      reported: 100,
    });
    expect(theCheck(form("1", spent("300")), "execution-rate")).toMatchObject({ verdict: "differs" });
  });

  test("rests on the amounts it was recalculated from", () => {
    expect(theCheck(form("38.9%", spent("232.63")), "execution-rate").evidence).toEqual([
      "/execution/rate",
      "/funds/1/amount",
      "/funds/0/amount",
    ]);
  });
});

describe("the budget it was taken by", () => {
  const funds: Funds = [
    ["initialBudget", "total", "40"],
    ["annualBudget", "total", "5.55"],
    ["executed", "total", "4.68"],
  ];

  test("is the one that fits", () => {
    const check = theCheck(form("11.7%", funds), "execution-rate");
    expect(check).toMatchObject({ verdict: "agrees", recalculated: 11.7 });
    expect(check.message.en).toContain("4.68万元 / 40万元 = 11.7% (by the initial budget)");
  });

  test("all are named where none fits", () => {
    const check = theCheck(form("50%", funds), "execution-rate");
    expect(check).toMatchObject({ verdict: "differs", recalculated: 84.3243 });
    expect(check.message.zh).toContain("4.68万元 / 40万元 = 11.7%");
  });

  test("comes in the order of the form's profile", () => {
    const changed: FormDraft = { modes: { executionDenominators: ["initialBudget"] } };
    expect(theCheck(form("84.32%", funds, changed), "execution-rate")).toMatchObject({ verdict: "differs" });
  });

  test("is the sum of its sources where no total is printed, in whatever unit", () => {
    const sources: Funds = [
      ["annualBudget", "cityLevel", "40.00"],
      ["annualBudget", "other", "100000", "元"],
      ["executed", "total", "25"],
    ];
    expect(theCheck(form("50%", sources), "execution-rate")).toMatchObject({ verdict: "agrees" });
  });

  test("does not count what the levels pay twice", () => {
    const nested: Funds = [
      ["annualBudget", "currentYear", "50"],
      ["annualBudget", "cityLevel", "30"],
      ["annualBudget", "countyLevel", "20"],
      ["executed", "total", "25"],
    ];
    expect(theCheck(form("50%", nested), "execution-rate")).toMatchObject({ verdict: "agrees" });
  });
});

describe("more than the budget", () => {
  test("is a warning on an agreeing check", () => {
    expect(theCheck(form("120%", spent("120", "100")), "execution-rate")).toMatchObject({
      verdict: "agrees",
      severity: "warning",
      recalculated: 120,
    });
  });

  test("printed as 100 % is no error of arithmetic", () => {
    const check = theCheck(form("100%", spent("120", "100")), "execution-rate");
    expect(check).toMatchObject({ verdict: "differs", severity: "warning" });
    expect(check.message.zh).toContain("执行数超过预算数");
  });
});

test("a rate one digit apart, which the score contradicts as well, looks misread", () => {
  const misread = form("33.97%", spent("232.63"), {
    execution: { rate: "33.97%", weight: "10", score: "3.90" },
  });
  const check = theCheck(misread, "execution-rate");
  expect(check).toMatchObject({ verdict: "differs", severity: "error", cause: "likely-misread" });
  expect(check.suggestion).toContain("38.97%");
});

test.each([
  ["the budget is 0", form("0", spent("0", "0"))],
  ["no amount is printed", form("100%", [])],
  [
    "the total row of the budget could not be read",
    form("100%", [
      ["annualBudget", "total", "5g7"],
      ["executed", "total", "1"],
    ]),
  ],
  ["the rate could not be read", form("38.g%", spent("232.63"))],
])("cannot be verified where %s", (_, unclear) => {
  expect(theCheck(unclear, "execution-rate")).toMatchObject({ verdict: "unverifiable", severity: "info" });
});

test("is not applicable where no rate is printed", () => {
  expect(checksOf({ funds: spent("232.63") }, "execution-rate")).toEqual([]);
});

describe("rows that repeat the rate", () => {
  const repeated = (rate: string | null, budget = "597", executed = "232.63"): FormDraft =>
    form("38.9%", [...spent("232.63"), ["executed", "other", "232.63"]], {
      scoring: {
        repeatedExecution: [{ label: "other", budget, executed, rate, at: { page: 1, line: 9 } }],
      },
    });

  test.each([
    ["38.9%", "agrees"],
    ["100%", "differs"],
  ])("are checked: %s %s", (rate, verdict) => {
    expect(theCheck(repeated(rate), "execution-rate", "/funds/2/amount")).toMatchObject({ verdict });
  });

  test("are taken in one unit where their amounts are in two", () => {
    const at = { page: 1, line: 9 };
    const mixed = form(
      "38.9%",
      [...spent("232.63"), ["annualBudget", "other", "40"], ["executed", "other", "200000", "元"]],
      {
        scoring: {
          repeatedExecution: [{ label: "other", budget: "40", executed: "200000", rate: "50%", at }],
        },
      },
    );
    expect(theCheck(mixed, "execution-rate", "/funds/3/amount")).toMatchObject({
      verdict: "agrees",
      recalculated: 50,
    });
  });

  test.each([
    ["no rate", repeated("—")],
    ["nothing at all", repeated(null)],
    ["a rate of nothing", repeated("100%", "0", "0")],
  ])("that print %s say nothing", (_, silent) => {
    expect(checksOf(silent, "execution-rate").map(({ subject }) => subject)).toEqual(["/execution/rate"]);
  });
});
