import { isMissing, wordsOf } from "../scored-rows.ts";
import type { CheckedForm } from "../checked-form.ts";
import { amountOf } from "../funds.ts";
import { findRelations, type KnownAmount, type ProseRelation } from "../prose-relations.ts";
import { readMentions } from "../prose.ts";
import { finding, orNotApplicable, type Bilingual, type Finding, type Rule } from "../rule.ts";
import { quote } from "../wording.ts";

const fitting = {
  en: (equations: string): string => (equations === "" ? "" : ` These do: ${equations}.`),
  zh: (equations: string): string => (equations === "" ? "" : `相符的有：${equations}。`),
};

const MESSAGES = {
  agrees: (a: { heading: string; equations: string; rounded: boolean }): Bilingual => ({
    en: `The amounts in ${quote(a.heading)} fit together${a.rounded ? " (rounded)" : ""}: ${a.equations}.`,
    zh: `${quote(a.heading)}中的金额相符${a.rounded ? "（属取整）" : ""}：${a.equations}。`,
  }),
  differs: (a: { heading: string; equations: string; others: string }): Bilingual => ({
    en: `The amounts in ${quote(a.heading)} do not fit together: ${a.equations}.${fitting.en(a.others)}`,
    zh: `${quote(a.heading)}中的金额不符：${a.equations}。${fitting.zh(a.others)}`,
  }),
  unverifiable: (a: { heading: string; equations: string; others: string }): Bilingual => ({
    en: `The amounts in ${quote(a.heading)} do not add up, but the text does not say that these are all: ${a.equations}.${fitting.en(a.others)}`,
    zh: `${quote(a.heading)}中的金额加总不符，但文中未说明已列全：${a.equations}。${fitting.zh(a.others)}`,
  }),
};

/** What prose says of amounts: a total and its parts, budget less return or expenditure, amounts of the fund table. */
export const narrativeAmount: Rule = {
  id: "narrative-amount",
  title: { en: "Amounts in the text", zh: "文字叙述金额核对" },
  check(form) {
    const known = knownAmounts(form);
    return orNotApplicable(
      form.record.narratives.flatMap(({ heading, text }, index) => {
        if (isMissing(text)) return [];
        const words = wordsOf(text);
        const mentions = readMentions(words, form.record.fiscalYear?.value ?? null);
        const relations = findRelations(words, mentions, known);
        return relations.length === 0
          ? []
          : [summarise(`/narratives/${index}/text`, wordsOf(heading), relations)];
      }),
    );
  },
};

function knownAmounts({ record }: CheckedForm): KnownAmount[] {
  const roles = [
    ["annualBudget", "budget"],
    ["initialBudget", "budget"],
    ["allocated", "allocated"],
    ["executed", "spent"],
    ["balance", "balance"],
  ] as const;
  return roles.flatMap(([measure, role]) => {
    const amount = amountOf(record, measure);
    return amount === null || amount.yuan.eq("0")
      ? []
      : [{ role, yuan: amount.yuan, evidence: amount.evidence }];
  });
}

/** One finding for each text: what differs goes first, then what does not add up, then what agrees. */
function summarise(subject: string, heading: string, relations: readonly ProseRelation[]): Finding {
  const verdict = (["differs", "unverifiable", "agrees"] as const).find((wanted) =>
    relations.some((relation) => relation.verdict === wanted),
  );
  const decisive = relations.filter((relation) => relation.verdict === verdict);
  const others = relations.filter((relation) => relation.verdict === "agrees" && verdict !== "agrees");
  const [first] = decisive;
  const rounded = decisive.some((relation) => relation.rounded);
  return finding(verdict ?? "unverifiable", {
    subject,
    evidence: [subject, ...decisive.flatMap((relation) => relation.evidence)],
    reported: first?.reported ?? null,
    recalculated: first?.recalculated ?? null,
    severity: verdict === "differs" ? "warning" : "info",
    cause: verdict === "differs" ? "arithmetic" : rounded ? "rounding" : null,
    message: MESSAGES[verdict ?? "unverifiable"]({
      heading,
      equations: listed(decisive),
      others: listed(others),
      rounded,
    }),
  });
}

function listed(relations: readonly ProseRelation[]): string {
  return [...new Set(relations.map(equationOf))].join("; ");
}

function equationOf({ equation, named, reported, recalculated }: ProseRelation): string {
  return reported.eq(recalculated) ? equation : `${equation} ≠ ${named}`;
}
