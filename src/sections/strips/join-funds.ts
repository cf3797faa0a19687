import type { Cell, Row } from "../../model/layout.ts";
import { labelKey } from "../../values/text.ts";
import { parseAmount } from "../../values/money.ts";
import { filledCells, use, type FormReader } from "../form-reader.ts";
import { alignFragments, pieceCost } from "./align-fragments.ts";
import { moved, rejoined, tableRow } from "./build-row.ts";

type CanonicalRow = FormReader["profile"]["funds"]["rows"][number];

/**
 * Fund rows whose labels and amounts stand in different strips, put on the rows that the form's profile says it always
 * has. Where there are not exactly as many amounts as rows, nothing is placed.
 */
export function joinFunds(reader: FormReader, zones: Row[][]): Row[] {
  const [left = [], ...others] = zones;
  const amounts = others
    .flatMap((rows) => rows.flatMap(filledCells))
    .filter((cell) => parseAmount(cell.text) !== null);
  const pieces = others
    .flatMap((rows) => rows.flatMap(filledCells))
    .filter((cell) => !amounts.includes(cell));
  const rows = rowsFor(reader.profile.funds.rows, amounts.length);
  if (rows === null) return zones.flat();
  const tails = alignFragments(pieces, rows, (piece, row) => labelCost(piece, row, "tail"));
  if (!fits(pieces, rows, tails)) return zones.flat();
  const heads = alignFragments(left, rows, (row, canonical) => headCost(reader, row, canonical));
  const caption = filledCells(left[0] ?? null).find(
    (cell) => reader.lexicon.find(cell.text, "caption") !== null,
  );
  const measures = new Map<string, Cell>();
  for (const cell of left.flatMap(filledCells)) {
    const match = reader.lexicon.find(cell.text, "measure");
    if (match !== null) measures.set(match.term.measure, cell);
  }
  return rows.map((canonical, index) => {
    const amount = amounts[index] as Cell;
    const [label = ""] = canonical.labels;
    const parts = [
      left.filter((_, at) => heads[at] === index).flatMap(sourcePieces(reader)),
      pieces.filter((_, at) => tails[at] === index),
    ].flat();
    // The line of a total is named by its measure: what else was put on it is not in the record.
    if (canonical.source !== "total") use(reader, ...parts);
    const measure = measures.get(canonical.measure);
    const named =
      measure === undefined
        ? rejoined([], reader.profile.vocabulary.measures[canonical.measure]?.[0] ?? "", amount.at)
        : moved(measure);
    const source = canonical.source === "total" ? [] : [rejoined(parts, label, amount.at)];
    return tableRow([
      ...(index === 0 && caption !== undefined ? [caption] : []),
      named,
      ...source,
      moved(amount),
    ]);
  });
}

/** The canonical rows that are as many as the amounts: all of them, or all that every printing has. */
function rowsFor(canonical: CanonicalRow[], count: number): CanonicalRow[] | null {
  if (count === 0) return null;
  return [canonical.filter((row) => !row.optional), canonical].find((rows) => rows.length === count) ?? null;
}

/** How badly the ends of labels may fit the rows on average, before the form is taken to have other rows. */
const WORST_FIT = 0.5;

function fits(pieces: Cell[], rows: CanonicalRow[], placed: (number | null)[]): boolean {
  const costs = pieces.map((piece, index) => {
    const row = rows[placed[index] ?? -1];
    return row === undefined ? 1 : labelCost(piece, row, "tail");
  });
  return costs.reduce((sum, cost) => sum + cost, 0) <= WORST_FIT * costs.length;
}

function sourcePieces(reader: FormReader): (row: Row) => Cell[] {
  return (row) =>
    filledCells(row).filter(
      (cell) =>
        reader.lexicon.find(cell.text, "measure") === null &&
        reader.lexicon.find(cell.text, "caption") === null,
    );
}

function labelCost(piece: Cell, row: CanonicalRow, side: "head" | "tail"): number {
  return Math.min(...row.labels.map((label) => pieceCost(labelKey(piece.text), labelKey(label), side)));
}

function headCost(reader: FormReader, row: Row, canonical: CanonicalRow): number {
  const measure = filledCells(row)
    .map((cell) => reader.lexicon.find(cell.text, "measure"))
    .find((match) => match !== null);
  if (measure !== undefined && measure !== null && measure.term.measure !== canonical.measure) return 3;
  const [piece] = sourcePieces(reader)(row);
  if (piece === undefined) return canonical.source === "total" ? 0 : 0.8;
  return labelCost(piece, canonical, "head");
}
