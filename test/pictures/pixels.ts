import { createCanvas, loadImage } from "@napi-rs/canvas";

/** A picture that was drawn, to be looked at pixel by pixel. */
export interface Pixels {
  width: number;
  height: number;
  /** Red, green and blue at a place in pixels. */
  at(x: number, y: number): [number, number, number];
}

export async function pixelsOf(png: Uint8Array): Promise<Pixels> {
  const image = await loadImage(png);
  const { width, height } = image;
  const context = createCanvas(width, height).getContext("2d");
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  return {
    width,
    height,
    at(x, y) {
      const first = (Math.round(y) * width + Math.round(x)) * 4;
      return [data[first] ?? 0, data[first + 1] ?? 0, data[first + 2] ?? 0];
    },
  };
}

/** Which of the colours of the marks a pixel has. */
export function colourOf([red, green, blue]: [number, number, number]): "red" | "green" | "blue" | "none" {
  const most = Math.max(red, green, blue);
  if (most - Math.min(red, green, blue) < 10) return "none";
  return most === green ? "green" : most === blue ? "blue" : "red";
}
