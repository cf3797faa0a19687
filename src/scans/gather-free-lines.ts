import type { InkPieces } from "./ink-pieces.ts";
import { type InkLine, inkLineOf, isWritten, trimSpecks } from "./ink-line.ts";

/** Neighbours on one line stand no further apart than so many times their height. */
const APART = 1.5;

/** Of the lower of two pieces, so much stands beside the other where they are of one line. */
const BESIDE = 0.4;

/** Pieces at least this share of the type high make the lines; the others, points and dashes, join those. */
const TALL = 0.4;

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
  const blobs = solid.map((piece) => ({
    left: ink.left[piece] as number,
    top: ink.top[piece] as number,
    right: ink.right[piece] as number,
    bottom: ink.bottom[piece] as number,
    pieces: [piece],
  }));
  const lines = joinOverlapping(
    linkAlong(
      blobs.filter((blob) => heightOf(blob) >= size * TALL),
      size,
    ),
    size,
  );
  const rest = blobs.filter((blob) => heightOf(blob) < size * TALL && !joinAside(lines, blob));
  const left = rest.filter((blob) => !joinStacked(lines, blob, size));
  return joinOverlapping([...lines, ...linkAlong(stackStrokes(left, size), size)], size)
    .map((line) =>
      inkLineOf(
        ink,
        line.pieces.map((piece) => [piece, null] as [number, null]),
        Math.max(heightOf(line), size * 0.5),
      ),
    )
    .map((line) => trimSpecks(ink, line))
    .filter((line) => isWritten(ink, line, size, speck))
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

/** Puts a small piece on the line whose height it stands at. */
function joinAside(lines: readonly Blob[], blob: Blob): boolean {
  let best: Blob | undefined;
  let most = heightOf(blob) * BESIDE;
  let nearest = Infinity;
  for (const line of lines) {
    const common = Math.min(line.bottom, blob.bottom) - Math.max(line.top, blob.top);
    const gap = Math.max(blob.left - line.right, line.left - blob.right, 0);
    if (gap > heightOf(line) * APART || common < most || (common === most && gap >= nearest)) continue;
    [best, most, nearest] = [line, common, gap];
  }
  if (best !== undefined) unite(best, blob);
  return best !== undefined;
}

/** Puts a small piece onto the character that it is a stroke of, where it stands above or below what is a line so far. */
function joinStacked(lines: readonly Blob[], blob: Blob, size: number): boolean {
  const line = lines.find((each) => isStacked(each, blob, size));
  if (line !== undefined) unite(line, blob);
  return line !== undefined;
}

function isStacked(a: Blob, b: Blob, size: number): boolean {
  const common = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const narrower = Math.min(a.right - a.left, b.right - b.left);
  const height = Math.max(a.bottom, b.bottom) - Math.min(a.top, b.top);
  const gap = Math.max(a.top, b.top) - Math.min(a.bottom, b.bottom);
  return common >= narrower * 0.6 && height <= size * 1.1 && gap <= size * 0.45;
}

/** Strokes of one character that stand above one another. */
function stackStrokes(blobs: readonly Blob[], size: number): Blob[] {
  const stacked: Blob[] = [];
  for (const blob of blobs.toSorted((a, b) => a.top - b.top))
    if (!joinStacked(stacked, blob, size)) stacked.push({ ...blob, pieces: [...blob.pieces] });
  return stacked;
}

/** Characters beside one another become lines. */
function linkAlong(blobs: readonly Blob[], size: number): Blob[] {
  const lines: Blob[] = [];
  for (const blob of blobs.toSorted((a, b) => a.left - b.left)) {
    const line = nearestLine(lines, blob, size);
    if (line === undefined) lines.push({ ...blob, pieces: [...blob.pieces] });
    else unite(line, blob);
  }
  return lines;
}

function nearestLine(lines: readonly Blob[], blob: Blob, size: number): Blob | undefined {
  let best: Blob | undefined;
  let nearest = Infinity;
  for (const line of lines) {
    const height = Math.max(heightOf(line), heightOf(blob), size * 0.9);
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
