import { type ExportTable, listOf } from "./dictionary.ts";

/** The lists that a form prints. */
export const PART_TABLES: readonly ExportTable[] = [
  listOf(
    "fund_lines",
    "项目资金",
    {
      en: "One row for each printed amount; sums over source count money twice: take total or the others",
      zh: "每个印出的金额一行；按来源求和会重复计算，只取 total 或只取其余",
    },
    [
      [
        "measure",
        "string",
        "口径",
        "initialBudget, annualBudget, allocated, executed, priorYearBudget, balance, totalInvestment",
        "initialBudget 年初预算，annualBudget 全年预算，allocated 到位，executed 执行，priorYearBudget 上年预算，balance 结余，totalInvestment 总投资",
      ],
      [
        "source",
        "string",
        "来源",
        "total, currentYear, carriedOver, higherLevel, cityLevel, countyLevel, other",
        "total 总额，currentYear 当年财政拨款，carriedOver 上年结转，higherLevel 上级，cityLevel 市级，countyLevel 县级，other 其他",
      ],
      ["amount_text", "string", "金额", "Exact decimal in the printed unit", "精确十进制金额，以所印单位计"],
      ["unit", "string", "单位", "元, 万元 or 亿元", "元、万元或亿元"],
      ["yuan_text", "string", "金额（元）", "Exact decimal in 元", "精确十进制金额，以元计"],
      [
        "yuan",
        "number",
        "金额（元，近似）",
        "In 元, the nearest double; yuan_text is exact",
        "以元计，双精度近似；精确值见 yuan_text",
      ],
    ],
  ),
  listOf("indicators", "绩效指标", { en: "Rows of the indicator table", zh: "绩效指标表的各行" }, [
    ["level1", "string", "一级指标", "First level", "一级指标"],
    ["level2", "string", "二级指标", "Second level", "二级指标"],
    ["name", "string", "三级指标", "The indicator", "三级指标"],
    ["target_text", "string", "指标值", "Target in words", "年度指标值原文"],
    ["target_comparator", "string", "指标比较符", "=, >=, <=, > or <", "=、>=、<=、> 或 <"],
    ["target_number", "number", "指标数值", "Number in the target", "指标值中的数"],
    ["target_unit", "string", "指标单位", "Unit of the target", "指标值单位"],
    ["actual_text", "string", "完成值", "Actual value in words", "实际完成值原文"],
    ["actual_comparator", "string", "完成比较符", "=, >=, <=, > or <", "=、>=、<=、> 或 <"],
    ["actual_number", "number", "完成数值", "Number in the actual value", "完成值中的数"],
    ["actual_unit", "string", "完成单位", "Unit of the actual value", "完成值单位"],
    ["weight", "number", "分值", "Points", "分值"],
    ["score", "number", "得分", "Score", "得分"],
    [
      "completion",
      "string",
      "完成进度",
      "Per cent, completed or not completed",
      "百分数，或 completed、not completed",
    ],
    ["completion_percent", "number", "完成率", "completion where it is a number", "完成进度为数字时的数值"],
    ["deviation", "string", "偏差原因", "Reason given for a deviation", "偏差原因分析及改进措施"],
  ]),
  listOf(
    "score_lines",
    "评分表",
    {
      en: "Rows of the separate scoring table; sums over kind count points twice",
      zh: "评分表各行；group 与 item 一并求和会重复计分",
    },
    [
      [
        "kind",
        "string",
        "行别",
        "group: points of a group; item: scored itself",
        "group 组的分值行，item 评分行",
      ],
      ["group_name", "string", "一级", "Group", "一级"],
      ["subgroup", "string", "二级", "Subgroup", "二级"],
      ["name", "string", "三级", "Item", "三级"],
      ["weight", "number", "分值", "Points", "指标分值"],
      ["score", "number", "得分", "Score", "评价得分"],
      ["remark", "string", "备注", "Remark", "备注"],
    ],
  ),
  listOf(
    "caps",
    "标题中的分值",
    { en: "Points printed in a caption or a note", zh: "印在标题或附注中的分值" },
    [
      ["group_name", "string", "组", "Group", "组"],
      ["weight", "number", "分值", "Points", "分值"],
    ],
  ),
  listOf("narratives", "文字说明", { en: "Sections of prose", zh: "各段文字" }, [
    ["heading", "string", "标题", "Heading", "标题"],
    ["text", "string", "内容", "Text", "内容"],
  ]),
  listOf("people", "人员", { en: "People named on the form", zh: "表中所列人员" }, [
    ["role", "string", "职责", "What for", "职责"],
    ["name", "string", "姓名", "Name", "姓名"],
    ["position", "string", "职务", "Position", "职务"],
    ["office", "string", "科室", "Office", "科室"],
    ["phone", "string", "电话", "Telephone", "电话"],
  ]),
];
