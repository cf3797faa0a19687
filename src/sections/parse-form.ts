import type { Cell, Layout, Row } from "../model/layout.ts";
import type { FormProfile } from "../model/form-profile.ts";
import type { Lexicon } from "../model/lexicon.ts";
import type { ParsedForm } from "../model/parsed-form.ts";
import type { Context } from "../model/stage.ts";
import { isBlankDate, parseFiscalYear } from "../values/date.ts";
import { gradeLevelOf, parseGradeNote, parsePointsNote } from "../values/grade.ts";
import { parseNumber } from "../values/number.ts";
import { filledCells, isBlank, startDraft, use, type FormReader } from "./form-reader.ts";
import { makeReading, readText, tidyText } from "./make-reading.ts";
import { mendCellRow, partCellRow, widenHeader } from "./mend-cell-row.ts";
import { readFundRow, startFundRows, startFunds, type FundTable } from "./read-funds.ts";
import { readGoalRow, startGoals, type GoalTable } from "./read-goals.ts";
import {
  readIndicatorRow,
  refineIndicatorHeader,
  startIndicators,
  type IndicatorTable,
} from "./read-indicators.ts";
import { readLabelledRow } from "./read-labelled.ts";
import { addNarrativeText, openNarrative, startNarrative, type Narrative } from "./read-narratives.ts";
import { readPersonRow, startPeople, type PeopleTable } from "./read-people.ts";
import { readScoreRow, startScorecard, type ScoreTable } from "./read-scorecard.ts";
import { noteWeight, readTotalRow } from "./read-total.ts";
import { rejoinStrips } from "./strips/rejoin-strips.ts";

/** One form of a document, with the profile that fits it. */
export interface MatchedForm {
  id: string;
  rows: Row[];
  notation: Layout["notation"];
  profile: FormProfile;
  lexicon: Lexicon;
}

type Part = FundTable | GoalTable | IndicatorTable | ScoreTable | PeopleTable | Narrative | null;

/**
 * Reads the parts of one form into a record. Where a part begins and ends is told by its labels, row by row; what finds no
 * place in the record is reported as a warning with its place, never dropped.
 */
export function parseForm(form: MatchedForm, context: Context): ParsedForm {
  const { draft, scoring } = startDraft(form.id, form.profile);
  const reader: FormReader = {
    profile: form.profile,
    lexicon: form.lexicon,
    draft,
    scoring,
    warn: (warning) => context.warn(warning),
    moneyUnit: null,
    unrecorded: new Map(),
    cutEnds: !form.rows.some(
      ({ table, cells }) => table !== null && cells.length > 1 && isBlank(cells.at(-1)),
    ),
    used: new Set(),
  };
  const rows = form.notation === "tabbed" ? [...rejoinStrips(reader, form.rows)] : [...form.rows];
  readTitle(reader, rows);
  let part: Part = null;
  let indicators: IndicatorTable | null = null;
  for (let index = 0; index < rows.length; index += 1) {
    const row = rows[index] as Row;
    if (filledCells(row).every((cell) => reader.used.has(cell.at))) continue;
    const parts = form.notation === "cell-lines" ? partRow(reader, row, part) : [row];
    if (parts.length > 1) {
      rows.splice(index, 1, ...parts);
      index -= 1;
      continue;
    }
    if (part?.kind === "indicators" && part.fresh && refineIndicatorHeader(reader, part, row)) continue;
    const next = rows[index + 1];
    if (form.notation === "cell-lines" && next !== undefined && isCutHeader(reader, row, next)) {
      rows.splice(index, 2, { ...row, cells: [...row.cells, ...next.cells] });
      index -= 1;
      continue;
    }
    const started = startPart(reader, row, indicators);
    if (started !== null) {
      if (form.notation === "cell-lines") widen(started, rowsOfTable(reader, rows, index + 1));
      part = started;
      if (started.kind === "indicators") indicators = started;
      continue;
    }
    readNotes(reader, row);
    const mended =
      form.notation === "cell-lines" && !isTotal(reader, row)
        ? mendCellRow(rows, index, widthOf(part))
        : { row, rows: 1 };
    if (part?.kind === "funds" && readFundRow(reader, part, mended.row)) {
      if (part.header === null) readLabelledRow(reader, row);
      index += mended.rows - 1;
      continue;
    }
    if (readTotalRow(reader, scoredTable(part), row)) {
      readLabelledRow(reader, row);
      part = null;
      continue;
    }
    const narrative = startNarrative(reader, row, rows[index + 1] ?? null);
    if (narrative !== null) {
      part = narrative;
      continue;
    }
    if (readPartRow(reader, part, mended.row)) {
      index += mended.rows - 1;
      continue;
    }
    const funds = startFundRows(reader, row);
    if (funds !== null && readFundRow(reader, funds, row)) {
      part = funds;
      readLabelledRow(reader, row);
      continue;
    }
    const labelled = readLabelledRow(reader, row);
    if (labelled.taken) {
      part = labelled.narrative;
    } else {
      part = continueText(reader, part, row);
    }
  }
  finish(reader);
  reportUnrecorded(reader);
  reportLeftOver(reader, rows);
  return { record: draft, scoring };
}

function startPart(
  reader: FormReader,
  row: Row,
  indicators: IndicatorTable | null,
): Exclude<Part, null> | null {
  if (row.table === null || filledCells(row).length < 2)
    return row.table === null ? null : startGoals(reader, row);
  return (
    startIndicators(reader, row, indicators) ??
    startFunds(reader, row) ??
    startScorecard(reader, row) ??
    startPeople(reader, row) ??
    startGoals(reader, row)
  );
}

function readPartRow(reader: FormReader, part: Part, row: Row): boolean {
  switch (part?.kind) {
    case "funds":
      return readFundRow(reader, part, row);
    case "goals":
      return readGoalRow(reader, part, row);
    case "indicators":
      return !isSum(reader, row) && readIndicatorRow(reader, part, row);
    case "scorecard":
      return !isSum(reader, row) && readScoreRow(reader, part, row);
    case "people":
      return readPersonRow(reader, part, row);
    default:
      return false;
  }
}

/** Rows that a lost blank line ran together: two rows of the table, or its header and the first row below. */
function partRow(reader: FormReader, row: Row, part: Part): Row[] {
  const parts = partCellRow(row, widthOf(part));
  const half = row.cells.length / 2;
  if (parts.length > 1 || row.cells.length < LEAST_HEADER * 2 || row.cells.length % 2 !== 0) return parts;
  const [first, second] = partCellRow(row, half);
  if (first === undefined || second === undefined) return parts;
  return knownColumns(reader, first) >= LEAST_HEADER && knownColumns(reader, second) === 0
    ? [first, second]
    : parts;
}

function knownColumns(reader: FormReader, row: Row): number {
  return filledCells(row).filter((cell) =>
    reader.lexicon.look(cell.text).some(({ term }) => term.kind === "column" || term.kind === "measure"),
  ).length;
}

/** Whether a stray blank line cut a header in two: both rows hold nothing but its labels, and few enough for one. */
function isCutHeader(reader: FormReader, row: Row, next: Row): boolean {
  const cells = row.cells.length + next.cells.length;
  return cells <= WIDEST_HEADER && [row, next].every((piece) => isHeaderPiece(reader, piece));
}

function isHeaderPiece(reader: FormReader, row: Row): boolean {
  const filled = filledCells(row);
  const captions = filled.filter((cell) => reader.lexicon.find(cell.text, "caption") !== null);
  const columns = knownColumns(reader, row);
  return columns > 0 && filled.length <= columns + captions.length;
}

/** Rows up to the next header: those of the table that begins here. */
function rowsOfTable(reader: FormReader, rows: Row[], from: number): Row[] {
  const isHeader = (row: Row) =>
    row.cells.some(({ text }) => reader.lexicon.look(text).some(({ term }) => HEADER_TERMS.has(term.kind)));
  const end = rows.findIndex((row, index) => index >= from && isHeader(row));
  return rows.slice(from, end < 0 ? undefined : end);
}

function widen(part: Exclude<Part, null>, below: Row[]): void {
  switch (part.kind) {
    case "indicators":
    case "scorecard":
      part.header = widenHeader(part.header, below);
      break;
    case "funds":
      if (part.header !== null) part.header = widenHeader(part.header, below);
      break;
    default:
  }
}

function isTotal(reader: FormReader, row: Row): boolean {
  return filledCells(row).some((cell) => reader.lexicon.find(cell.text, "total") !== null);
}

/** A subtotal (小计) or a repeated total: never an item, or it would be counted twice. */
function isSum(reader: FormReader, row: Row): boolean {
  const [first, ...rest] = filledCells(row);
  if (first === undefined || rest.some((cell) => parseNumber(cell.text) === null)) return false;
  return reader.lexicon
    .look(first.text)
    .some(({ term }) => term.kind === "total" || (term.kind === "source" && term.source === "total"));
}

function scoredTable(part: Part): IndicatorTable | ScoreTable | null {
  return part?.kind === "indicators" || part?.kind === "scorecard" ? part : null;
}

function widthOf(part: Part): number | null {
  switch (part?.kind) {
    case "funds":
      return part.header?.width ?? null;
    case "indicators":
    case "scorecard":
    case "people":
      return part.header.width;
    default:
      return null;
  }
}

/** Running text goes on in the narrative section it stands in. */
function continueText(reader: FormReader, part: Part, row: Row): Part {
  const filled = filledCells(row);
  if (filled.every((cell) => reader.lexicon.find(cell.text, "caption") !== null)) {
    use(reader, ...filled);
    return part;
  }
  if (part?.kind === "narrative" && (row.table === null || filled.length === 1)) {
    for (const cell of filled) addNarrativeText(part, cell);
    use(reader, ...filled);
    return part;
  }
  const [only] = filled;
  if (only !== undefined && filled.length === 1) {
    const glued = reader.lexicon.prefix(only.text);
    // A note below the tables: 备注：…, whose label heads a column elsewhere.
    if (glued !== null && glued.match.term.kind === "column" && glued.rest.trim().length > 0) {
      const note = openNarrative(
        reader,
        makeReading({ ...only, text: glued.label }, glued.label.replace(/[：:\s]/gu, "")),
      );
      addNarrativeText(note, { text: glued.rest, at: only.at, confidence: only.confidence });
      use(reader, only);
      return note;
    }
  }
  return part?.kind === "narrative" ? null : part;
}

/** The year of a report on a line of its own: （2021年度）, ( 2019 年度). */
const YEAR_ALONE = /^[（(]?\s*[\d\s]{4,7}\s*年\s*度?\s*[)）]?$/u;

/** The title and the year below it, which are two texts where they share a cell as well. */
function partTitle(cell: Cell): Cell[] {
  const lines = cell.text.split("\n");
  const years = lines.filter((line) => YEAR_ALONE.test(tidyText(line)));
  if (cell.repaired !== undefined || years.length === 0 || years.length === lines.length) return [cell];
  const title = lines.filter((line) => !years.includes(line)).join("\n");
  return [{ ...cell, text: title }, ...years.map((text) => ({ ...cell, text }))];
}

/** The title is the last title line before the form itself begins: a report in prose may stand before its table. */
function readTitle(reader: FormReader, rows: Row[]): void {
  const { draft, lexicon } = reader;
  let title: Cell | null = null;
  for (const row of rows) {
    const [only, second] = filledCells(row);
    if (only === undefined) continue;
    if (second !== undefined) {
      if (
        row.table !== null &&
        row.cells.some((cell) =>
          lexicon.look(cell.text).some(({ term }) => term.kind === "field" || term.kind === "measure"),
        )
      )
        break;
      continue;
    }
    for (const part of partTitle(only)) {
      const text = tidyText(part.repaired ?? part.text);
      if (text.length <= 60 && lexicon.find(text, "title") !== null) {
        title = part;
        use(reader, only);
      } else if (draft.fiscalYear === null && YEAR_ALONE.test(text)) {
        const year = parseFiscalYear(text);
        if (year === null) continue;
        draft.fiscalYear = makeReading(part, year);
        use(reader, only);
      }
    }
  }
  if (title === null) return;
  draft.title = readText(title);
  if (draft.fiscalYear !== null) return;
  const year = parseFiscalYear(/(?:19|20)\d\d\s*年/u.exec(title.text)?.[0] ?? title.text);
  if (year !== null) draft.fiscalYear = makeReading(title, year);
}

/** Notes of the grade scale and of the split of the points, wherever they stand; their text is kept as text. */
function readNotes(reader: FormReader, row: Row): void {
  const [only, second] = filledCells(row);
  if (only === undefined || second !== undefined || !only.text.includes("分")) return;
  const { scoring } = reader;
  const bands = scoring.gradeScale.source === "printed" ? null : parseGradeNote(only.text);
  if (bands !== null) scoring.gradeScale = { bands, source: "printed" };
  for (const { group, weight } of parsePointsNote(only.text)) noteWeight(reader, group, weight, only);
}

function finish(reader: FormReader): void {
  const { draft, scoring } = reader;
  const word = draft.grade?.value;
  if (word === undefined || word === null) return;
  draft.gradeLevel = scoring.gradeScale.bands.find((band) => band.word === word)?.level ?? gradeLevelOf(word);
}

/** Kinds of labels that stand in headers only. */
const HEADER_TERMS: ReadonlySet<string> = new Set(["column", "measure", "goal"]);

/** Known columns of a row that make it a header. */
const LEAST_HEADER = 4;
/** No header of such a form has more cells. */
const WIDEST_HEADER = 12;

const LONGEST_QUOTE = 500;

function reportUnrecorded(reader: FormReader): void {
  for (const [kind, { texts, at }] of reader.unrecorded) {
    const quote = texts.join("；");
    reader.warn({
      code: "unrecorded",
      message: `表内有不入记录的数字（${kind}）：${quote} / numbers that have no place in the record (${kind}): ${quote}`,
      at,
    });
  }
}

function reportLeftOver(reader: FormReader, rows: Row[]): void {
  for (const row of rows) {
    for (const cell of filledCells(row)) {
      if (reader.used.has(cell.at) || isBlankDate(cell.text)) continue;
      const text = tidyText(cell.text);
      const quote = text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
      reader.warn({
        code: "unplaced-text",
        message: `没有找到归属的内容“${quote}”，未入记录 / text without a place in the record: "${quote}"`,
        at: cell.at,
      });
    }
  }
}
