import type { StoredOriginal } from "../store/store.ts";
import { findFiles } from "./find-files.ts";
import { hashStored } from "./hash-stored.ts";
import { resolve } from "node:path";
import { readFiles } from "./read-files.ts";

/**
 * How an original stands beside what was stored: `intact`; `changed` (other bytes lie at its path); `missing`; `moved`
 * (not at its path, and found below the folders that were searched); `unreadable`; `unhashed` (its bytes could never be
 * had, so that there is nothing to compare with).
 */
export type Standing = "intact" | "changed" | "missing" | "moved" | "unreadable" | "unhashed";

/** One stored path and what fixity says of it (checked against the sha256 of the bytes that were read). */
export interface VerifiedOriginal {
  path: string;
  /** Of the bytes that were read; null where they could not be had. */
  sha256: string | null;
  standing: Standing;
  /** Of the bytes that lie there now; null where there are none, or they cannot be read. */
  sha256Now: string | null;
  /** Where the same bytes lie besides: other stored paths, and what was found below the folders that were searched. */
  foundAt: string[];
  /** Why it cannot be read; null otherwise. */
  reason: string | null;
}

export interface VerifyOptions {
  /** The folder from which stored paths are seen; that of `ingest`. */
  folder: string;
  /** Called for each stored path, in the order in which they are done. */
  onVerified?: () => void;
  /** Where to look for originals that are not at their paths: files, folders, patterns, as for `ingest`. */
  search?: readonly string[];
  /** Called once with the number of files to look at, and gives what is called for each of them. */
  onSearch?: (files: number) => () => void;
}

export interface Verification {
  /** In the order of the stored paths. */
  originals: VerifiedOriginal[];
  /** Paths of `search` that could not be looked at. */
  unreachable: { source: string; failure: { code: string; message: string } }[];
}

/**
 * Compares every stored original with its hash. Reads only: neither originals nor the store are changed. Several paths
 * of the same bytes are verified each.
 */
export async function verifyOriginals(
  stored: readonly StoredOriginal[],
  { folder, onVerified, search = [], onSearch }: VerifyOptions,
): Promise<Verification> {
  const verified = new Map<string, VerifiedOriginal>(
    stored.map(({ path, sha256 }) => [
      path,
      { path, sha256, standing: "unhashed", sha256Now: null, foundAt: [], reason: null },
    ]),
  );
  for await (const found of hashStored([...verified.keys()], folder)) {
    const original = verified.get(found.path);
    if (original !== undefined) {
      if (found.state === "read") original.sha256Now = found.sha256;
      if (found.state === "unreadable") original.reason = found.reason;
      if (original.sha256 !== null)
        original.standing =
          found.state !== "read" ? found.state : found.sha256 === original.sha256 ? "intact" : "changed";
    }
    onVerified?.();
  }
  const originals = [...verified.values()];
  const lost = new Map<string, VerifiedOriginal[]>();
  for (const original of originals) {
    if (original.sha256 !== null && original.standing !== "intact")
      lost.set(original.sha256, [...(lost.get(original.sha256) ?? []), original]);
  }
  for (const { path, sha256, standing } of originals) {
    if (standing !== "intact" || sha256 === null) continue;
    for (const original of lost.get(sha256) ?? []) original.foundAt.push(path);
  }
  if (search.length === 0 || lost.size === 0) return { originals, unreachable: [] };
  return { originals, unreachable: await searchFor(lost, verified, { folder, search, onSearch }) };
}

async function searchFor(
  lost: ReadonlyMap<string, VerifiedOriginal[]>,
  known: ReadonlyMap<string, VerifiedOriginal>,
  {
    folder,
    search,
    onSearch,
  }: { folder: string; search: readonly string[]; onSearch: VerifyOptions["onSearch"] },
): Promise<Verification["unreachable"]> {
  // A picture and the text recognised in it pass each other over; either may be an original.
  const [texts, pictures] = [
    await findFiles(search, folder),
    await findFiles(search, folder, { reread: true }),
  ];
  const files = [...new Set([...texts.files, ...pictures.files])].filter(
    (file) => known.get(file)?.standing !== "intact",
  );
  const step = onSearch?.(files.length);
  for (const name of files) {
    for await (const file of readFiles(resolve(folder, name), name)) {
      if (!("sha256" in file) || known.get(file.source)?.standing === "intact") continue;
      for (const original of lost.get(file.sha256) ?? []) {
        if (original.path === file.source) continue;
        original.foundAt.push(file.source);
        if (original.standing === "missing") original.standing = "moved";
      }
    }
    step?.();
  }
  return texts.unreachable;
}
