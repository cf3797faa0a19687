import type { Candidate } from "../model/recognition.ts";

const WIDE = /[\uFF01-\uFF5E\u3000]/gu;

/** What two readings of one line have in common where they only differ in how the same signs are written. */
export function sameKey(text: string): string {
  return text
    .replace(WIDE, (wide) => (wide === "\u3000" ? " " : String.fromCharCode(wide.charCodeAt(0) - 0xfe_e0)))
    .replace(/\s+/gu, "")
    .replace(/[—–－―−─]/gu, "-")
    .replace(/≧/gu, "≥")
    .replace(/≦/gu, "≤")
    .replace(/[“”″]/gu, '"')
    .replace(/[‘’′]/gu, "'");
}

/** Gathers what the readers saw. Readings that differ only in width of signs and in spaces are one. */
export class Ballot {
  readonly #votes = new Map<string, { text: string; weight: number; readers: Map<string, number> }>();

  /** A reader counts once for a text, with the greatest weight it gave. `readers[0]` names how the text is written. */
  add(text: string, reader: string, weight: number): void {
    if (weight <= 0) return;
    const key = sameKey(text);
    const vote = this.#votes.get(key) ?? { text, weight: 0, readers: new Map<string, number>() };
    const before = vote.readers.get(reader) ?? 0;
    if (weight > before) {
      vote.weight += weight - before;
      vote.readers.set(reader, weight);
    }
    this.#votes.set(key, vote);
  }

  /** Best first, weights summing to at most `sum`; the least, below a hundredth, are kept as long as there are few. */
  candidates(sum = 1): Candidate[] {
    const votes = [...this.#votes.values()].toSorted((a, b) => b.weight - a.weight).slice(0, MOST);
    const all = votes.reduce((total, vote) => total + vote.weight, 0);
    return votes.map((vote) => ({
      text: vote.text,
      weight: all === 0 ? 0 : Math.floor((vote.weight / all) * sum * 10_000) / 10_000,
      readers: [...vote.readers.keys()],
    }));
  }
}

/** Candidates of one line. */
const MOST = 12;
