import type { Extractor } from "../../src/extract.ts";
import { failedDocument as failure } from "../../src/ingest/failed-document.ts";
import type { Document } from "../../src/model/extraction.ts";
import { failedDocument, sampleDocument } from "../store/sample-document.ts";

/**
 * An extractor that does what the file tells it, so that the commands can be tried on any outcome: "total 86" gives a
 * sample record with that total, "fail CODE" fails, "wait 50" takes so many milliseconds, anything else gives the sample
 * record, which adds up.
 */
export function fakeExtractor(more: Partial<Extractor> = {}): Extractor {
  const extractor: Extractor = {
    profileHash: "profiles-1",
    async extractBytes(bytes, source) {
      const content = new TextDecoder().decode(bytes);
      const wait = /^wait (\d+)/u.exec(content)?.[1];
      if (wait !== undefined) await new Promise((resolve) => setTimeout(resolve, Number(wait)));
      return documentOf(content, source);
    },
    extractFile: async (path) => {
      const { readFile } = await import("node:fs/promises");
      try {
        return await extractor.extractBytes(await readFile(path), path);
      } catch (error) {
        return failure(path, { code: "not-readable", message: String(error) });
      }
    },
    close: () => Promise.resolve(),
    ...more,
  };
  return extractor;
}

function documentOf(content: string, source: string): Document {
  const [word, value = ""] = content.trim().split(/\s+/u);
  if (word === "fail") return failedDocument(source, value, content);
  return sampleDocument(source, { content, ...(word === "total" ? { total: Number(value) } : {}) });
}
