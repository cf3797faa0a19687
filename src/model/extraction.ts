import { z } from "zod";
import type { Scoring } from "./parsed-form.ts";
import { Place } from "./place.ts";
import { Record } from "./record.ts";

/** Something that was read but is doubted, or could not be placed; never a reason to stop. */
export const Warning = z.strictObject({ code: z.string(), message: z.string(), at: Place.optional() });
export type Warning = z.infer<typeof Warning>;

/** What came of one file. */
export const Document = z.strictObject({
  /** Path as given. */
  source: z.string(),
  /** SHA-256 of the file's bytes, hex; "" where the bytes could not be had. */
  sha256: z.string(),
  /** What the file really is, told by its content. */
  mediaType: z.string(),
  /** Pages; 1 where the format has none. */
  pages: z.int(),
  records: z.array(Record),
  warnings: z.array(Warning),
  /** Set, with no records, where nothing could be read. */
  failure: z.strictObject({ code: z.string(), message: z.string() }).optional(),
});
export type Document = z.infer<typeof Document>;

/** A document with what is stored beside its records and never printed: what checking them again needs, and what their profiles do not know. */
export interface ReadDocument extends Document {
  /** One for each record. */
  scorings?: Scoring[];
  /** Of each record the texts that stand where labels stand and that its profile does not know. */
  unknownLabels?: { text: string; at: Place }[][];
}

/** The document as the contract has it. */
export function withoutScorings(read: ReadDocument): Document {
  const document = { ...read };
  delete document.scorings;
  delete document.unknownLabels;
  return document;
}

export const EXTRACTION_SCHEMA = "fuhe.extraction/1";

export const Extraction = z.strictObject({
  schema: z.literal(EXTRACTION_SCHEMA),
  documents: z.array(Document),
});
export type Extraction = z.infer<typeof Extraction>;
