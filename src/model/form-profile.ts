import { z } from "zod";
import { MoneyUnit } from "./money.ts";
import { FundMeasure, FundSource, GradeLevel } from "./record.ts";

const label = z.string().min(1);
const labels = z.array(label).min(1);

/** A single-valued field of a form's head or foot. `project.period` is split into its two dates. */
export const FieldTerm = z.enum([
  "fiscalYear",
  "filedOn",
  "project.name",
  "project.subproject",
  "project.department",
  "project.departmentCode",
  "project.implementingUnit",
  "project.office",
  "project.attribute",
  "project.period",
  "execution.rate",
  "grade",
  "total.score",
  "money.unit",
  /** Printed fields that fuhe knows and that have no place in the record (报表编号, 指标解释 …). */
  "unrecorded",
]);
export type FieldTerm = z.infer<typeof FieldTerm>;

/** A column of the indicator table, the scoring table or the fund table. */
export const ColumnTerm = z.enum([
  "level1",
  "level2",
  "name",
  "target",
  "actual",
  /** 指标性质, 计算符号: the comparator in a column of its own */ "comparator",
  /** 度量单位: the unit in a column of its own */ "unit",
  "weight",
  "score",
  "rate",
  "completion",
  "deviation",
  "explanation",
  "remark",
  /** 复核分: another body's score; not the reported one */ "reviewScore",
  /** 单项指标得分 of a folded score: before the weighting */ "unfoldedScore",
  /** 序号 */ "ordinal",
]);
export type ColumnTerm = z.infer<typeof ColumnTerm>;

/** A person's details: roles stand before a name (负责人), columns head a table of people (姓名). */
export const PersonTerm = z.enum(["name", "position", "office", "phone"]);
export type PersonTerm = z.infer<typeof PersonTerm>;

/** Printed labels by what they mean. A profile's lists are added to those of the profile it extends. */
export const Vocabulary = z.strictObject({
  /** Ends of titles: 项目支出绩效自评表. */
  titles: z.array(label).default([]),
  fields: z.partialRecord(FieldTerm, labels).default({}),
  measures: z.partialRecord(FundMeasure, labels).default({}),
  sources: z.partialRecord(FundSource, labels).default({}),
  columns: z.partialRecord(ColumnTerm, labels).default({}),
  goals: z.partialRecord(z.enum(["expected", "actual"]), labels).default({}),
  /** Canonical name of a first-level category ← printed forms. */
  level1: z.record(label, labels).default({}),
  /** Canonical name of a second-level category ← printed forms, and the first level it belongs to. */
  level2: z
    .record(
      label,
      z.strictObject({
        level1: label.optional(),
        /** First levels it stands under as well, on some forms: satisfaction under benefit. */
        alsoUnder: z.array(label).default([]),
        labels,
      }),
    )
    .default({}),
  /** Labels of the total row. */
  totals: z.array(label).default([]),
  /** Canonical heading ← printed forms. */
  narratives: z.record(label, labels).default({}),
  /**
   * Headings among `narratives` that stand in a narrow column, their words parted by spaces (项目 资金 使用 情况).
   * They break over several lines, of which recognition often keeps one: 金使 of 项目资|金使|用情况.
   */
  verticalHeadings: z.array(label).default([]),
  roles: z.record(label, labels).default({}),
  people: z.partialRecord(PersonTerm, labels).default({}),
  /** Words that give a part its name and carry no value: 项目资金, 绩效指标, 年度总体目标, 评分表. */
  captions: z.array(label).default([]),
  /** Words that may stand before a label and change nothing in it: 其中. */
  leads: z.array(label).default([]),
});
export type Vocabulary = z.infer<typeof Vocabulary>;

/** A grade word with its lower bound, which is included (等级). Bounds are decimal strings. */
export const GradeBand = z.strictObject({
  word: label,
  level: GradeLevel,
  from: z.string().regex(/^\d+(\.\d+)?$/u),
});
export type GradeBand = z.infer<typeof GradeBand>;

/** A row that the form always prints, in printed order: the prior that fragments are aligned against. */
const CanonicalRow = z.strictObject({
  name: label,
  labels: z.array(label).default([]),
  weight: z.number().optional(),
  /** Some printings of the form leave the row out. */
  optional: z.boolean().default(false),
});

export const ScorecardForm = z.strictObject({
  groups: z.array(
    z.strictObject({
      name: label,
      labels: z.array(label).default([]),
      weight: z.number().optional(),
      subgroups: z.array(
        z.strictObject({
          /** Left out where the rows stand directly below their group. */
          name: label.optional(),
          labels: z.array(label).default([]),
          rows: z.array(CanonicalRow),
        }),
      ),
    }),
  ),
});
export type ScorecardForm = z.infer<typeof ScorecardForm>;

/** How the rules are applied to this form (DOMAIN: scoring formulas and their regional variants). */
export const RuleModes = z.strictObject({
  /** Denominators of the execution rate, tried in this order. */
  executionDenominators: z.array(FundMeasure).min(1).default(["annualBudget", "initialBudget", "allocated"]),
  /** Where the execution points stand: in the fund table, or as a row of the scorecard or of the indicators. */
  executionIn: z.enum(["funds", "scorecard", "indicators"]).default("funds"),
  /** Points of the execution row where the form prints them only in a caption (预算执行情况(20分)). */
  executionWeight: z.number().optional(),
  /** Formulas accepted for a missed ≤ target. */
  negative: z
    .array(z.enum(["linear", "ratio"]))
    .min(1)
    .default(["linear", "ratio"]),
  /** An actual of this many times the target asks for a reason. */
  overfulfilment: z
    .string()
    .regex(/^\d+(\.\d+)?$/u)
    .default("1.3"),
  /** Lower bounds of "met" and "partly met" for qualitative rows, in per cent of the points. */
  qualitativeBands: z.tuple([z.number(), z.number()]).default([80, 60]),
});
export type RuleModes = z.infer<typeof RuleModes>;

/** What is particular to one form: a file in `pipelines/`. */
export const FormProfile = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/u),
  name: z.strictObject({ zh: label, en: label }),
  /** Where the layout was seen or is told. */
  source: label.optional(),
  /** The profile whose vocabulary this one adds to; all but `general` extend another. */
  extends: z.string().optional(),
  match: z
    .strictObject({
      /** Parts of the title that speak for this form. */
      titles: z.array(label).default([]),
      /** Labels that mark this form out from others. */
      labels: z.array(label).default([]),
      /** Labels this form never has. */
      absent: z.array(label).default([]),
      /** Share of `labels` that must be found, 0 to 1. */
      threshold: z.number().min(0).max(1).default(0.5),
    })
    .optional(),
  vocabulary: Vocabulary.prefault({}),
  funds: z
    .strictObject({
      /** Unit of money where none is printed. */
      unit: MoneyUnit.optional(),
      /** Printed rows in order, where the form always has the same. */
      rows: z
        .array(
          z.strictObject({
            measure: FundMeasure,
            source: FundSource,
            labels,
            /** Some printings of the form leave the row out. */
            optional: z.boolean().default(false),
          }),
        )
        .default([]),
    })
    .prefault({}),
  /** Columns of the indicator table in printed order, for where its header is lost. */
  indicatorColumns: z.array(ColumnTerm).default([]),
  scorecard: ScorecardForm.optional(),
  grades: z.array(GradeBand).default([]),
  rules: RuleModes.prefault({}),
});
export type FormProfile = z.infer<typeof FormProfile>;
