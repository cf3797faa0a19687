import { Failure } from "../../model/failure.ts";

/** Dots of one picture that are decoded at most: A0 at 300 dpi has 140 million. */
export const MOST_DOTS = 200_000_000;

/** Throws a Failure `too-large`, before anything is decoded, for a picture of more dots than can be handled. */
export function checkDots(width: number, height: number): void {
  if (width * height <= MOST_DOTS) return;
  const [has, most] = [width * height, MOST_DOTS].map((dots) => String(Math.round(dots / 1e6)));
  throw new Failure(
    "too-large",
    `图片有 ${has} 百万像素（${String(width)} × ${String(height)}），上限为 ${most} 百万，请降低扫描分辨率或裁剪后重试 / The picture has ${has} megapixels (${String(width)} × ${String(height)}), the limit is ${most}; scan it at a lower resolution or cut it.`,
  );
}
