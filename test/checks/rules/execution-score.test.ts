import { expect, test } from "vitest";
import { checksOf, theCheck, type FormDraft } from "../draft.ts";
import { GROUPED } from "../sample-forms.ts";

function form(score: string, changed: FormDraft = {}): FormDraft {
  return {
    funds: [
      ["annualBudget", "total", "239.4"],
      ["executed", "total", "215.2"],
    ],
    execution: { rate: "89.89%", weight: "10", score },
    ...changed,
  };
}

test.each([
  ["8.99", "agrees", null],
  ["8.98", "agrees", "rounding"],
  ["9", "agrees", "rounding"],
  ["9.00", "differs", "arithmetic"],
  ["10", "differs", "arithmetic"],
])("a score of %s for 89.89 %% of 10 points %s", (score, verdict, cause) => {
  expect(theCheck(form(score), "execution-score")).toMatchObject({
    verdict,
    cause,
    subject: "/execution/score",
    recalculated: 8.9891,
  });
});

test("the printed rate is a way to the score as well", () => {
  const cut = form("3.89", {
    funds: [
      ["annualBudget", "total", "597"],
      ["executed", "total", "232.63"],
    ],
    execution: { rate: "38.9%", weight: "10", score: "3.890" },
  });
  const check = theCheck(cut, "execution-score");
  expect(check).toMatchObject({ verdict: "agrees", recalculated: 3.89 });
  expect(check.message.en).toContain("by the printed rate");
  expect(check.evidence).toContain("/execution/rate");
});

test("the rate alone will do", () => {
  expect(theCheck(form("8.99", { funds: [] }), "execution-score")).toMatchObject({ verdict: "agrees" });
});

test("the row of this name in the scoring table is the subject where the form has it there", () => {
  expect(theCheck(GROUPED, "execution-score")).toMatchObject({
    subject: "/scorecard/6/score",
    recalculated: 0.351,
  });
});

test("a row of this name among the indicators counts only where the form has its execution points there", () => {
  const row = {
    level1: "产出指标",
    name: "预算执行率",
    target: "100%",
    actual: "96%",
    weight: "10",
    score: "9.6",
  };
  const funds: FormDraft["funds"] = [
    ["annualBudget", "total", "100"],
    ["executed", "total", "96"],
  ];
  expect(checksOf({ funds, indicators: [row] }, "execution-score")).toEqual([]);
  const there: FormDraft = { funds, indicators: [row], modes: { executionIn: "indicators" } };
  expect(theCheck(there, "execution-score")).toMatchObject({
    verdict: "agrees",
    subject: "/indicators/0/score",
  });
});

test("a score one digit apart, with which the total would hold, looks misread", () => {
  const misread = form("3.99", {
    indicators: [{ name: "数量", weight: "90", score: "90" }],
    total: { weight: "100", score: "98.99" },
  });
  const check = theCheck(misread, "execution-score");
  expect(check).toMatchObject({ verdict: "differs", cause: "likely-misread" });
  expect(check.suggestion).toContain("8.99");
});

test("points known from the form's profile do where none are printed", () => {
  const known = form("17.98", {
    execution: { rate: "89.89%", score: "17.98" },
    modes: { executionWeight: 20 },
  });
  expect(theCheck(known, "execution-score")).toMatchObject({ verdict: "agrees", recalculated: 17.9783 });
});

test.each([
  [
    "neither rate nor amounts were read",
    form("8.99", { funds: [], execution: { weight: "10", score: "8.99" } }),
  ],
  ["its points are not printed", form("8.99", { execution: { rate: "89.89%", score: "8.99" } })],
  ["it could not be read", form("8.g9")],
])("cannot be verified where %s", (_, unclear) => {
  expect(theCheck(unclear, "execution-score")).toMatchObject({ verdict: "unverifiable", severity: "info" });
});

test("is not applicable where no execution score is printed", () => {
  expect(checksOf({ execution: { rate: "89.89%" } }, "execution-score")).toEqual([]);
});
