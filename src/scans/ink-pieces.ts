import type { BitPicture } from "./bit-picture.ts";

/** Ink that hangs together, corners touching included. Boxes in dots, right and bottom not part of them. */
export interface InkPieces {
  count: number;
  left: Int32Array;
  top: Int32Array;
  right: Int32Array;
  bottom: Int32Array;
  /** Dots of ink. */
  area: Int32Array;
  runs: InkRuns;
}

/** Ink row by row: runs of dots with the piece each belongs to. */
interface InkRuns {
  /** Index of the first run of each row, and behind the last row the count of all. */
  rows: Int32Array;
  from: Int32Array;
  to: Int32Array;
  piece: Int32Array;
}

export function findInkPieces(bits: BitPicture): InkPieces {
  const { rows, from, to } = runsOf(bits);
  const parents = joinRuns(rows, from, to, bits.height);
  const piece = new Int32Array(from.length);
  let count = 0;
  for (let run = 0; run < from.length; run += 1) {
    // A root is the first run of its piece, so that it has its number before all others.
    const parent = parents[run] as number;
    if (parent === run) {
      piece[run] = count;
      count += 1;
    } else piece[run] = piece[rootOf(parents, parent)] as number;
  }
  const pieces: InkPieces = {
    count,
    left: new Int32Array(count).fill(bits.width),
    top: new Int32Array(count).fill(bits.height),
    right: new Int32Array(count),
    bottom: new Int32Array(count),
    area: new Int32Array(count),
    runs: { rows, from, to, piece },
  };
  for (let y = 0; y < bits.height; y += 1) {
    for (let run = rows[y] as number; run < (rows[y + 1] as number); run += 1) {
      const own = piece[run] as number;
      const [begin, end] = [from[run] as number, to[run] as number];
      if (begin < (pieces.left[own] as number)) pieces.left[own] = begin;
      if (end > (pieces.right[own] as number)) pieces.right[own] = end;
      if (y < (pieces.top[own] as number)) pieces.top[own] = y;
      pieces.bottom[own] = y + 1;
      pieces.area[own] = (pieces.area[own] as number) + end - begin;
    }
  }
  return pieces;
}

function runsOf({ width, height, stride, words }: BitPicture): Pick<InkRuns, "rows" | "from" | "to"> {
  let from = new Int32Array(1 << 16);
  let to = new Int32Array(1 << 16);
  const rows = new Int32Array(height + 1);
  let count = 0;
  for (let y = 0; y < height; y += 1) {
    rows[y] = count;
    let begin = -1;
    for (let word = 0; word < stride; word += 1) {
      const value = words[y * stride + word] as number;
      // Whole words of paper or ink end or begin nothing within.
      if (value === 0 && begin < 0) continue;
      if (value === 0xffffffff && begin >= 0) continue;
      let rest = begin < 0 ? value : ~value;
      let done = 0;
      const base = word * 32;
      while (rest !== 0) {
        const bit = 31 - Math.clz32(rest & -rest);
        if (begin < 0) begin = base + bit;
        else {
          if (count === from.length) {
            from = grown(from);
            to = grown(to);
          }
          from[count] = begin;
          to[count] = base + bit;
          count += 1;
          begin = -1;
        }
        done = bit;
        rest = (begin < 0 ? value : ~value) & (-1 << done);
      }
    }
    if (begin >= 0) {
      if (count === from.length) {
        from = grown(from);
        to = grown(to);
      }
      from[count] = begin;
      to[count] = width;
      count += 1;
    }
  }
  rows[height] = count;
  return { rows, from: from.subarray(0, count), to: to.subarray(0, count) };
}

function grown(values: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(values.length * 2);
  larger.set(values);
  return larger;
}

/** Joins the runs of neighbouring rows that touch; the parent of a run never stands behind it. */
function joinRuns(rows: Int32Array, from: Int32Array, to: Int32Array, height: number): Int32Array {
  const parents = Int32Array.from(from, (_, index) => index);
  for (let y = 1; y < height; y += 1) {
    let above = rows[y - 1] as number;
    const lastAbove = rows[y] as number;
    for (let run = lastAbove; run < (rows[y + 1] as number); run += 1) {
      while (above < lastAbove && (to[above] as number) < (from[run] as number)) above += 1;
      for (
        let other = above;
        other < lastAbove && (from[other] as number) <= (to[run] as number);
        other += 1
      ) {
        const a = rootOf(parents, run);
        const b = rootOf(parents, other);
        if (a < b) parents[b] = a;
        else parents[a] = b;
      }
    }
  }
  return parents;
}

function rootOf(parents: Int32Array, index: number): number {
  let root = index;
  while ((parents[root] as number) !== root) root = parents[root] as number;
  for (let at = index; at !== root;) {
    const next = parents[at] as number;
    parents[at] = root;
    at = next;
  }
  return root;
}
