import type { Walls } from "./accept-walls.ts";
import { type BitPicture, clearRow } from "./bit-picture.ts";
import { STRIP, type TracedRuling } from "./trace-rulings.ts";

/** How far the ink of a ruling spreads beyond its sides, in dots. */
const SPREAD = 2;

/** Takes the walls out of the ink of a page. */
export function eraseWalls(text: BitPicture, walls: Walls): void {
  const columns: TracedRuling[] = walls.vertical.flatMap(({ drawn }) => drawn);
  const rows: TracedRuling[] = walls.horizontal.flatMap(({ drawn }) => drawn);
  for (const ruling of rows) {
    eachStrip(ruling, (from, to, top, bottom) => {
      for (let y = Math.max(0, top); y <= Math.min(text.height - 1, bottom); y += 1)
        clearRow(text, y, from, to);
    });
  }
  for (const ruling of columns) {
    eachStrip(ruling, (from, to, left, right) => {
      for (let y = Math.max(0, from); y < Math.min(text.height, to); y += 1)
        clearRow(text, y, left, right + 1);
    });
  }
}

/** The strips of a ruling with its sides, spread as its ink is. */
function eachStrip(
  ruling: TracedRuling,
  visit: (from: number, to: number, first: number, last: number) => void,
): void {
  ruling.tops.forEach((top, index) => {
    const isFirst = index === 0;
    const isLast = index === ruling.tops.length - 1;
    const from = isFirst ? ruling.from - SPREAD : (ruling.strip + index) * STRIP;
    const to = isLast ? ruling.to + SPREAD : (ruling.strip + index + 1) * STRIP;
    visit(from, to, top - SPREAD, (ruling.bottoms[index] as number) + SPREAD);
  });
}

/** Tells whether a dot of the page is of a wall. */
export function ruledDots(walls: Walls): (x: number, y: number) => boolean {
  const levels = new Map<number, TracedRuling[]>();
  const uprights = new Map<number, TracedRuling[]>();
  const put = (map: Map<number, TracedRuling[]>, key: number, ruling: TracedRuling): void => {
    const own = map.get(key);
    if (own === undefined) map.set(key, [ruling]);
    else if (own.at(-1) !== ruling) own.push(ruling);
  };
  // By rows (columns) of 16 dots that they touch.
  for (const { drawn } of walls.horizontal)
    for (const ruling of drawn)
      eachStrip(ruling, (_from, _to, top, bottom) => {
        for (let key = top >> 4; key <= bottom >> 4; key += 1) put(levels, key, ruling);
      });
  for (const { drawn } of walls.vertical)
    for (const ruling of drawn)
      eachStrip(ruling, (_from, _to, left, right) => {
        for (let key = left >> 4; key <= right >> 4; key += 1) put(uprights, key, ruling);
      });
  const covers = (rulings: readonly TracedRuling[] | undefined, along: number, across: number): boolean =>
    rulings?.some((ruling) => {
      if (along < ruling.from - SPREAD || along >= ruling.to + SPREAD) return false;
      const index = Math.max(0, Math.min(ruling.tops.length - 1, (along >> 4) - ruling.strip));
      return (
        across >= (ruling.tops[index] as number) - SPREAD &&
        across <= (ruling.bottoms[index] as number) + SPREAD
      );
    }) ?? false;
  return (x, y) => covers(levels.get(y >> 4), x, y) || covers(uprights.get(x >> 4), y, x);
}
