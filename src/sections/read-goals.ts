import type { Cell, Row } from "../model/layout.ts";
import { parseNumber } from "../values/number.ts";
import { filledCells, isBlank, use, type FormReader } from "./form-reader.ts";
import { readText, type Source } from "./make-reading.ts";

type Goal = "expected" | "actual";

/** The table of the annual goal (年度总体目标): which column holds the promise and which what came of it. */
export interface GoalTable {
  kind: "goals";
  columns: { goal: Goal; at: number }[];
  width: number;
}

/** A goal header; null where the row is none. Its cells may stand in two rows, so one goal label is enough. */
export function startGoals(reader: FormReader, row: Row): GoalTable | null {
  const columns = goalColumns(reader, row);
  if (columns.length === 0 || (columns.length === 1 && hasText(reader, row))) return null;
  use(reader, ...row.cells.filter((cell) => isBlank(cell) || isLabel(reader, cell)));
  return { kind: "goals", columns, width: row.cells.length };
}

function goalColumns(reader: FormReader, row: Row): GoalTable["columns"] {
  return row.cells.flatMap((cell, at) => {
    const match = isBlank(cell) ? null : reader.lexicon.find(cell.text, "goal");
    return match === null ? [] : [{ goal: match.term.goal, at }];
  });
}

function isLabel(reader: FormReader, cell: Cell): boolean {
  return reader.lexicon.look(cell.text).some(({ term }) => term.kind === "goal" || term.kind === "caption");
}

function hasText(reader: FormReader, row: Row): boolean {
  return filledCells(row).some((cell) => !isLabel(reader, cell));
}

/** Reads a row below a goal header; false where it is none. */
export function readGoalRow(reader: FormReader, table: GoalTable, row: Row): boolean {
  const labels = goalColumns(reader, row);
  for (const label of labels) {
    if (!table.columns.some(({ goal }) => goal === label.goal)) table.columns.push(label);
  }
  table.columns.sort((a, b) => a.at - b.at);
  const filled = row.cells
    .map((cell, at) => ({ cell, at }))
    .filter(({ cell }) => !isBlank(cell) && !isLabel(reader, cell));
  // A number is no goal; how far the goals were reached may stand beside them (总体完成率).
  const texts = filled.filter(({ cell }) => parseNumber(cell.text) === null);
  const numbers = filled.length - texts.length;
  if (labels.length === 0 && texts.length === 0) return false;
  // More cells than goals are a row of another table whose header was lost.
  if (texts.length > Math.max(table.columns.length, 1) || numbers > 1) return false;
  // Rows of the next table begin with labels of their own.
  if (labels.length === 0 && texts.some(({ cell }) => reader.lexicon.look(cell.text).length > 0))
    return false;
  if (row.table === null && texts.length === 1 && table.columns.length > 1 && hasBothGoals(reader))
    return false;
  use(reader, ...row.cells.filter((cell) => isLabel(reader, cell)));
  // Text in as many cells as there are goals is told by order, otherwise by the column it stands in.
  const byOrder = labels.length === 0 && texts.length === table.columns.length;
  for (const [index, { cell, at }] of texts.entries()) {
    const column = byOrder ? table.columns[index] : table.columns.findLast((candidate) => candidate.at <= at);
    addGoal(reader, (column ?? table.columns[0])?.goal ?? "expected", cell);
    use(reader, cell);
  }
  return true;
}

function hasBothGoals(reader: FormReader): boolean {
  return reader.draft.goals.expected !== null && reader.draft.goals.actual !== null;
}

/** Stores the text of a goal; a further piece of it is put below, a repeated one is not. The whole is as sure as its least sure piece. */
export function addGoal(reader: FormReader, goal: Goal, cell: Source): void {
  const { goals } = reader.draft;
  const before = goals[goal];
  const reading = readText(cell);
  if (before === null || before.value === null) goals[goal] = reading;
  else if (reading.value !== null && !before.value.split("\n").includes(reading.value)) {
    before.value = `${before.value}\n${reading.value}`;
    before.raw = `${before.raw}\n${reading.raw}`;
    before.confidence = Math.min(before.confidence, reading.confidence);
    if (reading.origin === "repaired") before.origin = "repaired";
  }
}
