import type { Box } from "../model/layout.ts";
import type { Raster } from "../model/raster.ts";

/** A page as the search for its table and the recognisers want it: grey, upright, its background flat. */
export interface PreparedPage {
  /** 1 channel, upright, flat background (paper ≈ 255), seals removed, at `dpi`. */
  grey: Raster;
  /** 300 always: smaller scans are scaled up, so that everything after knows one scale. */
  dpi: number;
  /** Of the page in points, as it stands upright. */
  width: number;
  height: number;
  sourceDpi: number;
  /** Degrees clockwise. */
  turned: number;
  skew: number;
  /** 0 clean … 1. */
  noise: number;
  bilevel: boolean;
  /** Boxes in points. */
  seals: { box: Box; picture: Raster }[];
  /** Dot of `grey` → dot of the picture it came from. */
  toSource(x: number, y: number): [number, number];
}
