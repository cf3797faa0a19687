import type { Ruling } from "../model/layout.ts";

/** More lines than this on a page are a drawing; the longest ones are kept. */
const MOST_RULINGS = 4000;

/**
 * Lines that lie on one another made one: pieces that touch or overlap, the two strokes of a double line, the four of a
 * drawn bar. `tolerance` is how far apart, in points, they may be across and along.
 */
export function joinRulings(rulings: readonly Ruling[], tolerance: number): Ruling[] {
  const joined = (["horizontal", "vertical"] as const).flatMap((orientation) =>
    joinOne(
      rulings.filter((ruling) => ruling.orientation === orientation),
      tolerance,
    ),
  );
  if (joined.length <= MOST_RULINGS) return joined;
  return joined.toSorted((a, b) => b.to - b.from - (a.to - a.from)).slice(0, MOST_RULINGS);
}

function joinOne(rulings: readonly Ruling[], tolerance: number): Ruling[] {
  const joined: Ruling[] = [];
  for (const track of tracksOf(rulings, tolerance)) {
    let open: { ruling: Ruling; length: number } | null = null;
    for (const piece of track.toSorted((a, b) => a.from - b.from)) {
      const length = Math.max(piece.to - piece.from, 0.01);
      if (open !== null && piece.from <= open.ruling.to + tolerance) {
        const { ruling } = open;
        ruling.at = (ruling.at * open.length + piece.at * length) / (open.length + length);
        ruling.to = Math.max(ruling.to, piece.to);
        open.length += length;
      } else {
        open = { ruling: { ...piece }, length };
        joined.push(open.ruling);
      }
    }
  }
  return joined;
}

/** Rulings at nearly the same height: a track goes on while the next one is near its first. */
function tracksOf(rulings: readonly Ruling[], tolerance: number): Ruling[][] {
  const tracks: Ruling[][] = [];
  let begins = -Infinity;
  for (const ruling of rulings.toSorted((a, b) => a.at - b.at)) {
    const track = tracks.at(-1);
    if (track !== undefined && ruling.at - begins <= tolerance) track.push(ruling);
    else {
      tracks.push([ruling]);
      begins = ruling.at;
    }
  }
  return tracks;
}

/** Places that lie near one another as one: the mean of each cluster, in order. */
export function clusterPlaces(places: readonly number[], tolerance: number): number[] {
  const clusters: number[][] = [];
  for (const place of places.toSorted((a, b) => a - b)) {
    const cluster = clusters.at(-1);
    if (cluster !== undefined && place - (cluster[0] as number) <= tolerance) cluster.push(place);
    else clusters.push([place]);
  }
  return clusters.map((cluster) => cluster.reduce((sum, place) => sum + place, 0) / cluster.length);
}
