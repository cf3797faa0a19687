/** Prose is not laid out wider than this where there is no terminal to say how wide it is. */
export const PAGE_WIDTH = 100;

/** Characters that take two columns of a terminal: CJK and its punctuation, kana, hangul, full-width forms, emoji. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
/** Characters that take none: combining marks, joiners, zero-width spaces. */
const WIDTHLESS = /[\p{Mn}\p{Me}\p{Cf}]/u;
const ASCII_ONLY = /^[\x20-\x7e]*$/u;
// oxlint-disable-next-line no-control-regex -- colour codes are what is looked for
const COLOUR_CODE = /\x1b\[[\d;]*m/gu;
/** Control characters, and marks that turn the direction of what follows. */
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const UNPRINTABLE = /[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Columns that a text takes on a terminal; colour codes take none. */
export function widthOf(text: string): number {
  const plain = text.replaceAll(COLOUR_CODE, "");
  if (ASCII_ONLY.test(plain)) return plain.length;
  let width = 0;
  for (const character of plain) width += characterWidth(character);
  return width;
}

function characterWidth(character: string): number {
  return WIDTHLESS.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
}

/** The text, filled up with spaces to so many columns; longer texts stay as they are. */
export function padTo(text: string, width: number, align: "left" | "right" = "left"): string {
  const filling = " ".repeat(Math.max(0, width - widthOf(text)));
  return align === "left" ? text + filling : filling + text;
}

/**
 * The text, cut to so many columns; "…" tells that there was more, at the end or at the start. Not for texts with colour
 * codes.
 */
export function cutTo(text: string, width: number, lost: "end" | "start" = "end"): string {
  if (widthOf(text) <= width) return text;
  const characters = Array.from(text);
  if (lost === "end")
    return `${fitting(characters, width - 1)
      .join("")
      .trimEnd()}…`;
  const kept = fitting(characters.reverse(), width - 1).reverse();
  return `…${kept.join("").trimStart()}`;
}

/** The first characters that fit into so many columns. */
function fitting(characters: string[], width: number): string[] {
  let used = 0;
  const end = characters.findIndex((character) => {
    used += characterWidth(character);
    return used > width;
  });
  return characters.slice(0, end);
}

/**
 * The text in lines of at most so many columns. Latin words stay whole, Chinese breaks anywhere but before closing
 * punctuation. Line breaks of the text are kept.
 */
export function wrapTo(text: string, width: number): string[] {
  return text.split("\n").flatMap((line) => wrapLine(line, Math.max(2, width)));
}

/** What may not be parted: a run of narrow characters, or a wide one with the brackets and punctuation that cling to it. */
const PIECE = /\s+|[（《「『【“‘(]*(?:[^\s\u2e80-\uffff“‘(]+|.)[，。、；：？！）》」』】”’),.;:?!%]*/gsu;

function wrapLine(line: string, width: number): string[] {
  const lines: string[] = [];
  let current = "";
  let used = 0;
  const take = (piece: string): void => {
    const pieceWidth = widthOf(piece);
    if (used > 0 && used + pieceWidth > width) {
      lines.push(current.trimEnd());
      current = "";
      used = 0;
      if (piece.trim() === "") return;
    }
    current += piece;
    used += pieceWidth;
  };
  for (const piece of line.match(PIECE) ?? []) {
    if (widthOf(piece) > width) for (const character of piece) take(character);
    else take(piece);
  }
  return [...lines, current.trimEnd()];
}

/** The text as it may be sent to a terminal: what a file holds must not be able to steer the terminal. */
export function printable(text: string): string {
  return text.replaceAll(UNPRINTABLE, (character) => (/\s/u.test(character) ? " " : "�"));
}

/** As `printable`, with line breaks kept. */
export function printableLines(text: string): string {
  return text
    .split(/\r\n|\r|\n/u)
    .map(printable)
    .join("\n");
}
