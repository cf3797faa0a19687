import type { Cause, RuleId, Severity, Verdict } from "../../model/check.ts";
import type { Origin } from "../../model/reading.ts";
import type { FundMeasure } from "../../model/record.ts";
import type { CorrectionHistory } from "../../store/store.ts";
import type { Bilingual } from "../dictionary.ts";

export type Language = "zh" | "en";

/** What stands behind a check on a work paper. */
export const TICKS: { [verdict in Verdict]: string } = { agrees: "✓", differs: "✗", unverifiable: "○" };

export const VERDICTS: { [verdict in Verdict]: Bilingual } = {
  agrees: { zh: "一致", en: "agrees" },
  differs: { zh: "不一致", en: "differs" },
  unverifiable: { zh: "无法复核", en: "unverifiable" },
};

export const SEVERITIES: { [severity in Severity]: Bilingual } = {
  error: { zh: "错误", en: "error" },
  warning: { zh: "警告", en: "warning" },
  info: { zh: "提示", en: "info" },
};

export const CAUSES: { [cause in Cause]: Bilingual } = {
  arithmetic: { zh: "计算不符", en: "arithmetic" },
  rounding: { zh: "取整", en: "rounding" },
  "likely-misread": { zh: "疑似误读", en: "likely misread" },
  "missing-value": { zh: "缺少数值", en: "missing value" },
  "unmet-target": { zh: "未达目标", en: "unmet target" },
};

export const RULES: { [rule in RuleId]: Bilingual } = {
  "total-score": { zh: "总分", en: "Total score" },
  "group-score": { zh: "组得分", en: "Group score" },
  "total-weight": { zh: "总分值", en: "Total points" },
  "group-weight": { zh: "组分值", en: "Group points" },
  "score-range": { zh: "得分范围", en: "Score range" },
  "execution-rate": { zh: "预算执行率", en: "Execution rate" },
  "execution-score": { zh: "预算执行得分", en: "Execution score" },
  grade: { zh: "评价等级", en: "Grade" },
  "fund-sum": { zh: "资金合计", en: "Sums of funds" },
  "completion-rate": { zh: "完成进度", en: "Completion" },
  "indicator-score": { zh: "指标得分", en: "Indicator score" },
  "deviation-explained": { zh: "偏差说明", en: "Deviation explained" },
  "narrative-amount": { zh: "文字金额", en: "Amounts in prose" },
  date: { zh: "日期", en: "Dates" },
};

export const MEASURES: { [measure in FundMeasure]: Bilingual } = {
  initialBudget: { zh: "年初预算数", en: "initial budget" },
  annualBudget: { zh: "全年预算数", en: "full-year budget" },
  allocated: { zh: "到位资金", en: "allocated" },
  executed: { zh: "全年执行数", en: "executed" },
  priorYearBudget: { zh: "上年预算金额", en: "prior-year budget" },
  balance: { zh: "结余", en: "balance" },
  totalInvestment: { zh: "项目总投资", en: "total investment" },
};

/** How a value that was not simply read came to be. */
export const ORIGINS: { [origin in Exclude<Origin, "read">]: Bilingual } = {
  inferred: { zh: "未印出，推得", en: "not printed, inferred" },
  repaired: { zh: "标签经修复", en: "label put together again" },
  corrected: { zh: "人工更正", en: "corrected by a person" },
};

export const STATES: { [state in CorrectionHistory["state"]]: Bilingual } = {
  applied: { zh: "有效", en: "in force" },
  confirmed: { zh: "有效：确认读数无误", en: "in force: the reading is confirmed" },
  agrees: { zh: "机器现已读得相同的值", en: "the machine now reads the same" },
  unplaced: { zh: "未套用：该处读数已变", en: "not applied: what is read there has changed" },
  superseded: { zh: "已被取代或撤销", en: "superseded" },
};

const FIELDS: { readonly [field: string]: Bilingual } = {
  title: { zh: "标题", en: "Title" },
  fiscalYear: { zh: "年度", en: "Fiscal year" },
  filedOn: { zh: "填报日期", en: "Filed on" },
  "project/name": { zh: "项目名称", en: "Project" },
  "project/subproject": { zh: "子项目", en: "Subproject" },
  "project/department": { zh: "主管部门", en: "Department" },
  "project/departmentCode": { zh: "主管部门代码", en: "Code of the department" },
  "project/implementingUnit": { zh: "实施单位", en: "Implementing unit" },
  "project/office": { zh: "实施处室", en: "Office" },
  "project/attribute": { zh: "项目属性", en: "Kind of project" },
  "project/periodStart": { zh: "项目期起", en: "Project begins" },
  "project/periodEnd": { zh: "项目期止", en: "Project ends" },
  "execution/rate": { zh: "预算执行率", en: "Execution rate" },
  "execution/weight": { zh: "预算执行率分值", en: "Execution points" },
  "execution/score": { zh: "预算执行率得分", en: "Execution score" },
  "goals/expected": { zh: "预期目标", en: "Goal" },
  "goals/actual": { zh: "实际完成情况", en: "Achieved" },
  "total/weight": { zh: "总分值", en: "Total points" },
  "total/score": { zh: "总分", en: "Total score" },
  grade: { zh: "评价等级", en: "Grade" },
  gradeLevel: { zh: "评价等级", en: "Grade" },
};

const LISTS: { readonly [list: string]: Bilingual } = {
  funds: { zh: "资金", en: "Funds" },
  indicators: { zh: "绩效指标", en: "Indicator" },
  scorecard: { zh: "评分表", en: "Scoring table" },
  caps: { zh: "标题分值", en: "Caption points" },
  narratives: { zh: "文字说明", en: "Prose" },
  people: { zh: "人员", en: "People" },
};

const LEAVES: { readonly [leaf: string]: Bilingual } = {
  amount: { zh: "金额", en: "amount" },
  target: { zh: "指标值", en: "target" },
  actual: { zh: "完成值", en: "actual" },
  weight: { zh: "分值", en: "points" },
  score: { zh: "得分", en: "score" },
  completion: { zh: "完成进度", en: "completion" },
  deviation: { zh: "偏差原因", en: "deviation" },
  text: { zh: "内容", en: "text" },
};

/** A place in a record in words: "/indicators/3/score" → "绩效指标 4 得分". */
export function subjectName(pointer: string, language: Language): string {
  const field = FIELDS[pointer.slice(1)];
  if (field !== undefined) return field[language];
  const [list = "", index, leaf] = pointer.slice(1).split("/");
  const head = LISTS[list];
  if (head === undefined || index === undefined) return pointer === "" ? "" : pointer;
  const tail = leaf === undefined ? "" : ` ${LEAVES[leaf]?.[language] ?? leaf}`;
  return `${head[language]} ${String(Number(index) + 1)}${tail}`;
}

export function fieldName(field: string, language: Language): string {
  return FIELDS[field]?.[language] ?? field;
}
