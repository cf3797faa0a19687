import type { Extractor } from "../extract.ts";
import type { Document } from "../model/extraction.ts";
import type { ApartExtractor } from "./extractor-pool.ts";
import { failedDocument } from "./failed-document.ts";
import type { InputFile } from "./read-files.ts";

/** What came of one file that `readFiles` gave; extracted in another process where there is a pool. */
export async function extractFile(
  file: InputFile,
  extractor: Extractor,
  pool?: ApartExtractor,
): Promise<Document> {
  const { source } = file;
  if ("failure" in file) return failedDocument(source, file.failure, file.sha256);
  if ("path" in file) return { ...(await extractor.extractFile(file.path)), source };
  if (pool === undefined) return extractor.extractBytes(file.bytes, source);
  return pool.extractBytes(file.bytes, source, file.sha256);
}
