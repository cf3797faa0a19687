import type { LineImage, LineReading } from "../model/recognition.ts";
import type { Raster } from "../model/raster.ts";
import { cutColumns, inkPerColumn } from "../ocr/split-wide.ts";

/** Figures within a reading: the code points `from` up to `to`, and the columns of the line they stand in. */
export interface DigitRun {
  from: number;
  to: number;
  left: number;
  right: number;
}

const FIGURE = /[\d０-９]/u;
/** What may stand in a number, and what engines take figures for. */
const WITHIN = /[\d０-９.．,，%％‰\-—–:：;；·'’"|lIOoSBZ丨]/u;
const LEAST_LETTERS = /[lIOoSBZ丨|]/u;

/**
 * The figures of a reading with their columns; empty where it has none, or no places.
 *
 * @param height of the line's characters, in dots.
 */
export function digitRuns(reading: LineReading, raster: Raster, height: number): DigitRun[] {
  const characters = Array.from(reading.text);
  const places = reading.places;
  if (places === undefined) return [];
  const inks = inkPerColumn(raster);
  const pitch = pitchOf(characters, places, raster.width, height);
  const cut = (at: number): number =>
    boundary(inks, places, at, raster.width, {
      before: FIGURE.test(characters[at - 1] as string),
      behind: FIGURE.test(characters[at] as string),
      pitch,
    });
  const runs: DigitRun[] = [];
  for (let at = 0; at < characters.length; at += 1) {
    if (!WITHIN.test(characters[at] as string)) continue;
    let to = at;
    while (to < characters.length && WITHIN.test(characters[to] as string)) to += 1;
    const inside = characters.slice(at, to);
    const letters = inside.filter((character) => LEAST_LETTERS.test(character)).length;
    if (inside.some((character) => FIGURE.test(character)) || letters > 0)
      runs.push({
        from: at,
        to,
        left: at === 0 ? 0 : cut(at),
        right: to === characters.length ? raster.width : cut(to),
      });
    at = to;
  }
  return runs;
}

/**
 * The column of the cut before the character at `at`: a gap near to where a figure beside it begins or ends, otherwise
 * the middle of the widest gap, or where least ink stands. Places of figures are surer than those of Chinese characters.
 */
export function boundary(
  inks: Uint32Array,
  places: readonly number[],
  at: number,
  width: number,
  figures: { before: boolean; behind: boolean; pitch: number },
): number {
  const from = Math.max(0, Math.round((places[at - 1] as number) * width));
  const to = Math.min(width, Math.round((places[at] as number) * width));
  const half = figures.pitch * 0.55;
  const target =
    figures.before === figures.behind ? (from + to) / 2 : figures.before ? from + half : to - half;
  let best = { cut: Math.round(target), score: Number.NEGATIVE_INFINITY };
  let start = from;
  for (let x = from; x <= to; x += 1) {
    if (x < to && (inks[x] as number) === 0) continue;
    // A gap within a character may be as wide as one between characters, but stands farther off.
    const cut = Math.max(start, Math.min(x, target));
    const score = Math.min(x - start, figures.pitch * 0.4) - Math.abs(cut - target);
    if (x > start && score > best.score) best = { cut: Math.round((start + x) / 2), score };
    start = x + 1;
  }
  if (best.score > Number.NEGATIVE_INFINITY) return best.cut;
  let least = Math.max(from, Math.min(to - 1, best.cut));
  for (let x = from; x < to; x += 1) if ((inks[x] as number) < (inks[least] as number)) least = x;
  return least;
}

/** Columns from one figure to the next: the usual distance of neighbours, or what fits the height of the line. */
export function pitchOf(
  characters: readonly string[],
  places: readonly number[],
  width: number,
  height: number,
): number {
  const distances: number[] = [];
  for (let at = 1; at < characters.length; at += 1)
    if (FIGURE.test(characters[at] as string) && FIGURE.test(characters[at - 1] as string))
      distances.push(((places[at] as number) - (places[at - 1] as number)) * width);
  distances.sort((a, b) => a - b);
  const usual = distances[Math.floor(distances.length / 2)] ?? 0;
  return usual >= height * 0.3 && usual <= height ? usual : height * 0.6;
}

/** The picture of the run alone. */
export function cutRun(image: LineImage, run: DigitRun): LineImage {
  return { ...image, raster: cutColumns(image.raster, run.left, Math.max(run.left + 1, run.right)) };
}
