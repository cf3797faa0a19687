import { getHeapSpaceStatistics, setFlagsFromString } from "node:v8";

/** Bytes that the young generation of a thread may take. */
const ENOUGH = 32 * 1024 * 1024;

/** By how much of itself, in per cent, the memory of this process may grow before what is not needed is cleared away. */
const GROWTH = 30;

/** Keeps this process small where all it does is to store what others have read: left alone V8 takes twice as much. */
export function growSlowly(): void {
  setFlagsFromString(`--heap-growing-percent=${String(GROWTH)}`);
}

let isBound = false;

/**
 * Keeps V8 from giving ever more memory to what is needed for a moment only. In a long batch it would let the young
 * generation of a thread grow to 128 MB and more, which makes nothing faster. The most that it may take can only be set
 * when a process starts; that it grows no further can be set at any time, for all threads at once.
 */
export function boundYoungMemory(): void {
  if (isBound) return;
  const young = getHeapSpaceStatistics().find((space) => space.space_name === "new_space");
  if (young === undefined || young.space_size < ENOUGH) return;
  setFlagsFromString("--semi-space-growth-factor=1");
  isBound = true;
}
