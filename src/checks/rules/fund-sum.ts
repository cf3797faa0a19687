import type { Decimal } from "../../model/decimal.ts";
import { decimal } from "../../model/decimal.ts";
import type { MoneyUnit } from "../../model/money.ts";
import { YUAN_EXPONENT } from "../../model/money.ts";
import { FundMeasure } from "../../model/record.ts";
import type { CheckedForm } from "../checked-form.ts";
import { MEASURE_NAMES } from "../execution.ts";
import { amountOf, inUnit, linesOf, shownIn, withoutNested, type PlacedLine } from "../funds.ts";
import {
  finding,
  orNotApplicable,
  type Bilingual,
  type Finding,
  type FindingBase,
  type Rule,
} from "../rule.ts";
import { judge, unitOf } from "../tolerance.ts";

/** A total with its parts, as it reads in a message. */
interface Addition {
  measure: FundMeasure;
  label: string;
  terms: string;
  sum: string;
  printed: string;
}

const head = {
  en: (a: { measure: FundMeasure; label: string }): string =>
    `${MEASURE_NAMES[a.measure].en} (${a.measure}, “${a.label}”)`,
  zh: (a: { measure: FundMeasure; label: string }): string =>
    `${MEASURE_NAMES[a.measure].zh}（${a.measure}，“${a.label}”）`,
};

const MESSAGES = {
  agrees: (a: Addition & { rounded: boolean }): Bilingual => ({
    en: `${head.en(a)}: the sources add up to the total: ${a.terms} = ${a.sum}${a.rounded ? `, printed as ${a.printed}: rounded or cut` : ""}.`,
    zh: `${head.zh(a)}：各来源之和 ${a.terms} = ${a.sum}，${a.rounded ? `总额为 ${a.printed}，属取整或截位` : "与总额一致"}。`,
  }),
  differs: (a: Addition): Bilingual => ({
    en: `${head.en(a)}: the sources add up to ${a.sum} (${a.terms}), but the total is printed as ${a.printed}.`,
    zh: `${head.zh(a)}：各来源之和为 ${a.sum}（${a.terms}），而总额为 ${a.printed}。`,
  }),
  allZero: (a: Addition): Bilingual => ({
    en: `${head.en(a)}: the total is printed as ${a.printed}, but every source as 0.`,
    zh: `${head.zh(a)}：总额为 ${a.printed}，而各来源均填 0。`,
  }),
  incomplete: (a: Addition): Bilingual => ({
    en: `${head.en(a)}: the total ${a.printed} cannot be recalculated: not every source is filled in or could be read (${a.terms}).`,
    zh: `${head.zh(a)}：总额 ${a.printed} 无法复算：部分来源未填或无法识别（${a.terms}）。`,
  }),
  unreadTotal: (a: Addition): Bilingual => ({
    en: `${head.en(a)}: the total “${a.printed}” could not be read; its sources add up to ${a.sum}: ${a.terms}.`,
    zh: `${head.zh(a)}：总额“${a.printed}”无法识别；各来源之和为 ${a.sum}：${a.terms}。`,
  }),
  blankTotal: (a: Addition & { certain: boolean }): Bilingual => ({
    en: `${head.en(a)}: the total is left blank, though its sources are filled in: ${a.terms}${a.certain ? ` = ${a.sum}` : ""}.`,
    zh: `${head.zh(a)}：总额未填，而各来源已填：${a.terms}${a.certain ? ` = ${a.sum}` : ""}。`,
  }),
  balance: (a: {
    label: string;
    difference: string;
    result: string;
    printed: string;
    agrees: boolean;
  }): Bilingual => ({
    en: `${head.en({ measure: "balance", label: a.label })}: ${a.difference} = ${a.result}, ${a.agrees ? "as printed" : `but ${a.printed} is printed`}.`,
    zh: `${head.zh({ measure: "balance", label: a.label })}：${a.difference} = ${a.result}，${a.agrees ? "与表内一致" : `而表内为 ${a.printed}`}。`,
  }),
};

/** Σ sources against the total of each measure; what is left over against budget less execution. In 元, exactly. */
export const fundSum: Rule = {
  id: "fund-sum",
  title: { en: "Sums of funds", zh: "资金合计复算" },
  check(form) {
    const sums = FundMeasure.options.flatMap((measure) => checkMeasure(form, measure));
    const balance = checkBalance(form);
    // One finding for each subject: of a balance that is held against its sources and the budget, the one that differs.
    const wrong = new Set(
      balance.filter((found) => found.verdict === "differs").map((found) => found.subject),
    );
    const kept = sums.filter((found) => found.verdict === "differs" || !wrong.has(found.subject));
    const taken = new Set(kept.map((found) => found.subject));
    return orNotApplicable([...kept, ...balance.filter((found) => !taken.has(found.subject))]);
  },
};

function checkMeasure({ record }: CheckedForm, measure: FundMeasure): Finding[] {
  const lines = linesOf(record, measure);
  const total = lines.find((line) => line.source === "total");
  const parts = lines.filter((line) => line.source !== "total");
  if (total === undefined) return hasTotals(record) ? blankTotal(measure, parts) : [];
  if (parts.length === 0) return [];
  const unit = total.line.unit.value ?? "元";
  const base: FindingBase = {
    subject: total.pointer,
    evidence: [total.pointer, ...parts.map((line) => line.pointer)],
  };
  const alternatives = [parts, withoutNested(parts)].map((chosen) => add(chosen, unit));
  const [all] = alternatives;
  const printed = total.yuan;
  const figures = {
    measure,
    label: total.line.measure.raw,
    terms: all?.terms ?? "",
    printed: total.line.amount.value === null ? total.line.amount.raw : `${total.line.amount.value}${unit}`,
  };
  if (printed === null && all !== undefined && all.yuan !== null) {
    const message = MESSAGES.unreadTotal({ ...figures, sum: shownIn(all.yuan, unit) });
    return [finding("unverifiable", { ...base, recalculated: inUnit(all.yuan, unit), message })];
  }
  if (all === undefined || printed === null || all.yuan === null) {
    const message = MESSAGES.incomplete({ ...figures, sum: "" });
    return [finding("unverifiable", { ...base, cause: "missing-value", message })];
  }
  // Judged by the places of the total: parts that have no more of them must add up exactly.
  const fitting = alternatives.find(
    ({ yuan }) => yuan !== null && judge(yuan, printed, lastPlace(total)).verdict === "agrees",
  );
  if (fitting?.yuan === undefined || fitting.yuan === null) {
    const fault = { ...base, reported: inUnit(printed, unit), recalculated: inUnit(all.yuan, unit) };
    return [unequal(record, parts, { ...figures, sum: shownIn(all.yuan, unit) }, fault)];
  }
  const rounded = !fitting.yuan.eq(printed);
  const sum = shownIn(fitting.yuan, unit);
  return [
    finding("agrees", {
      ...base,
      reported: inUnit(printed, unit),
      recalculated: inUnit(fitting.yuan, unit),
      cause: rounded ? "rounding" : null,
      message: MESSAGES.agrees({ ...figures, terms: fitting.terms, sum, rounded }),
    }),
  ];
}

/** Whether the form has a row of totals: one measure at least has a total beside its sources. */
function hasTotals(record: CheckedForm["record"]): boolean {
  return FundMeasure.options.some((measure) => {
    const sources = linesOf(record, measure).map(({ source }) => source);
    return sources.includes("total") && sources.length > 1;
  });
}

/** Sources that are filled in below a total that is not. One source alone may be all that is meant to be filled in. */
function blankTotal(measure: FundMeasure, parts: readonly PlacedLine[]): Finding[] {
  const [first] = parts;
  if (first === undefined || parts.length < 2 || measure === "totalInvestment") return [];
  const unit = first.line.unit.value ?? "元";
  const { yuan, terms } = add(parts, unit);
  const other = add(withoutNested(parts), unit).yuan;
  if (yuan === null || other === null || yuan.eq("0")) return [];
  const certain = yuan.eq(other);
  const figures = { measure, label: first.line.measure.raw, terms, printed: "", sum: shownIn(yuan, unit) };
  return [
    finding("unverifiable", {
      subject: first.pointer,
      evidence: parts.map((line) => line.pointer),
      recalculated: certain ? inUnit(yuan, unit) : null,
      cause: "missing-value",
      message: MESSAGES.blankTotal({ ...figures, certain }),
    }),
  ];
}

interface Alternative {
  yuan: Decimal | null;
  terms: string;
}

function add(lines: readonly PlacedLine[], unit: MoneyUnit): Alternative {
  let yuan: Decimal | null = decimal("0");
  for (const line of lines) yuan = yuan === null || line.yuan === null ? null : yuan.plus(line.yuan);
  const terms = lines.map((line) => (line.yuan === null ? line.line.amount.raw : shownIn(line.yuan, unit)));
  return { yuan, terms: terms.join(" + ") };
}

/** One unit of the last printed place of an amount, in 元. */
function lastPlace({ line }: PlacedLine): Decimal {
  const places = line.amount.value?.split(".")[1]?.length ?? 0;
  return unitOf(places).times(decimal(`1e${YUAN_EXPONENT[line.unit.value ?? "元"]}`));
}

function unequal(
  record: CheckedForm["record"],
  parts: readonly PlacedLine[],
  figures: Addition,
  base: FindingBase,
): Finding {
  const allZero = parts.every((line) => line.yuan?.eq("0") === true);
  const sources = new Set(record.funds.map((line) => line.source.value));
  sources.delete("total");
  const blanks = sources.size > new Set(parts.map((line) => line.source)).size;
  // 其中 below a total investment names a part of it; a lone 0 beside blank cells says that part is nothing.
  const partial = (figures.measure === "totalInvestment" && parts.length === 1) || (allZero && blanks);
  if (partial) {
    const message = MESSAGES.incomplete(figures);
    return finding("unverifiable", { ...base, recalculated: null, cause: "missing-value", message });
  }
  return finding("differs", {
    ...base,
    severity: allZero ? "warning" : "error",
    cause: allZero ? "missing-value" : "arithmetic",
    message: (allZero ? MESSAGES.allZero : MESSAGES.differs)(figures),
  });
}

/** A printed balance is what the allocated funds or the full-year budget leave after execution. */
function checkBalance({ record }: CheckedForm): Finding[] {
  const lines = linesOf(record, "balance");
  const line = lines.find((candidate) => candidate.source === "total") ?? lines[0];
  const balance = amountOf(record, "balance");
  const executed = amountOf(record, "executed");
  if (line === undefined || balance === null || executed === null) return [];
  const unit = line.line.unit.value ?? "元";
  const results = (["allocated", "annualBudget"] as const).flatMap((measure) => {
    const budget = amountOf(record, measure);
    if (budget === null) return [];
    const evidence = [...balance.evidence, ...budget.evidence, ...executed.evidence];
    return [
      {
        result: budget.yuan.minus(executed.yuan),
        difference: `${budget.shown} − ${executed.shown}`,
        evidence,
      },
    ];
  });
  const fits = ({ result }: { result: Decimal }): boolean =>
    judge(result, balance.yuan, lastPlace(line)).verdict === "agrees";
  const best = results.find(fits) ?? results[0];
  if (best === undefined) return [];
  const agrees = fits(best);
  return [
    finding(agrees ? "agrees" : "differs", {
      subject: line.pointer,
      evidence: best.evidence,
      reported: inUnit(balance.yuan, unit),
      recalculated: inUnit(best.result, unit),
      severity: agrees ? "info" : "error",
      cause: agrees ? null : "arithmetic",
      message: MESSAGES.balance({
        label: line.line.measure.raw,
        difference: best.difference,
        result: shownIn(best.result, unit),
        printed: shownIn(balance.yuan, unit),
        agrees,
      }),
    }),
  ];
}
