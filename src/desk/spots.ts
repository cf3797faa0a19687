import type { Place } from "../model/place.ts";
import type { DescribedRecord } from "../server/describe-record.ts";
import { isReading, partAt, readingsOf } from "./readings.ts";
import { current, goTo, hovered, marked } from "./record-state.ts";

/** Something on the left that values were read from. */
export interface Spot {
  pointers: string[];
  at: Place;
  /** What is printed there, for text. */
  raw: string;
  isDoubtful: boolean;
  isCorrected: boolean;
}

/** The places of a record's readings; readings of one place together. */
export function spotsOf(told: DescribedRecord): Spot[] {
  const spots = new Map<string, Spot>();
  for (const [pointer, { at, raw, state, origin }] of readingsOf(told.record)) {
    if (origin === "inferred") continue;
    const key = JSON.stringify(at);
    const spot = spots.get(key) ?? { pointers: [], at, raw, isDoubtful: false, isCorrected: false };
    spot.pointers.push(pointer);
    spot.isDoubtful ||= state === "doubtful";
    spot.isCorrected ||= origin === "corrected";
    spots.set(key, spot);
  }
  return [...spots.values()];
}

/** What the marks of a spot look like now. */
export function spotClass({ pointers, isDoubtful, isCorrected }: Spot): string {
  const isHere = pointers.some((pointer) => pointer === current.value);
  const isMarked = pointers.some((pointer) => hovered.value.includes(pointer) || marked.value.has(pointer));
  return [
    "spot",
    isDoubtful ? "doubtful" : "",
    isCorrected ? "corrected" : "",
    isMarked ? "active" : "",
    isHere ? "current" : "",
  ]
    .filter(Boolean)
    .join(" ");
}

/** What pointer and click do on a spot. */
export function spotActions({ pointers }: Spot) {
  return {
    onMouseEnter: () => (hovered.value = pointers),
    onMouseLeave: () => (hovered.value = []),
    onClick: () => {
      const [first] = pointers;
      if (first !== undefined) goTo(first, { focus: true });
    },
  };
}

/** Where the current value stands. */
export function currentPlace(told: DescribedRecord): Place | null {
  const part = current.value === null ? null : partAt(told.record, current.value);
  return isReading(part) ? part.at : null;
}
