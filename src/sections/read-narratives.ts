import type { Cell, Row } from "../model/layout.ts";
import type { Reading } from "../model/reading.ts";
import { stripHtml } from "../values/text.ts";
import { filledCells, use, type FormReader } from "./form-reader.ts";
import { makeReading, readLabel, tidyText, type Source } from "./make-reading.ts";

/** A numbered heading of running text: 一、基本情况. */
const NUMBERED_HEADING = /^[一二三四五六七八九十]{1,3}[、.．]\s*\S/u;
const LONGEST_HEADING = 40;

/** A text this long beside a garbled heading is a narrative and no value of a table. */
const LEAST_TEXT = 20;

/** The narrative section that running text now belongs to. */
export interface Narrative {
  kind: "narrative";
  heading: Reading<string>;
  text: Reading<string>;
}

/** Opens a section under a heading as printed in a cell or line. */
export function openNarrative(reader: FormReader, heading: Reading<string>): Narrative {
  const text = makeReading<string>({ text: "", at: heading.at, confidence: heading.confidence }, null);
  reader.draft.narratives.push({ heading, text });
  return { kind: "narrative", heading, text };
}

/** Adds a piece of text below a heading: paragraphs kept, remnants of HTML left out of the value and kept in `raw`. */
export function addNarrativeText(narrative: Narrative, source: Source): void {
  const { text } = narrative;
  const paragraphs = stripHtml(source.repaired ?? source.text)
    .split("\n")
    .map((paragraph) => tidyText(paragraph))
    .filter((paragraph) => paragraph !== "")
    .join("\n");
  if (paragraphs === "") return;
  if (text.value === null) {
    text.at = source.at;
    text.value = paragraphs;
    text.raw = source.text.trim();
  } else {
    text.value = `${text.value}\n${paragraphs}`;
    text.raw = `${text.raw}\n${source.text.trim()}`;
  }
  text.confidence = Math.min(text.confidence, source.confidence);
  if (source.repaired !== undefined) text.origin = "repaired";
}

/** A row that begins with a heading of a narrative section, with or without its text; null where it does not. */
export function startNarrative(reader: FormReader, row: Row, next: Row | null): Narrative | null {
  const [first, ...rest] = filledCells(row);
  if (first === undefined) return null;
  const heading =
    printedHeading(reader, first) ??
    vertical(reader, first, rest[0] ?? (row.table === null ? filledCells(next)[0] : undefined));
  if (heading !== null) {
    if (rest.some((cell) => reader.lexicon.find(cell.text, "column") !== null)) return null;
    const narrative = openNarrative(reader, readLabel(first, heading.name, heading.repaired));
    use(reader, first, ...rest);
    for (const cell of rest) addNarrativeText(narrative, cell);
    return narrative;
  }
  if (rest.length > 0) return null;
  return startNumbered(reader, first) ?? startGlued(reader, first, row.gap);
}

function printedHeading(reader: FormReader, cell: Cell): { name: string; repaired: boolean } | null {
  const match = reader.lexicon.find(cell.text, "narrative");
  return match === null || match.repaired ? null : { name: headingText(cell.text), repaired: false };
}

/**
 * What is left of a heading printed vertically, told by the order of the form's headings: 项目 before a long text can only
 * be 项目绩效情况 once the other headings that begin so have had their turn.
 */
function vertical(
  reader: FormReader,
  cell: Cell,
  text: Cell | undefined,
): { name: string; repaired: boolean } | null {
  if (text === undefined || text.text.trim().length < LEAST_TEXT) return null;
  const piece = reader.lexicon.find(cell.text, "narrative");
  if (piece !== null) return { name: piece.term.heading, repaired: true };
  const remains = cell.text.replace(/\s+/gu, "");
  if (remains.length < 2 || remains.length > 6) return null;
  const headings = reader.profile.vocabulary.verticalHeadings.map((heading) => heading.replace(/\s+/gu, ""));
  const done = reader.draft.narratives.map(({ heading }) => headings.indexOf(heading.value ?? ""));
  const last = Math.max(-1, ...done);
  const found = headings.find((heading, index) => index > last && isSubsequence(remains, heading));
  return found === undefined ? null : { name: found, repaired: found !== remains };
}

/** Words of running text can look like a garbled heading: it must begin a block, inside a form, and come in its order. */
function mayFollow(reader: FormReader, heading: string, gap: boolean): boolean {
  const { draft, profile } = reader;
  if (!gap || draft.project.name === null) return false;
  const order = profile.vocabulary.verticalHeadings.map((candidate) => candidate.replace(/\s+/gu, ""));
  return draft.narratives.every((done) => order.indexOf(done.heading.value ?? "") < order.indexOf(heading));
}

function isSubsequence(part: string, whole: string): boolean {
  let from = 0;
  for (const character of part) {
    const found = whole.indexOf(character, from);
    if (found < 0) return false;
    from = found + character.length;
  }
  return true;
}

function headingText(text: string): string {
  return tidyText(text)
    .replace(/[：:]\s*$/u, "")
    .replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, "");
}

function startNumbered(reader: FormReader, cell: Cell): Narrative | null {
  const text = tidyText(cell.text);
  if (!NUMBERED_HEADING.test(text) || text.length > LONGEST_HEADING || /[。；;]$/u.test(text)) return null;
  use(reader, cell);
  return openNarrative(reader, makeReading(cell, text));
}

/** A heading with its text glued to it: 金使年初预算…, 改进措施：加强…. */
function startGlued(reader: FormReader, cell: Cell, gap: boolean): Narrative | null {
  const glued = reader.lexicon.prefix(cell.text);
  if (glued === null || glued.match.term.kind !== "narrative") return null;
  const { heading } = glued.match.term;
  if (glued.match.repaired && !mayFollow(reader, heading, gap)) return null;
  use(reader, cell);
  const name = glued.match.repaired ? heading : headingText(glued.label);
  const narrative = openNarrative(
    reader,
    readLabel({ ...cell, text: glued.label }, name, glued.match.repaired),
  );
  addNarrativeText(narrative, { text: glued.rest, at: cell.at, confidence: cell.confidence });
  return narrative;
}
