import { crc32 } from "node:zlib";
import type { Entry, ExtraField, ZipFile } from "yauzl";
import { Failure } from "../../model/failure.ts";
import type { Context } from "../../model/stage.ts";
import { damagedFile } from "../damaged-file.ts";
import { decodeText } from "../decode-text.ts";

/** A file within an archive. */
export interface ZipEntry {
  /** Its path within the archive, parted by "/"; it never leads out of the archive. */
  name: string;
  /** Bytes when unpacked, as the archive says; more of them are refused. */
  size: number;
  /** Unpacks it. Throws a Failure: `encrypted` for one with a password, `damaged-file`. */
  read(): Promise<Uint8Array>;
}

/** Files in one archive. */
const MOST_ENTRIES = 10_000;
/** All files of an archive together may have so many times the bytes that one file may have. */
const MOST_BYTES_FACTOR = 4;
/** Office files and texts shrink to a tenth, tables of blank cells to a hundredth; bombs to a thousandth. */
const MOST_RATIO = 250;
/** Small archives may shrink as they like. */
const RATIO_COUNTS_FROM = 8 * 1024 * 1024;

/**
 * The files of a zip archive, without its folders. Nothing is unpacked before all sizes are known to be within the
 * limits, and then only what is read. Names are decoded as UTF-8 or GB18030, whichever they are written in. Throws a
 * Failure: `damaged-file`, or `too-large` for too many files, too many bytes, or far more than the archive could hold.
 */
export async function listEntries(bytes: Uint8Array, { limits }: Context): Promise<ZipEntry[]> {
  const { fromBufferPromise } = await import("yauzl");
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries: ZipEntry[] = [];
  try {
    const zip = await fromBufferPromise(buffer, { decodeStrings: false });
    if (zip.entryCount > MOST_ENTRIES) throw tooMany();
    let size = 0;
    for await (const entry of zip.eachEntry()) {
      size += entry.uncompressedSize;
      if (size > limits.bytes * MOST_BYTES_FACTOR) throw tooBig();
      if (size > RATIO_COUNTS_FROM && size > bytes.length * MOST_RATIO) throw tooBig();
      const name = safeName(nameOf(entry));
      if (!name.endsWith("/") && name !== "")
        entries.push({ name, size: entry.uncompressedSize, read: () => readEntry(zip, entry) });
    }
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw damaged(error);
  }
  return entries;
}

async function readEntry(zip: ZipFile, entry: Entry): Promise<Uint8Array> {
  if (entry.isEncrypted()) throw locked();
  try {
    const chunks: Uint8Array[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Uint8Array);
    const bytes = Buffer.concat(chunks);
    // A single flipped bit can make another number of a number and still unpack.
    if (crc32(bytes) !== entry.crc32) throw new Error("wrong check sum");
    return bytes;
  } catch (error) {
    throw damaged(error);
  }
}

/** The bit by which an archive says that a name is UTF-8. */
const UTF8_NAME = 0x8_00;
/** The field in which others put it: version, check sum, then the name. */
const UNICODE_PATH = 0x70_75;
const UNICODE_PATH_HEAD = 5;

function nameOf(entry: Entry): string {
  const raw = entry.fileNameRaw;
  if ((entry.generalPurposeBitFlag & UTF8_NAME) !== 0) return raw.toString("utf8");
  const unicode = entry.extraFields.find(({ id }: ExtraField) => id === UNICODE_PATH)?.data;
  if (unicode !== undefined && unicode.length > UNICODE_PATH_HEAD)
    return unicode.toString("utf8", UNICODE_PATH_HEAD);
  return decodeText(raw)?.text ?? raw.toString("latin1");
}

/** Without drive, root, steps upwards and characters that no name has. */
function safeName(name: string): string {
  const steps = name
    .replaceAll("\\", "/")
    .replace(/^[a-z]:/iu, "")
    // oxlint-disable-next-line no-control-regex -- these are what is to go
    .replace(/[\u0000-\u001F\u007F]/gu, "")
    .split("/");
  const safe = steps.filter((step) => step !== "" && step !== "." && step !== "..").join("/");
  return steps.at(-1) === "" && safe !== "" ? `${safe}/` : safe;
}

function tooMany(): Failure {
  return new Failure(
    "too-large",
    `压缩包中的文件超过 ${String(MOST_ENTRIES)} 个，请拆分 / The archive holds more than ${String(MOST_ENTRIES)} files; split it.`,
  );
}

function tooBig(): Failure {
  return new Failure(
    "too-large",
    "文件解压后过大（可能是压缩炸弹），请检查来源，或拆分后重试 / The file is far too large when unpacked, and may be a zip bomb; check where it comes from, or split it.",
  );
}

function locked(): Failure {
  return new Failure(
    "encrypted",
    "压缩包有密码，请解压后再读其中的文件 / The archive has a password; unpack it and read the files in it.",
  );
}

function damaged(cause: unknown): Failure {
  const locks = cause instanceof Error && cause.message.includes("strong encryption");
  return locks ? locked() : damagedFile(cause);
}
