import { expect, test } from "vitest";
import { checkRecord } from "../../../src/checks/check-record.ts";
import { checksOf, draft, theCheck, type FormDraft } from "../draft.ts";
import { WHOLE_POINTS } from "../sample-forms.ts";

const at = { page: 1, line: 90 };

function form(changed: FormDraft = {}): FormDraft {
  return {
    execution: { weight: "10", score: "10" },
    indicators: [
      { level1: "产出指标", level2: "数量指标", name: "数量", weight: "30", score: "30" },
      { level1: "产出指标", level2: "质量指标", name: "质量", weight: "20", score: "20" },
      { level1: "效益指标", level2: "社会效益指标", name: "效益", weight: "40", score: "40" },
    ],
    caps: [["产出指标", "50"]],
    total: { weight: "100", score: "100" },
    ...changed,
  };
}

test("agrees where the rows add up to the caption", () => {
  expect(theCheck(form(), "group-weight")).toMatchObject({
    verdict: "agrees",
    subject: "/caps/0",
    reported: 50,
    recalculated: 50,
    evidence: ["/caps/0/weight", "/indicators/0/weight", "/indicators/1/weight"],
  });
});

test.each([
  ["a first-level caption", [["产出", "45"]], { reported: 45, recalculated: 50 }],
  ["a second-level caption", [["数量指标", "25"]], { reported: 25, recalculated: 30 }],
  ["the caption of the execution row", [["预算执行情况", "20"]], { reported: 20, recalculated: 10 }],
] as const)("differs from %s", (_, caps, expected) => {
  expect(theCheck(form({ caps }), "group-weight")).toMatchObject({
    verdict: "differs",
    severity: "error",
    cause: "arithmetic",
    ...expected,
  });
});

test("differs from a group line of the scoring table", () => {
  const scorecard = [
    { group: "投入", weight: "20", score: "20" },
    { group: "投入", name: "立项", weight: "11", score: "11" },
    { group: "投入", name: "资金", weight: "8", score: "8" },
  ];
  expect(theCheck({ scorecard, modes: { executionIn: "scorecard" } }, "group-weight")).toMatchObject({
    verdict: "differs",
    subject: "/scorecard/0",
    reported: 20,
    recalculated: 19,
  });
});

test("a note that contradicts the caption is a warning", () => {
  const noted = form({ scoring: { notedWeights: [{ group: "产出指标", weight: "60", at }] } });
  expect(theCheck(noted, "group-weight")).toMatchObject({
    verdict: "differs",
    severity: "warning",
    reported: 50,
    recalculated: 60,
  });
});

test.each([
  ["50", "agrees", "info"],
  ["60", "differs", "warning"],
])("a note of %s without a caption is held against the rows", (weight, verdict, severity) => {
  const noted = form({ caps: [], scoring: { notedWeights: [{ group: "产出指标", weight, at }] } });
  expect(theCheck(noted, "group-weight")).toMatchObject({ verdict, severity, subject: "/indicators/0" });
});

test.each([
  ["no row belongs to it", form({ caps: [["影响力指标", "15"]] })],
  ["its points could not be read", form({ caps: [["产出指标", "5O"]] })],
  [
    "the points of a row are lost",
    form({
      indicators: [
        { level1: "产出指标", name: "数量", weight: "30", score: "30" },
        { level1: "产出指标", name: "质量", weight: "", score: "20" },
      ],
    }),
  ],
  [
    "the group of a row is lost",
    form({
      indicators: [
        { level1: "产出指标", name: "数量", weight: "30", score: "30" },
        { name: "质量", weight: "20", score: "20" },
      ],
    }),
  ],
])("cannot be verified where %s", (_, unclear) => {
  expect(theCheck(unclear, "group-weight")).toMatchObject({ verdict: "unverifiable", severity: "info" });
});

test("a row without points and score does not count", () => {
  const rows = [...(form().indicators ?? []), { level1: "产出指标", name: "成本", weight: "", score: "0" }];
  expect(theCheck(form({ indicators: rows }), "group-weight")).toMatchObject({ verdict: "agrees" });
});

test("the caption that the points of the execution row were taken from proves nothing", () => {
  const { record, scoring } = draft(form({ caps: [["预算执行情况", "20"]] }));
  const [cap] = record.caps;
  if (cap === undefined) throw new Error("the draft has a caption");
  const taken = { ...record, execution: { ...record.execution, weight: cap.weight } };
  const { checks } = checkRecord({ record: taken, scoring });
  expect(checks.filter(({ rule }) => rule === "group-weight")).toEqual([]);
});

test("is not applicable where no points are printed for groups", () => {
  expect(checksOf(WHOLE_POINTS, "group-weight")).toEqual([]);
});
