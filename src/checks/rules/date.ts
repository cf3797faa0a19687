import type { Reading } from "../../model/reading.ts";
import { parseDate, parseDeadline } from "../../values/date.ts";
import { foldWidth } from "../../values/text.ts";
import type { CheckedForm } from "../checked-form.ts";
import {
  finding,
  orNotApplicable,
  type Bilingual,
  type Finding,
  type FindingBase,
  type Rule,
} from "../rule.ts";
import { isMissing, isUnread } from "../scored-rows.ts";
import { isSamePlace } from "../same-place.ts";
import { quote } from "../wording.ts";

const MESSAGES = {
  filed: (a: { filed: string; year: number }): Bilingual => ({
    en: `The report was filed on ${a.filed}, after the end of ${a.year}.`,
    zh: `填报日期 ${a.filed} 在 ${a.year} 年度结束之后，合理。`,
  }),
  filedEarly: (a: { filed: string; year: number }): Bilingual => ({
    en: `The report was filed on ${a.filed}, before the end of the year it is about (${a.year}).`,
    zh: `填报日期 ${a.filed} 早于所评价年度（${a.year} 年）结束。`,
  }),
  filedBeforeStart: (a: { filed: string; start: string }): Bilingual => ({
    en: `The report was filed on ${a.filed}, before the project began (${a.start}).`,
    zh: `填报日期 ${a.filed} 早于项目期开始日期 ${a.start}。`,
  }),
  yearless: (a: { filed: string }): Bilingual => ({
    en: `Whether the filing date ${a.filed} is after the end of the year cannot be told: the year is not printed or could not be read.`,
    zh: `填报日期 ${a.filed} 是否在年度结束之后无法核对：年度未印出或无法识别。`,
  }),
  period: (a: { start: string; end: string }): Bilingual => ({
    en: `The project period begins before it ends: ${a.start} to ${a.end}.`,
    zh: `项目期起止顺序合理：${a.start} 至 ${a.end}。`,
  }),
  reversed: (a: { start: string; end: string }): Bilingual => ({
    en: `The project period ends before it begins: ${a.start} to ${a.end}.`,
    zh: `项目期结束日期早于开始日期：${a.start} 至 ${a.end}。`,
  }),
  unread: (a: { label: Bilingual; raw: string }): Bilingual => ({
    en: `The ${a.label.en} “${a.raw}” could not be read as a date.`,
    zh: `${a.label.zh}“${a.raw}”无法识别为日期。`,
  }),
  title: (a: { title: string; year: number }): Bilingual => ({
    en: `The title ${quote(a.title)} names the year of the form, ${a.year}.`,
    zh: `标题${quote(a.title)}中的年份与表内年度 ${a.year} 一致。`,
  }),
  otherYear: (a: { title: string; years: string; year: number }): Bilingual => ({
    en: `The title ${quote(a.title)} names ${a.years}, but the year of the form is ${a.year}.`,
    zh: `标题${quote(a.title)}中的年份为 ${a.years}，而表内年度为 ${a.year}。`,
  }),
  onTime: (a: { name: string; actual: string; deadline: string }): Bilingual => ({
    en: `${quote(a.name)}: done on ${a.actual}, by the target of ${a.deadline}.`,
    zh: `${quote(a.name)}：实际完成于 ${a.actual}，不晚于目标 ${a.deadline}。`,
  }),
  late: (a: { name: string; actual: string; deadline: string }): Bilingual => ({
    en: `${quote(a.name)}: done on ${a.actual}, after the target of ${a.deadline}.`,
    zh: `${quote(a.name)}：实际完成于 ${a.actual}，晚于目标 ${a.deadline}。`,
  }),
};

const LABELS = {
  filedOn: { en: "filing date", zh: "填报日期" },
  periodStart: { en: "project period (start)", zh: "项目期（起）" },
  periodEnd: { en: "project period (end)", zh: "项目期（止）" },
} satisfies { [field: string]: Bilingual };

/** A year named in a title: 2021年, 2020年度. */
const TITLE_YEAR = /(?<!\d)(20\d\d)(?=\s*年)/gu;

/** Filed after the year, period the right way round, title and year the same, dates kept. ISO dates compare as text. */
export const date: Rule = {
  id: "date",
  title: { en: "Dates", zh: "日期核对" },
  check(form) {
    return orNotApplicable([
      ...checkFiled(form),
      ...checkPeriod(form),
      ...checkTitle(form),
      ...checkDeadlines(form),
    ]);
  },
};

function checkFiled({ record }: CheckedForm): Finding[] {
  const { filedOn, fiscalYear, project } = record;
  const subject = "/filedOn";
  if (filedOn === null || isMissing(filedOn)) return [];
  const filed = filedOn.value;
  if (filed === null) return [unread(subject, LABELS.filedOn, filedOn)];
  const year = fiscalYear?.value ?? null;
  const start = project.periodStart?.value ?? null;
  const evidence = [subject];
  const base: FindingBase = { subject, evidence, reported: filed };
  const fault = { ...base, severity: "warning", cause: "arithmetic" } as const;
  if (start !== null && filed < start) {
    const message = MESSAGES.filedBeforeStart({ filed, start });
    return [finding("differs", { ...fault, evidence: [...evidence, "/project/periodStart"], message })];
  }
  if (year === null) {
    return [
      finding("unverifiable", { ...base, cause: "missing-value", message: MESSAGES.yearless({ filed }) }),
    ];
  }
  const dated = [...evidence, "/fiscalYear"];
  return filed > `${year}-12-31`
    ? [finding("agrees", { ...base, evidence: dated, message: MESSAGES.filed({ filed, year }) })]
    : [finding("differs", { ...fault, evidence: dated, message: MESSAGES.filedEarly({ filed, year }) })];
}

/** Both ends of a period that could not be read may hold the same raw text: it is told once. */
function checkPeriod({ record }: CheckedForm): Finding[] {
  const { periodStart, periodEnd } = record.project;
  const unreadEnds = [
    { subject: "/project/periodStart", label: LABELS.periodStart, reading: periodStart },
    { subject: "/project/periodEnd", label: LABELS.periodEnd, reading: periodEnd },
  ].flatMap(({ subject, label, reading }) =>
    reading !== null && isUnread(reading)
      ? [{ raw: reading.raw, found: unread(subject, label, reading) }]
      : [],
  );
  const [first, second] = unreadEnds;
  if (first !== undefined) {
    return second === undefined || second.raw === first.raw ? [first.found] : [first.found, second.found];
  }
  const [start, end] = [periodStart?.value ?? null, periodEnd?.value ?? null];
  if (start === null || end === null) return [];
  const base: FindingBase = {
    subject: "/project/periodStart",
    evidence: ["/project/periodStart", "/project/periodEnd"],
    reported: start,
  };
  return start <= end
    ? [finding("agrees", { ...base, message: MESSAGES.period({ start, end }) })]
    : [
        finding("differs", {
          ...base,
          severity: "warning",
          cause: "arithmetic",
          message: MESSAGES.reversed({ start, end }),
        }),
      ];
}

function unread(subject: string, label: Bilingual, { raw }: Reading<string>): Finding {
  const message = MESSAGES.unread({ label, raw });
  const cause = /\d/u.test(foldWidth(raw)) ? "likely-misread" : null;
  return finding("unverifiable", { subject, evidence: [subject], reported: raw, cause, message });
}

/** A year that was itself taken from the title says nothing of it. */
function checkTitle({ record }: CheckedForm): Finding[] {
  const [title, year] = [record.title?.value ?? null, record.fiscalYear?.value ?? null];
  if (record.title === null || record.fiscalYear === null || title === null || year === null) return [];
  if (record.fiscalYear.raw === record.title.raw || isSamePlace(record.fiscalYear.at, record.title.at)) {
    return [];
  }
  const years = [...new Set(Array.from(foldWidth(title).matchAll(TITLE_YEAR), ([found]) => found))];
  if (years.length === 0) return [];
  const base: FindingBase = {
    subject: "/fiscalYear",
    evidence: ["/fiscalYear", "/title"],
    reported: String(year),
  };
  return years.includes(String(year))
    ? [finding("agrees", { ...base, message: MESSAGES.title({ title, year }) })]
    : [
        finding("differs", {
          ...base,
          recalculated: years.length === 1 ? (years[0] ?? null) : null,
          severity: "warning",
          cause: "arithmetic",
          message: MESSAGES.otherYear({ title, years: years.join("、"), year }),
        }),
      ];
}

function checkDeadlines({ record, sheet }: CheckedForm): Finding[] {
  return record.indicators.flatMap((indicator, index) => {
    const deadline = parseDeadline(indicator.target?.value?.text ?? "");
    const actual = deadline === null ? null : parseDate(indicator.actual?.value?.text ?? "");
    if (deadline === null || actual === null) return [];
    const name = sheet.indicators[index]?.name ?? "";
    const pointer = `/indicators/${index}`;
    const base: FindingBase = {
      subject: `${pointer}/actual`,
      evidence: [`${pointer}/target`, `${pointer}/actual`],
      reported: actual,
      recalculated: deadline,
    };
    return actual <= deadline
      ? [finding("agrees", { ...base, message: MESSAGES.onTime({ name, actual, deadline }) })]
      : [
          finding("differs", {
            ...base,
            severity: "warning",
            cause: "unmet-target",
            message: MESSAGES.late({ name, actual, deadline }),
          }),
        ];
  });
}
