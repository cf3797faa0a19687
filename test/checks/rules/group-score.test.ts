import { expect, test } from "vitest";
import { checksOf, theCheck, type FormDraft } from "../draft.ts";
import { CAPTIONED, GROUPED } from "../sample-forms.ts";

function form(group: string | undefined, rows: string[]): FormDraft {
  return {
    scorecard: [
      { group: "产出", weight: "30", ...(group === undefined ? {} : { score: group }) },
      ...rows.map((score, index) => ({ group: "产出", name: `行${index}`, weight: "15", score })),
    ],
    total: { weight: "30", score: "28.00" },
    modes: { executionIn: "scorecard" },
  };
}

test("agrees where the rows add up to the group line", () => {
  expect(theCheck(form("28.00", ["13.5", "14.5"]), "group-score")).toMatchObject({
    verdict: "agrees",
    subject: "/scorecard/0",
    reported: 28,
    recalculated: 28,
    evidence: ["/scorecard/0/score", "/scorecard/1/score", "/scorecard/2/score"],
  });
});

test("differs where they do not", () => {
  const check = theCheck(form("28.00", ["13.5", "13.5"]), "group-score");
  expect(check).toMatchObject({ verdict: "differs", severity: "error", difference: 1 });
  expect(check.message.zh).toContain("“产出”组得分：各项之和为 27（13.5 + 13.5）");
});

test.each([
  ["too much for the rows", "29.00", "13.5", "13.5 至 28.5"],
  ["too little for them", "13.00", "13.5", "13.5 至 28.5"],
])("differs where the group score is %s, whatever the missing one is", (_, group, row, range) => {
  const [line, ...rows] = form(group, [row, "1S"]).scorecard ?? [];
  if (line === undefined) throw new Error("the draft has a group line");
  const check = theCheck({ ...form(group, []), scorecard: [line, ...rows] }, "group-score");
  expect(check).toMatchObject({ verdict: "differs", severity: "error", cause: "arithmetic" });
  expect(check.message.zh).toContain(range);
});

test.each([
  ["rows are not printed", form("28.00", ["", ""]), "missing-value"],
  ["the group score could not be read", form("2B.00", ["13.5", "14.5"]), null],
  ["a row could not be read", form("28.00", ["13.5", "l4.5"]), "missing-value"],
])("cannot be verified where %s", (_, unclear, cause) => {
  expect(theCheck(unclear, "group-score")).toMatchObject({ verdict: "unverifiable", cause });
});

test("a group score inferred from its rows is not checked with them", () => {
  const check = theCheck(form(undefined, ["13.5", "14.5"]), "group-score");
  expect(check).toMatchObject({ verdict: "unverifiable", reported: 28, cause: "missing-value" });
  expect(check.message.en).toContain("13.5 + 14.5 = 28");
});

test("rows belong to the group they name, wherever they stand", () => {
  const [first, ...rest] = GROUPED.scorecard ?? [];
  const moved = first === undefined ? [] : [...rest, first];
  expect(checksOf({ ...GROUPED, scorecard: moved }, "group-score").map(({ verdict }) => verdict)).toEqual([
    "agrees",
    "agrees",
    "agrees",
    "agrees",
  ]);
});

test("is not applicable to a table without group lines", () => {
  expect(checksOf(CAPTIONED, "group-score")).toEqual([]);
});
