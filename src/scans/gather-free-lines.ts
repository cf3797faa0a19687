import type { InkPieces } from "./ink-pieces.ts";
import { type InkLine, inkLineOf, isStroke } from "./ink-line.ts";

/** Neighbours on one line stand no further apart than so many times their height. */
const APART = 1.5;

/** Of the lower of two pieces, so much stands beside the other where they are of one line. */
const BESIDE = 0.4;

/** Higher than so many times the usual type, ink is a picture and no text. */
const HIGHEST = 5;

interface Blob {
  left: number;
  top: number;
  right: number;
  bottom: number;
  pieces: number[];
}

/**
 * Lines of text that stand in no cell. Strokes above one another become characters, characters beside one another lines; wide
 * gaps part them. `size` is the height of the page's type in dots; pieces of less ink than `speck` are none.
 */
export function gatherFreeLines(
  ink: InkPieces,
  pieces: readonly number[],
  size: number,
  speck: number,
): InkLine[] {
  const solid = pieces.filter(
    (piece) =>
      (ink.area[piece] as number) >= speck &&
      (ink.bottom[piece] as number) - (ink.top[piece] as number) <= size * HIGHEST,
  );
  const leastStroke = Math.max(18, speck * 2);
  const blobs = stackStrokes(
    solid.map((piece) => ({
      left: ink.left[piece] as number,
      top: ink.top[piece] as number,
      right: ink.right[piece] as number,
      bottom: ink.bottom[piece] as number,
      pieces: [piece],
    })),
    size,
  );
  return linkAlong(blobs, size)
    .filter(({ pieces: own }) => own.some((piece) => isStroke(ink, piece, size, leastStroke)))
    .map((line) =>
      inkLineOf(
        ink,
        line.pieces.map((piece) => [piece, null] as [number, null]),
        Math.max(heightOf(line), size * 0.5),
      ),
    )
    .toSorted((a, b) => a.top - b.top || a.left - b.left);
}

function heightOf({ top, bottom }: Blob): number {
  return bottom - top;
}

function unite(a: Blob, b: Blob): void {
  a.left = Math.min(a.left, b.left);
  a.top = Math.min(a.top, b.top);
  a.right = Math.max(a.right, b.right);
  a.bottom = Math.max(a.bottom, b.bottom);
  a.pieces.push(...b.pieces);
}

/** Strokes of one character that stand above one another. */
function stackStrokes(blobs: readonly Blob[], size: number): Blob[] {
  const sorted = blobs.toSorted((a, b) => a.top - b.top);
  const stacked: Blob[] = [];
  let first = 0;
  for (const blob of sorted) {
    while (first < stacked.length && (stacked[first] as Blob).top < blob.top - size * 3) first += 1;
    let target: Blob | undefined;
    for (let index = stacked.length - 1; index >= first; index -= 1) {
      const other = stacked[index] as Blob;
      const common = Math.min(blob.right, other.right) - Math.max(blob.left, other.left);
      const narrower = Math.min(blob.right - blob.left, other.right - other.left);
      const height = Math.max(blob.bottom, other.bottom) - Math.min(blob.top, other.top);
      const most = Math.max(
        size,
        Math.min(Math.max(blob.right, other.right) - Math.min(blob.left, other.left), size * 3),
      );
      if (common >= narrower * 0.6 && height <= most * 1.1 && blob.top - other.bottom <= most * 0.4) {
        target = other;
        break;
      }
    }
    if (target === undefined) stacked.push({ ...blob, pieces: [...blob.pieces] });
    else unite(target, blob);
  }
  return stacked;
}

/** Characters beside one another become lines. */
function linkAlong(blobs: readonly Blob[], size: number): Blob[] {
  const lines: Blob[] = [];
  // The tall ones first: points and dashes join the line they stand on.
  const low = blobs.filter((blob) => heightOf(blob) < size * 0.4);
  const tall = blobs.filter((blob) => heightOf(blob) >= size * 0.4);
  for (const blob of tall.toSorted((a, b) => a.left - b.left)) {
    const line = nearestLine(lines, blob, size);
    if (line === undefined) lines.push({ ...blob, pieces: [...blob.pieces] });
    else unite(line, blob);
  }
  for (const blob of low.toSorted((a, b) => a.left - b.left)) {
    const line = nearestLine(lines, blob, size);
    if (line === undefined) lines.push({ ...blob, pieces: [...blob.pieces] });
    else unite(line, blob);
  }
  return joinOverlapping(lines, size);
}

function nearestLine(lines: readonly Blob[], blob: Blob, size: number): Blob | undefined {
  let best: Blob | undefined;
  let nearest = Infinity;
  for (const line of lines) {
    const height = Math.max(heightOf(line), heightOf(blob), size * 0.6);
    const gap = Math.max(blob.left - line.right, line.left - blob.right, 0);
    if (gap > height * APART || gap > nearest) continue;
    const common = Math.min(line.bottom, blob.bottom) - Math.max(line.top, blob.top);
    if (common < Math.min(heightOf(line), heightOf(blob)) * BESIDE) continue;
    nearest = gap;
    best = line;
  }
  return best;
}

/** Lines that points or late strokes have brought together. */
function joinOverlapping(lines: readonly Blob[], size: number): Blob[] {
  let open = [...lines];
  for (let changed = true; changed;) {
    changed = false;
    const joined: Blob[] = [];
    for (const line of open.toSorted((a, b) => a.left - b.left)) {
      const near = nearestLine(joined, line, size);
      if (near === undefined) joined.push(line);
      else {
        unite(near, line);
        changed = true;
      }
    }
    open = joined;
  }
  return open;
}
