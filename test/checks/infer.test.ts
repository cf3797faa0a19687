import { describe, expect, test } from "vitest";
import { checkRecord } from "../../src/checks/check-record.ts";
import { inferScores } from "../../src/checks/infer.ts";
import { draft, theCheck, type FormDraft } from "./draft.ts";
import { STRIPS } from "./sample-forms.ts";

/** Two groups of two rows; what is left out is not printed. */
function grouped(scores: {
  total?: string;
  input?: string;
  inputRows?: [string?, string?];
  output?: string;
  outputRows?: [string?, string?];
}): FormDraft {
  const cell = (score: string | undefined): { score?: string } => (score === undefined ? {} : { score });
  return {
    scorecard: [
      { group: "投入", weight: "40", ...cell(scores.input) },
      { group: "投入", name: "立项", weight: "15", ...cell(scores.inputRows?.[0]) },
      { group: "投入", name: "资金", weight: "25", ...cell(scores.inputRows?.[1]) },
      { group: "产出", weight: "60", ...cell(scores.output) },
      { group: "产出", name: "数量", weight: "30", ...cell(scores.outputRows?.[0]) },
      { group: "产出", name: "质量", weight: "30", ...cell(scores.outputRows?.[1]) },
    ],
    total: { weight: "100", ...(scores.total === undefined ? {} : { score: scores.total }) },
    modes: { executionIn: "scorecard" },
  };
}

function inferredIn(form: FormDraft): { [pointer: string]: number | null } {
  const { form: inferred, inferences } = inferScores(draft(form));
  return Object.fromEntries(
    [...inferences.keys()].map((pointer) => [
      pointer,
      inferred.record.scorecard[Number(pointer.split("/")[2])]?.score?.value ?? null,
    ]),
  );
}

describe("what follows with certainty", () => {
  test("groups whose full points are just what the total leaves, and the rows below them", () => {
    expect(inferredIn(STRIPS)).toEqual({
      "/scorecard/0/score": 20,
      "/scorecard/1/score": 3,
      "/scorecard/2/score": 4,
      "/scorecard/3/score": 4,
      "/scorecard/4/score": 3,
      "/scorecard/5/score": 3,
      "/scorecard/6/score": 3,
      "/scorecard/7/score": 20,
      "/scorecard/8/score": 3,
      "/scorecard/9/score": 3,
      "/scorecard/10/score": 4,
      "/scorecard/11/score": 3,
      "/scorecard/12/score": 3,
    });
  });

  test("the one row that is not printed in a group", () => {
    const form = grouped({
      total: "90",
      input: "35",
      inputRows: ["12.5"],
      output: "55",
      outputRows: ["30", "25"],
    });
    expect(inferredIn(form)).toEqual({ "/scorecard/2/score": 22.5 });
  });

  test("a subtotal, of its rows rather than of the total", () => {
    const form = grouped({
      total: "91",
      inputRows: ["15", "20"],
      output: "55",
      outputRows: ["30", "25"],
    });
    expect(inferredIn(form)).toEqual({ "/scorecard/0/score": 35 });
    expect(theCheck(form, "total-score")).toMatchObject({ verdict: "differs", recalculated: 90 });
  });

  test("rows that a sum leaves nothing", () => {
    const form = grouped({ total: "55", input: "0", output: "55", outputRows: ["30", "25"] });
    expect(inferredIn(form)).toEqual({ "/scorecard/1/score": 0, "/scorecard/2/score": 0 });
  });
});

describe("what does not follow", () => {
  test.each([
    ["two rows that share what is left", grouped({ total: "80", input: "35", output: "45" })],
    [
      "a row that would exceed its points",
      grouped({ total: "90", input: "40", inputRows: ["10"], output: "50" }),
    ],
    ["a row below zero", grouped({ input: "10", inputRows: ["12"] })],
    ["a total", grouped({ input: "40", inputRows: ["15", "25"], output: "60", outputRows: ["30", "30"] })],
    [
      "a row where something is printed that could not be read",
      grouped({ input: "40", inputRows: ["15", "2S"], output: "60", outputRows: ["30", "30"] }),
    ],
  ])("%s", (_, form) => {
    expect(inferredIn(form)).toEqual({});
  });

  test("anything where weights do not add up", () => {
    const form = grouped({ total: "100", input: "40", output: "60", outputRows: ["30"] });
    const [first, ...rest] = form.scorecard ?? [];
    const short = first === undefined ? [] : [{ ...first, weight: "41" }, ...rest];
    expect(inferredIn({ ...form, scorecard: short })).toEqual({ "/scorecard/5/score": 30 });
  });

  test("anything in a group where more values stand than rows", () => {
    const form = grouped({
      total: "100",
      input: "40",
      inputRows: ["15"],
      output: "60",
      outputRows: ["30", "30"],
    });
    const surplus = [{ near: "/scorecard/1", raw: ["15", "15", "25"], rows: 2, at: { page: 1 } }];
    expect(inferredIn({ ...form, scoring: { surplus } })).toEqual({});
  });
});

describe("an inferred reading", () => {
  const record = checkRecord(draft({ ...STRIPS, confidence: { "/total/score": 0.7 } }));

  test("is marked, stands where its row stands, and is no surer than what it rests on", () => {
    const line = record.scorecard[0];
    expect(line?.score).toMatchObject({ value: 20, raw: "", origin: "inferred", confidence: 0.7 });
    expect(line?.score?.at).toEqual(line?.weight?.at);
    expect(record.scorecard[1]?.score?.confidence).toBe(0.7);
  });

  test("proves nothing of the sum it was inferred from", () => {
    const sums = record.checks.filter(({ rule }) => rule === "group-score" || rule === "total-score");
    expect(sums.map(({ subject, verdict }) => [subject, verdict])).toEqual([
      ["/total/score", "unverifiable"],
      ["/scorecard/0", "unverifiable"],
      ["/scorecard/7", "unverifiable"],
      ["/scorecard/14", "agrees"],
      ["/scorecard/19", "unverifiable"],
    ]);
    expect(sums[0]?.message.en).toContain("95 − 30 − 25 = 40 = 20 + 20");
  });

  test("can be confirmed by another relation", () => {
    expect(theCheck(STRIPS, "execution-score")).toMatchObject({ verdict: "agrees", reported: 3 });
    expect(theCheck(STRIPS, "execution-score").message.zh).toContain("推得 3");
  });

  test("never takes the place of a printed one", () => {
    const before = draft(STRIPS);
    const copy = structuredClone(before);
    checkRecord(before);
    expect(before).toEqual(copy);
    expect(record.scorecard[13]?.score).toMatchObject({ raw: "4.00", origin: "read" });
  });
});

test("an execution score that was rounded leaves a missing row open", () => {
  const form: FormDraft = {
    funds: [
      ["annualBudget", "total", "239.4"],
      ["executed", "total", "215.2"],
    ],
    execution: { rate: "89.89%", weight: "10", score: "8.99" },
    indicators: [
      { level1: "产出指标", name: "数量", weight: "60", score: "60" },
      { level1: "效益指标", name: "效益", weight: "30", score: "" },
    ],
    total: { weight: "100", score: "95.99" },
  };
  expect(inferScores(draft(form)).inferences.size).toBe(0);
  const full = {
    ...form,
    execution: { rate: "100%", weight: "10", score: "10" },
    total: { weight: "100", score: "97" },
  };
  expect(inferScores(draft(full)).form.record.indicators[1]?.score).toMatchObject({
    value: 27,
    origin: "inferred",
  });
});
