import type { LineImage } from "../model/recognition.ts";
import type { Raster } from "../model/raster.ts";

/** Another look at the same line; engines err differently on each. */
export interface LineView {
  /** Stands behind the colon in the names of readers. */
  name: string;
  of: (image: LineImage) => LineImage;
}

const zoomed = (name: string, zoom: number): LineView => ({ name, of: (image) => ({ ...image, zoom }) });

export const SMALLER = zoomed("smaller", 0.82);
export const LARGER = zoomed("larger", 1.2);
/** Strokes wider by a dot to each side: faint and broken print. */
export const THICKER: LineView = {
  name: "thicker",
  of: (image) => ({ ...image, raster: darkest(image.raster) }),
};
/** The darkest of each dot and its neighbours to all four sides. */
function darkest({ width, height, data }: Raster): Raster {
  const result = new Uint8Array(data.length);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const at = y * width + x;
      let value = data[at] as number;
      if (x > 0) value = Math.min(value, data[at - 1] as number);
      if (x < width - 1) value = Math.min(value, data[at + 1] as number);
      if (y > 0) value = Math.min(value, data[at - width] as number);
      if (y < height - 1) value = Math.min(value, data[at + width] as number);
      result[at] = value;
    }
  return { width, height, channels: 1, data: result };
}
