import type { Cell, Row } from "../model/layout.ts";
import type { LabelMatch } from "../model/lexicon.ts";
import type { MoneyUnit } from "../model/money.ts";
import type { Reading } from "../model/reading.ts";
import type { FundMeasure, FundSource } from "../model/record.ts";
import { moneyUnitIn, parseAmount } from "../values/money.ts";
import { parseNumber } from "../values/number.ts";
import { parsePercent } from "../values/percent.ts";
import { nilKind } from "../values/text.ts";
import { alignRow, isMisunderstood, SHIFTED_CONFIDENCE, type Header } from "./align-row.ts";
import {
  filledCells,
  isBlank,
  noteUnrecorded,
  use,
  hasGluedLabels,
  useLabels,
  warnUnknownLabel,
  type FormReader,
} from "./form-reader.ts";
import { addFundLine, type NamedMeasure, type NamedSource } from "./fund-line.ts";
import { makeReading, readPercentage, readPoints, tidyText } from "./make-reading.ts";

type MeasureColumn = NamedMeasure & { kind: "measure" };
type SourceColumn = { kind: "source"; source: FundSource; label: Cell; match: LabelMatch };
type FundColumn =
  | { kind: "label" }
  | MeasureColumn
  | SourceColumn
  | { kind: "weight" | "rate" | "score" | "remark" };

/** The fund table (项目资金) that is being read: its header where it has one, or the measure of a merged first column. */
export interface FundTable {
  kind: "funds";
  header: Header<FundColumn> | null;
  unit: Reading<MoneyUnit> | null;
  /** The measure that a merged first column gives the row. */
  measure: NamedMeasure | null;
  /** Where several measures stand side by side, each over columns of its own: the column each begins at. */
  sideBySide: { measure: NamedMeasure; at: number }[];
  /** The column of the execution rate beside them. */
  rateAt: number | null;
}

/** A fund table whose columns are measures (F1) or sources (F6); null where the row is no such header. */
export function startFunds(reader: FormReader, row: Row): FundTable | null {
  const columns: Header<FundColumn>["columns"] = [];
  let measures = 0;
  let sources = 0;
  for (const [index, cell] of row.cells.entries()) {
    if (isBlank(cell)) continue;
    if (parseNumber(cell.text) !== null) return null;
    const column = fundColumn(reader, cell);
    if (column === null) continue;
    if (column.kind === "measure") measures += 1;
    if (column.kind === "source") sources += 1;
    columns.push({ column, at: index });
  }
  const kinds = new Set(columns.map(({ column }) => column.kind));
  const byMeasure = measures >= 2;
  const bySource = sources >= 3 && (measures >= 1 || kinds.has("rate"));
  if (!byMeasure && !bySource) return null;
  // 年度资金总额 may stand over the labels of the rows; only in a table by sources is it a column.
  const kept = bySource ? columns : columns.filter(({ column }) => column.kind !== "source");
  const first = kept.find(({ column }) => column.kind === "measure" || column.kind === "source");
  if (first !== undefined && first.at > 0) kept.unshift({ column: { kind: "label" }, at: 0 });
  kept.sort((a, b) => a.at - b.at);
  useLabels(reader, row);
  const table: FundTable = {
    kind: "funds",
    header: {
      columns: kept,
      width: row.cells.length,
      cutEnds: reader.cutEnds,
      glued: hasGluedLabels(reader, row),
    },
    unit: unitOfRow(reader, row),
    measure: null,
    sideBySide: [],
    rateAt: null,
  };
  return first?.at === 0 && standApart(kept) ? withoutHeader(table) : table;
}

/** Whether every measure has a column between it and the next, for the labels beside its amounts. */
function standApart(columns: Header<FundColumn>["columns"]): boolean {
  const at = columns.filter(({ column }) => column.kind === "measure").map((column) => column.at);
  return at.every((start, index) => (at[index + 1] ?? Infinity) - start >= 2);
}

/** Measures with no column for row labels before them: their rows name the sources beside each amount. */
function withoutHeader(table: FundTable): FundTable {
  const columns = table.header?.columns ?? [];
  const sideBySide = columns.flatMap(({ column, at }) =>
    column.kind === "measure" ? [{ measure: column, at }] : [],
  );
  const rateAt = columns.find(({ column }) => column.kind === "rate")?.at ?? null;
  return { ...table, header: null, sideBySide, rateAt };
}

function fundColumn(reader: FormReader, cell: Cell): FundColumn | null {
  const { lexicon } = reader;
  const measure = lexicon.find(cell.text, "measure");
  if (measure !== null)
    return { kind: "measure", measure: measure.term.measure, label: cell, match: measure };
  for (const { term } of lexicon.look(cell.text)) {
    if (term.kind === "field" && term.field === "execution.rate") return { kind: "rate" };
    if (term.kind === "column") {
      if (term.column === "rate" || term.column === "weight" || term.column === "score")
        return { kind: term.column };
      if (term.column === "remark" || term.column === "deviation") return { kind: "remark" };
    }
  }
  const source = lexicon.find(cell.text, "source");
  return source === null ? null : { kind: "source", source: source.term.source, label: cell, match: source };
}

function unitOfRow(reader: FormReader, row: Row): Reading<MoneyUnit> | null {
  for (const cell of row.cells) {
    const unit =
      reader.lexicon.look(cell.text).find((match) => match.unit !== null)?.unit ?? moneyUnitIn(cell.text);
    if (unit !== null) return makeReading(cell, unit);
  }
  return null;
}

/** A fund table without a header row, told by a row label that is a measure (预算资金 | 市级预算资金 | 40.00). */
export function startFundRows(reader: FormReader, row: Row): FundTable | null {
  const measure = filledCells(row).some(
    (cell) => reader.lexicon.find(cell.repaired ?? cell.text, "measure") !== null,
  );
  return measure
    ? {
        kind: "funds",
        header: null,
        unit: unitOfRow(reader, row),
        measure: null,
        sideBySide: [],
        rateAt: null,
      }
    : null;
}

/** Reads a row of the fund table; false where it is none. */
export function readFundRow(reader: FormReader, table: FundTable, row: Row): boolean {
  return table.header === null
    ? readLabelledRow(reader, table, row)
    : readColumnRow(reader, table, table.header, row);
}

function readColumnRow(reader: FormReader, table: FundTable, header: Header<FundColumn>, row: Row): boolean {
  if (row.table === null) return false;
  const cells = row.cells.map((cell) => withoutCaption(reader, cell));
  const aligned = alignRow(cells, header, fitFundCell);
  if (isMisunderstood(aligned)) return false;
  const label = [...aligned.cells].find(([column]) => column.kind === "label")?.[1];
  const source = label === undefined || isBlank(label) ? null : reader.lexicon.find(label.text, "source");
  const amounts = [...aligned.cells].filter(([column, cell]) =>
    column.kind === "measure" || column.kind === "source" ? !isBlank(cell) : false,
  );
  const bySource = header.columns.some(({ column }) => column.kind === "source");
  if (source === null && !bySource) {
    const known = label === undefined ? [] : reader.lexicon.look(label.text);
    const isAmount = amounts.some(([, cell]) => parseAmount(cell.text) !== null);
    // A label run together with its neighbour says neither where its amounts come from nor which they are.
    const glued = !aligned.exact && label !== undefined && !isBlank(label);
    if (!isAmount || known.length > 0 || glued) return false;
    if (label !== undefined && !isBlank(label)) warnUnknownLabel(reader, label);
  }
  // A row that lost its label is the total's only where the total is still to come, and never for certain.
  const nameless = !bySource && isBlank(label);
  if (nameless && reader.draft.funds.some((line) => line.source.value === "total")) return false;
  if (bySource && !amounts.some(([, cell]) => parseAmount(cell.text) !== null)) return false;
  for (const [column, cell] of amounts) {
    if (column.kind === "measure") {
      addFundLine(
        reader,
        table.unit,
        column,
        {
          source: source?.term.source ?? (bySource || isBlank(label) ? "total" : null),
          label: label ?? cell,
          match: source,
        },
        nameless ? { ...cell, confidence: Math.min(cell.confidence, SHIFTED_CONFIDENCE) } : cell,
      );
    } else if (column.kind === "source") {
      addFundLine(
        reader,
        table.unit,
        { measure: "annualBudget", label: column.label, match: column.match },
        column,
        cell,
      );
    }
  }
  for (const [column, cell] of aligned.cells)
    if (column.kind === "remark") noteUnrecorded(reader, "remark", cell);
  readExecution(reader, aligned.cells, label, source?.term.source ?? null);
  use(reader, ...row.cells.filter((cell) => !aligned.left.some((left) => left.at === cell.at)));
  return true;
}

/** The first row with points or a rate is the execution row; the 其中 rows that repeat it are checked but never added. */
function readExecution(
  reader: FormReader,
  cells: Map<FundColumn, Cell>,
  label: Cell | undefined,
  source: FundSource | null,
): void {
  const cell = (kind: FundColumn["kind"]) =>
    [...cells].find(([column, { text }]) => column.kind === kind && text.trim() !== "")?.[1];
  const [rate, weight, score] = [cell("rate"), cell("weight"), cell("score")];
  if (rate === undefined && weight === undefined && score === undefined) return;
  const { execution } = reader.draft;
  const first = execution.rate === null && execution.weight === null && execution.score === null;
  if (
    first &&
    (source === "total" ||
      source === null ||
      reader.draft.funds.every((line) => line.source.value === source))
  ) {
    execution.rate = rate === undefined ? null : readPercentage(rate);
    execution.weight = weight === undefined ? null : readPoints(weight);
    execution.score = score === undefined ? null : readPoints(score);
    return;
  }
  for (const repeated of [rate, weight, score]) {
    if (repeated !== undefined) noteUnrecorded(reader, "repeatedExecution", repeated);
  }
  if (rate === undefined || nilKind(rate.text) !== null) return;
  const amountOf = (measure: FundMeasure) => {
    const entry = [...cells].find(([column]) => column.kind === "measure" && column.measure === measure);
    return entry === undefined ? null : (parseAmount(entry[1].text)?.amount ?? null);
  };
  reader.scoring.repeatedExecution.push({
    label: tidyText(label?.text ?? ""),
    budget: amountOf("annualBudget"),
    executed: amountOf("executed"),
    rate: tidyText(rate.text),
    at: rate.at,
  });
}

function fitFundCell(cell: Cell, column: FundColumn): number {
  const nil = nilKind(cell.text) !== null;
  const number = parseAmount(cell.text) !== null;
  switch (column.kind) {
    case "label":
      return number ? -4 : 1;
    case "measure":
    case "source":
      return number ? 3 : nil ? 0 : /\d/u.test(cell.text) ? -1 : -5;
    case "rate":
      return nil ? 0 : /[%％]/u.test(cell.text) ? 4 : parsePercent(cell.text) === null ? -5 : 1;
    case "weight":
    case "score":
      return number ? 1.5 : nil ? 0 : -5;
    case "remark":
      return number ? -0.5 : 0.5;
  }
}

/**
 * Rows that name their measure and source in their own cells, the measure perhaps merged over several rows, or given by
 * the row above for the columns below it.
 */
function readLabelledRow(reader: FormReader, table: FundTable, row: Row): boolean {
  let source: NamedSource | null = null;
  let taken = false;
  let amounts = 0;
  const own: FundTable["sideBySide"] = [];
  const [first] = row.cells;
  if (first !== undefined && !isBlank(first) && reader.lexicon.find(first.text, "caption") === null)
    table.measure = null;
  // A row that begins with an amount has lost its label to the row above.
  const [begin] = filledCells(row);
  const headed = begin !== undefined && parseAmount(begin.text) === null ? table.sideBySide : [];
  for (const [at, original] of row.cells.entries()) {
    const above = headed.find((candidate) => candidate.at === at);
    if (above !== undefined) {
      table.measure = above.measure;
      source = null;
    }
    const cell = withoutCaption(reader, original);
    if (isBlank(cell)) {
      if (!isBlank(original)) use(reader, original);
      continue;
    }
    if (table.rateAt !== null && at >= table.rateAt) {
      if (readRateBeside(reader, cell)) taken = true;
      continue;
    }
    const text = cell.repaired ?? cell.text;
    const measure = reader.lexicon.find(text, "measure");
    const named = reader.lexicon.find(text, "source");
    if (measure !== null) {
      table.measure = { measure: measure.term.measure, label: cell, match: measure };
      own.push({ measure: table.measure, at });
      source = null;
      if (measure.unit !== null) table.unit = makeReading(cell, measure.unit);
    } else if (named !== null && table.measure !== null) {
      source = { source: named.term.source, label: cell, match: named };
    } else if (table.measure === null || (parseAmount(cell.text) === null && nilKind(cell.text) !== "nil")) {
      table.measure = null;
      continue;
    } else if (table.measure.measure === "totalInvestment" && source !== null && source.source !== "total") {
      // The record holds the funds of the year; what a project's whole investment is made of has no place in it.
      continue;
    } else {
      const { label, match } = table.measure;
      addFundLine(reader, table.unit, table.measure, source ?? { source: "total", label, match }, cell);
      amounts += 1;
      if (source === null) table.measure = null;
    }
    use(reader, cell);
    taken = true;
  }
  if (own.length >= 2 && amounts >= 2 && own[0]?.at === 0) table.sideBySide = own;
  return taken;
}

function readRateBeside(reader: FormReader, cell: Cell): boolean {
  if (reader.draft.execution.rate !== null || parsePercent(cell.text) === null) return false;
  reader.draft.execution.rate = readPercentage(cell);
  use(reader, cell);
  return true;
}

/** The vertical caption of the table (项目资金（万元）) stands in the first cell of a row and is no label of it. */
function withoutCaption(reader: FormReader, cell: Cell): Cell {
  return !isBlank(cell) &&
    reader.lexicon.find(cell.text, "caption") !== null &&
    reader.lexicon.find(cell.text, "source") === null
    ? { ...cell, text: "" }
    : cell;
}
