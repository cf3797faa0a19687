import { describe, expect, test } from "vitest";
import { checksOf, theCheck, type FormDraft } from "../draft.ts";
import { CAPTIONED, GROUPED } from "../sample-forms.ts";

function form(rows: string[], total: string | undefined, changed: FormDraft = {}): FormDraft {
  return {
    funds: [
      ["annualBudget", "total", "239.4"],
      ["executed", "total", "215.2"],
    ],
    execution: { rate: "89.89%", weight: "10", score: "8.99" },
    indicators: rows.map((score, index) => ({ name: `指标${index}`, weight: "30", score })),
    total: { weight: "100", ...(total === undefined ? {} : { score: total }) },
    ...changed,
  };
}

describe("total-score", () => {
  test("agrees where rows and execution add up", () => {
    expect(theCheck(form(["30", "30", "27"], "95.99"), "total-score")).toMatchObject({
      verdict: "agrees",
      reported: 95.99,
      recalculated: 95.99,
      difference: 0,
      evidence: [
        "/total/score",
        "/indicators/0/score",
        "/indicators/1/score",
        "/indicators/2/score",
        "/execution/score",
      ],
    });
  });

  test("differs where they do not, however little", () => {
    expect(theCheck(form(["30", "30", "27"], "95.94"), "total-score")).toMatchObject({
      verdict: "differs",
      severity: "error",
      cause: "arithmetic",
      difference: -0.05,
    });
  });

  test("names sum, terms and printed total", () => {
    const { message } = theCheck(form(["30", "30", "27"], "90"), "total-score");
    expect(message.zh).toContain("95.99（30 + 30 + 27 + 8.99）");
    expect(message.en).toContain("a difference of -5.99");
  });

  test("the total may have been made of the unrounded execution score", () => {
    const cut = form(["30", "30", "27"], "95.99", {
      execution: { rate: "89.89%", weight: "10", score: "8.98" },
    });
    expect(theCheck(cut, "total-score")).toMatchObject({ verdict: "agrees", cause: "rounding" });
  });

  test("rounding never crosses a grade bound", () => {
    // 81 + 8.996, printed as 81 and 8.99 (cut), rounded at the end.
    const crossing = form(["30", "30", "21"], "90.00", {
      funds: [
        ["annualBudget", "total", "1000"],
        ["executed", "total", "899.6"],
      ],
      execution: { rate: "89.96%", weight: "10", score: "8.99" },
    });
    expect(theCheck(crossing, "total-score")).toMatchObject({
      verdict: "differs",
      severity: "warning",
      cause: "rounding",
    });
  });

  test.each([
    [
      "the total is not printed",
      form(["30", "30", "27"], ""),
      { cause: "missing-value", recalculated: 95.99 },
    ],
    ["the total is unread", form(["30", "30", "27"], "9S.99"), { reported: null, recalculated: 95.99 }],
    ["a row is unread", form(["30", "3O", "27"], "95.99"), { recalculated: null }],
    ["two rows are not printed", form(["30", "", ""], "70"), { cause: "missing-value" }],
    [
      "the cells of a row are lost",
      form(["30", "30", "27"], "99.99", {
        indicators: [
          { name: "指标0", weight: "30", score: "30" },
          { name: "指标1", weight: "30", score: "30" },
          { name: "指标2", weight: "25", score: "25" },
          { name: "指标3", target: "1个", actual: "1个" },
        ],
      }),
      { cause: "missing-value" },
    ],
    [
      "more scores stand than rows",
      form(["30", "30", "27"], "95.99", {
        scoring: {
          surplus: [{ near: "/indicators/1", raw: ["30", "30", "30", "27"], rows: 3, at: { page: 1 } }],
        },
      }),
      { recalculated: null },
    ],
  ])("cannot be verified where %s", (_, unclear, expected) => {
    expect(theCheck(unclear, "total-score")).toMatchObject({ verdict: "unverifiable", ...expected });
  });

  test("is not applicable to a form without scores", () => {
    expect(checksOf({ indicators: [{ name: "数量", target: "1个", actual: "1个" }] }, "total-score")).toEqual(
      [],
    );
  });
});

describe("what makes the total", () => {
  test("an execution row that is one of the scored rows is not added twice", () => {
    const twice = { ...CAPTIONED, execution: { rate: "100.00%", weight: "8", score: "8" } };
    expect(theCheck(twice, "total-score")).toMatchObject({ verdict: "agrees", recalculated: 96 });
  });

  test("rows that have the full points alone leave the execution row beside the total", () => {
    const exclusive = form(["40", "30", "30"], "100", {
      indicators: ["40", "30", "30"].map((score, index) => ({ name: `指标${index}`, weight: score, score })),
    });
    expect(theCheck(exclusive, "total-score")).toMatchObject({ verdict: "agrees", recalculated: 100 });
    const onTop = { ...exclusive, total: { weight: "100", score: "108.99" } };
    expect(theCheck(onTop, "total-score")).toMatchObject({ verdict: "agrees", recalculated: 108.99 });
  });

  test("group lines are not added to their rows", () => {
    expect(theCheck(GROUPED, "total-score").evidence).not.toContain("/scorecard/0/score");
  });

  test("group lines stand in for rows that could not be read", () => {
    const [line, row, ...rest] = GROUPED.scorecard ?? [];
    if (line === undefined || row === undefined) throw new Error("the sample has rows");
    const unread = { ...GROUPED, scorecard: [line, { ...row, score: "E.00" }, ...rest] };
    expect(theCheck(unread, "total-score")).toMatchObject({
      verdict: "agrees",
      evidence: [
        "/total/score",
        "/scorecard/0/score",
        "/scorecard/7/score",
        "/scorecard/14/score",
        "/scorecard/19/score",
      ],
    });
  });

  test("two tables with points make it together", () => {
    const both: FormDraft = {
      indicators: [{ level1: "产出指标", name: "数量", score: "80" }],
      scorecard: [
        { group: "项目决策", name: "依据", weight: "2", score: "2" },
        { group: "项目管理", name: "制度", weight: "13", score: "11" },
      ],
      total: { score: "96" },
      modes: { executionIn: "scorecard" },
    };
    expect(theCheck(both, "total-score")).toMatchObject({ verdict: "differs", recalculated: 93 });
  });
});

describe("likely misreadings", () => {
  test("of the total, where its repair fits rows and grade", () => {
    const misread = form(["30", "30", "27"], "75.99", { grade: "优" });
    const check = theCheck(misread, "total-score");
    expect(check).toMatchObject({ verdict: "differs", cause: "likely-misread" });
    expect(check.suggestion).toContain("95.99");
  });

  test("of a row, where its repair makes group and total hold", () => {
    const rows = GROUPED.scorecard?.map((row) =>
      row.name === "实际完成率" ? { ...row, score: "1.00" } : row,
    );
    const misread = { ...GROUPED, ...(rows === undefined ? {} : { scorecard: rows }) };
    for (const rule of ["total-score", "group-score"] as const) {
      const check = checksOf(misread, rule).find(({ verdict }) => verdict === "differs");
      expect(check).toMatchObject({ cause: "likely-misread" });
      expect(check?.suggestion).toContain("“实际完成率” 7");
    }
  });
});

test("a difference that rests on a number hardly read is not called one", () => {
  const doubtful = form(["30", "30", "27"], "85.99", { confidence: { "/indicators/2/score": 0.3 } });
  const check = theCheck(doubtful, "total-score");
  expect(check).toMatchObject({ verdict: "unverifiable", severity: "info" });
  expect(check.message.zh).toContain("“27”识别把握过低");
});
