import type { Raster } from "../model/raster.ts";

/** A picture of ink and paper, 32 dots a word, the lowest bit the leftmost. */
export interface BitPicture {
  width: number;
  height: number;
  /** Words of a row. */
  stride: number;
  words: Uint32Array;
}

function emptyBits(width: number, height: number): BitPicture {
  const stride = (width + 31) >> 5;
  return { width, height, stride, words: new Uint32Array(stride * height) };
}

/** The dots of a grey picture that are darker than the threshold. */
export function darkerThan({ width, height, data }: Raster, threshold: number): BitPicture {
  const bits = emptyBits(width, height);
  const { stride, words } = bits;
  for (let y = 0; y < height; y += 1) {
    let at = y * width;
    for (let word = 0; word < stride; word += 1) {
      const count = Math.min(32, width - word * 32);
      let value = 0;
      for (let bit = 0; bit < count; bit += 1, at += 1)
        if ((data[at] as number) < threshold) value |= 1 << bit;
      words[y * stride + word] = value;
    }
  }
  return bits;
}

/** Rows become columns. */
export function transposed(bits: BitPicture): BitPicture {
  const turned = emptyBits(bits.height, bits.width);
  const block = new Int32Array(32);
  for (let band = 0; band < turned.stride; band += 1) {
    const rows = Math.min(32, bits.height - band * 32);
    for (let word = 0; word < bits.stride; word += 1) {
      let any = 0;
      for (let row = 0; row < 32; row += 1) {
        const value = row < rows ? (bits.words[(band * 32 + row) * bits.stride + word] as number) : 0;
        block[row] = value;
        any |= value;
      }
      if (any === 0) continue;
      transposeBlock(block);
      const columns = Math.min(32, bits.width - word * 32);
      for (let column = 0; column < columns; column += 1)
        turned.words[(word * 32 + column) * turned.stride + band] = block[column] as number;
    }
  }
  return turned;
}

/** Swaps ever smaller quarters of 32 × 32 bits. */
function transposeBlock(block: Int32Array): void {
  let mask = 0x0000ffff;
  for (let half = 16; half > 0; half >>= 1, mask ^= mask << half) {
    for (let row = 0; row < 32; row = ((row | half) + 1) & ~half) {
      const swap = (((block[row] as number) >>> half) ^ (block[row | half] as number)) & mask;
      block[row] = (block[row] as number) ^ (swap << half);
      block[row | half] = (block[row | half] as number) ^ swap;
    }
  }
}

/** Ink of each dot or of the one above or below it, and gaps of up to four dots along the rows closed. */
export function closedAlongRows({ width, height, stride, words }: BitPicture): BitPicture {
  const closed = emptyBits(width, height);
  const row = new Int32Array(stride);
  const wide = new Int32Array(stride);
  for (let y = 0; y < height; y += 1) {
    const at = y * stride;
    const above = y > 0 ? at - stride : at;
    const below = y + 1 < height ? at + stride : at;
    let any = 0;
    for (let word = 0; word < stride; word += 1) {
      const value =
        (words[at + word] as number) | (words[above + word] as number) | (words[below + word] as number);
      row[word] = value;
      any |= value;
    }
    if (any === 0) continue;
    for (let word = 0; word < stride; word += 1) {
      const here = row[word] as number;
      const before = word > 0 ? (row[word - 1] as number) : 0;
      const after = word + 1 < stride ? (row[word + 1] as number) : 0;
      wide[word] =
        here |
        (here << 1) |
        (before >>> 31) |
        (here << 2) |
        (before >>> 30) |
        (here >>> 1) |
        (after << 31) |
        (here >>> 2) |
        (after << 30);
    }
    for (let word = 0; word < stride; word += 1) {
      const here = wide[word] as number;
      const before = word > 0 ? (wide[word - 1] as number) : -1;
      const after = word + 1 < stride ? (wide[word + 1] as number) : -1;
      closed.words[at + word] =
        here &
        ((here << 1) | (before >>> 31)) &
        ((here << 2) | (before >>> 30)) &
        ((here >>> 1) | (after << 31)) &
        ((here >>> 2) | (after << 30));
    }
  }
  return closed;
}

export function hasInk({ width, height, stride, words }: BitPicture, x: number, y: number): boolean {
  if (x < 0 || y < 0 || x >= width || y >= height) return false;
  return (((words[y * stride + (x >> 5)] as number) >>> (x & 31)) & 1) === 1;
}

/** Takes the ink out of one row from one dot to before another. */
export function clearRow({ width, stride, words }: BitPicture, y: number, from: number, to: number): void {
  const last = Math.min(width, to);
  for (let x = Math.max(0, from); x < last;) {
    const word = y * stride + (x >> 5);
    const first = x & 31;
    const count = Math.min(32 - first, last - x);
    const mask = count === 32 ? -1 : ((1 << count) - 1) << first;
    words[word] = (words[word] as number) & ~mask;
    x += count;
  }
}

/** Puts ink into one row from one dot to before another. */
export function fillRow({ width, stride, words }: BitPicture, y: number, from: number, to: number): void {
  const last = Math.min(width, to);
  for (let x = Math.max(0, from); x < last;) {
    const word = y * stride + (x >> 5);
    const first = x & 31;
    const count = Math.min(32 - first, last - x);
    words[word] = (words[word] as number) | (count === 32 ? -1 : ((1 << count) - 1) << first);
    x += count;
  }
}
