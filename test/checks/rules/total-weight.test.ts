import { expect, test } from "vitest";
import { checksOf, theCheck, type FormDraft } from "../draft.ts";

function form(weights: string[], total: string | undefined, execution = "10"): FormDraft {
  return {
    execution: { weight: execution, score: "10" },
    indicators: weights.map((weight, index) => ({ name: `指标${index}`, weight, score: weight })),
    total: { score: "100", ...(total === undefined ? {} : { weight: total }) },
  };
}

function unused(used: FormDraft): FormDraft {
  return { ...used, indicators: [...(used.indicators ?? []), { name: "生态效益", weight: "", score: "0" }] };
}

test.each([
  ["rows and execution reach the printed total", form(["50", "30", "10"], "100"), "agrees", 100],
  ["no total is printed and they reach 100", form(["50", "30", "10"], undefined), "agrees", 100],
  ["an unused row has no points and no score", unused(form(["50", "30", "10"], "100")), "agrees", 100],
])("agrees where %s", (_, agreeing, verdict, recalculated) => {
  expect(theCheck(agreeing, "total-weight")).toMatchObject({ verdict, recalculated });
});

test.each([
  ["the sum is not the printed total", form(["50", "27", "10"], "100"), 100, 97, 3],
  ["rows alone reach it and the execution row comes on top", form(["60", "30", "10"], "100"), 100, 110, -10],
  ["a total of 120 is printed and reached", form(["80", "20", "10"], "120"), 120, 100, 20],
  ["nothing is printed and they do not reach 100", form(["50", "27", "10"], undefined), null, 97, null],
])("differs where %s", (_, wrong, reported, recalculated, difference) => {
  expect(theCheck(wrong, "total-weight")).toMatchObject({
    verdict: "differs",
    severity: "error",
    cause: "arithmetic",
    reported,
    recalculated,
    difference,
  });
});

test("cannot be verified where the points of a scored row are lost", () => {
  const lost = form(["50", "", "10"], "100");
  const rows = lost.indicators?.map((row) => ({ ...row, score: "30" })) ?? [];
  expect(theCheck({ ...lost, indicators: rows }, "total-weight")).toMatchObject({
    verdict: "unverifiable",
    severity: "info",
    cause: "missing-value",
  });
});

test("cannot be verified where the total could not be read", () => {
  expect(theCheck(form(["50", "30", "10"], "IOO"), "total-weight")).toMatchObject({
    verdict: "unverifiable",
    recalculated: 100,
  });
});

test("points of the execution row may be known from the form alone", () => {
  const known: FormDraft = {
    ...form(["40", "40"], "100"),
    execution: { score: "20" },
    modes: { executionWeight: 20 },
  };
  expect(theCheck(known, "total-weight")).toMatchObject({ verdict: "agrees", recalculated: 100 });
});

test("is not applicable to a form without a column of points", () => {
  const pointless: FormDraft = { indicators: [{ name: "数量", score: "80" }], execution: { score: "20" } };
  expect(checksOf(pointless, "total-weight")).toEqual([]);
});
