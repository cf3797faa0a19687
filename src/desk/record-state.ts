import { computed, signal } from "@preact/signals";
import type { DescribedRecord } from "../server/describe-record.ts";
import { ask, send } from "./ask-server.ts";
import { tell, tellTrouble } from "./notices.tsx";
import {
  acceptedText,
  isReading,
  type Matter,
  mattersOf,
  partAt,
  placesOf,
  pointerName,
} from "./readings.ts";
import { signer } from "./signer.ts";
import { RULES, VERDICTS } from "./texts.ts";

/** The record that is open. */
export const described = signal<DescribedRecord | null>(null);
/** The value that keys act on. */
export const current = signal<string | null>(null);
/** Values under the pointer. */
export const hovered = signal<readonly string[]>([]);
/** The matter that was stepped to. */
export const chosen = signal<string | null>(null);
/** The value that is being corrected. */
export const correcting = signal<string | null>(null);

export const matters = computed<Matter[]>(() =>
  described.value === null ? [] : mattersOf(described.value.record),
);
/** Values that the chosen matter rests on. */
export const marked = computed<ReadonlySet<string>>(() => {
  const matter = matters.value.find(({ key }) => key === chosen.value);
  if (matter === undefined || described.value === null) return new Set();
  return new Set(placesOf(described.value.record, matter));
});

export async function openRecord(id: string): Promise<void> {
  described.value = null;
  current.value = null;
  chosen.value = null;
  correcting.value = null;
  hovered.value = [];
  const told = await ask<DescribedRecord>(`/records/${id}.json`);
  described.value = told;
}

/** Makes a value the current one and leads the eye to it: its element on the right; the left follows `current`. */
export function goTo(pointer: string, { focus = true } = {}): void {
  current.value = pointer;
  const element = document.querySelector<HTMLElement>(`[data-pointer="${CSS.escape(pointer)}"]`);
  element?.scrollIntoView({ block: "center" });
  if (focus) element?.focus({ preventScroll: true });
}

/** Steps to another matter and to its first place. */
export function stepMatter(step: number): void {
  const all = matters.value;
  const at = all.findIndex(({ key }) => key === chosen.value);
  const next = all[at === -1 ? (step > 0 ? 0 : all.length - 1) : at + step];
  if (next !== undefined) chooseMatter(next);
}

export function chooseMatter(matter: Matter): void {
  const { value } = described;
  if (value === null) return;
  chosen.value = matter.key;
  current.value = placesOf(value.record, matter)[0] ?? null;
  const element = document.querySelector<HTMLElement>(`[data-matter="${CSS.escape(matter.key)}"]`);
  element?.scrollIntoView({ block: "nearest" });
  element?.focus({ preventScroll: true });
}

/** Goes from place to place of the chosen matter. */
export function nextPlace(): boolean {
  const places = [...marked.value];
  const at = places.indexOf(current.value ?? "");
  const isThere = document.activeElement?.getAttribute("data-pointer") === current.value;
  const next = places[at === -1 || !isThere ? Math.max(at, 0) : (at + 1) % places.length];
  if (next === undefined) return false;
  goTo(next);
  return true;
}

/** Enters a value over a reading, or takes it back (null), and tells which checks changed. */
export async function correct(pointer: string, entered: string | null, note: string): Promise<boolean> {
  const before = described.value;
  if (before === null) return false;
  try {
    const after = await send<DescribedRecord>(`/records/${before.record.id}/corrections`, {
      pointer,
      entered,
      by: signer.value,
      ...(note.trim() === "" ? {} : { note }),
    });
    described.value = after;
    if (!matters.value.some(({ key }) => key === chosen.value)) chosen.value = null;
    tellChange(before, after, pointer, entered);
    return true;
  } catch (error) {
    tellTrouble(error);
    return false;
  }
}

/** Takes the doubtful reading that is the current one as it stands. */
export function acceptCurrent(): void {
  const pointer = current.value;
  const reading =
    pointer === null || described.value === null ? undefined : partAt(described.value.record, pointer);
  if (pointer === null || !isReading(reading)) return;
  if (reading.origin !== "read" || reading.state === "sure") {
    tell({ zh: "此值没有存疑，无需认可。", en: "This value is not in doubt; there is nothing to accept." });
    return;
  }
  void correct(pointer, acceptedText(reading), "");
}

/** Takes back what was entered over the current value, or else what was entered last. */
export function undo(): void {
  const log = described.value?.history ?? [];
  const inForce = log.filter(({ state }) => state !== "superseded");
  const entry = inForce.findLast(({ pointer }) => pointer === current.value) ?? inForce.at(-1);
  if (entry === undefined) {
    tell({ zh: "没有可撤销的更正。", en: "There is no correction to undo." });
    return;
  }
  current.value = entry.pointer;
  void correct(entry.pointer, null, "");
}

function tellChange(
  before: DescribedRecord,
  after: DescribedRecord,
  pointer: string,
  entered: string | null,
): void {
  const name = pointerName(after.record, pointer);
  const done =
    entered === null
      ? { zh: `已撤销：${name}`, en: `Undone: ${name}` }
      : { zh: `已记录：${name} ${entered}`, en: `Logged: ${name} ${entered}` };
  const changes = after.record.checks.flatMap((check) => {
    const old = before.record.checks.find(
      ({ rule, subject }) => rule === check.rule && subject === check.subject,
    );
    if (old === undefined || (old.verdict === check.verdict && old.recalculated === check.recalculated))
      return [];
    const at = pointerName(after.record, check.subject);
    const line = (language: "zh" | "en") =>
      `${RULES[check.rule][language]}（${at}）：${VERDICTS[old.verdict][language]} → ${VERDICTS[check.verdict][language]}`;
    return [{ zh: line("zh"), en: line("en") }];
  });
  const unchanged = { zh: "核对结果没有变化。", en: "No check changes." };
  tell(done, ...(changes.length === 0 ? [unchanged] : changes));
}
