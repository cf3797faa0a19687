import type { Box } from "../model/layout.ts";
import type { Raster } from "../model/raster.ts";

/** A page as everything after knows it: upright, straight, on white paper, at one resolution. */
export interface PreparedPage {
  /** 1 channel, upright, flat background (paper ≈ 255), seals removed, at `dpi`. */
  grey: Raster;
  /** The same with paper at about 230 and nothing whitened, to look for lines that are paler than grain; left out where nothing was to whiten. */
  unwhitened?: Raster;
  /** 300 always: smaller scans are scaled up, so that everything after knows one scale. */
  dpi: number;
  /** Of the page in points, as it stands upright. */
  width: number;
  height: number;
  /** Dots per inch of the picture it came from. */
  sourceDpi: number;
  /** Quarter turns that set it upright, in degrees clockwise: 0, 90, 180 or 270. */
  turned: number;
  /** Degrees clockwise by which its lines leant after that. */
  skew: number;
  /** 0 clean … 1. */
  noise: number;
  /** The picture knew only black and white. */
  bilevel: boolean;
  /** Print of the other side of the sheet shows through. */
  bleeds?: boolean;
  /** Red seals that were taken out, each in colour as it stands on the upright page; boxes in points. */
  seals: { box: Box; picture: Raster }[];
  /** Dot of `grey` → dot of the picture it came from. Both count from the left and upper edge; the middle of the first dot is 0.5. */
  toSource(x: number, y: number): [number, number];
}
