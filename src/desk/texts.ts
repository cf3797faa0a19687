import { computed, signal } from "@preact/signals";
import type { Cause, RuleId, Severity, Verdict } from "../model/check.ts";
import type { FundMeasure, FundSource, GradeLevel } from "../model/record.ts";
import type { Bilingual } from "../model/bilingual.ts";
import { remember, remembered } from "./remembered.ts";

type Language = keyof Bilingual;

function firstLanguage(): Language {
  const own = remembered("language");
  if (own === "zh" || own === "en") return own;
  return navigator.languages.some((tag) => /^zh\b/iu.test(tag)) ? "zh" : "en";
}

/** The language of the page: the browser's until a person chooses. */
export const language = signal<Language>(firstLanguage());

export function chooseLanguage(chosen: Language): void {
  language.value = chosen;
  remember("language", chosen);
}

/** The message in the language of the page. */
export function say(message: Bilingual): string {
  return message[language.value];
}

const collator = computed(() => (language.value === "zh" ? "zh-CN" : "en-GB"));

/** A whole or decimal number with its thousands parted; digits are never rounded. */
export function figure(value: number): string {
  return value.toLocaleString(collator.value, { maximumFractionDigits: 12 });
}

/** An amount in 元 as it is talked of: 万元 in Chinese, yuan in English. */
export function money(yuan: number | null): string {
  if (yuan === null) return "–";
  if (language.value === "en") return `¥${yuan.toLocaleString("en-GB", { maximumFractionDigits: 2 })}`;
  return `${(yuan / 10_000).toLocaleString("zh-CN", { maximumFractionDigits: 6 })} 万元`;
}

export const SEVERITIES: { readonly [key in Severity | "none"]: Bilingual } = {
  error: { zh: "错误", en: "Error" },
  warning: { zh: "警告", en: "Warning" },
  info: { zh: "提示", en: "Info" },
  none: { zh: "无不符", en: "Clear" },
};

export const VERDICTS: { readonly [key in Verdict]: Bilingual } = {
  differs: { zh: "不一致", en: "differs" },
  unverifiable: { zh: "无法核对", en: "cannot be verified" },
  agrees: { zh: "一致", en: "agrees" },
};

export const CAUSES: { readonly [key in Cause]: Bilingual } = {
  arithmetic: { zh: "计算错误", en: "arithmetic" },
  rounding: { zh: "取舍", en: "rounding" },
  "likely-misread": { zh: "疑似误识", en: "likely misread" },
  "missing-value": { zh: "缺值", en: "missing value" },
  "unmet-target": { zh: "未达目标", en: "target not met" },
};

export const RULES: { readonly [key in RuleId]: Bilingual } = {
  "total-score": { zh: "总分", en: "Total score" },
  "group-score": { zh: "分组得分", en: "Group score" },
  "total-weight": { zh: "总分值", en: "Total points" },
  "group-weight": { zh: "分组分值", en: "Group points" },
  "score-range": { zh: "得分范围", en: "Score range" },
  "execution-rate": { zh: "执行率", en: "Execution rate" },
  "execution-score": { zh: "执行率得分", en: "Execution score" },
  grade: { zh: "等级", en: "Grade" },
  "fund-sum": { zh: "资金合计", en: "Sum of funds" },
  "completion-rate": { zh: "完成率", en: "Completion rate" },
  "indicator-score": { zh: "指标得分", en: "Indicator score" },
  "deviation-explained": { zh: "偏差说明", en: "Deviation explained" },
  "narrative-amount": { zh: "文字与金额", en: "Amounts in the text" },
  date: { zh: "日期", en: "Dates" },
};

export const GRADES: { readonly [key in GradeLevel]: Bilingual } = {
  excellent: { zh: "优", en: "Excellent" },
  good: { zh: "良", en: "Good" },
  fair: { zh: "中", en: "Fair" },
  poor: { zh: "差", en: "Poor" },
};

export const MEASURES: { readonly [key in FundMeasure]: Bilingual } = {
  initialBudget: { zh: "年初预算数", en: "Initial budget" },
  annualBudget: { zh: "全年预算数", en: "Annual budget" },
  allocated: { zh: "预算下达", en: "Allocated" },
  executed: { zh: "全年执行数", en: "Executed" },
  priorYearBudget: { zh: "上年预算", en: "Prior year" },
  balance: { zh: "结余", en: "Balance" },
  totalInvestment: { zh: "项目总投资", en: "Total investment" },
};

export const SOURCES: { readonly [key in FundSource]: Bilingual } = {
  total: { zh: "年度资金总额", en: "Total" },
  currentYear: { zh: "当年财政拨款", en: "Current year" },
  carriedOver: { zh: "上年结转资金", en: "Carried over" },
  higherLevel: { zh: "上级财政资金", en: "Higher level" },
  cityLevel: { zh: "市级资金", en: "City level" },
  countyLevel: { zh: "县级资金", en: "County level" },
  other: { zh: "其他资金", en: "Other" },
};
