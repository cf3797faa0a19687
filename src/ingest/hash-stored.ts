import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { readFiles } from "./read-files.ts";
import { topOf } from "./read-stored.ts";

/** What lies at a stored path now. `missing`: nothing; `unreadable`: something whose bytes cannot be had. */
export type StoredBytes = { path: string } & (
  | { state: "read"; sha256: string }
  | { state: "missing" }
  | { state: "unreadable"; reason: string }
);

/**
 * The hash of what lies at each of these paths, seen from `folder`: files first, then those in archives, which are unpacked
 * once each. Files are never held whole, whatever their size; entries of archives are, within the limits of reading.
 */
export async function* hashStored(paths: readonly string[], folder: string): AsyncGenerator<StoredBytes> {
  const archives = new Map<string, string[]>();
  for (const path of paths) {
    const found = await hashFile(path, folder);
    const top = found.state === "missing" ? topOf(path, folder) : path;
    // What is there may be a folder, from which the file is gone.
    if (top === path || !(await isFile(resolve(folder, top)))) yield found;
    else archives.set(top, [...(archives.get(top) ?? []), path]);
  }
  for (const [archive, entries] of archives) yield* hashEntries(archive, entries, folder);
}

async function hashFile(path: string, folder: string): Promise<StoredBytes> {
  const absolute = resolve(folder, path);
  try {
    const status = await stat(absolute);
    if (status.isDirectory()) return { path, state: "missing" };
    // A pipe or a device may never end.
    if (!status.isFile()) return { path, state: "unreadable", reason: NO_FILE };
    const hash = createHash("sha256");
    for await (const chunk of createReadStream(absolute)) hash.update(chunk as Uint8Array);
    return { path, state: "read", sha256: hash.digest("hex") };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT" || code === "ENOTDIR") return { path, state: "missing" };
    return { path, state: "unreadable", reason: error instanceof Error ? error.message : String(error) };
  }
}

const NO_FILE = "此处不是普通文件 / this is no regular file";

async function* hashEntries(
  archive: string,
  entries: readonly string[],
  folder: string,
): AsyncGenerator<StoredBytes> {
  const wanted = new Set(entries);
  // Why the archive cannot be opened; then nothing is known of what lies in it.
  let closed: string | null = null;
  for await (const file of readFiles(resolve(folder, archive), archive)) {
    if (!wanted.has(file.source)) {
      if (file.source !== archive) continue;
      if ("failure" in file) closed = file.failure.message;
      else if (!("bytes" in file)) closed = UNREAD;
      continue;
    }
    wanted.delete(file.source);
    if ("sha256" in file && file.sha256 !== "")
      yield { path: file.source, state: "read", sha256: file.sha256 };
    else
      yield {
        path: file.source,
        state: "unreadable",
        reason: "failure" in file ? file.failure.message : UNREAD,
      };
  }
  for (const path of wanted)
    yield closed === null ? { path, state: "missing" } : { path, state: "unreadable", reason: closed };
}

const UNREAD =
  "压缩包无法读取，或超过读取上限 / the archive cannot be read, or is beyond the limits of reading";

async function isFile(path: string): Promise<boolean> {
  return await stat(path).then(
    (status) => status.isFile(),
    () => false,
  );
}
