import { join } from "node:path";
import { createExtractor } from "../../src/extract.ts";
import type { Store } from "../../src/store/store.ts";
import { failedDocument, sampleDocument, STAMP } from "../store/sample-document.ts";
import { temporaryStore } from "../store/temporary-store.ts";

const FORMS = new URL("../../fixtures/forms/", import.meta.url).pathname;

/** A store with reports of our own making: one that agrees, one that differs, one of two forms, one that failed. */
export async function sampleStore(): Promise<Store> {
  const { store } = await temporaryStore();
  await store.saveDocument(sampleDocument("a.txt"), STAMP);
  await store.saveDocument(sampleDocument("b.txt", { total: 86, year: 2022, unit: "某县水利局" }), STAMP);
  await store.saveDocument(sampleDocument("two, forms.txt", { records: 2 }), STAMP);
  await store.saveDocument({ ...sampleDocument("a.txt"), source: "copy of a.txt" }, STAMP);
  await store.saveDocument(failedDocument("c.bin", "unknown-format"), STAMP);
  await store.saveDocument(failedDocument("away.txt", "not-readable", null), STAMP);
  return store;
}

/** A store of fixtures as they are really read; paths are those below `fixtures/forms`. */
export async function readForms(paths: readonly string[]): Promise<Store> {
  const { store } = await temporaryStore();
  const extractor = createExtractor();
  for (const path of paths) {
    const document = await extractor.extractFile(join(FORMS, path));
    await store.saveDocument({ ...document, source: path }, STAMP);
  }
  return store;
}

/** Where the file of a fixture is. */
export function formAt(path: string): string {
  return join(FORMS, path);
}
