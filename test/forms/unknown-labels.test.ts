import { describe, expect, test } from "vitest";
import { loadProfiles } from "../../src/forms/load-profiles.ts";
import { findUnknownLabels } from "../../src/forms/unknown-labels.ts";
import { rowsOf } from "./rows-of.ts";

const profiles = loadProfiles();

function unknownIn(text: string, id = "general"): string[] {
  const profile = profiles.find((candidate) => candidate.id === id);
  return profile === undefined
    ? []
    : findUnknownLabels(rowsOf(text), profile).map(({ text: label, at }) => `${at.line}: ${label}`);
}

describe("findUnknownLabels", () => {
  test("reports keys of pairs that end in a colon", () => {
    expect(unknownIn("项目名称：\t修路\t归口股室：\t农财股\n预拨文号:\t甲")).toEqual([
      "1: 归口股室：",
      "2: 预拨文号:",
    ]);
  });

  test("takes neither sentences nor values for keys", () => {
    expect(unknownIn("主要做法\t一是加强领导：\n\t指标2:\t\t\n完成情况说明如下：")).toEqual([]);
  });

  test("reports headers of a header row", () => {
    expect(unknownIn("一级指标\t二级指标\t三级指标\t佐证材料\t得分\t/")).toEqual(["1: 佐证材料"]);
  });

  test("reports categories of the first and second level, and no indicators", () => {
    const header = "一级指标\t二级指标\t三级指标\t年度指标值\t得分\n";
    expect(unknownIn(`${header}产出指标\t从里到外\t修路\t5公里\t10\n\t质量指标\t合格率\t100%\t10`)).toEqual([
      "2: 从里到外",
    ]);
    expect(unknownIn(`${header}总分\t\t\t\t100\n甲\t乙\t丙\t丁\t戊`)).toEqual([]);
  });

  test("does not judge rows that are shifted against their header", () => {
    const header = "一级指标\t\t二级指标\t三级指标\t年度指标值\t得分\n";
    const rows = "\t成本指标\t材料费\t10万元\t10\t\n\t\t人工费\t5万元\t5\t\n";
    expect(unknownIn(header + rows)).toEqual([]);
  });

  test("knows the rows of the form's own scoring table", () => {
    const table = "二级指标\t三级指标\t指标分值\t评价得分\n资金落实\t资金到位率\t3\t3.00";
    expect(unknownIn(table)).toEqual(["2: 资金落实"]);
    expect(unknownIn(table, "shanxi-jinzhong")).toEqual([]);
  });
});
