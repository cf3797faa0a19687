import type { Cell } from "../model/layout.ts";
import type { LabelMatch } from "../model/lexicon.ts";
import type { MoneyUnit } from "../model/money.ts";
import type { Reading } from "../model/reading.ts";
import type { FundMeasure, FundSource } from "../model/record.ts";
import { parseAmount, yuanOf } from "../values/money.ts";
import { nilKind } from "../values/text.ts";
import type { FormReader } from "./form-reader.ts";
import { makeReading, readLabel } from "./make-reading.ts";

/** What a printed label says an amount measures. */
export interface NamedMeasure {
  measure: FundMeasure;
  label: Cell;
  match: LabelMatch | null;
}

/** What a printed label says an amount comes from; null where no vocabulary knows the label. */
export interface NamedSource {
  source: FundSource | null;
  label: Cell;
  match: LabelMatch | null;
}

/** Confidence of an amount that is printed but is no number. */
const NOT_A_NUMBER = 0.5;
/** Confidence of a unit that the form's profile knows but this form does not print. */
const USUAL_UNIT = 0.8;

/** Adds the line of one printed amount; blanks and dashes are no amounts. */
export function addFundLine(
  reader: FormReader,
  tableUnit: Reading<MoneyUnit> | null,
  measure: NamedMeasure,
  source: NamedSource,
  cell: Cell,
): void {
  if (nilKind(cell.text) !== null) return;
  const parsed = parseAmount(cell.text);
  const amount = makeReading(
    parsed === null ? { ...cell, confidence: Math.min(cell.confidence, NOT_A_NUMBER) } : cell,
    parsed?.amount ?? null,
  );
  const unit = unitOfLine(reader, tableUnit, measure, cell, parsed?.unit ?? null);
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
  tableUnit: Reading<MoneyUnit> | null,
  { match, label }: NamedMeasure,
  cell: Cell,
  inCell: MoneyUnit | null,
): Reading<MoneyUnit> {
  if (inCell !== null) return makeReading(cell, inCell);
  if (match !== null && match.unit !== null) return makeReading(label, match.unit);
  const printed = tableUnit ?? reader.moneyUnit;
  if (printed !== null) return { ...printed };
  const usual = reader.profile.funds.unit ?? null;
  const source = { text: "", at: cell.at, confidence: usual === null ? NOT_A_NUMBER : USUAL_UNIT };
  return makeReading(source, usual, usual === null ? "read" : "inferred");
}
