import { type BitPicture, closedAlongRows, hasInk } from "./bit-picture.ts";

/** Dots of a strip: rulings are followed strip by strip, so that they may drift over the page. */
export const STRIP = 16;

/** Of the dots of a strip, how many must be ink for a ruling to run through. */
const FILLED = 13;

/** Thicker lines are bars and pictures. In dots. */
const THICKEST = 26;

/** How far the line may go up or down from one strip to the next, in dots. */
const STEP = 1;

/** How far beyond its whole strips a line is followed, in dots. */
const FOLLOWED = 3 * STRIP;

/** A ruling as it was drawn, told for lines that run along the rows. In dots. */
export interface TracedRuling {
  /** Where it begins and ends along the row. */
  from: number;
  to: number;
  /** Its first strip, and the upper and lower side (last dot) in each strip from there on. */
  strip: number;
  tops: number[];
  bottoms: number[];
}

/** The line's middle across its direction at a place along it; beyond its ends that of the end. */
export function middleAt(ruling: TracedRuling, along: number): number {
  const place = Math.floor(along / STRIP) - ruling.strip;
  const index = Math.max(0, Math.min(ruling.tops.length - 1, place));
  return ((ruling.tops[index] as number) + (ruling.bottoms[index] as number)) / 2;
}

/** Follows all lines along the rows that are at least `shortest` dots long. */
export function traceRulings(ink: BitPicture, shortest: number): TracedRuling[] {
  const closed = closedAlongRows(ink);
  return chainSpans(spansOfStrips(closed))
    .flatMap((ruling) => splitWhereBroken(followEnds(ruling, closed), closed))
    .filter(({ from, to }) => to - from >= shortest);
}

interface Span {
  top: number;
  bottom: number;
}

const BIT_COUNTS = Uint8Array.from({ length: 65_536 }, (_, value) => {
  let count = 0;
  for (let rest = value; rest > 0; rest &= rest - 1) count += 1;
  return count;
});

/** In each strip, the runs of rows that are filled with ink, thick ones left out. */
function spansOfStrips({ height, stride, words }: BitPicture): Span[][] {
  const strips = stride * 2;
  const spans: Span[][] = Array.from({ length: strips }, () => []);
  const open = new Int32Array(strips).fill(-1);
  const close = (strip: number, y: number): void => {
    // The rows were spread by one to either side.
    const top = (open[strip] as number) + 1;
    const bottom = Math.max(top, y - 2);
    if (bottom - top < THICKEST) spans[strip]?.push({ top, bottom });
    open[strip] = -1;
  };
  for (let y = 0; y < height; y += 1) {
    for (let word = 0; word < stride; word += 1) {
      const value = words[y * stride + word] as number;
      for (let half = 0; half < 2; half += 1) {
        const strip = word * 2 + half;
        const filled = (BIT_COUNTS[half === 0 ? value & 0xffff : value >>> 16] as number) >= FILLED;
        if (filled && (open[strip] as number) < 0) open[strip] = y;
        else if (!filled && (open[strip] as number) >= 0) close(strip, y);
      }
    }
  }
  for (let strip = 0; strip < strips; strip += 1) if ((open[strip] as number) >= 0) close(strip, height);
  return spans;
}

/** Puts the spans of neighbouring strips together to lines. */
function chainSpans(strips: readonly Span[][]): TracedRuling[] {
  const rulings: TracedRuling[] = [];
  let active: TracedRuling[] = [];
  strips.forEach((spans, strip) => {
    active = active.filter(({ strip: first, tops }) => first + tops.length === strip);
    const continued = new Set<TracedRuling>();
    for (const span of spans) {
      let best: TracedRuling | undefined;
      let nearest = Infinity;
      for (const ruling of active) {
        if (continued.has(ruling)) continue;
        const top = ruling.tops.at(-1) as number;
        const bottom = ruling.bottoms.at(-1) as number;
        if (span.top > bottom + STEP || span.bottom < top - STEP) continue;
        const distance = Math.abs(span.top + span.bottom - top - bottom);
        if (distance < nearest) {
          nearest = distance;
          best = ruling;
        }
      }
      if (best === undefined) {
        best = { from: strip * STRIP, to: 0, strip, tops: [], bottoms: [] };
        rulings.push(best);
        active.push(best);
      }
      best.tops.push(span.top);
      best.bottoms.push(span.bottom);
      best.to = (strip + 1) * STRIP;
      continued.add(best);
    }
  });
  return rulings;
}

/** Lines begin and end within a strip: follows their ink to where it stops. */
function followEnds(ruling: TracedRuling, closed: BitPicture): TracedRuling {
  let { from, to } = ruling;
  while (from > ruling.from - FOLLOWED && isInked(ruling, from - 1, closed)) from -= 1;
  while (to < ruling.to + FOLLOWED && isInked(ruling, to, closed)) to += 1;
  return { ...ruling, from, to };
}

function isInked({ strip, tops, bottoms }: TracedRuling, along: number, closed: BitPicture): boolean {
  const index = Math.max(0, Math.min(tops.length - 1, Math.floor(along / STRIP) - strip));
  for (let across = tops[index] as number; across <= (bottoms[index] as number); across += 1)
    if (hasInk(closed, along, across)) return true;
  return false;
}

/** Parts a line at its gaps: beyond one there may be the stroke of a character that happens to stand in line with it. */
function splitWhereBroken(ruling: TracedRuling, closed: BitPicture): TracedRuling[] {
  const pieces: TracedRuling[] = [];
  let from = -1;
  for (let along = ruling.from; along <= ruling.to; along += 1) {
    const inked = along < ruling.to && isInked(ruling, along, closed);
    if (inked && from < 0) from = along;
    else if (!inked && from >= 0) {
      pieces.push(pieceOf(ruling, from, along));
      from = -1;
    }
  }
  return pieces;
}

function pieceOf(ruling: TracedRuling, from: number, to: number): TracedRuling {
  const last = ruling.tops.length - 1;
  const first = Math.max(0, Math.min(last, Math.floor(from / STRIP) - ruling.strip));
  const end = Math.max(first, Math.min(last, Math.floor((to - 1) / STRIP) - ruling.strip)) + 1;
  return {
    from,
    to,
    strip: ruling.strip + first,
    tops: ruling.tops.slice(first, end),
    bottoms: ruling.bottoms.slice(first, end),
  };
}
