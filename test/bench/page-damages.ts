/** Damages of scanned pages, the same each time. */
import sharp from "sharp";
import type { Raster } from "../../src/model/raster.ts";

/** A page that is damaged, and where its dots went, in dots of 300 dpi. */
export interface Damaged {
  grey: Raster;
  move: (x: number, y: number) => [number, number];
  noise: number;
}

export type Damage = (grey: Raster, scale: number, random: () => number) => Damaged | Promise<Damaged>;

export const stay = (x: number, y: number): [number, number] => [x, y];

export const DAMAGES: { [name: string]: Damage } = {
  clean: (grey) => ({ grey, move: stay, noise: 0 }),
  noise: (grey, _scale, random) => ({ grey: noisy(blurred(grey), 14, random), move: stay, noise: 0.3 }),
  jpeg: async (grey) => ({ grey: await throughJpeg(grey, 45), move: stay, noise: 0.1 }),
  faint: (grey, _scale, random) => ({
    grey: noisy(faded(blurred(grey), 0.4), 4, random),
    move: stay,
    noise: 0.1,
  }),
  bilevel: (grey, _scale, random) => ({
    grey: bilevel(noisy(grey, 22, random)),
    move: stay,
    noise: 0.2,
  }),
  specks: (grey, scale, random) => ({ grey: specked(grey, scale, random), move: stay, noise: 0.6 }),
  bleed: (grey, _scale, random) => ({ grey: noisy(bled(grey, 0.16), 5, random), move: stay, noise: 0.1 }),
  broken: (grey, scale, random) => ({ grey: broken(grey, scale, random), move: stay, noise: 0.1 }),
  skew: (grey, scale) => warped(grey, scale, (x, y) => [-0.0052 * (y - 1700), 0.0052 * (x - 1200)]),
  curl: (grey, scale) =>
    warped(grey, scale, (x, y) => [4 * Math.sin(y / 900), 12 * Math.sin(x / 700 + y / 3000)]),
};

/** Numbers from 0 to 1 that are the same each time (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function mapDots(grey: Raster, change: (value: number) => number): Raster {
  return { ...grey, data: Uint8Array.from(grey.data, (value) => Math.max(0, Math.min(255, change(value)))) };
}

function noisy(grey: Raster, sigma: number, random: () => number): Raster {
  return mapDots(grey, (value) => value + (random() + random() + random() + random() - 2) * sigma * 1.73);
}

function faded(grey: Raster, contrast: number): Raster {
  return mapDots(grey, (value) => 255 - (255 - value) * contrast);
}

function bilevel(grey: Raster): Raster {
  return mapDots(grey, (value) => (value < 190 ? 0 : 255));
}

function blurred({ width, height, data, channels }: Raster): Raster {
  const across = new Uint8Array(data.length);
  const both = new Uint8Array(data.length);
  const at = (from: Uint8Array, index: number): number => from[index] ?? 255;
  for (let index = 0; index < data.length; index += 1)
    across[index] = (at(data, index - 1) + 2 * at(data, index) + at(data, index + 1)) >> 2;
  for (let index = 0; index < data.length; index += 1)
    both[index] = (at(across, index - width) + 2 * at(across, index) + at(across, index + width)) >> 2;
  return { width, height, channels, data: both };
}

async function throughJpeg({ width, height, data }: Raster, quality: number): Promise<Raster> {
  const bytes = await sharp(data, { raw: { width, height, channels: 1 } })
    .jpeg({ quality })
    .toBuffer();
  const back = await sharp(bytes).greyscale().raw().toBuffer();
  return { width, height, channels: 1, data: new Uint8Array(back) };
}

function specked(grey: Raster, scale: number, random: () => number): Raster {
  const data = Uint8Array.from(grey.data);
  const count = Math.round((grey.width * grey.height) / scale / scale / 9000);
  for (let speck = 0; speck < count; speck += 1) {
    const size = Math.max(1, Math.round((1 + random() * 3) * scale));
    const [x, y] = [Math.floor(random() * (grey.width - size)), Math.floor(random() * (grey.height - size))];
    for (let row = 0; row < size; row += 1)
      data.fill(60, (y + row) * grey.width + x, (y + row) * grey.width + x + size);
  }
  return { ...grey, data };
}

function bled(grey: Raster, part: number): Raster {
  const { width, height } = grey;
  const data = Uint8Array.from(grey.data);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const behind = 255 - (grey.data[y * width + width - 1 - x] as number);
      data[y * width + x] = Math.max(0, (grey.data[y * width + x] as number) - behind * part);
    }
  return { ...grey, data };
}

/** White scratches, as from a bad drum: each 3 to 10 dots wide. */
function broken(grey: Raster, scale: number, random: () => number): Raster {
  const data = Uint8Array.from(grey.data);
  for (let scratch = 0; scratch < 500; scratch += 1) {
    const size = Math.max(1, Math.round((3 + random() * 7) * scale));
    const [x, y] = [Math.floor(random() * grey.width), Math.floor(random() * grey.height)];
    const length = Math.round(25 * scale);
    const upright = random() < 0.5;
    for (let row = 0; row < (upright ? length : size) && y + row < grey.height; row += 1)
      data.fill(
        255,
        (y + row) * grey.width + x,
        Math.min((y + row + 1) * grey.width, (y + row) * grey.width + x + (upright ? size : length)),
      );
  }
  return { ...grey, data };
}

function warped(grey: Raster, scale: number, shift: (x: number, y: number) => [number, number]): Damaged {
  const { width, height, data } = grey;
  const bent = new Uint8Array(data.length).fill(255);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const [right, down] = shift(x / scale, y / scale);
      const [fromX, fromY] = [x - right * scale, y - down * scale];
      const [left, top] = [Math.floor(fromX), Math.floor(fromY)];
      if (left < 0 || top < 0 || left + 1 >= width || top + 1 >= height) continue;
      const [partX, partY] = [fromX - left, fromY - top];
      const at = top * width + left;
      const upper = (data[at] as number) * (1 - partX) + (data[at + 1] as number) * partX;
      const lower = (data[at + width] as number) * (1 - partX) + (data[at + width + 1] as number) * partX;
      bent[y * width + x] = upper * (1 - partY) + lower * partY;
    }
  return {
    grey: { ...grey, data: bent },
    move: (x, y) => {
      const [right, down] = shift(x, y);
      return [x + right, y + down];
    },
    noise: 0,
  };
}
