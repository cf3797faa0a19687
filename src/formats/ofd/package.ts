import { crc32, inflateRawSync } from "node:zlib";
import { type Entry, fromBufferPromise, type ZipFile } from "yauzl";
import { Failure } from "../../model/failure.ts";
import { damaged, encrypted, tooLarge } from "./failures.ts";

/** Parts a package may list. */
const MAX_PARTS = 50_000;
/** Bytes all parts that are read may unpack to, and how many times its packed size one part may have. */
const MAX_BYTES = 256 * 1024 * 1024;
const MAX_RATIO = 200;
/** Parts up to this size may have any ratio: short runs of blanks pack very well. */
const FREE_BYTES = 4 * 1024 * 1024;

const STORED = 0;
const DEFLATED = 8;

/**
 * The parts of an OFD file, which is a ZIP file. Parts are unpacked when they are asked for, never written anywhere, and
 * never more of them than `MAX_BYTES` together.
 */
export class OfdPackage {
  /** Stored names of parts that were asked for in other letters. */
  readonly misspelt = new Set<string>();
  readonly #bytes: Buffer;
  readonly #zip: ZipFile;
  readonly #parts = new Map<string, Entry>();
  readonly #folded = new Map<string, string>();
  #left = MAX_BYTES;

  private constructor(bytes: Buffer, zip: ZipFile) {
    this.#bytes = bytes;
    this.#zip = zip;
  }

  /** Throws a Failure: `damaged-file`, `encrypted` where an entry of the ZIP file is, `too-large`. */
  static async open(bytes: Uint8Array): Promise<OfdPackage> {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    try {
      const zip = await fromBufferPromise(buffer, { decodeStrings: false, autoClose: false });
      const opened = new OfdPackage(buffer, zip);
      await opened.#list();
      return opened;
    } catch (error) {
      if (error instanceof Failure) throw error;
      throw damaged("压缩包目录不完整", "the directory of the package is incomplete", { cause: error });
    }
  }

  async #list(): Promise<void> {
    if (this.#zip.entryCount > MAX_PARTS)
      throw tooLarge(`部件超过 ${MAX_PARTS} 个`, `more than ${MAX_PARTS} parts`);
    for await (const entry of this.#zip.eachEntry()) {
      if (entry.isEncrypted()) throw encrypted();
      const name = normalPath(decodeName(entry.fileName as unknown as Buffer));
      if (name === null || name === "") continue;
      this.#parts.set(name, entry);
      this.#folded.set(name.toLowerCase(), name);
    }
  }

  /**
   * The name under which the part a location points to is stored; null where there is none. A location that begins with
   * "/" counts from the root of the package, any other from the folder of the part it stands in. Some writers mean the
   * root, or the folder of the document, without saying so, and some confuse upper and lower case: these are tried next.
   */
  locate(location: string, from: string, documentFolder = ""): string | null {
    const asked = location.trim();
    if (asked === "") return null;
    const candidates = (
      asked.startsWith("/") || asked.startsWith("\\")
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

  /** The bytes of a part that `locate` has named; null where they cannot be unpacked. Throws a Failure `too-large`. */
  async read(name: string): Promise<Buffer | null> {
    const entry = this.#parts.get(name);
    if (entry === undefined) return null;
    const { compressedSize, uncompressedSize, compressionMethod } = entry;
    this.#left -= uncompressedSize;
    const bomb = uncompressedSize > FREE_BYTES && uncompressedSize > compressedSize * MAX_RATIO;
    if (this.#left < 0 || bomb) {
      throw tooLarge(
        bomb ? `部件 ${name} 的压缩比异常` : "解压后的内容过多",
        bomb ? `part ${name} unpacks to far more than it holds` : "it unpacks to too much",
      );
    }
    try {
      const { fileDataStart } = await this.#zip.readLocalFileHeaderPromise(entry, { minimal: true });
      const packed = this.#bytes.subarray(fileDataStart, fileDataStart + compressedSize);
      const plain = unpack(packed, compressionMethod, uncompressedSize);
      return plain.length === uncompressedSize && crc32(plain) === entry.crc32 ? plain : null;
    } catch {
      // Not one of the package's own errors can come out of unpacking: what it throws says that the part is broken.
      return null;
    }
  }
}

function unpack(packed: Buffer, method: number, size: number): Buffer {
  if (method === STORED) return packed;
  if (method === DEFLATED) return inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) });
  throw new Error(`compression method ${method}`);
}

/** Names are UTF-8, or GB18030 where an old packer ran on a Chinese system. */
function decodeName(raw: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(raw);
  } catch {
    return new TextDecoder("gb18030").decode(raw);
  }
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

/** `path` in `folder`; both may lack slashes at their ends. */
export function joinPath(folder: string, path: string): string {
  return folder === "" || path.startsWith("/") ? path : `${folder.replace(/\/$/u, "")}/${path}`;
}

/** Without "." and "..", with "/" between the names and none in front; null where it leads out of the package. */
function normalPath(path: string): string | null {
  const names: string[] = [];
  for (const name of path.replaceAll("\\", "/").split("/")) {
    if (name === "" || name === ".") continue;
    if (name !== "..") names.push(name);
    else if (names.pop() === undefined) return null;
  }
  return names.join("/");
}
