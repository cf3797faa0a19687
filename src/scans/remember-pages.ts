import type { PositionedPage } from "../model/layout.ts";
import type { PageReader } from "../model/recognition.ts";

/** The reader with a memory of the pages of one document, by their numbers, so that none is recognised twice. */
export function rememberPages(reader: PageReader): PageReader {
  const known = new Map<number, Promise<PositionedPage>>();
  return {
    ...reader,
    async readPage(page, context) {
      const read = known.get(page.number) ?? reader.readPage(page, context);
      known.set(page.number, read);
      const { width, height, words, rulings, recognised } = await read;
      return { ...page, width, height, words, rulings, ...(recognised === undefined ? {} : { recognised }) };
    },
  };
}
