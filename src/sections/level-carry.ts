import type { Cell } from "../model/layout.ts";
import type { TermKind } from "../model/lexicon.ts";
import type { Reading } from "../model/reading.ts";
import { leadingNumber } from "../values/number.ts";
import { isBlank, noteUnrecorded, use, warnUnknownLabel, type FormReader } from "./form-reader.ts";
import { makeReading, readLabel, readText, tidyText, type Source } from "./make-reading.ts";

/** Points behind a caption: 产出指标（50分）, 产出指标50分. Not part of its name. */
const POINTS_NOTE = /(?:[（(]\s*[\d.]+\s*分?\s*[)）]|[\d.]+\s*分)\s*$/u;

/** Confidence of a label that was put in the place of a misread one. */
const REPLACED = 0.5;

/** Confidence of points in a caption that no vocabulary knows: it may be run together with its neighbour. */
export const UNKNOWN_GROUP = 0.6;

/** Adds points printed in a caption to the record's caps, once for each group; other points printed for it are reported. */
export function addCap(reader: FormReader, group: Reading<string>, points: string, source: Source): void {
  const { caps } = reader.draft;
  const known = caps.find((cap) => cap.group.value === group.value);
  if (known !== undefined) {
    if (known.weight.value !== Number(points)) noteUnrecorded(reader, "caption", source);
    return;
  }
  caps.push({ group: { ...group }, weight: makeReading(source, Number(points)) });
}

/** The name in a level cell, points and colon left out; a misread label is put right where only one fits. */
export function readLevel(
  reader: FormReader,
  cell: Cell,
  kinds: readonly TermKind[],
): { reading: Reading<string>; known: boolean; points: string | null } {
  use(reader, cell);
  const match =
    reader.lexicon.look(cell.text).find(({ term }) => kinds.includes(term.kind)) ??
    reader.lexicon.near(cell.text, kinds);
  const text = tidyText(cell.text);
  const points =
    match?.points ?? leadingNumber(/[（(]\s*([\d.]+)\s*分/u.exec(text)?.[1] ?? "")?.number.text ?? null;
  const printed = text
    .replace(POINTS_NOTE, "")
    .replace(/[：:]\s*$/u, "")
    .replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, "")
    .trim();
  if (match !== null && match !== undefined) {
    const { term } = match;
    const name = match.repaired && (term.kind === "level1" || term.kind === "level2") ? match.label : printed;
    return { reading: readLabel(cell, name, match.repaired), known: true, points };
  }
  return { reading: { ...readText(cell), value: printed === "" ? null : printed }, known: false, points };
}

/**
 * The level that holds already, whole, where a page break cut its label and the rest of it stands in a row behind the
 * break: no label by itself, and one together with what stands before. Null where it is another level.
 */
export function rejoinLevel(
  reader: FormReader,
  before: Reading<string> | null,
  cell: Cell,
  kinds: readonly TermKind[],
): { reading: Reading<string>; points: string | null } | null {
  if (before === null || before.raw === "" || isBlank(cell) || cell.at.page === before.at.page) return null;
  const isLevel = (text: string) => reader.lexicon.look(text).some(({ term }) => kinds.includes(term.kind));
  const whole = `${before.raw}${cell.text.trim()}`;
  if (isLevel(cell.text) || !isLevel(whole)) return null;
  use(reader, cell);
  const confidence = Math.min(before.confidence, cell.confidence);
  const { reading, points } = readLevel(reader, { ...cell, text: whole, at: before.at, confidence }, kinds);
  return { reading: { ...reading, origin: "repaired" }, points };
}

/** The second level of a row, when its own cell holds something that no vocabulary knows below a level that goes on. */
export function replaceUnknownLevel(
  reader: FormReader,
  cell: Cell,
  current: Reading<string>,
): Reading<string> {
  warnUnknownLabel(reader, cell);
  return {
    ...makeReading(
      { text: cell.text, at: cell.at, confidence: Math.min(cell.confidence, REPLACED) },
      current.value,
      "repaired",
    ),
  };
}
