import type { Word } from "../model/layout.ts";
import type { Candidate } from "../model/recognition.ts";
import type { GridCell } from "./grid.ts";
import { textOfCell } from "./text-of-cell.ts";

/** More candidates than a person would look at are not kept. */
const MOST = 8;

/**
 * What a cell may say where its words were recognised from a picture: its text as it stands, and every other text that one
 * other candidate of one of its words makes of it, best first. Undefined where no word of it was recognised.
 */
export function candidatesOfCell(cell: GridCell): Candidate[] | undefined {
  const words = cell.pieces.flatMap((piece) => piece.words);
  const recognised = words.filter(({ candidates }) => candidates !== undefined);
  if (recognised.length === 0) return undefined;
  const firsts = recognised.flatMap(({ candidates }) => candidates?.slice(0, 1) ?? []);
  const first: Candidate = {
    text: textOfCell(cell),
    weight: Math.min(1, ...firsts.map(({ weight }) => weight)),
    readers: [...new Set(firsts.flatMap(({ readers }) => readers))],
  };
  const others = recognised.flatMap((word) =>
    (word.candidates ?? [])
      .filter(({ text }) => text !== word.text)
      .map((candidate) => ({ ...candidate, text: textOfCell(withWord(cell, word, candidate.text)) })),
  );
  return [first, ...others.toSorted((a, b) => b.weight - a.weight).slice(0, MOST - 1)];
}

function withWord(cell: GridCell, word: Word, text: string): GridCell {
  const [head, ...tail] = cell.pieces.map((piece) => ({
    ...piece,
    words: piece.words.map((own) => (own === word ? { ...own, text } : own)),
  }));
  return { ...cell, pieces: [head as GridCell["pieces"][0], ...tail] };
}
