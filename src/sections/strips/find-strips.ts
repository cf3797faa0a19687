import type { Row } from "../../model/layout.ts";
import type { Lexicon, Term } from "../../model/lexicon.ts";
import { isBlankDate, parseDate } from "../../values/date.ts";
import { parseNumber } from "../../values/number.ts";
import { filledCells } from "../form-reader.ts";

/** How far down a form a label stands. Labels that occur in several parts have no rank. */
const HEAD = 1;
const FUNDS = 2;
const INDICATORS = 4;
const SCORES = 6;
const TOTAL = 8;
const PEOPLE = 10;
const FOOT = 11;

/** Numbers that the other strips of a cut form must hold at least, before it is taken for one. */
const LEAST_NUMBERS = 4;

/**
 * The vertical strips of a form that was printed over several pages side by side and recognised one after the other; null
 * where the form is whole.
 *
 * A strip ends where the text goes back from the foot of the form to its head. A form is cut only if its total row has
 * lost its numbers while numbers stand in another strip: text below the foot of a whole form does not make it cut.
 */
export function findStrips(rows: Row[], lexicon: Lexicon): Row[][] | null {
  const strips: Row[][] = [[]];
  let lowest = 0;
  let last = 0;
  for (const row of rows) {
    const rank = rankRow(row, lexicon);
    const back = lowest >= TOTAL && rank > 0 && rank <= SCORES;
    const beyond = last === FOOT && row.gap && rank < PEOPLE;
    if (back || beyond) {
      strips.push([]);
      lowest = 0;
    }
    strips.at(-1)?.push(row);
    lowest = Math.max(lowest, rank);
    if (rank > 0 || row.gap) last = rank;
  }
  if (strips.length < 2) return null;
  const label = strips.findIndex((strip) => strip.some((row) => isEmptyTotal(row, lexicon)));
  if (label < 0) return null;
  const others = strips.filter((_, index) => index !== label);
  const numbers = others
    .flat()
    .flatMap(filledCells)
    .filter((cell) => parseNumber(cell.text) !== null);
  if (numbers.length < LEAST_NUMBERS) return null;
  const left = strips[label] as Row[];
  // A strip with headers of points stands left of one that has only what was reached.
  const middle = others.filter((strip) => headsPoints(strip, lexicon));
  return [left, ...middle, ...others.filter((strip) => !middle.includes(strip))];
}

function rankRow(row: Row, lexicon: Lexicon): number {
  let rank = 0;
  for (const cell of filledCells(row)) {
    if (
      isBlankDate(cell.text) ||
      (row.table === null && parseDate(cell.text) !== null && cell.text.trim().length <= 12)
    )
      return FOOT;
    for (const { term } of lexicon.look(cell.text)) rank = Math.max(rank, rankTerm(term));
    const glued = lexicon.prefix(cell.text);
    if (glued !== null) rank = Math.max(rank, rankTerm(glued.match.term));
  }
  return rank;
}

function rankTerm(term: Term): number {
  switch (term.kind) {
    case "title":
      return HEAD;
    case "field":
      if (term.field === "filedOn") return FOOT;
      if (term.field === "grade" || term.field === "total.score") return TOTAL;
      return term.field.startsWith("project.") || term.field === "fiscalYear" ? HEAD : 0;
    case "measure":
      return FUNDS;
    case "column":
      return term.column === "target" || term.column === "completion"
        ? INDICATORS
        : term.column === "weight"
          ? SCORES
          : 0;
    case "total":
      return TOTAL;
    case "role":
      return FOOT;
    default:
      return 0;
  }
}

function isEmptyTotal(row: Row, lexicon: Lexicon): boolean {
  const filled = filledCells(row);
  return (
    filled.length === 1 &&
    row.table !== null &&
    filled.some((cell) => lexicon.find(cell.text, "total") !== null)
  );
}

function headsPoints(strip: Row[], lexicon: Lexicon): boolean {
  return strip.some((row) =>
    filledCells(row).some((cell) => lexicon.find(cell.text, "column")?.term.column === "weight"),
  );
}
