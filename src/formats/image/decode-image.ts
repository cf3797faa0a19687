import type { Sharp } from "sharp";
import { Failure } from "../../model/failure.ts";
import type { Raster } from "../../model/raster.ts";
import { damagedFile } from "../damaged-file.ts";
import { checkDots } from "./dots.ts";
import { readBmp } from "./read-bmp.ts";

/** What the header of a picture says. */
export interface ImageFacts {
  /** In dots, as the picture is looked at (the camera's turn applied). */
  width: number;
  height: number;
  /** Dots per inch; 0 where the file does not say. */
  dpi: number;
  /** Pictures in the file: pages of a TIFF, frames of a GIF or WebP. */
  pages: number;
  /** Whether the camera's turn changes what is across and what is down. */
  turned: boolean;
}

/** Tells what a picture is without decoding it. Throws a Failure: `damaged-file`, `too-large`. */
export async function imageFacts(bytes: Uint8Array, page = 0): Promise<ImageFacts> {
  if (isBmp(bytes)) {
    const { width, height, dpiX } = orDamaged(() => readBmp(bytes));
    checkDots(width, height);
    return { width, height, dpi: dpiX, pages: 1, turned: false };
  }
  const image = await open(bytes, page);
  const { width, height, density, pages, orientation } = await image.metadata().catch((cause: unknown) => {
    throw damagedFile(cause);
  });
  checkDots(width, height);
  const turned = (orientation ?? 1) >= 5;
  const [across, down] = turned ? [height, width] : [width, height];
  return { width: across, height: down, dpi: density ?? 0, pages: pages ?? 1, turned };
}

/**
 * Decodes a picture: PNG, JPEG, TIFF, WebP, GIF, BMP, told by its bytes; grey ones have one channel, all others three. What is
 * transparent becomes white, what the camera says of its turn is done. `page` counts from 0.
 * Throws a Failure: `damaged-file` also for one that is cut off, `too-large`.
 */
export async function decodeImage(bytes: Uint8Array, page = 0): Promise<Raster> {
  await imageFacts(bytes, page);
  if (isBmp(bytes)) return await decodeBmp(bytes);
  try {
    const image = await open(bytes, page);
    const { space, hasAlpha } = await image.metadata();
    const isGrey = space === "b-w" || space === "grey16";
    const shown = hasAlpha ? image.autoOrient().flatten({ background: "#ffffff" }) : image.autoOrient();
    const { data, info } = await shown
      .toColourspace(isGrey ? "b-w" : "srgb")
      .raw({ depth: "uchar" })
      .toBuffer({ resolveWithObject: true });
    const raster = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    return { width: info.width, height: info.height, channels: isGrey ? 1 : 3, data: raster };
  } catch (error) {
    throw error instanceof Failure ? error : damagedFile(error);
  }
}

async function open(bytes: Uint8Array, page: number): Promise<Sharp> {
  // Loaded here: nothing but pictures needs it. The number of dots is checked before anything is decoded.
  const { default: sharp } = await import("sharp");
  return sharp(bytes, { page, limitInputPixels: false, failOn: "truncated" });
}

function isBmp(bytes: Uint8Array): boolean {
  return bytes[0] === 0x42 && bytes[1] === 0x4d;
}

/** The canvas reads bitmaps, but takes what is missing for black: `readBmp` has looked before. */
async function decodeBmp(bytes: Uint8Array): Promise<Raster> {
  const { createCanvas, loadImage } = await import("@napi-rs/canvas");
  const image = await loadImage(bytes).catch((cause: unknown) => {
    throw damagedFile(cause);
  });
  const { width, height } = image;
  const context = createCanvas(width, height).getContext("2d");
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, width, height);
  context.drawImage(image, 0, 0);
  return withoutAlpha(context.getImageData(0, 0, width, height).data, width, height);
}

/** Red, green and blue of dots that have an opacity beside them. */
function withoutAlpha(dots: ArrayLike<number>, width: number, height: number): Raster {
  const data = new Uint8Array(width * height * 3);
  for (let to = 0, from = 0; to < data.length; to += 3, from += 4) {
    data[to] = dots[from] as number;
    data[to + 1] = dots[from + 1] as number;
    data[to + 2] = dots[from + 2] as number;
  }
  return { width, height, channels: 3, data };
}

export function orDamaged<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw damagedFile(error);
  }
}
