import { type Decimal, decimal } from "../../src/model/decimal.ts";
import { type Draws, inUnits, print, sumOf } from "./draws.ts";
import type { PrintedScoreLine } from "./printed-form.ts";
import { EXPLANATIONS } from "./vocabulary.ts";

/** The scoring table of 晋中, which is always the same. */
const JINZHONG_SCORECARD = [
  {
    group: "投入",
    subgroups: [
      { subgroup: "项目目标", rows: ["项目立项规范性 3", "绩效目标合理性 4", "绩效指标明确性 4"] },
      { subgroup: "资金落实", rows: ["资金到位率 3", "到位及时率 3", "预算执行率 3"] },
    ],
  },
  {
    group: "过程",
    subgroups: [
      { subgroup: "业务管理", rows: ["管理制度健全性 3", "制度执行有效性 3", "项目质量可控性 4"] },
      { subgroup: "财务管理", rows: ["管理制度健全性 3", "资金使用合规性 3", "财务监控有效性 4"] },
    ],
  },
  {
    group: "产出",
    subgroups: [
      { subgroup: "项目产出", rows: ["实际完成率 8", "完成及时率 7", "质量达标率 8", "成本节约率 7"] },
    ],
  },
  {
    group: "效果",
    subgroups: [
      {
        subgroup: "项目效果",
        rows: ["经济效益 5", "社会效益 5", "生态效益 5", "可持续影响 5", "社会公众或服务对象满意度 10"],
      },
    ],
  },
] as const;

/** The scoring table of 晋中 with its group rows; a missed target costs 实际完成率 points. Scores with two places. */
export function drawJinzhongScorecard(
  draws: Draws,
  rate: Decimal,
  missesTargets: boolean,
): PrintedScoreLine[] {
  return JINZHONG_SCORECARD.flatMap(({ group, subgroups }) => {
    const items = subgroups.flatMap(({ subgroup, rows }) =>
      rows.map((row): PrintedScoreLine => {
        const [name = "", weight = ""] = row.split(" ");
        const full = decimal(weight);
        const docked = full.minus(inUnits(draws.pick([50, 100, 25, 101]), 2));
        const isDocked = name === "实际完成率" ? missesTargets : draws.oneIn(8);
        const score = name === "预算执行率" ? full.times(rate).round(2) : isDocked ? docked : full;
        return { kind: "item", group, subgroup, name, explanation: "", weight, score: print(score, 2) };
      }),
    );
    return [groupLine(group, items)].concat(items);
  });
}

function groupLine(group: string, items: readonly PrintedScoreLine[]): PrintedScoreLine {
  const sum = (key: "weight" | "score", places: number): string =>
    print(sumOf(items.map((item) => item[key])), places);
  return {
    kind: "group",
    group,
    subgroup: "",
    name: "",
    explanation: "",
    weight: sum("weight", 0),
    score: sum("score", 2),
  };
}

const SHANGHAI_GROUPS = [
  {
    group: "投入与管理",
    names: [
      "预算执行率",
      "资金使用的合规性",
      "绩效目标合理性",
      "项目设立的规范性",
      "项目管理制度的健全性和执行的有效性",
    ],
  },
  { group: "产出目标", names: ["质量达标率", "重点工作办结率", "财政投入乘数", "信息传递速度"] },
  { group: "效果目标", names: ["社会公众或服务对象满意度", "社会效益", "生态效益", "满意度"] },
  { group: "影响力目标", names: ["人员流失率", "人员到位率", "长效管理制度建设"] },
] as const;

/** The scoring table of 上海 2019: no group rows but points in the captions; rows without points are not used. */
export function drawShanghaiScorecard(
  draws: Draws,
  rate: Decimal,
): { scorecard: PrintedScoreLine[]; caps: { group: string; weight: string }[] } {
  const scorecard: PrintedScoreLine[] = [];
  const caps: { group: string; weight: string }[] = [];
  for (const [at, points] of draws.partition(60, SHANGHAI_GROUPS.length).entries()) {
    const { group = "", names = [] } = SHANGHAI_GROUPS[at] ?? {};
    const cap = points + 10;
    const used: string[] = draws.several(names, draws.whole(2, names.length));
    if (at === 0 && !used.includes("预算执行率")) used.unshift("预算执行率");
    const weights = draws.partition(cap, used.length);
    const listed = names.filter((name) => used.includes(name) || draws.oneIn(2));
    caps.push({ group, weight: String(cap) });
    for (const name of listed) {
      const weight = weights[used.indexOf(name)];
      const base = {
        kind: "item",
        group,
        subgroup: "",
        name,
        explanation: draws.pick(EXPLANATIONS),
      } as const;
      if (weight === undefined) {
        scorecard.push({ ...base, weight: "", score: "0" });
        continue;
      }
      const full = decimal(String(weight));
      const docked = draws.oneIn(5) && weight > 1 ? full.minus("1") : full;
      const score = name === "预算执行率" ? full.times(rate).round(2) : docked;
      scorecard.push({ ...base, weight: String(weight), score: print(score, "shortest") });
    }
  }
  return { scorecard, caps };
}
