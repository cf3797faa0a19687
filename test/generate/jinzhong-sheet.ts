import type { FundMeasure, FundSource } from "../../src/model/record.ts";
import { LEVELS } from "./indicator-rows.ts";
import type { PrintedForm, PrintedIndicator } from "./printed-form.ts";
import { type Block, cell, line, row, type SheetCell, type SheetRow, type SheetStyle } from "./sheet.ts";
import { amountOf, floating, longText, runsOf } from "./sheet-parts.ts";

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

export function jinzhongSheet(form: PrintedForm, style: SheetStyle): Block[] {
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
