import { MOST_DOTS } from "../image/dots.ts";

/** The longest side of an image in dots, as pdf.js sees it. */
const LONGEST = 32_767;

/**
 * What pdf.js asks how large a canvas may be. Node has none, and pdf.js then gives JPEG 2000 images of more than 2048 dots
 * across or down at half their size, a scan of A4 at 200 dpi among them. Nothing is ever drawn on this one.
 */
class CanvasOfAnySize {
  width: number;
  height: number;
  readonly #holds: boolean;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.#holds = width <= LONGEST && height <= LONGEST && width * height <= MOST_DOTS;
  }

  getContext(): object {
    const opacity = this.#holds ? 255 : 0;
    return { fillRect: () => undefined, getImageData: () => ({ data: [0, 0, 0, opacity] }) };
  }
}

let users = 0;

/** Does work of pdf.js in which images are decoded at their full size. */
export async function allowLargeImages<T>(work: () => Promise<T>): Promise<T> {
  if (users === 0 && "OffscreenCanvas" in globalThis) return await work();
  users += 1;
  Object.assign(globalThis, { OffscreenCanvas: CanvasOfAnySize });
  try {
    return await work();
  } finally {
    users -= 1;
    if (users === 0) Reflect.deleteProperty(globalThis, "OffscreenCanvas");
  }
}
