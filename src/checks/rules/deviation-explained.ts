import { decimalOf } from "../../model/decimal.ts";
import { tidySpace } from "../../values/text.ts";
import { assess } from "../achievement.ts";
import type { CheckedForm } from "../checked-form.ts";
import { isReasonGiven } from "../reason.ts";
import { finding, orNotApplicable, type Bilingual, type Finding, type Rule } from "../rule.ts";
import { indicatorAt, weightOf, wordsOf, type ScoredRow } from "../scored-rows.ts";
import { plain } from "../sums.ts";
import { quantityText, quote } from "../wording.ts";

/** What asks for a reason, as it reads in a message. */
type Occasion = Bilingual;

const OCCASIONS = {
  docked: (a: { score: string; weight: string }): Occasion => ({
    en: `${a.score} of ${a.weight} points are given`,
    zh: `得分 ${a.score} 低于分值 ${a.weight}`,
  }),
  missed: (a: { target: string; actual: string }): Occasion => ({
    en: `the target ${a.target} is missed (${a.actual})`,
    zh: `未达到指标值 ${a.target}（实际 ${a.actual}）`,
  }),
  exceeded: (a: { target: string; actual: string; factor: string }): Occasion => ({
    en: `${a.actual} is at least ${a.factor} times the target ${a.target}`,
    zh: `实际 ${a.actual} 达到指标值 ${a.target} 的 ${a.factor} 倍及以上`,
  }),
};

const MESSAGES = {
  given: (a: { name: string; occasion: Occasion; reason: string }): Bilingual => ({
    en: `${quote(a.name)}: ${a.occasion.en}; the reason is given: “${a.reason}”.`,
    zh: `${quote(a.name)}：${a.occasion.zh}，已说明原因：“${a.reason}”。`,
  }),
  lacking: (a: { name: string; occasion: Occasion }): Bilingual => ({
    en: `${quote(a.name)}: ${a.occasion.en}, but no reason is given.`,
    zh: `${quote(a.name)}：${a.occasion.zh}，但未说明偏差原因及改进措施。`,
  }),
};

/** A row that lost points, missed its target or exceeded it by far must say why (偏差原因分析及改进措施). */
export const deviationExplained: Rule = {
  id: "deviation-explained",
  title: { en: "Deviations explained", zh: "偏差原因说明" },
  check(form) {
    if (!form.scoring.indicatorColumns.includes("deviation")) return "not applicable";
    return orNotApplicable(form.sheet.indicators.flatMap((row) => checkRow(form, row)));
  },
};

function checkRow(form: CheckedForm, row: ScoredRow): Finding[] {
  const indicator = indicatorAt(form.record, row.pointer);
  const occasion = indicator === null ? null : occasionOf(form, row);
  if (indicator === null || occasion === null) return [];
  const { pointer, name } = row;
  const fields = [...occasion.fields, ...(indicator.deviation === null ? [] : ["deviation"])];
  const base = { subject: `${pointer}/deviation`, evidence: fields.map((field) => `${pointer}/${field}`) };
  if (isReasonGiven(form, pointer) === true) {
    const reason = wordsOf(indicator.deviation);
    const message = MESSAGES.given({ name, occasion: occasion.words, reason });
    return [finding("agrees", { ...base, message })];
  }
  return [
    finding("differs", {
      ...base,
      severity: occasion.excessive ? "info" : "warning",
      cause: "missing-value",
      message: MESSAGES.lacking({ name, occasion: occasion.words }),
    }),
  ];
}

/** Why a row needs a reason, with the fields that show it; null where it needs none. */
function occasionOf(
  { record, scoring }: CheckedForm,
  row: ScoredRow,
): { words: Occasion; fields: string[]; excessive: boolean } | null {
  const [weight, score] = [weightOf(row), row.score?.value ?? null];
  if (weight !== null && score !== null && row.score?.origin !== "inferred" && decimalOf(score).lt(weight)) {
    const words = OCCASIONS.docked({ score: plain(decimalOf(score)), weight: plain(weight) });
    return { words, fields: ["weight", "score"], excessive: false };
  }
  const indicator = indicatorAt(record, row.pointer);
  if (indicator === null) return null;
  const achievement = assess(indicator, scoring.modes);
  const values = {
    target: quantityText(indicator.target),
    actual: quantityText(indicator.actual),
  };
  const fields = ["target", "actual"];
  const missed =
    (achievement.kind === "measured" && !achievement.met && achievement.likelyTarget === null) ||
    (achievement.kind === "date" && !achievement.met) ||
    (achievement.kind === "range" && achievement.position === "below" && !achievement.cost);
  if (achievement.kind === "band" && achievement.band !== "met") {
    const said =
      tidySpace(indicator.actual?.value?.text ?? "") === achievement.word ? "actual" : "completion";
    const words = OCCASIONS.missed({ ...values, actual: achievement.word });
    return { words, fields: ["target", said], excessive: false };
  }
  if (missed) return { words: OCCASIONS.missed(values), fields, excessive: false };
  if (achievement.kind !== "measured" || !achievement.excessive) return null;
  const words = OCCASIONS.exceeded({ ...values, factor: scoring.modes.overfulfilment });
  return { words, fields, excessive: true };
}
