import { decimalOf, type Decimal } from "../../model/decimal.ts";
import { inferredFrom, type CheckedForm, type Inference } from "../checked-form.ts";
import { sumWithExactExecution } from "../execution.ts";
import { bandOf } from "../grade-scale.ts";
import { TOTAL_RELATION } from "../infer.ts";
import { isOneDigitApart, suspectScore } from "../misread.ts";
import { finding, type Bilingual, type Finding, type FindingBase, type Rule } from "../rule.ts";
import { isMissing, isUnread, type ScoredRow } from "../scored-rows.ts";
import {
  boundsOf,
  gapsOf,
  groupLines,
  plain,
  sumOf,
  sumOfTotal,
  totalPoints,
  type Sum,
  type TotalSum,
} from "../sums.ts";
import { judgeSum } from "../tolerance.ts";
import { namesOf, quote } from "../wording.ts";

const SUBJECT = "/total/score";

const MESSAGES = {
  agrees: (a: { terms: string; printed: string; byGroups: boolean }): Bilingual => ({
    en: `The ${a.byGroups ? "group scores" : "scores"} add up to the printed total score: ${a.terms} = ${a.printed}.`,
    zh: `总分：${a.byGroups ? "各组得分" : "各项得分"}之和 ${a.terms} = ${a.printed}，与表内总分一致。`,
  }),
  rounding: (a: { terms: string; sum: string; exact: string; printed: string }): Bilingual => ({
    en: `The scores add up to ${a.sum} (${a.terms}), with the execution score unrounded to ${a.exact}; the printed total score is ${a.printed}: rounding.`,
    zh: `总分：各项得分之和为 ${a.sum}（${a.terms}），预算执行得分不取整时为 ${a.exact}，表内总分为 ${a.printed}，属取整差异。`,
  }),
  crosses: (a: { exact: string; printed: string; exactGrade: string; printedGrade: string }): Bilingual => ({
    en: `The total score is ${a.exact} unrounded, which is ${quote(a.exactGrade)}; printed as ${a.printed} it is ${quote(a.printedGrade)}. Rounding must not change the grade.`,
    zh: `总分未取整为 ${a.exact}，属${quote(a.exactGrade)}；表内为 ${a.printed}，属${quote(a.printedGrade)}。取整不应改变等级。`,
  }),
  withinUnit: (a: { terms: string; sum: string; printed: string }): Bilingual => ({
    en: `The scores add up to ${a.sum} (${a.terms}), the printed total score is ${a.printed}: within one unit of the last place, since the execution score is rounded.`,
    zh: `总分：各项得分之和为 ${a.sum}（${a.terms}），表内总分为 ${a.printed}，相差不超过末位一个单位（预算执行得分经取整）。`,
  }),
  differs: (a: {
    terms: string;
    sum: string;
    printed: string;
    difference: string;
    byGroups: boolean;
    groups: string | null;
  }): Bilingual => ({
    en: `The ${a.byGroups ? "group scores" : "scores"} add up to ${a.sum} (${a.terms}), but the printed total score is ${a.printed}: a difference of ${a.difference}.${a.groups === null ? "" : ` The printed group scores do add up to it: ${a.groups}.`}`,
    zh: `总分：${a.byGroups ? "各组得分" : "各项得分"}之和为 ${a.sum}（${a.terms}），而表内总分为 ${a.printed}，相差 ${a.difference}。${a.groups === null ? "" : `表内各组得分之和与之相符：${a.groups}。`}`,
  }),
  onTop: (a: { terms: string; printed: string }): Bilingual => ({
    en: `The scores with that of the budget execution on top add up to the printed total score: ${a.terms} = ${a.printed}; the rows alone already have the full points.`,
    zh: `总分：各项得分另加预算执行得分 ${a.terms} = ${a.printed}，与表内总分一致；但各指标分值之和已达满分。`,
  }),
  impossible: (a: { names: string; printed: string; low: string; high: string }): Bilingual => ({
    en: `The total score ${a.printed} cannot be: whatever ${a.names} score, the rows come to ${a.low} to ${a.high}.`,
    zh: `总分 ${a.printed} 不可能成立：无论${a.names}得分多少，各项之和只能在 ${a.low} 至 ${a.high} 之间。`,
  }),
  missing: (a: { terms: string; sum: string | null }): Bilingual => ({
    en: `The total score is not printed${a.sum === null ? "" : `; the scores add up to ${a.sum} (${a.terms})`}.`,
    zh: `总分未印出${a.sum === null ? "" : `；各项得分之和为 ${a.sum}（${a.terms}）`}。`,
  }),
  unread: (a: { raw: string; sum: string }): Bilingual => ({
    en: `The total score “${a.raw}” could not be read; the scores read add up to ${a.sum}.`,
    zh: `总分“${a.raw}”无法识别；已识别的各项得分之和为 ${a.sum}。`,
  }),
  inferred: (a: { names: string; equation: string }): Bilingual => ({
    en: `The total score cannot be checked: ${a.names} are not printed and were inferred from it (${a.equation}).`,
    zh: `总分无法复核：${a.names}的得分未印出，系由总分推得（${a.equation}）。`,
  }),
  surplus: (a: { values: string; count: number; rows: number }): Bilingual => ({
    en: `The total score cannot be recalculated: ${a.count} values (${a.values}) stand where there are ${a.rows} rows.`,
    zh: `总分无法复算：${a.rows} 行处印有 ${a.count} 个得分（${a.values}）。`,
  }),
  lacking: (a: { names: string; terms: string; sum: string; printed: string }): Bilingual => ({
    en: `The total score of ${a.printed} cannot be recalculated: the scores of ${a.names} are not printed or could not be read; those read add up to ${a.sum}${a.terms === "" ? "" : ` (${a.terms})`}.`,
    zh: `总分 ${a.printed} 无法复算：${a.names}的得分未印出或无法识别；已识别的得分之和为 ${a.sum}${a.terms === "" ? "" : `（${a.terms}）`}。`,
  }),
};

const SUGGESTIONS = {
  total: (a: { repaired: string; grade: string }): string =>
    `${a.repaired}: 与各项得分之和及等级“${a.grade}”均相符 / fits both the sum of the scores and the grade`,
  row: (a: { name: string; repaired: string; group: string }): string =>
    `${quote(a.name)} ${a.repaired}: 使${quote(a.group)}得分与总分均相符 / makes both the group score and the total hold`,
};

/** Σ scores of the rows, with that of the execution row, against the printed total score. */
export const totalScore: Rule = {
  id: "total-score",
  title: { en: "Total score", zh: "总分复算" },
  check(form) {
    const total = sumOfTotal(form, "score");
    const scored = total.sum.parts.some((part) => !isMissing(part.reading));
    if (!scored && isMissing(form.record.total.score)) return "not applicable";
    return [checkTotal(form, total)];
  },
};

function checkTotal(form: CheckedForm, total: TotalSum): Finding {
  const { sum, surplus } = total;
  const reading = form.record.total.score;
  const printed = reading === null || reading.value === null ? null : decimalOf(reading.value);
  const gaps = gapsOf(sum, printed, totalPoints(form));
  const summed = gaps.length === 0 && surplus.length === 0 ? sum.value : null;
  const base: FindingBase = {
    subject: SUBJECT,
    evidence: [...(isMissing(reading) ? [] : [SUBJECT]), ...sum.evidence],
    reported: printed,
  };
  if (reading !== null && isUnread(reading)) {
    const message = MESSAGES.unread({ raw: reading.raw, sum: plain(sum.value) });
    return finding("unverifiable", { ...base, recalculated: summed, message });
  }
  const [surplusHere] = surplus;
  if (surplusHere !== undefined) {
    const { raw, rows } = surplusHere;
    const message = MESSAGES.surplus({ values: raw.join("、"), count: raw.length, rows });
    return finding("unverifiable", { ...base, message });
  }
  if (printed === null) {
    const message = MESSAGES.missing({ terms: sum.terms, sum: summed === null ? null : plain(summed) });
    return finding("unverifiable", { ...base, recalculated: summed, cause: "missing-value", message });
  }
  const circular = inferredFrom(form, TOTAL_RELATION, sum.evidence);
  if (circular.length > 0) return inferredBack(sum, circular, base);
  if (gaps.length > 0) {
    const impossible = outOfBounds(form, sum, gaps, printed, base);
    if (impossible !== null) return impossible;
    const message = MESSAGES.lacking({
      names: namesOf(gaps),
      terms: sum.terms,
      sum: plain(sum.value),
      printed: plain(printed),
    });
    return finding("unverifiable", { ...base, cause: "missing-value", message });
  }
  return compare(form, total, printed, { ...base, recalculated: sum.value });
}

/** Even what is not known cannot make up for some totals. */
function outOfBounds(
  form: CheckedForm,
  sum: Sum,
  gaps: readonly ScoredRow[],
  printed: Decimal,
  base: FindingBase,
): Finding | null {
  const bounds = boundsOf(sum, totalPoints(form));
  if (bounds === null || (printed.gte(bounds.low) && printed.lte(bounds.high))) return null;
  const message = MESSAGES.impossible({
    names: namesOf(gaps),
    printed: plain(printed),
    low: plain(bounds.low),
    high: plain(bounds.high),
  });
  return finding("differs", { ...base, severity: "error", cause: "arithmetic", message });
}

function inferredBack(sum: Sum, circular: Inference[], base: FindingBase): Finding {
  const pointers = new Set(circular.map((inference) => inference.pointer));
  const rows = sum.parts.filter((part) => pointers.has(part.pointer)).map((part) => part.row);
  const equation = circular.map((inference) => inference.equation);
  const message = MESSAGES.inferred({ names: namesOf(rows), equation: [...new Set(equation)].join("; ") });
  return finding("unverifiable", { ...base, cause: "missing-value", message });
}

function compare(
  form: CheckedForm,
  { sum, byGroups }: TotalSum,
  printed: Decimal,
  base: FindingBase,
): Finding {
  const exact = sumWithExactExecution(form, sum);
  const judgement = judgeSum(sum.value, exact, printed, form.sheet.unit);
  const terms = { terms: sum.terms, sum: plain(sum.value), printed: plain(printed) };
  if (judgement.verdict === "agrees") {
    if (exact === null || judgement.cause === null) {
      return finding("agrees", { ...base, message: MESSAGES.agrees({ ...terms, byGroups }) });
    }
    return crossesGrade(form, exact, printed, base) ?? rounded(terms, exact, base);
  }
  const onTop = withExecutionOnTop(form, sum);
  if (onTop?.value.eq(printed) === true) {
    return finding("agrees", {
      ...base,
      evidence: [SUBJECT, ...onTop.evidence],
      recalculated: onTop.value,
      message: MESSAGES.onTop({ terms: onTop.terms, printed: plain(printed) }),
    });
  }
  if (judgement.cause === "rounding") {
    const crossing = exact === null ? null : crossesGrade(form, exact, printed, base);
    return (
      crossing ?? finding("differs", { ...base, cause: "rounding", message: MESSAGES.withinUnit(terms) })
    );
  }
  const lines = byGroups ? null : groupLines(form);
  const groups = lines === null ? null : sumOf(lines, "score");
  const message = MESSAGES.differs({
    ...terms,
    byGroups,
    difference: plain(printed.minus(sum.value)),
    groups: groups?.value.eq(printed) === true ? `${groups.terms} = ${plain(printed)}` : null,
  });
  const suggestion = suggest(form, sum.value, printed);
  return finding("differs", {
    ...base,
    severity: "error",
    cause: suggestion === null ? "arithmetic" : "likely-misread",
    suggestion,
    message,
  });
}

function rounded(
  terms: { terms: string; sum: string; printed: string },
  exact: Decimal,
  base: FindingBase,
): Finding {
  const message = MESSAGES.rounding({ ...terms, exact: plain(exact.round(4)) });
  return finding("agrees", { ...base, cause: "rounding", message });
}

/** A rounding excuse never crosses a grade bound. */
function crossesGrade(
  { scoring }: CheckedForm,
  exact: Decimal,
  printed: Decimal,
  base: FindingBase,
): Finding | null {
  const { bands } = scoring.gradeScale;
  const [exactBand, printedBand] = [bandOf(exact, bands), bandOf(printed, bands)];
  if (exactBand === null || printedBand === null || exactBand.level === printedBand.level) return null;
  const message = MESSAGES.crosses({
    exact: plain(exact.round(4)),
    printed: plain(printed),
    exactGrade: exactBand.word,
    printedGrade: printedBand.word,
  });
  return finding("differs", {
    ...base,
    recalculated: exact,
    severity: "warning",
    cause: "rounding",
    message,
  });
}

/** Where the rows alone make up the points, some forms still add the execution score to the total. */
function withExecutionOnTop({ sheet }: CheckedForm, sum: Sum): Sum | null {
  if (sheet.execution === null || sheet.basis !== "exclusive") return null;
  return sumOf([...sum.parts.map((part) => part.row), sheet.execution], "score");
}

function suggest(form: CheckedForm, sum: Decimal, printed: Decimal): string | null {
  const { gradeLevel, grade } = form.record;
  const { bands } = form.scoring.gradeScale;
  const fitsGrade =
    gradeLevel !== null &&
    bandOf(sum, bands)?.level === gradeLevel &&
    bandOf(printed, bands)?.level !== gradeLevel;
  if (fitsGrade && isOneDigitApart(printed, sum)) {
    return SUGGESTIONS.total({ repaired: plain(sum), grade: grade?.value ?? grade?.raw ?? "" });
  }
  const suspect = suspectScore(form);
  return suspect === null
    ? null
    : SUGGESTIONS.row({
        name: suspect.row.name,
        repaired: plain(suspect.repaired),
        group: suspect.group.name,
      });
}
