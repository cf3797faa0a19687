import type { FundSource } from "../../src/model/record.ts";
import { MEASURES, PARTS } from "./fund-table.ts";
import type { PrintedForm, PrintedIndicator } from "./printed-form.ts";
import {
  type Block,
  BREAK,
  cell,
  line,
  row,
  type SheetCell,
  type SheetRow,
  type SheetStyle,
} from "./sheet.ts";
import { amountOf, caption, floating, runsOf } from "./sheet-parts.ts";

/** Rows of indicators with their first two levels merged, 指标1： counted within each second level. */
function indicatorRows(
  form: PrintedForm,
  style: SheetStyle,
  valuesOf: (indicator: PrintedIndicator) => SheetCell[],
): SheetRow[] {
  const { indicators } = form;
  const level1 = runsOf(indicators, (indicator) => indicator.level1);
  const level2 = runsOf(indicators, (indicator) => indicator.level2);
  return indicators.map((indicator) => {
    const opens1 = level1.find(({ first }) => first === indicator);
    const opens2 = level2.find(({ first }) => first === indicator);
    const ordinal = indicators.filter((other) => other.level2 === indicator.level2).indexOf(indicator) + 1;
    const name = style.numbered ? `指标${ordinal}：${indicator.name}` : indicator.name;
    return {
      isIndicator: true,
      cells: [
        ...(opens1 === undefined ? [] : [floating(caption(form, indicator.level1), opens1.count)]),
        ...(opens2 === undefined ? [] : [cell(brokenLevel(indicator.level2), 1, opens2.count)]),
        cell(name),
        ...valuesOf(indicator),
      ],
    };
  });
}

/** 社会效益指标 breaks before its last word where its cell is narrow. */
function brokenLevel(level: string): string {
  return level.startsWith("社会") || level.startsWith("可持续")
    ? level.replace(/指标$/u, `${BREAK}指标`)
    : level;
}

const SCORED_COLUMNS = [
  `年度${BREAK}指标值`,
  `实际${BREAK}完成值`,
  "分值",
  "得分",
  "偏差原因分析及改进措施",
].map((label) => cell(label));

function scoredValues({ target, actual, weight, score, deviation }: PrintedIndicator): SheetCell[] {
  return [target.text, actual.text, weight, score, deviation].map((text) => cell(text));
}

function fundColumns({ lettered }: SheetStyle, scoreLabel: string): SheetCell[] {
  const labels = lettered
    ? ["年初预算数", "全年预算数（A）", "全年执行数（B）", "分值", "执行率（B/A）", scoreLabel]
    : ["年初预算数", "全年预算数", "全年执行数", "分值", "执行率", scoreLabel];
  return labels.map((label) => cell(label));
}

/** Amounts, points, rate and score of one row of the fund table; only the first row scores. */
function fundCells(form: PrintedForm, source: FundSource): SheetCell[] {
  const { weight, rate, score } = form.execution;
  const scores = source === "total" || source === form.repeating;
  return [
    ...MEASURES.map((measure) => amountOf(form, measure, source)),
    ...(scores ? [weight, rate, score] : [form.noFund, form.noFund, form.noFund]),
  ].map((text) => cell(text));
}

const PART_LABELS = {
  currentYear: "其中：当年财政拨款",
  carriedOver: "      上年结转资金",
  other: "  其他资金",
};

export function nationalSheet(form: PrintedForm, style: SheetStyle): Block[] {
  const { project, goals, total } = form;
  const indicators = indicatorRows(form, style, scoredValues);
  return [
    line(form.title),
    ...(form.yearLine === "" ? [] : [line(form.yearLine)]),
    {
      kind: "table",
      rows: [
        row(cell("项目名称", 2), cell(project.name, 7)),
        row(
          cell("主管部门", 2),
          cell(project.department, 3),
          cell("实施单位"),
          cell(project.implementingUnit, 3),
        ),
        row(cell(`项目资金${BREAK}（${form.unit}）`, 1, 5), cell("", 2), ...fundColumns(style, "得分")),
        row(cell("年度资金总额", 2), ...fundCells(form, "total")),
        ...PARTS.map((source) => row(cell(PART_LABELS[source], 2), ...fundCells(form, source))),
        row(cell("年度总体目标", 1, 2), cell("预期目标", 4), cell("实际完成情况", 4)),
        row(cell(goals.expected, 4), cell(goals.actual, 4)),
        {
          isHeader: true,
          cells: [
            cell(`绩${BREAK}效${BREAK}指${BREAK}标`, 1, indicators.length + 1),
            ...["一级指标", "二级指标", "三级指标"].map((label) => cell(label)),
            ...SCORED_COLUMNS,
          ],
        },
        ...indicators,
        row(cell("总分", 6), cell(total.weight), cell(total.score), cell("")),
      ],
    },
    ...form.notes.map(line),
  ];
}

export function hunanSheet(form: PrintedForm, style: SheetStyle): Block[] {
  const { project, goals, total, fiscalYear } = form;
  const [opening, ...indicators] = indicatorRows(form, style, scoredValues);
  const goalRows = style.garbled
    ? [
        row(cell("年度总体目标", 4), cell("实际完成情况", 4), cell("")),
        row(cell("预期目标", 4), cell(goals.actual, 4), cell("")),
        row(cell(goals.expected, 4), cell(goals.actual, 4), cell("")),
      ]
    : [
        row(cell("年度总体目标", 1, 2), cell("预期目标", 4), cell("实际完成情况", 4)),
        row(cell(goals.expected, 4), cell(goals.actual, 4)),
      ];
  const report: Block[] =
    form.narratives.length === 0
      ? []
      : [
          line(`${fiscalYear ?? ""}年度${project.name}绩效自评报告`),
          ...form.narratives.flatMap(({ heading, paragraphs }) => [heading, ...paragraphs].map(line)),
        ];
  return [
    ...report,
    line(form.title),
    {
      kind: "table",
      rows: [
        row(cell("部门名称", 2), cell(project.department, 7)),
        row(
          cell("项目支出名称", 1, 2),
          cell("专项名称"),
          cell(project.name, 2),
          cell("项目总投资（万元）", 2),
          cell("", 3),
        ),
        row(
          cell("支出方向名称（子项目）"),
          cell(project.subproject, 2),
          cell("其中：财政拨款", 2),
          cell("", 3),
        ),
        row(cell("项目总实施期：", 2), cell("", 7)),
        row(
          cell(`年度项目资金 (${form.unit})`, 1, 5),
          cell("年度资金总额", 2),
          ...fundColumns(style, "得分（执行率×分值）"),
        ),
        row(cell("合计", 2), ...fundCells(form, "total")),
        ...PARTS.map((source) => row(cell(PART_LABELS[source].trim(), 2), ...fundCells(form, source))),
        ...goalRows,
        {
          isHeader: true,
          cells: [cell("一级指标", 2), cell("二级指标"), cell("三级指标"), ...SCORED_COLUMNS],
        },
        {
          isIndicator: true,
          cells: [cell("绩效指标", 1, indicators.length + 1), ...(opening?.cells ?? [])],
        },
        ...indicators,
        row(cell("总分", 6), cell(total.weight), cell(total.score), cell(`等级：${form.grade?.word ?? ""}`)),
      ],
    },
    ...form.notes.map(line),
  ];
}
