import { describe, expect, test } from "vitest";
import { checksOf, theCheck, type FormDraft } from "../draft.ts";

function form(target: string, actual: string, completion: string, changed: FormDraft = {}): FormDraft {
  return { indicators: [{ level1: "产出指标", name: "运行维护", target, actual, completion }], ...changed };
}

function cost(target: string, actual: string, completion: string): FormDraft {
  return {
    indicators: [{ level1: "产出指标", level2: "成本指标", name: "运行维护", target, actual, completion }],
  };
}

describe("a completion in per cent", () => {
  test.each([
    ["≥16场", "20场", "125%", null],
    ["≥16场", "20场", "100%", null],
    ["16场", "8场", "50%", null],
    ["60个", "8个", "13.33%", null],
    ["60个", "40个", "66.6%", "rounding"],
    ["10个", "10个", "1", null],
    ["10个", "9个", "0.9", null],
    ["100个", "1个", "1", null],
    ["≤10天", "8天", "80%", null],
    ["≤8天", "10天", "80%", null],
    ["0起", "0起", "100%", null],
  ])("agrees: %s, %s, %s", (target, actual, completion, cause) => {
    expect(theCheck(form(target, actual, completion), "completion-rate")).toMatchObject({
      verdict: "agrees",
      cause,
      subject: "/indicators/0/completion",
    });
  });

  test("agrees with an amount that it names itself", () => {
    expect(theCheck(cost("10万元", "4.4万元", "80% (按5.5万元计算)"), "completion-rate")).toMatchObject({
      verdict: "agrees",
      recalculated: 80,
    });
  });

  test.each([
    ["16场", "8场", "60%", "arithmetic"],
    ["16场", "8场", "100%", "unmet-target"],
    ["16场", "8场", "5%", "likely-misread"],
    ["100场", "85场", "5%", "likely-misread"],
  ])("differs: %s, %s, %s", (target, actual, completion, cause) => {
    expect(theCheck(form(target, actual, completion), "completion-rate")).toMatchObject({
      verdict: "differs",
      severity: "warning",
      cause,
    });
  });

  test("one unit too high in the last place is told as rounding", () => {
    expect(theCheck(form("60个", "8个", "13.4%"), "completion-rate")).toMatchObject({
      verdict: "differs",
      severity: "info",
      cause: "rounding",
    });
  });
});

describe("a completion in words", () => {
  test.each([
    ["20户", "26", "已完成"],
    ["20户", "15户", "未完成"],
    ["≤10天", "8天", "已完成"],
    ["60-70户", "63户", "已完成"],
    ["60-70户", "56户", "未完成"],
    ["2021年12月31日之前", "2021年11月30日", "已完成"],
  ])("agrees: %s, %s, %s", (target, actual, completion) => {
    expect(theCheck(form(target, actual, completion), "completion-rate")).toMatchObject({
      verdict: "agrees",
    });
  });

  test.each([
    ["20户", "15户", "已完成", "unmet-target"],
    ["20户", "26户", "未完成", "arithmetic"],
    ["60-70户", "56户", "已完成", "unmet-target"],
    ["2021年12月31日之前", "2022年1月30日", "已完成", "unmet-target"],
  ])("differs: %s, %s, %s", (target, actual, completion, cause) => {
    expect(theCheck(form(target, actual, completion), "completion-rate")).toMatchObject({
      verdict: "differs",
      severity: "warning",
      cause,
    });
  });

  test.each(["已完成", "未完成", "100%", "80%"])(
    "cost below its bare target may be called %s",
    (completion) => {
      expect(theCheck(cost("50万元", "40万元", completion), "completion-rate")).toMatchObject({
        verdict: "agrees",
      });
    },
  );
});

describe("nothing to calculate with", () => {
  test.each([
    ["按要求完成", "按要求完成", "100%"],
    ["按要求完成", "按要求完成", "已完成"],
    ["按要求完成", "无", "0"],
    ["1年", "无", "0"],
    ["30万元", "0", "0"],
    ["2个", "0", "未完成"],
  ])("still agrees: %s, %s, %s", (target, actual, completion) => {
    expect(theCheck(form(target, actual, completion), "completion-rate")).toMatchObject({
      verdict: "agrees",
    });
  });

  test.each([
    ["按要求完成", "基本完成", "100%"],
    ["按要求完成", "按要求完成", "90%"],
    ["≤1天", "无", "100%"],
    ["≥1000家", "》5000家", "100%"],
    ["20户", "26个", "100%"],
    ["60-70户", "75户", "已完成"],
    ["≥16场", "20场", "l00%"],
  ])("cannot be verified: %s, %s, %s", (target, actual, completion) => {
    expect(theCheck(form(target, actual, completion), "completion-rate")).toMatchObject({
      verdict: "unverifiable",
      severity: "info",
    });
  });

  test("a completion that was placed by its own content proves nothing", () => {
    const chosen = form("20户", "26户", "已完成", { scoring: { circular: ["/indicators/0/completion"] } });
    expect(theCheck(chosen, "completion-rate")).toMatchObject({ verdict: "unverifiable" });
  });

  test("is not applicable where no completion is printed", () => {
    expect(
      checksOf({ indicators: [{ name: "数量", target: "1个", actual: "1个" }] }, "completion-rate"),
    ).toEqual([]);
  });
});
