import { describe, expect, test } from "vitest";
import { compileLexicon } from "../../src/forms/lexicon.ts";
import { loadProfiles } from "../../src/forms/load-profiles.ts";
import { splitForms } from "../../src/forms/split-forms.ts";
import { FAMILY_FORMS } from "./family-forms.ts";
import { rowsOf, sampleRows } from "./rows-of.ts";

const general = loadProfiles().find(({ id }) => id === "general");
if (general === undefined) throw new Error("no general profile");
const lexicon = compileLexicon(general);

/** The first line of each form. */
function startsOf(text: string): string[] {
  const rows = rowsOf(text);
  const forms = splitForms(rows, lexicon);
  expect(forms.flat()).toEqual(rows);
  return forms.map(([first]) => first?.cells.map(({ text: cell }) => cell).join("|") ?? "");
}

const form = (name: string, title = "项目支出绩效自评表\n（2021年度）\n") =>
  `${title}项目名称\t${name}\n主管部门\t某局\n一级指标\t二级指标\t三级指标\t分值\t得分\n产出指标\t数量指标\t某某\t90\t90\n总分\t\t\t100\t100\n`;

describe("splitForms", () => {
  test.for([...FAMILY_FORMS.keys()])("leaves a form of %s whole", (id) => {
    expect(startsOf(FAMILY_FORMS.get(id) ?? "")).toHaveLength(1);
  });

  test("parts forms at their titles", () => {
    expect(startsOf(form("甲") + form("乙") + form("丙"))).toEqual([
      "项目支出绩效自评表",
      "项目支出绩效自评表",
      "项目支出绩效自评表",
    ]);
  });

  test("parts forms of one project, and forms whose titles are lost", () => {
    expect(startsOf(form("甲") + form("甲"))).toHaveLength(2);
    expect(startsOf(form("甲") + form("乙", ""))).toEqual(["项目支出绩效自评表", "项目名称|乙"]);
  });

  test("prose belongs to the form that follows it, the footer to the one before", () => {
    const prose = "某市专项资金绩效自评报告\n一、基本情况\n资金用于修路。\n";
    const footer = "备注：90分以上为优。\n负责人：甲\t填报日期：2022-01-01\n";
    expect(startsOf(prose + form("甲") + footer + prose + form("乙"))).toEqual([
      "某市专项资金绩效自评报告",
      "某市专项资金绩效自评报告",
    ]);
  });

  test("prose that names the project does not make a form of its own", () => {
    expect(startsOf(`某市绩效自评报告\n项目名称：甲专项\n总分：100\n${form("甲")}`)).toHaveLength(1);
  });

  test("a title and a header printed again on the next page do not part a form", () => {
    const [head = "", body = ""] = form("甲").split("产出指标");
    expect(startsOf(`${head}产出指标\t数量指标\t一\t40\t40\n${head}产出指标${body}`)).toHaveLength(1);
    const header = "一级指标\t二级指标\t三级指标\t分值\t得分\n";
    expect(startsOf(form("甲").replace("总分", `${header}总分`))).toHaveLength(1);
  });

  test("strips of one form that was cut lengthways stay together", () => {
    const left = "某市\n填报单位：\n项目名称\t\n主管部门\t\n产出指标\t数量指标\n综合得分:\t\n";
    const middle = "财政支出项目绩效自评表\n预算单位\t\n年度总体目标\n三级指标\t分值\n100\n";
    expect(startsOf(`${left}${middle}甲专项\n某局\n95`)).toHaveLength(1);
  });

  test("forms without totals are parted by the projects they name", () => {
    const withoutTotals = (form("甲") + form("乙")).replaceAll(/总分.*\n/gu, "");
    expect(startsOf(withoutTotals)).toEqual(["项目支出绩效自评表", "项目支出绩效自评表"]);
  });

  test("a list of projects below a form is no form", () => {
    expect(startsOf(`${form("甲")}项目汇总\n序号\t项目名称\t金额\n1\t甲\t100\n合计\t\t100`)).toHaveLength(1);
  });

  test("nothing gives one empty form", () => {
    expect(splitForms([], lexicon)).toEqual([[]]);
  });

  const samples: [string, number][] = [
    ["000", 1],
    ["001", 1],
    ["002", 2],
    ["003", 1],
    ["004", 1],
  ];
  test.skipIf(sampleRows("000") === null).for(samples)("sample %s holds %d", ([name, count]) => {
    expect(splitForms(sampleRows(name) ?? [], lexicon)).toHaveLength(count);
  });
});
