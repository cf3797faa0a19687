/** What the header of a Windows bitmap says. */
export interface BmpFacts {
  width: number;
  height: number;
  /** Dots per inch; 0 where the file does not say. */
  dpiX: number;
  dpiY: number;
}

const INCHES_PER_METRE = 0.0254;

/**
 * Reads the header of a BMP ([MS-WMF] 2.2.2.3, BITMAPINFOHEADER, and the older core header).
 * Throws where the header is none, or the file is shorter than its dots need.
 */
export function readBmp(bytes: Uint8Array): BmpFacts {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 26) throw new Error("the header is cut off");
  const begin = view.getUint32(10, true);
  const header = view.getUint32(14, true);
  if (header === 12) {
    const facts = { width: view.getUint16(18, true), height: view.getUint16(20, true), dpiX: 0, dpiY: 0 };
    return checked(facts, view.getUint16(24, true), begin, bytes);
  }
  if (header < 40 || bytes.length < 54) throw new Error("the header is cut off");
  const facts = {
    width: view.getInt32(18, true),
    // Bitmaps whose rows go from the top say so by a height below 0.
    height: Math.abs(view.getInt32(22, true)),
    dpiX: view.getInt32(38, true) * INCHES_PER_METRE,
    dpiY: view.getInt32(42, true) * INCHES_PER_METRE,
  };
  const isPacked = ![0, 3, 6].includes(view.getUint32(30, true));
  return checked(facts, isPacked ? 0 : view.getUint16(28, true), begin, bytes);
}

function checked(facts: BmpFacts, bits: number, begin: number, bytes: Uint8Array): BmpFacts {
  if (facts.width < 1 || facts.height < 1) throw new Error("the picture has no dots");
  const row = Math.ceil((facts.width * bits) / 32) * 4;
  if (begin >= bytes.length || begin + row * facts.height > bytes.length)
    throw new Error("rows of the picture are missing");
  return facts;
}
