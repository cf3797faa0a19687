import { middleAt, STRIP, type TracedRuling } from "./trace-rulings.ts";

/** Lines at least this share as long as the longest tell how the page is bent. */
const TELLING = 0.6;

/** Lines nearer to one another than this tell the same. In dots. */
const SAME = 60;

/** A page whose lines leave their straight by no more is straight. In dots. */
const STRAIGHT = 1.5;

interface BentLine {
  ruling: TracedRuling;
  /** Its place across, were it straight. */
  straight: number;
}

/**
 * How far the lines of one direction leave the straight: what is left of a page that lay curled or aslant under the camera.
 * Between two lines it changes evenly.
 */
export class Drift {
  readonly #lines: readonly BentLine[];

  private constructor(lines: readonly BentLine[]) {
    this.#lines = lines;
  }

  /** `least`: shorter lines tell nothing, in dots. */
  static ofRulings(rulings: readonly TracedRuling[], least: number): Drift {
    const longest = Math.max(0, ...rulings.map(({ from, to }) => to - from));
    const telling = rulings.filter(({ from, to }) => to - from >= Math.max(least, longest * TELLING));
    const from = Math.max(...telling.map((ruling) => ruling.from));
    const to = Math.min(...telling.map((ruling) => ruling.to));
    const lines: BentLine[] = [];
    for (const ruling of telling) {
      // All are measured over the stretch that they share, where there is one.
      const straight =
        to - from >= longest * 0.15
          ? meanMiddle(ruling, from, to)
          : meanMiddle(ruling, ruling.from, ruling.to);
      lines.push({ ruling, straight });
    }
    lines.sort((a, b) => a.straight - b.straight);
    const apart: BentLine[] = [];
    for (const line of lines) {
      const before = apart.at(-1);
      if (before === undefined || line.straight - before.straight >= SAME) apart.push(line);
      else if (lengthOf(line) > lengthOf(before)) apart[apart.length - 1] = line;
    }
    const bent = apart.some(({ ruling, straight }) =>
      ruling.tops.some(
        (top, index) => Math.abs((top + (ruling.bottoms[index] as number)) / 2 - straight) > STRAIGHT,
      ),
    );
    return new Drift(bent ? apart : []);
  }

  get none(): boolean {
    return this.#lines.length === 0;
  }

  /** How far what stands here lies beyond its straight place, in dots. */
  at(along: number, across: number): number {
    let above: { place: number; off: number } | undefined;
    for (const { ruling, straight } of this.#lines) {
      const place = middleAt(ruling, along);
      const off = place - straight;
      if (place >= across) {
        if (above === undefined) return off;
        const share = (across - above.place) / Math.max(1, place - above.place);
        return above.off + (off - above.off) * Math.min(1, Math.max(0, share));
      }
      above = { place, off };
    }
    return above?.off ?? 0;
  }
}

function lengthOf({ ruling }: BentLine): number {
  return ruling.to - ruling.from;
}

function meanMiddle(ruling: TracedRuling, from: number, to: number): number {
  let sum = 0;
  let count = 0;
  for (let along = from; along < to; along += STRIP) {
    sum += middleAt(ruling, along);
    count += 1;
  }
  return count === 0 ? middleAt(ruling, from) : sum / count;
}
