import type { Image, SKRSContext2D } from "@napi-rs/canvas";
import type { Box } from "../../model/layout.ts";
import type { Matrix } from "../pdf/matrix.ts";
import { loadImage } from "./load-image.ts";
import type { PagePicture } from "./page-picture.ts";
import type { Figure } from "./picture-surface.ts";

/** Fonts with Chinese characters, as systems have them; the first that is there is taken. */
export const CHINESE_FONTS =
  '"Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "Noto Serif CJK SC", SimSun, "WenQuanYi Micro Hei", "AR PL UMing CN", sans-serif';

/** Text is set in this size and scaled: canvases set very small type badly. */
const SET_SIZE = 32;

const QUARTER = 90;

/**
 * Paints a page on a canvas that measures in points. Fonts are those of the system: the one that the file names, or else
 * one with Chinese characters; embedded ones are not opened. Clips, patterns and shadings are left out. A
 * picture that cannot be decoded is a grey frame with a cross.
 */
export async function paintPicture(
  context: SKRSContext2D,
  { figures, seals }: PagePicture,
  load: (bytes: Uint8Array) => Promise<Image | null> = loadImage,
): Promise<void> {
  for (const figure of figures) {
    context.save();
    if (figure.kind === "text") paintText(context, figure);
    else if (figure.kind === "path") await paintPath(context, figure);
    else paintImage(context, figure.matrix, figure.bounds, await load(figure.bytes));
    context.restore();
  }
  for (const { box, look } of seals) {
    const [left, top, right, bottom] = box;
    context.save();
    clipTo(context, box);
    if (look instanceof Uint8Array) {
      paintImage(context, [right - left, 0, 0, bottom - top, left, top], null, await load(look));
    } else {
      context.transform((right - left) / look.width, 0, 0, (bottom - top) / look.height, left, top);
      await paintPicture(context, look, load);
    }
    context.restore();
  }
}

function paintText(
  context: SKRSContext2D,
  { matrix, pen, glyphs, style, font, bold, italic }: Figure & { kind: "text" },
): void {
  context.transform(...matrix);
  context.globalAlpha *= pen.opacity;
  const named = font.replaceAll(/[^\p{L}\p{N} _-]/gu, "");
  context.font = `${italic ? "italic " : ""}${bold ? "bold " : ""}${SET_SIZE}px ${named === "" ? "" : `"${named}", `}${CHINESE_FONTS}`;
  context.textBaseline = "alphabetic";
  const scale = style.size / SET_SIZE;
  if (pen.fill !== null) context.fillStyle = pen.fill;
  if (pen.stroke !== null) context.strokeStyle = pen.stroke;
  context.lineWidth = pen.lineWidth / scale;
  for (const { char, x, y } of glyphs) {
    context.save();
    context.translate(x, y);
    context.rotate((style.charDirection / QUARTER) * (Math.PI / 2));
    context.scale(scale * style.horizontalScale, scale);
    if (pen.fill !== null) context.fillText(char, 0, 0);
    if (pen.stroke !== null) context.strokeText(char, 0, 0);
    context.restore();
  }
}

async function paintPath(
  context: SKRSContext2D,
  { matrix, pen, bounds, data, evenOdd }: Figure & { kind: "path" },
): Promise<void> {
  const { Path2D } = await import("@napi-rs/canvas");
  const path = new Path2D(data);
  if (bounds !== null) clipTo(context, bounds);
  context.transform(...matrix);
  context.globalAlpha *= pen.opacity;
  if (pen.fill !== null) {
    context.fillStyle = pen.fill;
    // oxlint-disable-next-line unicorn/no-array-fill-with-reference-type -- a canvas, no array
    context.fill(path, evenOdd ? "evenodd" : "nonzero");
  }
  if (pen.stroke !== null) {
    context.strokeStyle = pen.stroke;
    context.lineWidth = pen.lineWidth;
    context.stroke(path);
  }
}

function paintImage(context: SKRSContext2D, matrix: Matrix, bounds: Box | null, image: Image | null): void {
  if (bounds !== null) clipTo(context, bounds);
  context.transform(...matrix);
  if (image !== null) {
    context.drawImage(image, 0, 0, 1, 1);
    return;
  }
  context.strokeStyle = "#999999";
  context.lineWidth = 0.005;
  context.strokeRect(0, 0, 1, 1);
  context.beginPath();
  context.moveTo(0, 0);
  context.lineTo(1, 1);
  context.moveTo(1, 0);
  context.lineTo(0, 1);
  context.stroke();
}

/** How far beyond its bounds an object may draw, in points: lines along the bounds are as wide as they are. */
const BOUNDS_SLACK = 1;

function clipTo(context: SKRSContext2D, [left, top, right, bottom]: Box): void {
  context.beginPath();
  context.rect(
    left - BOUNDS_SLACK,
    top - BOUNDS_SLACK,
    right - left + 2 * BOUNDS_SLACK,
    bottom - top + 2 * BOUNDS_SLACK,
  );
  context.clip();
}
