import type { Row } from "../model/layout.ts";
import type { Lexicon } from "../model/lexicon.ts";

/**
 * Labels that were misread but that one of the recognisers saw rightly: a cell that is no label of the form as it was read,
 * and one as another candidate has it, takes that label, marked as put together again. Where candidates are different
 * labels nothing is taken. Values never change: only whole cells that are labels are looked at.
 */
export function snapLabels(rows: readonly Row[], lexicon: Lexicon): Row[] {
  return rows.map((row) => ({
    ...row,
    cells: row.cells.map((cell) => {
      const others = cell.candidates?.slice(1) ?? [];
      if (others.length === 0 || cell.repaired !== undefined || lexicon.look(cell.text).length > 0)
        return cell;
      const labels = new Set(
        others.map(({ text }) => text).filter((text) => !/\d/u.test(text) && lexicon.look(text).length > 0),
      );
      const [label] = labels;
      return labels.size === 1 && label !== undefined ? { ...cell, repaired: label } : cell;
    }),
  }));
}
