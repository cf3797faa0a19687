import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { Row } from "../../src/model/layout.ts";

/**
 * Rows as the layout stage makes them, near enough for these tests: a line is a row, tabs part its cells. Where every
 * cell stands on a line of its own (each line begins with a tab), a blank line ends a row.
 */
export function rowsOf(text: string): Row[] {
  const lines = text.split("\n").map((line, index) => ({ line: index + 1, text: line }));
  const tabbed = lines.filter((line) => line.text.includes("\t"));
  return tabbed.length > 0 && tabbed.every((line) => line.text.lastIndexOf("\t") === 0)
    ? rowsOfCellLines(lines)
    : lines
        .filter((line) => line.text.trim() !== "")
        .map((line) => rowOf(line.text.split("\t").map((cell) => ({ line: line.line, text: cell }))));
}

interface NumberedText {
  line: number;
  text: string;
}

function rowsOfCellLines(lines: NumberedText[]): Row[] {
  const rows: Row[] = [];
  let cells: NumberedText[] = [];
  for (const line of [...lines, { line: lines.length + 1, text: "" }]) {
    const last = cells.at(-1);
    if (line.text.startsWith("\t")) cells.push({ line: line.line, text: line.text.trim() });
    else if (line.text.trim() !== "" && last !== undefined) last.text += `\n${line.text}`;
    else if (cells.length > 0) {
      rows.push(rowOf(cells));
      cells = [];
    }
  }
  return rows;
}

function rowOf(texts: NumberedText[]): Row {
  const cells = texts.map(({ line, text }, column) => ({
    text,
    column,
    span: 1,
    at: { page: 1, line, column: column + 1 },
    confidence: 1,
  }));
  return { table: texts.length > 1 ? 0 : null, cells, gap: false, page: 1 };
}

const shared = process.env["FUHE_SHARED"] ?? new URL("../../../shared", import.meta.url).pathname;

/** The rows of a shared sample by the beginning of its name; null where the samples are not at hand. */
export function sampleRows(prefix: string): Row[] | null {
  const folder = `${shared}/seeds`;
  const name = existsSync(folder) ? readdirSync(folder).find((file) => file.startsWith(prefix)) : undefined;
  return name === undefined ? null : rowsOf(readFileSync(`${folder}/${name}`, "utf8"));
}
