import { decimal, decimalOf, type Decimal } from "../../model/decimal.ts";
import type { Reading } from "../../model/reading.ts";
import type { CheckedForm } from "../checked-form.ts";
import {
  finding,
  orNotApplicable,
  type Bilingual,
  type Finding,
  type FindingBase,
  type Rule,
} from "../rule.ts";
import { groupKey, isExecutionName, isMissing, isUnread, wordsOf, type ScoredRow } from "../scored-rows.ts";
import { isSamePlace } from "../same-place.ts";
import { gapsOf, plain, sumOf } from "../sums.ts";
import { namesOf, quote } from "../wording.ts";

const MESSAGES = {
  agrees: (a: { name: string; terms: string; printed: string }): Bilingual => ({
    en: `The points of ${quote(a.name)} add up to the points printed for it: ${a.terms} = ${a.printed}.`,
    zh: `${quote(a.name)}分值：${a.terms} = ${a.printed}，与表内一致。`,
  }),
  differs: (a: { name: string; terms: string; sum: string; printed: string }): Bilingual => ({
    en: `The points of ${quote(a.name)} add up to ${a.sum} (${a.terms}), but ${a.printed} are printed for it.`,
    zh: `${quote(a.name)}分值：各项之和为 ${a.sum}（${a.terms}），而表内标明 ${a.printed} 分。`,
  }),
  note: (a: { name: string; printed: string; noted: string }): Bilingual => ({
    en: `${quote(a.name)} has ${a.printed} points in its caption and ${a.noted} in the note of the form.`,
    zh: `${quote(a.name)}分值：表内标明 ${a.printed} 分，而说明中为 ${a.noted} 分。`,
  }),
  againstNote: (a: { name: string; terms: string; sum: string; noted: string }): Bilingual => ({
    en: `The points of ${quote(a.name)} add up to ${a.sum} (${a.terms}); the note of the form gives it ${a.noted}.`,
    zh: `${quote(a.name)}分值：各项之和为 ${a.sum}（${a.terms}），说明中为 ${a.noted} 分。`,
  }),
  unread: (a: { name: string; raw: string }): Bilingual => ({
    en: `The points “${a.raw}” of ${quote(a.name)} could not be read.`,
    zh: `${quote(a.name)}分值“${a.raw}”无法识别。`,
  }),
  rowless: (a: { name: string; printed: string }): Bilingual => ({
    en: `The ${a.printed} points of ${quote(a.name)} cannot be recalculated: no row was read that belongs to it.`,
    zh: `${quote(a.name)}分值 ${a.printed} 无法复算：未识别到属于该组的行。`,
  }),
  lacking: (a: { name: string; names: string; terms: string; printed: string }): Bilingual => ({
    en: `The ${a.printed} points of ${quote(a.name)} cannot be recalculated: the points of ${a.names} are not printed or could not be read${a.terms === "" ? "" : ` (read: ${a.terms})`}.`,
    zh: `${quote(a.name)}分值 ${a.printed} 无法复算：${a.names}的分值未印出或无法识别${a.terms === "" ? "" : `（已识别：${a.terms}）`}。`,
  }),
  ungrouped: (a: {
    name: string;
    names: string;
    terms: string;
    sum: string;
    printed: string;
  }): Bilingual => ({
    en: `The points of ${quote(a.name)} add up to ${a.sum} (${a.terms}), ${a.printed} are printed for it; which group ${a.names} belong to could not be read.`,
    zh: `${quote(a.name)}分值：各项之和为 ${a.sum}（${a.terms}），表内标明 ${a.printed} 分；${a.names}所属的组未能识别。`,
  }),
};

/** Points printed for a group: on its line, in its caption. */
interface Caption {
  /** JSON Pointer of the group line or the caption. */
  subject: string;
  name: string;
  weight: Reading<number>;
  rows: readonly ScoredRow[];
}

/** Σ points of a group's rows against its caption, its group line, and the note of the form. */
export const groupWeight: Rule = {
  id: "group-weight",
  title: { en: "Group points", zh: "分组分值复算" },
  check(form) {
    if (!form.sheet.rows.some((row) => !isMissing(row.weight))) return "not applicable";
    const captions = [...linesOf(form), ...captionsOf(form)];
    return orNotApplicable([
      ...captions.map((caption) => checkCaption(form, caption)),
      ...checkNotesAlone(form, captions),
    ]);
  },
};

function linesOf({ sheet }: CheckedForm): Caption[] {
  return sheet.groups.flatMap(({ line, rows }) =>
    line.weight === null || isMissing(line.weight) || rows.length === 0
      ? []
      : [{ subject: line.pointer, name: line.name, weight: line.weight, rows }],
  );
}

function captionsOf(form: CheckedForm): Caption[] {
  return form.record.caps.flatMap(({ group, weight }, index) => {
    const name = wordsOf(group);
    // Points that were themselves taken from the caption are nothing to hold it against.
    const rows = rowsNamed(form, name).filter(
      (row) => row.weight === null || !isSamePlace(row.weight.at, weight.at),
    );
    const alone = rows.length === 0 && isExecutionName(name);
    return isMissing(weight) || alone ? [] : [{ subject: `/caps/${index}`, name, weight, rows }];
  });
}

function rowsNamed({ sheet }: CheckedForm, name: string): ScoredRow[] {
  const key = groupKey(name);
  const ofGroup = sheet.rows.filter((row) => row.group === key);
  if (ofGroup.length > 0) return ofGroup;
  if (isExecutionName(name)) {
    return sheet.execution === null || isMissing(sheet.execution.weight) ? [] : [sheet.execution];
  }
  return sheet.rows.filter((row) => row.subgroup === key);
}

function checkCaption(form: CheckedForm, { subject, name, weight, rows }: Caption): Finding {
  const pointer = `${subject}/weight`;
  const sum = sumOf(rows, "weight");
  if (isUnread(weight)) {
    return finding("unverifiable", {
      subject,
      evidence: [pointer],
      message: MESSAGES.unread({ name, raw: weight.raw }),
    });
  }
  const printed = decimalOf(weight.value ?? 0);
  const base: FindingBase = {
    subject,
    evidence: [pointer, ...sum.evidence],
    reported: printed,
  };
  const read = { name, terms: sum.terms, sum: plain(sum.value), printed: plain(printed) };
  if (rows.length === 0) return finding("unverifiable", { ...base, message: MESSAGES.rowless(read) });
  const gaps = gapsOf(sum, printed, null);
  if (gaps.length > 0) {
    const message = MESSAGES.lacking({ ...read, names: namesOf(gaps) });
    return finding("unverifiable", { ...base, cause: "missing-value", message });
  }
  if (!sum.value.eq(printed)) return unequal(form, rows, read, { ...base, recalculated: sum.value });
  const noted = notedPoints(form, name);
  if (noted !== null && !noted.eq(printed)) {
    const message = MESSAGES.note({ name, printed: plain(printed), noted: plain(noted) });
    return finding("differs", {
      ...base,
      recalculated: noted,
      severity: "warning",
      cause: "arithmetic",
      message,
    });
  }
  return finding("agrees", { ...base, recalculated: sum.value, message: MESSAGES.agrees(read) });
}

/** A row whose group could not be read may be what the sum lacks. */
function unequal(
  { sheet }: CheckedForm,
  rows: readonly ScoredRow[],
  read: { name: string; terms: string; sum: string; printed: string },
  base: FindingBase,
): Finding {
  const bySubgroup = rows.every((row) => row.subgroup === groupKey(read.name));
  const ungrouped = sheet.rows.filter((row) => (bySubgroup ? row.subgroup : row.group) === null);
  if (ungrouped.length > 0) {
    const message = MESSAGES.ungrouped({ ...read, names: namesOf(ungrouped) });
    return finding("unverifiable", { ...base, message });
  }
  return finding("differs", {
    ...base,
    severity: "error",
    cause: "arithmetic",
    message: MESSAGES.differs(read),
  });
}

function notedPoints({ scoring }: CheckedForm, name: string): Decimal | null {
  const key = groupKey(name);
  const note = scoring.notedWeights.find(
    ({ group }) => groupKey(group) === key || (isExecutionName(group) && isExecutionName(name)),
  );
  return note === undefined ? null : decimal(note.weight);
}

/** Groups whose points are told in the note alone; their subject is the first row of the group. */
function checkNotesAlone(form: CheckedForm, captions: readonly Caption[]): Finding[] {
  const captioned = new Set(captions.map((caption) => groupKey(caption.name)));
  return form.scoring.notedWeights.flatMap(({ group, weight }) => {
    const rows = captioned.has(groupKey(group)) ? [] : rowsNamed(form, group);
    const [first] = rows;
    const sum = sumOf(rows, "weight");
    const noted = decimal(weight);
    if (first === undefined || gapsOf(sum, noted, null).length > 0) return [];
    const agrees = sum.value.eq(noted);
    const read = { name: group, terms: sum.terms, sum: plain(sum.value), noted: plain(noted) };
    return [
      finding(agrees ? "agrees" : "differs", {
        subject: first.pointer,
        evidence: sum.evidence,
        reported: noted,
        recalculated: sum.value,
        severity: agrees ? "info" : "warning",
        cause: agrees ? null : "arithmetic",
        message: MESSAGES.againstNote(read),
      }),
    ];
  });
}
