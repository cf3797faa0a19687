import type { Image } from "@napi-rs/canvas";
import { sniff } from "../sniff.ts";
import { decodeJbig2, isJbig2 } from "./decode-jbig2.ts";

/** Images with more pixels are not decoded. */
const MOST_PIXELS = 100_000_000;

/** What the canvas decodes itself; of the others only these are known. */
const DRAWN: ReadonlySet<string> = new Set([
  "image/png",
  "image/jpeg",
  "image/gif",
  "image/bmp",
  "image/webp",
]);
const TIFF = "image/tiff";

/**
 * An image that can be drawn, told by its content: PNG, JPEG, GIF, BMP, WebP, TIFF or JBIG2 (the media of GB/T 33190-2016,
 * 7.9). Null for any other, for one that is broken, and for one of more than 100 megapixels.
 */
export async function loadImage(bytes: Uint8Array): Promise<Image | null> {
  const file = isJbig2(bytes) ? await decodeJbig2(bytes, MOST_PIXELS) : bytes;
  const kind = file === null ? "" : sniff(file);
  if (file === null || (kind !== TIFF && !DRAWN.has(kind)) || (await isTooLarge(file, kind))) return null;
  const { loadImage: load } = await import("@napi-rs/canvas");
  try {
    return await load(kind === TIFF ? await pngOf(file) : Buffer.from(file));
  } catch {
    return null;
  }
}

const BMP_SIZE = 18;

/** An image says how large it is before it is decoded. */
async function isTooLarge(file: Uint8Array, kind: string): Promise<boolean> {
  if (kind === "image/bmp") {
    const head = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
    if (head.length < BMP_SIZE + 8) return true;
    // Lines may be stored from the top, which a negative height says.
    return Math.abs(head.readInt32LE(BMP_SIZE) * head.readInt32LE(BMP_SIZE + 4)) > MOST_PIXELS;
  }
  const { default: sharp } = await import("sharp");
  try {
    const { width, height } = await sharp(file, { limitInputPixels: false }).metadata();
    return width * height > MOST_PIXELS;
  } catch {
    return true;
  }
}

async function pngOf(file: Uint8Array): Promise<Buffer> {
  const { default: sharp } = await import("sharp");
  return await sharp(file, { limitInputPixels: MOST_PIXELS }).png({ compressionLevel: 1 }).toBuffer();
}
