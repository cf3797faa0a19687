import { blocksOfPages } from "../../../src/layout/recover-layout.ts";
import type { Block, PositionedPage, TableCell } from "../../../src/model/layout.ts";
import { DEFAULT_LIMITS } from "../../../src/model/stage.ts";

/** How the tables of pages came out. */
export interface StructureCounts {
  /** Pages with tables, and those on which all tables have the cells of the printed page, merged as there. */
  pages: number;
  same: number;
  /** Cells of the printed pages, and those that are found in their place of the table. */
  cells: number;
  found: number;
}

export const noStructure = (): StructureCounts => ({ pages: 0, same: 0, cells: 0, found: 0 });

export function addStructure(one: StructureCounts, other: StructureCounts): StructureCounts {
  return {
    pages: one.pages + other.pages,
    same: one.same + other.same,
    cells: one.cells + other.cells,
    found: one.found + other.found,
  };
}

/** Holds the tables of a page that was read against those of the page that was printed. */
export function compareStructure(
  printed: PositionedPage,
  read: PositionedPage | null,
): { counts: StructureCounts; fault: string | null } {
  const wanted = tablesOf(printed);
  const got = read === null ? [] : tablesOf(read);
  const cells = wanted.flatMap((table, index) =>
    table.cells.map((cell) => `${String(index)} ${spanOf(cell)}`),
  );
  const others = got.flatMap((table, index) => table.cells.map((cell) => `${String(index)} ${spanOf(cell)}`));
  const known = new Set(others);
  const found = cells.filter((cell) => known.has(cell)).length;
  const same = found === cells.length && others.length === cells.length;
  return {
    counts: {
      pages: cells.length > 0 ? 1 : 0,
      same: cells.length > 0 && same ? 1 : 0,
      cells: cells.length,
      found,
    },
    fault: same ? null : `tables ${sizes(wanted)} found as ${sizes(got)}`,
  };
}

type Table = Extract<Block, { kind: "table" }>;

function tablesOf(page: PositionedPage): Table[] {
  const context = { warn() {}, limits: DEFAULT_LIMITS };
  return blocksOfPages([page], context).filter((block) => block.kind === "table");
}

function spanOf({ row, column, rowSpan, columnSpan }: TableCell): string {
  return [row, column, rowSpan, columnSpan].join(" ");
}

function sizes(tables: readonly Table[]): string {
  return (
    tables
      .map(({ rows, columns, cells }) => `${String(rows)}×${String(columns)} (${String(cells.length)})`)
      .join(", ") || "none"
  );
}
