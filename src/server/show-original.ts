import { readDocument } from "../formats/index.ts";
import { BMP, GIF, JPEG, OFD, PDF, PNG, sniff, TIFF, WEBP } from "../formats/sniff.ts";
import { imagePages } from "../formats/image/read.ts";
import type { Block, Box, TextLine } from "../model/layout.ts";
import type { Context } from "../model/stage.ts";
import { openPageSource } from "../pictures/render-page.ts";

/** The original of a record as it can be shown: pictures of its pages, its lines, its tables, or words in their places. */
export type ShownOriginal =
  | { kind: "pages"; mediaType: string; pages: number }
  | { kind: "text"; mediaType: string; lines: (TextLine & { page: number })[] }
  | { kind: "tables"; mediaType: string; blocks: Block[] }
  | {
      kind: "words";
      mediaType: string;
      pages: { number: number; width: number; height: number; words: { text: string; box: Box }[] }[];
    };

const DRAWN: ReadonlySet<string> = new Set([PDF, OFD]);
const PICTURES: ReadonlySet<string> = new Set([PNG, JPEG, TIFF, BMP, GIF, WEBP]);

/** Tells how an original is shown; `paged` where its pages can be drawn. Throws the Failure of a file that cannot be read. */
export async function showOriginal(
  bytes: Uint8Array,
  context: Context,
): Promise<{ shown: ShownOriginal; paged: boolean }> {
  const mediaType = sniff(bytes);
  if (PICTURES.has(mediaType)) {
    const { pages } = await imagePages(bytes, context);
    return { shown: { kind: "pages", mediaType, pages: pages.length }, paged: true };
  }
  if (DRAWN.has(mediaType)) {
    const source = await openPageSource(bytes, context, []);
    const { pages } = source;
    await source.close();
    return { shown: { kind: "pages", mediaType, pages }, paged: true };
  }
  const { pages } = await readDocument(bytes, context);
  return { shown: withoutPages(mediaType, pages), paged: false };
}

function withoutPages(
  mediaType: string,
  pages: Awaited<ReturnType<typeof readDocument>>["pages"],
): ShownOriginal {
  const positioned = pages.filter((page) => page.kind === "positioned");
  if (positioned.length > 0) {
    const shown = positioned.map(({ number, width, height, words }) => ({
      number,
      width,
      height,
      words: words.map(({ text, box }) => ({ text, box })),
    }));
    return { kind: "words", mediaType, pages: shown };
  }
  const blocks = pages.flatMap((page) => (page.kind === "blocks" ? page.blocks : []));
  if (blocks.length > 0) return { kind: "tables", mediaType, blocks };
  const lines = pages.flatMap((page) =>
    page.kind === "lines" ? page.lines.map((line) => ({ ...line, page: page.number })) : [],
  );
  return { kind: "text", mediaType, lines };
}
