import type { Raster } from "../model/raster.ts";
import { labelRegions, type Region } from "./label-regions.ts";

/** By how much red must be brighter than green and blue, of 255, to be the red of a seal. */
const REDNESS = 40;

/** Resolution at which seals are looked for. */
const DPI = 75;

/** Sides of what may be a seal, in inches: name chops of 8 mm to seals of 75 mm (those of offices have 38 to 45 mm). */
const LEAST = 8 / 25.4;
const MOST = 75 / 25.4;
/** From this size on a round or broken rim is enough, below it must be a closed frame, as a large red letter has none. */
const ROUND = 15 / 25.4;
const ASPECT = 2.2;

/** Pieces of a seal, in inches: smaller ones are letters, and belong to a seal only where they stand in one. */
const PIECE = 5 / 25.4;

/** The part of its frame that a chop must show. */
const FRAME = 0.6;

/** A seal on a picture, in dots of it: left, top, right, bottom (the last ones not within). */
export type SealBox = readonly [left: number, top: number, right: number, bottom: number];

/**
 * Finds red seals by their rim: pieces of saturated red as large as a seal, together with what else stands within their
 * bounds. Red letters and figures, which are part of the text, are none.
 */
export function findSeals({ data, width, height, channels }: Raster, dpi: number): SealBox[] {
  if (channels !== 3) return [];
  const block = Math.max(1, Math.round(dpi / DPI));
  const columns = Math.floor(width / block);
  const rows = Math.floor(height / block);
  const mask = new Uint8Array(columns * rows);
  let count = 0;
  for (let y = 0; y < rows * block; y += 1) {
    const row = Math.floor(y / block) * columns;
    for (let column = 0, at = y * width * 3; column < columns; column += 1)
      for (let x = 0; x < block; x += 1, at += 3) {
        const red = data[at] as number;
        if (red - (data[at + 1] as number) <= REDNESS || red - (data[at + 2] as number) <= REDNESS) continue;
        if (mask[row + column] === 0) count += 1;
        mask[row + column] = 1;
      }
  }
  if (count === 0) return [];
  const inch = dpi / block;
  return joinPieces(labelRegions(mask, columns, rows), inch)
    .filter((region) => isSeal(region, mask, columns, inch))
    .map(({ left, top, right, bottom }) => {
      const margin = 1;
      return [
        Math.max(0, left - margin) * block,
        Math.max(0, top - margin) * block,
        Math.min(width, (right + 1 + margin) * block),
        Math.min(height, (bottom + 1 + margin) * block),
      ] as const;
    });
}

/** Joins pieces whose bounds overlap: the rim of a pale seal is in pieces. */
function joinPieces(regions: readonly Region[], inch: number): Region[] {
  const joined: Region[] = [];
  for (const piece of regions) {
    if (Math.max(piece.right - piece.left, piece.bottom - piece.top) < PIECE * inch) continue;
    let grown = { ...piece };
    for (let other = findOverlap(joined, grown); other !== -1; other = findOverlap(joined, grown)) {
      const [region] = joined.splice(other, 1) as [Region];
      grown = {
        left: Math.min(grown.left, region.left),
        top: Math.min(grown.top, region.top),
        right: Math.max(grown.right, region.right),
        bottom: Math.max(grown.bottom, region.bottom),
        count: grown.count + region.count,
      };
    }
    joined.push(grown);
  }
  return joined;
}

function findOverlap(regions: readonly Region[], { left, top, right, bottom }: Region): number {
  return regions.findIndex(
    (other) => other.left <= right && other.right >= left && other.top <= bottom && other.bottom >= top,
  );
}

function isSeal(region: Region, mask: Uint8Array, columns: number, inch: number): boolean {
  const width = region.right - region.left + 1;
  const height = region.bottom - region.top + 1;
  const [shorter, longer] = [Math.min(width, height) / inch, Math.max(width, height) / inch];
  if (shorter < LEAST || longer > MOST || longer > shorter * ASPECT) return false;
  return shorter >= ROUND || frameShare(region, mask, columns) >= FRAME;
}

/** The part of the rows and columns of a region that are red at both ends. */
function frameShare({ left, top, right, bottom }: Region, mask: Uint8Array, columns: number): number {
  const depth = Math.max(1, Math.round((right - left) * 0.12));
  const isRed = (x: number, y: number): boolean => mask[y * columns + x] === 1;
  const steps = Array.from({ length: depth }, (_, step) => step);
  let red = 0;
  for (let y = top; y <= bottom; y += 1)
    red +=
      Number(steps.some((step) => isRed(left + step, y))) +
      Number(steps.some((step) => isRed(right - step, y)));
  for (let x = left; x <= right; x += 1)
    red +=
      Number(steps.some((step) => isRed(x, top + step))) +
      Number(steps.some((step) => isRed(x, bottom - step)));
  return red / (2 * (right - left + bottom - top + 2));
}
