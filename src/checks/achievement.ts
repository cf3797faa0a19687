import { decimal, decimalOf, type Decimal } from "../model/decimal.ts";
import type { RuleModes } from "../model/form-profile.ts";
import type { Indicator, Quantity } from "../model/record.ts";
import { parseDate, parseDeadline } from "../values/date.ts";
import { parseRange } from "../values/quantity.ts";
import { nilKind, tidySpace } from "../values/text.ts";
import type { Bilingual } from "./rule.ts";
import { isMissing, wordsOf } from "./scored-rows.ts";
import { plain } from "./sums.ts";
import { inOneUnit, isMoney } from "./units.ts";

/** Which way an actual value may differ from its target; `cost`: a bare target of cost, which is not to be exceeded. */
type Direction = "at least" | "at most" | "equal" | "cost";

/** How far a target with a number was reached. */
export interface Measured {
  kind: "measured";
  direction: Direction;
  target: Decimal;
  actual: Decimal;
  met: boolean;
  /** Exceeded so far that a reason is asked for. */
  excessive: boolean;
  /** What a missed target may have been before its ≥ was misread, as printed: ≥90% for 290%. */
  likelyTarget: string | null;
  /** Shares of the points that a formula gives, with the formula in figures; the first is the most usual. */
  shares: { share: Decimal; formula: string }[];
}

/** Why an achievement cannot be measured. */
export type Obstacle =
  | "no target"
  | "no actual"
  | "nil actual"
  | "actual compares"
  | "units differ"
  | "zero target"
  | "negative target"
  | "cost direction"
  | "words";

/** What can be told of an indicator's actual value against its target. */
export type Achievement =
  | Measured
  | {
      kind: "range";
      low: Decimal;
      high: Decimal;
      actual: Decimal;
      position: "inside" | "below" | "above";
      cost: boolean;
    }
  | { kind: "date"; deadline: string; actual: string; met: boolean }
  | { kind: "band"; band: Band; word: string }
  | { kind: "unmeasured"; obstacle: Obstacle };

/** The three bands of a qualitative target: met, partly met with some effect, not met. */
type Band = "met" | "partly" | "not met";

/** Why an achievement cannot be measured, as it reads in a message. */
export const OBSTACLES: Readonly<{ [obstacle in Obstacle]: Bilingual }> = {
  "no target": { en: "the form gives no target that could be read", zh: "未识别到指标值" },
  "no actual": { en: "no actual value is printed", zh: "实际完成值未填" },
  "nil actual": {
    en: "the actual value is a sign for nothing, which is not zero",
    zh: "实际完成值填“无”等，不能视为零",
  },
  "actual compares": {
    en: "the actual value carries a comparator: it is a bound, not a measurement",
    zh: "实际完成值带有比较符号，只是界限而非实测值",
  },
  "units differ": {
    en: "target and actual value have different units",
    zh: "指标值与实际完成值的计量单位不同",
  },
  "zero target": { en: "no proportion can be taken of a target of 0", zh: "指标值为 0，无法计算比例" },
  "negative target": { en: "no proportion can be taken of a target below 0", zh: "指标值为负，无法计算比例" },
  "cost direction": {
    en: "whether the cost target is to be reached or not to be exceeded is not printed",
    zh: "成本指标未标明方向（应达到还是不应超过）",
  },
  words: { en: "the form gives no measurable target", zh: "指标值与实际完成值无法量化比较" },
};

const [ZERO, ONE, TWO] = [decimal("0"), decimal("1"), decimal("2")];

/** Words by which forms say that a qualitative target was met, partly met, or not met. */
const MET =
  /^(?:已|已经)?(?:达标|(?:全部|按期|按时|如期)?(?:达成|达到|完成|实现)(?:了?(?:年度|预期|预定|既定|全年)?(?:绩效)?(?:指标|目标|任务|要求|效果))?)[。.]?$/u;
const PARTLY_MET = /^部分(?:达成|达到|完成|实现)/u;
const NOT_MET = /^(?:未|没有|尚未)(?:达成|达到|完成|实现|开展|实施)/u;

/** Holds an indicator's actual value against its target. */
export function assess(indicator: Indicator, modes: RuleModes): Achievement {
  const target = indicator.target?.value ?? null;
  const actual = indicator.actual?.value ?? null;
  if (target === null || nilKind(target.text) !== null) return unmeasured("no target");
  if (actual === null || nilKind(actual.text) === "blank") return byCompletion(indicator, "no actual");
  if (nilKind(actual.text) === "nil") return byCompletion(indicator, "nil actual");
  const cost = isCost(indicator);
  if (target.number === null) return assessWords(indicator, target, actual, cost);
  if (actual.number === null) return byCompletion(indicator, "words");
  if ((actual.comparator ?? "=") !== "=") return unmeasured("actual compares");
  const numbers = inOneUnit(
    { number: decimalOf(target.number), unit: target.unit },
    { number: decimalOf(actual.number), unit: actual.unit },
  );
  return numbers === null ? unmeasured("units differ") : measure(numbers, target, cost, modes);
}

/** An indicator of cost (成本指标): its bare target is a bound that is not to be exceeded. */
function isCost({ level1, level2 }: Indicator): boolean {
  return [level1, level2].some((level) => wordsOf(level).includes("成本"));
}

function unmeasured(obstacle: Obstacle): Achievement {
  return { kind: "unmeasured", obstacle };
}

function measure(
  [target, printed]: [Decimal, Decimal],
  quantity: Quantity,
  cost: boolean,
  modes: RuleModes,
): Achievement {
  const actual = printed.lt(ZERO) ? ZERO : printed;
  if (target.lt(ZERO)) return unmeasured("negative target");
  const direction = directionOf(quantity, cost);
  // 成本节约率 is to be reached, 成本增长率 is not to be exceeded: above a bare target either may be meant.
  if (direction === "cost" && !isMoney(quantity.unit) && actual.gt(target))
    return unmeasured("cost direction");
  const upward = direction === "at least" || direction === "equal";
  if (direction === "at least" && target.eq(ZERO)) return unmeasured("zero target");
  const met =
    direction === "equal" && target.eq(ZERO)
      ? actual.eq(ZERO)
      : upward
        ? actual.gte(target)
        : actual.lte(target);
  return {
    kind: "measured",
    direction,
    target,
    actual,
    met,
    excessive: upward && target.gt(ZERO) && actual.gte(target.times(decimal(modes.overfulfilment))),
    likelyTarget: met ? null : likelyTargetOf(quantity, actual),
    shares: met ? [{ share: ONE, formula: "" }] : sharesOf(upward, target, actual, modes),
  };
}

/** ≥ is misread as 2 (市民满意度290%): of a percentage above 100 that begins with 2, what follows is the target. */
function likelyTargetOf({ comparator, number, unit }: Quantity, actual: Decimal): string | null {
  const rest = /^2(\d{2}(?:\.\d+)?|100)$/u.exec(String(number))?.[1];
  if (unit !== "%" || comparator !== "=" || rest === undefined) return null;
  return actual.gte(rest) && actual.lte("100") ? `≥${rest}%` : null;
}

function directionOf({ comparator }: Quantity, cost: boolean): Direction {
  if (comparator === ">=" || comparator === ">") return "at least";
  if (comparator === "<=" || comparator === "<") return "at most";
  return cost ? "cost" : "equal";
}

/** The share of the points that a missed target earns. */
function sharesOf(upward: boolean, target: Decimal, actual: Decimal, modes: RuleModes): Measured["shares"] {
  const [a, b] = [plain(target), plain(actual)];
  if (upward) {
    if (target.eq(ZERO)) return [{ share: ZERO, formula: "0" }];
    return [{ share: actual.div(target), formula: `${b} / ${a}` }];
  }
  const over = actual.gte(target.times(TWO));
  return modes.negative.map((formula) => {
    if (target.eq(ZERO)) return { share: ZERO, formula: "0" };
    if (formula === "ratio") return { share: target.div(actual), formula: `${a} / ${b}` };
    return over
      ? { share: ZERO, formula: "0" }
      : { share: ONE.minus(actual.minus(target).div(target)), formula: `(1 − (${b} − ${a}) / ${a})` };
  });
}

function assessWords(indicator: Indicator, target: Quantity, actual: Quantity, cost: boolean): Achievement {
  const deadline = parseDeadline(target.text);
  const done = deadline === null ? null : parseDate(actual.text);
  if (deadline !== null && done !== null) {
    return { kind: "date", deadline, actual: done, met: done <= deadline };
  }
  const range = actual.number === null ? null : parseRange(target.text);
  if (range === null || actual.number === null) return byCompletion(indicator, "words");
  if ((actual.comparator ?? "=") !== "=") return unmeasured("actual compares");
  const counted = { number: decimalOf(actual.number), unit: actual.unit };
  const low = inOneUnit({ number: range.low, unit: range.unit }, counted);
  const high = inOneUnit({ number: range.high, unit: range.unit }, counted);
  if (low === null || high === null) return unmeasured("units differ");
  const number = low[1];
  const position = number.lt(low[0]) ? "below" : number.gt(high[0]) ? "above" : "inside";
  return { kind: "range", low: low[0], high: high[0], actual: number, position, cost };
}

/** A target of words is reached as far as the words of the actual value or of the completion say. */
function byCompletion({ actual, completion }: Indicator, obstacle: Obstacle): Achievement {
  const word = tidySpace(actual?.value?.text ?? "");
  if (MET.test(word)) return { kind: "band", band: "met", word };
  if (PARTLY_MET.test(word)) return { kind: "band", band: "partly", word };
  if (NOT_MET.test(word)) return { kind: "band", band: "not met", word };
  if (completion?.value === "completed") return { kind: "band", band: "met", word: completion.raw };
  if (completion?.value === "not completed") return { kind: "band", band: "not met", word: completion.raw };
  return unmeasured(obstacle);
}

/**
 * Whether an indicator stands at nothing done: it says so, or its actual value is nothing of a target that is to be
 * reached. Nothing spent of a cost may also have been saved.
 */
export function isUndone(indicator: Indicator): boolean {
  const { target, actual, completion } = indicator;
  if (completion?.value === "not completed" || completion?.value === 0) return true;
  const quantity = target?.value ?? null;
  if (!isMissing(completion) || quantity === null || quantity.number === 0 || isCost(indicator)) return false;
  const upward = ["=", ">=", ">"].includes(quantity.comparator ?? "");
  return upward && actual?.value?.number === 0;
}
