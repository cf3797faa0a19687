import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { checkSize } from "../formats/check-size.ts";
import { sniff, ZIP } from "../formats/sniff.ts";
import { listEntries, type ZipEntry } from "../formats/zip/list-entries.ts";
import { Failure, type FailureCode } from "../model/failure.ts";
import { type Context, DEFAULT_LIMITS } from "../model/stage.ts";
import { countPassedOver, passedOverBy, type PassedOver } from "./never-reports.ts";

/** A file to extract. */
interface HeldFile {
  source: string;
  bytes: Uint8Array;
  /** Of these bytes; also where they are one entry of an archive. */
  sha256: string;
}

/** An archive, or a file in one, that cannot be extracted. */
interface RefusedFile {
  source: string;
  failure: { code: FailureCode; message: string };
  /** "" where its bytes could not be had. */
  sha256: string;
}

/** A file that cannot be read or is too large, which the extractor then says in its own words. */
interface UnreadFile {
  source: string;
  path: string;
}

export type InputFile = HeldFile | RefusedFile | UnreadFile;

const CONTEXT: Context = { warn: () => undefined, limits: DEFAULT_LIMITS };

/** The mark of all zip files; asked first, because telling what else a file is takes longer. */
const ZIP_MARK = "PK";
/** Files that make an archive the document of some program, which is no folder of reports. */
const DOCUMENT_MARKS: ReadonlySet<string> = new Set(["[Content_Types].xml", "mimetype"]);
/** What programs add for themselves; folders are read without hidden files as well. */
const HIDDEN = /(?:^|\/)(?:\.|__MACOSX\/)/u;

/**
 * The file at a path; where it is a zip archive, the files in it, one after the other, as `unpackFiles` gives them.
 * Never rejects for what the file is.
 */
export async function* readFiles(
  path: string,
  source: string,
  passed: PassedOver = new Map(),
): AsyncGenerator<InputFile> {
  const bytes = await readSmall(path);
  if (bytes === null) yield { source, path };
  else yield* unpackFiles(bytes, source, passed);
}

/**
 * The file itself, or the files of a zip archive, by the name of the archive, "/" and their name in it. Only one of them
 * is unpacked at a time. Files that are never reports are passed over, as in folders, and counted in `passed`. One that cannot be unpacked, or is an archive itself, fails alone; an archive that is damaged, or
 * far too large when unpacked, is one failure.
 */
export async function* unpackFiles(
  bytes: Uint8Array,
  source: string,
  passed: PassedOver = new Map(),
): AsyncGenerator<InputFile> {
  let sha256 = "";
  try {
    checkSize(bytes, CONTEXT);
    sha256 = hash(bytes);
    const entries = isArchive(bytes) ? await listEntries(bytes, CONTEXT) : null;
    if (entries === null || entries.some(({ name }) => DOCUMENT_MARKS.has(name)))
      yield { source, bytes, sha256 };
    else yield* entriesOf(entries, source, passed);
  } catch (error) {
    yield refused(error, { source, sha256 });
  }
}

async function* entriesOf(
  entries: readonly ZipEntry[],
  archive: string,
  passed: PassedOver,
): AsyncGenerator<InputFile> {
  const reports = entries.filter(({ name }) => {
    const extension = HIDDEN.test(name) ? null : passedOverBy(name);
    if (extension !== null) countPassedOver(passed, extension);
    return extension === null && !HIDDEN.test(name);
  });
  if (reports.length === 0) {
    throw new Failure(
      "empty-file",
      "压缩包中没有可读的文件，请检查来源 / The archive holds no files that could be reports; check where it comes from.",
    );
  }
  const taken = new Set<string>();
  for (const entry of reports) {
    const source = `${archive}/${freeName(entry.name, taken)}`;
    yield await unpackEntry(entry, source);
  }
}

async function unpackEntry(entry: ZipEntry, source: string): Promise<InputFile> {
  let sha256 = "";
  try {
    checkSize({ length: entry.size }, CONTEXT);
    const bytes = await entry.read();
    sha256 = hash(bytes);
    if (isArchive(bytes)) {
      throw new Failure(
        "unknown-format",
        "这是压缩包中的压缩包，请先解压 / This is an archive within an archive; unpack it first.",
      );
    }
    return { source, bytes, sha256 };
  } catch (error) {
    return refused(error, { source, sha256 });
  }
}

/** An archive may hold two files of one name; they must not take each other's place. */
function freeName(name: string, taken: Set<string>): string {
  let free = name;
  for (let count = 2; taken.has(free); count += 1) free = `${name} (${String(count)})`;
  taken.add(free);
  return free;
}

function refused(error: unknown, { source, sha256 }: { source: string; sha256: string }): RefusedFile {
  if (!(error instanceof Failure)) throw error;
  return { source, sha256, failure: { code: error.code, message: error.message } };
}

function isArchive(bytes: Uint8Array): boolean {
  return (
    Buffer.from(bytes.subarray(0, ZIP_MARK.length)).toString("latin1") === ZIP_MARK && sniff(bytes) === ZIP
  );
}

/** The bytes of a file; null where it cannot be read or is too large. */
async function readSmall(path: string): Promise<Uint8Array | null> {
  try {
    return (await stat(path)).size > DEFAULT_LIMITS.bytes ? null : await readFile(path);
  } catch {
    return null;
  }
}

function hash(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
