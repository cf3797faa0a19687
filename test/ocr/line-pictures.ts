import { join } from "node:path";
import { createCanvas } from "@napi-rs/canvas";
import sharp from "sharp";
import type { LineImage } from "../../src/model/recognition.ts";

/** What stands in the pictures of `test/ocr/lines/`: print of several typefaces, scanned at 200 to 300 dpi. */
export const LINE_PICTURES = {
  indicator: "服务对象满意度",
  target: "≥95%",
  quantity: "培训1203人次",
  amount: "1,286.50万元",
  date: "2024年12月31日",
};

export async function linePicture(name: string): Promise<LineImage> {
  const { data, info } = await sharp(join(import.meta.dirname, "lines", `${name}.png`))
    .grayscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return {
    raster: { width: info.width, height: info.height, channels: 1, data: new Uint8Array(data) },
    dpi: 300,
  };
}

/** Figures in whatever typeface the machine has, at 300 dpi; `paint` adds to them. */
export function drawFigures(text: string, paint?: (pen: Pen) => void): LineImage {
  const canvas = createCanvas(text.length * 26 + 60, 70);
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = "#000";
  pen.font = '44px "DejaVu Sans", "Liberation Sans", sans-serif';
  pen.fillText(text, 20, 52);
  paint?.(pen);
  const rgba = pen.getImageData(0, 0, canvas.width, canvas.height).data;
  const data = Uint8Array.from({ length: canvas.width * canvas.height }, (_, at) => rgba[at * 4] as number);
  return { raster: { width: canvas.width, height: canvas.height, channels: 1, data }, dpi: 300 };
}

export type Pen = ReturnType<ReturnType<typeof createCanvas>["getContext"]>;
