import type { Document } from "../../src/model/extraction.ts";
import type { Place } from "../../src/model/place.ts";
import { isReading } from "../../src/model/reading.ts";

const NUMBER = /\d+(?:[.,]\d+)*%?/gu;
/** 指标1：is a place in a list, not a number of the form. */
const ORDINAL = /^指标\s*\d+\s*(?:[:：]|$)/u;

/**
 * Numbers that the text prints and of which a document says nothing: they stand in no reading, and no warning names
 * them or their line. A number that fills its cell must be found as often as it is printed, one within words at all.
 * A document that could not be read says so as a whole.
 */
export function lostNumbers(document: Document, text: string): string[] {
  if (document.failure !== undefined) return [];
  const told = readNumbers(document);
  const warned = warnedNumbers(document);
  const warnedLines = new Set(document.warnings.map(({ at }) => at?.line));
  const lost: string[] = [];
  const cells = new Map<string, number[]>();
  for (const [index, line] of text.split("\n").entries()) {
    const number = index + 1;
    if (warnedLines.has(number)) continue;
    for (const cell of line.split("\t").map((part) => part.trim().replace(ORDINAL, ""))) {
      const tokens = cell.match(NUMBER) ?? [];
      if (tokens.length === 1 && tokens[0] === cell) {
        cells.set(cell, [...(cells.get(cell) ?? []), number]);
      } else {
        for (const token of tokens) {
          if (!told.has(token) && !warned.has(token)) lost.push(`${token} in line ${number}`);
        }
      }
    }
  }
  for (const [cell, lines] of cells) {
    const found = (told.get(cell) ?? 0) + (warned.get(cell) ?? 0);
    if (found < lines.length) {
      lost.push(`${cell} printed ${lines.length} times (lines ${lines.join(", ")}), found ${found} times`);
    }
  }
  return lost;
}

/** How often each number stands in the readings of a document; a reading that is in several rows counts once. */
function readNumbers(document: Document): Map<string, number> {
  const raws = new Map<string, string>();
  const walk = (part: unknown): void => {
    if (isReading(part)) raws.set(`${placeKey(part.at)} ${part.raw}`, part.raw);
    else if (typeof part === "object" && part !== null) for (const child of Object.values(part)) walk(child);
  };
  walk(document.records);
  return countNumbers([...raws.values()]);
}

function placeKey({ page, line = 0, column = 0 }: Place): string {
  return `${page}/${line}/${column}`;
}

function warnedNumbers({ warnings }: Document): Map<string, number> {
  return countNumbers(warnings.map(({ message }) => message));
}

function countNumbers(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const token of texts.flatMap((text) => text.match(NUMBER) ?? [])) {
    counts.set(token, (counts.get(token) ?? 0) + 1);
  }
  return counts;
}
