import type { InkPieces } from "./ink-pieces.ts";

/** The ink of one line of text. In dots of the page, right and bottom not part of it. */
export interface InkLine {
  left: number;
  top: number;
  right: number;
  bottom: number;
  /** Its pieces; where lines touch, a piece is shared, and the rows of it that are this line's are given. */
  pieces: Map<number, [from: number, to: number] | null>;
  /** Height of the type around it: that of its ink alone says little where it is a dash. */
  size: number;
}

export function inkLineOf(
  ink: InkPieces,
  own: Iterable<[piece: number, rows: [number, number] | null]>,
  size: number,
): InkLine {
  const line: InkLine = { left: Infinity, top: Infinity, right: 0, bottom: 0, pieces: new Map(own), size };
  for (const [piece, rows] of line.pieces) {
    line.left = Math.min(line.left, ink.left[piece] as number);
    line.right = Math.max(line.right, ink.right[piece] as number);
    line.top = Math.min(line.top, Math.max(ink.top[piece] as number, rows?.[0] ?? 0));
    line.bottom = Math.max(line.bottom, Math.min(ink.bottom[piece] as number, rows?.[1] ?? Infinity));
  }
  return line;
}

/** What is smaller on both sides is not the ink of a character by itself, as share of the size of type. */
const LEAST_STROKE = 0.2;

/** Dots of ink that a stroke has at least. */
const LEAST_AREA = 18;

/** Points in a row that are text by themselves: an ellipsis. They are of one size and stand level and close. */
const FEWEST_POINTS = 3;
const POINT_AREA = 9;
const POINTS_ALIKE = 2;
const POINTS_LEVEL = 0.15;
const POINTS_APART = 1.2;

/** Whether the ink of a line is text, and not specks alone: pieces of less ink than `speck` are none. */
export function isWritten(ink: InkPieces, line: InkLine, size: number, speck: number): boolean {
  const pieces = [...line.pieces.keys()].filter((piece) => (ink.area[piece] as number) >= speck);
  return pieces.some((piece) => isStroke(ink, piece, size, speck)) || arePoints(ink, pieces, size, speck);
}

/** Whether a piece is a stroke of a character at least, and no speck and no point. */
function isStroke(ink: InkPieces, piece: number, size: number, speck: number): boolean {
  const width = (ink.right[piece] as number) - (ink.left[piece] as number);
  const height = (ink.bottom[piece] as number) - (ink.top[piece] as number);
  return (
    Math.max(width, height) >= Math.max(8, size * LEAST_STROKE) &&
    (ink.area[piece] as number) >= Math.max(LEAST_AREA, speck * 2)
  );
}

function arePoints(ink: InkPieces, pieces: readonly number[], size: number, speck: number): boolean {
  if (pieces.length < FEWEST_POINTS) return false;
  const areas = pieces.map((piece) => ink.area[piece] as number);
  if (Math.min(...areas) < speck + POINT_AREA || Math.max(...areas) > Math.min(...areas) * POINTS_ALIKE)
    return false;
  const tops = pieces.map((piece) => ink.top[piece] as number);
  if (Math.max(...tops) - Math.min(...tops) > size * POINTS_LEVEL) return false;
  const ordered = pieces.toSorted((a, b) => (ink.left[a] as number) - (ink.left[b] as number));
  return ordered.every(
    (piece, index) =>
      index === 0 ||
      (ink.left[piece] as number) - (ink.right[ordered[index - 1] as number] as number) <=
        size * POINTS_APART,
  );
}

/** Texts of a line stand so far apart that they are two, as share of the size of type. */
const APART = 1.5;

/** Points at the end of a line stand no further from its text than this share of the type; others are specks. */
const POINT_APART = 0.5;
const POINT_SIDE = 0.25;

/** Takes specks beside a line away from its ends. */
export function trimSpecks(ink: InkPieces, line: InkLine): InkLine {
  const ordered = [...line.pieces].toSorted(
    (a, b) => (ink.left[a[0]] as number) - (ink.left[b[0]] as number),
  );
  const isPoint = (piece: number): boolean =>
    Math.max(
      (ink.right[piece] as number) - (ink.left[piece] as number),
      (ink.bottom[piece] as number) - (ink.top[piece] as number),
    ) <=
    line.size * POINT_SIDE;
  const text = ordered.filter(([piece]) => !isPoint(piece));
  if (text.length === 0) return line;
  let left = Math.min(...text.map(([piece]) => ink.left[piece] as number));
  let right = Math.max(...text.map(([piece]) => ink.right[piece] as number));
  const near = line.size * POINT_APART;
  for (const [piece] of ordered)
    if ((ink.left[piece] as number) > right && (ink.left[piece] as number) - right <= near)
      right = ink.right[piece] as number;
  for (const [piece] of ordered.toReversed())
    if ((ink.right[piece] as number) < left && left - (ink.right[piece] as number) <= near)
      left = ink.left[piece] as number;
  const kept = ordered.filter(
    ([piece]) => (ink.left[piece] as number) <= right && (ink.right[piece] as number) >= left,
  );
  return kept.length === ordered.length ? line : inkLineOf(ink, kept, line.size);
}

/** Parts a line where its texts stand wide apart. */
export function splitAtGaps(ink: InkPieces, line: InkLine): InkLine[] {
  const parts: [number, [number, number] | null][][] = [];
  let reached = -Infinity;
  for (const entry of [...line.pieces].toSorted(
    (a, b) => (ink.left[a[0]] as number) - (ink.left[b[0]] as number),
  )) {
    if ((ink.left[entry[0]] as number) - reached > line.size * APART) parts.push([]);
    parts.at(-1)?.push(entry);
    reached = Math.max(reached, ink.right[entry[0]] as number);
  }
  return parts.length === 1 ? [line] : parts.map((own) => inkLineOf(ink, own, line.size));
}
