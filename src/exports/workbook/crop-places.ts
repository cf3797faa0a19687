import { Failure } from "../../model/failure.ts";
import { partAt } from "../../model/part-at.ts";
import { isReading, type Reading } from "../../model/reading.ts";
import type { Check } from "../../model/check.ts";
import type { Record } from "../../model/record.ts";
import { DEFAULT_LIMITS } from "../../model/stage.ts";
import type { Bilingual } from "../dictionary.ts";
import type { Originals } from "../exporter.ts";

/** The place of a value cut out of its page. */
interface Crop {
  png: Uint8Array;
  /** Pixels. */
  width: number;
  height: number;
  page: number;
  /** The checks that are about it. */
  checks: Check[];
}

/** The pictures of a record, or why there are none where there should be. */
export interface Crops {
  crops: Crop[];
  trouble: Bilingual | null;
}

const MISSING: Bilingual = {
  zh: "原件不在入库时的位置，未附截图。",
  en: "The original is not where it was stored, so there are no pictures.",
};
const CHANGED: Bilingual = {
  zh: "原件在入库之后已改变，位置可能不再对应，未附截图；请重新入库。",
  en: "The original has changed since it was stored, so its places may be others and there are no pictures; store it again.",
};
const unreadable = (code: string): Bilingual => ({
  zh: `原件无法打开（${code}），未附截图。`,
  en: `The original cannot be opened (${code}), so there are no pictures.`,
});

/** The reading that a person should look at: what the check is about, or where that is not printed its first evidence. */
export function readingOf(check: Check, record: Record): Reading<unknown> | null {
  for (const pointer of [check.subject, ...check.evidence]) {
    const found = firstReading(partAt(record, pointer));
    if (found !== null) return found;
  }
  return null;
}

function firstReading(part: unknown): Reading<unknown> | null {
  if (isReading(part)) return part;
  if (typeof part !== "object" || part === null) return null;
  for (const inner of Object.values(part)) {
    const found = firstReading(inner);
    if (found !== null) return found;
  }
  return null;
}

/**
 * The places of the checks that differ, each once, cut out of the original. Whatever it is that keeps a picture from being
 * made is told, and the place is still there in words.
 */
export async function cropPlaces(
  checks: readonly Check[],
  record: Record,
  paths: readonly string[],
  originals: Originals,
): Promise<Crops> {
  const wanted = new Map<string, { reading: Reading<unknown>; checks: Check[] }>();
  for (const check of checks) {
    const reading = check.verdict === "differs" ? readingOf(check, record) : null;
    if (reading?.at.bbox === undefined) continue;
    const key = `${String(reading.at.page)}:${reading.at.bbox.join(",")}`;
    const known = wanted.get(key);
    if (known === undefined) wanted.set(key, { reading, checks: [check] });
    else known.checks.push(check);
  }
  if (wanted.size === 0) return { crops: [], trouble: null };
  const bytes = await firstOf(paths, originals);
  if (bytes === null) return { crops: [], trouble: MISSING };
  try {
    return { crops: await cropAll(bytes, record.id, [...wanted.values()]), trouble: null };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { crops: [], trouble: error.code === "changed-file" ? CHANGED : unreadable(error.code) };
  }
}

async function cropAll(
  bytes: Uint8Array,
  recordId: string,
  wanted: readonly { reading: Reading<unknown>; checks: Check[] }[],
): Promise<Crop[]> {
  const { openCropper } = await import("../../pictures/crop.ts");
  const cropper = await openCropper(bytes, recordId, { warn: () => undefined, limits: DEFAULT_LIMITS });
  try {
    const crops: Crop[] = [];
    for (const { reading, checks } of wanted) {
      const { at, state, origin } = reading;
      if (at.bbox === undefined) continue;
      const kind = state === "doubtful" ? "doubtful" : "value";
      const png = await cropper.crop({ page: at.page, box: at.bbox, kind, mended: origin !== "read" });
      // Width and height stand in the first chunk of every PNG.
      crops.push({ png, width: png.readUInt32BE(16), height: png.readUInt32BE(20), page: at.page, checks });
    }
    return crops;
  } finally {
    await cropper.close();
  }
}

async function firstOf(paths: readonly string[], originals: Originals): Promise<Uint8Array | null> {
  for (const path of paths) {
    const bytes = await originals.read(path);
    if (bytes !== null) return bytes;
  }
  return null;
}
