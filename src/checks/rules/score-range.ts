import { decimalOf, type Decimal } from "../../model/decimal.ts";
import type { CheckedForm } from "../checked-form.ts";
import { isOneDigitApart } from "../misread.ts";
import { finding, orNotApplicable, type Bilingual, type Finding, type Rule } from "../rule.ts";
import { FULL_POINTS, isMissing, isUnread, weightOf, type ScoredRow } from "../scored-rows.ts";
import { gapsOf, plain, sumOfTotal, totalPoints } from "../sums.ts";
import { quote } from "../wording.ts";

const MESSAGES = {
  agrees: (a: { name: string; score: string; weight: string }): Bilingual => ({
    en: `The score of ${quote(a.name)} is within its points: 0 ≤ ${a.score} ≤ ${a.weight}.`,
    zh: `${quote(a.name)}得分在分值范围内：0 ≤ ${a.score} ≤ ${a.weight}。`,
  }),
  above: (a: { name: string; score: string; weight: string }): Bilingual => ({
    en: `The score of ${quote(a.name)} exceeds its points: ${a.score} > ${a.weight}.`,
    zh: `${quote(a.name)}得分超过分值：${a.score} > ${a.weight}。`,
  }),
  below: (a: { name: string; score: string }): Bilingual => ({
    en: `The score of ${quote(a.name)} is below zero: ${a.score} < 0.`,
    zh: `${quote(a.name)}得分小于零：${a.score} < 0。`,
  }),
  negative: (a: { name: string; weight: string }): Bilingual => ({
    en: `The points of ${quote(a.name)} are below zero: ${a.weight} < 0.`,
    zh: `${quote(a.name)}分值小于零：${a.weight} < 0。`,
  }),
  weightless: (a: { name: string; score: string }): Bilingual => ({
    en: `Whether the score ${a.score} of ${quote(a.name)} is within its points cannot be told: its points are not printed or could not be read.`,
    zh: `${quote(a.name)}得分 ${a.score} 是否在分值范围内无法核对：该项分值未印出或无法识别。`,
  }),
  unread: (a: { name: string; raw: string }): Bilingual => ({
    en: `The score “${a.raw}” of ${quote(a.name)} could not be read.`,
    zh: `${quote(a.name)}得分“${a.raw}”无法识别。`,
  }),
};

const SUGGESTION = (a: { name: string; repaired: string; relation: "points" | "total" }): string =>
  a.relation === "points"
    ? `${quote(a.name)} ${a.repaired}: 与分值相符 / equals its points`
    : `${quote(a.name)} ${a.repaired}: 使总分相符 / makes the total hold`;

/** 0 ≤ score ≤ points for every row, group line and the total. */
export const scoreRange: Rule = {
  id: "score-range",
  title: { en: "Scores within their points", zh: "得分不超过分值" },
  check(form) {
    const { rows, groups, execution } = form.sheet;
    const pointers = new Set(rows.map((row) => row.pointer));
    const lines = groups.map((group) => group.line).filter((line) => !pointers.has(line.pointer));
    const all = [...rows, ...lines];
    // A table without any points printed has no range to hold its scores against, but none is below zero.
    const weighted = new Set(all.filter((row) => !isMissing(row.weight)).map(tableOf));
    const held = all.filter((row) => weighted.has(tableOf(row)) || (row.score?.value ?? 0) < 0);
    const beside = execution === null ? [totalRow(form)] : [execution, totalRow(form)];
    return orNotApplicable([...held, ...beside].flatMap((row) => checkRow(form, row)));
  },
};

function tableOf({ pointer }: ScoredRow): string {
  return pointer.slice(0, pointer.lastIndexOf("/"));
}

function totalRow({ record }: CheckedForm): ScoredRow {
  return {
    pointer: "/total",
    name: "总分",
    group: null,
    subgroup: null,
    weight: record.total.weight,
    score: record.total.score,
    knownWeight: FULL_POINTS,
  };
}

function checkRow(form: CheckedForm, row: ScoredRow): Finding[] {
  const { name, score, weight } = row;
  const pointer = `${row.pointer}/score`;
  if (score === null || isMissing(score) || score.origin === "inferred") return [];
  const base = {
    subject: pointer,
    evidence: [pointer, ...(isMissing(weight) ? [] : [`${row.pointer}/weight`])],
  };
  if (isUnread(score)) {
    return [finding("unverifiable", { ...base, message: MESSAGES.unread({ name, raw: score.raw }) })];
  }
  const reported = decimalOf(score.value ?? 0);
  const points = weightOf(row);
  const fault = { ...base, reported, severity: "error", cause: "arithmetic" } as const;
  if (reported.lt("0")) {
    return [finding("differs", { ...fault, message: MESSAGES.below({ name, score: plain(reported) }) })];
  }
  if (points === null) {
    if (reported.eq("0") && isMissing(weight)) return [];
    const message = MESSAGES.weightless({ name, score: plain(reported) });
    return [finding("unverifiable", { ...base, reported, cause: "missing-value", message })];
  }
  const figures = { name, score: plain(reported), weight: plain(points) };
  if (points.lt("0")) return [finding("differs", { ...fault, message: MESSAGES.negative(figures) })];
  if (reported.gt(points)) {
    const suggestion = suggest(form, row, reported, points);
    const cause = suggestion === null ? "arithmetic" : "likely-misread";
    return [finding("differs", { ...fault, cause, suggestion, message: MESSAGES.above(figures) })];
  }
  // That a score which was placed by its value fits its points says nothing.
  if (form.scoring.circular.includes(pointer)) return [];
  return [finding("agrees", { ...base, reported, message: MESSAGES.agrees(figures) })];
}

/** A score ten times its points has lost its decimal point; any other misreading must also make the total hold. */
function suggest(form: CheckedForm, row: ScoredRow, score: Decimal, points: Decimal): string | null {
  if (score.eq(points.times("10"))) {
    return SUGGESTION({ name: row.name, repaired: plain(points), relation: "points" });
  }
  const total = form.record.total.score?.value ?? null;
  const { sum } = sumOfTotal(form, "score");
  const isPart = sum.parts.some((part) => part.row.pointer === row.pointer);
  if (total === null || !isPart || gapsOf(sum, decimalOf(total), totalPoints(form)).length > 0) return null;
  const repaired = score.minus(sum.value.minus(decimalOf(total)));
  const fits = repaired.gte("0") && repaired.lte(points) && isOneDigitApart(score, repaired);
  return fits ? SUGGESTION({ name: row.name, repaired: plain(repaired), relation: "total" }) : null;
}
