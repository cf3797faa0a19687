import { describe, expect, test } from "vitest";
import { checksOf, theCheck, type FormDraft, type IndicatorDraft } from "../draft.ts";
import { GROUPED, STRIPS } from "../sample-forms.ts";

function form(row: Partial<IndicatorDraft>, changed: FormDraft = {}): FormDraft {
  const other = { level1: "效益指标", name: "效益", weight: "90", score: "90.00" };
  return {
    indicators: [{ level1: "产出指标", name: "数量", weight: "10", score: "10.00", ...row }, other],
    ...changed,
  };
}

const SUBJECT = "/indicators/0/score";

describe("the formula of the comparator", () => {
  test.each([
    ["≥1000条", "2185", "10.00", 10],
    ["≥1000条", "850条", "8.50", 8.5],
    ["98以上", "96", "9.80", 9.7959],
    ["20户", "26户", "10.00", 10],
    ["20户", "15户", "7.50", 7.5],
    ["0起", "0起", "10.00", 10],
    ["0起", "2起", "0.00", 0],
    ["≤10天", "8天", "10.00", 10],
    ["≤10天", "12天", "8.00", 8],
    ["≤10天", "12天", "8.33", 8.3333],
    ["≤10天", "25天", "0.00", 0],
    ["≥10次", "-3次", "0.00", 0],
    ["40万元", "400000元", "10.00", 10],
    ["≥4万户", "30000户", "7.50", 7.5],
    ["≥95%", "1", "10.00", 10],
    ["60-70户", "63户", "10.00", 10],
    ["2021年12月31日前", "2021年12月1日", "10.00", 10],
  ])("target %s, actual %s earns %s of 10", (target, actual, score, recalculated) => {
    expect(theCheck(form({ target, actual, score }), "indicator-score", SUBJECT)).toMatchObject({
      verdict: "agrees",
      recalculated,
    });
  });

  test("only those of the form's profile are accepted for an exceeded bound", () => {
    const linear = form(
      { target: "≤10天", actual: "12天", score: "8.33" },
      { modes: { negative: ["linear"] } },
    );
    expect(theCheck(linear, "indicator-score", SUBJECT)).toMatchObject({
      verdict: "differs",
      recalculated: 8,
    });
  });

  test("is given with its figures", () => {
    const { message } = theCheck(
      form({ target: "≥1000条", actual: "850条", score: "9.00" }),
      "indicator-score",
      SUBJECT,
    );
    expect(message.zh).toContain("850 / 1000 × 10 = 8.5");
  });
});

describe("full marks on a missed target", () => {
  test.each([
    ["≥95%", "80%"],
    ["≥95%", "94.9%"],
    ["≤10天", "11天"],
    ["20户", "19户"],
    ["60-70户", "56户"],
    ["2021年12月31日前", "2022年1月5日"],
    ["健全", "未完成"],
  ])("are a warning: target %s, actual %s", (target, actual) => {
    expect(theCheck(form({ target, actual }), "indicator-score", SUBJECT)).toMatchObject({
      verdict: "differs",
      severity: "warning",
      cause: "unmet-target",
    });
  });

  test("may come of a comparator that was misread", () => {
    const check = theCheck(form({ target: "290%", actual: "95%" }), "indicator-score", SUBJECT);
    expect(check).toMatchObject({ verdict: "differs", cause: "likely-misread" });
    expect(check.suggestion).toContain("≥90%");
  });

  test("are not excused by rounding to whole points", () => {
    const whole: FormDraft = {
      indicators: [{ name: "合格率", target: "≥95%", actual: "93%", weight: "10", score: "10" }],
    };
    expect(theCheck(whole, "indicator-score")).toMatchObject({ verdict: "differs", cause: "unmet-target" });
  });

  test("are no fault where cost stays below a bare target", () => {
    for (const actual of ["4.68万元", "0.5万元"]) {
      const row = { level2: "成本指标", target: "10万元", actual };
      expect(theCheck(form(row), "indicator-score", SUBJECT)).toMatchObject({ verdict: "agrees" });
    }
  });

  test("are a warning where cost exceeds it", () => {
    const row = { level2: "成本指标", target: "10万元", actual: "12万元" };
    expect(theCheck(form(row), "indicator-score", SUBJECT)).toMatchObject({ verdict: "differs" });
  });
});

describe("points beside the formula", () => {
  test("too many are told", () => {
    const row = { target: "≥1000条", actual: "850条", score: "9.00" };
    expect(theCheck(form(row), "indicator-score", SUBJECT)).toMatchObject({
      verdict: "differs",
      severity: "info",
      cause: "unmet-target",
      difference: 0.5,
    });
  });

  test("points docked from a met target are told where a reason is given", () => {
    const row = { target: "≥1000条", actual: "1200条", score: "8.00", deviation: "资料不全" };
    expect(theCheck(form(row), "indicator-score", SUBJECT)).toMatchObject({
      verdict: "differs",
      severity: "info",
    });
  });

  test("without a reason they differ all the same, and deviation-explained warns", () => {
    const row = { target: "≥1000条", actual: "1200条", score: "8.00", deviation: "无" };
    expect(theCheck(form(row), "indicator-score", SUBJECT)).toMatchObject({
      verdict: "differs",
      severity: "info",
      recalculated: 10,
    });
    expect(theCheck(form(row), "deviation-explained")).toMatchObject({
      verdict: "differs",
      severity: "warning",
    });
  });
});

describe("the bands of a qualitative target", () => {
  test.each([
    ["完成", "8.00", "agrees", "info"],
    ["完成", "7.99", "differs", "info"],
    ["部分达成年度指标并具有一定效果", "7.00", "agrees", "info"],
    ["部分达成年度指标并具有一定效果", "9.00", "differs", "info"],
    ["部分达成年度指标并具有一定效果", "10.00", "differs", "warning"],
    ["未达成年度指标且效果较差", "5.00", "agrees", "info"],
  ])("%s, %s of 10: %s", (actual, score, verdict, severity) => {
    expect(theCheck(form({ target: "健全", actual, score }), "indicator-score", SUBJECT)).toMatchObject({
      verdict,
      severity,
    });
  });

  test("may be others in a form's profile", () => {
    const hubei = form(
      { target: "健全", actual: "部分完成", score: "5.50" },
      { modes: { qualitativeBands: [80, 50] } },
    );
    expect(theCheck(hubei, "indicator-score", SUBJECT)).toMatchObject({ verdict: "agrees" });
  });
});

describe("what cannot be verified", () => {
  test.each([
    ["≤1天", "无", "a sign for nothing"],
    ["≤10%", "≤10%", "carries a comparator"],
    ["》1000家", "》5000家", "carries a comparator"],
    ["20户", "26个", "different units"],
    ["≥0个", "3个", "target of 0"],
    ["显著提升", "显著提升", "no measurable target"],
    ["》10", "10个县，80余家单位", "no measurable target"],
    ["20户", "", "no actual value"],
    ["—", "26户", "no target"],
    ["60-70户", "75户", "a range"],
  ])("target %s, actual %s: %s", (target, actual, reason) => {
    const check = theCheck(form({ target, actual }), "indicator-score", SUBJECT);
    expect(check).toMatchObject({ verdict: "unverifiable", severity: "info" });
    expect(check.message.en).toContain(reason);
  });

  test.each([
    ["points are lost", { weight: "" }],
    ["the score is lost", { score: "" }],
    ["the score could not be read", { score: "1O" }],
  ])("a row whose %s", (_, lost) => {
    const row = { target: "20户", actual: "26户", ...lost };
    expect(theCheck(form(row), "indicator-score", SUBJECT)).toMatchObject({ verdict: "unverifiable" });
  });

  test("a bare cost target that is not money, exceeded", () => {
    const row = { level2: "成本指标", target: "10%", actual: "12%" };
    expect(theCheck(form(row), "indicator-score", SUBJECT)).toMatchObject({ verdict: "unverifiable" });
  });

  test("values that were placed because they fit", () => {
    const chosen = form(
      { target: "20户", actual: "26户" },
      { scoring: { circular: ["/indicators/0/actual"] } },
    );
    expect(theCheck(chosen, "indicator-score", SUBJECT)).toMatchObject({ verdict: "unverifiable" });
  });
});

describe("indicators without points of their own", () => {
  test("stand against the group of the scoring table: nothing done, yet full marks", () => {
    const check = theCheck(STRIPS, "indicator-score");
    expect(check).toMatchObject({
      verdict: "differs",
      severity: "warning",
      cause: "unmet-target",
      subject: "/scorecard/14",
      reported: 30,
    });
    expect(check.evidence).toContain("/indicators/4/actual");
    expect(check.message.zh).toContain("“公共服务平台”、“技术联盟”、“扶持资金”");
  });

  test("say nothing where the group lost points", () => {
    expect(checksOf(GROUPED, "indicator-score")).toEqual([]);
  });

  test("a completion that was placed by its content counts only beside an actual value of 0", () => {
    const circular = STRIPS.indicators?.map((_, index) => `/indicators/${index}/completion`) ?? [];
    const scoring = { ...STRIPS.scoring, circular };
    const words =
      STRIPS.indicators?.map((row) => (row.actual === "0" ? { ...row, actual: "筹备中" } : row)) ?? [];
    expect(theCheck({ ...STRIPS, scoring }, "indicator-score").message.en).toContain("3 of its indicators");
    expect(checksOf({ ...STRIPS, scoring, indicators: words }, "indicator-score")).toEqual([]);
    expect(theCheck({ ...STRIPS, indicators: words }, "indicator-score")).toMatchObject({
      verdict: "differs",
    });
  });

  test("are not applicable without such a group", () => {
    expect(
      checksOf({ indicators: [{ name: "数量", target: "1个", actual: "0" }] }, "indicator-score"),
    ).toEqual([]);
  });
});

test("a score outside its points is left to score-range", () => {
  const row = { target: "20户", actual: "26户", score: "12.00" };
  expect(checksOf(form(row), "indicator-score").map(({ subject }) => subject)).not.toContain(SUBJECT);
});
