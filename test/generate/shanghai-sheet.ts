import type { PrintedForm } from "./printed-form.ts";
import { type Block, cell, line, row, type SheetRow, type SheetStyle } from "./sheet.ts";
import { caption, longText, runsOf } from "./sheet-parts.ts";

function pairOfFields(one: string, value: string, other: string, otherValue: string): SheetRow {
  return row(cell(one), cell(value), cell(other), cell(otherValue));
}

function wideField(label: string, value: string): SheetRow {
  return row(cell(label), cell(value, 3));
}

export function shanghaiSheet(form: PrintedForm, style: SheetStyle): Block[] {
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
