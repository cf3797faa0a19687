import { decimal, type Decimal, decimalOf } from "../../model/decimal.ts";

/** A formula together with what it comes to, exactly. */
export interface Formula {
  text: string;
  value: Decimal;
}

/** A cell that holds a number. */
export interface NumberCell extends Formula {
  column: string;
  row: number;
}

export function numberCell(column: string, row: number, value: Decimal): NumberCell {
  return { column, row, text: `${column}${String(row)}`, value };
}

export function constant(value: string): Formula {
  return { text: value, value: decimal(value) };
}

/** Cells side by side as a range, so that a person reads SUM(H20:H27,H30). */
export function sum(cells: readonly NumberCell[]): Formula {
  const value = cells.reduce((total, cell) => total.plus(cell.value), decimal("0"));
  const [first] = cells;
  if (first === undefined) return constant("0");
  if (cells.length === 1) return { text: first.text, value };
  return { text: `SUM(${rangesOf(cells).join(",")})`, value };
}

function rangesOf(cells: readonly NumberCell[]): string[] {
  const ranges: [NumberCell, NumberCell][] = [];
  for (const cell of cells) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1].column === cell.column && last[1].row + 1 === cell.row) last[1] = cell;
    else ranges.push([cell, cell]);
  }
  return ranges.map(([from, to]) => (from === to ? from.text : `${from.text}:${to.text}`));
}

export function minus(a: Formula, b: Formula): Formula {
  return { text: `${a.text}-${b.text}`, value: a.value.minus(b.value) };
}

export function times(a: Formula, b: Formula): Formula {
  return { text: `${a.text}*${b.text}`, value: a.value.times(b.value) };
}

/** Null where it would divide by zero. */
export function over(a: Formula, b: Formula): Formula | null {
  return b.value.eq("0") ? null : { text: `${a.text}/${b.text}`, value: a.value.div(b.value) };
}

/** MIN(a,1) */
export function atMostOne(a: Formula): Formula {
  return { text: `MIN(${a.text},1)`, value: a.value.gt("1") ? decimal("1") : a.value };
}

/** IF(a>=b, then, otherwise), with what the comparison comes to. */
export function whereReached(
  a: Formula,
  comparison: ">=" | "<=",
  b: Formula,
  then: Formula,
  otherwise: Formula,
): Formula {
  const reached = comparison === ">=" ? a.value.gte(b.value) : a.value.lte(b.value);
  return {
    text: `IF(${a.text}${comparison}${b.text},${then.text},${otherwise.text})`,
    value: reached ? then.value : otherwise.value,
  };
}

/** Computed figures are kept with all their places where those are at most so many, else with `ROUNDED`. */
const LEGIBLE = 6;
const ROUNDED = 4;

/** The formula rounded as the checks round what they recalculate; null where it does not come to `figure`. */
export function comingTo(formula: Formula | null, figure: number): string | null {
  if (formula === null) return null;
  const { text, value } = formula;
  const places = placesOf(value) <= LEGIBLE ? LEGIBLE : ROUNDED;
  return value.round(places).eq(decimalOf(figure)) ? `ROUND(${text},${String(places)})` : null;
}

/** Decimal places of a number. */
export function placesOf(value: Decimal): number {
  return Math.max(0, value.c.length - 1 - value.e);
}
