import type { List, ListLevel } from "../lists/count-lists.ts";
import { tableAt, type WordText } from "./stories.ts";

/** Where the head tells the lists, and how paragraphs use them. */
const LISTS = 0x2_e2;
const USES = 0x2_ea;
const LIST_BYTES = 28;
const LEVEL_BYTES = 28;
const USE_BYTES = 16;
const LEVELS = 9;

/** The ways of counting by their numbers in the file; all others count in figures. */
const FORMATS: ReadonlyMap<number, string> = new Map([
  [1, "upperRoman"],
  [2, "lowerRoman"],
  [3, "upperLetter"],
  [4, "lowerLetter"],
  [10, "ideographDigital"],
  [11, "japaneseCounting"],
  [14, "decimalFullWidth"],
  [18, "decimalEnclosedCircle"],
  [22, "decimalZero"],
  [23, "bullet"],
  [26, "decimalEnclosedFullstop"],
  [27, "decimalEnclosedParen"],
  [28, "decimalEnclosedCircleChinese"],
  [30, "ideographTraditional"],
  [31, "ideographZodiac"],
  [37, "chineseCounting"],
  [38, "chineseLegalSimplified"],
  [39, "chineseCountingThousand"],
  [255, "none"],
]);

/** The lists of a document ([MS-DOC] 2.9.131 and 2.9.132), by the numbers that paragraphs name. */
export function readListDefinitions(word: WordText): Map<string, List> {
  const levels = readLevels(word);
  const uses = new Map<string, List>();
  const table = tableAt(word, USES);
  const count = table.length < 4 ? 0 : table.readUInt32LE(0);
  let at = 4 + count * USE_BYTES;
  for (let index = 0; index < count && 4 + (index + 1) * USE_BYTES <= table.length; index += 1) {
    const use = 4 + index * USE_BYTES;
    const kind = String(table.readInt32LE(use));
    const restarts = new Map<number, number>();
    const own = new Map(levels.get(kind));
    at += 4;
    for (let change = 0; change < (table[use + 12] ?? 0) && at + 8 <= table.length; change += 1) {
      const start = table.readInt32LE(at);
      const flags = table[at + 4] ?? 0;
      at += 8;
      if ((flags & 0x10) !== 0) restarts.set(flags & 0x0f, start);
      if ((flags & 0x20) === 0) continue;
      const { level, next } = readLevel(table, at);
      own.set(flags & 0x0f, level);
      at = next;
    }
    uses.set(String(index + 1), { kind, levels: own, restarts });
  }
  return uses;
}

/** The levels of all lists stand behind the table of the lists, one after another. */
function readLevels(word: WordText): Map<string, Map<number, ListLevel>> {
  const kinds = new Map<string, Map<number, ListLevel>>();
  const table = tableAt(word, LISTS);
  const count = table.length < 2 ? 0 : table.readUInt16LE(0);
  let at = word.document.readUInt32LE(LISTS) + 2 + count * LIST_BYTES;
  for (let index = 0; index < count && 2 + (index + 1) * LIST_BYTES <= table.length; index += 1) {
    const list = 2 + index * LIST_BYTES;
    const levels = new Map<number, ListLevel>();
    const simple = ((table[list + 26] ?? 0) & 1) !== 0;
    for (
      let number = 0;
      number < (simple ? 1 : LEVELS) && at + LEVEL_BYTES <= word.table.length;
      number += 1
    ) {
      const { level, next } = readLevel(word.table, at);
      levels.set(number, level);
      at = next;
    }
    kinds.set(String(table.readInt32LE(list)), levels);
  }
  return kinds;
}

/** A level: its head, the looks of its number and of its paragraphs, and the text, in which a small number is a count. */
function readLevel(bytes: Buffer, at: number): { level: ListLevel; next: number } {
  const properties = (bytes[at + 24] ?? 0) + (bytes[at + 25] ?? 0);
  const text = at + LEVEL_BYTES + properties;
  const length = text + 2 <= bytes.length ? bytes.readUInt16LE(text) : 0;
  const next = text + 2 + length * 2;
  const written = bytes.toString("utf16le", text + 2, Math.min(next, bytes.length));
  return {
    next,
    level: {
      start: bytes.readInt32LE(at),
      format: FORMATS.get(bytes[at + 4] ?? 0) ?? "decimal",
      // oxlint-disable-next-line no-control-regex -- this is how the file writes them
      text: written.replace(/[\u0000-\u0008]/gu, (place) => `%${String(place.charCodeAt(0) + 1)}`),
      spaced: bytes[at + 15] !== 2,
      inFigures: ((bytes[at + 5] ?? 0) & 0x04) !== 0,
    },
  };
}
