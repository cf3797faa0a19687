/** How deep values may stand in one another. */
const MAX_DEPTH = 12;

const SEQUENCE = 0x30;
const CONSTRUCTED = 0x20;
const OCTET_STRING = 0x04;
/** UTF8String, PrintableString, IA5String. */
const STRINGS: ReadonlySet<number> = new Set([0x0c, 0x13, 0x16]);
const PICTURE_TYPE = /^(?:png|jpe?g|bmp|gif|tiff?|ofd)$/iu;

/**
 * The picture in an electronic seal: the bytes of an image, or of an OFD file. `bytes` are a SignedValue or a seal
 * (GB/T 38540-2020, and GM/T 0031-2014 before it), whose SES_ESPictrueInfo is a sequence of its type and its data. Null
 * where there is none. Nothing in it is verified.
 */
export function sealPicture(bytes: Uint8Array): Uint8Array | null {
  return findPicture(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), 0);
}

function findPicture(bytes: Buffer, depth: number): Uint8Array | null {
  if (depth > MAX_DEPTH) return null;
  const values = valuesOf(bytes);
  for (const [at, { tag, content }] of values.entries()) {
    const next = values[at + 1];
    if (
      STRINGS.has(tag) &&
      next?.tag === OCTET_STRING &&
      PICTURE_TYPE.test(content.toString("latin1").trim())
    )
      return next.content;
  }
  for (const { tag, content } of values) {
    const found = tag === SEQUENCE || (tag & CONSTRUCTED) !== 0 ? findPicture(content, depth + 1) : null;
    if (found !== null) return found;
  }
  return null;
}

interface Value {
  tag: number;
  content: Buffer;
}

/** The values that stand one after the other in a piece of DER (ITU-T X.690, 8.1); what is cut off ends them. */
function valuesOf(bytes: Buffer): Value[] {
  const values: Value[] = [];
  let at = 0;
  while (at + 2 <= bytes.length) {
    const tag = bytes.readUInt8(at);
    const first = bytes.readUInt8(at + 1);
    const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
    const start = at + 2 + lengthBytes;
    // Lengths of more than four bytes are larger than any file; none at all (0x80) is not allowed in DER.
    if (first === 0x80 || lengthBytes > 4 || start > bytes.length) break;
    const length = lengthBytes === 0 ? first : bytes.readUIntBE(at + 2, lengthBytes);
    if (start + length > bytes.length) break;
    values.push({ tag, content: bytes.subarray(start, start + length) });
    at = start + length;
  }
  return values;
}
