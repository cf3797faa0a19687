import { tableAt, type WordText } from "./stories.ts";

/** Where the head tells the fonts. */
const FONTS = 0x1_12;
/** The name of a font stands behind its properties. */
const NAME_AT = 39;

/** The names of the fonts, in their order. */
export function fontNames(word: WordText): string[] {
  const list = tableAt(word, FONTS);
  const names: string[] = [];
  let at = 4;
  while (at + 1 + NAME_AT < list.length) {
    const length = list[at] ?? 0;
    const name = list.toString("utf16le", at + 1 + NAME_AT, at + 1 + length);
    names.push(name.split("\0")[0] ?? "");
    at += 1 + length;
  }
  return names;
}

const WINGDINGS: ReadonlyMap<number, string> = new Map([
  [0x6c, "●"],
  [0x6e, "■"],
  [0x6f, "□"],
  [0x71, "□"],
  [0x72, "□"],
  [0xa8, "□"],
  [0xfb, "✗"],
  [0xfc, "✓"],
  [0xfd, "☒"],
  [0xfe, "☑"],
]);
const WINGDINGS_2: ReadonlyMap<number, string> = new Map([
  [0x4f, "✗"],
  [0x50, "✓"],
  [0x51, "☒"],
  [0x52, "☑"],
  [0x53, "☒"],
  [0x54, "☒"],
  [0xa3, "□"],
  [0x2a, "□"],
]);

/** The character for a box or tick of a symbol font; null for any other sign. */
export function boxOfSymbol(font: string, code: number): string | null {
  const signs = font === "Wingdings 2" ? WINGDINGS_2 : font === "Wingdings" ? WINGDINGS : null;
  return signs?.get(code & 0xff) ?? null;
}
