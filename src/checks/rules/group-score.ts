import { decimalOf, type Decimal } from "../../model/decimal.ts";
import { inferredFrom, type CheckedForm } from "../checked-form.ts";
import { sumWithExactExecution } from "../execution.ts";
import { suspectScore } from "../misread.ts";
import {
  finding,
  orNotApplicable,
  type Bilingual,
  type Finding,
  type FindingBase,
  type Rule,
} from "../rule.ts";
import { isMissing, isUnread, weightOf, type RowGroup } from "../scored-rows.ts";
import { boundsOf, gapsOf, plain, sumOf, surplusAmong, type Sum } from "../sums.ts";
import { judgeSum } from "../tolerance.ts";
import { namesOf, quote } from "../wording.ts";

const MESSAGES = {
  agrees: (a: { name: string; terms: string; printed: string }): Bilingual => ({
    en: `The scores of ${quote(a.name)} add up to its printed group score: ${a.terms} = ${a.printed}.`,
    zh: `${quote(a.name)}组得分：${a.terms} = ${a.printed}，与表内一致。`,
  }),
  rounding: (a: { name: string; terms: string; sum: string; printed: string }): Bilingual => ({
    en: `The scores of ${quote(a.name)} add up to ${a.sum} (${a.terms}); the printed group score is ${a.printed}: the execution score among them is rounded.`,
    zh: `${quote(a.name)}组得分：各项之和为 ${a.sum}（${a.terms}），表内为 ${a.printed}，其中预算执行得分经取整。`,
  }),
  differs: (a: {
    name: string;
    terms: string;
    sum: string;
    printed: string;
    difference: string;
  }): Bilingual => ({
    en: `The scores of ${quote(a.name)} add up to ${a.sum} (${a.terms}), but its printed group score is ${a.printed}: a difference of ${a.difference}.`,
    zh: `${quote(a.name)}组得分：各项之和为 ${a.sum}（${a.terms}），而表内为 ${a.printed}，相差 ${a.difference}。`,
  }),
  impossible: (a: {
    name: string;
    names: string;
    printed: string;
    low: string;
    high: string;
  }): Bilingual => ({
    en: `The group score ${a.printed} of ${quote(a.name)} cannot be: whatever ${a.names} score, its rows come to ${a.low} to ${a.high}.`,
    zh: `${quote(a.name)}组得分 ${a.printed} 不可能成立：无论${a.names}得分多少，各项之和只能在 ${a.low} 至 ${a.high} 之间。`,
  }),
  missing: (a: { name: string; terms: string; sum: string | null }): Bilingual => ({
    en: `The group score of ${quote(a.name)} is not printed${a.sum === null ? "" : `; its rows add up to ${a.sum} (${a.terms})`}.`,
    zh: `${quote(a.name)}组得分未印出${a.sum === null ? "" : `；各项之和为 ${a.sum}（${a.terms}）`}。`,
  }),
  unread: (a: { name: string; raw: string; sum: string }): Bilingual => ({
    en: `The group score “${a.raw}” of ${quote(a.name)} could not be read; the scores read add up to ${a.sum}.`,
    zh: `${quote(a.name)}组得分“${a.raw}”无法识别；已识别的得分之和为 ${a.sum}。`,
  }),
  inferred: (a: { name: string; names: string; equation: string }): Bilingual => ({
    en: `The group score of ${quote(a.name)} cannot be checked: ${a.names} are not printed and were inferred (${a.equation}).`,
    zh: `${quote(a.name)}组得分无法复核：${a.names}的得分未印出，系推得（${a.equation}）。`,
  }),
  surplus: (a: { name: string; values: string; count: number; rows: number }): Bilingual => ({
    en: `The group score of ${quote(a.name)} cannot be recalculated: ${a.count} values (${a.values}) stand where there are ${a.rows} rows.`,
    zh: `${quote(a.name)}组得分无法复算：${a.rows} 行处印有 ${a.count} 个得分（${a.values}）。`,
  }),
  lacking: (a: { name: string; names: string; terms: string; sum: string; printed: string }): Bilingual => ({
    en: `The group score ${a.printed} of ${quote(a.name)} cannot be recalculated: the scores of ${a.names} are not printed or could not be read; those read add up to ${a.sum}${a.terms === "" ? "" : ` (${a.terms})`}.`,
    zh: `${quote(a.name)}组得分 ${a.printed} 无法复算：${a.names}的得分未印出或无法识别；已识别的得分之和为 ${a.sum}${a.terms === "" ? "" : `（${a.terms}）`}。`,
  }),
};

const SUGGESTION = (a: { name: string; repaired: string; group: string }): string =>
  `${quote(a.name)} ${a.repaired}: 使${quote(a.group)}得分与总分均相符 / makes both the group score and the total hold`;

/** Σ scores of a group's rows against the score printed on the group's own line. */
export const groupScore: Rule = {
  id: "group-score",
  title: { en: "Group scores", zh: "分组得分复算" },
  check(form) {
    return orNotApplicable(
      form.sheet.groups
        .filter(({ line, rows }) => [line, ...rows].some((row) => !isMissing(row.score)))
        .filter(({ rows }) => rows.length > 0)
        .map((group) => checkGroup(form, group)),
    );
  },
};

function checkGroup(form: CheckedForm, { line, rows }: RowGroup): Finding {
  const sum = sumOf(rows, "score");
  const pointer = `${line.pointer}/score`;
  const { name, score } = line;
  const printed = score === null || score.value === null ? null : decimalOf(score.value);
  const gaps = gapsOf(sum, printed, weightOf(line));
  const summed = gaps.length === 0 ? sum.value : null;
  const base: FindingBase = {
    subject: line.pointer,
    evidence: [...(isMissing(score) ? [] : [pointer]), ...sum.evidence],
    reported: printed,
  };
  const read = { name, terms: sum.terms, sum: plain(sum.value) };
  if (score !== null && isUnread(score)) {
    return finding("unverifiable", { ...base, message: MESSAGES.unread({ ...read, raw: score.raw }) });
  }
  const [surplus] = surplusAmong(form, [line, ...rows]);
  if (surplus !== undefined) {
    const values = { values: surplus.raw.join("、"), count: surplus.raw.length, rows: surplus.rows };
    return finding("unverifiable", { ...base, message: MESSAGES.surplus({ name, ...values }) });
  }
  if (printed === null) {
    const message = MESSAGES.missing({ ...read, sum: summed === null ? null : read.sum });
    return finding("unverifiable", { ...base, recalculated: summed, cause: "missing-value", message });
  }
  const circular = inferredFrom(form, line.pointer, [pointer, ...sum.evidence]);
  if (circular.length > 0) {
    const inferred = new Set(circular.map((inference) => inference.pointer));
    const names = [line, ...rows].filter((row) => inferred.has(`${row.pointer}/score`));
    const equations = new Set(circular.map((inference) => inference.equation));
    const message = MESSAGES.inferred({ name, names: namesOf(names), equation: [...equations].join("; ") });
    return finding("unverifiable", { ...base, cause: "missing-value", message });
  }
  if (gaps.length > 0) {
    const bounds = boundsOf(sum, weightOf(line));
    if (bounds !== null && (printed.lt(bounds.low) || printed.gt(bounds.high))) {
      const message = MESSAGES.impossible({
        name,
        names: namesOf(gaps),
        printed: plain(printed),
        low: plain(bounds.low),
        high: plain(bounds.high),
      });
      return finding("differs", { ...base, severity: "error", cause: "arithmetic", message });
    }
    const message = MESSAGES.lacking({ ...read, names: namesOf(gaps), printed: plain(printed) });
    return finding("unverifiable", { ...base, cause: "missing-value", message });
  }
  return compare(form, line.pointer, { ...read, printed: plain(printed) }, sum, printed, base);
}

function compare(
  form: CheckedForm,
  group: string,
  read: { name: string; terms: string; sum: string; printed: string },
  sum: Sum,
  printed: Decimal,
  base: FindingBase,
): Finding {
  const judgement = judgeSum(sum.value, sumWithExactExecution(form, sum), printed, form.sheet.unit);
  const recalculated = { ...base, recalculated: sum.value };
  if (judgement.cause === "rounding") {
    return finding(judgement.verdict, {
      ...recalculated,
      cause: "rounding",
      message: MESSAGES.rounding(read),
    });
  }
  if (judgement.verdict === "agrees") {
    return finding("agrees", { ...recalculated, message: MESSAGES.agrees(read) });
  }
  const suspect = suspectScore(form);
  const misread = suspect?.group.pointer === group ? suspect : null;
  return finding("differs", {
    ...recalculated,
    severity: "error",
    cause: misread === null ? "arithmetic" : "likely-misread",
    suggestion:
      misread === null
        ? null
        : SUGGESTION({ name: misread.row.name, repaired: plain(misread.repaired), group: read.name }),
    message: MESSAGES.differs({ ...read, difference: plain(printed.minus(sum.value)) }),
  });
}
