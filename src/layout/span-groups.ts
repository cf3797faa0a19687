import type { Ruling } from "../model/layout.ts";
import { boxAround } from "./box.ts";
import type { BareCell } from "./grid.ts";

/** A label stands in the middle of its group up to this share of the type size. */
const OFF_MIDDLE = 0.4;

/**
 * Labels that stand in the middle of several rows between two rules head all of them: they span those rows. One beside the
 * first row stays there. `ys` are the walls between the rows, `rules` those as wide as the table.
 */
export function spanGroups(
  cells: readonly BareCell[],
  ys: readonly number[],
  rules: readonly Ruling[],
): BareCell[] {
  const first = Math.min(...cells.map(({ row }) => row));
  const last = Math.max(...cells.map(({ row }) => row));
  const starts = [first];
  for (let row = first + 1; row <= last; row += 1) {
    const [above, wall, below] = [ys[row - 1] as number, ys[row] as number, ys[row + 1] as number];
    const isRuled = rules.some(({ at }) => at > (above + wall) / 2 && at < (wall + below) / 2);
    if (isRuled) starts.push(row);
  }
  if (starts.length < 2) return [...cells];
  return starts.reduce<BareCell[]>(
    (kept, start, index) => spanGroup(kept, start, (starts[index + 1] ?? last + 1) - start),
    [...cells],
  );
}

function spanGroup(cells: BareCell[], start: number, rows: number): BareCell[] {
  if (rows < 2) return cells;
  const group = cells.filter(({ row }) => row >= start && row < start + rows);
  const labels = group.filter(({ column }) => column === 0);
  const [label, ...others] = labels.filter(({ words }) => words.length > 0);
  if (label === undefined || others.length > 0 || label.row === start || label.columnSpan > 1) return cells;
  const figures = group.filter(({ column, words }) => column > 0 && words.length > 0);
  const [, top, , bottom] = boxAround(figures.flatMap(({ words }) => words.map(({ box }) => box)));
  const [, from, , to] = boxAround(label.words.map(({ box }) => box));
  const size = Math.max(...label.words.map((word) => word.size));
  if (figures.length === 0 || Math.abs(from + to - top - bottom) > size * OFF_MIDDLE * 2) return cells;
  const spanning = { ...label, row: start, rowSpan: rows };
  return cells.flatMap((cell) =>
    cell === label ? [] : labels[0] === cell ? [spanning] : labels.includes(cell) ? [] : [cell],
  );
}
