import type { Cell, Row } from "../../model/layout.ts";
import { filledCells, type FormReader } from "../form-reader.ts";
import { isBlankDate, parseDate, parsePeriod } from "../../values/date.ts";
import { parseNumber } from "../../values/number.ts";
import { tidyText } from "../make-reading.ts";
import { moved, rejoined, tableRow } from "./build-row.ts";

/** The title: its last piece is a title by itself, the first stands alone at the top of the left strip. */
export function joinTitle(reader: FormReader, heads: Row[][]): { rows: Row[]; rest: Row[][] } {
  const isTitle = (row: Row) =>
    filledCells(row).length === 1 &&
    filledCells(row).some((cell) => reader.lexicon.find(cell.text, "title") !== null);
  const [left = [], ...others] = heads;
  const begin = left[0];
  const owner = others.findIndex((rows) => rows.some(isTitle));
  const end = others[owner]?.find(isTitle);
  const [first] = begin === undefined ? [] : filledCells(begin);
  const [last] = end === undefined ? [] : filledCells(end);
  const cut =
    begin !== undefined &&
    first !== undefined &&
    last !== undefined &&
    begin.table === null &&
    reader.lexicon.look(first.text).length === 0;
  const captions = heads.flat().filter(isCaption);
  const below = (rows: Row[]) => rows.filter((row) => !captions.includes(row));
  if (!cut) return { rows: captions, rest: heads.map(below) };
  const whole = tidyText(first.text) + tidyText(last.text);
  const cell = rejoined([first, last], whole, first.at);
  return {
    rows: [{ table: null, cells: [cell], gap: true, page: begin.page }, ...captions],
    rest: heads.map((rows) => below(rows).filter((row) => row !== begin && row !== end)),
  };
}

/**
 * Brings labels that lost their values together with the values that the next strip holds without a label, in order, a
 * date to a label of dates. What finds no partner is reported as left over.
 */
export function joinLabels(reader: FormReader, zones: Row[][]): Row[] {
  const joined: Row[] = [];
  const values: Cell[][] = zones.map((rows) =>
    rows.flatMap((row) => {
      const [first] = filledCells(row);
      return first !== undefined && !isLabel(reader, first) ? [first] : [];
    }),
  );
  for (const [index, rows] of zones.entries()) {
    const open = rows.flatMap((row) => {
      const last = filledCells(row).at(-1);
      return last !== undefined && row.table !== null && isBareLabel(reader, last) ? [last] : [];
    });
    const candidates = values[index + 1] ?? [];
    const paired = pairInOrder(reader, open, candidates);
    for (const row of rows) {
      const filled = filledCells(row).filter((cell) => index === 0 || !(values[index] ?? []).includes(cell));
      if (filled.length === 0) continue;
      const value = paired.get(filled.at(-1) as Cell);
      joined.push(
        value === undefined
          ? filled.length === row.cells.length
            ? row
            : keep(row, filled)
          : tableRow([...filled, moved(value)]),
      );
    }
    const taken = new Set(paired.values());
    joined.push(...candidates.filter((cell) => !taken.has(cell)).map((cell) => tableRow([cell])));
  }
  return joined;
}

function pairInOrder(reader: FormReader, labels: Cell[], values: Cell[]): Map<Cell, Cell> {
  const pairs = new Map<Cell, Cell>();
  let next = 0;
  for (const value of values) {
    const at = labels.findIndex((label, index) => index >= next && suits(reader, label, value));
    const label = labels[at];
    if (label === undefined) continue;
    pairs.set(label, value);
    next = at + 1;
  }
  return pairs;
}

/** Fields whose values are dates. */
const DATED: ReadonlySet<string> = new Set(["filedOn", "project.period"]);

/** Whether a value is of the kind that its label asks for. */
function suits(reader: FormReader, label: Cell, { text }: Cell): boolean {
  const meanings = reader.lexicon.look(label.text).map(({ term }) => term);
  const dated = parseDate(text) !== null || parsePeriod(text).start !== null || isBlankDate(text);
  if (meanings.some((term) => term.kind === "role")) return !/\d/u.test(text);
  if (meanings.some((term) => term.kind === "field" && DATED.has(term.field)))
    return dated || /^[\d\s年月日至.\-/—]+$/u.test(text);
  if (meanings.some((term) => term.kind === "person" && term.person === "phone")) return /\d{5}/u.test(text);
  return !dated && parseNumber(text) === null;
}

function keep(row: Row, filled: Cell[]): Row {
  return { ...row, cells: filled };
}

/** A caption of the year stands alone and is read as such. */
function isCaption(row: Row): boolean {
  return row.table === null && /^[（(].*[)）]$/u.test(filledCells(row)[0]?.text.trim() ?? "");
}

function isLabel(reader: FormReader, cell: Cell): boolean {
  return reader.lexicon.look(cell.text).length > 0 || reader.lexicon.prefix(cell.text) !== null;
}

function isBareLabel(reader: FormReader, cell: Cell): boolean {
  return reader.lexicon
    .look(cell.text)
    .some(({ term }) => term.kind === "field" || term.kind === "person" || term.kind === "role");
}
