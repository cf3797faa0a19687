import { decimalOf } from "../../model/decimal.ts";
import type { GradeBand } from "../../model/form-profile.ts";
import type { GradeLevel } from "../../model/record.ts";
import type { CheckedForm } from "../checked-form.ts";
import { bandOf } from "../grade-scale.ts";
import { finding, type Bilingual, type Finding, type FindingBase, type Rule } from "../rule.ts";
import { isMissing, wordsOf } from "../scored-rows.ts";
import { groupLines, plain, sumOf, sumOfTotal } from "../sums.ts";
import { quote } from "../wording.ts";

const SUBJECT = "/grade";

type Source = "printed" | "profile" | "national";

const SOURCES: Readonly<{ [source in Source]: Bilingual }> = {
  printed: { en: "the scale printed on the form", zh: "表内说明的等级标准" },
  profile: { en: "the scale of this kind of form", zh: "该类表格通用的等级标准" },
  national: { en: "the national scale", zh: "全国通用等级标准" },
};

const MESSAGES = {
  agrees: (a: { total: string; grade: string; expected: string; source: Bilingual }): Bilingual => ({
    en: `${a.total} points are ${quote(a.expected)} by ${a.source.en}; the grade is printed as ${quote(a.grade)}.`,
    zh: `等级：总分 ${a.total}，按${a.source.zh}为${quote(a.expected)}，表内为${quote(a.grade)}，相符。`,
  }),
  differs: (a: { total: string; grade: string; expected: string; source: Bilingual }): Bilingual => ({
    en: `${a.total} points are ${quote(a.expected)} by ${a.source.en}, but the grade is printed as ${quote(a.grade)}.`,
    zh: `等级：总分 ${a.total}，按${a.source.zh}应为${quote(a.expected)}，而表内为${quote(a.grade)}。`,
  }),
  totalless: (a: { grade: string }): Bilingual => ({
    en: `The grade ${quote(a.grade)} cannot be checked: the total score is not printed or could not be read.`,
    zh: `等级${quote(a.grade)}无法复核：总分未印出或无法识别。`,
  }),
  unknown: (a: { grade: string }): Bilingual => ({
    en: `The grade ${quote(a.grade)} is a word of no known scale.`,
    zh: `等级${quote(a.grade)}不属于已知的等级标准。`,
  }),
  otherScale: (a: { total: string; grade: string; expected: string; source: Bilingual }): Bilingual => ({
    en: `${a.total} points are ${quote(a.expected)} by ${a.source.en}, but ${quote(a.grade)} by the scale 90/75/60 that uses the printed word; the form prints no scale.`,
    zh: `等级：总分 ${a.total}，按${a.source.zh}为${quote(a.expected)}，按使用该用语的 90/75/60 标准则为${quote(a.grade)}；表内未说明等级标准。`,
  }),
};

const SUGGESTION = (a: { expected: string; total: string }): string =>
  `${quote(a.expected)}: 各项得分、各组得分与总分 ${a.total} 均相符 / rows, groups and total agree among themselves`;

/** 优秀 良好 合格 不合格 with bounds 90, 75 and 60, as 上海 uses them. */
const SECOND_SCALE: readonly GradeBand[] = [
  { word: "优秀", level: "excellent", from: "90" },
  { word: "良好", level: "good", from: "75" },
  { word: "合格", level: "fair", from: "60" },
  { word: "不合格", level: "poor", from: "0" },
];

/** Level of the printed total on the scale in force against the printed grade. */
export const grade: Rule = {
  id: "grade",
  title: { en: "Grade", zh: "评价等级复核" },
  check(form) {
    return isMissing(form.record.grade) ? "not applicable" : [checkGrade(form)];
  },
};

function checkGrade(form: CheckedForm): Finding {
  const { record, scoring } = form;
  const word = wordsOf(record.grade);
  const total = record.total.score?.value ?? null;
  const base: FindingBase = { subject: SUBJECT, evidence: [SUBJECT], reported: word };
  if (total === null) {
    return finding("unverifiable", {
      ...base,
      cause: "missing-value",
      message: MESSAGES.totalless({ grade: word }),
    });
  }
  const details = { ...base, evidence: [SUBJECT, "/total/score"] };
  const printed = decimalOf(total);
  const expected = bandOf(printed, scoring.gradeScale.bands);
  if (record.gradeLevel === null || expected === null) {
    return finding("unverifiable", { ...details, message: MESSAGES.unknown({ grade: word }) });
  }
  const figures = {
    total: plain(printed),
    grade: word,
    expected: expected.word,
    source: SOURCES[scoring.gradeScale.source],
  };
  const recalculated = { ...details, recalculated: expected.word };
  if (expected.level === record.gradeLevel) {
    return finding("agrees", { ...recalculated, message: MESSAGES.agrees(figures) });
  }
  const second = bandOf(printed, SECOND_SCALE);
  if (scoring.gradeScale.source === "national" && usesSecondScale(word, record.gradeLevel, second)) {
    return finding("unverifiable", { ...recalculated, message: MESSAGES.otherScale(figures) });
  }
  const misread = sumsAgree(form);
  return finding("differs", {
    ...recalculated,
    severity: "error",
    cause: misread ? "likely-misread" : "arithmetic",
    suggestion: misread ? SUGGESTION(figures) : null,
    message: MESSAGES.differs(figures),
  });
}

function usesSecondScale(word: string, level: GradeLevel, second: GradeBand | null): boolean {
  return second?.level === level && SECOND_SCALE.some((band) => word.includes(band.word));
}

/** Rows, group lines and total agree among themselves, so that it is the grade that must be wrong or misread. */
function sumsAgree(form: CheckedForm): boolean {
  const lines = groupLines(form);
  const total = form.record.total.score?.value ?? null;
  if (lines === null || total === null || form.inferences.size > 0) return false;
  const rows = sumOfTotal(form, "score");
  const groups = form.sheet.groups.every(({ line, rows: below }) => {
    const score = line.score?.value ?? null;
    return below.length === 0 || (score !== null && sumOf(below, "score").value.eq(decimalOf(score)));
  });
  return groups && !rows.byGroups && rows.sum.lacking.length === 0 && rows.sum.value.eq(decimalOf(total));
}
