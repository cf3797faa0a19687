/** A value that a person entered over a reading. */
export interface Correction {
  /** JSON Pointer (RFC 6901) of the reading in its record. */
  pointer: string;
  /** The value as it was typed. */
  entered: string;
  /** What the page said there, as it was read when the correction was made; "" where nothing was read. */
  readRaw: string;
}

/**
 * What becomes of a correction in a reading: `applied` over it; `confirmed`, where a person entered what the machine had read and
 * doubted, which makes it sure; `agrees`, where the machine now reads the same by itself;
 * `unplaced`, where what is read at its place is no longer what was corrected, so that it may be another row.
 */
export type CorrectionState = "applied" | "confirmed" | "agrees" | "unplaced";
