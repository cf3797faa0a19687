import { decimal, decimalOf, type Decimal } from "../../model/decimal.ts";
import type { CheckedForm } from "../checked-form.ts";
import { capRate, executionRow, MEASURE_NAMES, rateRoutes, readRate } from "../execution.ts";
import { isOneDigitApart } from "../misread.ts";
import { finding, type Bilingual, type Finding, type FindingBase, type Rule } from "../rule.ts";
import { isMissing, isUnread, weightOf, type ScoredRow } from "../scored-rows.ts";
import { gapsOf, plain, sumOfTotal, totalPoints } from "../sums.ts";
import { judge, legible } from "../tolerance.ts";
import { quote } from "../wording.ts";

const HUNDRED = decimal("100");

/** A score as it was recalculated, as it reads in a message. */
interface Product {
  name: string;
  rate: string;
  basis: Bilingual;
  weight: string;
  points: string;
  /** "8 is printed", or that it was inferred. */
  stated: Bilingual;
  above: boolean;
}

const STATED = {
  printed: (score: string): Bilingual => ({ en: `${score} is printed`, zh: `表内 ${score}` }),
  inferred: (score: string): Bilingual => ({
    en: `${score} was inferred, since no score is printed`,
    zh: `得分未印出，推得 ${score}`,
  }),
};

const capping = {
  en: (a: Product): string =>
    a.above ? " More was spent than the budget; the score is capped at the points." : "",
  zh: (a: Product): string => (a.above ? "执行数超过预算数，得分以分值为限。" : ""),
};

const MESSAGES = {
  agrees: (a: Product & { rounded: boolean }): Bilingual => ({
    en: `${quote(a.name)}: ${a.rate} × ${a.weight} = ${a.points} (${a.basis.en}), ${a.stated.en}${a.rounded ? ": rounded or cut" : ""}.${capping.en(a)}`,
    zh: `${quote(a.name)}得分：${a.rate} × ${a.weight} = ${a.points}（${a.basis.zh}），${a.stated.zh}，${a.rounded ? "属取整或截位" : "一致"}。${capping.zh(a)}`,
  }),
  differs: (a: Product & { others: string | null }): Bilingual => ({
    en: `${quote(a.name)}: ${a.rate} × ${a.weight} = ${a.points} (${a.basis.en}), but ${a.stated.en}${a.others === null ? "" : `; the other ways to it do not fit either (${a.others})`}.${capping.en(a)}`,
    zh: `${quote(a.name)}得分：${a.rate} × ${a.weight} = ${a.points}（${a.basis.zh}），而${a.stated.zh}${a.others === null ? "" : `；按其他口径也不相符（${a.others}）`}。${capping.zh(a)}`,
  }),
  near: (a: Product): Bilingual => ({
    en: `${quote(a.name)}: ${a.rate} × ${a.weight} = ${a.points} (${a.basis.en}), ${a.stated.en}: one unit too high in the last place.`,
    zh: `${quote(a.name)}得分：${a.rate} × ${a.weight} = ${a.points}（${a.basis.zh}），${a.stated.zh}，末位偏高不足一个单位。`,
  }),
  unread: (a: { name: string; raw: string }): Bilingual => ({
    en: `The score “${a.raw}” of ${quote(a.name)} could not be read.`,
    zh: `${quote(a.name)}得分“${a.raw}”无法识别。`,
  }),
  weightless: (a: { name: string; printed: string }): Bilingual => ({
    en: `${quote(a.name)}: the score ${a.printed} cannot be recalculated: its points are not printed or could not be read.`,
    zh: `${quote(a.name)}得分 ${a.printed} 无法复算：分值未印出或无法识别。`,
  }),
  rateless: (a: { name: string; printed: string }): Bilingual => ({
    en: `${quote(a.name)}: the score ${a.printed} cannot be recalculated: neither a rate nor budget and executed amount were read.`,
    zh: `${quote(a.name)}得分 ${a.printed} 无法复算：未识别到执行率，也未识别到预算数及执行数。`,
  }),
};

const SUGGESTION = (a: { repaired: string }): string =>
  `${a.repaired}: 与执行率及总分均相符 / fits both the rate and the total`;

/** One way to the share of the points: exact from the fund table, or from the printed rate. */
interface Route {
  share: Decimal;
  rate: string;
  basis: Bilingual;
  evidence: string[];
}

/** min(rate, 1) × points against the printed score of the budget execution. */
export const executionScore: Rule = {
  id: "execution-score",
  title: { en: "Execution score", zh: "预算执行得分复算" },
  check(form) {
    const row = executionRow(form);
    return row === null ? "not applicable" : [checkRow(form, row)];
  },
};

function checkRow(form: CheckedForm, row: ScoredRow): Finding {
  const { name, score } = row;
  const subject = `${row.pointer}/score`;
  const weight = weightOf(row);
  const base: FindingBase = {
    subject,
    evidence: [subject, ...(isMissing(row.weight) ? [] : [`${row.pointer}/weight`])],
  };
  if (score === null || score.value === null) {
    return finding("unverifiable", { ...base, message: MESSAGES.unread({ name, raw: score?.raw ?? "" }) });
  }
  const printed = decimalOf(score.value);
  const reported = { ...base, reported: printed };
  if (weight === null) {
    const message = MESSAGES.weightless({ name, printed: plain(printed) });
    return finding("unverifiable", { ...reported, cause: "missing-value", message });
  }
  return compare(form, row, weight, printed, reported);
}

function compare(
  form: CheckedForm,
  { name, score }: ScoredRow,
  weight: Decimal,
  printed: Decimal,
  base: FindingBase,
): Finding {
  const routes = routesOf(form);
  const [first] = routes;
  if (first === undefined) {
    const message = MESSAGES.rateless({ name, printed: plain(printed) });
    return finding("unverifiable", { ...base, cause: "missing-value", message });
  }
  const judged = routes.map((route) => {
    const points = capRate(route.share).times(weight);
    return { route, points, ...judge(points, printed, form.sheet.unit) };
  });
  const best =
    judged.find(({ verdict }) => verdict === "agrees") ?? judged.find(({ cause }) => cause === "rounding");
  const { route, points } = best ?? { route: first, points: capRate(first.share).times(weight) };
  const above = route.share.gt("1");
  const figures: Product = {
    name,
    rate: route.rate,
    basis: route.basis,
    weight: plain(weight),
    points: plain(legible(points)),
    stated: score?.origin === "inferred" ? STATED.inferred(plain(printed)) : STATED.printed(plain(printed)),
    above,
  };
  const details = { ...base, evidence: [...base.evidence, ...route.evidence], recalculated: points };
  // Where a rate is printed, execution-rate warns of more than the budget.
  const severity = above && isMissing(form.record.execution.rate) ? "warning" : "info";
  if (best?.verdict === "agrees") {
    const message = MESSAGES.agrees({ ...figures, rounded: best.cause !== null });
    return finding("agrees", { ...details, severity, cause: best.cause, message });
  }
  if (best !== undefined) {
    return finding("differs", { ...details, severity, cause: "rounding", message: MESSAGES.near(figures) });
  }
  const others = judged
    .filter((other) => !other.points.eq(points))
    .map((other) => `${other.route.rate} × ${plain(weight)} = ${plain(legible(other.points))}`);
  const message = MESSAGES.differs({ ...figures, others: others.length === 0 ? null : others.join("; ") });
  const suggestion = suggest(
    form,
    base.subject,
    printed,
    judged.map((other) => other.points),
  );
  const cause = suggestion === null ? "arithmetic" : "likely-misread";
  return finding("differs", { ...details, severity: "error", cause, suggestion, message });
}

/** A score one digit apart from that of the formula, with which the total would hold, was misread. */
function suggest(
  form: CheckedForm,
  subject: string,
  printed: Decimal,
  products: readonly Decimal[],
): string | null {
  const total = form.record.total.score?.value ?? null;
  const { sum } = sumOfTotal(form, "score");
  const isPart = sum.parts.some((part) => part.pointer === subject);
  if (total === null || !isPart || gapsOf(sum, decimalOf(total), totalPoints(form)).length > 0) return null;
  const needed = printed.plus(decimalOf(total).minus(sum.value));
  const fits = products.some((points) => judge(points, needed, form.sheet.unit).verdict === "agrees");
  return fits && isOneDigitApart(printed, needed) ? SUGGESTION({ repaired: plain(needed) }) : null;
}

function routesOf(form: CheckedForm): Route[] {
  const exact = rateRoutes(form).map((route) => ({
    share: route.rate,
    rate: route.quotient,
    basis: {
      en: `by the ${MEASURE_NAMES[route.denominator].en}`,
      zh: `按${MEASURE_NAMES[route.denominator].zh}`,
    },
    evidence: route.evidence,
  }));
  const reading = form.record.execution.rate;
  if (reading === null || isUnread(reading)) return exact;
  const printed = readRate(reading).map(({ percent }) => ({
    share: percent.div(HUNDRED),
    rate: `${plain(percent)}%`,
    basis: { en: "by the printed rate", zh: "按表内执行率" },
    evidence: ["/execution/rate"],
  }));
  return [...exact, ...printed];
}
