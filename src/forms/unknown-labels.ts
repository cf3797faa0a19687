import type { FormProfile, ScorecardForm } from "../model/form-profile.ts";
import type { Cell, Row } from "../model/layout.ts";
import type { Lexicon, TermKind } from "../model/lexicon.ts";
import type { Place } from "../model/place.ts";
import { labelKey, nilKind } from "../values/text.ts";
import { compileLexicon } from "./lexicon.ts";
import { isHeaderRow } from "./printed-labels.ts";

/** A text that stands where a label stands and that the form's vocabulary does not know. */
export interface UnknownLabel {
  text: string;
  at: Place;
}

/** Longer texts where a label could stand are sentences. */
const LONGEST_LABEL = 20;

const AFTER_INDICATORS: ReadonlySet<TermKind> = new Set(["total", "field", "narrative", "role"]);

/** What has no Chinese character is a value. */
const HAN = /\p{Script=Han}/u;
const SENTENCE = /[，。；、！？,;]/u;

/** The columns in which categories of indicators stand, below a header that names them. */
interface LevelColumns {
  level1: number | undefined;
  level2: number | undefined;
  table: number | null;
  /** The rows stand in other columns than the header: cells were lost before them. */
  shifted: boolean;
}

/**
 * The unknown labels of a form: keys that end in a colon, headers of a recognised header row, and categories in the
 * columns of the first and second level.
 */
export function findUnknownLabels(rows: readonly Row[], profile: FormProfile): UnknownLabel[] {
  const lexicon = compileLexicon(profile);
  const names = namesOf(profile.scorecard);
  const isUnknown = ({ text }: Cell) =>
    HAN.test(text) &&
    !SENTENCE.test(text) &&
    text.trim().length <= LONGEST_LABEL &&
    nilKind(text) === null &&
    lexicon.look(text).length === 0 &&
    !names.has(labelKey(text));
  const unknown: Cell[] = [];
  let levels: LevelColumns | null = null;
  for (const row of rows) {
    if (isHeaderRow(row, lexicon)) {
      unknown.push(...row.cells.filter(isUnknown));
      levels = levelColumnsOf(row, lexicon);
      continue;
    }
    unknown.push(...keysOf(row, lexicon).filter(isUnknown));
    if (levels === null) continue;
    if (row.table !== levels.table || endsTable(row, lexicon)) levels = null;
    else unknown.push(...levelCellsOf(row, levels, lexicon).filter(isUnknown));
  }
  return unknown.map(({ text, at }) => ({ text: text.trim(), at }));
}

/** Label keys of everything that the form's scoring table names. */
function namesOf(scorecard: ScorecardForm | undefined): Set<string> {
  const groups = scorecard?.groups ?? [];
  const subgroups = groups.flatMap((group) => group.subgroups);
  const named = [...groups, ...subgroups, ...subgroups.flatMap(({ rows }) => rows)];
  return new Set(named.flatMap(({ name = "", labels }) => [name].concat(labels ?? [])).map(labelKey));
}

/** The cells of a row of key and value pairs that are keys by their colon. */
function keysOf({ cells }: Row, lexicon: Lexicon): Cell[] {
  const [first] = cells;
  if (first === undefined || cells.length < 2) return [];
  if (!isKey(first) && lexicon.find(first.text, "field") === null) return [];
  return cells.filter(isKey);
}

function isKey({ text }: Cell): boolean {
  const printed = text.trim();
  return printed.length > 1 && /[:：]$/u.test(printed);
}

function levelColumnsOf({ cells, table }: Row, lexicon: Lexicon): LevelColumns | null {
  const columnOf = (level: "level1" | "level2") =>
    cells.find(({ text }) => lexicon.find(text, "column")?.term.column === level)?.column;
  const level1 = columnOf("level1");
  const level2 = columnOf("level2");
  return level1 === undefined && level2 === undefined ? null : { level1, level2, table, shifted: false };
}

/** The cells in the level columns; none in rows that are shifted. A row without a category stands as the one above. */
function levelCellsOf({ cells }: Row, levels: LevelColumns, lexicon: Lexicon): Cell[] {
  for (const { text, column } of cells) {
    if (column === levels.level1 || column === levels.level2) continue;
    const isLevel2 = lexicon.find(text, "level2") !== null;
    const isLevel1 = lexicon.find(text, "level1") !== null;
    if (isLevel1 || isLevel2) levels.shifted = !(isLevel1 && levels.level1 === undefined);
  }
  return levels.shifted
    ? []
    : cells.filter(({ column }) => column === levels.level1 || column === levels.level2);
}

/** Whether the row begins the part below the indicators: the total, a grade, a narrative or the people. */
function endsTable({ cells }: Row, lexicon: Lexicon): boolean {
  const first = cells.find(({ text }) => text.trim() !== "");
  if (first === undefined) return false;
  return lexicon.look(first.text).some(({ term, repaired }) => AFTER_INDICATORS.has(term.kind) && !repaired);
}
