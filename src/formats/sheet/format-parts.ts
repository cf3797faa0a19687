/** A piece of a number format. */
export type FormatPart =
  | { kind: "literal"; text: string }
  | { kind: "digit"; place: "0" | "#" | "?" }
  | { kind: "point" | "comma" | "percent" | "general" | "text" }
  /** A run of one letter (y, m, d, h, s, a), of hours that count on ([h]), or the halves of the day. */
  | { kind: "date"; letter: string; length: number; counting: boolean };

export interface FormatSection {
  /** `unknown` where it has a piece that is not understood: fractions, exponents, numbers as Chinese words. */
  kind: "number" | "date" | "general" | "unknown";
  condition: { operator: string; bound: string } | null;
  parts: FormatPart[];
}

const PIECE = new RegExp(
  [
    '"(?<quoted>[^"]*)"?', // a text
    "\\\\(?<escaped>.)", // a character
    "[_*].", // a gap as wide as a character, or filled with it
    "\\[(?<bracket>[^\\]]*)\\]", // a colour, a condition, a language, hours that count on
    "(?<general>General|G/通用格式)",
    "(?<halves>AM/PM|A/P|上午/下午)",
    "(?<odd>E[+-]|/)", // exponents, fractions
    "(?<letters>y+|m+|d+|h+|s+|e+|a{3,4}|g+|b+)",
    "(?<digit>[0#?])",
    "(?<mark>[.,%@])",
    "(?<plain>.)",
  ].join("|"),
  "giu",
);
const CONDITION = /^(?<operator>[<>]=?|<>|=)(?<bound>-?\d+(?:\.\d+)?)$/u;
const CURRENCY = /^\$(?<sign>[^-]*)/u;

const known = new Map<string, FormatSection[]>();
const MOST_KNOWN = 1000;

/** The sections of a format: for numbers above, below and at zero, and for text; or under conditions of their own. */
export function cutSections(format: string): FormatSection[] {
  const before = known.get(format);
  if (before !== undefined) return before;
  const sections = splitSections(format).map(readSection);
  if (known.size < MOST_KNOWN) known.set(format, sections);
  return sections;
}

/** Semicolons part them, but not within quotes. */
function splitSections(format: string): string[] {
  return (format.match(/(?:"[^"]*"?|\\.|[^;"\\])+|;/gu) ?? [""]).reduce<string[]>(
    (sections, piece) => {
      if (piece === ";") sections.push("");
      else sections[sections.length - 1] += piece;
      return sections;
    },
    [""],
  );
}

function readSection(text: string): FormatSection {
  const section: FormatSection = { kind: "number", condition: null, parts: [] };
  let unknown = false;
  const add = (part: FormatPart) => {
    section.parts.push(part);
  };
  for (const { groups = {} } of text.matchAll(PIECE)) {
    const { quoted, escaped, bracket, general, halves, letters, digit, mark, odd, plain } = groups;
    const literal = quoted ?? escaped ?? plain;
    if (literal !== undefined) add({ kind: "literal", text: literal });
    else if (bracket !== undefined) unknown = !readBracket(bracket, section) || unknown;
    else if (general !== undefined) add({ kind: "general" });
    else if (halves !== undefined)
      add({ kind: "date", letter: halves.toUpperCase(), length: 1, counting: false });
    else if (letters !== undefined) unknown = !addLetters(letters, section) || unknown;
    else if (digit !== undefined) add({ kind: "digit", place: digit as "0" });
    else if (mark !== undefined) add(MARKS[mark as keyof typeof MARKS]);
    else if (odd === "/" && section.parts.some(({ kind }) => kind === "date"))
      add({ kind: "literal", text: "/" });
    else if (odd !== undefined) unknown = true;
  }
  section.kind = unknown ? "unknown" : kindOf(section.parts);
  if (section.kind === "date") settleMinutes(section.parts);
  return section;
}

const MARKS = {
  ".": { kind: "point" },
  ",": { kind: "comma" },
  "%": { kind: "percent" },
  "@": { kind: "text" },
} as const;

function kindOf(parts: readonly FormatPart[]): FormatSection["kind"] {
  const has = (kind: FormatPart["kind"]) => parts.some((part) => part.kind === kind);
  if (has("date")) return has("digit") ? "unknown" : "date";
  return has("general") || has("text") ? "general" : "number";
}

/** Colours and languages change nothing that is read; numbers as Chinese words are not understood. */
function readBracket(bracket: string, section: FormatSection): boolean {
  const condition = CONDITION.exec(bracket)?.groups;
  if (condition !== undefined) {
    section.condition = { operator: condition["operator"] ?? "", bound: condition["bound"] ?? "" };
    return true;
  }
  const counting = /^(?:h+|m+|s+)$/iu.exec(bracket)?.[0];
  if (counting !== undefined) {
    section.parts.push({
      kind: "date",
      letter: counting.charAt(0).toLowerCase(),
      length: counting.length,
      counting: true,
    });
    return true;
  }
  const sign = CURRENCY.exec(bracket)?.groups?.["sign"];
  if (sign !== undefined && sign !== "") section.parts.push({ kind: "literal", text: sign });
  return !/^DBNum/iu.test(bracket);
}

/** Eras of other calendars are not understood. */
function addLetters(letters: string, section: FormatSection): boolean {
  const letter = letters.charAt(0).toLowerCase();
  if (letter === "g" || letter === "b") return false;
  section.parts.push({ kind: "date", letter, length: letters.length, counting: false });
  return true;
}

/** m is a minute behind hours and before seconds, otherwise a month. */
function settleMinutes(parts: FormatPart[]): void {
  const dates = parts.filter((part) => part.kind === "date");
  for (const [index, part] of dates.entries()) {
    if (part.letter !== "m" || part.length > 2) continue;
    if (dates[index - 1]?.letter === "h" || dates[index + 1]?.letter === "s" || part.counting)
      part.letter = "minute";
  }
}
