import type { Drift } from "./drift.ts";
import { middleAt, STRIP, type TracedRuling } from "./trace-rulings.ts";

/** A straight piece of a ruling with the places where it was drawn. In dots of the straightened page. */
export interface Wall {
  at: number;
  from: number;
  to: number;
  thickness: number;
  drawn: TracedRuling[];
}

export interface Walls {
  horizontal: Wall[];
  vertical: Wall[];
}

/** A line so long is a ruling whatever stands around it: 0.8 in. Nothing that is written has strokes like that. */
export const FREE_LENGTH = 240;

/** A piece of a broken ruling of that length must be whole: 0.5 in. */
const WHOLE_PIECE = 150;

/** Pieces of a line with so much room between them are one: 0.08 in, with their middles at one height. */
const BREAK = 24;
/** Shorter pieces may be strokes of characters. */
const LONG_PIECE = 72;
const LEVEL = 3;

/** Pieces that go on from a ruling that ends in the open: 0.15 in. */
const OPEN_BREAK = 45;

/** How far the end of a short wall may be from the walls it runs between. */
const MEETING = 5;

/** A ruling that is fainter than this share of the others shows through from the other side of the paper. */
const FAINTEST = 0.3;

/** Puts rulings on the straight page, `along` being their own direction. */
export function straightWall(ruling: TracedRuling, own: Drift, other: Drift): Wall {
  const places: number[] = [];
  const thicknesses: number[] = [];
  ruling.tops.forEach((top, index) => {
    const bottom = ruling.bottoms[index] as number;
    const along = (ruling.strip + index) * STRIP + STRIP / 2;
    const middle = (top + bottom) / 2;
    places.push(own.none ? middle : middle - own.at(along, middle));
    thicknesses.push(bottom - top + 1);
  });
  const at = middleOf(places);
  const begin = middleAt(ruling, ruling.from);
  const end = middleAt(ruling, ruling.to);
  return {
    at,
    from: other.none ? ruling.from : ruling.from - other.at(begin, ruling.from),
    to: other.none ? ruling.to : ruling.to - other.at(end, ruling.to),
    thickness: middleOf(thicknesses),
    drawn: [ruling],
  };
}

function middleOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}

/**
 * Which lines are walls. Long ones are; short ones only where they run from one wall to another or go on where a wall
 * breaks off, because the strokes of characters are lines too. `contrast` tells how dark a line is.
 */
export function acceptWalls(
  found: Walls,
  contrast: (ruling: TracedRuling, vertical: boolean) => number,
): Walls {
  const horizontal = dropFaint(joinBroken(found.horizontal), (wall) => contrastOf(wall, false));
  const vertical = dropFaint(joinBroken(found.vertical), (wall) => contrastOf(wall, true));
  function contrastOf({ drawn }: Wall, upright: boolean): number {
    return Math.max(...drawn.map((ruling) => contrast(ruling, upright)));
  }
  const accepted: Walls = { horizontal: horizontal.filter(isLong), vertical: vertical.filter(isLong) };
  let [levels, uprights] = [horizontal, vertical].map((walls) => walls.filter((wall) => !isLong(wall))) as [
    Wall[],
    Wall[],
  ];
  for (let round = 0; round < 4; round += 1) {
    const counted = levels.length + uprights.length;
    levels = acceptMeeting(levels, accepted.horizontal, accepted.vertical);
    uprights = acceptMeeting(uprights, accepted.vertical, accepted.horizontal);
    if (levels.length + uprights.length === counted) break;
  }
  return accepted;
}

function isLong({ from, to, drawn }: Wall): boolean {
  return to - from >= FREE_LENGTH && drawn.some((piece) => piece.to - piece.from >= WHOLE_PIECE);
}

function acceptMeeting(open: readonly Wall[], own: Wall[], other: readonly Wall[]): Wall[] {
  return open.filter((wall) => {
    const meets =
      (meetsAt(wall, wall.from, other) && meetsAt(wall, wall.to, other)) || goesOn(wall, own, other);
    if (meets) own.push(wall);
    return !meets;
  });
}

function meetsAt(wall: Wall, end: number, others: readonly Wall[]): boolean {
  return others.some(
    ({ at, from, to, thickness }) =>
      Math.abs(at - end) <= MEETING + thickness / 2 &&
      wall.at >= from - MEETING * 2 &&
      wall.at <= to + MEETING * 2,
  );
}

function goesOn(wall: Wall, own: readonly Wall[], other: readonly Wall[]): boolean {
  return own.some(({ at, from, to }) => {
    if (Math.abs(at - wall.at) > LEVEL) return false;
    const [end, begin] = wall.from >= to ? [to, wall.from] : [from, wall.to];
    if (Math.abs(begin - end) > OPEN_BREAK) return false;
    return !meetsAt(wall, end, other);
  });
}

function joinBroken(walls: readonly Wall[]): Wall[] {
  const joined: Wall[] = [];
  const active: Wall[] = [];
  for (const wall of walls.toSorted((a, b) => a.from - b.from)) {
    const before = active.find(
      ({ at, from, to }) =>
        Math.min(to - from, wall.to - wall.from) >= LONG_PIECE &&
        Math.abs(at - wall.at) <= LEVEL &&
        wall.from >= to - LEVEL &&
        wall.from - to <= BREAK,
    );
    if (before === undefined) {
      const own = { ...wall, drawn: [...wall.drawn] };
      joined.push(own);
      active.push(own);
    } else {
      const [a, b] = [before.to - before.from, wall.to - wall.from];
      before.at = (before.at * a + wall.at * b) / (a + b);
      before.to = wall.to;
      before.drawn.push(...wall.drawn);
    }
    if (active.length > 64)
      active.splice(0, active.length, ...active.filter(({ to }) => to + BREAK >= wall.from));
  }
  return joined;
}

function dropFaint(walls: readonly Wall[], contrastOf: (wall: Wall) => number): Wall[] {
  const long = walls
    .filter(isLong)
    .map((wall) => ({ contrast: contrastOf(wall), length: wall.to - wall.from }))
    .toSorted((a, b) => a.contrast - b.contrast);
  let left = long.reduce((sum, { length }) => sum + length, 0) / 2;
  const usual = long.find(({ length }) => (left -= length) <= 0)?.contrast ?? 0;
  return walls.filter((wall) => contrastOf(wall) >= usual * FAINTEST);
}
