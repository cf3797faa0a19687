import * as fc from "fast-check";
import type { GoldRecord } from "../../src/evaluation/gold.ts";
import type { GeneratedForm, PrintedForm } from "./printed-form.ts";

/** How a wide form of 晋中 was cut into three vertical strips and each read by itself. */
export interface StripOptions {
  /** The strips in the order in which they follow one another. */
  order: readonly [number, number, number];
  /** Labels are cut after one or two characters, beginning with this. */
  cut: 1 | 2;
  /** The character on the seam was read in both strips. */
  doubled: boolean;
  /** 级 was read as 及. */
  misread: boolean;
  /** The page breaks below this indicator row: a blank line in each strip. */
  breakBelow: number;
}

export const PLAIN_STRIPS: StripOptions = {
  order: [0, 1, 2],
  cut: 2,
  doubled: false,
  misread: false,
  breakBelow: 0,
};

export function stripOptions(): fc.Arbitrary<StripOptions> {
  return fc.record({
    order: fc.constant([0, 1, 2] as const),
    cut: fc.constantFrom(1 as const, 2 as const),
    doubled: fc.boolean(),
    misread: fc.boolean(),
    breakBelow: fc.integer({ min: 0, max: 8 }),
  });
}

/** The form of 晋中 as three strips, one after the other; the labels and the long texts are cut between them. */
export function renderStrips({ printed }: GeneratedForm, options: StripOptions): string {
  const strips = cutIntoStrips(printed, options);
  return options.order.map((at) => strips[at]?.join("\n") ?? "").join("\n\n");
}

/** What a reader must find in strips: long texts are interleaved beyond repair, the signer's line is cut in three. */
export function truthOfStrips({ printed, truth }: GeneratedForm): GoldRecord {
  const { narratives: _cut, people, ...rest } = truth;
  return { ...rest, people: (people ?? []).slice(0, printed.people.length) };
}

type Strips = [string[], string[], string[]];

function cutIntoStrips(form: PrintedForm, options: StripOptions): Strips {
  const strips: Strips = [["", ""], [], []];
  /** One line of each strip; null where the strip holds nothing there and has no line either. */
  const print = (...parts: (string | null)[]): void => {
    for (const [at, strip] of strips.entries()) {
      const part = parts[at];
      if (typeof part === "string") strip.push(part);
    }
  };
  printHead(form, options, print);
  for (const heading of ["项目概况", "项目资金使用情况", "项目组织实施情况"]) printText(form, heading, print);
  printIndicators(form, options, print);
  for (const heading of ["项目绩效情况", "其他需说明的问题"]) printText(form, heading, print);
  printScores(form, options, print);
  return strips;
}

type Print = (...parts: (string | null)[]) => void;

function printHead(form: PrintedForm, { misread }: StripOptions, print: Print): void {
  const { title, yearLine, project, funds } = form;
  const placeEnd = title.indexOf("财政");
  const period = project.periodStart === "" ? null : `${project.periodStart}至${project.periodEnd}`;
  print(title.slice(0, placeEnd), title.slice(placeEnd), null);
  print("", "", null);
  print("填报单位（公章）：", yearLine, null);
  print("", "", null);
  print("项目名称\t\t", project.name, null);
  print(null, "", null);
  print(
    project.departmentCode === ""
      ? `主管部门\t\t${project.department}`
      : `主管部门及代码\t\t${project.departmentCode}`,
    "预算单位\t",
    project.implementingUnit,
  );
  print(`项目属性\t\t${project.attribute}`, "项目期\t", period);
  const level = misread ? "及" : "级";
  const labels: [string | null, string | null][] = [
    ["项目资金情况 (万元)\t预算资金\t市", `${level}预算资金\t`],
    [null, "其他\t"],
    ["\t预算下达资金\t", null],
    ["\t实际支出资金\t市", `${level}预算资金\t`],
    ["\t\t上", "年结转资金\t"],
    ["\t\t上", `${level}财政资金\t`],
    [null, "其他\t"],
  ];
  for (const [at, [left, middle]] of labels.entries()) print(left, middle, funds[at]?.amount ?? null);
  print("", "", "");
}

/** A long text: each of its printed lines is cut in three, so that a strip holds a third of every line. */
function printText({ narratives }: PrintedForm, heading: string, print: Print): void {
  const text = narratives.find((narrative) => narrative.heading === heading)?.paragraphs.join("") ?? "";
  const pieces: [string, string, string] = ["", "", ""];
  for (let from = 0, at = 0; from < text.length; at += 1) {
    let to = from + 9;
    // Numbers are left whole: what a cut makes of them cannot be told from numbers that are there.
    while (/\d[\d.]*$/u.test(text.slice(from, to)) && /^[\d.]/u.test(text.slice(to))) to += 1;
    pieces[at % 3] += text.slice(from, to);
    from = to;
  }
  const [left, middle, right] = pieces;
  print(`${heading}\t${left}\t`, middle === "" ? null : middle, right === "" ? null : right);
  print("", middle === "" ? null : "", right === "" ? null : "");
}

function printIndicators({ indicators }: PrintedForm, { breakBelow }: StripOptions, print: Print): void {
  print("绩效目标实现情况\t实 绩效指标 (二级)\t绩效指标 (三级)\t", "目标值\t实际完成指标值", "完成进度");
  for (const [at, { level1, level2, name, target, actual, completion }] of indicators.entries()) {
    const above = indicators[at - 1];
    const labels = `${above?.level1 === level1 ? "" : level1}\t${above?.level2 === level2 ? "" : level2}`;
    print(`${labels}\t${name}\t`, `${target.text}\t${actual.text}`, completion);
    if (at + 1 === breakBelow) print("", "", "");
  }
  print("", "", "");
}

function printScores(form: PrintedForm, options: StripOptions, print: Print): void {
  const { scorecard, total, people, signer, filedOn } = form;
  print("评分表\t二级指标\t三", `${options.doubled ? "三" : ""}级指标\t指标分值`, "评价得分");
  for (const [at, line] of scorecard.entries()) {
    if (line.kind === "group") {
      print(`\t${line.group}:\t`, `\t${line.weight}`, line.score);
      continue;
    }
    const cut = (at + options.cut) % 2 === 0 ? 2 : 1;
    const subgroup = scorecard[at - 1]?.subgroup === line.subgroup ? "" : line.subgroup;
    print(
      `\t${subgroup}\t${line.name.slice(0, cut)}`,
      `${line.name.slice(options.doubled ? cut - 1 : cut)}\t${line.weight}`,
      line.score,
    );
  }
  print("综合得分:\t\t", `\t${total.weight}`, total.score);
  print("评价结果等次:\t\t", null, form.grade?.word ?? null);
  print("评价人员\t姓名\t职", `${options.doubled ? "职" : ""}称/职务\t科室`, "联系电话");
  for (const person of people)
    print(`\t${person.name}\t`, `${person.position}\t${person.office}`, person.phone);
  print(
    `${signer?.role ?? ""}: ${signer?.name ?? ""}\t联系电话:`,
    `${signer?.phone ?? ""}\t填报日期:`,
    filedOn,
  );
  print("单位负责人(签章):\t\t", "", null);
  print(null, "年 月 日", null);
}
