/**
 * Characters that no text of a document holds: private use, the replacement character, controls, unassigned ones,
 * non-characters and lone surrogates.
 */
const IMPOSSIBLE = /[\p{Co}\p{Cn}\p{Cs}\uFFFD]|(?![\t\n\r])\p{Cc}/u;

/** Signs that word processors take from symbol fonts (Wingdings, Symbol), whose codes lie in the private use area. */
const SYMBOLS = new Map([
  ["\uF052", "☑"],
  ["\uF06C", "●"],
  ["\uF06E", "■"],
  ["\uF06F", "□"],
  ["\uF0A3", "□"],
  ["\uF0A7", "▪"],
  ["\uF0A8", "□"],
  ["\uF0B7", "•"],
  ["\uF0D8", "➢"],
  ["\uF0E0", "→"],
  ["\uF0FC", "✓"],
  ["\uF0FD", "☒"],
  ["\uF0FE", "☑"],
]);

/** Forms that stand in text layers for ordinary characters: radicals, compatibility ideographs and ligatures. */
const PRESENTATION = /[\u2E80-\u2FDF\uF900-\uFAFF\uFB00-\uFB06]/u;

/** The character that a glyph shows, as text is written. */
export function characterOf(unicode: string): string {
  if (unicode.length === 1 && unicode < "\u2E80") return unicode;
  const symbol = SYMBOLS.get(unicode);
  if (symbol !== undefined) return symbol;
  return PRESENTATION.test(unicode) ? unicode.normalize("NFKC") : unicode;
}

export function isImpossible(character: string): boolean {
  const code = character.charCodeAt(0);
  if (character.length === 1 && ((code >= 0x20 && code < 0x7f) || (code >= 0x4e_00 && code < 0x9f_a6)))
    return false;
  return IMPOSSIBLE.test(character);
}

/** Text of one byte encoding read as another: runs of accented letters and signs with hardly a plain letter among them. */
const MOJIBAKE = /^[\u0080-\u00FF]{4,}$|^(?:[\u00C2-\u00F4][\u0080-\u00BF]{1,2}){2,}$/u;

/** Whether a word looks like text that was decoded in the wrong encoding. */
export function isMojibake(text: string): boolean {
  return MOJIBAKE.test(text);
}

/** What the glyphs of one font on a page turned out to be. */
export class FontUse {
  glyphs = 0;
  /** Glyphs whose character is nothing but their code. */
  verbatim = 0;
  /** Glyphs whose character is none that Chinese or western text is made of. */
  odd = 0;

  add(character: string, code: number): void {
    this.glyphs += 1;
    if (character.charCodeAt(0) === code && character.length === 1) this.verbatim += 1;
    if (!isUsual(character)) this.odd += 1;
  }

  /**
   * Whether the font has no map to Unicode, so that the codes of its glyphs pass for characters: all do, and too many of
   * them are such as no text is made of. (Fonts coded in Unicode itself pass their codes as well, but make sense.)
   */
  get lacksUnicode(): boolean {
    return this.verbatim === this.glyphs && this.odd * 4 > this.glyphs;
  }
}

/** The characters that common Chinese text is made of: level 1 of GB 2312, 3755 of them, in the order of its rows. */
const COMMON_HAN = decodeCommonHan();

function decodeCommonHan(): ReadonlySet<string> {
  const bytes: number[] = [];
  for (let row = 0xb0; row <= 0xd7; row += 1)
    for (let cell = 0xa1; cell <= 0xfe; cell += 1) bytes.push(row, cell);
  return new Set(new TextDecoder("gbk").decode(Uint8Array.from(bytes)));
}

const USUAL = /[\p{Script=Latin}\p{Nd}\p{P}\p{S}\s]/u;

function isUsual(character: string): boolean {
  const code = character.charCodeAt(0);
  if (code >= 0x20 && code < 0x7f) return true;
  return COMMON_HAN.has(character) || USUAL.test(character);
}
