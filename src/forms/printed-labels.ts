import type { Row } from "../model/layout.ts";
import type { Lexicon } from "../model/lexicon.ts";
import { labelKey, withoutBrackets } from "../values/text.ts";

/** Longer cells hold values and prose, no labels. */
const LONGEST_LABEL = 60;
/** What has no Chinese character is a value. */
const HAN = /\p{Script=Han}/u;
/** So many columns make a row the header of a table. */
const FEWEST_COLUMNS = 3;

/** What stands on a form in the way of labels. */
export interface PrintedLabels {
  /** Label keys of all short cells: as printed, without notes, and the label before a colon or a space. */
  keys: ReadonlySet<string>;
  /** Label keys of the cells that end like a title. */
  titles: readonly string[];
  /** Header rows of tables, each kind once. */
  headers: readonly Row[];
}

/** Gathers the labels of a form in one pass. */
export function collectLabels(rows: readonly Row[], lexicon: Lexicon): PrintedLabels {
  const keys = new Set<string>();
  const titles: string[] = [];
  const headers = new Map<string, Row>();
  for (const row of rows) {
    for (const { text } of row.cells) {
      if (text.length > LONGEST_LABEL || !HAN.test(text)) continue;
      const key = labelKey(text);
      keys.add(key).add(withoutBrackets(key));
      const [first = ""] = text.trimStart().split(/[:：\s]/u, 1);
      if (first.length < text.length) keys.add(labelKey(first));
      for (const { term, label } of lexicon.look(text)) {
        if (term.kind === "title") titles.push(key);
        else keys.add(labelKey(label));
      }
    }
    if (isHeaderRow(row, lexicon)) headers.set(row.cells.map(({ text }) => labelKey(text)).join("|"), row);
  }
  return { keys, titles, headers: [...headers.values()] };
}

/** Whether the row names the columns of an indicator or a scoring table, or of a fund table. */
export function isHeaderRow(row: Row, lexicon: Lexicon): boolean {
  if (row.cells.length < FEWEST_COLUMNS) return false;
  let columns = 0;
  let measures = 0;
  for (const { text } of row.cells) {
    if (text === "" || text.length > LONGEST_LABEL) continue;
    if (lexicon.find(text, "column") !== null) columns += 1;
    else if (lexicon.find(text, "measure") !== null) measures += 1;
  }
  return columns >= FEWEST_COLUMNS || (measures >= 2 && columns + measures >= FEWEST_COLUMNS);
}
