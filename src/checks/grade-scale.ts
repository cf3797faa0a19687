import type { Decimal } from "../model/decimal.ts";
import { decimal } from "../model/decimal.ts";
import type { GradeBand } from "../model/form-profile.ts";

/** The band of a scale that a total falls into: the lower bound is included, the upper is not. Null below all bands. */
export function bandOf(total: Decimal, bands: readonly GradeBand[]): GradeBand | null {
  let best: { band: GradeBand; from: Decimal } | null = null;
  for (const band of bands) {
    const from = decimal(band.from);
    if (from.lte(total) && (best === null || from.gt(best.from))) best = { band, from };
  }
  return best?.band ?? null;
}
