import { expect, test } from "vitest";
import { checksOf, theCheck, type FormDraft } from "../draft.ts";

function form(weight: string, score: string, changed: FormDraft = {}): FormDraft {
  return {
    indicators: [
      { name: "数量", weight: "90", score: "90" },
      { name: "质量", weight, score },
    ],
    total: { weight: "100", score: "98" },
    ...changed,
  };
}

const SUBJECT = "/indicators/1/score";

test.each([
  ["8", "agrees"],
  ["0.00", "agrees"],
  ["10", "agrees"],
])("a score of %s within 10 points %s", (score, verdict) => {
  expect(theCheck(form("10", score), "score-range", SUBJECT)).toMatchObject({ verdict });
});

test.each([
  ["above its points", form("10", "12"), { cause: "arithmetic" }],
  ["below zero", form("10", "-2"), { cause: "arithmetic" }],
  ["of points below zero", form("-10", "5"), { cause: "arithmetic" }],
  ["ten times its points", form("10", "100"), { cause: "likely-misread" }],
  ["whose lost point makes the total hold", form("10", "80"), { cause: "likely-misread" }],
])("a score %s differs", (_, wrong, expected) => {
  expect(theCheck(wrong, "score-range", SUBJECT)).toMatchObject({
    verdict: "differs",
    severity: "error",
    ...expected,
  });
});

test("the suggestion names the repaired score", () => {
  expect(theCheck(form("10", "80"), "score-range", SUBJECT).suggestion).toContain("“质量” 8");
});

test("group lines, the execution row and the total are held to their points too", () => {
  const full: FormDraft = {
    execution: { weight: "10", score: "11" },
    scorecard: [
      { group: "产出", weight: "90", score: "91" },
      { group: "产出", name: "数量", weight: "90", score: "90" },
    ],
    total: { weight: "100", score: "101" },
  };
  const differing = checksOf(full, "score-range").filter(({ verdict }) => verdict === "differs");
  expect(differing.map(({ subject }) => subject)).toEqual([
    "/scorecard/0/score",
    "/execution/score",
    "/total/score",
  ]);
});

test.each([
  ["its points are lost", form("", "8"), "missing-value"],
  ["it could not be read", form("10", "B"), null],
])("cannot be verified where %s", (_, unclear, cause) => {
  expect(theCheck(unclear, "score-range", SUBJECT)).toMatchObject({ verdict: "unverifiable", cause });
});

test("that a score which was placed by its value fits there says nothing", () => {
  const chosen = form("10", "8", { scoring: { circular: [SUBJECT] } });
  expect(checksOf(chosen, "score-range").map(({ subject }) => subject)).not.toContain(SUBJECT);
  const above = form("10", "12", { scoring: { circular: [SUBJECT] } });
  expect(theCheck(above, "score-range", SUBJECT)).toMatchObject({ verdict: "differs" });
});

test("without any points printed no score is below zero, and the total not above 100", () => {
  const bare = (first: string, total: string): FormDraft => ({
    indicators: [
      { name: "数量", score: first },
      { name: "质量", score: "60" },
    ],
    total: { score: total },
  });
  expect(theCheck(bare("-5", "55"), "score-range", "/indicators/0/score")).toMatchObject({
    verdict: "differs",
    severity: "error",
  });
  expect(theCheck(bare("45", "105"), "score-range", "/total/score")).toMatchObject({ verdict: "differs" });
  expect(checksOf(bare("35", "95"), "score-range")).toMatchObject([
    { subject: "/total/score", verdict: "agrees" },
  ]);
});

test("an unused row has no range, nor has a table without points", () => {
  expect(checksOf(form("", "0"), "score-range").map(({ subject }) => subject)).not.toContain(SUBJECT);
  expect(checksOf({ indicators: [{ name: "数量", score: "80" }] }, "score-range")).toEqual([]);
});
