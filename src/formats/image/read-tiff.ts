/** One picture of a TIFF file. */
export interface TiffPage {
  /** Its number in the file, counted from 0. */
  index: number;
  /** Dots per inch; 0 where the file does not say. Faxes have other ones across than down. */
  dpiX: number;
  dpiY: number;
}

const SUBFILE = 254;
const X_RESOLUTION = 282;
const Y_RESOLUTION = 283;
const RESOLUTION_UNIT = 296;

/** Mark of a picture that is another one of the file in small. */
const REDUCED = 1;

/**
 * Goes through the directories of a TIFF file (TIFF Revision 6.0, Adobe 1992, section 2) and lists its pages; small copies
 * of pages are left out. Throws where the directories run out of the file or in a circle. Null for BigTIFF.
 */
export function listTiffPages(bytes: Uint8Array): TiffPage[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = bytes[0] === 0x49;
  if (bytes.length >= 4 && view.getUint16(2, little) === 43) return null;
  if (bytes.length < 8) throw new Error("the header is cut off");
  const pages: TiffPage[] = [];
  const seen = new Set<number>();
  let index = 0;
  for (let at = view.getUint32(4, little); at !== 0; index += 1) {
    if (seen.has(at)) throw new Error("the directories run in a circle");
    seen.add(at);
    const { next, tags } = readDirectory(view, at, little);
    if (((tags.get(SUBFILE) ?? 0) & REDUCED) === 0) {
      const unit = tags.get(RESOLUTION_UNIT) ?? 2;
      const perInch = unit === 2 ? 1 : unit === 3 ? 2.54 : 0;
      pages.push({
        index,
        dpiX: (tags.get(X_RESOLUTION) ?? 0) * perInch,
        dpiY: (tags.get(Y_RESOLUTION) ?? 0) * perInch,
      });
    }
    at = next;
  }
  return pages;
}

function readDirectory(
  view: DataView,
  at: number,
  little: boolean,
): { next: number; tags: Map<number, number> } {
  if (at + 2 > view.byteLength) throw new Error("a directory is cut off");
  const count = view.getUint16(at, little);
  const end = at + 2 + count * 12;
  if (end + 4 > view.byteLength) throw new Error("a directory is cut off");
  const tags = new Map<number, number>();
  for (let entry = at + 2; entry < end; entry += 12) {
    const value = valueAt(view, entry, little);
    if (value !== null) tags.set(view.getUint16(entry, little), value);
  }
  return { next: view.getUint32(end, little), tags };
}

/** The first number of an entry: short, long or rational; null for other types. */
function valueAt(view: DataView, entry: number, little: boolean): number | null {
  const type = view.getUint16(entry + 2, little);
  if (type === 3) return view.getUint16(entry + 8, little);
  if (type === 4) return view.getUint32(entry + 8, little);
  if (type !== 5) return null;
  const at = view.getUint32(entry + 8, little);
  if (at + 8 > view.byteLength) return null;
  const under = view.getUint32(at + 4, little);
  return under === 0 ? null : view.getUint32(at, little) / under;
}
