/** A region of dots that touch one another, also over corners. */
export interface Region {
  left: number;
  top: number;
  /** Last column and row that belong to it. */
  right: number;
  bottom: number;
  /** Dots in it. */
  count: number;
}

/** Finds the regions of dots that are 1; `labels`, where given, takes for each dot the number of its region, counted from 1. */
export function labelRegions(
  mask: Uint8Array,
  width: number,
  height: number,
  labels = new Int32Array(mask.length),
): Region[] {
  const regions: Region[] = [];
  const open: number[] = [];
  for (let start = 0; start < mask.length; start += 1) {
    if (mask[start] !== 1 || labels[start] !== 0) continue;
    const label = regions.length + 1;
    const region = { left: width, top: height, right: 0, bottom: 0, count: 0 };
    labels[start] = label;
    open.push(start);
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const y = Math.floor(at / width);
      const x = at - y * width;
      region.count += 1;
      if (x < region.left) region.left = x;
      if (x > region.right) region.right = x;
      if (y < region.top) region.top = y;
      if (y > region.bottom) region.bottom = y;
      for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row += 1)
        for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column += 1) {
          const next = row * width + column;
          if (mask[next] !== 1 || labels[next] !== 0) continue;
          labels[next] = label;
          open.push(next);
        }
    }
    regions.push(region);
  }
  return regions;
}
