import { TABLE_DEFINITION, type Property } from "./properties.ts";

/** A cell of a table's row: its sides in twentieths of a point, and whether it belongs to another. */
export interface RowCell {
  left: number;
  right: number;
  /** It goes on from the cell before it. */
  mergedAcross: boolean;
  /** It goes on from the cell above it. */
  mergedDown: boolean;
}

const VERTICAL_MERGE = 0xd6_2b;
/** Bits of a cell's description. */
const FIRST_ACROSS = 0x00_01;
const NEXT_ACROSS = 0x00_02;
const DOWN = 0x00_20;
const FIRST_DOWN = 0x00_40;
const CELL_BYTES = 20;

/** The cells that the mark at the end of a row describes; null where it does not. */
export function cellsOfRow(properties: readonly Property[]): RowCell[] | null {
  const definition = properties.findLast(({ code }) => code === TABLE_DEFINITION)?.operand;
  const count = definition?.[2] ?? 0;
  const sides = 3 + (count + 1) * 2;
  if (definition === undefined || count === 0 || definition.length < sides) return null;
  const cells: RowCell[] = [];
  for (let index = 0; index < count; index += 1) {
    const described = sides + index * CELL_BYTES;
    const bits = described + 2 <= definition.length ? definition.readUInt16LE(described) : 0;
    cells.push({
      left: definition.readInt16LE(3 + index * 2),
      right: definition.readInt16LE(5 + index * 2),
      mergedAcross: (bits & NEXT_ACROSS) !== 0 && (bits & FIRST_ACROSS) === 0 && index > 0,
      mergedDown: (bits & DOWN) !== 0 && (bits & FIRST_DOWN) === 0,
    });
  }
  for (const { code, operand } of properties) {
    const cell = cells[operand[1] ?? -1];
    if (code === VERTICAL_MERGE && operand.length >= 3 && cell !== undefined)
      cell.mergedDown = operand[2] === 1;
  }
  return cells;
}
