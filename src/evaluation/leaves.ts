import { decimal, decimalOf } from "../model/decimal.ts";
import type { Place } from "../model/place.ts";
import { isReading, type Reading } from "../model/reading.ts";
import { foldText } from "./folded-text.ts";
import type { Contains } from "./gold.ts";

/** What a gold says of one leaf. */
export type Expected = string | number | Contains | null;

/** A leaf that a gold lists, beside what was read there. */
export interface LeafPair {
  /** What kind of leaf it is, without the numbers of rows: "indicators.target.number". */
  field: string;
  /** JSON Pointer into the gold's record. */
  path: string;
  /** JSON Pointer into the record that was read; null where it has no such row. */
  pointer: string | null;
  expected: Expected;
  got: string | number | null;
  /** The reading that the value belongs to, and its pointer; null where there is none. */
  reading: { pointer: string; of: Reading<unknown> } | null;
}

/** Where a pair stands while gold and record are walked side by side. */
export interface Position {
  field: string;
  path: string;
  pointer: string | null;
  reading?: LeafPair["reading"];
}

/** Leaves that are not printed but follow from one that is: they stand where that one was read. */
const FOLLOWS_FROM = new Map([
  ["yuan", "amount"],
  ["gradeLevel", "grade"],
]);

/** Keys of a row that are no claims. */
const NO_CLAIMS = new Set(["optional", "note"]);

/** The leaves of a part of a gold, each beside its counterpart; keys that the gold leaves out are not walked. */
export function pairLeaves(gold: unknown, got: unknown, at: Position): LeafPair[] {
  if (gold === undefined) return [];
  if (isReading(got)) {
    const reading = at.pointer === null ? null : { pointer: at.pointer, of: got };
    return pairLeaves(gold, got.value, { ...at, reading });
  }
  if (isExpected(gold)) {
    const { field, path, pointer, reading = null } = at;
    return [{ field, path, pointer, reading, expected: gold, got: leafValue(got) }];
  }
  return Object.entries(gold).flatMap(([key, child]) =>
    NO_CLAIMS.has(key)
      ? []
      : pairLeaves(child, childOf(got, key), {
          field: at.field === "" ? key : `${at.field}.${key}`,
          path: `${at.path}/${key}`,
          pointer: at.pointer === null ? null : `${at.pointer}/${key}`,
          reading: at.reading ?? readingBehind(key, got, at.pointer),
        }),
  );
}

function readingBehind(key: string, got: unknown, pointer: string | null): LeafPair["reading"] {
  const origin = FOLLOWS_FROM.get(key);
  if (origin === undefined || pointer === null) return null;
  const of = childOf(got, origin);
  return isReading(of) ? { pointer: `${pointer}/${origin}`, of } : null;
}

/** The leaves of something that was read where the gold claims nothing, of the given fields; null claims each. */
export function surplusLeaves(got: unknown, fields: ReadonlySet<string> | null, at: Position): LeafPair[] {
  const claims = emptyClaims(got);
  return pairLeaves(claims, got, at).filter((pair) => fields === null || fields.has(pair.field));
}

/** The shape of a part of a record with null for every leaf. */
function emptyClaims(got: unknown): unknown {
  if (isReading(got)) return emptyClaims(got.value);
  if (typeof got !== "object" || got === null) return null;
  return Object.fromEntries(Object.entries(got).map(([key, child]) => [key, emptyClaims(child)]));
}

function isExpected(gold: unknown): gold is Expected {
  return typeof gold !== "object" || gold === null || "contains" in gold;
}

function childOf(got: unknown, key: string): unknown {
  return typeof got === "object" && got !== null && Object.hasOwn(got, key)
    ? (got as { [key: string]: unknown })[key]
    : null;
}

function leafValue(got: unknown): string | number | null {
  return typeof got === "string" || typeof got === "number" ? got : null;
}

/**
 * `extra`: the gold claims that nothing is there, and something was read. `empty`: it claims so, and nothing was read,
 * which is neither a success nor a fault and is not counted.
 */
export type Outcome = "right" | "wrong" | "missing" | "extra" | "empty";

export function judgeLeaf({ field, expected, got }: LeafPair): Outcome {
  if (expected === null) return got === null ? "empty" : "extra";
  if (got === null) return "missing";
  return agrees(expected, got, isAmount(field)) ? "right" : "wrong";
}

function agrees(expected: Exclude<Expected, null>, got: string | number, isMoney: boolean): boolean {
  if (typeof expected === "number") return typeof got === "number" && decimalOf(expected).eq(decimalOf(got));
  if (typeof got === "number") return false;
  if (typeof expected === "object") {
    const folded = foldText(got);
    return expected.contains.every((part) => folded.includes(foldText(part)));
  }
  if (isMoney) return decimal(expected).eq(decimal(got));
  return expected === got || foldText(expected) === foldText(got);
}

/** Both writings of an amount that is right but printed in another form ("40.0" for "40.00"); null where it is not. */
export function writtenOtherwise({
  field,
  expected,
  got,
}: LeafPair): { expected: string; got: string } | null {
  if (!isAmount(field) || typeof expected !== "string" || typeof got !== "string") return null;
  return expected === got ? null : { expected, got };
}

/** Money is held as decimal strings. */
function isAmount(field: string): boolean {
  return /(?:^|\.)(?:amount|yuan)$/u.test(field);
}

/** Whether what was read is a number. */
export function isNumeric({ field, got }: LeafPair): boolean {
  return typeof got === "number" || (got !== null && isAmount(field));
}

/** Whether the gold claims a number. */
export function claimsNumber({ field, expected }: LeafPair): boolean {
  return typeof expected === "number" || (typeof expected === "string" && isAmount(field));
}

/** Where the leaf was read; null where nothing was. */
export function placeOf(pair: LeafPair): Place | null {
  return pair.reading?.of.at ?? null;
}
