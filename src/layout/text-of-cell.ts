import type { GridCell } from "./grid.ts";
import { isFull, joinFull, paddingOf } from "./join-wrapped.ts";
import { type Line, linesOfWords, textOfLine } from "./lines-of-words.ts";

interface PlacedLine {
  line: Line;
  /** How wide a line of its cell can be, in points. */
  room: number;
}

/**
 * The text of a cell. Lines that were only broken because the cell is narrow are one; breaks that were made on purpose
 * (年度 over 指标值, one character a line, paragraphs) stay as "\n".
 */
export function textOfCell(cell: GridCell): string {
  let text = "";
  let last: PlacedLine | undefined;
  for (const { line, room } of linesOfCell(cell)) {
    const own = textOfLine(line);
    if (last === undefined) text = own;
    else text = isFull(last.line, line, last.room) ? joinFull(text, own) : `${text}\n${own}`;
    last = { line, room };
  }
  return text;
}

/** The lines of a cell over all its pieces. */
export function linesOfCell({ pieces }: GridCell): PlacedLine[] {
  return pieces.flatMap(({ box, words }) => {
    const lines = linesOfWords(words);
    const room = box[2] - box[0] - 2 * paddingOf(lines, box);
    return lines.map((line) => ({ line, room }));
  });
}
