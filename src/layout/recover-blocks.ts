import type { Block, PositionedPage, TableCell, Word } from "../model/layout.ts";
import { boxAround, medianOf, roundBox } from "./box.ts";
import { dropRunningText } from "./drop-running-text.ts";
import { fillCells } from "./fill-cells.ts";
import { findTables } from "./find-tables.ts";
import { gatherParagraphs, type Paragraph } from "./gather-paragraphs.ts";
import { boxOfGrid, type Grid } from "./grid.ts";
import { confidenceOf, textOfWords } from "./lines-of-words.ts";

/** How far lines may miss one another, as a share of the type size of the page and in points. */
const TOLERANCE = { share: 0.3, least: 1.5, most: 4 };

/** The type size of a page without text. */
const USUAL_SIZE = 10;

/** What stands on a page, in reading order. */
type Part = { grid: Grid } | { paragraph: Paragraph; page: number };

/** Puts positioned pages into tables and running text, in reading order. */
export function recoverBlocks(pages: readonly PositionedPage[]): Block[] {
  const found = pages.map((page) => {
    const grids = findTables(page.rulings, toleranceOf(page)).map((grid) => ({ ...grid, page: page.number }));
    const loose = fillCells(grids, page.words);
    const kept = grids.filter(isTable);
    const given = grids
      .filter((grid) => !isTable(grid))
      .flatMap(({ cells }) => cells.flatMap(({ words }) => words));
    return { page, grids: kept, loose: [...loose, ...given] };
  });
  const texts = dropRunningText(found.map(({ page, loose }) => ({ height: page.height, words: loose })));
  const parts = found.flatMap(({ page, grids }, index) =>
    inReadingOrder(grids, texts[index] ?? [], page.number),
  );
  return parts.map((part) =>
    "grid" in part ? blockOfGrid(part.grid) : blockOfParagraph(part.paragraph, part.page),
  );
}

function toleranceOf({ words }: PositionedPage): number {
  const size = words.length === 0 ? USUAL_SIZE : medianOf(words.map((word) => word.size));
  return Math.min(TOLERANCE.most, Math.max(TOLERANCE.least, size * TOLERANCE.share));
}

/** The lines of a chart make a grid as well, but there is no text in it. */
function isTable({ cells }: Grid): boolean {
  const filled = cells.filter(({ words }) => words.length > 0).length;
  return filled >= 2 && filled * 10 >= cells.length;
}

function inReadingOrder(grids: readonly Grid[], words: readonly Word[], page: number): Part[] {
  const parts: Part[] = [];
  const [, , rightEdge] = boxAround([...words.map(({ box }) => box), ...grids.map(boxOfGrid)]);
  let rest = [...words];
  for (const grid of grids) {
    const [, top] = boxOfGrid(grid);
    const above = rest.filter(({ box }) => (box[1] + box[3]) / 2 < top);
    rest = rest.filter(({ box }) => (box[1] + box[3]) / 2 >= top);
    parts.push(...gatherParagraphs(above, rightEdge).map((paragraph) => ({ paragraph, page })), { grid });
  }
  return [...parts, ...gatherParagraphs(rest, rightEdge).map((paragraph) => ({ paragraph, page }))];
}

function blockOfParagraph({ text, lines }: Paragraph, page: number): Block {
  const words = lines.flatMap((line) => line.words);
  const bbox = roundBox(boxAround(words.map(({ box }) => box)));
  return { kind: "paragraph", text, at: { page, bbox }, confidence: confidenceOf(words) };
}

function blockOfGrid({ page, xs, ys, cells }: Grid): Block {
  return {
    kind: "table",
    page,
    rows: ys.length - 1,
    columns: xs.length - 1,
    cells: cells.map(({ row, column, rowSpan, columnSpan, box, words }): TableCell => ({
      row,
      column,
      rowSpan,
      columnSpan,
      text: textOfWords(words),
      at: { page, bbox: roundBox(box) },
      confidence: confidenceOf(words),
    })),
  };
}
