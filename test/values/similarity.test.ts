import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { textOf } from "./arbitraries.ts";
import { closest, lookAlikeDistance } from "../../src/values/similarity.ts";

const LABELS = [
  "项目名称",
  "主管部门",
  "实施单位",
  "预算执行率",
  "年初预算数",
  "全年预算数",
  "全年执行数",
  "上年结转资金",
  "县级及预算资金",
  "分值",
  "得分",
  "偏差原因分析及改进措施",
];

describe("lookAlikeDistance", () => {
  it.each([
    ["预算", "预匏"],
    ["万元", "万兀"],
    ["质量", "卮量"],
    ["项目", "项H"],
    ["上年结转资金", "F年结转资金"],
    ["县级", "县及"],
    ["績效", "绩效"],
    ["指标1", "指标L"],
  ])("a look-alike costs less than a character: %s, %s", (a, b) => {
    expect(lookAlikeDistance(a, b)).toBe(0.4);
  });

  it("other characters cost 1 each", () => {
    expect(lookAlikeDistance("分值", "得分值")).toBe(1);
    expect(lookAlikeDistance("数量指标", "质量指标")).toBe(1);
    expect(lookAlikeDistance("", "得分")).toBe(2);
  });

  it("is a distance", () => {
    const label = textOf("预算匏元兀目H级及上F执行率", { maxLength: 8 });
    fc.assert(
      fc.property(label, label, (a, b) => {
        const distance = lookAlikeDistance(a, b);
        expect(distance).toBe(lookAlikeDistance(b, a));
        expect(distance === 0).toBe(a.toLowerCase() === b.toLowerCase());
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
        expect(distance).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
      }),
    );
  });
});

describe("closest", () => {
  it.each([
    ["年初预匏数", "年初预算数"],
    ["F年结转资金", "上年结转资金"],
    ["年结转资金", "上年结转资金"],
    ["县及及预算资金", "县级及预算资金"],
    ["偏差原因分折及改迸措施", "偏差原因分析及改进措施"],
    ["项H名称", "项目名称"],
    ["分直", "分值"],
    ["得分", "得分"],
  ])("%s was %s", (key, label) => {
    expect(closest(key, LABELS)?.key).toBe(label);
  });

  it.each(["分数", "评分", "数量指标", "主管", "项目概况", "分", "", "一段与表头毫不相干的文字".repeat(5)])(
    "%j is none of them",
    (key) => {
      expect(closest(key, LABELS)).toBeNull();
    },
  );

  it("does not choose between two that are equally near", () => {
    expect(closest("X年预算数", ["全年预算数", "上年预算数"])).toBeNull();
    expect(closest("全年预算数", ["全年预算数", "上年预算数"])).toEqual({ key: "全年预算数", distance: 0 });
  });

  it("counts one key that is listed twice once", () => {
    expect(closest("X年预算数", ["全年预算数", "全年预算数"])?.key).toBe("全年预算数");
  });

  it("finds what comparing every key would find", () => {
    const label = textOf("项目标预算匏执行率年初全", { minLength: 3, maxLength: 7 });
    fc.assert(
      fc.property(label, fc.uniqueArray(label, { maxLength: 12 }), (key, keys) => {
        const limit = key.length <= 4 ? 1 : 0.34 * key.length;
        const ranked = keys
          .map((candidate) => ({ key: candidate, distance: lookAlikeDistance(key, candidate) }))
          .filter(({ distance }) => distance <= limit)
          .sort((a, b) => a.distance - b.distance);
        const [first, second] = ranked;
        const expected = first === undefined || second?.distance === first.distance ? null : first;
        expect(closest(key, keys)).toEqual(expected);
      }),
    );
  });
});
