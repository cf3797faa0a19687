/** A heading printed vertically: its characters, and for each the number of the word it belongs to. */
interface VerticalHeading {
  heading: string;
  characters: string[];
  words: number[];
}

/** A piece of a vertical heading at the beginning of a text. */
export interface HeadingPiece {
  heading: string;
  /** Where the text goes on after the piece. */
  end: number;
  /** The piece begins or ends within a word of the heading (金使 of 资金 使用), as no prose does. */
  cutsWords: boolean;
}

const SHORTEST_PIECE = 2;
const SPACE = /\s/u;

/**
 * Finds what recognition left of headings that are printed vertically. Such a heading (项目 资金 使用 情况, words parted
 * by spaces) breaks over the lines of a narrow column; any two or more of its characters may be left, in order. The
 * piece must fit one heading only.
 */
export function findHeadingPieces(verticalHeadings: string[]): (text: string) => HeadingPiece | null {
  const headings = verticalHeadings.map(splitHeading);
  return (text) => {
    let best: HeadingPiece | null = null;
    let longest = SHORTEST_PIECE - 1;
    let rivals = 0;
    for (const heading of headings) {
      const { kept, end } = followHeading(text, heading);
      if (kept.length < longest || kept.length < SHORTEST_PIECE) continue;
      rivals = kept.length > longest ? 1 : rivals + 1;
      longest = kept.length;
      best = { heading: heading.heading, end, cutsWords: cutsWords(kept, heading.words) };
    }
    return rivals === 1 ? best : null;
  };
}

function splitHeading(printed: string): VerticalHeading {
  const words = printed.split(/\s+/u);
  return {
    heading: words.join(""),
    characters: words.flatMap((word) => Array.from(word)),
    words: words.flatMap((word, number) => Array.from(word, () => number)),
  };
}

/** The characters of the heading, by position, with which the text begins, and where it goes on after them. */
function followHeading(text: string, { characters }: VerticalHeading): { kept: number[]; end: number } {
  const kept: number[] = [];
  let end = 0;
  for (let position = 0; position < text.length; position += 1) {
    const character = text.charAt(position);
    if (SPACE.test(character)) continue;
    const found = characters.indexOf(character, (kept.at(-1) ?? -1) + 1);
    if (found === -1) break;
    kept.push(found);
    end = position + 1;
  }
  return { kept, end };
}

function cutsWords(kept: number[], words: number[]): boolean {
  return words.some(
    (word, position) => kept.includes(position) !== kept.some((other) => words[other] === word),
  );
}
