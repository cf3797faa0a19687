import { partAt } from "../model/part-at.ts";
import type { Record } from "../model/record.ts";
import { isReading } from "../model/reading.ts";

/** Where a text of a record is looked for: in the order of what a hit there is worth. */
export type SearchField = "names" | "indicators" | "narratives";

/** The parts of a record whose texts can be found. */
export const SEARCHED: { readonly [field in SearchField]: readonly string[] } = {
  names: ["/title", "/project"],
  indicators: ["/indicators", "/scorecard"],
  narratives: ["/goals", "/narratives", "/people"],
};

/** A text of a record that can be found, and where it stands. */
export interface SearchLeaf {
  pointer: string;
  field: SearchField;
  text: string;
}

const INVISIBLE = /[\p{White_Space}\p{Cc}\p{Cf}]+/gu;

/**
 * A text as it is compared: NFKC (`ＡＢＣ` is `ABC`, `①` is `1`), lower case, without the white space and invisible
 * characters that printing puts between characters.
 */
export function foldText(text: string): string {
  return text.normalize("NFKC").toLowerCase().replaceAll(INVISIBLE, "");
}

/** What has to be found, all of it: the words that white space separates, folded. */
export function searchWords(query: string): string[] {
  const words = query
    .normalize("NFKC")
    .split(/\p{White_Space}+/u)
    .map(foldText);
  return [...new Set(words.filter((word) => word !== ""))];
}

/**
 * A text as the index holds it: each two neighbouring characters a word, and the last one alone. So two characters
 * are one word of the index, longer texts a phrase, and one character the beginning of words: 水利局 → 水利 利局 局.
 */
export function indexText(texts: readonly string[]): string {
  return texts.map((text) => pairsOf(Array.from(foldText(text))).join(" ")).join(" ");
}

/** What finds a folded word in such a text, in the language of FTS5. */
export function indexPhrase(word: string): string {
  const characters = Array.from(word);
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  if (characters.length === 1) return `${quoted(word)} *`;
  return quoted(pairsOf(characters).slice(0, -1).join(" "));
}

function pairsOf(characters: readonly string[]): string[] {
  return characters.map((character, at) => character + (characters[at + 1] ?? ""));
}

/** The texts of a record that can be found: names, indicators with their reasons, and what is written about them. */
export function searchLeaves(record: Record): SearchLeaf[] {
  const leaves: SearchLeaf[] = [];
  const take = (field: SearchField, pointer: string, part: unknown): void => {
    if (typeof part !== "object" || part === null) return;
    if (isReading(part)) {
      const text = textIn(part.value);
      if (text !== null && text.trim() !== "") leaves.push({ pointer, field, text });
      return;
    }
    for (const [name, inner] of Object.entries(part)) take(field, `${pointer}/${name}`, inner);
  };
  for (const [field, parts] of Object.entries(SEARCHED))
    for (const part of parts) take(field as SearchField, part, partAt(record, part));
  return leaves;
}

/** The words of a value; numbers are looked for by queries of the tables, not here. */
function textIn(value: unknown): string | null {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null || !("text" in value)) return null;
  return typeof value.text === "string" ? value.text : null;
}
