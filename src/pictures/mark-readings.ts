import type { Block, Box } from "../model/layout.ts";
import type { Place } from "../model/place.ts";
import { isReading, type Reading } from "../model/reading.ts";
import type { Record } from "../model/record.ts";

/** What a box on a page is to the records: a label, a value that can be relied on, one that a person should look at. */
export type MarkKind = "label" | "value" | "doubtful";

/** A box on a page and what was understood of it. */
export interface Mark {
  page: number;
  box: Box;
  kind: MarkKind;
  /** JSON pointers of the values that were read there; none for labels. */
  pointers: string[];
  /** Nothing in it is as printed: inferred, or put together again. */
  mended: boolean;
}

/** Leaves that say what another leaf means: their text is a printed label. */
const LABEL_LEAVES: ReadonlySet<string> = new Set(["measure", "source", "unit", "heading", "role"]);

/**
 * A mark for each place from which the records took something, and for each further cell whose text is a label of a form.
 * Readings without a box give none.
 */
export function markReadings(
  records: readonly Record[],
  blocks: readonly Block[],
  isLabel: (text: string) => boolean,
): Mark[] {
  const marks = new Map<string, Mark>();
  for (const { checks: _, coverage: __, ...parts } of records) {
    for (const [pointer, reading] of readingsOf(parts, "")) addReading(marks, pointer, reading);
  }
  const texts = blocks.flatMap((block): { text: string; at: Place }[] =>
    block.kind === "table" ? block.cells : [block],
  );
  for (const { text, at } of texts) {
    if (at.bbox === undefined || text.trim() === "") continue;
    const key = keyOf(at.page, at.bbox);
    if (marks.has(key) || !isLabel(text)) continue;
    marks.set(key, { page: at.page, box: at.bbox, kind: "label", pointers: [], mended: false });
  }
  return [...marks.values()];
}

function* readingsOf(part: unknown, pointer: string): Generator<[string, Reading<unknown>]> {
  if (isReading(part)) {
    yield [pointer, part];
  } else if (typeof part === "object" && part !== null) {
    for (const [name, inner] of Object.entries(part)) yield* readingsOf(inner, `${pointer}/${name}`);
  }
}

function addReading(
  marks: Map<string, Mark>,
  pointer: string,
  { at, state, origin }: Reading<unknown>,
): void {
  if (at.bbox === undefined) return;
  const isLabel = LABEL_LEAVES.has(pointer.slice(pointer.lastIndexOf("/") + 1));
  const kind: MarkKind = state === "doubtful" ? "doubtful" : isLabel ? "label" : "value";
  const key = keyOf(at.page, at.bbox);
  const mark = marks.get(key) ?? { page: at.page, box: at.bbox, kind, pointers: [], mended: true };
  mark.kind = gravest(mark.kind, kind);
  mark.mended &&= origin !== "read";
  if (!isLabel) mark.pointers.push(pointer);
  marks.set(key, mark);
}

const GRAVITY: readonly MarkKind[] = ["label", "value", "doubtful"];

function gravest(one: MarkKind, other: MarkKind): MarkKind {
  return GRAVITY.indexOf(one) < GRAVITY.indexOf(other) ? other : one;
}

function keyOf(page: number, box: Box): string {
  return `${String(page)}:${box.join(",")}`;
}
