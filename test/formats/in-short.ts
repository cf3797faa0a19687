import type { Block, Page } from "../../src/model/layout.ts";

/**
 * Pages in short: a paragraph is its text, a table the rows of a grid, in which a place that a merged cell reaches over
 * is `null`.
 */
export function inShort(pages: readonly Page[]): (string | (string | null)[][])[] {
  return pages.flatMap((page) => (page.kind === "blocks" ? page.blocks.map(blockInShort) : []));
}

function blockInShort(block: Block): string | (string | null)[][] {
  if (block.kind === "paragraph") return block.text;
  const grid = Array.from({ length: block.rows }, () =>
    Array.from({ length: block.columns }, (): string | null => null),
  );
  for (const { row, column, text } of block.cells) {
    const line = grid[row];
    if (line !== undefined) line[column] = text;
  }
  return grid;
}
