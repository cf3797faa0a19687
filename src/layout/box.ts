import type { Box } from "../model/layout.ts";

/** The smallest box around all of them; an empty one at the origin where there are none. */
export function boxAround(boxes: readonly Box[]): Box {
  if (boxes.length === 0) return [0, 0, 0, 0];
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const box of boxes) {
    left = Math.min(left, box[0]);
    top = Math.min(top, box[1]);
    right = Math.max(right, box[2]);
    bottom = Math.max(bottom, box[3]);
  }
  return [left, top, right, bottom];
}

export function middleOf([left, top, right, bottom]: Box): { x: number; y: number } {
  return { x: (left + right) / 2, y: (top + bottom) / 2 };
}

/** A box as places give it: hundredths of a point are beyond what any page means. */
export function roundBox(box: Box): Box {
  return box.map((value) => Math.round(value * 100) / 100) as Box;
}

/** The middle one of the values, in order of size; 0 where there are none. */
export function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
