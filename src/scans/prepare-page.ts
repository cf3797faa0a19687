import type { PageImage, Raster } from "../model/raster.ts";
import type { Context } from "../model/stage.ts";
import { estimateSkew } from "./estimate-skew.ts";
import { estimateBackground, flattenBackground } from "./flatten-background.ts";
import { apply, chain, rotation, scaling, translation, type Homography, invert } from "./homography.ts";
import type { PreparedPage } from "./prepared-page.ts";
import { shrinkRaster } from "./shrink-raster.ts";
import { warpRaster } from "./warp-raster.ts";

const DPI = 300;

export function preparePage({ raster, box }: PageImage, context: Context): PreparedPage {
  context.signal?.throwIfAborted();
  const dpiX = (raster.width / (box[2] - box[0])) * 72;
  const dpiY = (raster.height / (box[3] - box[1])) * 72;
  const grey = greyOf(raster);
  const skew = estimateSkew(
    inkOf(shrinkRaster(grey, Math.max(1, Math.round(dpiX / 100)), Math.max(1, Math.round(dpiY / 100)))),
  );
  const straight = chain(scaling(DPI / dpiX, DPI / dpiY), rotation(-skew));
  const corners = [
    [0, 0],
    [raster.width, 0],
    [raster.width, raster.height],
    [0, raster.height],
  ].map(([x, y]) => apply(straight, x as number, y as number));
  const left = Math.min(...corners.map(([x]) => x));
  const top = Math.min(...corners.map(([, y]) => y));
  const width = Math.round(Math.max(...corners.map(([x]) => x)) - left);
  const height = Math.round(Math.max(...corners.map(([, y]) => y)) - top);
  const back: Homography = invert(chain(straight, translation(-left, -top)));
  const upright = warpRaster(grey, back, width, height);
  flattenBackground(upright, estimateBackground(upright, DPI), 0.92);
  return {
    grey: upright,
    dpi: DPI,
    width: (width * 72) / DPI,
    height: (height * 72) / DPI,
    sourceDpi: dpiX,
    turned: 0,
    skew,
    noise: 0,
    bilevel: false,
    seals: [],
    toSource: (x, y) => apply(back, x, y),
  };
}

function greyOf({ data, width, height, channels }: Raster): Raster {
  if (channels === 1) return { data, width, height, channels };
  const grey = new Uint8Array(width * height);
  for (let at = 0, from = 0; at < grey.length; at += 1, from += 3)
    grey[at] =
      ((data[from] as number) * 77 +
        (data[from + 1] as number) * 150 +
        (data[from + 2] as number) * 29 +
        128) >>
      8;
  return { data: grey, width, height, channels: 1 };
}

function inkOf(small: Raster): Raster {
  const flat: Raster = { ...small, data: small.data.slice() };
  flattenBackground(flat, estimateBackground(flat, 100), 1);
  return { ...flat, data: flat.data.map((value) => (value < 190 ? 1 : 0)) };
}
