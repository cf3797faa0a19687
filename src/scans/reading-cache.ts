import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import type { Warning } from "../model/extraction.ts";
import type { PositionedPage } from "../model/layout.ts";
import type { PageImage } from "../model/raster.ts";
import type { PageReader } from "../model/recognition.ts";

/** What the reading of one picture gave: that part of its page which does not depend on the document. */
interface KeptPage {
  /** Of the picture and of all that reads it; the name of the file says the same. */
  key: string;
  page: Pick<PositionedPage, "width" | "height" | "words" | "rulings" | "recognised">;
  warnings: Warning[];
}

/** Bytes that a cache may take: some ten thousand pages. */
const MOST_BYTES = 512 * 1024 * 1024;
/** What is left of that when the oldest are removed. */
const KEPT_SHARE = 0.8;
/** Pages written between two looks at how large the cache is. */
const PAGES_BETWEEN_LOOKS = 200;
/** Milliseconds after which a file that was never finished is taken for left behind. */
const LEFT_BEHIND = 3_600_000;

const READING = ".reading";
const UNFINISHED = ".part";

/**
 * The reader with a memory on disk: the same picture, read by the same engines and the same version of this program, is read
 * once. An entry that is damaged counts as none and is written anew; a folder that cannot be written only costs time. A page on
 * which an engine failed is not kept, as the next time it may do better.
 */
export function cachePages(reader: PageReader, folder: string, mostBytes = MOST_BYTES): PageReader {
  const readers = `${readingVersion()} ${reader.recognisers.join(" + ")}`;
  let written = 0;
  return {
    ...reader,
    async readPage(page, context) {
      if (page.picture === undefined) return await reader.readPage(page, context);
      const picture = await page.picture();
      const key = keyOf(picture, readers);
      const path = join(folder, key.slice(0, 2), `${key}${READING}`);
      const kept = await readKept(path, key);
      if (kept !== null) {
        for (const warning of kept.warnings) context.warn(atPage(warning, page.number));
        return { ...page, ...kept.page };
      }
      const warnings: Warning[] = [];
      const warn = (warning: Warning): void => {
        warnings.push(warning);
        context.warn(warning);
      };
      const read = await reader.readPage(
        { ...page, picture: () => Promise.resolve(picture) },
        { ...context, warn },
      );
      if (read.recognised !== undefined && !warnings.some(({ code }) => code === "recogniser-failed")) {
        const { width, height, words, rulings, recognised } = read;
        await keep(path, { key, page: { width, height, words, rulings, recognised }, warnings });
        if (written % PAGES_BETWEEN_LOOKS === 0) await trim(folder, mostBytes);
        written += 1;
      }
      return { ...read, picture: page.picture };
    },
  };
}

/** A warning of the same picture elsewhere. */
function atPage(warning: Warning, page: number): Warning {
  return warning.at === undefined ? warning : { ...warning, at: { ...warning.at, page } };
}

/** Tells pictures and readers apart: every dot, where it lies on the page, and who reads. */
function keyOf({ raster, box }: PageImage, readers: string): string {
  const { width, height, channels, data } = raster;
  return createHash("sha256")
    .update(JSON.stringify([readers, width, height, channels, box]))
    .update(data)
    .digest("hex");
}

/** Changes with every change of the code that turns dots into words, so that nobody has to think of it. */
function readingVersion(): string {
  const hash = createHash("sha256");
  for (const folder of [import.meta.dirname, resolve(import.meta.dirname, "../ocr")])
    for (const name of readdirSync(folder).toSorted())
      if (/(?<!\.d)\.[jt]s$/u.test(name)) hash.update(name).update(readFileSync(join(folder, name)));
  return hash.digest("hex").slice(0, 16);
}

/** What was kept; null where there is nothing, or not what was written (gzip's checksum tells). */
async function readKept(path: string, key: string): Promise<KeptPage | null> {
  try {
    const kept = JSON.parse(gunzipSync(await readFile(path)).toString("utf8")) as Partial<KeptPage>;
    const isWhole = kept.key === key && Array.isArray(kept.page?.words) && Array.isArray(kept.warnings);
    if (!isWhole) return null;
    const now = new Date();
    // The oldest go first; a folder that may only be read keeps its times.
    await utimes(path, now, now).catch(() => undefined);
    return kept as KeptPage;
  } catch {
    return null;
  }
}

/** Written beside its place and then moved there: no other process ever sees half of it. */
async function keep(path: string, kept: KeptPage): Promise<void> {
  const unfinished = `${path}.${String(process.pid)}${UNFINISHED}`;
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeFile(unfinished, gzipSync(JSON.stringify(kept)), { mode: 0o600 });
    await rename(unfinished, path);
  } catch {
    await rm(unfinished, { force: true }).catch(() => undefined);
  }
}

/** Removes the pages that nobody asked for for the longest time, and what was left behind unfinished. */
async function trim(folder: string, mostBytes: number): Promise<void> {
  const entries: { path: string; size: number; used: number }[] = [];
  const names = await readdir(folder, { recursive: true }).catch((): string[] => []);
  for (const name of names) {
    const path = join(folder, name);
    const isUnfinished = name.endsWith(UNFINISHED);
    // Nothing but our own files is ever removed.
    if (!isUnfinished && !name.endsWith(READING)) continue;
    const facts = await stat(path).catch(() => null);
    if (facts === null) continue;
    if (!isUnfinished) entries.push({ path, size: facts.size, used: facts.mtimeMs });
    else if (Date.now() - facts.mtimeMs > LEFT_BEHIND) await rm(path, { force: true }).catch(() => undefined);
  }
  let total = entries.reduce((sum, { size }) => sum + size, 0);
  if (total <= mostBytes) return;
  for (const { path, size } of entries.toSorted((a, b) => a.used - b.used)) {
    if (total <= mostBytes * KEPT_SHARE) return;
    await rm(path, { force: true }).catch(() => undefined);
    total -= size;
  }
}
