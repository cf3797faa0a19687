import { describe, expect, test } from "vitest";
import { checkRecord } from "../../src/checks/check-record.ts";
import type { Check, RuleId } from "../../src/model/check.ts";
import { Record } from "../../src/model/record.ts";
import { alarmsOf, checksOf, draft, type FormDraft } from "./draft.ts";
import { CAPTIONED, GROUPED, STRIPS, TWO_PLACES, WHOLE_POINTS } from "./sample-forms.ts";

type Expected = [RuleId, string, Partial<Check>];

const EXPECTED: [string, FormDraft, Expected[]][] = [
  [
    "GROUPED",
    GROUPED,
    [
      ["total-score", "/total/score", { verdict: "agrees", reported: 96.35, recalculated: 96.35 }],
      ["group-score", "/scorecard/0", { verdict: "agrees", reported: 17.35, recalculated: 17.35 }],
      ["group-score", "/scorecard/14", { verdict: "agrees", reported: 29, recalculated: 29 }],
      ["total-weight", "/total/weight", { verdict: "agrees", recalculated: 100 }],
      [
        "grade",
        "/grade",
        { verdict: "differs", reported: "差", recalculated: "优", cause: "likely-misread" },
      ],
      [
        "completion-rate",
        "/indicators/6/completion",
        { verdict: "differs", reported: 5.09, cause: "likely-misread", severity: "warning" },
      ],
      ["execution-score", "/scorecard/6/score", { verdict: "agrees", reported: 0.35, recalculated: 0.351 }],
      ["date", "/project/periodStart", { verdict: "unverifiable", cause: "likely-misread" }],
      ["narrative-amount", "/narratives/0/text", { verdict: "agrees", reported: 5.55, recalculated: 5.55 }],
    ],
  ],
  [
    "CAPTIONED",
    CAPTIONED,
    [
      ["total-score", "/total/score", { verdict: "agrees", reported: 96, recalculated: 96 }],
      ["total-weight", "/total/weight", { verdict: "agrees", recalculated: 100 }],
      ["group-weight", "/caps/0", { verdict: "agrees", reported: 36, recalculated: 36 }],
      ["group-weight", "/caps/1", { verdict: "agrees", reported: 34, recalculated: 34 }],
      [
        "execution-rate",
        "/execution/rate",
        { verdict: "differs", reported: 100, recalculated: 99.7061, severity: "error" },
      ],
      ["execution-score", "/scorecard/3/score", { verdict: "agrees", reported: 8, cause: "rounding" }],
      ["grade", "/grade", { verdict: "agrees", reported: "优秀" }],
    ],
  ],
  [
    "WHOLE_POINTS",
    WHOLE_POINTS,
    [
      ["total-score", "/total/score", { verdict: "differs", reported: 86, recalculated: 81, difference: 5 }],
      ["total-weight", "/total/weight", { verdict: "agrees", recalculated: 100 }],
      [
        "execution-rate",
        "/execution/rate",
        { verdict: "agrees", reported: 38.9, recalculated: 38.9665, cause: "rounding" },
      ],
      ["execution-rate", "/funds/5/amount", { verdict: "agrees", reported: 38.9, cause: "rounding" }],
      [
        "execution-score",
        "/execution/score",
        { verdict: "agrees", reported: 4, recalculated: 3.8966, cause: "rounding" },
      ],
      ["fund-sum", "/funds/1/amount", { verdict: "agrees" }],
      [
        "deviation-explained",
        "/indicators/12/deviation",
        { verdict: "differs", severity: "warning", cause: "missing-value" },
      ],
      ["deviation-explained", "/indicators/10/deviation", { verdict: "agrees" }],
      ["indicator-score", "/indicators/8/score", { verdict: "unverifiable" }],
      ["indicator-score", "/indicators/9/score", { verdict: "unverifiable" }],
    ],
  ],
  [
    "STRIPS",
    STRIPS,
    [
      ["group-score", "/scorecard/14", { verdict: "agrees", reported: 30, recalculated: 30 }],
      ["group-score", "/scorecard/19", { verdict: "unverifiable" }],
      ["grade", "/grade", { verdict: "agrees", reported: "优" }],
      ["total-weight", "/total/weight", { verdict: "agrees", recalculated: 100 }],
      [
        "indicator-score",
        "/scorecard/14",
        { verdict: "differs", severity: "warning", cause: "unmet-target", reported: 30 },
      ],
      ["total-score", "/total/score", { verdict: "unverifiable", cause: "missing-value" }],
    ],
  ],
  [
    "TWO_PLACES",
    TWO_PLACES,
    [
      ["total-score", "/total/score", { verdict: "agrees", reported: 95.99, recalculated: 95.99 }],
      ["total-weight", "/total/weight", { verdict: "agrees", recalculated: 100 }],
      ["group-weight", "/caps/0", { verdict: "agrees", reported: 50, recalculated: 50 }],
      ["group-weight", "/caps/1", { verdict: "agrees", reported: 30, recalculated: 30 }],
      ["execution-rate", "/execution/rate", { verdict: "agrees", reported: 89.89, recalculated: 89.8914 }],
      ["execution-score", "/execution/score", { verdict: "agrees", reported: 8.99, recalculated: 8.9891 }],
      ["fund-sum", "/funds/1/amount", { verdict: "agrees", reported: 239.4, recalculated: 239.4 }],
      ["grade", "/grade", { verdict: "agrees", reported: "优秀", recalculated: "优", severity: "info" }],
      ["narrative-amount", "/narratives/0/text", { verdict: "agrees", reported: 24.2 }],
      ["narrative-amount", "/narratives/1/text", { verdict: "agrees", reported: 239.4 }],
    ],
  ],
];

const CASES = EXPECTED.flatMap(([name, form, expected]) =>
  expected.map(([rule, subject, check]) => ({ name, form, rule, subject, check })),
);

test.each(CASES)("$name: $rule of $subject", ({ form, rule, subject, check }) => {
  const found = checksOf(form, rule).filter((candidate) => candidate.subject === subject);
  expect(found).toEqual([expect.objectContaining(check)]);
});

describe("alarms", () => {
  test.each([
    ["GROUPED", GROUPED, ["/grade", "/indicators/6/completion"]],
    ["CAPTIONED", CAPTIONED, ["/execution/rate"]],
    ["WHOLE_POINTS", WHOLE_POINTS, ["/total/score", "/indicators/12/deviation"]],
    ["STRIPS", STRIPS, ["/scorecard/14"]],
    ["TWO_PLACES", TWO_PLACES, []],
  ] as const)("%s: just those that the form deserves", (_, form, subjects) => {
    expect(alarmsOf(form).map(({ subject }) => subject)).toEqual(subjects);
  });
});

test.each(EXPECTED)("%s: the record and its messages are well formed", (_, form) => {
  const record = checkRecord(draft(form));
  expect(Record.safeParse(record).error).toBeUndefined();
  for (const { message } of record.checks) {
    expect(message.en).not.toMatch(/undefined|null|NaN|\[object/u);
    expect(message.zh).not.toMatch(/undefined|null|NaN|\[object/u);
  }
});

test.each(EXPECTED)("%s: each rule has one check for a subject", (_, form) => {
  const keys = checkRecord(draft(form)).checks.map(({ rule, subject }) => `${rule} ${subject}`);
  expect(new Set(keys).size).toBe(keys.length);
});

test("the suggestion names the repaired value and the relation it satisfies", () => {
  const check = checksOf(GROUPED, "completion-rate").find(({ verdict }) => verdict === "differs");
  expect(check?.suggestion).toContain("85.09%");
  expect(check?.suggestion).toContain("4.68万元 / 5.5万元");
});

test("messages hold the figures of prose", () => {
  const [spent, parts] = checksOf(TWO_PLACES, "narrative-amount");
  expect(spent?.message.zh).toContain("239.4万元 − 215.2万元 = 24.2万元");
  expect(parts?.message.zh).toContain("209.4万元 + 30万元 = 239.4万元");
  const [returned] = checksOf(GROUPED, "narrative-amount");
  expect(returned?.message.en).toContain("40万元 − 34.45万元 = 5.55万元");
  expect(returned?.message.en).toContain("3.59万元 + 1.09万元 = 4.68万元");
});
