import type { Drift } from "./drift.ts";
import type { RulingEvidence } from "./ruling-evidence.ts";
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

/** Strokes of the type of tables are shorter: 0.4 in. */
export const LONGEST_STROKE = 120;

/** How far the middle of a short line may lie beside its ends: the rim of a seal (42 mm) does by so much over 0.25 in. In dots. */
const BENT = 1.5;

/** Of a wall in short pieces, so much must be drawn: strokes of lines of text above one another are not that near. */
const BROKEN_DRAWN = 0.85;

/** Walls that stand on walls that stand on walls: so often is looked again. */
const ROUNDS = 4;

/** A line runs through a wall where it goes on so far beyond it, at either side. In dots. */
const THROUGH = 24;

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
 * Which lines are walls. Long ones are; short ones only where they run from one wall to another, through one, or go on where a
 * wall breaks off, because the strokes of characters are lines too.
 */
export function acceptWalls(found: Walls, evidence: RulingEvidence): Walls {
  const horizontal = new Candidates(found.horizontal, false, evidence);
  const vertical = new Candidates(found.vertical, true, evidence);
  for (let round = 0; round < ROUNDS; round += 1) {
    const more = [horizontal.acceptMeeting(vertical.accepted), vertical.acceptMeeting(horizontal.accepted)];
    if (!more.includes(true)) break;
  }
  return {
    horizontal: horizontal.withoutStrokes(vertical.accepted),
    vertical: vertical.withoutStrokes(horizontal.accepted),
  };
}

/** Lines of one direction. */
class Candidates {
  readonly accepted: Wall[];
  readonly #vertical: boolean;
  readonly #evidence: RulingEvidence;
  readonly #usual: number;
  #open: Wall[];

  constructor(walls: readonly Wall[], vertical: boolean, evidence: RulingEvidence) {
    this.#vertical = vertical;
    this.#evidence = evidence;
    const contrasts = joinBroken(walls, LONG_PIECE).map((wall) => ({
      wall,
      contrast: this.#contrastOf(wall),
    }));
    this.#usual = usualContrast(contrasts.filter(({ wall }) => isLong(wall)));
    const dark = contrasts
      .filter(({ contrast }) => contrast >= this.#usual * FAINTEST)
      .map(({ wall }) => wall);
    this.accepted = dark.filter(isLong);
    this.#open = dark.filter((wall) => !isLong(wall));
  }

  /** Takes lines that run between the walls across them, or go on where one of their own breaks off; tells whether there were any. */
  acceptMeeting(across: readonly Wall[]): boolean {
    const open = this.#open.filter((wall) => {
      const between = meetsAt(wall, wall.from, across) && meetsAt(wall, wall.to, across);
      const meets = (between || runsThrough(wall, across)) && this.#isNoStroke(wall);
      if (!meets && !goesOn(wall, this.accepted, across)) return true;
      this.accepted.push(wall);
      return false;
    });
    const broken = joinBroken(open, 0).filter(
      (wall) =>
        wall.drawn.length > 1 &&
        wall.to - wall.from >= LONGEST_STROKE &&
        drawnLength(wall) >= (wall.to - wall.from) * BROKEN_DRAWN &&
        meetsAt(wall, wall.from, across) &&
        meetsAt(wall, wall.to, across) &&
        wall.drawn.every((ruling) => this.#evidence.isWall(ruling, this.#vertical, this.#usual)),
    );
    this.accepted.push(...broken);
    const taken = new Set(broken.flatMap(({ drawn }) => drawn));
    const left = open.filter(({ drawn }) => !drawn.some((ruling) => taken.has(ruling)));
    const more = left.length < this.#open.length;
    this.#open = left;
    return more;
  }

  /** Leaves out lines that hang in the open and have ink at their sides: rows of characters that touch (口口口). */
  withoutStrokes(across: readonly Wall[]): Wall[] {
    return this.accepted.filter(
      (wall) =>
        across.some((other) => crosses(wall, other)) ||
        wall.drawn.every((ruling) => this.#evidence.isWall(ruling, this.#vertical, this.#usual)),
    );
  }

  #isNoStroke({ from, to, drawn }: Wall): boolean {
    return (
      drawn.every(isStraight) &&
      (to - from >= LONGEST_STROKE ||
        drawn.every((ruling) => this.#evidence.isWall(ruling, this.#vertical, this.#usual)))
    );
  }

  #contrastOf({ drawn }: Wall): number {
    return Math.max(...drawn.map((ruling) => this.#evidence.contrast(ruling, this.#vertical)));
  }
}

/** Whether a short line does not bend, as the rim of a seal does. */
function isStraight({ from, to, tops, bottoms }: TracedRuling): boolean {
  if (to - from > FREE_LENGTH || tops.length < 3) return true;
  const middles = tops.map((top, index) => (top + (bottoms[index] as number)) / 2);
  const third = Math.max(1, Math.floor(middles.length / 3));
  const mean = (part: number[]): number => part.reduce((sum, value) => sum + value, 0) / part.length;
  const ends = (mean(middles.slice(0, third)) + mean(middles.slice(-third))) / 2;
  return Math.abs(mean(middles.slice(third, -third)) - ends) <= BENT;
}

/** How dark half of the length of all lines is at least. */
function usualContrast(lines: readonly { wall: Wall; contrast: number }[]): number {
  let left = lines.reduce((sum, { wall }) => sum + wall.to - wall.from, 0) / 2;
  for (const { wall, contrast } of lines.toSorted((a, b) => a.contrast - b.contrast)) {
    left -= wall.to - wall.from;
    if (left <= 0) return contrast;
  }
  return 0;
}

function isLong({ from, to, drawn }: Wall): boolean {
  return to - from >= FREE_LENGTH && drawn.some((piece) => piece.to - piece.from >= WHOLE_PIECE);
}

/** Whether a line goes on at both sides of a wall: no stroke of a character does. */
function runsThrough(wall: Wall, across: readonly Wall[]): boolean {
  return across.some(
    ({ at, from, to }) =>
      at >= wall.from + THROUGH && at <= wall.to - THROUGH && wall.at >= from && wall.at <= to,
  );
}

function crosses(wall: Wall, { at, from, to }: Wall): boolean {
  return (
    at >= wall.from - OPEN_BREAK &&
    at <= wall.to + OPEN_BREAK &&
    wall.at >= from - MEETING * 2 &&
    wall.at <= to + MEETING * 2
  );
}

/** Whether a place on a wall is where another runs across. */
export function meetsAt(wall: Wall, end: number, others: readonly Wall[]): boolean {
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

function drawnLength({ drawn }: Wall): number {
  return drawn.reduce((sum, { from, to }) => sum + to - from, 0);
}

/** Pieces in line made one; shorter ones than `least` stay by themselves. */
function joinBroken(walls: readonly Wall[], least: number): Wall[] {
  const joined: Wall[] = [];
  const active: Wall[] = [];
  for (const wall of walls.toSorted((a, b) => a.from - b.from)) {
    const before = active.find(
      ({ at, from, to }) =>
        Math.min(to - from, wall.to - wall.from) >= least &&
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
