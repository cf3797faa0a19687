import type { FundMeasure, FundSource } from "../../src/model/record.ts";
import { MEASURES, PARTS } from "./fund-table.ts";
import { LEVELS } from "./indicator-rows.ts";
import type { Family, PrintedForm, PrintedIndicator } from "./printed-form.ts";
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

/** The page of a form, as its family lays it out. */
export function sheetOf(form: PrintedForm, style: SheetStyle): Block[] {
  return SHEETS[form.family](form, style);
}

const SHEETS: { [family in Family]: (form: PrintedForm, style: SheetStyle) => Block[] } = {
  national: nationalSheet,
  hunan: hunanSheet,
  jinzhong: jinzhongSheet,
  shanghai: shanghaiSheet,
};

/** Runs of neighbours that agree, with how many they are. */
function runsOf<T>(items: readonly T[], key: (item: T) => string): { first: T; count: number }[] {
  const runs: { first: T; count: number }[] = [];
  for (const item of items) {
    const last = runs.at(-1);
    if (last !== undefined && key(last.first) === key(item)) last.count += 1;
    else runs.push({ first: item, count: 1 });
  }
  return runs;
}

function caption(form: PrintedForm, group: string): string {
  const cap = form.caps.find((printed) => printed.group === group);
  return cap === undefined ? group : `${group}${BREAK}(${cap.weight}分)`;
}

/** The label of a first level, which stands somewhere beside its rows. */
function floating(text: string, down: number): SheetCell {
  return { ...cell(text, 1, down), floats: true };
}

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

function amountOf({ funds, noFund }: PrintedForm, measure: FundMeasure, source: FundSource): string {
  return funds.find((fund) => fund.measure === measure && fund.source === source)?.amount ?? noFund;
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

function nationalSheet(form: PrintedForm, style: SheetStyle): Block[] {
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

function hunanSheet(form: PrintedForm, style: SheetStyle): Block[] {
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

function longText(paragraphs: readonly string[], style: SheetStyle): string {
  return style.html ? paragraphs.map((text) => `<p>${text}</p>`).join(" ") : paragraphs.join(BREAK);
}

function pairOfFields(one: string, value: string, other: string, otherValue: string): SheetRow {
  return row(cell(one), cell(value), cell(other), cell(otherValue));
}

function wideField(label: string, value: string): SheetRow {
  return row(cell(label), cell(value, 3));
}

function shanghaiSheet(form: PrintedForm, style: SheetStyle): Block[] {
  const { project, funds, execution, goals, scorecard, total } = form;
  const [annual, prior, executed] = funds.map(({ amount }) => amount);
  const groups = runsOf(scorecard, (scored) => scored.group);
  return [
    line(form.title),
    {
      kind: "table",
      rows: [
        pairOfFields("项目名称：", project.name, "预算单位：", project.implementingUnit),
        pairOfFields("具体实施处（科室）：", project.office, "是否为经常性项目：", project.attribute),
        pairOfFields("当年预算数（元）：", annual ?? "", "上年预算金额（元）：", prior ?? ""),
        pairOfFields("预算执行数（元）：", executed ?? "", "预算执行率（%）：", execution.rate),
        wideField("项目年度总目标：", goals.expected),
        wideField("自评时间：", form.filedOn),
        wideField("绩效等级：", form.grade?.word ?? ""),
        ...form.narratives
          .slice(0, style.garbled ? 2 : 3)
          .map(({ heading, paragraphs }) => wideField(`${heading}：`, longText(paragraphs, style))),
      ],
    },
    // What comes after a page break has lost its table.
    ...form.narratives
      .slice(style.garbled ? 2 : 3)
      .flatMap(({ heading, paragraphs }) => [`${heading}：`, ...paragraphs].map(line)),
    {
      kind: "table",
      rows: [
        {
          isHeader: true,
          cells: ["一级指标", "指标名称", "指标解释", "权重", "自评分", "备注"].map((label) => cell(label)),
        },
        ...scorecard.map((scored): SheetRow => {
          const opens = groups.find(({ first }) => first === scored);
          return row(
            ...(opens === undefined ? [] : [cell(caption(form, scored.group), 1, opens.count)]),
            ...[scored.name, scored.explanation, scored.weight, scored.score, ""].map((text) => cell(text)),
          );
        }),
        row(cell("合计", 3), cell(total.weight), cell(total.score), cell("")),
      ],
    },
    ...form.notes.map(line),
  ];
}

/** What is left of the vertical headings of 晋中, and whether a cell or a line of its own holds it. */
const GARBLED = new Map([
  ["项目概况", "目概"],
  ["项目资金使用情况", "金使"],
  ["项目组织实施情况", "织实"],
  ["项目绩效情况", "项目"],
  ["其他需说明的问题", "其他"],
]);

function narrativeBlocks(form: PrintedForm, style: SheetStyle, headings: readonly string[]): Block[] {
  return headings.flatMap((heading): Block[] => {
    const narrative = form.narratives.find((other) => other.heading === heading);
    const text = longText(narrative?.paragraphs ?? [], style);
    const garbled = GARBLED.get(heading) ?? heading;
    if (!style.garbled) return [{ kind: "table", rows: [row(cell(heading), cell(text, 2))] }];
    switch (heading) {
      case "项目概况":
        return [{ kind: "table", rows: [row(cell(""), cell(garbled), cell(text, 2))] }];
      case "项目绩效情况":
        return [{ kind: "table", rows: [row(cell(garbled), cell(text, 5))] }];
      case "其他需说明的问题":
        return [line(garbled), line(text)];
      default:
        return [line(`${garbled}${text}`)];
    }
  });
}

function jinzhongSheet(form: PrintedForm, style: SheetStyle): Block[] {
  const { project, scorecard, total, signer } = form;
  const period = project.periodStart === "" ? "" : `${project.periodStart}至${project.periodEnd}`;
  const [department, value] =
    project.departmentCode === ""
      ? ["主管部门", project.department]
      : ["主管部门及代码", project.departmentCode];
  const amount = (measure: FundMeasure, source: FundSource): SheetCell =>
    cell(amountOf(form, measure, source));
  const subgroups = runsOf(scorecard, (scored) => `${scored.group}/${scored.subgroup}`);
  return [
    line(form.title),
    line(form.yearLine),
    line("填报单位(公章):"),
    {
      kind: "table",
      rows: [
        row(cell("项目名称", 2), cell(project.name), cell("")),
        row(cell(department, 2), cell(value), cell(`实施单位 ${project.implementingUnit}`)),
        row(cell("项目属性", 2), cell(project.attribute), cell(`项目期 ${period}`.trim())),
        row(
          cell("项目 资金 情况 (万 元)", 1, 7),
          cell("预算资金", 1, 2),
          cell("市级预算资金"),
          amount("annualBudget", "cityLevel"),
        ),
        row(cell("其他"), amount("annualBudget", "other")),
        row(cell("预算下达资金", 2), amount("allocated", "total")),
        row(cell("实际支出资金", 1, 4), cell("市级预算资金"), amount("executed", "cityLevel")),
        row(cell("上年结转资金"), amount("executed", "carriedOver")),
        row(cell("上级财政资金"), amount("executed", "higherLevel")),
        row(cell("其他"), amount("executed", "other")),
      ],
    },
    ...narrativeBlocks(form, style, ["项目概况", "项目资金使用情况", "项目组织实施情况"]),
    { kind: "table", rows: jinzhongIndicators(form) },
    ...narrativeBlocks(form, style, ["项目绩效情况", "其他需说明的问题"]),
    line("评分表"),
    {
      kind: "table",
      rows: [
        {
          isHeader: true,
          cells: ["二级指标", "三级指标", "指标分值", "评价得分"].map((label) => cell(label)),
        },
        ...scorecard.map((scored): SheetRow => {
          if (scored.kind === "group") {
            const spaced = style.garbled && scored.group === "效果" ? "效 果" : scored.group;
            return row(cell(`${spaced}:`, 2), cell(scored.weight), cell(scored.score));
          }
          const opens = subgroups.find(({ first }) => first === scored);
          return row(
            ...(opens === undefined ? [] : [cell(scored.subgroup, 1, opens.count)]),
            ...[scored.name, scored.weight, scored.score].map((text) => cell(text)),
          );
        }),
        row(cell("综合得分:", 2), cell(total.weight), cell(total.score)),
        row(cell("评价结果等次:", 2), cell(form.grade?.word ?? "", 2)),
        row(...["姓名", "职称/职务", "科室", "联系电话"].map((label) => cell(label))),
        ...form.people.map((person) =>
          row(...[person.name, person.position, person.office, person.phone].map((text) => cell(text))),
        ),
        row(
          cell(`${signer?.role ?? ""}: ${signer?.name ?? ""}`),
          cell(`联系电话: ${signer?.phone ?? ""}`),
          cell("填报日期:"),
          cell(form.filedOn),
        ),
        row(cell("单位负责人(签章):", 2), cell("年 月 日", 2)),
      ],
    },
  ];
}

/** The indicators of 晋中: every second level is printed, with empty numbered rows where nothing was filled in. */
function jinzhongIndicators(form: PrintedForm): SheetRow[] {
  const header = ["绩效目标", "绩效指标（二级）", "绩效指标（三级）", "目标值", "实际完成指标值", "完成进度"];
  const filled = (level2: string): PrintedIndicator[] =>
    form.indicators.filter((indicator) => indicator.level2 === level2);
  const rowsOf = (level2: string): string[][] => {
    const rows = filled(level2).map((indicator, at) => [
      `指标${at + 1}: ${indicator.name}`,
      indicator.target.text,
      indicator.actual.text,
      indicator.completion,
    ]);
    while (rows.length < 2) rows.push([`指标${rows.length + 1}:`, "", "", ""]);
    return rows;
  };
  const rows = LEVELS.map(({ level1, level2 }) => ({ level1, level2, rows: rowsOf(level2) }));
  const opened = new Set<string>();
  return [
    { isHeader: true, cells: header.map((label) => cell(label)) },
    ...rows.flatMap(({ level1, level2, rows: cells }) =>
      cells.map((texts, at): SheetRow => {
        const opensLevel1 = at === 0 && !opened.has(level1);
        opened.add(level1);
        const height = rows
          .filter((other) => other.level1 === level1)
          .reduce((sum, other) => sum + other.rows.length, 0);
        return row(
          ...(opensLevel1 ? [floating(level1, height)] : []),
          ...(at === 0 ? [cell(level2, 1, cells.length)] : []),
          ...texts.map((text) => cell(text)),
        );
      }),
    ),
  ];
}
