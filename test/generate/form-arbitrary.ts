import * as fc from "fast-check";
import { decimal, decimalOf } from "../../src/model/decimal.ts";
import type { GradeLevel } from "../../src/model/record.ts";
import { type Draws, drawn, inUnits, print, sumOf } from "./draws.ts";
import { drawFundTable, drawOriginTable, drawYearTable, type Places } from "./fund-table.ts";
import { drawAttainment, LEVELS, scoredRow } from "./indicator-rows.ts";
import {
  type Family,
  type GeneratedForm,
  generatedForm,
  type PrintedForm,
  type PrintedIndicator,
} from "./printed-form.ts";
import { PLAIN_TABBED, renderTabbed } from "./render-tabbed.ts";
import { drawJinzhongScorecard, drawShanghaiScorecard } from "./scorecards.ts";
import {
  BUREAUS,
  EFFECTS,
  OFFICES,
  personName,
  PLACES,
  PROJECTS,
  SENTENCES,
  type Work,
  WORKS,
} from "./vocabulary.ts";

/**
 * Forms of a family that agree with themselves: no rule of the domain may find a difference in them. A failing one is
 * shown as a page.
 */
export function formArbitrary(family: Family): fc.Arbitrary<GeneratedForm> {
  return drawn((draws) => {
    const form = generatedForm(DRAW[family](draws));
    return Object.assign(form, { [fc.toStringMethod]: () => renderTabbed(form, PLAIN_TABBED) });
  });
}

const DRAW: { [family in Family]: (draws: Draws) => PrintedForm } = {
  national: drawNational,
  hunan: drawHunan,
  jinzhong: drawJinzhong,
  shanghai: drawShanghai,
};

function drawBlank(draws: Draws, family: Family) {
  const place = draws.pick(PLACES);
  const year = draws.whole(2018, 2024);
  return {
    place,
    year,
    blank: {
      family,
      yearLine: "",
      project: {
        name: `${place}${draws.pick(PROJECTS)}`,
        subproject: "",
        department: `${place}${draws.pick(BUREAUS)}`,
        departmentCode: "",
        implementingUnit: `${place}${draws.pick(PROJECTS)}中心`,
        office: "",
        attribute: "",
        periodStart: "",
        periodEnd: "",
      },
      goals: { expected: "", actual: "" },
      indicators: [],
      scorecard: [],
      caps: [],
      grade: null,
      narratives: [],
      people: [],
      signer: null,
      filedOn: "",
      notes: [],
    } satisfies Partial<PrintedForm>,
  };
}

/** All works, beginning anywhere: as many as the longest form has rows. */
function drawWorks(draws: Draws): Work[] {
  const from = draws.whole(0, WORKS.length - 1);
  return [...WORKS.slice(from), ...WORKS.slice(0, from)];
}

/** Points by first level that make 100 with those of the execution row. */
const SPLITS = [
  { execution: 10, 产出指标: 50, 效益指标: 30, 满意度指标: 10 },
  { execution: 10, 产出指标: 60, 效益指标: 20, 满意度指标: 10 },
  { execution: 20, 产出指标: 40, 效益指标: 30, 满意度指标: 10 },
  { execution: 10, 产出指标: 45, 效益指标: 40, 满意度指标: 5 },
] as const;
const LEVEL1 = ["产出指标", "效益指标", "满意度指标"] as const;

/** The funds, indicators, captions and total of the national form. */
function drawScored(draws: Draws, year: number) {
  const places: Places = draws.pick(["shortest", 2]);
  const split = draws.pick(SPLITS);
  const table = drawFundTable(draws, decimalOf(split.execution), places);
  const works = drawWorks(draws);
  const indicators = LEVEL1.flatMap((level1): PrintedIndicator[] => {
    const levels = LEVELS.filter((level) => level.level1 === level1);
    const rows = draws
      .several(levels, draws.whole(1, levels.length))
      .flatMap((level) => Array.from({ length: draws.whole(1, level1 === "产出指标" ? 3 : 2) }, () => level));
    // Points are whole or, in some forms, halves.
    const halves = draws.oneIn(4) ? 2 : 1;
    const weights = draws.partition(split[level1] * halves, Math.min(rows.length, split[level1]));
    return weights.flatMap((units, at) => {
      const [level, work] = [rows[at], works.shift()];
      if (level === undefined || work === undefined) throw new Error("more rows than there are works");
      const kind = draws.pick(level.kinds);
      const attainment = drawAttainment(draws, { kind, work, year, mayMiss: true, bare: false });
      const weight = decimalOf(units).div(String(halves));
      return [scoredRow(draws, attainment, { ...level, kind }, weight, places)];
    });
  });
  const total = sumOf([table.execution.score, ...indicators.map(({ score }) => score)]);
  const hasCaptions = draws.oneIn(2);
  return {
    ...table,
    indicators,
    caps: hasCaptions ? LEVEL1.map((group) => ({ group, weight: String(split[group]) })) : [],
    total: { weight: "100", score: print(total, places) },
  };
}

function paragraph(draws: Draws, sentences: number): string {
  return draws.several(SENTENCES, sentences).join("");
}

const NATIONAL_TITLES = [
  "项目支出绩效自评表",
  "项目支出成效自评表",
  "财政支出项目绩效自评表",
  "预算项目绩效自评表",
] as const;

function drawNational(draws: Draws): PrintedForm {
  const { year, blank } = drawBlank(draws, "national");
  const hasYearLine = draws.oneIn(2);
  const title = draws.pick(NATIONAL_TITLES);
  const isUnmarked = hasYearLine && draws.oneIn(2);
  return {
    ...blank,
    title: isUnmarked ? title : `${year}年度${title}`,
    fiscalYear: year,
    yearLine: hasYearLine ? `（${year}年度）` : "",
    goals: { expected: paragraph(draws, draws.whole(1, 3)), actual: paragraph(draws, draws.whole(1, 3)) },
    ...drawScored(draws, year),
  };
}

const NATIONAL_SCALE = [
  ["90", "excellent", "优", "优秀"],
  ["80", "good", "良", "良好"],
  ["60", "fair", "中", "中"],
  ["0", "poor", "差", "差"],
] as const;
const SHANGHAI_SCALE = [
  ["90", "excellent", "优秀"],
  ["75", "good", "良好"],
  ["60", "fair", "合格"],
  ["0", "poor", "不合格"],
] as const;

function gradeOf(
  score: string,
  scale: readonly (readonly [string, GradeLevel, string, string?])[],
  wording: 0 | 1 = 0,
): PrintedForm["grade"] {
  const band = scale.find(([from]) => decimal(score).gte(decimal(from)));
  if (band === undefined) throw new Error(`no grade for ${score}`);
  const [, level, word, other = word] = band;
  return { word: wording === 0 ? word : other, level };
}

const REPORT_HEADINGS = [
  "一、基本情况",
  "二、绩效评价工作开展情况",
  "三、综合评价情况及评价结论",
  "四、绩效评价指标分析",
  "五、主要经验及做法、存在的问题及原因分析",
  "六、有关建议",
  "七、其他需要说明的问题",
] as const;

function drawHunan(draws: Draws): PrintedForm {
  const { year, blank } = drawBlank(draws, "hunan");
  const scored = drawScored(draws, year);
  const hasReport = draws.oneIn(2);
  return {
    ...blank,
    ...scored,
    title: `${year}年度项目支出绩效自评表`,
    fiscalYear: year,
    project: {
      ...blank.project,
      subproject: draws.oneIn(3) ? "" : `${draws.pick(PROJECTS)}二期`,
      implementingUnit: "",
    },
    goals: { expected: paragraph(draws, 1), actual: paragraph(draws, draws.whole(1, 2)) },
    grade: gradeOf(scored.total.score, NATIONAL_SCALE, draws.pick([0, 1])),
    narratives: hasReport
      ? draws.several(REPORT_HEADINGS, draws.whole(1, REPORT_HEADINGS.length)).map((heading) => ({
          heading,
          paragraphs: Array.from({ length: draws.whole(1, 2) }, () => paragraph(draws, draws.whole(1, 2))),
        }))
      : [],
    notes: [
      "备注：1. 执行率=全年执行数÷全年预算数；",
      "2. 总分为100分，90分（含）—100分为优，80分（含）—90分为良，60分（含）—80分为中，60分以下为差。",
    ],
  };
}

function drawJinzhong(draws: Draws): PrintedForm {
  const { place, year, blank } = drawBlank(draws, "jinzhong");
  const { rate, ...table } = drawOriginTable(draws);
  const { indicators, missesTargets } = drawDelivered(draws, year);
  const scorecard = drawJinzhongScorecard(draws, rate, missesTargets);
  const score = print(sumOf(scorecard.filter(({ kind }) => kind === "item").map((line) => line.score)), 2);
  const filedOn = `${year + 1}-0${draws.whole(1, 6)}-${draws.pick(["05", "15", "28"])}`;
  const hasPeriod = draws.oneIn(2);
  return {
    ...blank,
    ...table,
    title: `${place}财政支出项目绩效自评表`,
    fiscalYear: year,
    yearLine: `(${year} 年度)`,
    project: {
      ...blank.project,
      ...(draws.oneIn(2) ? { department: "", departmentCode: String(draws.whole(101, 989)) } : {}),
      attribute: draws.pick(["年度项目", "经常性项目", "延续性项目"]),
      periodStart: hasPeriod ? `${year}-01-01` : "",
      periodEnd: hasPeriod ? `${year + draws.whole(0, 2)}-12-31` : "",
    },
    indicators,
    scorecard,
    total: { weight: "100", score },
    grade: gradeOf(score, NATIONAL_SCALE),
    narratives: drawJinzhongNarratives(draws, table),
    people: Array.from({ length: draws.whole(1, 3) }, (_, at) => ({
      name: personName(draws.whole(0, 11) * 3 + at),
      position: draws.pick(["科长", "主任", "科员", "副调研员"]),
      office: draws.pick(["", ...OFFICES]),
      phone: String(draws.whole(6_000_101, 6_000_999)),
    })),
    signer: {
      role: "负责人",
      name: personName(draws.whole(0, 35)),
      phone: String(draws.whole(6_000_101, 6_000_999)),
    },
    filedOn,
  };
}

/** Indicators without points: what was delivered of what was promised. Either in per cent or in words. */
function drawDelivered(
  draws: Draws,
  year: number,
): { indicators: PrintedIndicator[]; missesTargets: boolean } {
  const inWords = draws.oneIn(2);
  const works = drawWorks(draws);
  let missesTargets = false;
  const indicators = LEVELS.flatMap((level) => {
    const isOutput = level.level1 === "产出指标";
    const least = level.level2 === "数量指标" || level.level1 === "满意度指标" ? 1 : 0;
    return Array.from({ length: draws.whole(least, isOutput ? 3 : 1) }, (): PrintedIndicator => {
      const work = works.shift();
      if (work === undefined) throw new Error("more rows than there are works");
      const kind = draws.pick(level.kinds);
      const wish = { kind, work, year, mayMiss: isOutput, bare: true };
      const { name, target, actual, ratio } = drawAttainment(draws, wish);
      const reached = ratio ?? decimal("1");
      const isMissed = reached.lt("1");
      if (isMissed) missesTargets = true;
      const rate = `${print(reached.times("100").round(2), "shortest")}%`;
      const completion = inWords ? (isMissed ? "未完成" : "已完成") : rate;
      return {
        level1: level.level1,
        level2: level.level2,
        name,
        target,
        actual,
        weight: "",
        score: "",
        completion,
        deviation: "",
      };
    });
  });
  return { indicators, missesTargets };
}

function drawJinzhongNarratives(
  draws: Draws,
  { funds }: Pick<PrintedForm, "funds">,
): PrintedForm["narratives"] {
  const amountOf = (measure: string): string =>
    print(sumOf(funds.filter((fund) => fund.measure === measure).map(({ amount }) => amount)), "shortest");
  const [budget, executed] = [amountOf("annualBudget"), amountOf("executed")];
  const money = draws.oneIn(2)
    ? `年初预算${budget}万元，实际下达${budget}万元，支出${executed}万元。`
    : "资金由财政直接支付，专款专用，按合同进度拨付。";
  return [
    { heading: "项目概况", paragraphs: [paragraph(draws, 1)] },
    { heading: "项目资金使用情况", paragraphs: [money] },
    { heading: "项目组织实施情况", paragraphs: [paragraph(draws, draws.whole(1, 2))] },
    {
      heading: "项目绩效情况",
      paragraphs: draws.several(SENTENCES, draws.whole(1, 4)),
    },
    {
      heading: "其他需说明的问题",
      paragraphs: [`${draws.pick(BUREAUS)}的职责调整后，${draws.pick(EFFECTS)}。`],
    },
  ];
}

function drawShanghai(draws: Draws): PrintedForm {
  const { place, year, blank } = drawBlank(draws, "shanghai");
  const { rate, ...table } = drawYearTable(draws);
  const { scorecard, caps } = drawShanghaiScorecard(draws, rate);
  const score = print(sumOf(scorecard.map((line) => line.score)), "shortest");
  return {
    ...blank,
    ...table,
    title: "项目绩效自我评价",
    fiscalYear: null,
    project: {
      ...blank.project,
      department: "",
      implementingUnit: `${place}${draws.pick(BUREAUS)}`,
      office: draws.pick(OFFICES),
      attribute: draws.pick(["是", "否"]),
    },
    goals: { expected: paragraph(draws, draws.whole(1, 4)), actual: "" },
    scorecard,
    caps,
    total: { weight: "100", score },
    grade: gradeOf(score, SHANGHAI_SCALE),
    narratives: ["主要绩效", "主要问题", "改进措施"].map((heading) => ({
      heading,
      paragraphs: draws.several(SENTENCES, draws.whole(1, 4)),
    })),
    filedOn: `${year + 1}-0${draws.whole(1, 6)}-${print(inUnits(draws.whole(10, 28), 0), 0)}`,
    notes: [
      "说明：1、自评分由填报科室按年度计划逐项核定。",
      "2、自评分合计90（含）-100分为优秀，75（含）-90分为良好，60（含）-75分为合格，0-60分为不合格。",
    ],
  };
}
