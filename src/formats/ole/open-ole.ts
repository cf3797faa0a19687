/** A file in the container of old office programs ("OLE", "compound file", [MS-CFB]). */
export interface OleFile {
  /** The streams and storages at the top, not those of objects that are embedded further down. */
  readonly names: ReadonlySet<string>;
  /** The bytes of a stream at the top; null where there is none, or its chain of sectors is broken. */
  read(name: string): Buffer | null;
}

interface Entry {
  name: string;
  left: number;
  right: number;
  child: number;
  start: number;
  size: number;
}

const HEAD_BYTES = 512;
const ENTRY_BYTES = 128;
const LARGEST_SECTOR = 0xff_ff_ff_fa;
/** Sectors of the table of sectors that are named in the head itself. */
const NAMED_IN_HEAD = 109;

/** Opens a container; null where it is none. A damaged one gives what can still be found. */
export function openOle(bytes: Buffer): OleFile | null {
  if (bytes.length < HEAD_BYTES || bytes.readUInt32BE(0) !== 0xd0_cf_11_e0) return null;
  const shift = bytes.readUInt16LE(30);
  if (shift !== 9 && shift !== 12) return null;
  const size = 1 << shift;
  const sector = (number: number): Buffer => bytes.subarray((number + 1) * size, (number + 2) * size);
  const sectors = Math.ceil(bytes.length / size);
  const table = readTable(bytes, sector, sectors);
  const root = joinChain(bytes.readUInt32LE(48), table, sector, sectors);
  const entries = readEntries(root);
  const top = namesAtTop(entries);
  const small = Buffer.from(joinChain(bytes.readUInt32LE(60), table, sector, sectors));
  const smallTable = Array.from({ length: small.length >> 2 }, (_, index) => small.readUInt32LE(index * 4));
  const smallest = bytes.readUInt32LE(56);
  let smallStream: Buffer | null = null;

  return {
    names: new Set(top.keys()),
    read(name) {
      const entry = top.get(name);
      if (entry === undefined) return null;
      let stream: Buffer;
      if (entry.size >= smallest) stream = joinChain(entry.start, table, sector, sectors);
      else {
        smallStream ??= joinChain(entries[0]?.start ?? LARGEST_SECTOR, table, sector, sectors);
        const whole = smallStream;
        const smallSector = (number: number) => whole.subarray(number * 64, (number + 1) * 64);
        stream = joinChain(entry.start, smallTable, smallSector, smallTable.length);
      }
      return stream.length < entry.size ? null : stream.subarray(0, entry.size);
    },
  };
}

/** Which sector follows which. */
function readTable(bytes: Buffer, sector: (number: number) => Buffer, sectors: number): number[] {
  const numbers: number[] = [];
  for (let index = 0; index < NAMED_IN_HEAD; index += 1) numbers.push(bytes.readUInt32LE(76 + index * 4));
  let further = bytes.readUInt32LE(68);
  for (let steps = 0; further < LARGEST_SECTOR && steps < sectors; steps += 1) {
    const list = sector(further);
    if (list.length < HEAD_BYTES) break;
    for (let at = 0; at < list.length - 4; at += 4) numbers.push(list.readUInt32LE(at));
    further = list.readUInt32LE(list.length - 4);
  }
  const table: number[] = [];
  for (const number of numbers) {
    if (number >= LARGEST_SECTOR || table.length > sectors) break;
    const part = sector(number);
    for (let at = 0; at + 4 <= part.length; at += 4) table.push(part.readUInt32LE(at));
  }
  return table;
}

/** The sectors of a chain one after another. A chain that runs in a circle ends when it is longer than the file. */
function joinChain(
  start: number,
  table: readonly number[],
  sector: (number: number) => Buffer,
  most: number,
): Buffer {
  const parts: Buffer[] = [];
  for (let at = start; at < LARGEST_SECTOR && parts.length < most; at = table[at] ?? LARGEST_SECTOR)
    parts.push(sector(at));
  return Buffer.concat(parts);
}

function readEntries(directory: Buffer): Entry[] {
  const entries: Entry[] = [];
  for (let at = 0; at + ENTRY_BYTES <= directory.length; at += ENTRY_BYTES) {
    const bytes = Math.min(64, directory.readUInt16LE(at + 64));
    entries.push({
      name: directory.toString("utf16le", at, at + Math.max(0, bytes - 2)),
      left: directory.readUInt32LE(at + 68),
      right: directory.readUInt32LE(at + 72),
      child: directory.readUInt32LE(at + 76),
      start: directory.readUInt32LE(at + 116),
      size: directory.readUInt32LE(at + 120),
    });
  }
  return entries;
}

/** The children of the root stand in a tree of their own. */
function namesAtTop(entries: readonly Entry[]): Map<string, Entry> {
  const top = new Map<string, Entry>();
  const seen = new Set<number>();
  const open = [entries[0]?.child ?? LARGEST_SECTOR];
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    const entry = entries[index];
    if (entry === undefined || seen.has(index)) continue;
    seen.add(index);
    top.set(entry.name, entry);
    open.push(entry.left, entry.right);
  }
  return top;
}
