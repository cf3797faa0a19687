import * as fc from "fast-check";

/** Something that happens to a text on its way from the page. */
export interface Damage {
  name: string;
  apply(text: string): string;
}

/** Places in a text of any length, as shares of 10 000. */
function places(most: number): fc.Arbitrary<number[]> {
  return fc.array(fc.nat(9999), { minLength: 1, maxLength: most });
}

function pickAt<T>(items: readonly T[], shares: readonly number[]): Set<T> {
  return new Set(
    shares.flatMap((share) => {
      const at = Math.floor((share * items.length) / 10_000);
      return items.slice(at, at + 1);
    }),
  );
}

function positionsOf(text: string, wanted: string): number[] {
  return Array.from(text).flatMap((character, at) => (character === wanted ? [at] : []));
}

/** One or several tabs removed: what stood in two cells stands in one. */
export function dropTabs(): fc.Arbitrary<Damage> {
  return places(4).map((shares) => ({
    name: `tabs dropped at ${shares.join(", ")}`,
    apply: (text) => {
      const dropped = pickAt(positionsOf(text, "\t"), shares);
      return Array.from(text)
        .filter((_, at) => !dropped.has(at))
        .join("");
    },
  }));
}

/** Blank lines put in, in the middle of tables too. */
export function addBlankLines(): fc.Arbitrary<Damage> {
  return places(6).map((shares) => ({
    name: `blank lines added at ${shares.join(", ")}`,
    apply: (text) => {
      const ends = pickAt(positionsOf(text, "\n"), shares);
      return Array.from(text)
        .map((character, at) => (ends.has(at) ? "\n\n" : character))
        .join("");
    },
  }));
}

/** Some of the blank lines taken out, or all of them. */
export function removeBlankLines(): fc.Arbitrary<Damage> {
  return fc.record({ shares: places(6), all: fc.boolean() }).map(({ shares, all }) => ({
    name: all ? "all blank lines removed" : `blank lines removed at ${shares.join(", ")}`,
    apply: (text) => {
      const lines = text.split("\n");
      const blank = lines.flatMap((line, at) => (line === "" ? [at] : []));
      const removed = all ? new Set(blank) : pickAt(blank, shares);
      return lines.filter((_, at) => !removed.has(at)).join("\n");
    },
  }));
}

/** The report ends in the middle: of a table, a row, a number. */
export function cutAt(): fc.Arbitrary<Damage> {
  // With less than half of its labels a form can be another county's, whose labels mean other things.
  return fc.integer({ min: 5000, max: 9999 }).map((share) => ({
    name: `cut at ${share}`,
    apply: (text) => text.slice(0, Math.floor((share * text.length) / 10_000)),
  }));
}

/** A line that holds a value and no label. */
const VALUE_LINE = /^\t*(?:-?[\d.,]+%?|已完成|未完成|[优良中差])$/u;

/** One or several lines that hold a single value are lost; those below move up. */
export function dropLines(): fc.Arbitrary<Damage> {
  return places(4).map((shares) => ({
    name: `value lines dropped at ${shares.join(", ")}`,
    apply: (text) => {
      const lines = text.split("\n");
      const values = lines.flatMap((line, at) => (VALUE_LINE.test(line) ? [at] : []));
      const dropped = pickAt(values, shares);
      return lines.filter((_, at) => !dropped.has(at)).join("\n");
    },
  }));
}

/** The three strips in another order than they stand on the page. */
export function shuffledStrips(): fc.Arbitrary<readonly [number, number, number]> {
  return fc.constantFrom(
    [0, 2, 1] as const,
    [1, 0, 2] as const,
    [1, 2, 0] as const,
    [2, 0, 1] as const,
    [2, 1, 0] as const,
  );
}
