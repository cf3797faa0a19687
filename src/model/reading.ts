import { z } from "zod";
import { Place } from "./place.ts";

/**
 * How a value came to be: `read` off the page; `inferred`, not printed but following from what is; `repaired`, a label
 * or a text that a cut ran through, put together again; `corrected`, entered by a person over the reading.
 */
export const Origin = z.enum(["read", "inferred", "repaired", "corrected"]);
export type Origin = z.infer<typeof Origin>;

/**
 * How far a value can be relied on: `sure`, printed text or independent readers agree; `guarded`, a doubtful reading
 * that the form's arithmetic and at least one reader confirm; `doubtful`, a person should look.
 */
export const ReadingState = z.enum(["sure", "guarded", "doubtful"]);
export type ReadingState = z.infer<typeof ReadingState>;

/** Readings below this confidence are doubtful unless arithmetic guards them. */
export const SURE_CONFIDENCE = 0.9;

/** The schema of a leaf that came off the page. */
export function readingOf<T extends z.ZodType>(value: T) {
  return z.strictObject({
    /** The normalised form; null where the cell is blank or cannot be read. */
    value: value.nullable(),
    /** What the page says, never altered; "" for a cell that is there but blank. */
    raw: z.string(),
    origin: Origin,
    /** 0 to 1. */
    confidence: z.number().min(0).max(1),
    state: ReadingState,
    /** How many checks rest on this reading; 0 means that nothing on the form vouches for it. */
    guards: z.int().min(0),
    at: Place,
  });
}

/** A leaf that came off the page: the normalised value beside what was printed, and where. */
export interface Reading<T> {
  value: T | null;
  raw: string;
  origin: Origin;
  confidence: number;
  state: ReadingState;
  guards: number;
  at: Place;
}

/** Whether an arbitrary part of a record is a Reading. */
export function isReading(part: unknown): part is Reading<unknown> {
  return typeof part === "object" && part !== null && "raw" in part && "origin" in part && "guards" in part;
}

/** The plain form of any part of a record: every Reading in it replaced by its value. */
export function plain(part: unknown): unknown {
  if (isReading(part)) return part.value;
  if (Array.isArray(part)) return part.map(plain);
  if (typeof part !== "object" || part === null) return part;
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, plain(value)]));
}
