import sharp, { type Sharp } from "sharp";
import type { Raster } from "../../../src/model/raster.ts";

/** A grey picture: white, its left upper quarter black. */
export function quarter(width: number, height: number): Sharp {
  const data = new Uint8Array(width * height).fill(255);
  for (let y = 0; y < height / 2; y += 1) data.fill(0, y * width, y * width + width / 2);
  return sharp(data, { raw: { width, height, channels: 1 } }).toColourspace("b-w");
}

/** A bitmap of 24 bits a dot, all of one colour (blue, green, red). */
export function bmpOf(width: number, height: number, colour: readonly number[], dotsPerMetre = 0): Buffer {
  const row = Math.ceil((width * 3) / 4) * 4;
  const bytes = Buffer.alloc(54 + row * height);
  bytes.write("BM");
  bytes.writeUInt32LE(bytes.length, 2);
  bytes.writeUInt32LE(54, 10);
  bytes.writeUInt32LE(40, 14);
  bytes.writeInt32LE(width, 18);
  bytes.writeInt32LE(height, 22);
  bytes.writeUInt16LE(1, 26);
  bytes.writeUInt16LE(24, 28);
  bytes.writeInt32LE(dotsPerMetre, 38);
  bytes.writeInt32LE(dotsPerMetre, 42);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) bytes.set(colour, 54 + y * row + x * 3);
  return bytes;
}

/** A TIFF of grey pages that are not packed, each with its size and the resolutions it states. */
export function tiffOf(
  pages: readonly {
    width: number;
    height: number;
    dpiX: number;
    dpiY: number;
    subfile?: number;
    grey: number;
  }[],
): Buffer {
  const parts: Buffer[] = [];
  let at = 8;
  pages.forEach(({ width, height, dpiX, dpiY, subfile, grey }, index) => {
    const entries: [number, number, number][] = [
      [254, 4, subfile ?? 0],
      [256, 4, width],
      [257, 4, height],
      [258, 3, 8],
      [259, 3, 1],
      [262, 3, 1],
      [273, 4, at + 2 + 12 * 12 + 4 + 16],
      [278, 4, height],
      [279, 4, width * height],
      [282, 5, at + 2 + 12 * 12 + 4],
      [283, 5, at + 2 + 12 * 12 + 4 + 8],
      [296, 3, 2],
    ];
    const directory = Buffer.alloc(2 + entries.length * 12 + 4 + 16);
    directory.writeUInt16LE(entries.length, 0);
    entries.forEach(([tag, type, value], entry) => {
      directory.writeUInt16LE(tag, 2 + entry * 12);
      directory.writeUInt16LE(type, 4 + entry * 12);
      directory.writeUInt32LE(1, 6 + entry * 12);
      directory.writeUInt32LE(value, 10 + entry * 12);
    });
    [dpiX, 1, dpiY, 1].forEach((value, number) =>
      directory.writeUInt32LE(value, 2 + entries.length * 12 + 4 + number * 4),
    );
    // The next directory begins at an even place.
    const dots = Buffer.alloc(width * height + ((width * height) % 2), grey);
    at += directory.length + dots.length;
    directory.writeUInt32LE(index === pages.length - 1 ? 0 : at, 2 + entries.length * 12);
    parts.push(directory, dots);
  });
  const head = Buffer.from("II*\0\0\0\0\0", "latin1");
  head.writeUInt32LE(8, 4);
  return Buffer.concat([head, ...parts]);
}

/** The value of one dot, in per cent of the way across and down. */
export function dot({ data, width, height, channels }: Raster, across: number, down: number): number[] {
  const at = (Math.floor((height * down) / 100) * width + Math.floor((width * across) / 100)) * channels;
  return [...data.subarray(at, at + channels)];
}
