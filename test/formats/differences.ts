import type { Document } from "../../src/model/extraction.ts";

/** A part of a record that two documents of one report do not say alike: its JSON Pointer, and what each of them says. */
export interface Difference {
  at: string;
  text: unknown;
  file: unknown;
}

/** What has to do with where a text stands, and with the bytes it was read from, not with what the report says. */
const OF_PLACE = new Set(["at", "id", "confidence"]);

/** Where the records of two documents differ: every value, its printed text, origin and state, and every check. */
export function differences(text: Document, file: Document): Difference[] {
  const [left, right] = [leavesOf(text.records), leavesOf(file.records)];
  return [...new Set([...left.keys(), ...right.keys()])]
    .filter((at) => left.get(at) !== right.get(at))
    .map((at) => ({ at, text: left.get(at), file: right.get(at) }));
}

function leavesOf(part: unknown, at = "", leaves = new Map<string, unknown>()): Map<string, unknown> {
  if (typeof part !== "object" || part === null) {
    leaves.set(at, typeof part === "string" && at.endsWith("/raw") ? part.replace(/\s+/gu, "") : part);
  } else if (Array.isArray(part) && part.length === 0) leaves.set(at, "[]");
  else {
    for (const [key, value] of Object.entries(part))
      if (!OF_PLACE.has(key)) leavesOf(value, `${at}/${key}`, leaves);
  }
  return leaves;
}
