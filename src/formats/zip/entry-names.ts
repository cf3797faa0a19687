const END = 0x06_05_4b_50;
const CENTRAL = 0x02_01_4b_50;
const END_BYTES = 22;
const CENTRAL_BYTES = 46;
/** The comment that may follow the end mark. */
const LONGEST_COMMENT = 0xff_ff;

/**
 * The names in the directory of a zip archive, byte by byte, in its order: enough to tell what kind of file it is without
 * unpacking anything. Empty where the directory is cut off.
 */
export function entryNames(bytes: Buffer): string[] {
  const names: string[] = [];
  const end = findEnd(bytes);
  if (end < 0) return names;
  let at = bytes.readUInt32LE(end + 16);
  while (at + CENTRAL_BYTES <= end && bytes.readUInt32LE(at) === CENTRAL) {
    const next = at + CENTRAL_BYTES + bytes.readUInt16LE(at + 28);
    names.push(bytes.toString("latin1", at + CENTRAL_BYTES, next));
    at = next + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return names;
}

function findEnd(bytes: Buffer): number {
  const last = bytes.length - END_BYTES;
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at -= 1) {
    if (bytes.readUInt32LE(at) === END) return at;
  }
  return -1;
}
