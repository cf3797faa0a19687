import { decimalOf, type Decimal } from "../../model/decimal.ts";
import { assess, OBSTACLES, type Achievement, type Measured } from "../achievement.ts";
import type { CheckedForm } from "../checked-form.ts";
import {
  finding,
  orNotApplicable,
  type Bilingual,
  type Finding,
  type FindingBase,
  type Rule,
} from "../rule.ts";
import { indicatorAt, isMissing, isUnread, isUnused, weightOf, type ScoredRow } from "../scored-rows.ts";
import { plain } from "../sums.ts";
import { judge } from "../tolerance.ts";
import { findUndoneGroups, type UndoneGroup } from "../undone-groups.ts";
import { isReasonGiven } from "../reason.ts";
import { quantityText, quote } from "../wording.ts";

/** A row's figures as they read in a message. */
interface Figures {
  name: string;
  target: string;
  actual: string;
  weight: string;
  score: string;
}

const head = {
  en: (a: Figures): string => `${quote(a.name)} (target ${a.target}, actual ${a.actual})`,
  zh: (a: Figures): string => `${quote(a.name)}（指标值 ${a.target}，实际完成值 ${a.actual}）`,
};

const MESSAGES = {
  agrees: (a: Figures & { formula: string; points: string; rounded: boolean }): Bilingual => ({
    en: `${head.en(a)}: the formula gives ${a.formula}${a.points} of ${a.weight} points, ${a.score} are printed${a.rounded ? " (rounding)" : ""}.`,
    zh: `${head.zh(a)}：按公式应得 ${a.formula}${a.points} 分（分值 ${a.weight}），表内 ${a.score} 分，${a.rounded ? "属取整" : "一致"}。`,
  }),
  fullMarks: (a: Figures & { formula: string | null }): Bilingual => ({
    en: `${head.en(a)}: the target is missed, yet all ${a.weight} points are given${a.formula === null ? "" : `; the formula gives ${a.formula}`}.`,
    zh: `${head.zh(a)}：未达到指标值，却得满分 ${a.weight} 分${a.formula === null ? "" : `；按公式应得 ${a.formula} 分`}。`,
  }),
  above: (a: Figures & { formula: string }): Bilingual => ({
    en: `${head.en(a)}: ${a.score} of ${a.weight} points are given, more than the ${a.formula} of the formula.`,
    zh: `${head.zh(a)}：得分 ${a.score}（分值 ${a.weight}），高于按公式应得的 ${a.formula} 分。`,
  }),
  below: (a: Figures & { formula: string }): Bilingual => ({
    en: `${head.en(a)}: ${a.score} of ${a.weight} points are given, fewer than the ${a.formula} of the formula.`,
    zh: `${head.zh(a)}：得分 ${a.score}（分值 ${a.weight}），低于按公式应得的 ${a.formula} 分。`,
  }),
  unexplained: (a: Figures): Bilingual => ({
    en: `${head.en(a)}: the formula gives all ${a.weight} points, ${a.score} are given, and no reason is.`,
    zh: `${head.zh(a)}：按公式应得满分 ${a.weight} 分，实得 ${a.score} 分，未说明扣分原因。`,
  }),
  band: (
    a: Figures & { word: string; low: string; high: string; verdict: "inside" | "above" | "below" },
  ): Bilingual => ({
    en: `${head.en(a)}: ${quote(a.word)} earns ${a.low} to ${a.high} of ${a.weight} points; ${a.score} are given${a.verdict === "inside" ? "" : `, which is ${a.verdict}`}.`,
    zh: `${head.zh(a)}：${quote(a.word)}应得 ${a.low} 至 ${a.high} 分（分值 ${a.weight}），表内 ${a.score} 分，${{ inside: "相符", above: "偏高", below: "偏低" }[a.verdict]}。`,
  }),
  unmeasured: (a: Figures & { why: Bilingual }): Bilingual => ({
    en: `${head.en(a)}: the score ${a.score} of ${a.weight} cannot be recalculated: ${a.why.en}.`,
    zh: `${head.zh(a)}：得分 ${a.score}（分值 ${a.weight}）无法复算：${a.why.zh}。`,
  }),
  lacking: (a: Figures): Bilingual => ({
    en: `${head.en(a)}: the score cannot be recalculated: points (${a.weight}) or score (${a.score}) are not printed or could not be read.`,
    zh: `${head.zh(a)}：得分无法复算：分值（${a.weight}）或得分（${a.score}）未印出或无法识别。`,
  }),
  undone: (a: {
    name: string;
    score: string;
    weight: string;
    indicators: string;
    count: number;
  }): Bilingual => ({
    en: `${quote(a.name)} has full marks (${a.score} of ${a.weight}), yet ${a.count} of its indicators stand at nothing done: ${a.indicators}.`,
    zh: `${quote(a.name)}得满分（${a.score}/${a.weight}），但其中 ${a.count} 项指标未完成：${a.indicators}。`,
  }),
};

const SUGGESTION = (a: { repaired: string; weight: string }): string =>
  `${a.repaired}: “≥”可能被误识为“2”，按此得满分 ${a.weight} 分 / ≥ may have been misread as 2, which earns all points`;

const RANGE_BOUND: Bilingual = {
  en: "the target is a range, from which no proportion follows",
  zh: "指标值为区间，无法按比例计算",
};
const LATE: Bilingual = {
  en: "the date was missed, from which no proportion follows",
  zh: "未按期完成，无法按比例计算",
};
const CIRCULAR: Bilingual = {
  en: "the values were given to this row because they fit there",
  zh: "有关数值系按其大小对应到本行，相符不能作为佐证",
};

/** Score of an indicator against the formula for its target, actual value and points. */
export const indicatorScore: Rule = {
  id: "indicator-score",
  title: { en: "Indicator scores", zh: "指标得分复算" },
  check(form) {
    const rows = form.sheet.indicators;
    const scored = rows.some((row) => !isMissing(row.score)) && rows.some((row) => !isMissing(row.weight));
    return orNotApplicable(
      scored
        ? rows.filter((row) => !isUnused(row)).flatMap((row) => checkRow(form, row))
        : findUndoneGroups(form).map((group) => undoneFinding(group)),
    );
  },
};

function checkRow(form: CheckedForm, row: ScoredRow): Finding[] {
  const indicator = indicatorAt(form.record, row.pointer);
  if (indicator === null) return [];
  const isInferred = row.score?.origin === "inferred";
  const [weight, score] = [weightOf(row), isInferred ? null : (row.score?.value ?? null)];
  const base: FindingBase = {
    subject: `${row.pointer}/score`,
    evidence: (["target", "actual", "weight", "score"] as const)
      .filter((field) => indicator[field] !== null)
      .map((field) => `${row.pointer}/${field}`),
    reported: score === null ? null : decimalOf(score),
  };
  const figures: Figures = {
    name: row.name,
    target: quantityText(indicator.target),
    actual: quantityText(indicator.actual),
    weight: weight === null ? (row.weight?.raw ?? "").trim() || "—" : plain(weight),
    score: score === null ? (row.score?.raw ?? "").trim() || "—" : plain(decimalOf(score)),
  };
  if (weight === null || score === null) {
    const cause = isUnread(row.weight) || isUnread(row.score) ? null : "missing-value";
    return [finding("unverifiable", { ...base, cause, message: MESSAGES.lacking(figures) })];
  }
  const scored: Scored = { pointer: row.pointer, figures, base, weight, score: decimalOf(score) };
  // A score outside its points is a finding of score-range; no formula gives it.
  if (scored.score.gt(weight) || scored.score.lt("0")) return [];
  const found = judgeRow(form, assess(indicator, form.scoring.modes), scored);
  const circular = base.evidence.some((pointer) => form.scoring.circular.includes(pointer));
  return found.verdict === "agrees" && circular ? [unmeasured(scored, CIRCULAR)] : [found];
}

/** A row with points and score, and what a finding about it says in any case. */
interface Scored {
  pointer: string;
  figures: Figures;
  base: FindingBase;
  weight: Decimal;
  score: Decimal;
}

function judgeRow(form: CheckedForm, achievement: Achievement, scored: Scored): Finding {
  switch (achievement.kind) {
    case "measured":
      return achievement.met ? judgeMet(form, scored) : judgeMissed(form, achievement, scored);
    case "range":
      if (achievement.position === "inside") return judgeMet(form, scored);
      return achievement.position === "below" && !achievement.cost
        ? judgeWithoutFormula(scored, RANGE_BOUND)
        : unmeasured(scored, RANGE_BOUND);
    case "date":
      return achievement.met ? judgeMet(form, scored) : judgeWithoutFormula(scored, LATE);
    case "band":
      return judgeBand(form, achievement, scored);
    case "unmeasured":
      return unmeasured(scored, OBSTACLES[achievement.obstacle]);
  }
}

function unmeasured({ figures, base }: Scored, why: Bilingual): Finding {
  return finding("unverifiable", { ...base, message: MESSAGES.unmeasured({ ...figures, why }) });
}

/** The formula gives a met target all its points. That what is docked all the same needs a reason, deviation-explained says. */
function judgeMet(form: CheckedForm, { pointer, figures, base, weight, score }: Scored): Finding {
  const full = { ...base, recalculated: weight };
  if (score.eq(weight)) {
    const message = MESSAGES.agrees({ ...figures, formula: "", points: plain(weight), rounded: false });
    return finding("agrees", { ...full, message });
  }
  const message =
    isReasonGiven(form, pointer) === false
      ? MESSAGES.unexplained(figures)
      : MESSAGES.below({ ...figures, formula: plain(weight) });
  return finding("differs", { ...full, message });
}

/** A missed target with all its points is never excused by rounding. */
function judgeMissed(form: CheckedForm, { shares, likelyTarget }: Measured, scored: Scored): Finding {
  const { figures, base, weight, score } = scored;
  const products = shares.map(({ share, formula }) => ({
    points: share.times(weight),
    formula: `${formula} × ${plain(weight)} = `,
  }));
  const [usual] = products;
  const recalculated = { ...base, recalculated: usual?.points ?? null };
  const formulas = products.map(({ points, formula }) => `${formula}${plain(points.round(4))}`).join(" / ");
  if (score.eq(weight) && products.every(({ points }) => points.round(2).lt(weight))) {
    return finding("differs", {
      ...recalculated,
      severity: "warning",
      cause: likelyTarget === null ? "unmet-target" : "likely-misread",
      suggestion:
        likelyTarget === null ? null : SUGGESTION({ repaired: likelyTarget, weight: plain(weight) }),
      message: MESSAGES.fullMarks({ ...figures, formula: formulas }),
    });
  }
  for (const { points, formula } of products) {
    const { verdict, cause } = judge(points, score, form.sheet.unit);
    if (verdict === "agrees") {
      const rounded = cause === "rounding";
      const message = MESSAGES.agrees({ ...figures, formula, points: plain(points.round(4)), rounded });
      return finding("agrees", { ...base, recalculated: points, cause, message });
    }
  }
  const isAbove = products.every(({ points }) => score.gt(points));
  const near = products.some(({ points }) => judge(points, score, form.sheet.unit).cause === "rounding");
  return finding("differs", {
    ...recalculated,
    cause: near ? "rounding" : isAbove ? "unmet-target" : null,
    message: (isAbove ? MESSAGES.above : MESSAGES.below)({ ...figures, formula: formulas }),
  });
}

function judgeWithoutFormula(scored: Scored, why: Bilingual): Finding {
  const { figures, base, weight, score } = scored;
  if (score.lt(weight)) return unmeasured(scored, why);
  const message = MESSAGES.fullMarks({ ...figures, formula: null });
  return finding("differs", { ...base, severity: "warning", cause: "unmet-target", message });
}

/** Bands of a qualitative target: bounds in per cent of the points, rounded to two places, the lower one included. */
function judgeBand(
  form: CheckedForm,
  { band, word }: { band: "met" | "partly" | "not met"; word: string },
  { figures, base, weight, score }: Scored,
): Finding {
  const [met, partly] = form.scoring.modes.qualitativeBands.map((bound) =>
    weight.times(decimalOf(bound)).div("100").round(2),
  );
  const floors = { met, partly, "not met": weight.minus(weight) };
  const ceilings = { met: weight, partly: met, "not met": partly };
  const [low, high] = [floors[band] ?? weight, ceilings[band] ?? weight];
  const position = score.lt(low) ? "below" : score.gt(high) ? "above" : "inside";
  const message = MESSAGES.band({
    ...figures,
    word,
    low: plain(low),
    high: plain(high),
    verdict: position,
  });
  if (position === "inside") return finding("agrees", { ...base, message });
  const unmet = position === "above";
  return finding("differs", {
    ...base,
    severity: unmet && score.eq(weight) ? "warning" : "info",
    cause: unmet ? "unmet-target" : null,
    message,
  });
}

function undoneFinding({ group, score, weight, indicators }: UndoneGroup): Finding {
  return finding("differs", {
    subject: group.pointer,
    evidence: [
      `${group.pointer}/score`,
      `${group.pointer}/weight`,
      ...indicators.flatMap((indicator) => indicator.evidence),
    ],
    reported: score,
    severity: "warning",
    cause: "unmet-target",
    message: MESSAGES.undone({
      name: group.name,
      score: plain(score),
      weight: plain(weight),
      indicators: indicators.map((indicator) => quote(indicator.name)).join("、"),
      count: indicators.length,
    }),
  });
}
