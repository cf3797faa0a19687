import { describe, expect, test } from "vitest";
import { inheritProfile } from "../../src/forms/inherit-profile.ts";
import type { WrittenProfile } from "../../src/forms/read-profile.ts";

const parent: WrittenProfile = {
  id: "parent",
  name: { zh: "父", en: "Parent" },
  source: "somewhere",
  match: { labels: ["全年预算数"] },
  vocabulary: {
    totals: ["总分"],
    measures: { initialBudget: ["年初预算数", "预算资金"], executed: ["执行数"] },
    level2: { 数量指标: { level1: "产出指标", labels: ["数量指标"] } },
  },
  funds: { unit: "万元", rows: [] },
  rules: { executionIn: "scorecard", executionWeight: 20 },
  indicatorColumns: ["name", "score"],
  grades: [{ word: "优", level: "excellent", from: "90" }],
};

function childOf(part: Partial<WrittenProfile>): WrittenProfile {
  return inheritProfile({ id: "child", name: { zh: "子", en: "Child" }, extends: "parent", ...part }, parent);
}

describe("inheritProfile", () => {
  test("adds labels, the child's first", () => {
    const { vocabulary } = childOf({ vocabulary: { totals: ["合计"], measures: { executed: ["支出数"] } } });
    expect(vocabulary?.totals).toEqual(["合计", "总分"]);
    expect(vocabulary?.measures?.executed).toEqual(["支出数", "执行数"]);
  });

  test("the child's meaning of a label replaces the parent's, however it is spelled", () => {
    const { vocabulary } = childOf({ vocabulary: { measures: { annualBudget: ["预算 资金："] } } });
    expect(vocabulary?.measures).toEqual({
      annualBudget: ["预算 资金："],
      initialBudget: ["年初预算数"],
      executed: ["执行数"],
    });
  });

  test("a meaning that is left without labels goes", () => {
    const { vocabulary } = childOf({ vocabulary: { measures: { allocated: ["执行数"] } } });
    expect(vocabulary?.measures).not.toHaveProperty("executed");
  });

  test("keeps the first level of a category whose labels are added to", () => {
    const { vocabulary } = childOf({ vocabulary: { level2: { 数量指标: { labels: ["产出数量"] } } } });
    expect(vocabulary?.level2).toEqual({
      数量指标: { level1: "产出指标", labels: ["产出数量", "数量指标"] },
    });
  });

  test("takes over rules and funds key by key, lists in order as a whole, and never what names the profile", () => {
    const child = childOf({
      funds: { unit: "元" },
      rules: { executionWeight: 10 },
      indicatorColumns: ["name"],
    });
    expect(child.funds).toEqual({ unit: "元", rows: [] });
    expect(child.rules).toEqual({ executionIn: "scorecard", executionWeight: 10 });
    expect(child.indicatorColumns).toEqual(["name"]);
    expect(child.grades).toEqual(parent.grades);
    expect(child.id).toBe("child");
    expect(child).not.toHaveProperty("match");
    expect(child).not.toHaveProperty("source");
  });
});
