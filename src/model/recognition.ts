import type { PositionedPage } from "./layout.ts";
import type { Raster } from "./raster.ts";
import type { Context } from "./stage.ts";

/** One thing that a piece of a scan may say. */
export interface Candidate {
  text: string;
  /** 0 to 1: how much speaks for it; the weights of all candidates of a piece sum to at most 1. */
  weight: number;
  /** Ids of the recognisers (and of their views, after a colon) that saw just this. */
  readers: string[];
}

/** One line of text cut out of a prepared page: grey, upright, the lines of the table left out. */
export interface LineImage {
  raster: Raster;
  /** Dots per inch of the cut. */
  dpi: number;
}

/** What one recogniser makes of one line. */
export interface LineReading {
  /** "" where it sees nothing. */
  text: string;
  /** 0 to 1, of the weakest character. */
  confidence: number;
  /** Other readings it holds possible, best first, with weights of its own; empty where it gives none. */
  alternatives: { text: string; weight: number }[];
}

/**
 * An engine that reads lines of text. It reads what is there and knows nothing of forms.
 * `read` gives one reading for each line, in the same order. It rejects with a Failure where the engine hangs, dies or gives
 * back rubbish; it may be called again after that.
 */
export interface Recogniser {
  /** Name and version, as they stand in the record: "tesseract.js 7.0.0 chi_sim". */
  readonly id: string;
  /** `digits`: only figures and their signs are expected. */
  read(lines: readonly LineImage[], kind: "text" | "digits", signal?: AbortSignal): Promise<LineReading[]>;
  close(): Promise<void>;
}

/** Makes a page with words, rulings and places of one that is only a picture. */
export interface PageReader {
  /** Which engines read, and their versions. */
  readonly recognisers: readonly string[];
  readPage(page: PositionedPage, context: Context): Promise<PositionedPage>;
  close(): Promise<void>;
}
