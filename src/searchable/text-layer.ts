import { type PDFContext, PDFHexString, PDFName, type PDFPage, type PDFRef } from "@cantoo/pdf-lib";
import { GLYPH_WIDTHS, glyphlessFont } from "./glyphless-font.ts";
import { glyphOf, type PlacedText } from "./place-text.ts";

const FONT = "FuheGlyphless";

/** Entries of one block of a character map (Adobe Technical Note 5411). */
const MAP_BLOCK = 100;

/** Text that is drawn invisibly over pages, in one font for all of a document. */
export class TextLayer {
  readonly #context: PDFContext;
  readonly #font: PDFRef;
  /** Characters by their codes: the first has 1. */
  readonly #codes = new Map<string, number>();

  constructor(context: PDFContext) {
    this.#context = context;
    this.#font = context.nextRef();
  }

  /** Adds text to a page; what is there stays as it is. */
  write(page: PDFPage, texts: readonly PlacedText[]): void {
    const lines = texts.map(({ text, matrix }) => {
      const codes = Array.from(text, (one) => hex(this.#codeOf(one))).join("");
      return `${matrix.map((value) => Number(value.toFixed(4))).join(" ")} Tm <${codes}> Tj`;
    });
    const { node } = page;
    node.normalize();
    const name = node.newFontDictionary(FONT, this.#font);
    const stream = ["q BT 3 Tr", `${name.toString()} 1 Tf`, ...lines, "ET Q"].join("\n");
    const contextOf = (content: string): PDFRef => this.#context.register(this.#context.flateStream(content));
    // What the page draws may leave its space moved.
    node.wrapContentStreams(contextOf("q"), contextOf("Q"));
    node.addContentStream(contextOf(stream));
  }

  /** Writes the font; after the last page. */
  finish(): void {
    const context = this.#context;
    const characters = [...this.#codes.keys()];
    const program = glyphlessFont();
    const file = context.register(context.flateStream(program, { Length1: program.length }));
    const descriptor = context.register(
      context.obj({
        Type: "FontDescriptor",
        FontName: FONT,
        // Symbolic: no encoding of its own.
        Flags: 4,
        FontBBox: [0, 0, 1000, 1000],
        ItalicAngle: 0,
        Ascent: 1000,
        Descent: 0,
        CapHeight: 1000,
        StemV: 80,
        FontFile2: file,
      }),
    );
    const glyphs = Uint8Array.from([0, 0, ...characters.flatMap((one) => [0, glyphOf(one)])]);
    const widths = characters.map((one) => GLYPH_WIDTHS[glyphOf(one)]);
    const descendant = context.register(
      context.obj({
        Type: "Font",
        Subtype: "CIDFontType2",
        BaseFont: FONT,
        CIDSystemInfo: {
          Registry: PDFHexString.fromText("Adobe"),
          Ordering: PDFHexString.fromText("Identity"),
          Supplement: 0,
        },
        FontDescriptor: descriptor,
        DW: 1000,
        W: [1, widths],
        CIDToGIDMap: context.register(context.flateStream(glyphs)),
      }),
    );
    context.assign(
      this.#font,
      context.obj({
        Type: "Font",
        Subtype: "Type0",
        BaseFont: FONT,
        Encoding: PDFName.of("Identity-H"),
        DescendantFonts: [descendant],
        ToUnicode: context.register(context.flateStream(characterMap(characters))),
      }),
    );
  }

  #codeOf(character: string): number {
    const known = this.#codes.get(character) ?? this.#codes.size + 1;
    this.#codes.set(character, known);
    return known;
  }
}

/** Which character each code stands for (ISO 32000-1, 9.10.3). */
function characterMap(characters: readonly string[]): string {
  const entries = characters.map((one, at) => {
    const units = Array.from({ length: one.length }, (_, unit) => hex(one.charCodeAt(unit))).join("");
    return `<${hex(at + 1)}> <${units}>`;
  });
  const blocks: string[] = [];
  for (let at = 0; at < entries.length; at += MAP_BLOCK) {
    const block = entries.slice(at, at + MAP_BLOCK);
    blocks.push(`${String(block.length)} beginbfchar`, ...block, "endbfchar");
  }
  return [
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
    "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
    "1 begincodespacerange <0000> <ffff> endcodespacerange",
    ...blocks,
    "endcmap CMapName currentdict /CMap defineresource pop end end",
  ].join("\n");
}

function hex(code: number): string {
  return code.toString(16).padStart(4, "0");
}
