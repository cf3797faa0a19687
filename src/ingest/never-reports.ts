import { extname } from "node:path";

/** Extensions of files that stand beside reports and are none: golds and extractions, notes, profiles, databases. */
const NEVER_REPORTS: ReadonlySet<string> = new Set(
  ".json .ndjson .md .yaml .yml .db .db-wal .db-shm .db-journal .sqlite .sqlite3".split(" "),
);

/** Files passed over, by extension. */
export type PassedOver = Map<string, number>;

/** The extension by which a file in a folder or an archive is passed over; null where it is read. */
export function passedOverBy(name: string): string | null {
  const extension = extname(name).toLowerCase();
  return NEVER_REPORTS.has(extension) ? extension : null;
}

export function countPassedOver(passed: PassedOver, extension: string): void {
  passed.set(extension, (passed.get(extension) ?? 0) + 1);
}
