import { isReading, type Reading } from "../model/reading.ts";
import type { Record } from "../model/record.ts";

/** What a JSON pointer leads to: a reading, or how far it leads and what there is. */
type Found =
  | { reading: Reading<unknown> }
  | {
      /** The longest beginning of the pointer that is in the record. */
      reached: string;
      /** What stands below it; empty where the form prints nothing there. */
      names: string[];
    };

/** Follows a JSON pointer (RFC 6901) in a record; one that goes on inside a reading leads to the reading. */
export function findReading(record: Record, pointer: string): Found {
  let part: unknown = record;
  let reached = "";
  for (const step of pointer.split("/").slice(1)) {
    if (isReading(part)) break;
    const name = step.replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof part !== "object" || part === null || !Object.hasOwn(part, name)) break;
    part = (part as { [name: string]: unknown })[name];
    reached = `${reached}/${step}`;
  }
  if (isReading(part)) return { reading: part };
  return { reached, names: typeof part === "object" && part !== null ? Object.keys(part) : [] };
}
