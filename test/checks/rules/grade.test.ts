import { expect, test } from "vitest";
import { checksOf, theCheck, type FormDraft } from "../draft.ts";
import { CAPTIONED } from "../sample-forms.ts";

function form(score: string, grade: string, changed: FormDraft = {}): FormDraft {
  return { indicators: [{ name: "数量", weight: "100", score }], total: { score }, grade, ...changed };
}

test.each([
  ["90", "优", "agrees"],
  ["89.99", "良", "agrees"],
  ["80", "良", "agrees"],
  ["79.9", "中", "agrees"],
  ["100", "优秀", "agrees"],
  ["59.99", "差", "agrees"],
  ["89.99", "优", "differs"],
  ["90", "良", "differs"],
])("%s is %s: %s", (score, grade, verdict) => {
  expect(theCheck(form(score, grade), "grade")).toMatchObject({ verdict, reported: grade });
});

test("a printed scale goes before the national one", () => {
  const { scoring = {} } = CAPTIONED;
  expect(theCheck(form("76", "良好", { scoring }), "grade")).toMatchObject({
    verdict: "agrees",
    recalculated: "良好",
  });
  const differing = theCheck(form("74", "良好", { scoring }), "grade");
  expect(differing).toMatchObject({ verdict: "differs", severity: "error", recalculated: "合格" });
  expect(differing.message.en).toContain("the scale printed on the form");
});

test("a grade that only another common scale gives is not called wrong where none is printed", () => {
  expect(theCheck(form("76", "良好"), "grade")).toMatchObject({ verdict: "unverifiable" });
  expect(theCheck(form("76", "良"), "grade")).toMatchObject({ verdict: "differs", cause: "arithmetic" });
});

test.each([
  ["the total is not printed", { ...form("90", "优"), total: {} }],
  ["the word is of no known scale", form("90", "甲等")],
])("cannot be verified where %s", (_, unclear) => {
  expect(theCheck(unclear, "grade")).toMatchObject({ verdict: "unverifiable", severity: "info" });
});

test("is not applicable where no grade is printed", () => {
  expect(checksOf({ total: { score: "90" } }, "grade")).toEqual([]);
});
