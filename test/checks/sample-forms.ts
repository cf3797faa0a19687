import type { FormDraft, IndicatorDraft, ScoreLineDraft } from "./draft.ts";

/**
 * Forms with the figures of five real reports, one for each kind; names and sentences are made up. The figures agree and
 * differ as they do in print.
 */

function item(group: string, name: string, weight: string, score?: string): ScoreLineDraft {
  return score === undefined ? { group, name, weight } : { group, name, weight, score };
}

function scored(
  level1: string | undefined,
  name: string,
  [target, actual]: [string, string],
  [weight, score]: [string, string],
  deviation = "",
): IndicatorDraft {
  return {
    ...(level1 === undefined ? {} : { level1 }),
    level2: "数量指标",
    name,
    target,
    actual,
    weight,
    score,
    deviation,
  };
}

function delivered(
  level2: string,
  name: string,
  target: string,
  actual: string,
  completion: string,
): IndicatorDraft {
  const level1 = { 社会效益指标: "效益指标", 服务对象满意度指标: "满意度指标" }[level2] ?? "产出指标";
  return { level1, level2, name, target, actual, completion };
}

/** 山西晋中: indicators without points, a scoring table in four groups; grade and one completion look misread. */
export const GROUPED: FormDraft = {
  fiscalYear: "2019年度",
  filedOn: "2020-06-15",
  period: "2019011至",
  funds: [
    ["annualBudget", "cityLevel", "40.00"],
    ["annualBudget", "other", "0.00"],
    ["allocated", "total", "5.55"],
    ["executed", "cityLevel", "4.68"],
    ["executed", "carriedOver", "0.00"],
    ["executed", "higherLevel", "0.00"],
    ["executed", "other", "0.00"],
  ],
  indicators: [
    delivered("数量指标", "服务窗口运行", "1年", "1年", "100%"),
    delivered("数量指标", "专项服务", "1年", "无", "0"),
    delivered("质量指标", "日常维护", "按照要求完成", "按照要求完成", "100%"),
    delivered("质量指标", "宣讲活动", "按照要求完成", "无", "0"),
    delivered("时效指标", "年度目标", "2019年全年", "2019年全年", "100%"),
    delivered("时效指标", "服务完成", "2019年12月31日之前", "无", "0"),
    delivered("成本指标", "运行维护", "10万元", "4.68万元", "5.09% (按5.5万元计算)"),
    delivered("成本指标", "专项服务经费", "30万元", "0", "0"),
    delivered("社会效益指标", "对企业的作用", "缓解困难", "缓解困难", "100%"),
    delivered("服务对象满意度指标", "企业", "95%", "95%", "100%"),
  ],
  scorecard: [
    { group: "投入", weight: "20", score: "17.35" },
    item("投入", "立项规范性", "3", "3.00"),
    item("投入", "目标合理性", "4", "4.00"),
    item("投入", "指标明确性", "4", "4.00"),
    item("投入", "资金到位率", "3", "3.00"),
    item("投入", "到位及时率", "3", "3.00"),
    item("投入", "预算执行率", "3", "0.35"),
    { group: "过程", weight: "20", score: "20.00" },
    item("过程", "业务制度健全性", "3", "3.00"),
    item("过程", "制度执行有效性", "3", "3.00"),
    item("过程", "质量可控性", "4", "4.00"),
    item("过程", "财务制度健全性", "3", "3.00"),
    item("过程", "资金使用合规性", "3", "3.00"),
    item("过程", "财务监控有效性", "4", "4.00"),
    { group: "产出", weight: "30", score: "29.00" },
    item("产出", "实际完成率", "8", "7.00"),
    item("产出", "完成及时率", "7", "7.00"),
    item("产出", "质量达标率", "8", "8.00"),
    item("产出", "成本节约率", "7", "7.00"),
    { group: "效果", weight: "30", score: "30.00" },
    item("效果", "经济效益", "5", "5.00"),
    item("效果", "社会效益", "5", "5.00"),
    item("效果", "生态效益", "5", "5.00"),
    item("效果", "可持续影响", "5", "5.00"),
    item("效果", "公众满意度", "10", "10.00"),
  ],
  total: { weight: "100", score: "96.35" },
  grade: "差",
  narratives: [
    [
      "项目资金使用情况",
      "年初预算40万元，后将34.45万元退回财政。2019年下达5.55万元，支出4.68万元，其中办公3.59万元，培训1.09万元。",
    ],
  ],
  modes: { executionIn: "scorecard" },
};

/** 上海 2019: one scoring table with captions, unused rows, a scale of its own; the rate is printed as 100 %. */
export const CAPTIONED: FormDraft = {
  filedOn: "2020-04-30",
  funds: [
    ["annualBudget", "total", "8,993,600.00", "元"],
    ["priorYearBudget", "total", "0.00", "元"],
    ["executed", "total", "8,967,171.00", "元"],
  ],
  execution: { rate: "100.00%" },
  scorecard: [
    item("投入与管理", "资金合规性", "6", "6"),
    item("投入与管理", "目标合理性", "8", "7"),
    item("投入与管理", "设立规范性", "5", "5"),
    item("投入与管理", "预算执行率", "8", "8"),
    item("投入与管理", "财务制度", "5", "5"),
    item("投入与管理", "项目制度", "4", "4"),
    item("产出目标", "质量达标率", "14", "13"),
    item("产出目标", "办结率", "10", "10"),
    item("产出目标", "投入乘数", "", "0"),
    item("产出目标", "传递速度", "10", "10"),
    item("效果目标", "公众满意度", "5", "5"),
    item("效果目标", "社会效益", "5", "4"),
    item("效果目标", "生态效益", "", "0"),
    item("效果目标", "满意度", "5", "5"),
    item("影响力目标", "流失率", "5", "5"),
    item("影响力目标", "到位率", "5", "5"),
    item("影响力目标", "长效制度", "5", "4"),
  ],
  caps: [
    ["投入与管理", "36"],
    ["产出目标", "34"],
    ["效果目标", "15"],
    ["影响力目标", "15"],
  ],
  total: { weight: "100", score: "96" },
  grade: "优秀",
  modes: { executionIn: "scorecard" },
  scoring: {
    gradeScale: {
      source: "printed",
      bands: [
        { word: "优秀", level: "excellent", from: "90" },
        { word: "良好", level: "good", from: "75" },
        { word: "合格", level: "fair", from: "60" },
        { word: "不合格", level: "poor", from: "0" },
      ],
    },
  },
};

/** 新疆: the national form in whole points; the total was not updated after a row was docked. */
export const WHOLE_POINTS: FormDraft = {
  fiscalYear: "2021年度",
  funds: [
    ["initialBudget", "total", "597"],
    ["annualBudget", "total", "597"],
    ["executed", "total", "232.63"],
    ["initialBudget", "other", "597"],
    ["annualBudget", "other", "597"],
    ["executed", "other", "232.63"],
  ],
  execution: { rate: "38.9%", weight: "10", score: "4" },
  indicators: [
    scored("产出指标", "信息推送数量", ["≧1000条", "2185"], ["5", "5"], "政策较多"),
    scored("产出指标", "活动场次", ["≧32场", "34场"], ["5", "5"]),
    scored("产出指标", "监测数据", ["28个", "28个"], ["5", "5"]),
    scored("产出指标", "培训班", ["2场", "2场"], ["5", "5"]),
    scored("产出指标", "扫描次数", ["4次", "4次"], ["5", "5"]),
    scored("产出指标", "推送完成率", ["≧90%", "100%"], ["5", "5"]),
    scored("产出指标", "活动完成率", ["≧90%", "100%"], ["5", "5"]),
    scored("产出指标", "扫描完成率", ["≧90%", "100%"], ["5", "5"]),
    scored("产出指标", "故障处理时间", ["≤1天", "无"], ["5", "5"]),
    scored("产出指标", "成本增长率", ["≤10%", "≤10%"], ["5", "5"]),
    scored(undefined, "服务质量", ["显著提升", "显著提升"], ["15", "7"], "大厅未按计划建成"),
    scored(undefined, "服务能力", ["显著提升", "显著提升"], ["5", "5"]),
    scored(undefined, "持续服务", ["中长期", "中长期"], ["10", "5"]),
    scored("满意度指标", "机构满意度", ["≧90%", "95%"], ["10", "10"]),
  ],
  total: { weight: "100", score: "86" },
  scoring: {
    repeatedExecution: [
      { label: "other", budget: "597", executed: "232.63", rate: "38.9%", at: { page: 1, line: 8 } },
    ],
  },
};

/** 山西晋中 in strips: two group scores are not printed, six scores stand beside five rows. */
export const STRIPS: FormDraft = {
  fiscalYear: "2021年度",
  filedOn: "2022-06-28",
  period: "2021-01-01至2023-12-31",
  funds: [
    ["annualBudget", "cityLevel", "2000.00"],
    ["annualBudget", "other", "0.00"],
    ["allocated", "total", "2000.00"],
    ["executed", "cityLevel", "2000.00"],
    ["executed", "carriedOver", "0.00"],
    ["executed", "higherLevel", "0.00"],
    ["executed", "other", "0.00"],
  ],
  indicators: [
    delivered("数量指标", "公共服务平台", "2个", "0", "未完成"),
    delivered("数量指标", "基地数量", "按认定数奖励", "1家", "已完成"),
    delivered("数量指标", "达标企业", "20户", "26", "已完成"),
    delivered("数量指标", "综合评审", "30户", "30", "已完成"),
    delivered("数量指标", "技术联盟", "5个", "0", "未完成"),
    delivered("成本指标", "奖补资金", "50万元", "40万元", "已完成"),
    delivered("成本指标", "扶持资金", "50万元", "0", "未完成"),
    delivered("服务对象满意度指标", "企业满意度", "95%", "95%", "已完成"),
  ],
  scorecard: [
    { group: "投入", weight: "20" },
    item("投入", "立项规范性", "3"),
    item("投入", "目标合理性", "4"),
    item("投入", "指标明确性", "4"),
    item("投入", "资金到位率", "3"),
    item("投入", "到位及时率", "3"),
    item("投入", "预算执行率", "3"),
    { group: "过程", weight: "20" },
    item("过程", "业务制度健全性", "3"),
    item("过程", "制度执行有效性", "3"),
    item("过程", "质量可控性", "4"),
    item("过程", "财务制度健全性", "3"),
    item("过程", "资金使用合规性", "3"),
    item("过程", "财务监控有效性", "4", "4.00"),
    { group: "产出", weight: "30", score: "30.00" },
    item("产出", "实际完成率", "8", "8.00"),
    item("产出", "完成及时率", "7", "7.00"),
    item("产出", "质量达标率", "8", "8.00"),
    item("产出", "成本节约率", "7", "7.00"),
    { group: "效果", weight: "30", score: "25.00" },
    item("效果", "经济效益", "5", "5.00"),
    item("效果", "社会效益", "5", "5.00"),
    item("效果", "生态效益", "5", "5.00"),
    item("效果", "可持续影响", "5", "5.00"),
    item("效果", "公众满意度", "10"),
  ],
  total: { weight: "100", score: "95.00" },
  grade: "优",
  modes: { executionIn: "scorecard" },
  scoring: {
    surplus: [
      {
        near: "/scorecard/19",
        raw: ["5.00", "5.00", "5.00", "5.00", "5.00", "5.00"],
        rows: 5,
        at: { page: 1, line: 99 },
      },
    ],
  },
};

/** 湖南株洲: the national form with captions, two places, grade and prose. */
export const TWO_PLACES: FormDraft = {
  fiscalYear: "2020年度",
  funds: [
    ["initialBudget", "total", "239.4"],
    ["annualBudget", "total", "239.4"],
    ["executed", "total", "215.2"],
    ["annualBudget", "currentYear", "239.4"],
    ["annualBudget", "carriedOver", "0"],
    ["initialBudget", "other", "0"],
  ],
  execution: { rate: "89.89%", weight: "10", score: "8.99" },
  indicators: [
    scored("产出指标", "主题活动", ["》10", "30"], ["5", "5"]),
    scored("产出指标", "解决问题", ["》1000", "5028"], ["5", "5"]),
    scored("产出指标", "涉及范围", ["》10", "10个县，80余家单位"], ["5", "5"]),
    scored("产出指标", "服务企业", ["》1000家", "》5000家"], ["5", "5"]),
    scored("产出指标", "问题办理", ["两天内答复，一周内办结。", "完成"], ["10", "10"]),
    scored("产出指标", "减负", ["》10亿", "》40亿"], ["10", "10"]),
    scored("产出指标", "清偿", ["》500万", "》3000万"], ["10", "10"]),
    scored("效益指标", "市场主体", ["》3万", "4.5万"], ["5", "5"]),
    scored("效益指标", "欠款", ["》500万", "》3000万"], ["5", "5"]),
    scored("效益指标", "发展环境", ["推动发展", "环境改善"], ["6", "5"], "还需改进"),
    scored("效益指标", "营商环境", ["环境稳定", "环境稳定"], ["6", "5"], "还需改进"),
    scored("效益指标", "长效机制", ["建立机制", "机制建立"], ["8", "7"], "还需改进"),
    scored("满意度指标", "满意率", ["满意度99%以上。", "满意度99.49%"], ["10", "10"]),
  ],
  caps: [
    ["产出指标", "50"],
    ["效益指标", "30"],
    ["满意度指标", "10"],
  ],
  total: { weight: "100", score: "95.99" },
  grade: "优秀",
  narratives: [
    ["一、基本情况", "财政安排专项资金239.4万元。资金用于日常工作。\n\n全年共支出215.2万元,结余24.2万元。"],
    [
      "二、工作开展情况",
      "主要对象如下：\n1. 上年奖励经费209.4万元,用于表彰。\n\n2. 各类活动经费30万元,用于宣传。",
    ],
  ],
  scoring: {
    gradeScale: {
      source: "printed",
      bands: [
        { word: "优", level: "excellent", from: "90" },
        { word: "良", level: "good", from: "80" },
        { word: "中", level: "fair", from: "60" },
        { word: "差", level: "poor", from: "0" },
      ],
    },
  },
};
