import { basename, resolve } from "node:path";
import type { NewDescription } from "../model/description.ts";
import type { DescribedRow } from "./read-list.ts";

/** Why a row was not taken. `repeated`: other rows say something else of the same document; then none of them is taken. */
export type Refusal = "no-key" | "not-found" | "several" | "repeated";

export interface RefusedRow {
  row: number;
  refusal: Refusal;
  /** What it was looked for by. */
  key: string | null;
  /** Paths or rows that it could be: of `several` stored paths, of `repeated` the numbers of the rows. */
  candidates: string[];
}

export interface MatchOptions {
  /** The list, as it was named. */
  list: string;
  /** Folders from which paths of the list may be seen: that of `ingest`, that of the list. */
  folders: readonly string[];
}

interface Original {
  path: string;
  sha256: string | null;
}

/**
 * Finds the document of each row: by its sha256, else by its path, else by the name of the file; the first of them that the row
 * has decides alone. Paths may be relative to any of the folders, and be written with "\".
 */
export function matchList(
  rows: readonly DescribedRow[],
  originals: readonly Original[],
  { list, folders }: MatchOptions,
): { matched: NewDescription[]; refused: RefusedRow[] } {
  const index = indexOf(originals, folders);
  const refused: RefusedRow[] = [];
  const byDocument = new Map<string, NewDescription[]>();
  for (const { row, sha256, path, name, elements } of rows) {
    const key = sha256 ?? path ?? name;
    const found =
      sha256 !== null
        ? index.bySha256.get(sha256.toLowerCase())
        : path !== null
          ? findPath(path, index.byPath, folders)
          : index.byName.get((name ?? "").normalize("NFC"));
    const documents = new Map((found ?? []).map((original) => [original.sha256, original]));
    const [document] = documents.keys();
    if (document !== undefined && documents.size === 1)
      byDocument.set(document, [
        ...(byDocument.get(document) ?? []),
        { sha256: document, elements, list, row },
      ]);
    else if (key === null) refused.push({ row, refusal: "no-key", key, candidates: [] });
    else
      refused.push({
        row,
        refusal: documents.size === 0 ? "not-found" : "several",
        key,
        candidates: (found ?? []).map((original) => original.path),
      });
  }
  const matched: NewDescription[] = [];
  for (const [sha256, same] of byDocument) {
    const [first] = same;
    if (first === undefined) continue;
    const said = new Set(same.map(({ elements }) => JSON.stringify(elements)));
    if (said.size === 1) matched.push(first);
    else
      for (const { row } of same) {
        const others = same.map((other) => String(other.row)).filter((other) => other !== String(row));
        refused.push({ row, refusal: "repeated", key: sha256, candidates: others });
      }
  }
  return { matched, refused: refused.sort((a, b) => a.row - b.row) };
}

type Stored = Original & { sha256: string };

function indexOf(originals: readonly Original[], folders: readonly string[]) {
  const bySha256 = new Map<string, Stored[]>();
  const byPath = new Map<string, Stored[]>();
  const byName = new Map<string, Stored[]>();
  const add = (map: Map<string, Stored[]>, key: string, original: Stored): void => {
    const known = map.get(key);
    if (known === undefined) map.set(key, [original]);
    else known.push(original);
  };
  // Stored paths are seen from the first folder.
  const [home = "."] = folders;
  for (const { path, sha256 } of originals) {
    if (sha256 === null) continue;
    const original = { path, sha256 };
    add(bySha256, sha256, original);
    add(byPath, resolve(home, path), original);
    add(byName, basename(path).normalize("NFC"), original);
  }
  return { bySha256, byPath, byName };
}

function findPath(
  path: string,
  byPath: ReadonlyMap<string, Stored[]>,
  folders: readonly string[],
): Stored[] | undefined {
  for (const spelt of [path, path.replaceAll("\\", "/")]) {
    for (const folder of folders) {
      const found = byPath.get(resolve(folder, spelt));
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
