import { Failure } from "../../model/failure.ts";
import type { Context } from "../../model/stage.ts";
import { listEntries, type ZipEntry } from "../zip/list-entries.ts";
import { encrypted, tooLarge } from "./failures.ts";

/** Bytes of all parts that are read, those that are read more than once counted as often. */
const MAX_BYTES = 256 * 1024 * 1024;

/**
 * The parts of an OFD file, which is a ZIP file. Parts are unpacked when they are asked for, never written anywhere, and
 * never more than `MAX_BYTES` of them.
 */
export class OfdPackage {
  /** Stored names of parts that were asked for in other letters. */
  readonly misspelt = new Set<string>();
  readonly #parts: Map<string, ZipEntry>;
  readonly #folded: Map<string, string>;
  #left = MAX_BYTES;

  private constructor(entries: ZipEntry[]) {
    this.#parts = new Map(entries.map((entry) => [entry.name, entry]));
    this.#folded = new Map(entries.map(({ name }) => [name.toLowerCase(), name]));
  }

  /** Throws a Failure: `damaged-file` where the file is no whole ZIP file, `too-large`. */
  static async open(bytes: Uint8Array, context: Context): Promise<OfdPackage> {
    return new OfdPackage(await listEntries(bytes, context));
  }

  /**
   * The name under which the part a location points to is stored; null where there is none. A location that begins with
   * "/" counts from the root of the package, any other from the folder of the part it stands in. Some writers mean the
   * root, or the folder of the document, without saying so, and some confuse upper and lower case: these are tried next.
   */
  locate(location: string, from: string, documentFolder = ""): string | null {
    const asked = location.trim().replaceAll("\\", "/");
    if (asked === "") return null;
    const candidates = (
      asked.startsWith("/")
        ? [asked]
        : [joinPath(folderOf(from), asked), asked, joinPath(documentFolder, asked)]
    )
      .map(normalPath)
      .filter((path) => path !== null);
    for (const path of candidates) if (this.#parts.has(path)) return path;
    for (const path of candidates) {
      const stored = this.#folded.get(path.toLowerCase());
      if (stored === undefined) continue;
      this.misspelt.add(stored);
      return stored;
    }
    return null;
  }

  /** The bytes of a part that `locate` has named; null where it is broken. Throws a Failure: `encrypted`, `too-large`. */
  async read(name: string): Promise<Uint8Array | null> {
    const part = this.#parts.get(name);
    if (part === undefined) return null;
    this.#left -= part.size;
    if (this.#left < 0) throw tooLarge("解压后的内容过多", "it unpacks to too much");
    try {
      return await part.read();
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      if (error.code === "damaged-file") return null;
      throw error.code === "encrypted" ? encrypted() : error;
    }
  }
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

/** `path` in `folder`; both may lack slashes at their ends. */
export function joinPath(folder: string, path: string): string {
  return folder === "" || path.startsWith("/") ? path : `${folder.replace(/\/$/u, "")}/${path}`;
}

/** Without "." and "..", and without "/" in front; null where it leads out of the package. */
function normalPath(path: string): string | null {
  const names: string[] = [];
  for (const name of path.split("/")) {
    if (name === "" || name === ".") continue;
    if (name !== "..") names.push(name);
    else if (names.pop() === undefined) return null;
  }
  return names.join("/");
}
