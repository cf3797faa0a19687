import type { Image } from "@napi-rs/canvas";
import { Failure } from "../../model/failure.ts";
import type { PageImage } from "../../model/raster.ts";
import type { Context } from "../../model/stage.ts";
import { boxUnder } from "../pdf/matrix.ts";
import { tidy } from "./geometry.ts";
import { loadImage } from "./load-image.ts";
import { pictureOfPage } from "./page-picture.ts";
import { paintPicture } from "./paint-picture.ts";

/** Dots to a point: the page is painted as fine as its finest image, within 150 and 600 dpi. */
const LEAST_SCALE = 150 / 72;
const MOST_SCALE = 600 / 72;
/** Pages that would have more dots are painted coarser. */
const MOST_DOTS = 64_000_000;

const RGBA = 4;
const RGB = 3;

/**
 * The picture of a page of an OFD file, counted from 1, for text to be recognised in it: all that is drawn on the page but
 * its seals, which cover text. Throws a Failure: `unknown-format` where an image on it cannot be decoded, and those of
 * `pictureOfPage`.
 */
export async function rasterOfPage(bytes: Uint8Array, number: number, context: Context): Promise<PageImage> {
  const picture = await pictureOfPage(bytes, number, context, false);
  const images = new Map<Uint8Array, Image>();
  let scale = LEAST_SCALE;
  for (const figure of picture.figures) {
    if (figure.kind !== "image") continue;
    const image = await loadImage(figure.bytes);
    if (image === null) throw undecoded(number);
    images.set(figure.bytes, image);
    const [left, top, right, bottom] = boxUnder(figure.matrix, [0, 0, 1, 1]);
    // A turned image has its longer side where the box has its own.
    const long = Math.max(image.width, image.height) / Math.max(right - left, bottom - top);
    if (Number.isFinite(long)) scale = Math.max(scale, long);
  }
  const { width, height } = picture;
  scale = Math.min(scale, MOST_SCALE, Math.sqrt(MOST_DOTS / (width * height)));
  const { createCanvas } = await import("@napi-rs/canvas");
  const canvas = createCanvas(
    Math.max(1, Math.round(width * scale)),
    Math.max(1, Math.round(height * scale)),
  );
  const drawing = canvas.getContext("2d");
  drawing.fillStyle = "#ffffff";
  drawing.fillRect(0, 0, canvas.width, canvas.height);
  drawing.scale(canvas.width / width, canvas.height / height);
  await paintPicture(drawing, picture, (file) => Promise.resolve(images.get(file) ?? null));
  const { data } = drawing.getImageData(0, 0, canvas.width, canvas.height);
  return {
    raster: { width: canvas.width, height: canvas.height, channels: RGB, data: withoutAlpha(data) },
    box: [0, 0, tidy(width), tidy(height)],
  };
}

function withoutAlpha(rgba: Uint8ClampedArray): Uint8Array {
  const rgb = new Uint8Array((rgba.length / RGBA) * RGB);
  for (let from = 0, to = 0; from < rgba.length; from += RGBA, to += RGB) {
    rgb[to] = rgba[from] ?? 0;
    rgb[to + 1] = rgba[from + 1] ?? 0;
    rgb[to + 2] = rgba[from + 2] ?? 0;
  }
  return rgb;
}

function undecoded(number: number): Failure {
  return new Failure(
    "unknown-format",
    `第 ${number} 页的图片无法解码（已损坏，或不是 PNG、JPEG、BMP、GIF、TIFF、JBIG2），请由原系统重新导出，或另存为 PDF。An image on page ${number} cannot be decoded (it is damaged, or none of PNG, JPEG, BMP, GIF, TIFF and JBIG2); export the file anew, or save it as PDF.`,
  );
}
