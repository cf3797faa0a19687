import { z } from "zod";
import { Check, Coverage } from "./check.ts";
import { AmountText, MoneyUnit } from "./money.ts";
import { readingOf } from "./reading.ts";

const text = readingOf(z.string()).nullable();
const number = readingOf(z.number()).nullable();
const isoDate = readingOf(z.iso.date()).nullable();

/** Relation of a target or an actual value to its number. */
export const Comparator = z.enum(["=", ">=", "<=", ">", "<"]);
export type Comparator = z.infer<typeof Comparator>;

/** A target or an actual value: the words, and the number in them where there is exactly one. */
export const Quantity = z.strictObject({
  text: z.string(),
  comparator: Comparator.nullable(),
  number: z.number().nullable(),
  unit: z.string().nullable(),
});
export type Quantity = z.infer<typeof Quantity>;

export const FundMeasure = z.enum([
  /** 年初预算数 */ "initialBudget",
  /** 全年预算数 */ "annualBudget",
  /** 预算下达、到位资金 */ "allocated",
  /** 全年执行数 */ "executed",
  /** 上年预算金额 */ "priorYearBudget",
  /** 结余 */ "balance",
  /** 项目总投资 */ "totalInvestment",
]);
export type FundMeasure = z.infer<typeof FundMeasure>;

export const FundSource = z.enum([
  /** 年度资金总额 */ "total",
  /** 当年财政拨款 */ "currentYear",
  /** 上年结转资金 */ "carriedOver",
  /** 上级财政资金 */ "higherLevel",
  /** 市级资金 */ "cityLevel",
  /** 县级资金 */ "countyLevel",
  /** 其他资金 */ "other",
]);
export type FundSource = z.infer<typeof FundSource>;

/** One printed amount of the fund table (项目资金). */
export const FundLine = z.strictObject({
  /** What was counted; `raw` is the printed label of the column or row. */
  measure: readingOf(FundMeasure),
  /** Where the money came from; `raw` is the printed label. */
  source: readingOf(FundSource),
  amount: readingOf(AmountText),
  unit: readingOf(MoneyUnit),
  /** The amount in 元, exactly; null where amount or unit is unknown. */
  yuan: AmountText.nullable(),
});
export type FundLine = z.infer<typeof FundLine>;

/** Completion of an indicator: a number of per cent, or one of two words. */
export const Completion = z.union([z.number(), z.enum(["completed", "not completed"])]);
export type Completion = z.infer<typeof Completion>;

/** One row of the indicator table (绩效指标). */
export const Indicator = z.strictObject({
  /** 一级指标 */ level1: text,
  /** 二级指标 */ level2: text,
  /** 三级指标 */ name: text,
  /** 年度指标值 */ target: readingOf(Quantity).nullable(),
  /** 实际完成值 */ actual: readingOf(Quantity).nullable(),
  /** 分值 */ weight: number,
  /** 得分 */ score: number,
  /** 完成进度 */ completion: readingOf(Completion).nullable(),
  /** 偏差原因分析及改进措施 */ deviation: text,
});
export type Indicator = z.infer<typeof Indicator>;

/** One row of the separate scoring table (评分表). */
export const ScoreLine = z.strictObject({
  /** `group`: a printed row with the points of its group; `item`: a row that is scored itself. */
  kind: z.enum(["group", "item"]),
  /** 一级 */ group: text,
  /** 二级 */ subgroup: text,
  /** 三级; null on a group line */ name: text,
  /** 指标分值 */ weight: number,
  /** 评价得分 */ score: number,
  /** 备注 */ remark: text,
});
export type ScoreLine = z.infer<typeof ScoreLine>;

export const GradeLevel = z.enum(["excellent", "good", "fair", "poor"]);
export type GradeLevel = z.infer<typeof GradeLevel>;

export const Project = z.strictObject({
  /** 项目名称 */ name: text,
  /** 支出方向名称(子项目) */ subproject: text,
  /** 主管部门 */ department: text,
  /** 主管部门代码 */ departmentCode: text,
  /** 实施单位 */ implementingUnit: text,
  /** 具体实施处（科室） */ office: text,
  /** 项目属性 */ attribute: text,
  /** 项目期，起 */ periodStart: isoDate,
  /** 项目期，止 */ periodEnd: isoDate,
});
export type Project = z.infer<typeof Project>;

/** One self-evaluation form (自评表). A file may hold several. */
export const Record = z.strictObject({
  /** First 12 hex digits of the document's sha256, "-", ordinal from 1. */
  id: z.string().regex(/^[0-9a-f]{12}-[1-9]\d*$/u),
  /** Id of the form profile that read it. */
  form: z.string(),
  title: text,
  /** 年度 */ fiscalYear: readingOf(z.int()).nullable(),
  /** 填报日期 */ filedOn: isoDate,
  project: Project,
  funds: z.array(FundLine),
  /** The budget-execution row (预算执行率): percentage, points, score. */
  execution: z.strictObject({ rate: number, weight: number, score: number }),
  /** 年度总体目标: 预期目标, 实际完成情况 */
  goals: z.strictObject({ expected: text, actual: text }),
  indicators: z.array(Indicator),
  scorecard: z.array(ScoreLine),
  /** Points printed inside a caption, such as 产出指标(50分), or in a note. */
  caps: z.array(z.strictObject({ group: readingOf(z.string()), weight: readingOf(z.number()) })),
  /** 总分 */ total: z.strictObject({ weight: number, score: number }),
  /** 评价等级 */ grade: text,
  gradeLevel: GradeLevel.nullable(),
  narratives: z.array(z.strictObject({ heading: readingOf(z.string()), text: readingOf(z.string()) })),
  people: z.array(z.strictObject({ role: text, name: text, position: text, office: text, phone: text })),
  checks: z.array(Check),
  coverage: Coverage,
});
export type Record = z.infer<typeof Record>;
