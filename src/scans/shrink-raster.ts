import type { Raster } from "../model/raster.ts";

/** A picture of one channel, made smaller: each dot is the mean of a block of `acrossBy` × `downBy` dots; what is left over at the edges goes. */
export function shrinkRaster({ data, width, height }: Raster, acrossBy: number, downBy = acrossBy): Raster {
  const columns = Math.max(1, Math.floor(width / acrossBy));
  const rows = Math.max(1, Math.floor(height / downBy));
  if (acrossBy === 1 && downBy === 1) return { width, height, channels: 1, data };
  const small = new Uint8Array(columns * rows);
  const sums = new Uint32Array(columns);
  const [across, down] = [Math.min(acrossBy, width), Math.min(downBy, height)];
  const share = 1 / (across * down);
  for (let row = 0; row < rows; row += 1) {
    sums.fill(0);
    for (let inner = 0; inner < down; inner += 1) {
      let at = (row * down + inner) * width;
      for (let column = 0; column < columns; column += 1) {
        let sum = 0;
        for (const end = at + across; at < end; at += 1) sum += data[at] as number;
        sums[column] = (sums[column] as number) + sum;
      }
    }
    const begin = row * columns;
    for (let column = 0; column < columns; column += 1)
      small[begin + column] = (sums[column] as number) * share + 0.5;
  }
  return { width: columns, height: rows, channels: 1, data: small };
}
