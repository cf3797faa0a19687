import type { Box } from "./layout.ts";

/** A picture of dots, row by row from the top, each row from the left, 8 bits a channel. */
export interface Raster {
  /** In dots. */
  width: number;
  height: number;
  /** 1: grey, from 0 (black) to 255 (white); 3: red, green, blue. */
  channels: 1 | 3;
  /** width × height × channels values. */
  data: Uint8Array;
}

/** The picture of a page, or of the part of it that an image covers. */
export interface PageImage {
  raster: Raster;
  /** The part of the page that the picture covers, in points; with the picture's size it gives the resolution. */
  box: Box;
}
