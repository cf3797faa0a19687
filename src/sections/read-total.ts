import type { Cell, Row } from "../model/layout.ts";
import type { ColumnTerm } from "../model/form-profile.ts";
import { gradeLevelOf } from "../values/grade.ts";
import { parseNumber } from "../values/number.ts";
import { filledCells, isBlank, noteUnrecorded, use, type FormReader } from "./form-reader.ts";
import { readPoints, tidyText } from "./make-reading.ts";
import { readGrade } from "./read-head.ts";
import type { IndicatorTable } from "./read-indicators.ts";
import type { ScoreTable } from "./read-scorecard.ts";

/** Confidence of a total of which only one of two numbers is printed, so that it could be the points or the score. */
const ONE_OF_TWO = 0.6;

/** Columns that have a total; of the last two it is not recorded, no more than the numbers above it. */
const TOTAL_COLUMNS: ReadonlySet<ColumnTerm> = new Set(["weight", "score", "reviewScore", "unfoldedScore"]);

/** Reads the total row (总分, 合计, 综合得分), perhaps with the grade in its last cell; false where it is none. */
export function readTotalRow(
  reader: FormReader,
  table: IndicatorTable | ScoreTable | null,
  row: Row,
): boolean {
  const labelAt = row.cells.findIndex(
    (cell) => !isBlank(cell) && reader.lexicon.find(cell.text, "total") !== null,
  );
  const label = row.cells[labelAt];
  if (label === undefined || reader.draft.total.score !== null) return false;
  const after = row.cells.slice(labelAt + 1);
  const placed = placeByHeader(reader, table, row, label);
  if (placed !== null) {
    use(reader, label, ...placed);
    for (const cell of after) readGradeCell(reader, cell);
    return true;
  }
  const numbers = after.filter((cell) => parseNumber(cell.text) !== null);
  if (numbers.length === 0 && filledCells(row).length > 1) return false;
  if (numbers.length > 2) return false;
  const { total } = reader.draft;
  const [first, second] = numbers;
  const weighted = table === null || table.header.columns.some(({ column }) => column === "weight");
  if (first !== undefined && second !== undefined && !weighted) {
    // Without a column of points the second number is none of theirs, nor is it told which of the two is the score.
    total.score = readPoints({ ...first, confidence: Math.min(first.confidence, ONE_OF_TWO) });
    numbers.pop();
  } else if (first !== undefined && second !== undefined) {
    total.weight = readPoints(first);
    total.score = readPoints(second);
  } else if (first !== undefined) {
    readLoneTotal(reader, table, row, first, weighted);
  }
  use(reader, label, ...numbers, ...after.filter((cell) => isBlank(cell)));
  for (const cell of after) readGradeCell(reader, cell);
  return true;
}

/** Numbers that stand under the header's columns of points and scores, on whichever side of the label. */
function placeByHeader(
  reader: FormReader,
  table: IndicatorTable | ScoreTable | null,
  row: Row,
  label: Cell,
): Cell[] | null {
  if (table === null || row.cells.length !== table.header.width) return null;
  const columnAt = (at: number) => table.header.columns.find((candidate) => candidate.at === at)?.column;
  const numbers = row.cells
    .map((cell, at) => ({ cell, column: columnAt(at) }))
    .filter(({ cell }) => cell !== label && parseNumber(cell.text) !== null);
  if (!numbers.some(({ column }) => column === "weight" || column === "score")) return null;
  if (numbers.some(({ column }) => column === undefined || !TOTAL_COLUMNS.has(column))) return null;
  for (const { cell, column } of numbers) {
    if (column === "weight" || column === "score") reader.draft.total[column] = readPoints(cell);
    else if (column !== undefined) noteUnrecorded(reader, column, cell);
  }
  return numbers.map(({ cell }) => cell);
}

/** One number beside the label is the score where the form has no points column, or where it stands under the scores. */
function readLoneTotal(
  reader: FormReader,
  table: IndicatorTable | ScoreTable | null,
  row: Row,
  cell: Cell,
  weighted: boolean,
): void {
  const { total } = reader.draft;
  if (!weighted) {
    total.score = readPoints(cell);
    return;
  }
  const at = row.cells.indexOf(cell);
  const fits = table !== null && row.cells.length === table.header.width;
  const column = fits ? table.header.columns.findLast((candidate) => candidate.at <= at)?.column : undefined;
  if (column === "weight") total.weight = readPoints(cell);
  else if (column === "score") total.score = readPoints(cell);
  else total.score = readPoints({ ...cell, confidence: Math.min(cell.confidence, ONE_OF_TWO) });
}

/** A grade beside the total: 等级：优秀, or the bare word. */
function readGradeCell(reader: FormReader, cell: Cell): void {
  if (isBlank(cell) || reader.used.has(cell.at)) return;
  const glued = reader.lexicon.prefix(cell.text);
  if (glued !== null && glued.match.term.kind === "field" && glued.match.term.field === "grade") {
    const word = glued.rest.trim();
    if (word !== "" && readGrade(reader, { text: word, at: cell.at, confidence: cell.confidence }))
      use(reader, cell);
  } else if (gradeLevelOf(tidyText(cell.text)) !== null && readGrade(reader, cell)) {
    use(reader, cell);
  }
}

/** Points of a group told in a note, kept to be held against its caption. */
export function noteWeight(reader: FormReader, group: string, weight: string, cell: Pick<Cell, "at">): void {
  const { notedWeights } = reader.scoring;
  if (notedWeights.some((noted) => noted.group === group)) return;
  notedWeights.push({ group, weight, at: cell.at });
}
