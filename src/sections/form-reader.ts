import type { FormProfile } from "../model/form-profile.ts";
import type { Cell, Row } from "../model/layout.ts";
import type { LabelMatch, Lexicon } from "../model/lexicon.ts";
import type { DraftRecord, Scoring } from "../model/parsed-form.ts";
import type { MoneyUnit } from "../model/money.ts";
import type { Reading } from "../model/reading.ts";
import type { Place } from "../model/place.ts";
import type { Warning } from "../model/extraction.ts";

/** What the section parsers share while one form is read. */
export interface FormReader {
  profile: FormProfile;
  lexicon: Lexicon;
  draft: DraftRecord;
  scoring: Scoring;
  warn(warning: Warning): void;
  /** The unit of money told in the head of the form (金额单位：元). */
  moneyUnit: Reading<MoneyUnit> | null;
  /** Blank cells at the ends of rows are missing throughout the form. */
  cutEnds: boolean;
  /** What is printed in columns and fields that have no place in the record (复核分, 指标解释), by their kind. */
  unrecorded: Map<string, { texts: string[]; at: Place }>;
  /** Places of the cells that found their place in the record or are known to carry nothing. */
  used: Set<Place>;
}

/** Whether a cell shows anything. */
export function isBlank(cell: Cell | undefined): boolean {
  return cell === undefined || cell.text.trim() === "";
}

/** The cells of a row that show something. */
export function filledCells(row: Row | null): Cell[] {
  return row === null ? [] : row.cells.filter((cell) => !isBlank(cell));
}

/** Marks cells as read, so that they are not reported as left over. */
export function use(reader: FormReader, ...cells: (Cell | undefined)[]): void {
  for (const cell of cells) if (cell !== undefined) reader.used.add(cell.at);
}

/** Marks what a header row says as read: its labels, not values that may have run into the row. */
export function useLabels(reader: FormReader, row: Row): void {
  for (const cell of row.cells) {
    const found = reader.lexicon.look(cell.text);
    if (isBlank(cell) || (found.length > 0 && !isGroupWithPoints(cell, found))) use(reader, cell);
  }
}

/** A group with its points (产出指标(50分)) is what a row begins with: in a header it has run in, and its points are unread. */
function isGroupWithPoints({ text }: Cell, found: readonly LabelMatch[]): boolean {
  return /\p{Nd}/u.test(text) && found.every(({ term }) => term.kind === "level1" || term.kind === "level2");
}

/** Whether a header cell is none that the vocabulary knows but begins and ends with labels of columns: two ran together. */
export function hasGluedLabels(reader: FormReader, row: Row): boolean {
  const isColumn = (text: string) =>
    reader.lexicon.look(text).some(({ term }) => term.kind === "column" || term.kind === "measure");
  return row.cells.some(({ text }) => {
    const label = text.replace(/\s+/gu, "");
    if (label.length < 4 || label.length > 30 || reader.lexicon.look(text).length > 0) return false;
    return Array.from(label.slice(2), (_, index) => index + 2).some(
      (cut) => isColumn(label.slice(0, cut)) && isColumn(label.slice(cut)),
    );
  });
}

/** The columns of a header whose labels the vocabulary does not know. */
export function foreignColumns(reader: FormReader, row: Row): Set<number> {
  const foreign = new Set<number>();
  for (const [at, cell] of row.cells.entries()) {
    if (!isBlank(cell) && reader.lexicon.look(cell.text).length === 0) foreign.add(at);
  }
  return foreign;
}

/** Keeps what has no place in the record, to be told in one warning for each kind. Words without a number say nothing lost. */
export function noteUnrecorded(
  reader: FormReader,
  kind: string,
  { text, at }: Pick<Cell, "text" | "at">,
): void {
  if (!/\d/u.test(text)) return;
  const noted = reader.unrecorded.get(kind);
  if (noted === undefined) reader.unrecorded.set(kind, { texts: [text.trim()], at });
  else noted.texts.push(text.trim());
}

/** Reports a label that no vocabulary knows; what it labels is kept as printed. */
export function warnUnknownLabel(reader: FormReader, cell: Cell): void {
  const text = cell.text.trim();
  reader.warn({
    code: "unknown-label",
    message: `不认识的标签“${text}”，按原样保留 / unknown label "${text}", kept as printed`,
    at: cell.at,
  });
}

/** An empty record and the scoring facts of a profile, to be filled by the section parsers. */
export function startDraft(id: string, profile: FormProfile): { draft: DraftRecord; scoring: Scoring } {
  return {
    draft: {
      id,
      form: profile.id,
      title: null,
      fiscalYear: null,
      filedOn: null,
      project: {
        name: null,
        subproject: null,
        department: null,
        departmentCode: null,
        implementingUnit: null,
        office: null,
        attribute: null,
        periodStart: null,
        periodEnd: null,
      },
      funds: [],
      execution: { rate: null, weight: null, score: null },
      goals: { expected: null, actual: null },
      indicators: [],
      scorecard: [],
      caps: [],
      total: { weight: null, score: null },
      grade: null,
      gradeLevel: null,
      narratives: [],
      people: [],
    },
    scoring: {
      modes: profile.rules,
      gradeScale: { bands: profile.grades, source: profile.id === "general" ? "national" : "profile" },
      indicatorColumns: [],
      scorecardColumns: [],
      notedWeights: [],
      surplus: [],
      circular: [],
      repeatedExecution: [],
    },
  };
}
