import { openDocument } from "../pdf/open-document.ts";

/** What a JBIG2 file begins with (ISO/IEC 14492, annex D.4.1). */
const MARK = [0x97, 0x4a, 0x42, 0x32, 0x0d, 0x0a, 0x1a, 0x0a];
/** Segments of the type that says how large the page is (7.4.8). */
const PAGE_INFORMATION = 48;

export function isJbig2(bytes: Uint8Array): boolean {
  return MARK.every((byte, at) => bytes[at] === byte);
}

/**
 * The first page of a JBIG2 file as PNG; null where it cannot be decoded, or has more pixels than `mostPixels`. JBIG2 is what
 * scanners save black and white pages in. The decoder is that of pdf.js, which is given the file as the one image of a PDF.
 */
export async function decodeJbig2(bytes: Uint8Array, mostPixels: number): Promise<Uint8Array | null> {
  const segments = segmentsOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const size = pageSize(segments);
  if (size === null || size[0] === 0 || size[1] === 0 || size[0] * size[1] > mostPixels) return null;
  const [width, height] = size;
  const { createCanvas } = await import("@napi-rs/canvas");
  const stream = Buffer.concat(segments.flatMap(({ head, data }) => [head, data]));
  const open = await openDocument(pdfOf(stream, width, height), undefined, mostPixels);
  try {
    const page = await open.document.getPage(1);
    const operators = await page.getOperatorList();
    // pdf.js leaves out an image that it cannot decode, and says nothing.
    if (!operators.fnArray.includes(open.ops["paintImageXObject"] ?? -1)) return null;
    const canvas = createCanvas(width, height);
    await page.render({ canvas: canvas as never, viewport: page.getViewport({ scale: 1 }) }).promise;
    return await canvas.encode("png");
  } catch {
    return null;
  } finally {
    await open.destroy();
  }
}

/** Width and height in pixels as the page's own segment tells them; null where there is none, or no height yet. */
function pageSize(segments: Segment[]): [width: number, height: number] | null {
  const page = segments.find(({ type }) => type === PAGE_INFORMATION)?.data;
  if (page === undefined || page.length < 8) return null;
  const height = page.readUInt32BE(4);
  return height === 0xffffffff ? null : [page.readUInt32BE(0), height];
}

const MOST_SEGMENTS = 10_000;
const END_OF_FILE = 51;

interface Segment {
  type: number;
  head: Buffer;
  data: Buffer;
}

/** The segments of a file (7.2): each is followed by its data, or all heads stand first. None where the file is cut off. */
function segmentsOf(file: Buffer): Segment[] {
  const flags = file[MARK.length] ?? 0;
  const isSequential = (flags & 1) === 1;
  const heads: { type: number; head: Buffer; length: number; end: number }[] = [];
  // The number of pages follows where it is known.
  let at = MARK.length + ((flags & 2) === 0 ? 5 : 1);
  while (at + 11 <= file.length && heads.length < MOST_SEGMENTS) {
    const number = file.readUInt32BE(at);
    const flag = file.readUInt8(at + 4);
    const few = file.readUInt8(at + 5) >> 5;
    const isMany = few === 7;
    const referred = isMany ? file.readUInt32BE(at + 5) & 0x1fffffff : few;
    const counts = isMany ? 4 + Math.ceil((referred + 1) / 8) : 1;
    const each = number <= 256 ? 1 : number <= 65_536 ? 2 : 4;
    const end = at + 5 + counts + referred * each + ((flag & 0x40) === 0 ? 1 : 4) + 4;
    if (end > file.length) break;
    const length = file.readUInt32BE(end - 4);
    const type = flag & 0x3f;
    heads.push({ type, head: file.subarray(at, end), length, end });
    if (type === END_OF_FILE) break;
    at = isSequential ? end + length : end;
  }
  let data = heads.at(-1)?.end ?? at;
  const segments = heads.map(({ type, head, length, end }) => {
    const from = isSequential ? end : data;
    data += length;
    return { type, head, data: file.subarray(from, from + length), length };
  });
  // A decoder would leave white what is cut off.
  const isWhole = heads.at(-1)?.type === END_OF_FILE || at === file.length;
  return isWhole && segments.every((segment) => segment.data.length === segment.length) ? segments : [];
}

/** A PDF of one page that is the image. */
function pdfOf(image: Uint8Array, width: number, height: number): Uint8Array {
  const drawing = `q ${width} 0 0 ${height} 0 0 cm /I Do Q`;
  const objects = [
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${width} ${height}]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>`,
    `<</Length ${drawing.length}>>stream\n${drawing}\nendstream`,
  ].map((body, at) => `${at + 1} 0 obj${body}\nendobj\n`);
  const head = `5 0 obj<</Type/XObject/Subtype/Image/Width ${width}/Height ${height}/BitsPerComponent 1/ColorSpace/DeviceGray/Filter/JBIG2Decode/Length ${image.length}>>stream\n`;
  return Buffer.concat([
    Buffer.from(`%PDF-1.7\n${objects.join("")}${head}`, "latin1"),
    image,
    // Without a table of objects pdf.js looks for them itself.
    Buffer.from("\nendstream\nendobj\ntrailer<</Root 1 0 R/Size 6>>\n", "latin1"),
  ]);
}
