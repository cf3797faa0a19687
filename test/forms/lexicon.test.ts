import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LabelMatch, Lexicon, Term, TermKind } from "../../src/model/lexicon.ts";
import { compileLexicon } from "../../src/forms/lexicon.ts";
import { loadProfiles } from "../../src/forms/load-profiles.ts";
import { listEntries } from "../../src/forms/vocabulary-entries.ts";

const profiles = loadProfiles();

function lexiconOf(id: string): Lexicon {
  const profile = profiles.find((candidate) => candidate.id === id);
  if (profile === undefined) throw new Error(`no profile ${id}`);
  return compileLexicon(profile);
}

const lexicon = lexiconOf("general");

/** A term as words: "measure annualBudget". */
function tell(term: Term): string {
  return Object.values(term).flat().slice(0, 3).join(" ");
}

function tellAll(matches: readonly LabelMatch[]): string[] {
  return matches.map(({ term }) => tell(term));
}

/** Printed labels of real forms and what they mean there. */
const PRINTED: [meaning: string, labels: string][] = [
  [
    "title",
    `项目支出绩效自评表 项目支出成效自评表 支出成效自评表 财政支出项目绩效自评表 财政项目支出绩效自评表 绩效目标自评表 项目绩效自我评价
    项目自评表 项目绩效自评表 预算项目绩效自评表 部门预算项目支出绩效自评表 部门整体支出绩效自评表 财政预算支出项目绩效目标自评表
    银川市本级部门项目支出绩效自评表 项目支出绩效自评报告 专项资金绩效目标自评表 績效自評表 2021年文化专项资金项目支出成效自评表
    2022年度项目支出绩效自评表 银川市本级部门项目支出绩效自评表(2021年)`,
  ],
  ["field filedOn", "填报日期 填表日期 自评时间 报告日期 填报时间 评价日期 填报日期:"],
  ["field project.name", "项目名称 项目支出名称 专项名称 专项资金名称 项目(政策)名称 项目名称："],
  ["field project.subproject", "支出方向名称(子项目) 支出方向名称（子项目）"],
  [
    "field project.department",
    "主管部门 主管部门及代码 项目主管单位 项目主管部门 县级主管部门 市级主管部门 部门名称 部门 预算主管部门",
  ],
  ["field project.departmentCode", "主管部门及代码"],
  [
    "field project.implementingUnit",
    "实施单位 项目实施单位 项目单位 预算单位 填报单位(公章) 填报单位（公章）： 单位名称 实施(主管)单位 项目承担单位 项目(用款)单位",
  ],
  ["field project.office", "承担处室 具体实施处（科室）："],
  ["field project.attribute", "项目属性 项目类别 项目类型 是否为经常性项目 是否为专项资金"],
  ["field project.period", "项目期 项目期限 项目总实施期： 项目起止时间 实施期限 项目实施期"],
  ["measure initialBudget", "年初预算数 年初预算 年初批复预算 预算资金 计划安排资金 年初批复数"],
  [
    "measure annualBudget",
    `全年预算数 全年预算数(A) 调整后预算数 调整预算数(A) 调整后的预算 当年预算数（元） 预算数(A) 预算数 预算安排情况(调整后)
    预算安排情况（调整后）`,
  ],
  ["measure allocated", "预算下达资金 资金到位情况 到位数 实际到位资金 项目实际到位金额"],
  [
    "measure executed",
    "全年执行数 全年执行数(B) 预算执行数 预算执行数（元） 实际支出资金 实际支出 执行数 执行数(B) 资金执行情况 项目实际支出金额",
  ],
  ["measure priorYearBudget", "上年预算金额（元）："],
  ["measure balance", "结余 结转结余"],
  ["measure totalInvestment", "项目总投资（万元） 项目总金额 项目总预算"],
  ["source total", "年度资金总额 年度资金总额: 总额 合计 年度财政资金总额 资金总额 小计"],
  [
    "source currentYear",
    "其中:当年财政拨款 其中：本年财政拨款 其中:财政资金 财政资金 当年财政资金 财政拨款 预算内",
  ],
  ["source carriedOver", "上年结转资金 上年结转 上年结转结余"],
  ["source higherLevel", "上级财政资金 中央补助 中央财政 其中：中央财政 中央、省 省财政"],
  ["source cityLevel", "市级预算资金 市财政"],
  ["source countyLevel", "县级及预算资金 县财政 区财政 本级"],
  ["source other", "其他资金 其他 其它 单位资金 财政专户管理资金 专户资金 自有资金"],
  ["field execution.rate", "预算执行率 预算执行率（%）： 预算执行率%"],
  ["column rate", "执行率 执行率(B/A) 预算执行率 预算执行率（%） 预算执行进度(%)"],
  ["column weight", "分值 权重 指标分值 参考分值 指标权重 权重设定值 权重占比(%) 项目权重 标准分"],
  [
    "column score",
    "得分 自评得分 自评分 评价得分 指标得分 单项指标折算得分 得分（执行率×分值） 得分(20分*执行率)",
  ],
  ["column reviewScore", "复核分 复核得分 核查分数 财政审核评分 扣减分数"],
  ["goal expected", "预期目标 年初设定目标 年度预期目标 项目年度目标 年度绩效目标 项目年度总目标："],
  [
    "goal actual",
    "实际完成情况 年度总体目标完成情况综述 年度目标完成情况 全年实际完成情况 具体完成情况 绩效目标实现情况",
  ],
  [
    "column target",
    "年度指标值 指标值 指标值(A) 目标值 年初目标值(A) 年初指标值 预期指标值 预期实现值 年度指标\u00A0值",
  ],
  [
    "column actual",
    "实际完成值 实际完成值(B) 全年实际值 全年完成值 全年实际值(B) 完成值 实际完成指标值 年终完成值 单项指标实际完成值",
  ],
  ["column comparator", "指标性质 计算符号 符号 指标方向"],
  ["column unit", "度量单位 计量单位 单位(文字描述)"],
  ["column completion", "完成进度 单项指标完成情况 实施进度 完成率 总体完成率(%)"],
  [
    "column deviation",
    `偏差原因分析及改进措施 偏差原因及改进措施 未完成原因及拟采取的改进措施 未完成原因和改进措施 未完成原因分析 未完成分析 原因
    偏差大或目标未完成原因分析 备注`,
  ],
  ["column level1", "一级指标"],
  ["column level2", "二级指标 绩效指标（二级）"],
  ["column name", "三级指标 绩效指标（三级） 指标名称(三级指标)"],
  ["level1 产出指标", "产出指标 产出目标 项目产出 产出: 项目完成指标 产出指标(50分)"],
  ["level1 成本指标", "成本指标"],
  ["level1 效益指标", "效益指标 效果指标 效果目标 项目效益"],
  ["level1 影响力指标", "影响力目标"],
  ["level1 满意度指标", "满意度指标 满意度"],
  ["level1 投入指标", "投入与管理 投入:"],
  ["level1 过程指标", "过程: 项目管理"],
  ["level1 决策指标", "项目决策"],
  ["level2 数量指标 产出指标", "数量指标"],
  ["level2 质量指标 产出指标", "质量指标"],
  ["level2 时效指标 产出指标", "时效指标 进度指标"],
  ["level2 成本指标 产出指标", "成本指标"],
  ["level2 经济成本指标 成本指标", "经济成本指标"],
  ["level2 社会成本指标 成本指标", "社会成本指标"],
  ["level2 生态环境成本指标 成本指标", "生态环境成本指标"],
  ["level2 经济效益指标 效益指标", "经济效益指标 经济效益"],
  ["level2 社会效益指标 效益指标", "社会效益指标 社会效益"],
  ["level2 生态效益指标 效益指标", "生态效益指标 生态效益"],
  ["level2 可持续影响指标 效益指标", "可持续影响指标 可持续影响 可持续效益"],
  [
    "level2 服务对象满意度指标 满意度指标",
    "服务对象满意度指标 服务对象满意度指标等 社会公众或服务对象满意度",
  ],
  ["total", "总分 合计 综合得分 综合得分: 自评总分 得分合计"],
  ["field total.score", "自评得分 自评总分"],
  ["field grade", "等级 绩效等级 评价结果等次: 自评等级 自评结论 评价等级"],
  ["narrative 主要绩效", "主要绩效："],
  ["narrative 主要问题", "主要问题"],
  ["narrative 存在问题", "存在问题"],
  ["narrative 改进措施", "改进措施"],
  ["narrative 项目概况", "项目概况 目概"],
  ["narrative 项目资金使用情况", "项目资金使用情况 金使"],
  ["narrative 项目组织实施情况", "项目组织实施情况 织实"],
  ["narrative 项目绩效情况", "项目绩效情况"],
  ["narrative 其他需说明的问题", "其他需说明的问题 其他需要说明事项"],
  ["narrative 评价结论", "评价结论"],
  ["narrative 说明", "说明"],
  ["role 负责人", "负责人"],
  ["role 经办人", "经办人"],
  ["role 项目负责人", "项目负责人 项目负责人及电话"],
  ["role 财务负责人", "财务负责人"],
  ["role 填表人", "填表人"],
  ["role 单位负责人", "单位负责人(签章): 单位负责人（签章）"],
  ["person phone", "联系电话"],
  ["person name", "姓名"],
  ["person position", "职称/职务"],
  ["person office", "科室"],
  ["caption 项目资金情况", "项目资金情况"],
  ["caption 绩效指标", "绩效指标"],
  ["caption 评分表", "评分表"],
];

describe("look", () => {
  test.for(PRINTED)("knows the printed forms of %s", ([meaning, labels]) => {
    const unknown = labels
      .split(/[ \n]+/u)
      .filter((label) => !tellAll(lexicon.look(label)).includes(meaning));
    expect(unknown).toEqual([]);
  });

  test("gives every meaning of an ambiguous label", () => {
    expect(tellAll(lexicon.look("合计"))).toEqual(["source total", "total"]);
    expect(tellAll(lexicon.look("成本指标"))).toEqual(["level1 成本指标", "level2 成本指标 产出指标"]);
    expect(tellAll(lexicon.look("备注"))).toEqual(["column deviation", "column remark", "narrative 备注"]);
  });

  test("reads points and units printed with a label, whatever the brackets and spaces", () => {
    const [output] = lexicon.look("产出指标 （50 分）");
    expect(output).toMatchObject({ label: "产出指标", points: "50", unit: null, repaired: false });
    expect(lexicon.look("产出指标(50)")[0]?.points).toBe("50");
    expect(lexicon.look("满意度指标22.5分")[0]?.points).toBe("22.5");
    expect(lexicon.look("项目资金\n（万元）")[0]).toMatchObject({
      label: "项目资金",
      unit: "万元",
      points: null,
    });
    expect(lexicon.look("预算执行情况（万元）（20分）")[0]).toMatchObject({ unit: "万元", points: "20" });
    expect(lexicon.look("得分(20分*执行率)")[0]?.points).toBe("20");
  });

  test("does not take a value in brackets for a note", () => {
    expect(lexicon.look("总分(95.5)")).toEqual([]);
    expect(lexicon.look("综合得分（96）")).toEqual([]);
  });

  test.for(["", "  ", "从里到外", "100%", "（2021年度）", "项目", "项目资金已全部到位", "。".repeat(500)])(
    "knows nothing of %j",
    (text) => {
      expect(lexicon.look(text)).toEqual([]);
    },
  );

  test("finds a vertical heading by what is left of it, if that fits one heading only", () => {
    expect(lexicon.look("目\n概")[0]).toMatchObject({ repaired: true, label: "项目概况" });
    expect(tellAll(lexicon.look("其他"))).toEqual(["source other", "narrative 其他需说明的问题"]);
    expect(lexicon.look("情况")).toEqual([]);
  });

  test("a form's own vocabulary wins over the general one", () => {
    expect(tellAll(lexiconOf("shanxi-jinzhong").look("预算资金"))).toEqual(["measure annualBudget"]);
    expect(tellAll(lexicon.look("预算资金"))).toEqual(["measure initialBudget"]);
  });

  test("knows every label of every profile, however it is spaced and spelled", () => {
    const labels = profiles.flatMap((profile) =>
      listEntries(profile.vocabulary).map(({ label, term }) => ({
        label,
        meaning: tell(term),
        id: profile.id,
      })),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...labels),
        fc.constantFrom("", " ", "\n", "\u3000"),
        ({ label, meaning, id }, gap) => {
          const printed = Array.from(label).join(gap).replaceAll("(", "（").replaceAll(")", "）");
          expect(tellAll(lexiconOf(id).look(`${printed}：`))).toContain(meaning);
        },
      ),
    );
  });
});

describe("find", () => {
  test("gives the meaning of the kind that is asked for", () => {
    expect(lexicon.find("合计", "total")?.term).toEqual({ kind: "total" });
    expect(lexicon.find("预算执行率", "column")?.term.column).toBe("rate");
    expect(lexicon.find("预算执行率", "field")?.term.field).toBe("execution.rate");
    expect(lexicon.find("预算执行率", "narrative")).toBeNull();
  });
});

function nearest(text: string, ...kinds: TermKind[]): string | null {
  const match = lexicon.near(text, kinds);
  return match === null ? null : `${tell(match.term)}${match.repaired ? " repaired" : ""}`;
}

describe("near", () => {
  test("gives exact labels as they are", () => {
    expect(nearest("全年预算数（A）", "measure")).toBe("measure annualBudget");
  });

  test("finds what a label was misread from", () => {
    expect(nearest("年初预匏数", "measure")).toBe("measure initialBudget repaired");
    expect(nearest("卮量指标", "level2")).toBe("level2 质量指标 产出指标 repaired");
    expect(nearest("F结转资金", "source")).toBe("source carriedOver repaired");
  });

  test("finds what a label was cut from", () => {
    expect(nearest("执行数(B", "measure")).toBe("measure executed");
    expect(nearest("拟采取的改进措施", "column")).toBe("column deviation repaired");
  });

  test("gives nothing where several labels fit, or none", () => {
    expect(nearest("X级主管部门及代码编号", "measure")).toBeNull();
    expect(nearest("情况", "narrative", "goal")).toBeNull();
    expect(nearest("指标", "level2")).toBeNull();
    expect(nearest("新建乡村书屋", "level1", "level2", "column")).toBeNull();
  });
});

function split(text: string): string[] | null {
  const found = lexicon.prefix(text);
  return found === null ? null : [tell(found.match.term), found.label, found.rest];
}

describe("prefix", () => {
  test("parts a label from the value that is glued to it", () => {
    expect(split("实施单位 某市林业局")).toEqual([
      "field project.implementingUnit",
      "实施单位",
      "某市林业局",
    ]);
    expect(split("填报日期:2020-06-15")).toEqual(["field filedOn", "填报日期", "2020-06-15"]);
    expect(split("项目名称：企业服务")).toEqual(["field project.name", "项目名称", "企业服务"]);
    expect(split("项目期 2019-01至")).toEqual(["field project.period", "项目期", "2019-01至"]);
    expect(split("负责人: 张三")).toEqual(["role 负责人", "负责人", "张三"]);
    expect(split("等级：优秀")).toEqual(["field grade", "等级", "优秀"]);
    expect(split("主管部门某市教育局")).toEqual(["field project.department", "主管部门", "某市教育局"]);
    expect(split("项 目 名 称 河道保洁")).toEqual(["field project.name", "项 目 名 称", "河道保洁"]);
  });

  test("takes the longest label", () => {
    expect(split("主管部门及代码：301")).toEqual(["field project.department", "主管部门及代码", "301"]);
    expect(split("单位负责人(签章)：甲")).toEqual(["role 单位负责人", "单位负责人(签章)", "甲"]);
  });

  test("parts a vertical heading from its prose only where the piece cuts through words", () => {
    expect(split("金使年内拨付12万元")).toEqual(["narrative 项目资金使用情况", "金使", "年内拨付12万元"]);
    expect(split("织实按照目标完成")).toEqual(["narrative 项目组织实施情况", "织实", "按照目标完成"]);
    expect(split("组织培训三次")).toBeNull();
    expect(split("项目资金全部到位")).toBeNull();
  });

  test("a label without a value has nothing left", () => {
    expect(split("项目名称：")).toEqual(["field project.name", "项目名称", ""]);
  });

  test("label and rest are pieces of the text", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("项目名称：", "负责人 ", "金使", "（一）得分 ", ""),
        fc.string(),
        (head, tail) => {
          const text = head + tail;
          const found = lexicon.prefix(text);
          if (found === null) return;
          expect(text.trimStart().startsWith(found.label)).toBe(true);
          expect(text.endsWith(found.rest)).toBe(true);
        },
      ),
    );
  });
});
