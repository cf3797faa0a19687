import type { ColumnTerm } from "../model/form-profile.ts";
import type { Cell, Row } from "../model/layout.ts";
import type { Reading } from "../model/reading.ts";
import { parseNumber } from "../values/number.ts";
import { nilKind } from "../values/text.ts";
import { alignRow, isMisunderstood, type Header } from "./align-row.ts";
import { filledCells, isBlank, use, useLabels, type FormReader } from "./form-reader.ts";
import { addCap, readLevel, UNKNOWN_GROUP } from "./level-carry.ts";
import { readPoints, readText } from "./make-reading.ts";
import { headerColumns, headerOf, noteUnrecordedColumns } from "./read-indicators.ts";

/** The scoring table (评分表) that is being read. */
export interface ScoreTable {
  kind: "scorecard";
  header: Header<ColumnTerm>;
  group: Reading<string> | null;
  subgroup: Reading<string> | null;
}

/** No name of a group is longer. */
const LONGEST_GROUP = 10;

/** The header of a scoring table: points and scores, and no target to hold them against. */
export function startScorecard(reader: FormReader, row: Row): ScoreTable | null {
  const columns = headerColumns(reader, row);
  const has = (column: ColumnTerm) => columns.some((candidate) => candidate.column === column);
  if (!has("score") || has("target") || has("actual") || !(has("name") || has("level2") || has("level1")))
    return null;
  if (columns.length < 3 || filledCells(row).some((cell) => parseNumber(cell.text) !== null)) return null;
  if (!has("name")) {
    const last = columns.findLast(({ column }) => column === "level2" || column === "level1");
    if (last !== undefined) last.column = "name";
  }
  useLabels(reader, row);
  reader.scoring.scorecardColumns = columns.map(({ column }) => column);
  return {
    kind: "scorecard",
    header: headerOf(reader, row, columns),
    group: null,
    subgroup: null,
  };
}

/** Reads a row of the scoring table; false where it is none. */
export function readScoreRow(reader: FormReader, table: ScoreTable, row: Row): boolean {
  if (row.table === null || row.cells.length < 2) return false;
  const aligned = alignRow(row.cells, table.header, (cell, column) => fitScoreCell(reader, cell, column));
  if (isMisunderstood(aligned)) return false;
  noteUnrecordedColumns(reader, aligned.cells);
  const cell = (column: ColumnTerm) => {
    const found = aligned.cells.get(column);
    return found === undefined || isBlank(found) ? null : found;
  };
  const points = [cell("weight"), cell("score")];
  const [level1, level2, name] = [cell("level1"), cell("level2"), cell("name")];
  const numbered = points.some((found) => found !== null && parseNumber(found.text) !== null);
  if (!numbered && (name === null || isLabel(reader, name))) {
    return takeLoneLevels(reader, table, level1, level2, name);
  }
  use(reader, ...row.cells.filter((candidate) => !aligned.left.some((left) => left.at === candidate.at)));
  const isGroup = name === null && (level2 === null || level1 === null || isGroupName(reader, level2));
  readLevels(reader, table, level1, level2, isGroup);
  const printed = (column: ColumnTerm) => {
    const found = aligned.cells.get(column);
    return found === undefined ? null : readPoints(found);
  };
  const remark = aligned.cells.get("remark") ?? aligned.cells.get("deviation");
  reader.draft.scorecard.push({
    kind: isGroup ? "group" : "item",
    group: table.group === null ? null : { ...table.group },
    subgroup: isGroup || table.subgroup === null ? null : { ...table.subgroup },
    name: name === null ? null : readText(name),
    weight: printed("weight"),
    score: printed("score"),
    remark: remark === undefined ? null : readText(remark),
  });
  return true;
}

function isLabel(reader: FormReader, cell: Cell): boolean {
  const { term } = reader.lexicon.look(cell.text)[0] ??
    reader.lexicon.prefix(cell.text)?.match ?? { term: null };
  return term !== null && (term.kind === "field" || term.kind === "goal" || term.kind === "caption");
}

/** A row that holds nothing but the name of a group or subgroup for the rows below it. */
function takeLoneLevels(
  reader: FormReader,
  table: ScoreTable,
  level1: Cell | null,
  level2: Cell | null,
  name: Cell | null,
): boolean {
  if (name !== null || (level1 === null && level2 === null)) return false;
  const known = [level1, level2].some(
    (cell) =>
      cell !== null &&
      reader.lexicon.look(cell.text).some(({ term }) => term.kind === "level1" || term.kind === "level2"),
  );
  if (known)
    readLevels(
      reader,
      table,
      level1,
      level2,
      level1 === null && level2 !== null && isGroupName(reader, level2),
    );
  return known;
}

function readLevels(
  reader: FormReader,
  table: ScoreTable,
  level1: Cell | null,
  level2: Cell | null,
  isGroup: boolean,
): void {
  const group = level1 ?? (isGroup ? level2 : null);
  if (group !== null) {
    const { reading, points } = readLevel(reader, group, ["level1"]);
    table.group = reading;
    table.subgroup = null;
    // Points without a name, or behind one that ran into its neighbour, are nobody's for certain.
    const sure = reading.value !== null && reading.value.length <= LONGEST_GROUP;
    if (points !== null)
      addCap(reader, reading, points, sure ? group : { ...group, confidence: UNKNOWN_GROUP });
  }
  if (level2 !== null && level2 !== group) {
    const { reading, points } = readLevel(reader, level2, ["level2", "level1"]);
    table.subgroup = reading;
    if (points !== null) addCap(reader, reading, points, level2);
  }
}

function isGroupName(reader: FormReader, cell: Cell): boolean {
  return /[：:]\s*$/u.test(cell.text) || reader.lexicon.find(cell.text, "level1") !== null;
}

function fitScoreCell(reader: FormReader, cell: Cell, column: ColumnTerm): number {
  const nil = nilKind(cell.text) !== null;
  const number = parseNumber(cell.text) !== null;
  switch (column) {
    case "weight":
    case "score":
    case "reviewScore":
      return number ? 2.5 : nil ? 0 : -5;
    case "level1":
    case "level2":
      return number ? -6 : reader.lexicon.look(cell.text).some(({ term }) => term.kind === column) ? 3 : 0.4;
    case "name":
      return number ? -4 : /[：:]\s*$/u.test(cell.text) ? -1 : 1;
    default:
      return number ? -1 : 0.5;
  }
}
