import { decimalOf, type Decimal } from "../../model/decimal.ts";
import type { CheckedForm } from "../checked-form.ts";
import { finding, type Bilingual, type Finding, type Rule } from "../rule.ts";
import { FULL_POINTS, isMissing, isUnread, weightOf, type ScoredRow } from "../scored-rows.ts";
import { gapsOf, plain, sumOfTotal, type Sum } from "../sums.ts";
import { namesOf } from "../wording.ts";

const SUBJECT = "/total/weight";

const MESSAGES = {
  agrees: (a: { terms: string; printed: string }): Bilingual => ({
    en: `The points of the rows add up to the total points: ${a.terms} = ${a.printed}.`,
    zh: `总分值：各项分值之和 ${a.terms} = ${a.printed}，与表内总分值一致。`,
  }),
  hundred: (a: { terms: string }): Bilingual => ({
    en: `Total points are not printed; the points of the rows add up to the 100 of a self-evaluation: ${a.terms} = 100.`,
    zh: `总分值未印出；各项分值之和 ${a.terms} = 100，符合自评总分100分。`,
  }),
  differs: (a: { terms: string; sum: string; printed: string | null }): Bilingual => ({
    en: `The points of the rows add up to ${a.sum} (${a.terms}), but ${a.printed === null ? "a self-evaluation has 100" : `the total points are printed as ${a.printed}`}.`,
    zh: `总分值：各项分值之和为 ${a.sum}（${a.terms}），${a.printed === null ? "而自评总分应为 100 分" : `而表内总分值为 ${a.printed}`}。`,
  }),
  notHundred: (a: { terms: string; sum: string }): Bilingual => ({
    en: `The points of the rows add up to ${a.sum} as printed (${a.terms}), but a self-evaluation has 100 points.`,
    zh: `总分值：各项分值之和为 ${a.sum}（${a.terms}），与表内总分值一致，但自评总分应为 100 分。`,
  }),
  exclusive: (a: { terms: string; rows: string; execution: string; sum: string }): Bilingual => ({
    en: `The rows alone have ${a.rows} points (${a.terms}); the ${a.execution} points of the budget execution come on top and make ${a.sum}.`,
    zh: `总分值：各指标分值之和已达 ${a.rows}（${a.terms}），预算执行的 ${a.execution} 分另加，合计 ${a.sum} 分。`,
  }),
  unread: (a: { raw: string; sum: string }): Bilingual => ({
    en: `The total points “${a.raw}” could not be read; the points of the rows add up to ${a.sum}.`,
    zh: `总分值“${a.raw}”无法识别；各项分值之和为 ${a.sum}。`,
  }),
  lacking: (a: { names: string; terms: string; sum: string }): Bilingual => ({
    en: `The total points cannot be recalculated: the points of ${a.names} are not printed or could not be read; those read add up to ${a.sum} (${a.terms}).`,
    zh: `总分值无法复算：${a.names}的分值未印出或无法识别；已识别的分值之和为 ${a.sum}（${a.terms}）。`,
  }),
};

/** Σ points of the rows, with the execution row, against the printed total points and against 100. */
export const totalWeight: Rule = {
  id: "total-weight",
  title: { en: "Total points", zh: "总分值复算" },
  check(form) {
    const { rows, execution, basis } = form.sheet;
    if (!rows.some((row) => !isMissing(row.weight))) return "not applicable";
    const { sum } = sumOfTotal(form, "weight");
    return [
      execution !== null && basis === "exclusive" ? besideTheRows(form, execution, sum) : compare(form, sum),
    ];
  },
};

function compare({ record }: CheckedForm, sum: Sum): Finding {
  const reading = record.total.weight;
  const printed = reading === null || reading.value === null ? null : decimalOf(reading.value);
  const [terms, total] = [sum.terms, plain(sum.value)];
  const base = {
    subject: SUBJECT,
    evidence: [...(reading === null ? [] : [SUBJECT]), ...sum.evidence],
    reported: printed,
    recalculated: sum.value,
  };
  const gaps = gapsOf(sum, printed ?? FULL_POINTS, null);
  if (gaps.length > 0) return incomplete(sum, gaps, base);
  if (reading !== null && isUnread(reading)) {
    return finding("unverifiable", { ...base, message: MESSAGES.unread({ raw: reading.raw, sum: total }) });
  }
  const fault = { ...base, severity: "error", cause: "arithmetic" } as const;
  if (!sum.value.eq(printed ?? FULL_POINTS)) {
    const message = MESSAGES.differs({
      terms,
      sum: total,
      printed: printed === null ? null : plain(printed),
    });
    return finding("differs", { ...fault, message });
  }
  if (printed === null) return finding("agrees", { ...base, message: MESSAGES.hundred({ terms }) });
  if (printed.eq(FULL_POINTS)) {
    return finding("agrees", { ...base, message: MESSAGES.agrees({ terms, printed: plain(printed) }) });
  }
  const message = MESSAGES.notHundred({ terms, sum: total });
  return finding("differs", { ...fault, recalculated: FULL_POINTS, message });
}

/** The rows alone reach the total, so that with the execution row there are more points than the total. */
function besideTheRows({ record }: CheckedForm, execution: ScoredRow, rows: Sum): Finding {
  const printed = record.total.weight?.value ?? null;
  const points = weightOf(execution);
  const base = {
    subject: SUBJECT,
    evidence: [
      ...(printed === null ? [] : [SUBJECT]),
      ...rows.evidence,
      ...(execution.weight === null ? [] : [`${execution.pointer}/weight`]),
    ],
    reported: printed === null ? null : decimalOf(printed),
  };
  if (points === null) return incomplete(rows, [execution], base);
  const sum = rows.value.plus(points);
  const message = MESSAGES.exclusive({
    terms: rows.terms,
    rows: plain(rows.value),
    execution: plain(points),
    sum: plain(sum),
  });
  return finding("differs", {
    ...base,
    recalculated: sum,
    severity: "error",
    cause: "arithmetic",
    message,
  });
}

function incomplete(
  sum: Sum,
  gaps: readonly ScoredRow[],
  base: { subject: string; evidence: string[]; reported: Decimal | null },
): Finding {
  const message = MESSAGES.lacking({ names: namesOf(gaps), terms: sum.terms, sum: plain(sum.value) });
  return finding("unverifiable", { ...base, recalculated: null, cause: "missing-value", message });
}
