import type { Block, Cell, Row } from "../model/layout.ts";

/**
 * Rows of cells from tables that are known. Every row has a cell for every column of its table: a merged cell stands at its
 * first place, and blank cells at the others, just as lines with tabs show it.
 */
export function rowsOfBlocks(blocks: Block[]): Row[] {
  const rows: Row[] = [];
  let table = 0;
  for (const block of blocks) {
    if (block.kind === "paragraph") {
      const { text, at, confidence } = block;
      rows.push({
        table: null,
        cells: [{ text, column: 0, span: 1, at, confidence }],
        gap: true,
        page: at.page,
      });
      continue;
    }
    rows.push(...rowsOfTable(block, table));
    table += 1;
  }
  return rows;
}

function rowsOfTable(block: Extract<Block, { kind: "table" }>, table: number): Row[] {
  const grid: (Cell | undefined)[][] = Array.from({ length: block.rows }, () =>
    Array.from({ length: block.columns }),
  );
  for (const {
    row,
    column,
    rowSpan,
    columnSpan,
    text,
    at,
    confidence,
    candidates,
    repaired,
  } of block.cells) {
    for (let down = 0; down < rowSpan; down += 1) {
      for (let right = 0; right < columnSpan; right += 1) {
        const first = down === 0 && right === 0;
        const line = grid[row + down];
        if (line === undefined || column + right >= block.columns) continue;
        line[column + right] = {
          text: first ? text : "",
          column: column + right,
          span: first ? columnSpan : 1,
          at: first ? at : { ...at },
          confidence,
          ...(first && candidates !== undefined ? { candidates } : {}),
          ...(first && repaired !== undefined ? { repaired } : {}),
        };
      }
    }
  }
  return grid
    .map((line, index) => ({ line, index }))
    .filter(({ line }) => line.some((cell) => cell !== undefined && cell.text.trim() !== ""))
    .map(({ line, index }) => ({
      table,
      gap: index === 0,
      page: line.find((cell) => cell !== undefined)?.at.page ?? block.page,
      cells: line.map(
        (cell, column) => cell ?? { text: "", column, span: 1, at: { page: block.page }, confidence: 1 },
      ),
    }));
}
