import type { Document } from "./model/extraction.ts";
import type { Limits } from "./model/stage.ts";

/** Reads reports. Profiles are loaded once, when it is created. */
export interface Extractor {
  /** Hash of all that decides what comes out beside the file itself: the profiles and the version of the program. */
  readonly profileHash: string;
  /** Never rejects for a bad file: what went wrong stands in the Document. */
  extractBytes(bytes: Uint8Array, source: string, signal?: AbortSignal): Promise<Document>;
  /** As `extractBytes`, for a file; one that cannot be read gives a Document with a failure. */
  extractFile(path: string, signal?: AbortSignal): Promise<Document>;
}

export interface ExtractorOptions {
  /** Folder of the form profiles; those that come with fuhe where it is not given. */
  pipelines?: string;
  limits?: Partial<Limits>;
}

/** Throws `Failure` `bad-profile` where a profile is not valid. */
export declare function createExtractor(options?: ExtractorOptions): Extractor;
