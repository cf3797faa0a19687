import type { Word } from "../model/layout.ts";
import { boxAround, medianOf } from "./box.ts";
import type { Line } from "./lines-of-words.ts";
import { isBroken, isFigure } from "./tell-figures.ts";

/** Lines of figures between which a label stands have so many words, and this part of them are figures. */
const FEWEST_WORDS = 3;
const FIGURES = 0.5;

/** Words that reach into the next line by more than this share of the type size stand between the two. */
const OVERLAP = 0.25;

/**
 * Labels that stand half way between two rows of figures, as those of groups of rows do, put into the lower of the two:
 * they do not make one row of both.
 */
export function lowerMiddles(lines: readonly Line[]): Line[] {
  const kept = lines.map((line) => ({ ...line, words: [...line.words] }));
  for (let index = 0; index + 1 < kept.length;) {
    const [above, line, below] = [kept[index], kept[index + 1], kept[index + 2]] as [Line, Line, Line?];
    if (below !== undefined && overlap(above, line) && overlap(line, below) && !overlap(above, below)) {
      if (areFigures(above) && areFigures(below)) {
        lower(line.words, below);
        kept.splice(index + 1, 1);
        continue;
      }
    } else if (above.box[3] > line.box[1] && areFigures(above) && areFigures(line)) part(above, line);
    index += 1;
  }
  return kept;
}

function overlap(above: Line, below: Line): boolean {
  return above.box[3] - below.box[1] > below.size * OVERLAP;
}

function areFigures({ words }: Line): boolean {
  if (words.some(({ text }) => isBroken(text))) return false;
  const figures = words.filter(({ text }) => isFigure(text)).length;
  return words.length >= FEWEST_WORDS && figures >= words.length * FIGURES;
}

/** Puts the words of a line that reach into the next one into that, and leaves them out of the height of both. */
function part(above: Line, below: Line): void {
  const bottom = medianOf(above.words.map(({ box }) => box[3]));
  const top = medianOf(below.words.map(({ box }) => box[1]));
  if (bottom - top > below.size * OVERLAP) return;
  const reach = below.size * OVERLAP;
  const between = above.words.filter(({ box }) => box[3] > top + reach);
  above.words = above.words.filter((word) => !between.includes(word));
  const core = below.words.filter(({ box }) => box[1] >= bottom - reach);
  above.box = boxAround(above.words.map(({ box }) => box));
  lower(between, below);
  below.box = boxAround(core.map(({ box }) => box));
}

/** The height of the line stays that of its own words. */
function lower(words: readonly Word[], line: Line): void {
  line.words = [...line.words, ...words].toSorted((a, b) => a.box[0] - b.box[0]);
}
