import type { Warning } from "./extraction.ts";
import type { PageReader } from "./recognition.ts";

/** What a run may use at most. */
export interface Limits {
  /** Bytes of one file. */
  bytes: number;
  /** Lines of one text file. */
  lines: number;
  /** Pages of one file. */
  pages: number;
}

export const DEFAULT_LIMITS: Limits = { bytes: 64 * 1024 * 1024, lines: 200_000, pages: 5_000 };

/** What every stage is given beside its input. Stages are `(input, context) => output`. */
export interface Context {
  /** Takes warnings; a stage never prints. */
  warn(warning: Warning): void;
  signal?: AbortSignal;
  limits: Limits;
  /** Opens documents that are protected by a password. */
  password?: string;
  /** Told how many of the pages that are to be recognised are done: 0 before the first. */
  onPages?: (done: number, total: number) => void;
  /** Reads pages that are only pictures; left out where no text is to be recognised. */
  ocr?: PageReader;
}
