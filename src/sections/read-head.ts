import type { FieldTerm } from "../model/form-profile.ts";
import { SURE_CONFIDENCE } from "../model/reading.ts";
import type { Project } from "../model/record.ts";
import { parseDate, parseFiscalYear, parsePeriod } from "../values/date.ts";
import { gradeLevelOf } from "../values/grade.ts";
import { moneyUnitIn } from "../values/money.ts";
import { nilKind } from "../values/text.ts";
import { noteUnrecorded, type FormReader } from "./form-reader.ts";
import { makeReading, readPercentage, readPoints, readText, tidyText, type Source } from "./make-reading.ts";

/** A department's code before its name: 219-某局, [155]某局. */
const CODE_AND_NAME = /^[[［(（]?(\d{2,})[\]］)）]?\s*[-－—–]?\s*(\D.*)$/su;
const CODE_ALONE = /^[[［]?\d{2,}[\]］]?$/u;

/** Confidence of a date that is printed but cannot be read. */
const UNREADABLE = 0.3;

/** Stores the value of a field of the head or foot; false where a value stands there already and this one is another. */
export function readField(reader: FormReader, field: FieldTerm, source: Source): boolean {
  const { draft } = reader;
  switch (field) {
    case "fiscalYear": {
      const year = parseFiscalYear(source.text);
      if (draft.fiscalYear !== null || year === null) return false;
      draft.fiscalYear = makeReading(source, year);
      return true;
    }
    case "filedOn":
      if (draft.filedOn !== null) return false;
      draft.filedOn = makeReading(dated(source, parseDate(source.text)), parseDate(source.text));
      return true;
    case "project.period":
      return readPeriod(reader, source);
    case "project.department":
    case "project.departmentCode":
      return readDepartment(reader, source);
    case "project.name":
    case "project.subproject":
    case "project.implementingUnit":
    case "project.office":
    case "project.attribute":
      return readProjectText(reader, field.slice("project.".length) as ProjectText, source);
    case "execution.rate":
      if (draft.execution.rate !== null) return false;
      draft.execution.rate = readPercentage(source);
      return true;
    case "total.score":
      if (draft.total.score !== null) return false;
      draft.total.score = readPoints(source);
      return true;
    case "grade":
      return readGrade(reader, source);
    case "money.unit": {
      const unit = moneyUnitIn(source.text);
      if (unit !== null) reader.moneyUnit = makeReading(source, unit);
      return unit !== null;
    }
    case "unrecorded":
      noteUnrecorded(reader, field, source);
      return true;
  }
}

/** Stores the grade as printed (等级), and its level. */
export function readGrade(reader: FormReader, source: Source): boolean {
  if (reader.draft.grade !== null) return false;
  const grade = readText(source);
  reader.draft.grade = grade;
  const word = tidyText(source.text);
  const band = reader.scoring.gradeScale.bands.find((candidate) => candidate.word === word);
  reader.draft.gradeLevel = band?.level ?? gradeLevelOf(word);
  return true;
}

type ProjectText = Exclude<keyof Project, "periodStart" | "periodEnd" | "department" | "departmentCode">;

function readProjectText(reader: FormReader, key: ProjectText, source: Source): boolean {
  const { project } = reader.draft;
  const reading = readText(source);
  if (project[key] !== null) return project[key].value === reading.value;
  project[key] = reading;
  return true;
}

function readDepartment(reader: FormReader, source: Source): boolean {
  const { project } = reader.draft;
  const text = tidyText(source.text);
  if (CODE_ALONE.test(text)) {
    if (project.departmentCode !== null) return false;
    project.departmentCode = makeReading(source, text.replace(/\D/gu, ""));
    return true;
  }
  if (project.department !== null) return project.department.value === text;
  const parts = CODE_AND_NAME.exec(text);
  if (parts?.[1] !== undefined && project.departmentCode === null) {
    project.departmentCode = makeReading(source, parts[1]);
    project.department = makeReading(source, parts[2] ?? null);
  } else {
    project.department = readText(source);
  }
  return true;
}

function readPeriod(reader: FormReader, source: Source): boolean {
  const { project } = reader.draft;
  if (project.periodStart !== null) return false;
  if (nilKind(source.text) === "blank") return true;
  const { start, end } = parsePeriod(source.text);
  project.periodStart = makeReading(dated(source, start), start);
  // A period of which only one date is printed has no end; that it cannot be read is said at its start.
  if (end !== null) project.periodEnd = makeReading(source, end);
  return true;
}

/** A date that is printed but not understood is in doubt; one left blank (年 月 日) is not. */
function dated(source: Source, value: string | null): Source {
  const doubted = value === null && /\d/u.test(source.text);
  return doubted
    ? { ...source, confidence: Math.min(source.confidence, UNREADABLE, SURE_CONFIDENCE) }
    : source;
}
