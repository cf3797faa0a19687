import type { SKRSContext2D } from "@napi-rs/canvas";
import { CHINESE_FONTS } from "../chinese-fonts.ts";

/** A font that is not in the file is asked for by its family alone, and that seldom has Chinese characters. */
export function replaceMissingFonts(context: SKRSContext2D): void {
  const own = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(context), "font");
  Object.defineProperty(context, "font", {
    get: () => own?.get?.call(context) as unknown,
    set: (font: string) =>
      own?.set?.call(context, font.replace(/(?:sans-serif|serif|monospace)$/u, CHINESE_FONTS)),
  });
}
