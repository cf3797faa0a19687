import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { readFiles } from "./read-files.ts";

/**
 * Where a stored path leads, seen from `folder`: the absolute path of the file, or of the archive that holds it; null where
 * neither is there.
 */
export function locateStored(path: string, folder: string): string | null {
  const top = topOf(path, folder);
  const absolute = resolve(folder, top);
  return top !== "." && top !== "/" && existsSync(absolute) ? absolute : null;
}

/** The bytes of a file, or of one in an archive, whose path goes on below that of the archive; null where it is not there. */
export async function readStored(path: string, folder: string): Promise<Uint8Array | null> {
  const top = topOf(path, folder);
  if (top === path) return await readFile(resolve(folder, path)).catch(() => null);
  for await (const file of readFiles(resolve(folder, top), top)) {
    if (file.source === path && "bytes" in file) return file.bytes;
  }
  return null;
}

/** The longest beginning of a path that is there. */
export function topOf(path: string, folder: string): string {
  let top = path;
  while (!existsSync(resolve(folder, top)) && dirname(top) !== top) top = dirname(top);
  return top;
}
