import type { SKRSContext2D } from "@napi-rs/canvas";

/** Fonts with Chinese characters, as systems have them; the first that is there is taken. */
export const CHINESE_FONTS =
  '"Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "Noto Serif CJK SC", SimSun, "WenQuanYi Micro Hei", "AR PL UMing CN", sans-serif';

/** A font that is not in the file is asked for by its family alone, and that seldom has Chinese characters. */
export function replaceMissingFonts(context: SKRSContext2D): void {
  const own = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(context), "font");
  Object.defineProperty(context, "font", {
    get: () => own?.get?.call(context) as unknown,
    set: (font: string) =>
      own?.set?.call(context, font.replace(/(?:sans-serif|serif|monospace)$/u, CHINESE_FONTS)),
  });
}
