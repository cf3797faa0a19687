import type { Cell, Row } from "../../model/layout.ts";
import type { Place } from "../../model/place.ts";

/** Confidence of everything whose row was found by order, across strips. */
export const STRIP_CONFIDENCE = 0.6;

/** A cell as it was read, but in a row that was put together again. */
export function moved(cell: Cell): Cell {
  return { ...cell, confidence: Math.min(cell.confidence, STRIP_CONFIDENCE) };
}

/** A cell for a label of which the pieces stand in several strips; `repaired` is the whole label. */
export function rejoined(pieces: Cell[], repaired: string, fallback: Place): Cell {
  const [first] = pieces;
  return {
    text: pieces.map((piece) => piece.text.trim()).join("\n"),
    column: 0,
    span: 1,
    // A place of its own: the pieces are done with, the whole is still to be read.
    at: { ...(first?.at ?? fallback) },
    confidence: STRIP_CONFIDENCE,
    repaired,
  };
}

/** An empty cell beside others. */
export function blank(at: Place): Cell {
  return { text: "", column: 0, span: 1, at: { ...at }, confidence: STRIP_CONFIDENCE };
}

/** A row of a table from its cells, in order. */
export function tableRow(cells: Cell[]): Row {
  return {
    table: 0,
    cells: cells.map((cell, column) => ({ ...cell, column })),
    gap: false,
    page: cells[0]?.at.page ?? 1,
  };
}
