import type { GridCell } from "./grid.ts";
import { isFull, joinFull, paddingOf } from "./join-wrapped.ts";
import { type Line, linesOfWords, standsApart, textOfLine, usualRoom } from "./lines-of-words.ts";

/** A line of a cell. */
interface PlacedLine {
  line: Line;
  /** How wide a line can be there, in points. */
  room: number;
  /** There is more room above it than between lines of one paragraph. */
  apart: boolean;
}

/**
 * The text of a cell. Lines that were only broken because the cell is narrow are one; breaks that were made on purpose
 * (年度 over 指标值, one character a line, paragraphs) stay as "\n".
 */
export function textOfCell(cell: GridCell): string {
  let text = "";
  let last: PlacedLine | undefined;
  for (const placed of linesOfCell(cell)) {
    const own = textOfLine(placed.line);
    const wraps = last !== undefined && !placed.apart && isFull(last.line, placed.line, last.room);
    text = last === undefined ? own : wraps ? joinFull(text, own) : `${text}\n${own}`;
    last = placed;
  }
  return text;
}

/** The lines of a cell over all its pieces. */
export function linesOfCell({ pieces }: GridCell): PlacedLine[] {
  return pieces.flatMap(({ box, words }) => {
    const lines = linesOfWords(words);
    const room = box[2] - box[0] - 2 * paddingOf(lines, box);
    const usual = usualRoom(lines);
    return lines.map((line, index) => {
      const above = lines[index - 1];
      return { line, room, apart: above !== undefined && standsApart(line, above, usual) };
    });
  });
}
