import type { Raster } from "../model/raster.ts";
import type { PreparedPage } from "./prepared-page.ts";

const PAPER = 255;

/**
 * The picture of a page in its own colours, upright and straight as its prepared page, dot for dot: what a person is shown beside
 * what was read. Nothing is whitened or taken out.
 */
export function uprightPicture(picture: Raster, page: PreparedPage): Raster {
  const { width, height } = page.grey;
  const { data, width: columns, height: rows, channels } = picture;
  const upright = new Uint8Array(width * height * channels).fill(PAPER);
  let to = 0;
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1, to += channels) {
      const [u, v] = page.toSource(x + 0.5, y + 0.5);
      if (!(u >= 0 && v >= 0 && u < columns && v < rows)) continue;
      const left = Math.min(Math.max(Math.floor(u - 0.5), 0), columns - 1);
      const top = Math.min(Math.max(Math.floor(v - 0.5), 0), rows - 1);
      const across = Math.max(0, u - 0.5 - left);
      const down = Math.max(0, v - 0.5 - top);
      const from = (top * columns + left) * channels;
      const right = left + 1 < columns ? channels : 0;
      const below = top + 1 < rows ? columns * channels : 0;
      for (let channel = 0; channel < channels; channel += 1) {
        const at = from + channel;
        const above = (data[at] as number) * (1 - across) + (data[at + right] as number) * across;
        const under =
          (data[at + below] as number) * (1 - across) + (data[at + below + right] as number) * across;
        upright[to + channel] = above * (1 - down) + under * down + 0.5;
      }
    }
  return { width, height, channels, data: upright };
}
