/** Glyphs of the font: how wide each is, in thousandths of its size. The first is `.notdef`, which is never used. */
export const GLYPH_WIDTHS = [1000, 1000, 500] as const;

/** The glyph of Chinese characters, and that of letters and figures, which are half as wide. */
export const FULL = 1;
export const HALF = 2;

const UNITS_PER_EM = 1000;

/**
 * A TrueType font whose glyphs draw nothing: PDF/A wants a font in the file also for text that is never seen, and this one
 * has 400 bytes. Made table by table (ISO/IEC 14496-22: head, hhea, hmtx, maxp, loca, glyf).
 */
export function glyphlessFont(): Uint8Array {
  const glyphs = GLYPH_WIDTHS.length;
  return fontFile([
    // The table of outlines must not be without bytes; no glyph points at these.
    ["glyf", new Uint8Array(4)],
    [
      "head",
      bytes([
        [4, 0x00010000],
        [4, 0x00010000],
        [4, 0],
        [4, 0x5f0f3cf5],
        // Baseline at 0, left bearing at 0; the size of its em.
        [2, 0b11],
        [2, UNITS_PER_EM],
        // Made and changed: 1904, the beginning of its calendar.
        [8, 0],
        [8, 0],
        // What its glyphs cover: nothing.
        [8, 0],
        [2, 0],
        [2, 3],
        [2, 2],
        // Offsets in `loca` are short.
        [2, 0],
        [2, 0],
      ]),
    ],
    [
      "hhea",
      bytes([
        [4, 0x00010000],
        [2, UNITS_PER_EM],
        [2, 0],
        [2, 0],
        [2, Math.max(...GLYPH_WIDTHS)],
        [8, 0],
        // An upright caret.
        [2, 1],
        [8, 0],
        [6, 0],
        [2, glyphs],
      ]),
    ],
    [
      "hmtx",
      bytes(
        GLYPH_WIDTHS.flatMap((width): [number, number][] => [
          [2, width],
          [2, 0],
        ]),
      ),
    ],
    ["loca", new Uint8Array((glyphs + 1) * 2)],
    [
      "maxp",
      bytes([
        [4, 0x00010000],
        [2, glyphs],
        // No points, contours, components or instructions.
        [8, 0],
        [2, 2],
        [8, 0],
        [8, 0],
      ]),
    ],
  ]);
}

/** Numbers one after the other, each in so many bytes, the highest first. */
function bytes(numbers: readonly (readonly [size: number, value: number])[]): Uint8Array {
  return Uint8Array.from(
    numbers.flatMap(([size, value]) =>
      Array.from({ length: size }, (_, at) => Math.floor(value / 256 ** (size - 1 - at)) % 256),
    ),
  );
}

function fontFile(tables: readonly [tag: string, data: Uint8Array][]): Uint8Array {
  const power = 2 ** Math.floor(Math.log2(tables.length));
  const header = bytes([
    [4, 0x00010000],
    [2, tables.length],
    [2, power * 16],
    [2, Math.log2(power)],
    [2, (tables.length - power) * 16],
  ]);
  let at = header.length + tables.length * 16;
  const directory: Uint8Array[] = [];
  const bodies: Uint8Array[] = [];
  let begin = 0;
  for (const [tag, data] of tables) {
    const padded = new Uint8Array(Math.ceil(data.length / 4) * 4);
    padded.set(data);
    if (tag === "head") begin = at;
    directory.push(
      new TextEncoder().encode(tag),
      bytes([
        [4, checksum(padded)],
        [4, at],
        [4, data.length],
      ]),
    );
    bodies.push(padded);
    at += padded.length;
  }
  const file = Uint8Array.from(Buffer.concat([header, ...directory, ...bodies]));
  const adjustment = (0xb1b0afba - checksum(file) + 2 ** 32) % 2 ** 32;
  file.set(bytes([[4, adjustment]]), begin + 8);
  return file;
}

function checksum(data: Uint8Array): number {
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  let sum = 0;
  for (let at = 0; at < data.length; at += 4) sum = (sum + view.getUint32(at)) % 2 ** 32;
  return sum;
}
