import type { PageImage, Raster } from "../model/raster.ts";
import type { Context } from "../model/stage.ts";
import { estimateLines } from "./estimate-lines.ts";
import { estimateNoise, type Noise, removeSpecks, smoothGrain } from "./estimate-noise.ts";
import { findBorders } from "./find-borders.ts";
import { findPageQuad } from "./find-page-quad.ts";
import { findSeals } from "./find-seals.ts";
import { liesOnSide } from "./find-turn.ts";
import { type Background, estimateBackground, flattenBackground } from "./flatten-background.ts";
import { greyRaster } from "./grey-raster.ts";
import {
  apply,
  chain,
  type Homography,
  invert,
  type Point,
  type Quad,
  rotation,
  scaling,
  toQuad,
  translation,
} from "./homography.ts";
import type { PreparedPage } from "./prepared-page.ts";
import { showsThrough } from "./shows-through.ts";
import { shrinkRaster } from "./shrink-raster.ts";
import { warpRaster } from "./warp-raster.ts";

/** Dots per inch of a prepared page. */
const DPI = 300;

/** Dots per inch at which angles, borders and the direction of text are found. */
const LOOK = 100;

/** Dots darker than this share of their paper are ink. */
const INK = 0.72;

/** What is at least this bright, as a share of the paper, is paper; lower where the other side shows through. */
const WHITE = 0.92;
const WHITE_OVER_BLEED = 0.8;

/** Length of A4 in inches: what a photographed sheet is taken for. */
const A4_LENGTH = 297 / 25.4;

/** Noise from which it is fought, and resolution from which a lone dark dot cannot be a decimal point. */
const NOISY = 0.25;
const VERY_NOISY = 0.5;
const FINE = 190;

/** Skew below this, in degrees, is left alone: it moves the far edge of A4 by less than half a dot. */
const STRAIGHT = 0.01;

/**
 * Makes a page of a picture that everything after can rely on: upright, straight, white, without seals, borders and punch
 * holes, at 300 dots per inch. `turn` (degrees clockwise: 0, 90, 180, 270) is how the picture is turned to stand upright where that is known;
 * where it is not, a page on its side is turned by 90, and which of the two ways round it then stands is for `isUpsideDown`
 * to find out, as its ink alone does not tell.
 */
export function preparePage(
  { raster, box }: PageImage,
  context: Context,
  turn?: 0 | 90 | 180 | 270,
): PreparedPage {
  context.signal?.throwIfAborted();
  const dpiX = (raster.width / (box[2] - box[0])) * 72;
  const dpiY = (raster.height / (box[3] - box[1])) * 72;
  const sourceDpi = Math.min(dpiX, dpiY);
  const sealBoxes = findSeals(raster, sourceDpi);
  const grey = greyRaster(raster, sealBoxes);
  const look = lookAt(grey, dpiX, dpiY);
  const bilevel = isBilevel(grey);
  const noise = estimateNoise(grey, bilevel ? 255 : look.paper);
  let clean = fightNoise(grey, noise, sourceDpi, look.paper, bilevel, raster);
  context.signal?.throwIfAborted();

  const placed = place(look, grey, dpiX, dpiY, turn);
  // Once the page is turned, what reached in from its edges no longer does.
  if (!placed.isSheet && look.borders.includes(1)) {
    if (clean.data === raster.data) clean = { ...clean, data: clean.data.slice() };
    paintBorders(clean, look);
  }
  const upright = warpRaster(...reduced(clean, placed.back), placed.width, placed.height);
  const { unwhitened, bleeds } = whiten(upright, bilevel, (x, y) => {
    const [u, v] = apply(placed.back, x, y);
    return u >= 0 && v >= 0 && u <= grey.width && v <= grey.height;
  });
  if (placed.isSheet)
    for (const drawn of [upright, unwhitened])
      if (drawn !== null) paintEdges(drawn, Math.round(SHEET_EDGE * DPI));
  const { back, width, height } = placed;
  return {
    grey: upright,
    ...(unwhitened === null ? {} : { unwhitened }),
    dpi: DPI,
    width: (width * 72) / DPI,
    height: (height * 72) / DPI,
    sourceDpi: placed.dpi,
    turned: placed.turned,
    skew: placed.skew,
    noise: noise.level,
    bilevel,
    bleeds,
    seals: sealBoxes.map((seal) => sealPicture(seal, raster, back)),
    toSource: (x, y) => apply(back, x, y),
  };
}

/** A small copy of a picture with dots as wide as high, and what of it is ink. */
interface Look {
  grey: Raster;
  ink: Raster;
  /** 1 for its dots that are of no page: the lid of the scanner, holes. */
  borders: Uint8Array;
  /** Brightness of the paper. */
  paper: number;
  dpi: number;
  /** From its dots to those of the picture. */
  toSource: Homography;
}

function lookAt(grey: Raster, dpiX: number, dpiY: number): Look {
  const [across, down] = [dpiX, dpiY].map((dpi) => Math.max(1, Math.round(dpi / LOOK))) as [number, number];
  let small = shrinkRaster(grey, across, down);
  let [ratioX, ratioY] = [1, 1];
  const [smallX, smallY] = [dpiX / across, dpiY / down];
  const dpi = Math.min(smallX, smallY);
  if (Math.abs(smallX / smallY - 1) > 0.005) {
    [ratioX, ratioY] = [smallX / dpi, smallY / dpi];
    small = warpRaster(
      small,
      scaling(ratioX, ratioY),
      Math.round(small.width / ratioX),
      Math.round(small.height / ratioY),
    );
  }
  const background = estimateBackground(small, dpi);
  const paper = paperOf(background);
  const borders = findBorders(small, dpi, paper);
  const flat: Raster = { ...small, data: small.data.slice() };
  flattenBackground(flat, background, 1);
  const ink = flat.data.map((value, at) => (value < 255 * INK && borders[at] === 0 ? 1 : 0));
  return {
    grey: small,
    ink: { ...small, data: ink },
    borders,
    paper,
    dpi,
    toSource: scaling(across * ratioX, down * ratioY),
  };
}

function paperOf({ levels }: Background): number {
  return levels.toSorted()[Math.floor(levels.length * 0.75)] as number;
}

/** Whether nearly all dots are black or white. */
function isBilevel({ data }: Raster): boolean {
  const step = Math.max(1, Math.floor(data.length / 200_000)) | 1;
  let [between, seen] = [0, 0];
  for (let at = 0; at < data.length; at += step) {
    const value = data[at] as number;
    if (value > 8 && value < 247) between += 1;
    seen += 1;
  }
  return between <= seen * 0.002;
}

function fightNoise(
  grey: Raster,
  noise: Noise,
  dpi: number,
  paper: number,
  bilevel: boolean,
  source: Raster,
): Raster {
  const isSpecked = noise.specks >= NOISY && dpi >= FINE;
  const isGrainy = noise.grain >= NOISY && !bilevel;
  if (!isSpecked && !isGrainy) return grey;
  const clean = grey.data === source.data ? { ...grey, data: grey.data.slice() } : grey;
  if (isSpecked) removeSpecks(clean, bilevel ? 255 : paper);
  if (isGrainy) smoothGrain(clean, noise.grain >= VERY_NOISY && dpi >= FINE ? 2 : 1);
  return clean;
}

/** Where the dots of the prepared page come from, and what that says of the picture. */
interface Placing {
  back: Homography;
  width: number;
  height: number;
  dpi: number;
  turned: 0 | 90 | 180 | 270;
  skew: number;
  /** The page is a sheet that was found on a photograph. */
  isSheet: boolean;
}

/** Around a sheet on a photograph, what lies under it may show this far in, in inches; nothing is printed there. */
const SHEET_EDGE = 1.5 / 25.4;

function place(
  look: Look,
  grey: Raster,
  dpiX: number,
  dpiY: number,
  turn: Placing["turned"] | undefined,
): Placing {
  const sheet = findPageQuad(look.grey);
  if (sheet !== null) return placeSheet(sheet, look, turn);
  const { skew, quad } = estimateLines(look.ink);
  const turned = turn ?? (liesOnSide(look.ink, look.dpi, skew) ? 90 : 0);
  const { width, height } = look.ink;
  const straighten =
    quad === null ? rotation(Math.abs(skew) < STRAIGHT ? 0 : -skew) : invert(toQuad(width, height, quad));
  const toLook = invert(look.toSource);
  const forward = chain(toLook, straighten, rotation(turned), scaling(DPI / look.dpi, DPI / look.dpi));
  const framed = frame(forward, grey.width, grey.height);
  return {
    ...framed,
    dpi: Math.min(dpiX, dpiY),
    turned,
    skew: Math.abs(skew) < STRAIGHT ? 0 : skew,
    isSheet: false,
  };
}

/** A photographed sheet is the page; its own size is not known and taken for A4. */
function placeSheet(sheet: Quad, look: Look, turn: Placing["turned"] | undefined): Placing {
  const size = ([x0, y0]: Point, [x1, y1]: Point): number => Math.hypot(x1 - x0, y1 - y0);
  const [a, b, c, d] = sheet;
  let [across, down] = [(size(a, b) + size(d, c)) / 2, (size(a, d) + size(b, c)) / 2];
  const longer = Math.max(across, down);
  const dpi = longer / A4_LENGTH;
  const ratio = longer / Math.min(across, down);
  // From aside the sheet looks shorter than it is.
  if (Math.abs(ratio / Math.SQRT2 - 1) < 0.2) {
    if (across > down) down = across / Math.SQRT2;
    else across = down / Math.SQRT2;
  }
  const first = toQuad(across, down, sheet);
  const flat = warpRaster(look.ink, first, Math.round(across), Math.round(down));
  const ink: Raster = { ...flat, data: flat.data.map((value) => (value === 1 ? 1 : 0)) };
  const { skew, quad } = estimateLines(ink);
  const turned = turn ?? (liesOnSide(ink, dpi, skew) ? 90 : 0);
  const straighten = quad === null ? rotation(-skew) : invert(toQuad(ink.width, ink.height, quad));
  const forward = chain(
    invert(look.toSource),
    invert(first),
    straighten,
    rotation(turned),
    scaling(DPI / dpi, DPI / dpi),
  );
  const corners = sheet.map(([x, y]) => apply(look.toSource, x, y));
  const leans = (Math.atan2(b[1] - a[1], b[0] - a[0]) / Math.PI) * 180;
  const scale = apply(look.toSource, 1, 1)[0];
  return { ...frameAround(forward, corners), dpi: dpi * scale, turned, skew: leans + skew, isSheet: true };
}

function frame(
  forward: Homography,
  width: number,
  height: number,
): Pick<Placing, "back" | "width" | "height"> {
  return frameAround(forward, [
    [0, 0],
    [width, 0],
    [width, height],
    [0, height],
  ]);
}

/** The least upright page that holds all corners, so that nothing is lost at them. */
function frameAround(
  forward: Homography,
  corners: readonly Point[],
): Pick<Placing, "back" | "width" | "height"> {
  const moved = corners.map(([x, y]) => apply(forward, x, y));
  const xs = moved.map(([x]) => x);
  const ys = moved.map(([, y]) => y);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return {
    back: invert(chain(forward, translation(-left, -top))),
    width: Math.max(1, Math.round(Math.max(...xs) - left)),
    height: Math.max(1, Math.round(Math.max(...ys) - top)),
  };
}

/** A picture much finer than the page is made coarser first, or dots between those that are looked up would be lost. */
function reduced(grey: Raster, back: Homography): [Raster, Homography] {
  const [x0, y0] = apply(back, 0, 0);
  const [x1, y1] = apply(back, 1, 0);
  const factor = Math.floor(Math.hypot(x1 - x0, y1 - y0) + 0.2);
  if (factor < 2) return [grey, back];
  return [shrinkRaster(grey, factor), chain(back, scaling(1 / factor, 1 / factor))];
}

/** How bright paper is in the picture that is not whitened: the grain above it is kept, too. */
const PAPER = 230;

/**
 * Makes paper white, borders and punch holes with it. Gives what it was before, evenly lit; null where there is nothing in it that the
 * white picture has not, where all is black and white; and whether the other side of the sheet shows through.
 */
function whiten(
  upright: Raster,
  bilevel: boolean,
  isOnPage: (x: number, y: number) => boolean,
): { unwhitened: Raster | null; bleeds: boolean } {
  const factor = DPI / LOOK;
  const small = shrinkRaster(upright, factor);
  const background = estimateBackground(small, LOOK, (x, y) =>
    isOnPage(Math.min(x, small.width) * factor, Math.min(y, small.height) * factor),
  );
  const paper = paperOf(background);
  const borders = findBorders(small, LOOK, paper);
  const blocks = { ...background, block: background.block * factor };
  let unwhitened: Raster | null = null;
  const bleeds = !bilevel && showsThrough(small, background);
  if (!bilevel) {
    flattenBackground(upright, blocks, 255 / PAPER);
    unwhitened = { ...upright, data: upright.data.slice() };
    const whiter = Uint8Array.from({ length: 256 }, (_, value) =>
      Math.min(255, Math.round((value * 255) / (PAPER * (bleeds ? WHITE_OVER_BLEED : WHITE)))),
    );
    const { data } = upright;
    for (let at = 0; at < data.length; at += 1) data[at] = whiter[data[at] as number] as number;
  }
  if (borders.includes(1))
    for (const raster of [upright, unwhitened])
      if (raster !== null) paintWhite(raster, borders, small.width, small.height, factor);
  return { unwhitened, bleeds };
}

/** Paints borders and holes of a picture with its paper. */
function paintBorders({ data, width, height }: Raster, { borders, grey, paper, toSource }: Look): void {
  const toLook = invert(toSource);
  const [perDotX, perDotY] = apply(toLook, 1, 1);
  for (let y = 0; y < height; y += 1) {
    const row = Math.min(grey.height - 1, Math.floor((y + 0.5) * perDotY)) * grey.width;
    for (let x = 0; x < width; x += 1)
      if (borders[row + Math.min(grey.width - 1, Math.floor((x + 0.5) * perDotX))] === 1)
        data[y * width + x] = paper;
  }
}

function paintEdges({ data, width, height }: Raster, depth: number): void {
  data.fill(255, 0, width * depth);
  data.fill(255, width * Math.max(0, height - depth));
  for (let begin = 0; begin < data.length; begin += width) {
    data.fill(255, begin, begin + depth);
    data.fill(255, begin + width - depth, begin + width);
  }
}

function paintWhite(
  { data, width, height }: Raster,
  mask: Uint8Array,
  columns: number,
  rows: number,
  factor: number,
): void {
  for (let y = 0; y < height; y += 1) {
    const row = Math.min(rows - 1, Math.floor(y / factor)) * columns;
    for (let column = 0; column < columns; column += 1) {
      if (mask[row + column] !== 1) continue;
      const begin = y * width + column * factor;
      data.fill(255, begin, column === columns - 1 ? (y + 1) * width : begin + factor);
    }
  }
}

function sealPicture(
  [left, top, right, bottom]: readonly [number, number, number, number],
  raster: Raster,
  back: Homography,
): PreparedPage["seals"][number] {
  const framed = frameAround(invert(back), [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ]);
  const [x, y] = apply(invert(back), ...apply(framed.back, 0, 0));
  const { width, height } = framed;
  const points = 72 / DPI;
  return {
    box: [x * points, y * points, (x + width) * points, (y + height) * points],
    picture: warpRaster(raster, framed.back, width, height),
  };
}
