import type { Raster } from "../model/raster.ts";
import { labelRegions } from "./label-regions.ts";

/** Side of the tiles in which lines of text are looked for, in inches. */
const TILE = 1;

/** What is larger than this, in inches, is no letter but a ruling, a seal or a picture. */
const LETTER = 0.5;

/** How much clearer lines down the page must stand out than lines across before it is turned. */
const CLEARLY = 1.15;

/**
 * Whether the lines of text run down the picture, so that the page lies on its side: within each tile, gaps between lines make the
 * profile across the lines rise and fall more than the one along them. `skew` in degrees clockwise.
 */
export function liesOnSide(ink: Raster, dpi: number, skew: number): boolean {
  const letters = lettersOf(ink, LETTER * dpi);
  const size = Math.round(TILE * dpi);
  const angle = (skew / 180) * Math.PI;
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
  const { width, height } = ink;
  const reach = Math.ceil(Math.hypot(width, height) / size) + 1;
  const across = new Map<number, Uint16Array>();
  const along = new Map<number, Uint16Array>();
  for (let y = 0, at = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1, at += 1) {
      if (letters[at] !== 1) continue;
      const u = x * cos + y * sin + reach * size;
      const v = y * cos - x * sin + reach * size;
      const key = Math.floor(v / size) * 4 * reach + Math.floor(u / size);
      count(across, key, Math.floor(v % size), size);
      count(along, key, Math.floor(u % size), size);
    }
  let [lines, columns] = [0, 0];
  for (const [key, profile] of across) {
    lines += unrest(profile);
    columns += unrest(along.get(key) as Uint16Array);
  }
  return columns > lines * CLEARLY;
}

function count(profiles: Map<number, Uint16Array>, key: number, at: number, size: number): void {
  let profile = profiles.get(key);
  if (profile === undefined) profiles.set(key, (profile = new Uint16Array(size)));
  profile[at] = (profile[at] as number) + 1;
}

/** How much a profile rises and falls: smoothed over three rows, so that strokes count less than lines; weighed by its ink. */
function unrest(profile: Uint16Array): number {
  const window = 5;
  let [sum, squares, total] = [0, 0, 0];
  for (let at = 0; at < profile.length; at += 1) {
    sum += profile[at] as number;
    if (at >= window) sum -= profile[at - window] as number;
    squares += sum * sum;
    total += sum;
  }
  return total === 0 ? 0 : squares / total - total / profile.length;
}

function lettersOf({ data, width, height }: Raster, most: number): Uint8Array {
  const labels = new Int32Array(data.length);
  const isLetter = labelRegions(data, width, height, labels).map(
    ({ left, top, right, bottom, count: dots }) => right - left < most && bottom - top < most && dots > 2,
  );
  return data.map((_, at) => (isLetter[(labels[at] as number) - 1] === true ? 1 : 0));
}
