import type { Raster } from "../model/raster.ts";
import { estimateSkew, type Lean } from "./estimate-skew.ts";
import type { Point, Quad } from "./homography.ts";

/** How far lines at one edge of a page may lean from those at its middle, in degrees. */
const REACH = 4;

/** Part of the page that is looked at for lines near one of its edges. */
const BAND = 0.4;

/** Lines less clear than this are not believed. */
const LEAST_CLARITY = 1.25;

/** Differences of angles, in degrees, that are taken for faults of measuring. */
const TOLERANCE = 0.12;

/** How the lines of a page run: those across by where they cross the page's height, those down by where they cross its width. */
export interface PageLines {
  /** Degrees clockwise, at the middle of the page. */
  skew: number;
  /** Where a rectangle of the size of the picture came to stand; null where all lines are parallel and at right angles. */
  quad: Quad | null;
}

/**
 * Finds how the lines of a page lean at its middle and near its edges. Those of a page that was photographed from aside run
 * together (keystone); two angles across and two down tell how to undo it.
 */
export function estimateLines(ink: Raster): PageLines {
  const across = estimateSkew(ink);
  const turned = transpose(ink);
  const wholeDown = estimateSkew(turned);
  const down = { ...wholeDown, angle: -wholeDown.angle };
  const skew = down.clarity > across.clarity * 1.5 ? down.angle : across.angle;
  const rows = bandsOf(ink, skew, 1);
  const columns = bandsOf(turned, -skew, -1);
  if (columns === null) return { skew, quad: null };
  const level = rows ?? { before: across, after: across, first: 0, last: ink.height };
  const angles = [level.before.angle, level.after.angle, columns.before.angle, columns.after.angle];
  if (Math.max(...angles) - Math.min(...angles) <= TOLERANCE) return { skew, quad: null };
  return { skew, quad: quadOf(ink, level, columns) };
}

/** The lines near both edges, and at which row (or column) each was measured. */
interface Bands {
  before: Lean;
  after: Lean;
  first: number;
  last: number;
}

function bandsOf(ink: Raster, skew: number, sign: 1 | -1): Bands | null {
  const { height } = ink;
  const [from, to] = inkedRows(ink);
  const size = Math.floor((to - from) * BAND);
  if (size < height * 0.1) return null;
  const [first, last] = [cutRows(ink, from, from + size), cutRows(ink, to - size, to)];
  const before = estimateSkew(first, skew, REACH);
  const after = estimateSkew(last, skew, REACH);
  if (Math.min(before.clarity, after.clarity) < LEAST_CLARITY) return null;
  return {
    before: { ...before, angle: before.angle * sign },
    after: { ...after, angle: after.angle * sign },
    first: from + size / 2,
    last: to - size / 2,
  };
}

/** The first and last row in which there is ink. */
function inkedRows({ data, width }: Raster): [number, number] {
  return [Math.floor(Math.max(0, data.indexOf(1)) / width), Math.floor(data.lastIndexOf(1) / width) + 1];
}

function cutRows({ data, width }: Raster, from: number, to: number): Raster {
  return { width, height: to - from, channels: 1, data: data.subarray(from * width, to * width) };
}

function transpose({ data, width, height }: Raster): Raster {
  const turned = new Uint8Array(data.length);
  for (let y = 0, at = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1, at += 1) turned[x * height + y] = data[at] as number;
  return { width: height, height: width, channels: 1, data: turned };
}

/** A rectangle as large as the picture, as its sides lean there. */
function quadOf({ width, height }: Raster, rows: Bands, columns: Bands): Quad {
  const level = (at: number): Point => direction(angleAt(rows, at));
  const upright = (at: number): Point => {
    const [cos, sin] = direction(angleAt(columns, at));
    return [-sin, cos];
  };
  const [middleX, middleY] = [width / 2, height / 2];
  const corner = (x: number, y: number): Point => cross([middleX, y], level(y), [x, middleY], upright(x));
  return [corner(0, 0), corner(width, 0), corner(width, height), corner(0, height)];
}

function angleAt({ before, after, first, last }: Bands, at: number): number {
  return before.angle + ((after.angle - before.angle) * (at - first)) / (last - first);
}

function direction(degrees: number): Point {
  const angle = (degrees / 180) * Math.PI;
  return [Math.cos(angle), Math.sin(angle)];
}

/** Where two lines, each given by a point and a direction, cross. */
export function cross([ax, ay]: Point, [au, av]: Point, [bx, by]: Point, [bu, bv]: Point): Point {
  const along = ((bx - ax) * bv - (by - ay) * bu) / (au * bv - av * bu);
  return [ax + au * along, ay + av * along];
}
