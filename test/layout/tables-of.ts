import { recoverBlocks } from "../../src/layout/recover-blocks.ts";
import type { Block, PositionedPage } from "../../src/model/layout.ts";
import { keepWarnings } from "../formats/context.ts";

type Table = Extract<Block, { kind: "table" }>;

function blocksOf(...pages: PositionedPage[]): Block[] {
  return recoverBlocks(pages, keepWarnings());
}

export function tablesOf(...pages: PositionedPage[]): Table[] {
  return blocksOf(...pages).filter((block) => block.kind === "table");
}

/** A table as rows of texts: a merged cell's text at its first place, "<" to its right and "^" below it. */
export function textsOf({ rows, columns, cells }: Table): string[][] {
  const texts = Array.from({ length: rows }, () => Array.from({ length: columns }, () => "?"));
  for (const { row, column, rowSpan, columnSpan, text } of cells) {
    for (let down = 0; down < rowSpan; down += 1) {
      for (let right = 0; right < columnSpan; right += 1) {
        const line = texts[row + down];
        if (line !== undefined) line[column + right] = right > 0 ? "<" : down > 0 ? "^" : text;
      }
    }
  }
  return texts;
}

export function paragraphsOf(...pages: PositionedPage[]): string[] {
  return blocksOf(...pages).flatMap((block) => (block.kind === "paragraph" ? [block.text] : []));
}
