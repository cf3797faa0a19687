import type { Cell, Row } from "../model/layout.ts";
import type { LabelMatch } from "../model/lexicon.ts";
import type { MoneyUnit } from "../model/money.ts";
import type { Reading } from "../model/reading.ts";
import type { FundMeasure, FundSource } from "../model/record.ts";
import { moneyUnitIn, parseAmount, yuanOf } from "../values/money.ts";
import { parseNumber } from "../values/number.ts";
import { parsePercent } from "../values/percent.ts";
import { nilKind } from "../values/text.ts";
import { alignRow, type Header } from "./align-row.ts";
import { filledCells, isBlank, use, warnUnknownLabel, type FormReader } from "./form-reader.ts";
import { makeReading, readLabel, readPercentage, readPoints, tidyText } from "./make-reading.ts";

type MeasureColumn = { kind: "measure"; measure: FundMeasure; label: Cell; match: LabelMatch };
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
  measure: { measure: FundMeasure; label: Cell; match: LabelMatch } | null;
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
  use(reader, ...row.cells);
  return {
    kind: "funds",
    header: { columns: kept, width: row.cells.length },
    unit: unitOfRow(reader, row),
    measure: null,
  };
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
  return measure ? { kind: "funds", header: null, unit: unitOfRow(reader, row), measure: null } : null;
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
  const label = [...aligned.cells].find(([column]) => column.kind === "label")?.[1];
  const source = label === undefined || isBlank(label) ? null : reader.lexicon.find(label.text, "source");
  const amounts = [...aligned.cells].filter(([column, cell]) =>
    column.kind === "measure" || column.kind === "source" ? !isBlank(cell) : false,
  );
  const bySource = header.columns.some(({ column }) => column.kind === "source");
  if (source === null && !bySource) {
    const known = label === undefined ? [] : reader.lexicon.look(label.text);
    const isAmount = amounts.some(([, cell]) => parseAmount(cell.text) !== null);
    if (!isAmount || known.length > 0) return false;
    if (label !== undefined && !isBlank(label)) warnUnknownLabel(reader, label);
  }
  if (bySource && !amounts.some(([, cell]) => parseAmount(cell.text) !== null)) return false;
  for (const [column, cell] of amounts) {
    if (column.kind === "measure") {
      addLine(
        reader,
        table,
        column,
        {
          source: source?.term.source ?? (bySource || isBlank(label) ? "total" : null),
          label: label ?? cell,
          match: source,
        },
        cell,
      );
    } else if (column.kind === "source") {
      addLine(
        reader,
        table,
        { measure: "annualBudget", label: column.label, match: column.match },
        column,
        cell,
      );
    }
  }
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

/** Rows that name their measure and source in their own cells, the measure perhaps merged over several rows. */
function readLabelledRow(reader: FormReader, table: FundTable, row: Row): boolean {
  let source: { source: FundSource; label: Cell; match: LabelMatch } | null = null;
  let taken = false;
  if (!isBlank(row.cells[0]) && reader.lexicon.find(row.cells[0]?.text ?? "", "caption") === null)
    table.measure = null;
  for (const original of row.cells) {
    const cell = withoutCaption(reader, original);
    if (isBlank(cell)) {
      if (!isBlank(original)) use(reader, original);
      continue;
    }
    const text = cell.repaired ?? cell.text;
    const measure = reader.lexicon.find(text, "measure");
    const named = reader.lexicon.find(text, "source");
    if (measure !== null) {
      table.measure = { measure: measure.term.measure, label: cell, match: measure };
      source = null;
      use(reader, cell);
      taken = true;
      if (measure.unit !== null) table.unit = makeReading(cell, measure.unit);
    } else if (named !== null && table.measure !== null) {
      source = { source: named.term.source, label: cell, match: named };
      use(reader, cell);
      taken = true;
    } else if (table.measure !== null && (parseAmount(cell.text) !== null || nilKind(cell.text) === "nil")) {
      // The record holds the funds of the year; what a project's whole investment is made of has no place in it.
      if (table.measure.measure === "totalInvestment" && source !== null && source.source !== "total")
        continue;
      addLine(
        reader,
        table,
        table.measure,
        source ?? { source: "total", label: table.measure.label, match: table.measure.match },
        cell,
      );
      use(reader, cell);
      taken = true;
      if (source === null) table.measure = null;
    } else {
      table.measure = null;
    }
  }
  return taken;
}

function addLine(
  reader: FormReader,
  table: FundTable,
  measure: { measure: FundMeasure; label: Cell; match: LabelMatch | null },
  source: { source: FundSource | null; label: Cell; match: LabelMatch | null },
  cell: Cell,
): void {
  if (nilKind(cell.text) !== null) return;
  const parsed = parseAmount(cell.text);
  const amount = makeReading(
    parsed === null ? { ...cell, confidence: Math.min(cell.confidence, 0.5) } : cell,
    parsed?.amount ?? null,
  );
  const unit = unitOfLine(
    reader,
    table,
    cell,
    parsed?.unit ?? null,
    measure.match?.unit ?? null,
    measure.label,
  );
  reader.draft.funds.push({
    measure: readLabel(
      measure.label,
      measure.measure,
      measure.match?.repaired ?? false,
    ) as Reading<FundMeasure>,
    source:
      source.source === null
        ? makeReading<FundSource>(source.label, null)
        : (readLabel(source.label, source.source, source.match?.repaired ?? false) as Reading<FundSource>),
    amount,
    unit,
    yuan: amount.value === null || unit.value === null ? null : yuanOf(amount.value, unit.value),
  });
}

/** The unit of an amount: printed in the cell, else in the label, else in the caption, else the profile's, marked so. */
function unitOfLine(
  reader: FormReader,
  table: FundTable,
  cell: Cell,
  inCell: MoneyUnit | null,
  inLabel: MoneyUnit | null,
  label: Cell,
): Reading<MoneyUnit> {
  if (inCell !== null) return makeReading(cell, inCell);
  if (inLabel !== null) return makeReading(label, inLabel);
  if (table.unit !== null) return { ...table.unit };
  const usual = reader.profile.funds.unit ?? null;
  return makeReading(
    { text: "", at: cell.at, confidence: usual === null ? 0.5 : 0.8 },
    usual,
    usual === null ? "read" : "inferred",
  );
}

/** The vertical caption of the table (项目资金（万元）) stands in the first cell of a row and is no label of it. */
function withoutCaption(reader: FormReader, cell: Cell): Cell {
  return !isBlank(cell) &&
    reader.lexicon.find(cell.text, "caption") !== null &&
    reader.lexicon.find(cell.text, "source") === null
    ? { ...cell, text: "" }
    : cell;
}
