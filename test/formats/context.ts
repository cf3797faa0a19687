import type { Warning } from "../../src/model/extraction.ts";
import { DEFAULT_LIMITS, type Context, type Limits } from "../../src/model/stage.ts";

/** A context that keeps its warnings. */
export function keepWarnings(limits: Partial<Limits> = {}): Context & { warnings: Warning[] } {
  const warnings: Warning[] = [];
  return { warnings, warn: (warning) => warnings.push(warning), limits: { ...DEFAULT_LIMITS, ...limits } };
}
