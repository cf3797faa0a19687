import { type Decimal, decimal, decimalOf } from "../../src/model/decimal.ts";
import { type Draws, inUnits, print } from "./draws.ts";
import type { PrintedIndicator, PrintedQuantity } from "./printed-form.ts";
import { EFFECTS, REACHED, REASONS, type Work } from "./vocabulary.ts";

/** What kind of target stands in a row. */
export type TargetKind = "count" | "percent" | "cost" | "deadline" | "effect" | "satisfaction";

/** The second-level categories, what is measured there, and the first level they belong to. */
export const LEVELS = [
  { level1: "产出指标", level2: "数量指标", kinds: ["count"] },
  { level1: "产出指标", level2: "质量指标", kinds: ["percent", "effect"] },
  { level1: "产出指标", level2: "时效指标", kinds: ["deadline", "percent"] },
  { level1: "产出指标", level2: "成本指标", kinds: ["cost"] },
  { level1: "效益指标", level2: "经济效益指标", kinds: ["count", "effect"] },
  { level1: "效益指标", level2: "社会效益指标", kinds: ["effect", "percent"] },
  { level1: "效益指标", level2: "生态效益指标", kinds: ["effect"] },
  { level1: "效益指标", level2: "可持续影响指标", kinds: ["effect"] },
  { level1: "满意度指标", level2: "服务对象满意度指标", kinds: ["satisfaction"] },
] as const satisfies readonly {
  level1: string;
  level2: string;
  kinds: readonly [TargetKind, ...TargetKind[]];
}[];

/** A target, what was reached of it, and the part of the points that this earns by the national rules. */
export interface Attainment {
  name: string;
  target: PrintedQuantity;
  actual: PrintedQuantity;
  /** 0 to 1; exact. */
  earned: Decimal;
  /** actual / target, where both are numbers of which more is better. */
  ratio: Decimal | null;
}

const ONE = decimal("1");
const AT_LEAST = ["≥", "≧", ">=", "》", "不少于", "不低于"] as const;
const AT_MOST = ["≤", "≦", "<=", "不超过"] as const;

interface AttainmentWish {
  kind: TargetKind;
  work: Work;
  year: number;
  /** Whether the target may be missed. */
  mayMiss: boolean;
  /** Whether targets carry comparators, or are bare as on forms that do not score by them. */
  bare: boolean;
}

export function drawAttainment(draws: Draws, wish: AttainmentWish): Attainment {
  return DRAW[wish.kind](draws, wish);
}

const DRAW: { [kind in TargetKind]: (draws: Draws, wish: AttainmentWish) => Attainment } = {
  count: drawCount,
  cost: drawCost,
  deadline: drawDeadline,
  effect: drawEffect,
  percent: (draws, wish) => drawPercent(draws, wish, `${wish.work.object}${wish.work.action}合格率`),
  satisfaction: (draws, wish) =>
    drawPercent(draws, wish, `受益群众对${wish.work.action}${wish.work.object}的满意率`),
};

function drawEffect(draws: Draws, { work }: AttainmentWish): Attainment {
  return {
    name: `${work.action}${work.object}对周边居民的作用`,
    target: words(draws.pick(EFFECTS)),
    actual: words(draws.pick(REACHED)),
    earned: ONE,
    ratio: null,
  };
}

function drawCount(draws: Draws, { work, mayMiss, bare }: AttainmentWish): Attainment {
  const target = draws.whole(2, 3000);
  const misses = mayMiss && draws.oneIn(4);
  const least = Math.max(1, Math.floor(target / 3));
  const actual = misses
    ? draws.whole(Math.min(least, target - 1), Math.max(1, Math.floor(target * 0.95) - 1))
    : draws.whole(target, Math.floor(target * 1.15));
  const unit = draws.oneIn(4) ? null : work.unit;
  const ratio = decimalOf(actual).div(decimalOf(target));
  return {
    name: `${work.action}${work.object}${draws.pick(["数量", ""])}`,
    target: bare ? exactly(String(target), work.unit) : atLeast(draws, String(target), work.unit),
    actual: exactly(String(actual), unit),
    earned: ratio.lt(ONE) ? ratio : ONE,
    ratio,
  };
}

function drawPercent(draws: Draws, { mayMiss, bare }: AttainmentWish, name: string): Attainment {
  const target = draws.whole(60, 100);
  const misses = mayMiss && draws.oneIn(5);
  const places = draws.pick([0, 0, 1, 2]);
  const unit = 10 ** places;
  const actual = inUnits(
    misses
      ? draws.whole(30 * unit, Math.floor(target * 0.95) * unit)
      : draws.whole(target * unit, 100 * unit),
    places,
  );
  const ratio = actual.div(decimalOf(target));
  return {
    name,
    target: bare ? exactly(String(target), "%") : atLeast(draws, String(target), "%"),
    actual: exactly(print(actual, places), "%"),
    earned: ratio.lt(ONE) ? ratio : ONE,
    ratio,
  };
}

/** Less is better: kept, or overrun by less than half, which costs points in proportion. */
function drawCost(draws: Draws, { work, mayMiss, bare }: AttainmentWish): Attainment {
  const target = draws.whole(20, 900);
  const overrun = mayMiss && !bare && draws.oneIn(5) ? draws.whole(1, Math.floor(target / 2)) : 0;
  const actual =
    overrun > 0 ? target + overrun : bare ? target : draws.whole(Math.ceil(target * 0.8), target);
  const unit = draws.pick(["万元", "元"]);
  const sign = draws.pick(AT_MOST);
  const isAfter = draws.oneIn(4);
  return {
    name: `${work.action}${work.object}${draws.pick(["成本", "费用"])}`,
    target: bare
      ? exactly(String(target), unit)
      : {
          text: isAfter ? `${target}${unit}以内` : `${sign}${target}${unit}`,
          comparator: "<=",
          number: String(target),
          unit,
        },
    actual: exactly(String(actual), unit),
    earned: ONE.minus(decimalOf(overrun).div(decimalOf(target))),
    ratio: bare ? decimalOf(actual).div(decimalOf(target)) : null,
  };
}

function drawDeadline(draws: Draws, { work, year }: AttainmentWish): Attainment {
  return {
    name: `${work.object}${work.action}完成时间`,
    target: words(draws.pick([`${year}年12月31日之前`, `${year}年12月底前`, `${year}年11月30日前完成`])),
    actual: words(draws.pick([`${year}年${draws.whole(1, 10)}月${draws.whole(1, 28)}日`, "按时完成"])),
    earned: ONE,
    ratio: null,
  };
}

function atLeast(draws: Draws, number: string, unit: string): PrintedQuantity {
  const text = draws.oneIn(5) ? `${number}${unit}以上` : `${draws.pick(AT_LEAST)}${number}${unit}`;
  return { text, comparator: ">=", number, unit };
}

function exactly(number: string, unit: string | null): PrintedQuantity {
  return { text: `${number}${unit ?? ""}`, comparator: "=", number, unit };
}

function words(text: string): PrintedQuantity {
  return { text, comparator: null, number: null, unit: null };
}

/** An indicator with points: earned by the rules, docked only with a reason. */
export function scoredRow(
  draws: Draws,
  attainment: Attainment,
  at: { level1: string; level2: string; kind: TargetKind },
  weight: Decimal,
  places: number | "shortest",
): PrintedIndicator {
  const { name, target, actual, earned, ratio } = attainment;
  const judged = at.kind === "effect" && draws.oneIn(4) ? decimal(draws.pick(["0.9", "0.8"])) : earned;
  const isDocked = judged.lt(ONE);
  const isOverfulfilled = ratio?.gt("1.1") ?? false;
  return {
    level1: at.level1,
    level2: at.level2,
    name,
    target,
    actual,
    weight: print(weight, "shortest"),
    score: print(weight.times(judged).round(2), places),
    completion: "",
    deviation: isDocked || isOverfulfilled ? draws.pick(REASONS) : draws.pick(["", "", "无"]),
  };
}
