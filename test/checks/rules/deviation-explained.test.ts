import { expect, test } from "vitest";
import { checksOf, theCheck, type FormDraft, type IndicatorDraft } from "../draft.ts";

function form(row: Partial<IndicatorDraft>, changed: FormDraft = {}): FormDraft {
  const full = {
    level1: "产出指标",
    name: "数量",
    target: "20户",
    actual: "20户",
    weight: "10",
    score: "10",
  };
  return { indicators: [{ ...full, deviation: "", ...row }], ...changed };
}

test.each([
  ["points are docked", { score: "8" }],
  ["the target is missed", { actual: "15户", score: "10" }],
  ["a bound is exceeded", { target: "≤10天", actual: "12天" }],
  ["the lower end of a range is missed", { target: "60-70户", actual: "56户" }],
  ["it is said to be undone", { target: "建成系统", actual: "未完成" }],
  ["it is said to be done in part", { target: "建成系统", actual: "部分完成" }],
  ["the date is missed", { target: "2021年12月31日前", actual: "2022年1月5日" }],
])("a reason is missing where %s", (_, row) => {
  expect(theCheck(form(row), "deviation-explained")).toMatchObject({
    verdict: "differs",
    severity: "warning",
    cause: "missing-value",
    subject: "/indicators/0/deviation",
  });
});

test.each(["", "无", "—", "0", "/"])("“%s” is no reason", (deviation) => {
  expect(theCheck(form({ score: "8", deviation }), "deviation-explained")).toMatchObject({
    verdict: "differs",
  });
});

test("a reason that is given agrees", () => {
  const check = theCheck(form({ score: "8", deviation: "疫情影响" }), "deviation-explained");
  expect(check).toMatchObject({
    verdict: "agrees",
    evidence: ["/indicators/0/weight", "/indicators/0/score", "/indicators/0/deviation"],
  });
  expect(check.message.zh).toContain("“疫情影响”");
});

test.each([
  ["26户", "differs"],
  ["25户", null],
])("exceeding the target by far asks for a reason too: %s of 20户", (actual, verdict) => {
  const checks = checksOf(form({ actual }), "deviation-explained");
  expect(checks[0]?.verdict ?? null).toBe(verdict);
  expect(checks.map(({ severity }) => severity)).toEqual(verdict === null ? [] : ["info"]);
});

test("how far is told by the form's profile", () => {
  const changed = { modes: { overfulfilment: "1.2" } };
  expect(theCheck(form({ actual: "25户" }, changed), "deviation-explained")).toMatchObject({
    severity: "info",
  });
});

test.each([
  ["what is met in full", {}],
  ["cost below its target", { level2: "成本指标", target: "10万元", actual: "2万元" }],
  ["a target that was missed because its comparator was misread", { target: "290%", actual: "95%" }],
  ["what cannot be measured", { target: "显著提升", actual: "显著提升" }],
])("%s needs none", (_, row) => {
  expect(checksOf(form(row), "deviation-explained")).toEqual([]);
});

test("is not applicable to a form without a column for reasons", () => {
  const [row] = form({ score: "8" }).indicators ?? [];
  const { deviation: _, ...without } = row ?? { name: "" };
  expect(checksOf({ indicators: [without] }, "deviation-explained")).toEqual([]);
});
