import type { ColumnTerm } from "../model/form-profile.ts";
import type { Cell, Row } from "../model/layout.ts";
import type { Term } from "../model/lexicon.ts";
import type { Reading } from "../model/reading.ts";
import type { Indicator } from "../model/record.ts";
import { parseCompletion } from "../values/completion.ts";
import { parseNumber } from "../values/number.ts";
import { parsePercent } from "../values/percent.ts";
import { nilKind } from "../values/text.ts";
import { alignRow, isMisunderstood, type AlignedRow, type Header } from "./align-row.ts";
import {
  filledCells,
  isBlank,
  noteUnrecorded,
  use,
  foreignColumns,
  hasGluedLabels,
  useLabels,
  warnUnknownLabel,
  type FormReader,
} from "./form-reader.ts";
import { addCap, readLevel, rejoinLevel, replaceUnknownLevel, UNKNOWN_GROUP } from "./level-carry.ts";
import { makeReading, readPoints, readQuantity, readText, tidyText } from "./make-reading.ts";

/** The indicator table (绩效指标) that is being read, with the merged level cells that still hold. */
export interface IndicatorTable {
  kind: "indicators";
  header: Header<ColumnTerm>;
  level1: Reading<string> | null;
  level2: Reading<string> | null;
  /** No row has been read below the header yet, which may have a second row. */
  fresh: boolean;
}

/** Confidence of a first level that the second level tells. */
const INFERRED_LEVEL = 0.8;

/** Columns that hold numbers. */
const NUMBERED: ReadonlySet<ColumnTerm> = new Set([
  "target",
  "actual",
  "weight",
  "score",
  "rate",
  "completion",
]);

/** No header cell is longer. */
const LONGEST_HEADER = 24;

/** Numbering before the name of an indicator: 指标1：, 指标L:, 1., ★. */
const NUMBERING =
  /^[★☆*\s]*(?:指标\s*([0-9一二三四五六七八九十lIL]*)\s*[：:.、．]?|([0-9]{1,2})\s*[.、．](?!\d))?\s*/u;

/** The columns of a header row by what they mean, levels and table captions told apart. */
export function headerColumns(reader: FormReader, row: Row): Header<ColumnTerm>["columns"] {
  const columns: Header<ColumnTerm>["columns"] = [];
  for (const [at, cell] of row.cells.entries()) {
    if (isBlank(cell)) continue;
    const match = reader.lexicon.find(cell.text, "column");
    if (match !== null && !columns.some(({ column }) => column === match.term.column))
      columns.push({ column: match.term.column, at });
  }
  return columns;
}

/** Cells of a row up to its last number: what may be missing behind them are words (偏差原因, 备注). */
function leastCells(columns: Header<ColumnTerm>["columns"]): number {
  return Math.max(...columns.filter(({ column }) => NUMBERED.has(column)).map(({ at }) => at + 1), 2);
}

/** The header that a row is, with what is known of its columns. */
export function headerOf(
  reader: FormReader,
  row: Row,
  columns: Header<ColumnTerm>["columns"],
): Header<ColumnTerm> {
  return {
    columns,
    width: row.cells.length,
    cutEnds: reader.cutEnds,
    least: leastCells(columns),
    glued: hasGluedLabels(reader, row),
    foreign: foreignColumns(reader, row),
  };
}

/** The header of an indicator table: a target or an actual value among at least three columns. */
export function startIndicators(
  reader: FormReader,
  row: Row,
  previous: IndicatorTable | null,
): IndicatorTable | null {
  const columns = headerColumns(reader, row);
  const has = (column: ColumnTerm) => columns.some((candidate) => candidate.column === column);
  const measured = has("target") || has("actual");
  // Names may stand in a second header row, below the caption of the table.
  const captioned = row.cells.some(
    (cell) => !isBlank(cell) && reader.lexicon.find(cell.text, "caption") !== null,
  );
  const named =
    has("name") || has("level2") || has("level1") || (captioned && has("target") && has("actual"));
  if (
    !measured ||
    !named ||
    columns.length < 3 ||
    filledCells(row).some((cell) => parseNumber(cell.text) !== null)
  )
    return null;
  // The first column of a table that names only its second and third level holds the first.
  if (!has("level1") && (columns[0]?.at ?? 0) > 0) columns.unshift({ column: "level1", at: 0 });
  if (!has("name")) {
    const last = columns.findLast(({ column }) => column === "level2" || column === "level1");
    if (last !== undefined) last.column = "name";
  }
  for (const cell of row.cells) {
    if (!isBlank(cell) && reader.lexicon.look(cell.text).length === 0) warnUnknownLabel(reader, cell);
  }
  useLabels(reader, row);
  reader.scoring.indicatorColumns = [
    ...new Set([...reader.scoring.indicatorColumns, ...columns.map(({ column }) => column)]),
  ];
  const carried = previous ?? { level1: null, level2: null };
  return {
    kind: "indicators",
    header: headerOf(reader, row, columns),
    level1: carried.level1,
    level2: carried.level2,
    fresh: true,
  };
}

/** A second header row that names parts of the columns above it (预期指标值: 符号 | 值 | 单位); false where it is none. */
export function refineIndicatorHeader(reader: FormReader, table: IndicatorTable, row: Row): boolean {
  const filled = filledCells(row);
  const named = headerColumns(reader, row);
  if (
    named.length < 2 ||
    row.cells.length !== table.header.width ||
    filled.some((cell) => cell.text.length > LONGEST_HEADER)
  )
    return false;
  if (filled.some((cell) => parseNumber(cell.text) !== null)) return false;
  const refined = new Map(table.header.columns.map(({ column, at }) => [column, at]));
  for (const [at, cell] of row.cells.entries()) {
    if (isBlank(cell)) continue;
    const above = table.header.columns.findLast((candidate) => candidate.at <= at);
    // A part without a name of its own (值) is what the column as a whole is called.
    const column = named.find((candidate) => candidate.at === at)?.column ?? above?.column;
    if (column === undefined) continue;
    if (above !== undefined && above.column !== column && refined.get(above.column) === at)
      refined.delete(above.column);
    refined.set(column, at);
  }
  const columns = [...refined].map(([column, at]) => ({ column, at })).sort((a, b) => a.at - b.at);
  table.header = { ...table.header, columns, least: leastCells(columns) };
  reader.scoring.indicatorColumns = table.header.columns.map(({ column }) => column);
  useLabels(reader, row);
  return true;
}

/** Reads a row of the indicator table; false where it is none. */
export function readIndicatorRow(reader: FormReader, table: IndicatorTable, row: Row): boolean {
  if (row.table === null || row.cells.length < 2) return false;
  if (filledCells(row).every((cell) => nilKind(cell.text) !== null)) {
    use(reader, ...row.cells);
    return true;
  }
  const cells = row.cells.map((cell, index) => withoutCaption(reader, cell, index));
  const aligned = alignRow(cells, table.header, (cell, column) => fitIndicatorCell(reader, cell, column));
  const filled = [...aligned.cells].filter(([, cell]) => !isBlank(cell));
  if (filled.length === 0 || isMisunderstood(aligned)) return false;
  table.fresh = false;
  noteUnrecordedColumns(reader, aligned.cells);
  readLevels(reader, table, aligned);
  const indicator = readIndicator(table, aligned.cells);
  use(reader, ...row.cells.filter((cell) => !aligned.left.some((left) => left.at === cell.at)));
  if (indicator !== null) reader.draft.indicators.push(indicator);
  return true;
}

function withoutCaption(reader: FormReader, cell: Cell, index: number): Cell {
  if (index > 1 || isBlank(cell)) return cell;
  const meanings = reader.lexicon.look(cell.text);
  const caption = meanings.some(({ term }) => term.kind === "caption");
  return caption && !meanings.some(({ term }) => term.kind === "level1" || term.kind === "level2")
    ? { ...cell, text: "" }
    : cell;
}

function readLevels(reader: FormReader, table: IndicatorTable, aligned: AlignedRow<ColumnTerm>): void {
  const first = aligned.cells.get("level1");
  const second = aligned.cells.get("level2");
  const before = table.level2;
  const rest = first === undefined ? null : rejoinLevel(reader, table.level1, first, ["level1", "level2"]);
  if (rest !== null && first !== undefined) {
    table.level1 = rest.reading;
    if (rest.points !== null) addCap(reader, rest.reading, rest.points, first);
  } else if (first !== undefined && !isBlank(first)) {
    const { reading, known, points } = readLevel(reader, first, ["level1", "level2"]);
    if (!known) warnUnknownLabel(reader, first);
    if (!continues(reader, table, reading)) table.level2 = null;
    table.level1 = reading;
    if (points !== null)
      addCap(reader, reading, points, known ? first : { ...first, confidence: UNKNOWN_GROUP });
  }
  if (second === undefined || isBlank(second)) return;
  const rejoined = rejoinLevel(reader, table.level2, second, ["level2", "level1"]);
  if (rejoined !== null) {
    table.level2 = rejoined.reading;
    if (rejoined.points !== null) addCap(reader, rejoined.reading, rejoined.points, second);
    return;
  }
  const { reading, known, points } = readLevel(reader, second, ["level2", "level1"]);
  const ordinal = NUMBERING.exec(aligned.cells.get("name")?.text.trim() ?? "")?.[1] ?? "";
  // 指标2 goes on below the second level of 指标1, also where a page break repeats the first level in between.
  if (!known && before !== null && /^[2-9]$/u.test(ordinal)) {
    table.level2 = replaceUnknownLevel(reader, second, before);
    return;
  }
  if (!known) warnUnknownLabel(reader, second);
  table.level2 = reading;
  if (points !== null) addCap(reader, reading, points, second);
  const term = reader.lexicon.find(reading.value ?? "", "level2")?.term ?? null;
  if (term === null || term.level1 === null || mayStandUnder(reader, term, table.level1)) return;
  // Its own first level is not printed, or stands some rows too late; the national form tells which it is.
  const source = { text: "", at: second.at, confidence: Math.min(second.confidence, INFERRED_LEVEL) };
  table.level1 = makeReading(source, term.level1, "inferred");
}

/** Whether a first level that is printed in the middle of its rows is the one that the second level above belongs to. */
function continues(reader: FormReader, { level2 }: IndicatorTable, level1: Reading<string>): boolean {
  if (level2 === null || level2.value === null || level1.value === null) return false;
  const family = reader.lexicon.find(level2.value, "level2")?.term.level1 ?? null;
  return family !== null && reader.lexicon.find(level1.value, "level1")?.term.name === family;
}

function mayStandUnder(
  reader: FormReader,
  { level1, alsoUnder }: Extract<Term, { kind: "level2" }>,
  above: Reading<string> | null,
): boolean {
  if (above === null || above.value === null) return false;
  const name = reader.lexicon.find(above.value, "level1")?.term.name;
  // A category that no vocabulary knows may hold anything.
  return name === undefined || name === level1 || alsoUnder.includes(name);
}

const UNRECORDED: ReadonlySet<ColumnTerm> = new Set(["explanation", "reviewScore", "unfoldedScore", "rate"]);

/** Columns of a row that the record has no place for. */
export function noteUnrecordedColumns(reader: FormReader, cells: Map<ColumnTerm, Cell>): void {
  for (const [column, cell] of cells) if (UNRECORDED.has(column)) noteUnrecorded(reader, column, cell);
}

function readIndicator(table: IndicatorTable, cells: Map<ColumnTerm, Cell>): Indicator | null {
  const printed = (column: ColumnTerm) => cells.get(column) ?? null;
  const name = printed("name");
  const others = [...cells].filter(
    ([column, cell]) =>
      column !== "name" &&
      column !== "level1" &&
      column !== "level2" &&
      !isBlank(cell) &&
      nilKind(cell.text) === null,
  );
  const nameText = name === null ? "" : tidyText(name.repaired ?? name.text).replace(NUMBERING, "");
  if (nilKind(nameText) !== null && others.length === 0) return null;
  const quantity = (column: "target" | "actual") => {
    const cell = printed(column);
    return cell === null
      ? null
      : readQuantity(cell, column === "target" ? quantityColumns(cells) : undefined);
  };
  const points = (column: ColumnTerm) => {
    const cell = printed(column);
    return cell === null ? null : readPoints(cell);
  };
  const completion = printed("completion");
  const deviation = printed("deviation") ?? printed("remark");
  return {
    level1: table.level1 === null ? null : { ...table.level1 },
    level2: table.level2 === null ? null : { ...table.level2 },
    name: name === null ? null : { ...readText(name), value: nameText === "" ? null : nameText },
    target: quantity("target"),
    actual: quantity("actual"),
    weight: points("weight"),
    score: points("score"),
    completion: completion === null ? null : makeReading(completion, parseCompletion(completion.text)),
    deviation: deviation === null ? null : readText(deviation),
  };
}

function quantityColumns(cells: Map<ColumnTerm, Cell>): { comparator?: string; unit?: string } {
  const comparator = tidyText(cells.get("comparator")?.text ?? "");
  const unit = tidyText(cells.get("unit")?.text ?? "");
  return { ...(comparator === "" ? {} : { comparator }), ...(unit === "" ? {} : { unit }) };
}

function fitIndicatorCell(reader: FormReader, cell: Cell, column: ColumnTerm): number {
  const nil = nilKind(cell.text) !== null;
  const number = parseNumber(cell.text) !== null;
  switch (column) {
    case "level1":
    case "level2": {
      if (number || parsePercent(cell.text) !== null) return -6;
      const meanings = reader.lexicon.look(cell.text);
      if (meanings.some(({ term }) => term.kind === column)) return 4;
      if (meanings.some(({ term }) => term.kind === "level1" || term.kind === "level2")) return 1;
      return cell.text.trim().length > 14 ? -3 : -1;
    }
    case "name":
      return number || nil
        ? -4
        : reader.lexicon.look(cell.text).some(({ term }) => term.kind === "level1" || term.kind === "level2")
          ? -1
          : 1.5;
    case "target":
    case "actual":
      return /\d/u.test(cell.text) ? 1 : 0.5;
    case "weight":
    case "score":
    case "reviewScore":
    case "unfoldedScore":
      return number
        ? 2.5
        : nil
          ? /\p{Script=Han}/u.test(cell.text)
            ? -0.5
            : 0
          : /^\s*[\d.,，]+\s*分?\s*$/u.test(cell.text)
            ? 1
            : -5;
    case "rate":
      return parsePercent(cell.text) === null ? -3 : 2;
    case "completion":
      return parseCompletion(cell.text) === null ? -1 : 2;
    case "comparator":
    case "unit":
    case "ordinal":
      return cell.text.trim().length > 8 ? -3 : 0.8;
    case "deviation":
    case "remark":
    case "explanation":
      return number ? -1 : 0.6;
  }
}
