import { decimal, decimalOf, exactNumber, type Decimal } from "../../model/decimal.ts";
import type { Cause } from "../../model/check.ts";
import type { Reading } from "../../model/reading.ts";
import type { Completion, Indicator } from "../../model/record.ts";
import { parsePercent } from "../../values/percent.ts";
import { nilKind, tidySpace } from "../../values/text.ts";
import { assess, OBSTACLES, type Achievement, type Measured } from "../achievement.ts";
import { findAmounts } from "../amounts.ts";
import type { CheckedForm } from "../checked-form.ts";
import { readRate } from "../execution.ts";
import {
  finding,
  orNotApplicable,
  type Bilingual,
  type Finding,
  type FindingBase,
  type Rule,
} from "../rule.ts";
import { isMissing, isUnread, type ScoredRow } from "../scored-rows.ts";
import { plain } from "../sums.ts";
import { judge, legible, unitOf } from "../tolerance.ts";
import { inOneUnit, isMoney } from "../units.ts";
import { quantityText, quote } from "../wording.ts";

const HUNDRED = decimal("100");

interface Figures {
  name: string;
  target: string;
  actual: string;
  printed: string;
}

const head = {
  en: (a: Figures): string => `${quote(a.name)} (target ${a.target}, actual ${a.actual})`,
  zh: (a: Figures): string => `${quote(a.name)}（目标值 ${a.target}，实际 ${a.actual}）`,
};

const MESSAGES = {
  agrees: (a: Figures & { quotient: string; rounded: boolean }): Bilingual => ({
    en: `${head.en(a)}: ${a.quotient}, the completion is printed as ${a.printed}${a.rounded ? ": rounded or cut" : ""}.`,
    zh: `${head.zh(a)}：${a.quotient}，表内完成进度 ${a.printed}，${a.rounded ? "属取整或截位" : "一致"}。`,
  }),
  reached: (a: Figures & { met: boolean }): Bilingual => ({
    en: `${head.en(a)}: the target is ${a.met ? "reached" : "not reached"}, as the printed completion ${quote(a.printed)} says.`,
    zh: `${head.zh(a)}：目标值${a.met ? "已达到" : "未达到"}，与表内完成进度${quote(a.printed)}相符。`,
  }),
  sameText: (a: Figures): Bilingual => ({
    en: `${head.en(a)}: the actual value repeats the target, as the printed completion ${quote(a.printed)} says.`,
    zh: `${head.zh(a)}：实际完成值与目标值一致，与表内完成进度${quote(a.printed)}相符。`,
  }),
  nothing: (a: Figures): Bilingual => ({
    en: `${head.en(a)}: nothing was done, as the printed completion ${quote(a.printed)} says.`,
    zh: `${head.zh(a)}：实际未完成，与表内完成进度${quote(a.printed)}相符。`,
  }),
  differs: (a: Figures & { quotient: string }): Bilingual => ({
    en: `${head.en(a)}: ${a.quotient}, but the completion is printed as ${a.printed}.`,
    zh: `${head.zh(a)}：${a.quotient}，而表内完成进度为 ${a.printed}。`,
  }),
  contradicts: (a: Figures & { met: boolean }): Bilingual => ({
    en: `${head.en(a)}: the target is ${a.met ? "reached" : "not reached"}, but the completion is printed as ${quote(a.printed)}.`,
    zh: `${head.zh(a)}：目标值${a.met ? "已达到" : "未达到"}，而表内完成进度为${quote(a.printed)}。`,
  }),
  unverifiable: (a: Figures & { why: Bilingual }): Bilingual => ({
    en: `${head.en(a)}: the printed completion ${quote(a.printed)} cannot be recalculated: ${a.why.en}.`,
    zh: `${head.zh(a)}：表内完成进度${quote(a.printed)}无法复算：${a.why.zh}。`,
  }),
};

const REASONS = {
  circular: {
    en: "it was given to this row because it fits there",
    zh: "该值系按其内容对应到本行，相符不能作为佐证",
  },
  unread: { en: "it could not be read", zh: "该值无法识别" },
  range: { en: "the target is a range", zh: "目标值为区间" },
  date: { en: "the target is a date", zh: "目标值为时间" },
} satisfies { [reason: string]: Bilingual };

const SUGGESTION = (a: { repaired: string; quotient: string }): string =>
  `${a.repaired}%: ${a.quotient} (可能漏印或错位一位数字 / a digit lost or shifted)`;

/** Actual value over target against the printed completion (完成进度), as a percentage or in words. */
export const completionRate: Rule = {
  id: "completion-rate",
  title: { en: "Completion", zh: "完成进度复算" },
  check(form) {
    return orNotApplicable(form.sheet.indicators.flatMap((row, index) => checkRow(form, row, index)));
  },
};

/** A row under check. */
interface Row {
  indicator: Indicator;
  completion: Reading<Completion>;
  figures: Figures;
  base: FindingBase;
}

function checkRow(form: CheckedForm, { pointer, name }: ScoredRow, index: number): Finding[] {
  const indicator = form.record.indicators[index];
  const completion = indicator?.completion ?? null;
  if (indicator === undefined || completion === null || isMissing(completion)) return [];
  const subject = `${pointer}/completion`;
  const fields = (["target", "actual"] as const).filter((field) => indicator[field] !== null);
  const row: Row = {
    indicator,
    completion,
    figures: {
      name,
      target: quantityText(indicator.target),
      actual: quantityText(indicator.actual),
      printed: tidySpace(completion.raw),
    },
    base: {
      subject,
      evidence: [subject, ...fields.map((field) => `${pointer}/${field}`)],
      reported: typeof completion.value === "number" ? decimalOf(completion.value) : completion.value,
    },
  };
  if (isUnread(completion)) return [unverifiable(row, REASONS.unread)];
  if (form.scoring.circular.includes(subject)) return [unverifiable(row, REASONS.circular)];
  // What the completion says is under check: it may not speak for the achievement.
  const achievement = assess({ ...indicator, completion: null }, form.scoring.modes);
  return [judgeRow(row, achievement)];
}

function unverifiable({ figures, base }: Row, why: Bilingual): Finding {
  return finding("unverifiable", { ...base, message: MESSAGES.unverifiable({ ...figures, why }) });
}

function judgeRow(row: Row, achievement: Achievement): Finding {
  const { completion, figures, base, indicator } = row;
  const value = completion.value ?? 0;
  const [isDone, isNothing] = [
    value === 100 || value === "completed",
    value === 0 || value === "not completed",
  ];
  if (isNothing && standsAtNothing(indicator)) {
    const none = typeof value === "number" ? { recalculated: decimalOf(value) } : {};
    return finding("agrees", { ...base, ...none, message: MESSAGES.nothing(figures) });
  }
  switch (achievement.kind) {
    case "measured":
      return typeof value === "number"
        ? judgeNumber(row, achievement, decimalOf(value))
        : judgeWord(row, achievement, value === "completed");
    case "date":
      return judgeReached(row, achievement.met, isDone, isNothing, REASONS.date);
    case "range":
      return achievement.position === "above" || achievement.cost
        ? unverifiable(row, REASONS.range)
        : judgeReached(row, achievement.position === "inside", isDone, isNothing, REASONS.range);
    case "band":
      return judgeReached(row, achievement.band === "met", isDone, isNothing, OBSTACLES.words);
    case "unmeasured":
      return isDone && sameText(indicator)
        ? finding("agrees", { ...base, message: MESSAGES.sameText(figures) })
        : unverifiable(row, OBSTACLES[achievement.obstacle]);
  }
}

function standsAtNothing({ actual }: Indicator): boolean {
  const quantity = actual?.value ?? null;
  return quantity !== null && (quantity.number === 0 || nilKind(quantity.text) === "nil");
}

function sameText({ target, actual }: Indicator): boolean {
  const text = target?.value?.text ?? "";
  return text !== "" && nilKind(text) === null && text === actual?.value?.text;
}

/** Reached or not, with nothing to take a proportion of. */
function judgeReached(row: Row, met: boolean, isDone: boolean, isNothing: boolean, why: Bilingual): Finding {
  if (!isDone && !isNothing) return unverifiable(row, why);
  const { figures, base } = row;
  if (isDone === met) return finding("agrees", { ...base, message: MESSAGES.reached({ ...figures, met }) });
  return finding("differs", {
    ...base,
    severity: "warning",
    cause: met ? "arithmetic" : "unmet-target",
    message: MESSAGES.contradicts({ ...figures, met }),
  });
}

/** 已完成: the target is reached; 未完成: it is not. Cost that stayed below its bare target may be called either. */
function judgeWord(row: Row, { met, direction, actual, target }: Measured, isDone: boolean): Finding {
  const saved = direction === "cost" && actual.lt(target);
  return judgeReached(row, saved ? isDone : met, isDone, !isDone, OBSTACLES.words);
}

/** A quotient in per cent with its figures. */
interface Quotient {
  percent: Decimal;
  text: string;
}

function judgeNumber(row: Row, achievement: Measured, value: Decimal): Finding {
  const { completion, figures, base } = row;
  const { met } = achievement;
  const unit = unitOf(parsePercent(completion.raw)?.decimals ?? 0);
  // Without a sign 1 may stand for 100 %, as in the row of the execution rate.
  const [, ...shares] = readRate({ ...completion, value: exactNumber(value) });
  const readings = [{ percent: value, unit }, ...shares];
  if (met && readings.some(({ percent }) => percent.eq(HUNDRED))) {
    const message = MESSAGES.reached({ ...figures, met });
    return finding("agrees", { ...base, recalculated: HUNDRED, message });
  }
  const quotients = [...quotientsOf(achievement), ...namedQuotients(row)];
  const [usual] = quotients;
  if (usual === undefined) return unverifiable(row, OBSTACLES["zero target"]);
  const judged = quotients.flatMap((quotient) =>
    readings.map((reading) => ({ quotient, ...judge(quotient.percent, reading.percent, reading.unit) })),
  );
  const fitting = judged.find(({ verdict }) => verdict === "agrees");
  if (fitting !== undefined) {
    const { quotient, cause } = fitting;
    const message = MESSAGES.agrees({ ...figures, quotient: quotient.text, rounded: cause !== null });
    return finding("agrees", { ...base, recalculated: quotient.percent, cause, message });
  }
  const fault = (quotient: Quotient, cause: Cause, suggestion: string | null): Finding =>
    finding("differs", {
      ...base,
      recalculated: quotient.percent,
      severity: cause === "rounding" ? "info" : "warning",
      cause,
      suggestion,
      message: MESSAGES.differs({ ...figures, quotient: quotient.text }),
    });
  const near = judged.find(({ cause }) => cause === "rounding");
  if (near !== undefined) return fault(near.quotient, "rounding", null);
  const repair = findRepair(value, unit, quotients);
  if (repair !== null) {
    const suggestion = SUGGESTION({ repaired: repair.value, quotient: repair.quotient.text });
    return fault(repair.quotient, "likely-misread", suggestion);
  }
  return fault(usual, value.eq(HUNDRED) && !met ? "unmet-target" : "arithmetic", null);
}

/** Of a bound that is not to be exceeded, some forms take the proportion the other way round. */
function quotientsOf({ direction, target, actual }: Measured): Quotient[] {
  const upward = target.eq("0") ? [] : [quotientOf(actual, target, plain)];
  const inverse = direction !== "at most" || actual.eq("0") ? [] : [quotientOf(target, actual, plain)];
  return [...upward, ...inverse];
}

function quotientOf(dividend: Decimal, divisor: Decimal, show: (value: Decimal) => string): Quotient {
  const percent = dividend.div(divisor).times(HUNDRED);
  return { percent, text: `${show(dividend)} / ${show(divisor)} = ${plain(legible(percent))}%` };
}

/** Amounts named beside the percentage: 5.09% (按项目预算金额5.5万元计算). */
function namedQuotients({ indicator, completion }: Row): Quotient[] {
  const actual = indicator.actual?.value ?? null;
  if (actual === null || actual.number === null || !isMoney(actual.unit)) return [];
  const paid = { number: decimalOf(actual.number), unit: actual.unit };
  return findAmounts(completion.raw).flatMap(({ amount, unit }) => {
    const pair = inOneUnit(paid, { number: amount, unit });
    if (pair === null || amount.lte("0")) return [];
    const percent = pair[0].div(pair[1]).times(HUNDRED);
    const text = `${plain(paid.number)}${paid.unit ?? ""} / ${plain(amount)}${unit} = ${plain(legible(percent))}%`;
    return [{ percent, text }];
  });
}

/** A percentage with one leading digit more, or its point one place further, that a quotient gives. */
function findRepair(
  value: Decimal,
  unit: Decimal,
  quotients: readonly Quotient[],
): { value: string; quotient: Quotient } | null {
  const led = Array.from("123456789", (digit) => ({ value: decimal(`${digit}${plain(value)}`), unit }));
  const shifted = ["10", "0.1"].map((factor) => ({ value: value.times(factor), unit: unit.times(factor) }));
  for (const quotient of quotients) {
    for (const repaired of value.gt("0") ? [...led, ...shifted] : []) {
      if (judge(quotient.percent, repaired.value, repaired.unit).verdict === "agrees") {
        return { value: plain(repaired.value), quotient };
      }
    }
  }
  return null;
}
