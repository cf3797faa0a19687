const SECTOR = 512;
const FREE = 0xff_ff_ff_ff;
const END = 0xff_ff_ff_fe;
const TABLE = 0xff_ff_ff_fd;
/** Streams that are shorter stand in a stream of small sectors. */
const LEAST = 4096;

/** A file in the container of old office programs, with these streams at its top; each is padded to four kilobytes. */
export function oleOf(streams: { [name: string]: Uint8Array | string }): Buffer {
  const names = Object.keys(streams);
  const contents = names.map((name) => {
    const bytes = Buffer.from(streams[name] as Uint8Array);
    return Buffer.concat([
      bytes,
      Buffer.alloc(Math.max(LEAST, Math.ceil(bytes.length / SECTOR) * SECTOR) - bytes.length),
    ]);
  });
  const directorySectors = Math.ceil((names.length + 1) / 4);
  const table: number[] = [TABLE];
  const chain = (sectors: number): number => {
    const start = table.length;
    for (let index = 0; index < sectors; index += 1)
      table.push(index === sectors - 1 ? END : start + index + 1);
    return start;
  };
  const directoryStart = chain(directorySectors);
  const starts = contents.map((content) => chain(content.length / SECTOR));
  if (table.length > SECTOR / 4) throw new Error("too large for one sector of the table");

  const head = Buffer.alloc(SECTOR);
  Buffer.from("D0CF11E0A1B11AE1", "hex").copy(head);
  head.writeUInt16LE(9, 30);
  head.writeUInt16LE(6, 32);
  head.writeUInt32LE(1, 44);
  head.writeUInt32LE(directoryStart, 48);
  head.writeUInt32LE(LEAST, 56);
  head.writeUInt32LE(END, 60);
  head.writeUInt32LE(END, 68);
  for (let index = 0; index < 109; index += 1) head.writeUInt32LE(index === 0 ? 0 : FREE, 76 + index * 4);

  const sectorTable = Buffer.alloc(SECTOR, 0xff);
  for (const [index, next] of table.entries()) sectorTable.writeUInt32LE(next, index * 4);

  const directory = Buffer.alloc(directorySectors * SECTOR);
  const write = (index: number, name: string, start: number, size: number, child: number, right: number) => {
    const at = index * 128;
    directory.write(name, at, "utf16le");
    directory.writeUInt16LE(name.length * 2 + 2, at + 64);
    directory.writeUInt32LE(FREE, at + 68);
    directory.writeUInt32LE(right, at + 72);
    directory.writeUInt32LE(child, at + 76);
    directory.writeUInt32LE(start, at + 116);
    directory.writeUInt32LE(size, at + 120);
  };
  write(0, "Root Entry", END, 0, names.length > 0 ? 1 : FREE, FREE);
  for (const [index, name] of names.entries()) {
    const right = index + 1 < names.length ? index + 2 : FREE;
    write(index + 1, name, starts[index] ?? END, contents[index]?.length ?? 0, FREE, right);
  }
  return Buffer.concat([head, sectorTable, directory, ...contents]);
}
