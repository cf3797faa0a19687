import type { Cell, Row } from "../model/layout.ts";
import type { LabelMatch, Term } from "../model/lexicon.ts";
import { filledCells, use, type FormReader } from "./form-reader.ts";
import { readLabel, type Source } from "./make-reading.ts";
import { readField } from "./read-head.ts";
import { addGoal } from "./read-goals.ts";
import { addNarrativeText, openNarrative, type Narrative } from "./read-narratives.ts";
import { addPersonDetail, addRole } from "./read-people.ts";

/** Meanings that a label with a value behind it can have, best first. */
const VALUED: readonly Term["kind"][] = ["field", "role", "person", "goal", "narrative"];

/** What came of a row of labels with their values. */
export interface LabelledRow {
  taken: boolean;
  /** The narrative section that the row ended in, for the lines below it. */
  narrative: Narrative | null;
}

/**
 * Reads a row of labels and values: label and value in neighbouring cells (blank cells of merged columns between them) or
 * both in one cell ("实施单位 某局", "负责人：某"). A label before a label (项目支出名称 | 专项名称 | …) is a caption.
 */
export function readLabelledRow(reader: FormReader, row: Row): LabelledRow {
  const result: LabelledRow = { taken: false, narrative: null };
  const cells = filledCells(row).filter((cell) => !reader.used.has(cell.at));
  for (let index = 0; index < cells.length; index += 1) {
    const cell = cells[index] as Cell;
    const match = valuedLabel(reader, cell);
    if (match === null) {
      if (readGlued(reader, cell, result)) use(reader, cell);
      continue;
    }
    const value = cells[index + 1];
    use(reader, cell);
    result.taken = true;
    if (value === undefined || isLabel(reader, value)) {
      if (match.term.kind === "narrative") result.narrative = openNarrative(reader, headingOf(match, cell));
      if (match.term.kind === "role")
        addRole(reader, match.term.role, cell, { text: "", at: cell.at, confidence: 1 });
      continue;
    }
    if (storeValue(reader, match, cell, value, result)) use(reader, value);
    index += 1;
  }
  return result;
}

function valuedLabel(reader: FormReader, cell: Cell): LabelMatch | null {
  const meanings = reader.lexicon.look(cell.text);
  for (const kind of VALUED) {
    const match = meanings.find(({ term }) => term.kind === kind);
    if (match !== undefined) return match;
  }
  // A form without a fund table prints the rate, whose label heads a column elsewhere, with its value beside it.
  const rate = meanings.find(({ term }) => term.kind === "column" && term.column === "rate");
  return rate === undefined ? null : { ...rate, term: { kind: "field", field: "execution.rate" } };
}

function isLabel(reader: FormReader, cell: Cell): boolean {
  return reader.lexicon.look(cell.text).length > 0 || reader.lexicon.prefix(cell.text) !== null;
}

function readGlued(reader: FormReader, cell: Cell, result: LabelledRow): boolean {
  const glued = reader.lexicon.prefix(cell.text);
  if (glued === null || !VALUED.includes(glued.match.term.kind)) return false;
  // A garbled heading glued to its text is taken or refused with the narratives, where its order is known.
  if (glued.match.repaired && glued.match.term.kind === "narrative") return false;
  const start = cell.text.lastIndexOf(glued.rest);
  const at =
    cell.at.column === undefined || start < 0
      ? cell.at
      : { ...cell.at, column: cell.at.column + Math.max(0, start - leading(cell.text)) };
  const label = { text: glued.label, at: cell.at, confidence: cell.confidence };
  result.taken = true;
  return storeValue(
    reader,
    glued.match,
    label,
    { text: glued.rest, at, confidence: cell.confidence },
    result,
  );
}

function leading(text: string): number {
  return text.length - text.trimStart().length;
}

function storeValue(
  reader: FormReader,
  match: LabelMatch,
  label: Source,
  value: Source,
  result: LabelledRow,
): boolean {
  const { term } = match;
  switch (term.kind) {
    case "field":
      return readField(reader, term.field, value);
    case "role":
      addRole(reader, term.role, label, value);
      return true;
    case "person":
      addPersonDetail(reader, term.person, value);
      return true;
    case "goal":
      addGoal(reader, term.goal, value);
      return true;
    case "narrative":
      result.narrative = openNarrative(reader, headingOf(match, label));
      addNarrativeText(result.narrative, value);
      return true;
    default:
      return false;
  }
}

function headingOf(match: LabelMatch, label: Source): ReturnType<typeof readLabel> {
  const printed = label.text.replace(/\s+/gu, "").replace(/[：:]$/u, "");
  const name = match.repaired && match.term.kind === "narrative" ? match.term.heading : printed;
  return readLabel(label, name, match.repaired);
}
