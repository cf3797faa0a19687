import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";

/** The bytes of a file, or of one in an archive, whose path goes on below that of the archive; null where it is not there. */
export async function readStored(path: string, folder: string): Promise<Uint8Array | null> {
  let top = path;
  while (!existsSync(resolve(folder, top)) && dirname(top) !== top) top = dirname(top);
  if (top === path) return await readFile(resolve(folder, path)).catch(() => null);
  const { readFiles } = await import("../ingest/read-files.ts");
  for await (const file of readFiles(resolve(folder, top), top)) {
    if (file.source === path && "bytes" in file) return file.bytes;
  }
  return null;
}
