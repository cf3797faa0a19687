import type { SKRSContext2D } from "@napi-rs/canvas";
import { readDocument } from "../formats/index.ts";
import { RESOURCES } from "../formats/pdf/open-document.ts";
import { blocksOfPages } from "../layout/recover-layout.ts";
import type { Block, Box, Page } from "../model/layout.ts";
import type { Record } from "../model/record.ts";
import type { Context } from "../model/stage.ts";
import { recognisePages } from "../scans/recognise-pages.ts";
import { type Mark, type MarkKind, markReadings } from "./mark-readings.ts";
import { openPageSource } from "./render-page.ts";

/** Red, green and blue of each kind of mark: labels blue, values green, doubtful ones red. */
const COLOURS: { readonly [kind in MarkKind]: string } = {
  label: "30, 90, 220",
  value: "0, 150, 70",
  doubtful: "220, 30, 30",
};
const GRID_COLOUR = "rgba(130, 60, 170, 0.9)";

/** Names are written in a font that comes with pdf.js, so that they look alike wherever they are drawn. */
const NAME_FONT = "fuhe names";
/** Size of the names, in points. */
const NAME_SIZE = 5;

/** Names keep so far from what is printed, and so far from the walls of their box, in points. */
const NAME_GAP = 0.5;
const WALL_GAP = 1.5;

/** What was understood of a document. */
export interface Understood {
  records: readonly Record[];
  /** Whether a text is a label of the forms that the records were read from. */
  isLabel: (text: string) => boolean;
  /** Pages whose text another program recognised were recognised anew. */
  reread?: boolean;
}

/** A document whose pages are drawn with what was understood of them, until it is closed. */
export interface Drawing {
  pages: number;
  /** A page, counted from 1, with the recovered grid, the marks and the names of the values over it, as PNG. */
  draw(page: number): Promise<Buffer>;
  close(): Promise<void>;
}

/**
 * Opens a document to draw what was understood of it. Throws the Failure of a document that cannot be read, and `no-pages`
 * for a format that has no pages.
 */
export async function openDrawing(
  bytes: Uint8Array,
  { records, isLabel, reread = false }: Understood,
  context: Context,
): Promise<Drawing> {
  // Why it cannot be read goes before that it has no pages.
  const found = await readDocument(bytes, context);
  const pages = await recognisePages(found.pages, context, { reread });
  const source = await openPageSource(bytes, context, pages);
  try {
    const blocks = blocksOfPages(pages, context);
    const marks = markReadings(records, blocks, isLabel);
    return {
      pages: source.pages,
      async draw(number) {
        const page = await source.render(number);
        drawGrid(page.context, number, blocks);
        const own = marks.filter((mark) => mark.page === number);
        for (const mark of own) drawMark(page.context, mark);
        await writeNames(page.context, own, wordsOf(pages, number));
        return await page.canvas.encode("png");
      },
      close: () => source.close(),
    };
  } catch (error) {
    await source.close();
    throw error;
  }
}

function wordsOf(pages: readonly Page[], number: number): Box[] {
  const page = pages.find((read) => read.number === number);
  return page?.kind === "positioned" ? page.words.map(({ box }) => box) : [];
}

/** Marks one box on a page. */
export function drawMark(
  context: SKRSContext2D,
  { box, kind, mended }: Omit<Mark, "page" | "pointers">,
): void {
  const [left, top, right, bottom] = box;
  context.fillStyle = `rgba(${COLOURS[kind]}, 0.16)`;
  context.strokeStyle = `rgba(${COLOURS[kind]}, 0.9)`;
  context.lineWidth = 1;
  context.setLineDash(mended ? [3, 2] : []);
  context.fillRect(left, top, right - left, bottom - top);
  // Inside its box, so that the marks of cells side by side can be told apart.
  context.strokeRect(left + 1, top + 1, Math.max(0, right - left - 2), Math.max(0, bottom - top - 2));
  context.setLineDash([]);
}

function drawGrid(context: SKRSContext2D, page: number, blocks: readonly Block[]): void {
  context.strokeStyle = GRID_COLOUR;
  context.lineWidth = 0.75;
  for (const block of blocks) {
    if (block.kind !== "table") continue;
    for (const { at } of block.cells) {
      if (at.page !== page || at.bbox === undefined) continue;
      const [left, top, right, bottom] = at.bbox;
      context.strokeRect(left, top, right - left, bottom - top);
    }
  }
}

async function writeNames(context: SKRSContext2D, marks: readonly Mark[], words: Box[]): Promise<void> {
  const { GlobalFonts } = await import("@napi-rs/canvas");
  if (!GlobalFonts.has(NAME_FONT))
    GlobalFonts.registerFromPath(`${RESOURCES}/standard_fonts/LiberationSans-Regular.ttf`, NAME_FONT);
  context.font = `${String(NAME_SIZE)}px "${NAME_FONT}"`;
  context.textBaseline = "top";
  const taken = [...words];
  for (const { box, kind, pointers } of marks) {
    const near = taken.filter((other) => overlap(other, box));
    const place = placeOfName(pointers, box, near, (name) => context.measureText(name).width);
    if (place === null) continue;
    context.fillStyle = `rgb(${COLOURS[kind]})`;
    context.fillText(place.name, place.box[0], place.box[1]);
    taken.push(place.box);
  }
}

/** The longest name of the values for which there is an empty corner in their box; null where there is room for none. */
function placeOfName(
  pointers: readonly string[],
  [left, top, right, bottom]: Box,
  taken: readonly Box[],
  widthOf: (name: string) => number,
): { name: string; box: Box } | null {
  for (const name of shortNames(pointers)) {
    const width = widthOf(name);
    const first = [left + WALL_GAP, top + WALL_GAP] as const;
    const last = [right - width - WALL_GAP, bottom - NAME_SIZE - WALL_GAP] as const;
    if (last[0] < first[0] || last[1] < first[1]) continue;
    for (const y of [first[1], (first[1] + last[1]) / 2, last[1]]) {
      for (const x of [last[0], first[0]]) {
        const box: Box = [x, y, x + width, y + NAME_SIZE];
        const room: Box = [x - NAME_GAP, y - NAME_GAP, x + width + NAME_GAP, y + NAME_SIZE + NAME_GAP];
        if (!taken.some((other) => overlap(other, room))) return { name, box };
      }
    }
  }
  return null;
}

/** The pointers without their first slash, then shorter and shorter from the front, down to their last parts. */
function shortNames(pointers: readonly string[]): string[] {
  const parts = pointers.map((pointer) => pointer.split("/").slice(1));
  const longest = Math.max(0, ...parts.map(({ length }) => length));
  return Array.from({ length: longest }, (_, index) =>
    parts.map((own) => own.slice(-(longest - index)).join("/")).join(" "),
  );
}

function overlap(one: Box, other: Box): boolean {
  return one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];
}
