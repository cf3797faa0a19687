import type { Record } from "../model/record.ts";
import { alignInAnyOrder, alignInOrder, type RowPair } from "./align-rows.ts";
import { type GoldRecord, isPartial, RowsKey } from "./gold.ts";
import { judgeLeaf, type LeafPair, pairLeaves, type Position, surplusLeaves } from "./leaves.ts";
import { readingAt } from "./pointers.ts";

/** A leaf that was compared, and the row it stands in. */
export interface ComparedLeaf extends LeafPair {
  row: string;
}

export interface RecordComparison {
  leaves: ComparedLeaf[];
  rows: { listed: number; exact: number; extra: number };
}

/** Arrays of which golds list what they please, in any order. */
const LOOSE_ROWS = ["narratives", "people"] as const;
type ArrayKey = RowsKey | (typeof LOOSE_ROWS)[number];
const ARRAYS: readonly ArrayKey[] = [...RowsKey.options, ...LOOSE_ROWS];

/** Keys of a gold record that are not compared leaf by leaf. */
const NOT_LEAVES = new Set<string>([
  ...ARRAYS,
  "checks",
  "inferred",
  "partial",
  "note",
  "id",
  "coverage",
] satisfies (keyof GoldRecord)[]);

/** Holds a record against its gold; null for a record that is missing. `path` is the record's place in the gold. */
export function compareRecord(gold: GoldRecord, got: Record | null, path: string): RecordComparison {
  const pointer = got === null ? null : "";
  const claims = Object.fromEntries(Object.entries(gold).filter(([key]) => !NOT_LEAVES.has(key)));
  const comparison: RecordComparison = {
    leaves: withRow("", pairLeaves(claims, got, { field: "", path, pointer })),
    rows: { listed: 0, exact: 0, extra: 0 },
  };
  for (const key of ARRAYS) {
    const rows = gold[key];
    if (rows !== undefined) compareRows({ key, gold, rows, got: got?.[key] ?? [], path }, comparison);
  }
  comparison.leaves.push(...compareOrigins(gold, got, path));
  return comparison;
}

interface RowsToCompare {
  key: ArrayKey;
  gold: GoldRecord;
  rows: readonly { optional?: boolean | undefined }[];
  got: readonly unknown[];
  path: string;
}

function compareRows({ key, gold, rows, got, path }: RowsToCompare, into: RecordComparison): void {
  const isLoose = (LOOSE_ROWS as readonly string[]).includes(key);
  const pairs = isLoose ? alignInAnyOrder(rows, got) : onlyOneOfOptional(alignInOrder(rows, got), rows);
  const mayHaveMore = isLoose || isPartial(gold, key as RowsKey);
  const listedFields = new Set<string>();
  for (const [at, row] of rows.entries()) {
    for (const { field } of pairLeaves(row, null, position(key, path, at, null))) listedFields.add(field);
  }
  for (const pair of pairs) {
    const place = position(key, path, pair.gold ?? `+${pair.got ?? ""}`, pair.got);
    const other = pair.got === null ? null : got[pair.got];
    if (pair.gold === null) {
      if (mayHaveMore) continue;
      into.rows.extra += 1;
      into.leaves.push(...withRow(nameOfRow(other), surplusLeaves(other, fieldsOrAll(listedFields), place)));
      continue;
    }
    const row = rows[pair.gold];
    if (row?.optional === true && pair.got === null) continue;
    const leaves = pairLeaves(row, other, place);
    into.rows.listed += 1;
    if (leaves.every((leaf) => ["right", "empty"].includes(judgeLeaf(leaf)))) into.rows.exact += 1;
    into.leaves.push(...withRow(nameOfRow(row), leaves));
  }
}

/** A gold that lists no rows judges all of a row that is there. */
function fieldsOrAll(listed: ReadonlySet<string>): ReadonlySet<string> | null {
  return listed.size === 0 ? null : listed;
}

function position(key: ArrayKey, path: string, gold: number | string, got: number | null): Position {
  return { field: key, path: `${path}/${key}/${gold}`, pointer: got === null ? null : `/${key}/${got}` };
}

/**
 * Optional rows that follow one another are alternatives of one printed row whose column the page leaves open: one of
 * them may be there, a second one is a row too many.
 */
function onlyOneOfOptional(pairs: RowPair[], rows: RowsToCompare["rows"]): RowPair[] {
  let isTaken = false;
  return pairs.flatMap((pair): RowPair[] => {
    if (pair.gold === null) return [pair];
    if (rows[pair.gold]?.optional !== true) {
      isTaken = false;
      return [pair];
    }
    if (pair.got === null) return [pair];
    if (!isTaken) {
      isTaken = true;
      return [pair];
    }
    return [
      { gold: pair.gold, got: null },
      { gold: null, got: pair.got },
    ];
  });
}

/** Readings that the gold says are not printed must have come out as inferred. */
function compareOrigins(gold: GoldRecord, got: Record | null, path: string): ComparedLeaf[] {
  return (gold.inferred ?? []).map((named) => {
    const found = got === null ? null : readingAt(got, named);
    return {
      field: "origin",
      path: `${path}${named}`,
      pointer: found?.pointer ?? null,
      expected: "inferred",
      got: found?.of.origin ?? null,
      reading: found,
      row: "",
    };
  });
}

function withRow(row: string, leaves: LeafPair[]): ComparedLeaf[] {
  return leaves.map((leaf) => ({ ...leaf, row }));
}

/** The words by which a reader knows a row again. */
function nameOfRow(row: unknown): string {
  for (const key of ["name", "heading", "group", "measure"]) {
    const [leaf] = pairLeaves({ [key]: "" }, row, { field: "", path: "", pointer: null });
    if (typeof leaf?.got === "string") return leaf.got;
  }
  return "";
}
