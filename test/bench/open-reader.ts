import type { PageReader } from "../../src/model/recognition.ts";
import { loadRecognisers } from "../../src/ocr/load-recognisers.ts";
import { createPageReader } from "../../src/scans/read-page.ts";

/** The reader of scans for `bench:scans`: with all recognisers that are installed, or with one of them. */
export function openReader(engines: string): Promise<PageReader> {
  const all = loadRecognisers();
  const chosen = engines === "both" ? all : all.filter(({ id }) => id.startsWith(engines));
  return Promise.resolve(createPageReader(chosen));
}
